"""What a command shows while an answer is written: between the answer and the last rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from prompt_toolkit.formatted_text import ANSI, StyleAndTextTuples, to_formatted_text

from partnership_cli.terminal.styled_text import remove_styles
from partnership_cli.terminal.wrap import measure, wrap

_RULE: Final = "─"
_AROUND: Final = 2
_CLOSES: Final = "Other keys close this."
_LEAST_ROOM: Final = 2
_LEAST_BESIDE: Final = 20
"""Columns that are left for what is said of a name, beside it."""


class Pane:
    """Some rows to be read, a screen at a time where they are long, until the next key.

    `held` is set by the keys that open it and by those that are its own: they do not close it.
    """

    def __init__(self) -> None:
        self._read: Callable[[int], str] | None = None
        self._rows: list[str] = []
        self._width = 0
        self._top = 0
        self._room = _LEAST_ROOM
        self._marked: int | None = None
        self._offered: Sequence[tuple[str, str]] = ()
        self._numbers: list[int] = []
        self.held = False

    @property
    def is_open(self) -> bool:
        """Whether there is something to be read."""
        return self._read is not None

    @property
    def is_long(self) -> bool:
        """Whether there is more than can be seen at once."""
        return self.is_open and len(self._rows) > self._room

    @property
    def marks(self) -> bool:
        """Whether one of several is marked, to be chosen."""
        return self.is_open and self._marked is not None

    @property
    def marked(self) -> int:
        """The number of what is marked, from 0."""
        return self._marked or 0

    def open(self, read: Callable[[int], str]) -> None:
        """Show what `read` returns for so many columns."""
        self.close()
        self._read, self.held = read, False

    def offer(self, offered: Sequence[tuple[str, str]]) -> None:
        """Show names, and what is said of each. One of them is marked."""
        self.open(lambda _columns: "")
        self._offered, self._marked = offered, 0

    def close(self) -> None:
        """Show nothing."""
        self._read, self._marked, self._top, self._width = None, None, 0, 0

    def pass_key(self) -> None:
        """Take it that a key was pressed: one that is not the pane's closes it."""
        if not self.held:
            self.close()
        self.held = False

    def turn(self, pages: int) -> None:
        """Go on, or back, by what can be seen at once."""
        self._top = min(max(self._top + pages * self._room, 0), len(self._rows) - self._room)
        self.held = True

    def mark(self, by: int) -> None:
        """Mark the next, or the one before."""
        self._marked = (self.marked + by) % len(self._offered)
        self.held = True

    def count_rows(self, columns: int, most: int) -> int:
        """Return how many rows this takes, of so many there are."""
        if self._read is None:
            return 0
        if columns != self._width:
            self._width, self._top = columns, 0
            self._rows = self._break(self._read(columns), columns)
        self._room = max(min(len(self._rows), most - _AROUND), 1)
        return min(self._room + _AROUND, most)

    def draw(self) -> StyleAndTextTuples:
        """Return what is seen."""
        if self._marked is not None:
            rows = [at for at, number in enumerate(self._numbers) if number == self._marked]
            self._top = min(max(self._top, rows[-1] - self._room + 1), rows[0])
        out: StyleAndTextTuples = [("", _RULE * self._width + "\n")]
        for at, row in enumerate(self._rows[self._top : self._top + self._room], self._top):
            marked = self.marks and self._numbers[at] == self._marked
            out += [("reverse", row)] if marked else to_formatted_text(ANSI(row))
            out.append(("", "\n"))
        return [*out, ("bold", self._name_keys()[: self._width])]

    def _break(self, text: str, columns: int) -> list[str]:
        if self._marked is None:
            return [part for row in text.strip("\n").split("\n") for part in _fit(row, columns)]
        widest = max(len(name) for name, _ in self._offered) + _AROUND
        rest = " " * (1 + widest if columns - widest > _LEAST_BESIDE else _AROUND)
        named = (f"{name:<{widest}}{does}" for name, does in self._offered)
        parts = [wrap(row, columns, " ", rest) for row in named]
        self._numbers = [number for number, rows in enumerate(parts) for _ in rows]
        return [row for rows in parts for row in rows]

    def _name_keys(self) -> str:
        if self.marks:
            return f"Up, Down, Enter. {_CLOSES}"
        if not self.is_long:
            return "Any key closes this."
        if self._top + self._room < len(self._rows):
            return f"Page Down: more. {_CLOSES}"
        return f"Page Up: back. {_CLOSES}"


def _fit(row: str, columns: int) -> list[str]:
    """Return a row as it is where it fits, and without its styles where it has to be broken."""
    shown = remove_styles(row)
    return [row] if measure(shown) <= columns else wrap(shown, columns)
