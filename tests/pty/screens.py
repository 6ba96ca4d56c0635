"""What a person sees of a terminal: the rows on the screen, and those that scrolled away."""

from __future__ import annotations

import unicodedata
from typing import Any, Final

import pyte
from pyte import modes
from wcwidth import wcwidth

BAR: Final = "┃"
"""What stands beside a question, on each of its rows."""
_PASTE_MODE: Final = 2004 << 5
_MOUSE_MODES: Final = frozenset(number << 5 for number in (9, 1000, 1002, 1003, 1005, 1006, 1015))


def squeeze(text: str) -> str:
    """Return the text without white space and bars: how it is wrapped makes no difference."""
    return "".join(text.replace(BAR, "").split())


class Screen(pyte.Screen):
    """A screen that keeps the lines that leave it, and answers what the program asks of it."""

    def __init__(self, columns: int, rows: int) -> None:
        self.gone: list[str] = []
        self.replies = bytearray()
        self.too_wide: list[str] = []
        self._rows: dict[int, str] = {}
        super().__init__(columns, rows)

    def index(self) -> None:
        """Scroll at the last row, keeping the first."""
        if self.margins is None and self.cursor.y == self.lines - 1:
            row = self.buffer[0]
            self.gone.append("".join(row[x].data for x in range(self.columns)).rstrip())
        super().index()

    def erase_in_display(self, how: int = 0, *args: Any, **kwargs: Any) -> None:
        """Erase, what has scrolled away too if that is asked for."""
        if how == 3:
            self.gone.clear()
        super().erase_in_display(how, *args, **kwargs)

    def draw(self, data: str) -> None:
        """Draw, and note the text that the terminal has to break at its edge."""
        # pyte passes over the rest of a text after a character without width, such as U+200D.
        shown = "".join(sign for sign in data if wcwidth(sign) > 0 or unicodedata.combining(sign))
        width = sum(max(wcwidth(sign), 0) for sign in shown)
        if modes.DECAWM in self.mode and self.cursor.x + width > self.columns:
            self.too_wide.append(shown)
        super().draw(shown)

    def write_process_input(self, data: str) -> None:
        """Keep a reply, such as the place of the cursor, until it can be sent."""
        self.replies += data.encode()

    @property
    def rows(self) -> list[str]:
        """The rows, without the blanks at their ends."""
        # Reading a screen is most of what waiting costs: only rows that changed are read again.
        changed = {row for row in range(self.lines) if row in self.dirty or row not in self._rows}
        self.dirty.clear()
        self._rows |= {row: self._read_row(row) for row in changed}
        return [self._rows[row] for row in range(self.lines)]

    def _read_row(self, number: int) -> str:
        row = self.buffer[number]
        # Behind a wide character stands a cell without one.
        return "".join(row[x].data for x in range(self.columns)).rstrip()

    @property
    def text(self) -> str:
        """All that is to be seen, when scrolling back too."""
        return "\n".join([*self.gone, *self.rows])

    @property
    def before_cursor(self) -> str:
        """The row of the cursor up to it."""
        row = self.buffer[self.cursor.y]
        return "".join(row[x].data for x in range(self.cursor.x))

    @property
    def up_to_cursor(self) -> str:
        """All rows up to the cursor."""
        return "\n".join([*self.rows[: self.cursor.y], self.before_cursor])

    @property
    def shows_cursor(self) -> bool:
        """Whether the cursor is to be seen."""
        return not self.cursor.hidden

    @property
    def takes_pastes(self) -> bool:
        """Whether the program asked for pastes to be marked as such."""
        return _PASTE_MODE in self.mode

    @property
    def takes_mouse(self) -> bool:
        """Whether the program asked for the mouse."""
        return bool(_MOUSE_MODES & self.mode)
