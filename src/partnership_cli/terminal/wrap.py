"""Break text into lines by words and by display width; a grapheme is never cut.

Why this is not `wcwidth.wrap` stands in docs/decisions/0001-dependencies.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# Each of these is one column wide, and our own words and the framework's use them. Text made of
# them and of letters below U+0300 needs no width table, which takes long to load.
_NARROW_SIGNS: Final = dict.fromkeys(map(ord, "‘’“”–—…⟨⟩"), "x")
_FIRST_COMBINING: Final = "\u0300"
_WORDS: Final = re.compile(r"[^ \n]+")

HELD: Final = "\x00"
"""A space at which no line is broken. A word that holds one is never cut, but may stand out."""


def measure(text: str) -> int:
    """Return how many columns a terminal needs for one line of text."""
    if _is_narrow(text):
        return len(text)
    from wcwidth import wcswidth

    # A negative answer means a control character; `safe` leaves none.
    return max(wcswidth(text), 0)


def wrap(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """Break text into lines of at most `width` columns, each begun with an indent.

    `first` begins the first line and `rest` every other; `rest` is as wide as `first` where it
    is not given. Line ends in the text stay. Spaces are kept except where a line is broken. Only
    a word that is wider than a whole line is cut, between graphemes. `HELD` becomes a space.
    """
    indent = first
    others = " " * measure(first) if rest is None else rest
    lines: list[str] = []
    for paragraph in text.split("\n"):
        for line in _break_line(paragraph, width, measure(indent), measure(others)):
            lines.append((indent + line).rstrip(" ").replace(HELD, " "))
            indent = others
    return lines


def _break_line(text: str, width: int, first: int, rest: int) -> Iterator[str]:
    room, later = max(width - first, 1), max(width - rest, 1)
    line, used, end = "", 0, 0
    for found in _WORDS.finditer(text):
        gap, end = text[end : found.start()], found.end()
        word, wide = found[0], measure(found[0])
        if used + len(gap) + wide <= room:
            line, used = line + gap + word, used + len(gap) + wide
            continue
        if line:
            yield line
            room = later
        *whole, line = _cut(word, wide, min(room, later))
        yield from whole
        if whole:
            room = later
        used = measure(line)
    yield line


def _cut(word: str, wide: int, room: int) -> list[str]:
    """Return the word in pieces of at most `room` columns, or whole where it fits."""
    if wide <= room or HELD in word:
        return [word]
    pieces, used = [""], 0
    for grapheme in _graphemes(word):
        step = measure(grapheme)
        if used and used + step > room:
            pieces.append("")
            used = 0
        pieces[-1] += grapheme
        used += step
    return pieces


def _graphemes(text: str) -> Iterator[str]:
    if _is_narrow(text):
        return iter(text)
    from wcwidth import iter_graphemes

    return iter_graphemes(text)


def _is_narrow(text: str) -> bool:
    return text.isascii() or max(text.translate(_NARROW_SIGNS)) < _FIRST_COMBINING
