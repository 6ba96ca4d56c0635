"""The rows of the screen that a text needs: broken between words, the words themselves whole.

The last column is for the cursor after a word and for the blank that follows it, so that no row
begins with the blank at which a line was broken.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from prompt_toolkit.layout.screen import Char
from prompt_toolkit.utils import get_cwidth
from wcwidth import iter_graphemes

_TAB: Final = 4
_BLANKS: Final = " \t"
_LONGEST_GRAPHEME: Final = 64


@dataclass(frozen=True)
class Rows:
    """A text at one width. `starts` are the places in the text at which its rows begin."""

    text: str
    width: int
    starts: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def room(self) -> int:
        """How many columns of a row are for words."""
        return max(self.width - 1, 1)

    def find_row(self, place: int) -> int:
        """Return the row that a place in the text stands in."""
        return bisect_right(self.starts, place) - 1

    def find_column(self, place: int) -> int:
        """Return the column that a place in the text stands in; blanks may stand over the edge."""
        start = self.starts[self.find_row(place)]
        return min(measure_cells(self.text[start:place]), max(self.width - 1, 0))

    def find_last(self, row: int) -> int:
        """Return the last place at which a cursor can stand in a row."""
        if row + 1 >= len(self.starts):
            return len(self.text)
        start, after = self.starts[row], self.starts[row + 1]
        return after - len(list(iter_graphemes(self.text[start:after]))[-1])

    def find_place(self, row: int, column: int) -> int:
        """Return the place in a row that stands in this column, or nearest before it."""
        place, last, cells = self.starts[row], self.find_last(row), 0
        for grapheme in iter_graphemes(self.text[place:last]):
            cells += measure_cells(grapheme, cells)
            if cells > column:
                break
            place += len(grapheme)
        return place

    def read_row(self, row: int) -> str:
        """Return what stands in a row, without the end of its line."""
        after = self.starts[row + 1] if row + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[row] : after].removesuffix("\n")


def find_rows(text: str, width: int, before: Rows | None = None) -> Rows:
    """Return the rows of a text. `before` are those of nearly the same text, to work less."""
    room = max(width - 1, 1)
    if before is None or before.width != width:
        return Rows(text, width, (0, *_walk(text, 0, room)))
    if before.text == text:
        return before
    first, last = find_change(before.text, text)
    # A word that became shorter may fit in the row above.
    kept = max(before.find_row(first) - 1, 0)
    grown = len(text) - len(before.text)
    starts = list(before.starts[: kept + 1])
    for start in _walk(text, starts[-1], room):
        old = bisect_left(before.starts, start - grown)
        if start >= last and before.starts[old : old + 1] == (start - grown,):
            starts += [one + grown for one in before.starts[old:]]
            break
        starts.append(start)
    return Rows(text, width, tuple(starts))


def find_change(before: str, after: str) -> tuple[int, int]:
    """Return where two texts begin to differ, and where in the second they no longer do."""
    shorter = min(len(before), len(after))
    first = _count_same(shorter, lambda count: before[:count] == after[:count])
    longest = shorter - first
    same = _count_same(
        longest,
        lambda count: before[len(before) - count :] == after[len(after) - count :],
    )
    return first, len(after) - same


def measure_cells(text: str, column: int = 0) -> int:
    """Return how many columns a text takes that begins in this column."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(_measure_each(text, column))


def spell_out(text: str) -> tuple[str, ...]:
    """Return how each character of a row is shown: a tab as blanks, a control as two signs."""
    column, shown = 0, []
    for char in text:
        one = (
            " " * (_TAB - column % _TAB) if char == "\t" else Char.display_mappings.get(char, char)
        )
        column += get_cwidth(one)
        shown.append(one)
    return tuple(shown)


def _measure_each(text: str, column: int) -> Iterator[int]:
    for char in text:
        if char == "\t":
            cells = _TAB - column % _TAB
        else:
            cells = get_cwidth(Char.display_mappings.get(char, char))
        column += cells
        yield cells


def _count_same(most: int, same: Callable[[int], bool]) -> int:
    """Return up to which count two texts are the same, by halves: a text can be very long."""
    least = 0
    while least < most:
        middle = (least + most + 1) // 2
        if same(middle):
            least = middle
        else:
            most = middle - 1
    return least


def _walk(text: str, start: int, room: int) -> Iterator[int]:
    """Go from row to row, and give where each but the first begins."""
    while True:
        end = _fill(text, start, room)
        if end < len(text) and text[end] != "\n":
            end = _break(text, start, end)
        if end >= len(text):
            return
        start = end + 1 if text[end] == "\n" else end
        yield start


def _fill(text: str, start: int, room: int) -> int:
    """Return the place after what fits in a row, at the end of its line at most."""
    line_end = text.find("\n", start, start + room)
    piece = text[start : start + room if line_end < 0 else line_end]
    if piece.isascii() and piece.isprintable():
        return start + len(piece)
    place, column = start, 0
    while place < len(text) and text[place] != "\n":
        column += measure_cells(text[place], column)
        if column > room:
            break
        place += 1
    return place


def _break(text: str, start: int, end: int) -> int:
    """Return where a row ends that does not hold all up to the end of its line."""
    if text[end] in _BLANKS:
        while end < len(text) and text[end] in _BLANKS:
            end += 1
        return end
    blank = max(text.rfind(sign, start, end) for sign in _BLANKS)
    if blank >= start:
        return blank + 1
    return _cut(text, start, end)


def _cut(text: str, start: int, end: int) -> int:
    """Return the end of what a person sees as one character, before this place or at it."""
    whole = start
    for grapheme in iter_graphemes(text[start : end + _LONGEST_GRAPHEME]):
        if whole > start and whole + len(grapheme) > end:
            break
        whole += len(grapheme)
    return whole
