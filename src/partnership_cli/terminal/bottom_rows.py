"""The two rows at the bottom of the screen: which question this is, and what can be done."""

from __future__ import annotations

from typing import Final

from partnership_cli.terminal.wrap import measure

ROWS_FOR_BOTH: Final = 12
"""A window with fewer rows has the second alone."""

_GAPS: Final = ("      ", "   ")
_BETWEEN_KEYS: Final = "   "
_CUT: Final = "…"


def draw_place(place: str, question: str, width: int) -> str:
    """Return the first row: where this is and what is asked, cut where it has no room."""
    row = " " + "  ".join(filter(None, (place, " ".join(question.split()))))
    if measure(row) <= width:
        return row
    while row and measure(row + _CUT) > width:
        row = row[:-1]
    return row.rstrip() + _CUT


def draw_state(sharing: str, saved: str, keys: tuple[str, ...], width: int, *, failed: bool) -> str:
    """Return the second row. Where it is narrow the time goes first, and then the last key.

    That saving has `failed` stays as long as there is room for anything beside the sharing.
    """
    least: tuple[str, ...] = (sharing, saved) if failed else (sharing,)
    choices: list[tuple[tuple[str, ...], tuple[str, ...]]] = [((sharing, saved), keys)]
    choices += [(least, keys[:count]) for count in range(len(keys), -1, -1)]
    rows = (_join(state, shown, gap) for state, shown in choices for gap in _GAPS)
    return next((row for row in rows if measure(row) <= width), f" {sharing}"[:width])


def _join(state: tuple[str, ...], keys: tuple[str, ...], gap: str) -> str:
    left = " " + " · ".join(filter(None, state))
    return gap.join(filter(None, (left, _BETWEEN_KEYS.join(keys))))
