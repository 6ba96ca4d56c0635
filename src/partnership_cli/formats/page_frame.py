"""What every HTML page has round its words: the document, the attribution, whose words are whose.

Labels are ours, in English; what is the framework's stands in elements with its language. What
people wrote stands in elements of its own (`dir="auto"`, and `lang=""` because its language is
not known): nothing in it can close them, become a heading of the page, or be loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final
from unicodedata import bidirectional

from partnership_cli.formats.framework_attribution import QuestionOrigins, attribute
from partnership_cli.formats.html_answer import show
from partnership_cli.formats.style import Paper, make_style
from partnership_cli.framework.model import About
from partnership_cli.reflection.dates import format_date

THEIRS: Final = 'dir="auto" lang=""'
"""The attributes of an element that holds what a person wrote."""
_FROM_THE_RIGHT: Final = frozenset({"R", "AL"})
"""The classes of letters of the Unicode bidirectional algorithm that are written so."""
_AROUND: Final = re.compile(r"\Ahttps?://(?:www\.)?|/\Z")
"""What everybody leaves out of an address that they say."""


def make_page(title: str, kind: str, main: Iterable[str], foot: str, paper: Paper) -> str:
    """Return one whole document. The policy stands before all that it is to govern."""
    style = make_style(paper)
    size = ' class="large"' if paper.large else ""
    return (
        f'<!DOCTYPE html>\n<html lang="en"{size}>\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{style.policy}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{show(title)}</title>\n<style>{style.css}</style>\n</head>\n"
        f'<body class="{kind}">\n<main>\n{"".join(main)}</main>\n'
        f"{foot}</body>\n</html>\n"
    )


def list_attributes(about: About | None) -> str:
    """Return the attributes of an element that holds words of the framework."""
    return f'dir="auto" lang="{show(about.language or "")}"' if about else THEIRS


def name(person: str) -> str:
    """Return a person's name as it stands in a line of ours."""
    return f"<bdi {THEIRS}>{show(person)}</bdi>"


def write_day(moment: datetime) -> str:
    """Return a day: `29 September 2026`."""
    return f'<time datetime="{moment.date().isoformat()}">{format_date(moment)}</time>'


def rule(lines: int) -> str:
    """Return lines to write on. They are drawn, and nothing is said of them."""
    return f'<div class="room" aria-hidden="true">{"<span></span>" * lines}</div>\n'


def write_paragraphs(paragraphs: Iterable[str]) -> list[str]:
    """Return paragraphs of our own words."""
    return [f"<p>{show(paragraph)}</p>\n" for paragraph in paragraphs]


def write_foot(about: About | None, quoted: QuestionOrigins) -> str:
    """Return the attribution, its title in italics and the addresses of the framework as links."""
    return f"<footer>\n<p>{_link_foot(about, quoted)}</p>\n</footer>\n"


def _link_foot(about: About | None, quoted: QuestionOrigins) -> str:
    foot = attribute(about, quoted)
    if about is None:
        return show(foot)
    marked = {f"*{about.title}*": f"<em {list_attributes(about)}>{show(about.title)}</em>"}
    if about.licence and about.licence.url and _is_web(about.licence.url):
        said = f"{about.licence.name}, {about.licence.url} ."
        marked[said] = f"{_link(about.licence.url, about.licence.name, 'named')}."
    for address in filter(None, (about.url, about.doi_url)):
        if _is_web(address):
            # In text a space keeps the sign behind an address from being read as part of it.
            for end in (" ,", " ."):
                marked[address + end] = _link(address, _AROUND.sub("", address)) + end.strip()
    return insert_elements(foot, marked | isolate((*about.authors, *quoted.others)))


def _link(address: str, words: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<a{named} href="{show(address)}" rel="noopener noreferrer">{show(words)}</a>'


def insert_elements(text: str, marked: Mapping[str, str]) -> str:
    """Return a text of ours with some words in it replaced by elements."""
    if not marked:
        return show(text)
    longest_first = sorted(marked, key=len, reverse=True)
    pieces = re.split(f"({'|'.join(map(re.escape, longest_first))})", text)
    return "".join(marked.get(piece) or show(piece) for piece in pieces)


def isolate(names: Iterable[str]) -> dict[str, str]:
    """Return elements for names written from right to left, which would move what follows them."""
    return {
        one: f"<bdi>{show(one)}</bdi>"
        for one in names
        if any(bidirectional(char) in _FROM_THE_RIGHT for char in one)
    }


def _is_web(address: str) -> bool:
    return address.startswith(("https://", "http://"))
