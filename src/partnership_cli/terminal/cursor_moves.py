"""Moves and deletions in the text of the editor, each for one key or more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from prompt_toolkit.buffer import Buffer
from wcwidth import iter_graphemes

Act = Callable[[Buffer], None]

# No grapheme that a person types is longer than this.
_LONGEST_GRAPHEME: Final = 64


def step_back(buffer: Buffer) -> None:
    """Go back by what a person sees as one character."""
    buffer.cursor_position -= _count_before(buffer)


def step_on(buffer: Buffer) -> None:
    """Go on by what a person sees as one character."""
    buffer.cursor_position += _count_after(buffer)


def go_up(buffer: Buffer) -> None:
    """Go to the line above."""
    buffer.cursor_up()


def go_down(buffer: Buffer) -> None:
    """Go to the line below."""
    buffer.cursor_down()


def go_to_line_start(buffer: Buffer) -> None:
    """Go to the start of the line."""
    buffer.cursor_position -= len(buffer.document.current_line_before_cursor)


def go_to_line_end(buffer: Buffer) -> None:
    """Go to the end of the line."""
    buffer.cursor_position += len(buffer.document.current_line_after_cursor)


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


def delete_to_line_start(buffer: Buffer) -> None:
    """Delete to the start of the line; there, the line end before it."""
    buffer.delete_before_cursor(len(buffer.document.current_line_before_cursor) or 1)


def delete_to_line_end(buffer: Buffer) -> None:
    """Delete to the end of the line; there, the line end."""
    buffer.delete(len(buffer.document.current_line_after_cursor) or 1)


def _count_before(buffer: Buffer) -> int:
    """Return how many characters before the cursor a person sees as one."""
    before = buffer.document.current_line_before_cursor[-_LONGEST_GRAPHEME:]
    last = list(iter_graphemes(before))[-1:]
    return len(last[0]) if last else min(buffer.cursor_position, 1)


def _count_after(buffer: Buffer) -> int:
    """Return how many characters after the cursor a person sees as one."""
    after = buffer.document.current_line_after_cursor[:_LONGEST_GRAPHEME]
    return len(next(iter_graphemes(after), "\n"))
