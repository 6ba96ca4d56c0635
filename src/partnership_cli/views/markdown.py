"""Show what people wrote as the Markdown that it is: lists, quotations, tables, words in bold.

A pipe and plain mode get it as it was typed. Why this is not `rich.markdown` stands in
docs/decisions/0001-dependencies.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final

from partnership_cli.terminal.console import Console
from partnership_cli.terminal.safe_text import safe
from partnership_cli.terminal.styled_text import Piece, Style
from partnership_cli.terminal.wrap import measure

if TYPE_CHECKING:
    from markdown_it.token import Token

_BULLET: Final = "• "
_BAR: Final = "│ "
_RULE: Final = "─"
_SET_IN: Final = "  "
_LONGEST_RULE: Final = 20
_LEAST: Final = 20
"""Columns that are left for words, however deep a list or a quotation is."""

_Cell = tuple[Piece, ...]


def show_markdown(console: Console, text: str, indent: str = "") -> None:
    """Show what a person wrote, all of its words, set in by `indent`."""
    if console.is_read:
        from partnership_cli.formats.markdown_parser import parse_markdown

        tokens = parse_markdown(text.strip("\n"))
        if tokens is not None:
            _Page(console, indent).show(tokens)
            return
    console.quote(text) if indent else console.text(text)


def read_words(text: str) -> str:
    """Return the words of Markdown in one line, with what stands before each item of a list."""
    from partnership_cli.formats.markdown_parser import parse_markdown
    from partnership_cli.views.markdown_words import make_pieces

    tokens = parse_markdown(text)
    if tokens is None:
        return text
    words: list[str] = []
    for token in tokens:
        if token.type == "inline":
            pieces = make_pieces(token.children or (), Style.NORMAL, styled=True)
            words.append("".join(text for text, _ in pieces))
        elif token.type == "list_item_open":
            words.append(next(_mark_items([token])).strip())
        else:
            words += filter(None, (token.info, token.content))
    return " ".join(words)


def show_asked(console: Console, question: str) -> None:
    """Show a question above what was written to it: beside a bar, or at the edge."""
    console.question(question) if console.styled else console.heading(question)


def show_written(console: Console, text: str, *, as_typed: bool = False) -> None:
    """Show what was written to a question: set in on a screen, and elsewhere as it was typed."""
    if as_typed or not console.is_read:
        console.text(text)
    else:
        show_markdown(console, text, _SET_IN)


@dataclass
class _Place:
    """What blocks stand in: the answer, a list, an item, a quotation.

    `first` begins its first row and `rest` every other. It is `filled` once a block is in it and
    `begun` once a row is; blocks of a `tight` one have no empty row between them.
    """

    first: str = ""
    rest: str = ""
    tight: bool = False
    filled: bool = False
    begun: bool = False


class _Page:
    """The rows of one answer, block after block."""

    def __init__(self, console: Console, indent: str) -> None:
        self._console = console
        self._places = [_Place(indent, indent)]
        self._markers: list[Iterator[str]] = []

    def show(self, tokens: Sequence[Token]) -> None:
        """Show the blocks that an answer is made of. What has no method here has no words."""
        shows: dict[str, Callable[[Sequence[Token], int], None]] = {
            "paragraph_open": self._show_paragraph,
            "heading_open": self._show_heading,
            "fence": self._show_code,
            "code_block": self._show_code,
            "typed": self._show_typed,
            "table_open": self._show_table,
            "hr": self._show_rule,
            "bullet_list_open": self._begin_list,
            "ordered_list_open": self._begin_list,
            "list_item_open": self._begin_item,
            "blockquote_open": self._begin_quotation,
            "list_item_close": self._end_place,
            "blockquote_close": self._end_place,
            "bullet_list_close": self._end_list,
            "ordered_list_close": self._end_list,
        }
        for at, token in enumerate(tokens):
            if show := shows.get(token.type):
                show(tokens, at)

    def _show_paragraph(self, tokens: Sequence[Token], at: int) -> None:
        self._begin()
        self._write(self._make_pieces(tokens[at + 1], Style.NORMAL))

    def _show_heading(self, tokens: Sequence[Token], at: int) -> None:
        self._begin()
        sign = "" if self._console.styled else "#" * int(tokens[at].tag[1:]) + " "
        self._write([Piece(sign), *self._make_pieces(tokens[at + 1], Style.UNDERLINE)])

    def _show_code(self, tokens: Sequence[Token], at: int) -> None:
        self._begin()
        if info := tokens[at].info.strip():
            self._write([Piece(f"{info.removesuffix(':')}:")])
        if (code := tokens[at].content.strip("\n")) or not info:
            self._enter(_SET_IN, _SET_IN)
            self._write([Piece(code)])
            self._places.pop()

    def _show_typed(self, tokens: Sequence[Token], at: int) -> None:
        """Show a block as it was typed, of which Markdown would drop words."""
        self._begin()
        self._write([Piece(tokens[at].content)])

    def _show_rule(self, _tokens: Sequence[Token], _at: int) -> None:
        self._begin()
        self._write([Piece(_RULE * min(_LONGEST_RULE, self._room))])

    def _begin_list(self, tokens: Sequence[Token], at: int) -> None:
        self._begin()
        level = tokens[at].level
        inside = list(takewhile(lambda one: one.level > level, islice(tokens, at + 1, None)))
        paragraphs = (one for one in inside if one.type == "paragraph_open")
        tight = next((one.hidden for one in paragraphs if one.level == level + 2), False)
        items = [one for one in inside if one.type == "list_item_open" and one.level == level + 1]
        self._places.append(_Place(tight=tight))
        self._markers.append(_mark_items(items))

    def _end_list(self, _tokens: Sequence[Token], _at: int) -> None:
        self._markers.pop()
        self._places.pop()

    def _begin_item(self, _tokens: Sequence[Token], _at: int) -> None:
        self._begin()
        marker = next(self._markers[-1])
        self._enter(marker, " " * measure(marker), tight=self._places[-1].tight)

    def _begin_quotation(self, _tokens: Sequence[Token], _at: int) -> None:
        self._begin()
        self._enter(_BAR, _BAR)

    def _end_place(self, _tokens: Sequence[Token], _at: int) -> None:
        """Leave an item or a quotation; of an empty one its sign is shown."""
        if not self._places[-1].begun:
            self._write([])
        self._places.pop()

    def _show_table(self, tokens: Sequence[Token], at: int) -> None:
        """Show a table in columns; where they do not fit, each cell on rows of its own."""
        self._begin()
        inside = takewhile(lambda one: one.type != "table_close", islice(tokens, at + 1, None))
        head, *rows = self._read_table(inside)
        widths = [max(map(_measure_cell, column)) for column in zip(head, *rows, strict=True)]
        wide = sum(widths) + len(_SET_IN) * (len(widths) - 1)
        write = (
            self._write_below if wide > self._room else lambda row: self._write_beside(row, widths)
        )
        if any(map(_measure_cell, head)):
            write(head)
            self._write([Piece(_RULE * min(wide, self._room))])
        for row in rows:
            write(row)

    def _read_table(self, tokens: Iterator[Token]) -> list[list[_Cell]]:
        """Return the rows of a table; the first is its head."""
        rows: list[list[_Cell]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                style = Style.BOLD if len(rows) == 1 else Style.NORMAL
                rows[-1].append(tuple(self._make_pieces(token, style)))
        return rows

    def _write_beside(self, row: Sequence[_Cell], widths: Sequence[int]) -> None:
        pieces: list[Piece] = []
        for cell, width in zip(row, widths, strict=True):
            space = " " * (width - _measure_cell(cell)) + _SET_IN
            pieces += [*cell, Piece(space)]
        self._write(pieces[:-1])

    def _write_below(self, row: Sequence[_Cell]) -> None:
        for number, cell in enumerate(row):
            if _measure_cell(cell):
                self._enter(*((_SET_IN, _SET_IN) if number else ("", "")))
                self._write(cell)
                self._places.pop()

    def _make_pieces(self, inline: Token, base: Style) -> Iterator[Piece]:
        from partnership_cli.views.markdown_words import make_pieces

        return make_pieces(inline.children or (), base, styled=self._console.styled)

    @property
    def _room(self) -> int:
        """How many columns there are for words."""
        return self._console.line - sum(measure(place.rest) for place in self._places)

    def _begin(self) -> None:
        """Leave an empty row before a block, unless it is the first or the list is a tight one."""
        place = self._places[-1]
        if place.filled and not place.tight:
            self._write([])
        place.filled = True

    def _enter(self, first: str, rest: str, *, tight: bool = False) -> None:
        """Set in what follows, where there is room for it."""
        fits = self._room - measure(rest) >= _LEAST
        self._places.append(_Place(first, rest if fits else "", tight))

    def _write(self, pieces: Iterable[Piece]) -> None:
        first = "".join(place.rest if place.begun else place.first for place in self._places)
        rest = "".join(place.rest for place in self._places)
        for place in self._places:
            place.begun = True
        if first != rest and self._console.line - measure(first) < _LEAST:
            self._console.pieces([Piece(first)], rest)
            first = rest
        self._console.pieces(pieces, first, rest)


def _mark_items(items: Sequence[Token]) -> Iterator[str]:
    """Give what stands before each item of a list: a bullet, or the number that was typed."""
    width = max(len(item.info) for item in items)
    for item in items:
        yield f"{item.info:>{width}}{item.markup} " if item.info else _BULLET


def _measure_cell(cell: _Cell) -> int:
    return measure(safe("".join(text for text, _ in cell)))
