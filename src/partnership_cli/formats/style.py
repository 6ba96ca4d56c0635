"""How the HTML pages look: one style sheet for the screen, light and dark, and for paper."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Final, NamedTuple

from partnership_cli.framework.loader import read_bundled
from partnership_cli.reflection.session import clean_text

_STYLE_SHEET: Final = "page.css"
_LONGEST_LINE: Final = 60
_LONGEST_LARGE: Final = 30
"""Characters of what stands at the foot or the head of each sheet of paper."""


class PageStyle(NamedTuple):
    """What stands between `<style>` and `</style>`, and the Content Security Policy for it.

    Under the policy this one style sheet is obeyed, and nothing is loaded or run.
    """

    css: str
    policy: str


@dataclass(frozen=True)
class Paper:
    """What a page needs to know of the paper it is printed on.

    `foot` stands at the foot of every sheet, `head` at the head of all but the first. `sheets` is
    how many a handout fills; `wide` asks for paper that lies on its side, `large` for large print.
    """

    foot: str
    head: str = ""
    sheets: int = 0
    wide: bool = False
    large: bool = False


def make_style(paper: Paper) -> PageStyle:
    """Return the style of a page. Raises PartnershipError."""
    longest = _LONGEST_LARGE if paper.large else _LONGEST_LINE
    rules = [f"@page {{ @bottom-left {{ content: {_write_string(paper.foot, longest)}; }} }}"]
    if paper.head:
        head = _write_string(paper.head, longest)
        rules += [
            f"@page {{ @top-right {{ content: {head}; }} }}",
            "@page :first { @top-right { content: none; } }",
        ]
    if paper.large:
        rules.append("@page { font-size: 18pt; }")
    if paper.sheets:
        rules.append(f":root {{ --sheets: {paper.sheets}; }}")
    if paper.wide:
        rules.append("@page { size: landscape; }")
    # A browser reads the page's line ends as line feeds before it compares the hash.
    css = "\n".join((_read_style_sheet(), *rules, ""))
    digest = b64encode(sha256(css.encode()).digest()).decode()
    return PageStyle(
        css,
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
    )


@cache
def _read_style_sheet() -> str:
    return "\n" + clean_text(read_bundled(_STYLE_SHEET).decode())


def _write_string(text: str, longest: int) -> str:
    """Return a text as a string of CSS, in which only letters, digits and spaces are themselves."""
    line = " ".join(clean_text(text).split())
    if len(line) > longest:
        line = f"{line[:longest].rstrip()}…"
    return '"' + "".join(map(_write_char, line)) + '"'


def _write_char(char: str) -> str:
    return char if char.isalnum() or char == " " else f"\\{ord(char):x} "
