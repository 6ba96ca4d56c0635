"""Pages that leave, in HTML: each one file that loads nothing, runs nothing and prints well.

Labels are ours, in English; what is the framework's stands in elements with its language. What
people wrote stands in elements of its own (`dir="auto"`, and `lang=""` because its language is
not known), through `show` or `render_answer`: nothing in it can close them, become a heading of
the page, or be loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from unicodedata import bidirectional

from partnership_cli.formats.framework_attribution import (
    QuestionOrigins,
    attribute,
    compare,
    list_addresses,
    quote_questions,
)
from partnership_cli.formats.handout import NAME_LABEL, Handout, introduce
from partnership_cli.formats.html_answer import render_answer, show
from partnership_cli.formats.style import read_style
from partnership_cli.framework.model import About, Framework
from partnership_cli.reflection.agreement import AGREED_ON, FOR_ALL, FOR_ALL_TITLE
from partnership_cli.reflection.search import Writings
from partnership_cli.reflection.selection import describe_use
from partnership_cli.reflection.session import Session
from partnership_cli.reflection.together import (
    BETWEEN_US,
    BETWEEN_US_TITLE,
    BROUGHT_BY_ONE,
    TITLE,
    Comparison,
    PartnerAnswer,
    SharedQuestion,
)

_FROM_THE_RIGHT: Final = frozenset({"R", "AL"})
"""The classes of letters of the Unicode bidirectional algorithm that are written so."""
_THEIRS: Final = 'dir="auto" lang=""'
"""The attributes of an element that holds what a person wrote."""
_LINES: Final = 8
"""Ruled lines below each question of a handout: two or three questions on a sheet of paper."""
_LINES_BETWEEN: Final = 3
_LONGEST_PAGE: Final = 300_000
"""Characters of a page of several people, above which each answer is shown as it was typed."""


@dataclass(frozen=True)
class Section:
    """One part of a sheet, in our own words."""

    heading: str
    paragraphs: tuple[str, ...]


def export_html(session: Session, framework: Framework | None) -> str:
    """Return a reflection as a page: each question a heading, and the attribution at its foot.

    `framework` is the one whose questions these are, or None where it is not at hand.
    """
    about, quoted = compare(framework, session.answers)
    attributes = _list_attributes(about) if about else _THEIRS
    return _make_page(
        session.title,
        "export",
        [f"<h1 {_THEIRS}>{show(session.title)}</h1>\n", *_format_when(session)]
        + [
            f'<section class="asked">\n<h2 {attributes}>{show(answer.text)}</h2>\n'
            f"{_quote(answer.answer)}</section>\n"
            for answer in session.answers
            if answer.answer.strip()
        ],
        _write_foot(about, quoted),
    )


def export_writings_html(writings: Writings, framework: Framework | None) -> str:
    """Return all that was written to a question, a theme or a guide as a page, by question."""
    about, quoted = compare(framework, writings.answers)
    attributes = _list_attributes(about) if about else _THEIRS
    main = [f"<h1 {attributes}>{show(writings.title)}</h1>\n"]
    for history in writings.histories:
        main.append('<section class="asked">\n')
        if not writings.is_one_question:
            main.append(f"<h2 {attributes}>{show(history.text)}</h2>\n")
        for match in history.answers:
            main.append(f"<h3>{match.answer.written:%Y-%m-%d}</h3>\n")
            if match.answer.text != history.text:
                asked = f"<span {attributes}>{show(match.answer.text)}</span>"
                main.append(f"<p>Asked then: {asked}</p>\n")
            main.append(_quote(match.answer.answer))
        main.append("</section>\n")
    return _make_page(writings.title, "export", main, _write_foot(about, quoted))


def render_together_html(page: Comparison, about: About) -> str:
    """Return the answers of several people, side by side where there is room, as equals."""
    main = [f"<h1>{show(TITLE)}</h1>\n", '<dl class="people">\n']
    main += [
        f"<div><dt {_THEIRS}>{show(one.name)}</dt><dd>{show(one.fingerprint)}</dd></div>\n"
        for one in page.people
    ]
    main.append("</dl>\n")
    # Answers of others may be made to take long, each within its bounds.
    length = sum(len(given.answer) for one in page.people for given in one.answers)
    as_typed = length > _LONGEST_PAGE
    for laid in page.by_several:
        main += [
            '<section class="asked">\n',
            *_write_answers(laid, 2, about, as_typed=as_typed),
            *_leave_room(BETWEEN_US_TITLE, BETWEEN_US, 3),
            "</section>\n",
        ]
    if page.by_one:
        main.append(f'<section class="asked single">\n<h2>{show(BROUGHT_BY_ONE)}</h2>\n')
        for laid in page.by_one:
            main += [
                '<div class="asked">\n',
                *_write_answers(laid, 3, about, as_typed=as_typed),
                "</div>\n",
            ]
        main.append("</section>\n")
    main += ['<section class="asked">\n', *_leave_room(FOR_ALL_TITLE, (*FOR_ALL, AGREED_ON), 2)]
    main.append("</section>\n")
    return _make_page(TITLE, "together", main, _write_foot(about, quote_questions(page)))


def render_handout_html(handout: Handout, about: About) -> str:
    """Return questions to print, with ruled room below each to write by hand."""
    # A title may be the framework's or ours.
    main = [f"<h1 {_THEIRS}>{show(handout.title)}</h1>\n", '<div class="lead">\n']
    main += [*_introduce(handout, about), "</div>\n"]
    if not handout.quiet:
        main.append(_ask_name(handout.name))
    for question in handout.questions:
        main.append(
            f'<section class="asked">\n<h2 {_list_attributes(about)}>{show(question.text)}</h2>\n'
        )
        if use := describe_use(question.audience, question.moment):
            main.append(f'<p class="use" {_THEIRS}>({show(use)})</p>\n')
        main += [_rule(_LINES), "</section>\n"]
    quoted = QuestionOrigins(some=bool(handout.questions))
    return _make_page(handout.title, "handout", main, _write_foot(about, quoted))


def render_sheet_html(title: str, parts: Sequence[Section]) -> str:
    """Return a page of our own words, for a meeting; nothing in it is a framework's."""
    main = [f"<h1>{show(title)}</h1>\n"]
    for part in parts:
        main.append(f'<section class="asked">\n<h2>{show(part.heading)}</h2>\n')
        main += [*_write_paragraphs(part.paragraphs), "</section>\n"]
    return _make_page(title, "sheet", main, "")


def _make_page(title: str, kind: str, main: Iterable[str], foot: str) -> str:
    """Return one whole document. The policy stands before all that it is to govern."""
    style = read_style()
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{style.policy}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{show(title)}</title>\n<style>{style.css}</style>\n</head>\n"
        f'<body class="{kind}">\n<main>\n{"".join(main)}</main>\n'
        f"{foot}</body>\n</html>\n"
    )


def _list_attributes(about: About) -> str:
    """Return the attributes of an element that holds words of the framework."""
    return f'dir="auto" lang="{show(about.language or "")}"'


def _format_when(session: Session) -> Iterator[str]:
    day = session.started.date().isoformat()
    yield f'<div class="lead">\n<p><time datetime="{day}">{day}</time></p>\n'
    if session.partners:
        names = ", ".join(f"<bdi {_THEIRS}>{show(name)}</bdi>" for name in session.partners)
        yield f"<p>With {names}</p>\n"
    yield "</div>\n"


def _quote(answer: str, *, as_typed: bool = False) -> str:
    words = render_answer(answer, as_typed=as_typed)
    return f'<div class="words" {_THEIRS}>\n{words}</div>\n'


def _write_answers(
    laid: SharedQuestion, level: int, about: About, *, as_typed: bool
) -> Iterator[str]:
    """Give a question and its answers, whose names stand one level below it."""
    attributes = _list_attributes(about) if laid.question else _THEIRS
    yield f'<h{level} {attributes}>{show(laid.heading)}</h{level}>\n<div class="voices">\n'
    yield from (_speak(spoken, level + 1, as_typed=as_typed) for spoken in laid.answers)
    yield "</div>\n"


def _speak(spoken: PartnerAnswer, level: int, *, as_typed: bool) -> str:
    return (
        f'<div class="voice">\n<h{level} {_THEIRS}>{show(spoken.name)}</h{level}>\n'
        f"{_quote(spoken.answer, as_typed=as_typed)}</div>\n"
    )


def _leave_room(title: str, parts: Sequence[str], level: int) -> Iterator[str]:
    """Give labels with lines to write on below each, under a title of this level."""
    yield f'<div class="between">\n<h{level}>{show(title)}</h{level}>\n<div class="parts">\n'
    for part in parts:
        label = f"<h{level + 1}>{show(part)}</h{level + 1}>"
        yield f'<div class="part">\n{label}\n{_rule(_LINES_BETWEEN)}</div>\n'
    yield "</div>\n</div>\n"


def _rule(lines: int) -> str:
    """Return lines to write on. They are drawn, and nothing is said of them."""
    return f'<div class="room" aria-hidden="true">{"<span></span>" * lines}</div>\n'


def _ask_name(name: str) -> str:
    given = f"<bdi {_THEIRS}>{show(name)}</bdi>" if name else '<span aria-hidden="true"></span>'
    return f'<p class="name">{show(NAME_LABEL)} {given}</p>\n'


def _write_paragraphs(paragraphs: Iterable[str]) -> list[str]:
    return [f"<p>{show(paragraph)}</p>\n" for paragraph in paragraphs]


def _write_foot(about: About | None, quoted: QuestionOrigins) -> str:
    return f"<footer>\n<p>{_link_foot(about, quoted)}</p>\n</footer>\n"


def _link_foot(about: About | None, quoted: QuestionOrigins) -> str:
    """Return the attribution, its title in italics and the addresses of the framework as links."""
    foot = attribute(about, quoted)
    if about is None:
        return show(foot)
    marked = {
        f"*{about.title}*": f"<em {_list_attributes(about)}>{show(about.title)}</em>",
        **{
            address: f'<a href="{show(address)}" rel="noopener noreferrer">{show(address)}</a>'
            for address in filter(_is_web, list_addresses(about))
        },
    }
    return _insert_elements(foot, marked | _isolate((*about.authors, *quoted.others)))


def _introduce(handout: Handout, about: About) -> Iterator[str]:
    for paragraph in introduce(handout, about):
        yield f"<p>{_insert_elements(paragraph, _isolate((about.title, *about.authors)))}</p>\n"


def _insert_elements(text: str, marked: Mapping[str, str]) -> str:
    """Return a text of ours with some words in it replaced by elements."""
    if not marked:
        return show(text)
    longest_first = sorted(marked, key=len, reverse=True)
    pieces = re.split(f"({'|'.join(map(re.escape, longest_first))})", text)
    return "".join(marked.get(piece) or show(piece) for piece in pieces)


def _isolate(names: Iterable[str]) -> dict[str, str]:
    """Return elements for names written from right to left, which would move what follows them."""
    return {
        name: f"<bdi>{show(name)}</bdi>"
        for name in names
        if any(bidirectional(char) in _FROM_THE_RIGHT for char in name)
    }


def _is_web(address: str) -> bool:
    return address.startswith(("https://", "http://"))
