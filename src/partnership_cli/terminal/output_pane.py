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
        """Whether one row is marked, to be chosen."""
        return self.is_open and self._marked is not None

    @property
    def marked(self) -> int:
        """The number of the row that is marked, from 0."""
        return self._marked or 0

    def open(self, read: Callable[[int], str]) -> None:
        """Show what `read` returns for so many columns."""
        self.close()
        self._read, self.held = read, False

    def offer(self, rows: Sequence[str]) -> None:
        """Show rows of which one is marked."""
        self.open(lambda _columns: "\n".join(rows))
        self._marked = 0

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
        """Mark the next row, or the one before."""
        self._marked = (self.marked + by) % len(self._rows)
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
            self._top = min(max(self._top, self._marked - self._room + 1), self._marked)
        out: StyleAndTextTuples = [("", _RULE * self._width + "\n")]
        for at, row in enumerate(self._rows[self._top : self._top + self._room], self._top):
            out += [("reverse", row)] if at == self._marked else to_formatted_text(ANSI(row))
            out.append(("", "\n"))
        return [*out, ("bold", self._name_keys()[: self._width])]

    def _break(self, text: str, columns: int) -> list[str]:
        rows = text.strip("\n").split("\n")
        if self._marked is not None:
            return [row[:columns] for row in rows]
        return [part for row in rows for part in _fit(row, columns)]

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
