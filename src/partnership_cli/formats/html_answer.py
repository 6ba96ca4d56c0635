"""What people wrote, as HTML that cannot get out of its place.

The library that parses an answer writes it too, and closes what it opens. Before that, what was
found is made safe: tags that are not of a list are left out, no attribute stays but those set
here, and what may not stand in a page (a heading, a picture, an address to load) becomes words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from partnership_cli.formats.markdown_parser import join_lines, make_parser, parse_markdown
from partnership_cli.reflection.session import clean_text

TAGS: Final = frozenset(
    {"p", "br", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "a"}
    | {"table", "thead", "tbody", "tr", "th", "td", "div"}
)
"""Every tag that can come out of an answer; `div` holds a table."""
REL: Final = "noopener noreferrer nofollow"

_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_FOLLOWED: Final = re.compile(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)
BROAD: Final = " broad"
"""The class of a table whose words have no room beside each other in a card on paper."""
_TABLE: Final = '<div class="table{}" role="group" aria-label="Table" tabindex="0">'
_TYPED: Final = '<p class="typed">{}</p>\n'
_CARD, _SHEET = 36, 80
"""Letters that go into one line of a table on paper, beside others and alone on the sheet."""
_CELL: Final = 2
"""Letters that would go into the space around the words of a cell."""
_BROKEN_ANYWHERE: Final = "\u2e80"
"""From here on stand the scripts whose words break between any two signs."""
_LONGEST_NUMBER: Final = 999
_DEEPEST_INLINE: Final = 16


def show(text: str) -> str:
    """Return text as HTML shows it, in an element or in a quoted attribute."""
    return escape(_clear(text))


def render_answer(answer: str, *, as_typed: bool = False) -> str:
    """Return the inside of the element that holds an answer, or its words as they were typed."""
    text = _clear(answer).strip("\n")
    tokens = None if as_typed else parse_markdown(text)
    if tokens is None:
        return _TYPED.format(show(text))
    blocks = list(_make_safe(tokens))
    _mark_headings(blocks)
    _number_items(blocks)
    return _Renderer().render(blocks, make_parser().options, {})


def _clear(text: str) -> str:
    return _CONTROL.sub("\ufffd", clean_text(text))


class _Renderer(RendererHTML):
    """The library's own, with an element round a table, which can be wider than a page.

    A block of which words would be lost stands as it was typed.
    """

    def typed(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        return _TYPED.format(show(tokens[idx].content))

    def table_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return _TABLE.format(_name_width(tokens, idx)) + self.renderToken(tokens, idx, options, env)

    def table_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return self.renderToken(tokens, idx, options, env).rstrip() + "</div>\n"


def _make_safe(tokens: Iterable[Token]) -> Iterator[Token]:
    """Give the blocks of an answer. What a person writes as a heading is none of the page."""
    in_heading = False
    for token in tokens:
        start, token.attrs = int(token.attrs.get("start", 1)), {}
        token.content = _clear(token.content)
        if token.type in {"heading_open", "heading_close"}:
            in_heading = token.nesting > 0
            token.tag, token.attrs = "p", {"class": "heading"} if in_heading else {}
        elif token.type == "inline":
            token.children = _Pieces(token.children or (), strong=in_heading).list
        elif token.type == "ordered_list_open" and start != 1:
            token.attrs["start"] = start
        elif token.type == "fence":
            token.type = "code_block"
            yield from _name_code(token.info.strip())
        elif token.tag not in TAGS:
            token.hidden = True
        yield token


def _number_items(tokens: Iterable[Token]) -> None:
    """Give each item the number that was typed, where a browser would count another."""
    lists: list[Token] = []
    following: list[int | None] = []
    for token in tokens:
        if token.type in {"ordered_list_open", "bullet_list_open"}:
            lists.append(token)
            following.append(None)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            lists.pop()
            following.pop()
        elif token.type == "list_item_open" and token.info:
            number = int(token.info)
            if following[-1] not in (None, number):
                token.attrs["value"] = number
            if number > _LONGEST_NUMBER:
                lists[-1].attrs["class"] = "long"
            following[-1] = number + 1


def _name_code(info: str) -> Iterator[Token]:
    """Give a paragraph with what stands in the first line of a block of code."""
    if info:
        yield Token("paragraph_open", "p", 1, block=True)
        named = Token("code_inline", "code", 0, content=_clear(info))
        yield Token("inline", "", 0, children=[named])
        yield Token("paragraph_close", "p", -1, block=True)


def _mark_headings(tokens: Sequence[Token]) -> None:
    """Make ordinary cells of those that head nothing: without words, or with no row below."""
    heads = True
    for at in reversed(range(len(tokens))):
        if tokens[at].type == "thead_close":
            heads = tokens[at + 1].type != "table_close"
        elif tokens[at].type == "th_close":
            tag = "th" if heads and _shows_words(tokens[at - 1].children or ()) else "td"
            tokens[at - 2].tag = tokens[at].tag = tag


def _name_width(tokens: Sequence[Token], at: int) -> str:
    """Return the class of a table whose words would not go beside each other on paper."""
    longest: list[int] = []
    column = 0
    for token in tokens[at:]:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            column = 0
        elif token.type == "inline":
            longest += [0] * (column + 1 - len(longest))
            words = map(_measure_word, token.content.split())
            longest[column] = max(longest[column], *words, 0)
            column += 1
    width = sum(longest) + _CELL * len(longest)
    return " vast" * (width > _SHEET) + BROAD * (width > _CARD)


def _measure_word(word: str) -> int:
    return _CELL if max(word) >= _BROKEN_ANYWHERE else len(word)


def _shows_words(tokens: Iterable[Token]) -> bool:
    return any(char.isprintable() and not char.isspace() for one in tokens for char in one.content)


class _Pieces:
    """The pieces of one paragraph, in `list`. `_open` holds each that is open and where it is."""

    def __init__(self, tokens: Iterable[Token], *, strong: bool) -> None:
        self.list: list[Token] = []
        self._open: list[tuple[Token, int, str, str]] = []
        if strong:
            self.list.append(Token("strong_open", "strong", 1))
        for token in join_lines(list(tokens)):
            self._take(token)
        if strong:
            self.list.append(Token("strong_close", "strong", -1))

    def _take(self, token: Token) -> None:
        if token.nesting > 0:
            self._begin(token)
        elif token.nesting < 0:
            self._end(token)
        elif token.type == "image":
            self._say(_read_picture(token))
        else:
            token.content, token.attrs = _clear(token.content), {}
            self.list.append(token)

    def _say(self, text: str) -> None:
        self.list.append(Token("text", "", 0, content=_clear(text)))

    def _begin(self, token: Token) -> None:
        """Open a piece. A link is opened if it is one to follow and not inside another."""
        href, title = str(token.attrs.get("href", "")), str(token.attrs.get("title", ""))
        if token.tag == "a":
            in_link = any(one.tag == "a" and not one.hidden for one, *_ in self._open)
            token.hidden = in_link or not _FOLLOWED.match(href)
            token.attrs = {"href": _clear(href), "rel": REL}
        else:
            token.hidden = token.tag not in TAGS or len(self._open) >= _DEEPEST_INLINE
            token.attrs = {}
        self.list.append(token)
        self._open.append((token, len(self.list), href, title))

    def _end(self, token: Token) -> None:
        """Close a piece. A link without words could not be seen, so it shows its address."""
        opened, start, href, title = self._open.pop()
        if href and not _shows_words(self.list[start:]):
            self._say(href)
        token.hidden = opened.hidden
        self.list.append(token)
        if title:
            self._say(f" ({title})")


def _read_picture(token: Token) -> str:
    """Return the words that stand for a picture, and its title."""
    words = "".join(
        _read_picture(part) if part.type == "image" else part.content or "\n" * (part.tag == "br")
        for part in token.children or ()
    )
    title = token.attrs.get("title")
    return f"{words} ({title})" if title else words
