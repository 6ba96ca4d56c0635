"""Hints for mistakes in YAML that a parser names at the wrong place.

A parser names the place at which it could not go on, and that is often a line later. Most mistakes
can be seen in the text itself: a sign that looks like another, a space that is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

_TAB: Final = re.compile(r"^ *(\t)")
_SPACE: Final = re.compile(r"^ *([\xa0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff])")
_COLON: Final = re.compile(r"^\s*(?:- +)?[\w-]+\s*([：﹕])")
_DASH: Final = re.compile(r"^\s*([–—−•·])\s*\S")
_QUOTE: Final = re.compile(r"^\s*(?:- +)?(?:[\w-]+: +)?([“”„«‘’‚])")
_NO_SPACE_AFTER_COLON: Final = re.compile(r"^\s*(?:- +)?[A-Za-z_]+(:)(?!//)[^\s:]")
_NO_SPACE_AFTER_HYPHEN: Final = re.compile(r"^\s*(-)[A-Za-z_]+:")
_FOLDED: Final = re.compile(r"^\s*(?:- +)?[\w-]+: +([>|])[-+]? +[^\s#]")
_SIGNS: Final = (
    (_TAB, "a tab, which looks like spaces", "type spaces in its place"),
    (_SPACE, "a space of another kind", "type an ordinary one in its place"),
    (_COLON, "a wide colon", "type an ordinary one and a space"),
    (_DASH, "a sign that looks like a hyphen", "type an ordinary hyphen (-) and a space"),
    (_NO_SPACE_AFTER_COLON, "there is no space behind this colon", "type one"),
    (_NO_SPACE_AFTER_HYPHEN, "there is no space behind this hyphen", "type one"),
    (_FOLDED, "there is text on the line of this sign", "move it to the next line, further in"),
    (_QUOTE, "a curly quotation mark", 'type a straight one ("), here and where the text ends'),
)


class Hint(NamedTuple):
    """One mistake: its line and column, from 1, what it is, and what to do."""

    line: int
    column: int
    what: str
    do: str


def find_hint(text: str, line: int) -> Hint | None:
    """Return the mistake at a line, counted from 1, or in the nearest line of text above it."""
    lines = text.split("\n")
    for number in _list_near(lines, line):
        for pattern, what, do in _SIGNS:
            if found := pattern.match(lines[number - 1]):
                return Hint(number, found.start(1) + 1, what, do)
    return None


def _list_near(lines: list[str], line: int) -> Iterator[int]:
    """Yield the number of a line, and that of the nearest line above it that is not empty."""
    if line <= len(lines):
        yield line
    above = range(min(line - 1, len(lines)), 0, -1)
    yield from islice((number for number in above if lines[number - 1].strip()), 1)
