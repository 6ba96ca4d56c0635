"""What people wrote, as HTML that cannot get out of its place.

Tags are written here and nowhere else: an answer is parsed as Markdown, and each thing found
in it is written with a tag from a list, or as text. Whatever is opened is put on a stack with
what closes it, so an answer ends with everything closed.

Words are never dropped. Where Markdown would drop some (the cells that a table has no column
for, whatever is nested too deeply), the answer is shown as it was typed. Definitions of links
are not obeyed, because they vanish from the page: `[Sam]: yes` is something Sam said. Of a
picture, and of a link that is not followed, the words stay and the address goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape
from string import punctuation
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from partnership_cli.reflection.session import clean_text

TAGS: Final = frozenset(
    {"p", "br", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "a"}
    | {"table", "thead", "tbody", "tr", "th", "td", "div"}
)
"""Every tag that can come out of an answer; `div` holds a table."""
REL: Final = "noopener noreferrer nofollow"

_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_FOLLOWED: Final = re.compile(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)
_WRITTEN_TAG: Final = re.compile("<[^>]*>")
_TABLE: Final = '<div class="table" role="group" aria-label="Table" tabindex="0">'
_LONGEST_NUMBER: Final = 999
_DEEPEST: Final = 20
"""Levels of lists and quotations. The parser calls itself, and a phone is narrow."""
_DEEPEST_INLINE: Final = 16
_LONGEST: Final = 50_000
_MOST_BRACKETS: Final = 2_000
"""Beyond these the parser takes seconds, and answers by hand are far below them."""
_SKIPPED: Final = frozenset(punctuation) | frozenset("0123456789")


def show(text: str) -> str:
    """Return text as HTML shows it, in an element or in a quoted attribute."""
    return escape(_CONTROL.sub("\ufffd", clean_text(text)))


def render_answer(answer: str, *, as_typed: bool = False) -> str:
    """Return the inside of the element that holds an answer, or its words as they were typed."""
    text = _CONTROL.sub("\ufffd", clean_text(answer)).strip("\n")
    if not as_typed and len(text) <= _LONGEST and text.count("[") <= _MOST_BRACKETS:
        tokens = _make_parser().parse(text)
        if _holds_every_word(text, tokens):
            return _Writer().write(tokens)
    return f'<p class="typed">{show(text)}</p>\n'


def _make_parser() -> MarkdownIt:
    """Return CommonMark with tables and struck words; HTML is text, and no link is defined."""
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST})
    return parser.enable(["table", "strikethrough"]).disable("reference")


def _holds_every_word(text: str, tokens: Sequence[Token]) -> bool:
    """Tell whether the blocks that were found hold each sign of the text that can be a word.

    Digits and punctuation are left aside where they may be marks: numbers of a list, bars.
    """
    found = sum(_count_letters(token.content) + _count_letters(token.info) for token in tokens)
    return found == _count_letters(text) and not _drops_cells(text, tokens)


def _count_letters(text: str) -> int:
    return sum(not char.isspace() and char not in _SKIPPED for char in text)


def _drops_cells(text: str, tokens: Sequence[Token]) -> bool:
    """Tell whether a row of a table holds digits that none of its cells has."""
    lines = text.split("\n")
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


class _Writer:
    """Writes tokens as HTML. `_open` holds what was opened: where, and what closes it."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._open: list[tuple[int, str]] = []

    def write(self, tokens: Sequence[Token]) -> str:
        for at, token in enumerate(tokens):
            if token.type == "inline":
                self._write_inline(token.children or ())
            elif token.nesting > 0:
                self._begin(token)
            elif token.type == "th_close":
                self._end_head_cell()
            elif token.type == "thead_close" and tokens[at + 1].type == "table_close":
                self._end_heads()
            elif token.nesting < 0:
                self._end()
            else:
                self._out.extend(_write_block(token))
        return "".join(self._out)

    def _begin(self, token: Token) -> None:
        """Open a block. What a person writes as a heading is no heading of the page."""
        if token.type == "heading_open":
            self._push('<p class="heading"><strong>', "</strong></p>\n")
        elif token.type == "table_open":
            self._push(f"{_TABLE}<table>\n", "</table></div>\n")
        elif token.type == "ordered_list_open":
            self._push(f"<ol{_format_list_start(token)}>\n", "</ol>\n")
        elif token.tag in TAGS and not token.hidden:
            self._push(f"<{token.tag}>", f"</{token.tag}>\n")
        else:
            self._push("", "")

    def _push(self, opening: str, closing: str) -> None:
        self._open.append((len(self._out), closing))
        self._out.append(opening)

    def _end(self) -> None:
        self._out.append(self._open.pop()[1])

    def _end_head_cell(self) -> None:
        """Close a heading cell; one without words heads nothing and is an ordinary cell."""
        start = self._open[-1][0]
        self._end()
        if not self._shows_words(start):
            self._out[start], self._out[-1] = "<td>", "</td>\n"

    def _end_heads(self) -> None:
        """Close the heading row of a table without any other, which heads nothing either."""
        start = self._open[-1][0]
        self._end()
        ordinary = {"<th>": "<td>", "</th>\n": "</td>\n"}
        self._out[start:] = [ordinary.get(piece, piece) for piece in self._out[start:]]

    def _shows_words(self, start: int) -> bool:
        shown = unescape(_WRITTEN_TAG.sub("", "".join(self._out[start:])))
        return any(char.isprintable() and not char.isspace() for char in shown)

    def _write_inline(self, tokens: Sequence[Token]) -> None:
        depth = 0
        href = ""
        for token in tokens:
            depth += token.nesting
            if token.type == "link_open":
                href = self._begin_link(token)
            elif token.type == "link_close":
                self._end_link(href)
            elif token.nesting > 0:
                shown = token.tag in TAGS and depth <= _DEEPEST_INLINE
                self._push(*((f"<{token.tag}>", f"</{token.tag}>") if shown else ("", "")))
            elif token.nesting < 0:
                self._end()
            else:
                self._out.extend(_write_piece(token))

    def _begin_link(self, token: Token) -> str:
        """Open a link, if it is one to follow and not inside another. Return its address."""
        href, title = str(token.attrs.get("href", "")), str(token.attrs.get("title", ""))
        note = f" ({show(title)})" if title else ""
        if _FOLLOWED.match(href) and not any(end.startswith("</a>") for _, end in self._open):
            self._push(f'<a href="{show(href)}" rel="{REL}">', f"</a>{note}")
        else:
            self._push("", note)
        return href

    def _end_link(self, href: str) -> None:
        """Close a link; without words it could not be seen, so it shows its address."""
        if not self._shows_words(self._open[-1][0]):
            self._out.append(show(href))
        self._end()


def _write_block(token: Token) -> Iterator[str]:
    if token.type == "hr":
        yield "<hr>\n"
        return
    if token.info.strip():
        yield f"<p><code>{show(token.info.strip())}</code></p>\n"
    yield f"<pre><code>{show(token.content)}</code></pre>\n"


def _write_piece(token: Token) -> Iterator[str]:
    if token.type in {"softbreak", "hardbreak"}:
        yield "<br>\n"
    elif token.type == "code_inline":
        yield f"<code>{show(token.content)}</code>"
    elif token.type == "image":
        yield show(_read_picture(token))
    else:
        yield show(token.content)


def _read_picture(token: Token) -> str:
    """Return the words that stand for a picture, and its title."""
    words = "".join(
        _read_picture(part) if part.type == "image" else part.content or "\n" * (part.tag == "br")
        for part in token.children or ()
    )
    title = token.attrs.get("title")
    return f"{words} ({title})" if title else words


def _format_list_start(token: Token) -> str:
    """Return the attributes of a numbered list. Long numbers need room, and a start of 1 none."""
    start = int(token.attrs.get("start", 1))
    shown = f' start="{start}"' if start != 1 else ""
    return shown + ' class="long"' * (start > _LONGEST_NUMBER)
