"""What people wrote, parsed as Markdown: the one setting of the parser, whatever is made of it.

HTML is text. Definitions of links are not obeyed, because they vanish: `[Sam]: yes` is something
Sam said. Words are never dropped: where Markdown would drop some (the cells that a table has no
column for, whatever is nested too deeply), that block is shown as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from string import punctuation
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

_DEEPEST: Final = 20
"""Levels of lists and quotations. The parser calls itself, and a phone is narrow."""
_LONGEST: Final = 50_000
_MOST_BRACKETS: Final = 2_000
"""Beyond these the parser takes seconds, and answers by hand are far below them."""
_LETTERS: Final = re.compile(rf"[^\s0-9{re.escape(punctuation)}\x1c-\x1f]+")
"""What can be a word: neither space nor what may be a mark, a number of a list or a bar."""

_LINE_END: Final = re.compile(r"\r\n?|\n")
TYPED: Final = "typed"
"""The type of a block of which Markdown would drop words."""
_WRAPPED: Final = range(60, 101)
"""Letters of a line that a program broke: an editor, or one for mail."""
_BEGINS_ITEM: Final = re.compile(r"\s*(?:\||(?:[-*+•–—>]|\(?(?:\d{1,3}|[A-Za-z])[.)])(?:\s|\Z))")


@cache
def make_parser() -> MarkdownIt:
    """Return CommonMark with tables and struck words; a line that ends is a line that breaks."""
    options = {"html": False, "xhtmlOut": False, "breaks": True, "maxNesting": _DEEPEST}
    parser = MarkdownIt("commonmark", options)
    return parser.enable(["table", "strikethrough"]).disable("reference")


def parse_markdown(text: str) -> list[Token] | None:
    """Return what a text is made of; None where that would take too long.

    A block of which words would be lost is one token of the type TYPED, with its lines.
    """
    if len(text) > _LONGEST or text.count("[") > _MOST_BRACKETS:
        return None
    lines = _LINE_END.split(text)
    tokens: list[Token] = []
    end = 0
    for block in _split_blocks(make_parser().parse(text)):
        start, below = block[0].map or (end, end)
        if any(map(_count_letters, lines[end:start])):
            return None
        typed = "\n".join(lines[start:below])
        whole = _holds_every_word(typed, block) and not _drops_cells(lines, block)
        tokens += block if whole else [Token(TYPED, "", 0, block=True, content=typed.rstrip("\n"))]
        end = below
    return None if any(map(_count_letters, lines[end:])) else tokens


def _split_blocks(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Give the tokens of each block that stands in no other."""
    block: list[Token] = []
    for token in tokens:
        block.append(token)
        if token.level == 0 and token.nesting <= 0 and token.type != "inline":
            yield block
            block = []


def _holds_every_word(text: str, tokens: Sequence[Token]) -> bool:
    """Tell whether the blocks that were found hold each sign of the text that can be a word.

    Digits and punctuation are left aside where they may be marks: numbers of a list, bars.
    """
    found = sum(_count_letters(token.content) + _count_letters(token.info) for token in tokens)
    return found == _count_letters(text)


def _count_letters(text: str) -> int:
    return sum(map(len, _LETTERS.findall(text)))


def _drops_cells(lines: Sequence[str], tokens: Sequence[Token]) -> bool:
    """Tell whether a row of a table holds digits that none of its cells has."""
    row, held = "", ""
    for token in tokens:
        if token.type == "tr_open" and token.map:
            row, held = lines[token.map[0]], ""
        elif token.type == "inline":
            held += token.content
        elif token.type == "tr_close" and _digits(row) != _digits(held):
            return True
    return False


def _digits(text: str) -> int:
    return sum(char.isdigit() for char in text)


def join_lines(tokens: list[Token]) -> Iterator[Token]:
    """Give the pieces of a paragraph, whose lines go on where a program broke them.

    Such a line is as long as lines are made, and the next word would not have gone on it. Verse
    and lists have shorter lines, and whoever writes a paragraph on one line has longer ones.
    """
    lines = [""]
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            lines.append("")
        else:
            lines[-1] += token.content
    most = max((len(line) for line in lines if len(line) in _WRAPPED), default=0)
    at = 0
    for token in tokens:
        if token.type == "softbreak" and _goes_on(lines[at], lines[at + 1], most):
            yield Token("text", "", 0, content="\n")
        else:
            yield token
        at += token.type in {"softbreak", "hardbreak"}


def _goes_on(line: str, below: str, most: int) -> bool:
    word, *_ = below.split(maxsplit=1) or [""]
    return (
        len(line) in _WRAPPED and len(line) + 1 + len(word) > most and not _BEGINS_ITEM.match(below)
    )
