"""Words of several styles in one paragraph, and the rows that they take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Flag, auto
from itertools import chain, groupby
from typing import Final, NamedTuple

from partnership_cli.terminal.wrap import wrap


class Style(Flag):
    """How words look. No hue is among them: none can be read on every screen."""

    NORMAL = 0
    BOLD = auto()
    ITALIC = auto()
    UNDERLINE = auto()


_CODES: Final = {Style.BOLD: "1", Style.ITALIC: "3", Style.UNDERLINE: "4"}
_NORMAL: Final = "\x1b[0m"
_ANY: Final = re.compile(r"\x1b\[[0-9;]*m")


class Piece(NamedTuple):
    """Some words of one style."""

    text: str
    style: Style = Style.NORMAL


def wrap_pieces(
    pieces: Iterable[Piece], width: int, first: str = "", rest: str | None = None
) -> Iterator[tuple[Piece, ...]]:
    """Break words of several styles into rows, set in as by `wrap`. The pieces are safe text.

    A space looks as the words on both sides of it do, or as nothing.
    """
    pieces = tuple(pieces)
    rows = wrap("".join(text for text, _ in pieces), width, first, rest)
    styles = iter([style for text, style in pieces for char in text if not char.isspace()])
    indents = chain([first], iter(lambda: first if rest is None else rest, None))
    for row, indent in zip(rows, indents, strict=False):
        yield tuple(_style_row(row, min(len(indent), len(row)), styles))


def _style_row(row: str, indent: int, styles: Iterator[Style]) -> Iterator[Piece]:
    """Give a row in pieces; `styles` has one for each sign of the text that is no space."""
    found = [Style.NORMAL] * indent
    found += [Style.NORMAL if char.isspace() else next(styles) for char in row[indent:]]
    for at in range(indent, len(row)):
        if row[at].isspace():
            after = next((one for one in range(at, len(row)) if not row[one].isspace()), at)
            found[at] = found[at - 1] & found[after] if at > indent else Style.NORMAL
    for style, run in groupby(zip(row, found, strict=True), key=lambda one: one[1]):
        yield Piece("".join(char for char, _ in run), style)


def paint(pieces: Iterable[Piece]) -> str:
    """Return a row as a terminal shows it."""
    return "".join(
        f"\x1b[{';'.join(code for one, code in _CODES.items() if one in style)}m{text}{_NORMAL}"
        if style
        else text
        for text, style in pieces
    )


def remove_styles(text: str) -> str:
    """Return what was painted, without its styles."""
    return _ANY.sub("", text)
