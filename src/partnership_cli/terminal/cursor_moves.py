"""Moves and deletions in the text of the editor, each for one key or more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from prompt_toolkit.buffer import Buffer
from wcwidth import iter_graphemes

from partnership_cli.terminal.word_wrap import Rows

Act = Callable[[Buffer], None]

# No grapheme that a person types is longer than this.
_LONGEST_GRAPHEME: Final = 64


def step_back(buffer: Buffer) -> None:
    """Go back by what a person sees as one character."""
    buffer.cursor_position -= _count_before(buffer)


def step_on(buffer: Buffer) -> None:
    """Go on by what a person sees as one character."""
    buffer.cursor_position += _count_after(buffer)


def go_to_start(buffer: Buffer) -> None:
    """Go to the start of the text."""
    buffer.cursor_position = 0


def go_to_end(buffer: Buffer) -> None:
    """Go to the end of the text."""
    buffer.cursor_position = len(buffer.text)


def go_back_a_word(buffer: Buffer) -> None:
    """Go to the start of the word before."""
    found = buffer.document.find_previous_word_beginning(WORD=True)
    buffer.cursor_position += -buffer.cursor_position if found is None else found


def go_on_a_word(buffer: Buffer) -> None:
    """Go to the end of the word after."""
    found = buffer.document.find_next_word_ending(WORD=True)
    buffer.cursor_position += len(buffer.text) if found is None else found


def delete_back(buffer: Buffer) -> None:
    """Delete what a person sees as one character before the cursor."""
    buffer.delete_before_cursor(_count_before(buffer))


def delete_on(buffer: Buffer) -> None:
    """Delete what a person sees as one character after the cursor."""
    buffer.delete(_count_after(buffer))


def delete_up_to(move: Act, buffer: Buffer) -> None:
    """Delete from the cursor to where a move goes."""
    start = buffer.cursor_position
    move(buffer)
    moved = buffer.cursor_position - start
    buffer.cursor_position = start
    if moved > 0:
        buffer.delete(moved)
    else:
        buffer.delete_before_cursor(-moved)


class RowMoves:
    """Moves and deletions by row of the screen, in a text whose rows are known."""

    def __init__(self, find: Callable[[str], Rows], height: Callable[[], int]) -> None:
        self._find = find
        self._height = height

    def go_up(self, buffer: Buffer) -> None:
        """Go to the row above."""
        self._go_by(buffer, -1)

    def go_down(self, buffer: Buffer) -> None:
        """Go to the row below."""
        self._go_by(buffer, 1)

    def go_up_a_screen(self, buffer: Buffer) -> None:
        """Go up by as many rows as are seen, less one that is seen again."""
        self._go_by(buffer, -max(self._height() - 1, 1))

    def go_down_a_screen(self, buffer: Buffer) -> None:
        """Go down by as many rows as are seen, less one that is seen again."""
        self._go_by(buffer, max(self._height() - 1, 1))

    def go_to_row_start(self, buffer: Buffer) -> None:
        """Go to the start of the row."""
        rows = self._find(buffer.text)
        buffer.cursor_position = rows.starts[rows.find_row(buffer.cursor_position)]

    def go_to_row_end(self, buffer: Buffer) -> None:
        """Go to the end of the row."""
        rows = self._find(buffer.text)
        buffer.cursor_position = rows.find_last(rows.find_row(buffer.cursor_position))

    def delete_to_row_start(self, buffer: Buffer) -> None:
        """Delete to the start of the row; there, the line end before it, or the row above."""
        rows, place = self._find(buffer.text), buffer.cursor_position
        row = rows.find_row(place)
        start = rows.starts[row]
        if start == place and row:
            start = place - 1 if buffer.text[place - 1] == "\n" else rows.starts[row - 1]
        buffer.delete_before_cursor(place - start)

    def delete_to_row_end(self, buffer: Buffer) -> None:
        """Delete to the end of the row; there, the line end, or the row below."""
        rows, place = self._find(buffer.text), buffer.cursor_position
        row = rows.find_row(place)
        end = rows.find_last(row)
        if end == place and end < len(buffer.text):
            end = place + 1 if buffer.text[place] == "\n" else rows.find_last(row + 1)
        buffer.delete(end - place)

    def _go_by(self, buffer: Buffer, count: int) -> None:
        """Go up or down; the column stays in mind over rows that are shorter."""
        rows = self._find(buffer.text)
        row, column = rows.find_row(buffer.cursor_position), buffer.preferred_column
        if column is None:
            column = rows.find_column(buffer.cursor_position)
        to = min(max(row + count, 0), len(rows) - 1)
        if to != row:
            buffer.cursor_position = rows.find_place(to, column)
            buffer.preferred_column = column


def _count_before(buffer: Buffer) -> int:
    """Return how many characters before the cursor a person sees as one."""
    before = buffer.document.current_line_before_cursor[-_LONGEST_GRAPHEME:]
    last = list(iter_graphemes(before))[-1:]
    return len(last[0]) if last else min(buffer.cursor_position, 1)


def _count_after(buffer: Buffer) -> int:
    """Return how many characters after the cursor a person sees as one."""
    after = buffer.document.current_line_after_cursor[:_LONGEST_GRAPHEME]
    return len(next(iter_graphemes(after), "\n"))
