"""The words of one paragraph of Markdown in pieces: what stands out, and where links lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from markdown_it.token import Token

from partnership_cli.formats.markdown_parser import join_lines, make_parser
from partnership_cli.terminal.styled_text import Piece, Style

_STYLES: Final = {"strong": Style.BOLD, "em": Style.ITALIC, "a": Style.UNDERLINE}
_TICK: Final = "`"


def make_pieces(tokens: Sequence[Token], base: Style, *, styled: bool) -> Iterator[Piece]:
    """Give the words of a paragraph in their styles.

    Where they are not `styled`, the signs that a person typed for it stay. Words that are struck
    out always have theirs: not every terminal can strike.
    """
    opened = [base]
    for token in _spell_out(tokens):
        style = _STYLES.get(token.tag, Style.NORMAL)
        if token.nesting > 0:
            opened.append(opened[-1] | style)
        if token.type in {"softbreak", "hardbreak"}:
            yield Piece("\n")
        elif token.nesting == 0:
            yield Piece(_read(token), opened[-1])
        elif not (style and styled):
            yield Piece(token.markup if token.tag != "a" else "", opened[-1])
        if token.nesting < 0:
            opened.pop()


def _spell_out(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with the words of a picture in its place, and each address as words."""
    out: list[Token] = []
    links: list[tuple[Token, int]] = []
    left = list(reversed(list(join_lines(list(tokens)))))
    while left:
        token = left.pop()
        if token.type == "image":
            left += [*_say_address(token, "src"), *reversed(token.children or ())]
            continue
        out.append(token)
        if token.type == "link_open":
            links.append((token, len(out)))
        elif token.type == "link_close":
            link, start = links.pop()
            out += _say_address(link, "href", "".join(_read(one) for one in out[start:]))
    return out


def _say_address(token: Token, name: str, words: str = "") -> list[Token]:
    """Return an address and its title as words, unless they are the words of the link."""
    address = make_parser().normalizeLinkText(str(token.attrs.get(name, ""))).replace(" ", "%20")
    title = str(token.attrs.get("title", ""))
    said = [one for one in (address, title) if one and one != words]
    return [Token("text", "", 0, content=f" ({one})") for one in said]


def _read(token: Token) -> str:
    """Return the words of a token; those of code have as few signs around them as will do."""
    if token.type != "code_inline":
        # Where a line goes on that a program broke, there is a line end in the text.
        return token.content.replace("\n", " ")
    space = " " * token.content.startswith(_TICK) or " " * token.content.endswith(_TICK)
    sign = token.markup if _TICK in token.content else _TICK
    return f"{sign}{space}{token.content}{space}{sign}"
