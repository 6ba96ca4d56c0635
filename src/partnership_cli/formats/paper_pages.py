"""Pages for the table, in HTML: questions with room to write by hand, and how an hour could go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from partnership_cli.formats.framework_attribution import QuestionOrigins
from partnership_cli.formats.handout import NAME_LABEL, Handout, introduce
from partnership_cli.formats.html_answer import show
from partnership_cli.formats.meeting import HOUR, HOUR_TITLE, HOUR_WHY, HourPart
from partnership_cli.formats.page_frame import (
    THEIRS,
    insert_elements,
    isolate,
    list_attributes,
    make_page,
    name,
    rule,
    write_foot,
    write_paragraphs,
)
from partnership_cli.formats.style import Paper
from partnership_cli.framework.model import About, Question
from partnership_cli.reflection.person_names import join_names
from partnership_cli.reflection.selection import describe_use

_LINES: Final = 32
"""Ruled lines below each question: more than a sheet has, and the page shows those that fit."""
_ON_A_SHEET: Final = 3
_LARGE_ON_A_SHEET: Final = 2
_DRAWN: Final = "_" * 20
"""A line for a name, where only text can stand."""


def render_handout_html(handout: Handout, about: About, *, large: bool = False) -> str:
    """Return questions to print, with ruled room below each to write by hand."""
    sheets = list(_divide(handout.questions, large=large))
    main = []
    for at, questions in enumerate(sheets):
        main.append('<div class="sheet">\n')
        if at == 0:
            main += _begin(handout, about)
        for question in questions:
            main += _ask(question, about)
        main.append("</div>\n")
    head = "" if handout.quiet else f"{NAME_LABEL} {handout.name or _DRAWN}"
    return make_page(
        handout.title,
        "handout",
        main,
        write_foot(about, QuestionOrigins(some=bool(handout.questions))),
        Paper(handout.title, head, len(sheets), large=large),
    )


def render_hour_html(
    names: Sequence[str],
    title: str,
    questions: Sequence[Question],
    about: About,
    *,
    large: bool = False,
) -> str:
    """Return how an hour together could go, by the clock, with the questions that are for it."""
    attributes = list_attributes(about)
    main = [
        f"<h1>{show(HOUR_TITLE)}</h1>\n",
        '<div class="lead">\n',
        f"<p><span {THEIRS}>{show(title)}</span>: {join_names([*map(name, names)])}</p>\n",
        *write_paragraphs(HOUR_WHY),
        "</div>\n",
        '<ol class="clock">\n',
        *(text for part in HOUR for text in _write_part(part)),
        "</ol>\n",
        '<section class="asked">\n<h2>The questions</h2>\n<ul>\n',
        *(f"<li {attributes}>{show(question.text)}</li>\n" for question in questions),
        "</ul>\n</section>\n",
    ]
    foot = write_foot(about, QuestionOrigins(some=bool(questions)))
    return make_page(HOUR_TITLE, "hour", main, foot, Paper(HOUR_TITLE, large=large))


def _divide(questions: Sequence[Question], *, large: bool) -> Iterator[Sequence[Question]]:
    """Give the questions of each sheet: as even as can be, and fewer where the page begins."""
    if large:
        yield questions[:1]
        for at in range(1, len(questions), _LARGE_ON_A_SHEET):
            yield questions[at : at + _LARGE_ON_A_SHEET]
        return
    count = max(-(-len(questions) // _ON_A_SHEET), 1)
    ends = [at * len(questions) // count for at in range(count + 1)]
    for start, end in pairwise(ends):
        yield questions[start:end]


def _begin(handout: Handout, about: About) -> Iterator[str]:
    # A title may be the framework's or ours.
    yield f"<h1 {THEIRS}>{show(handout.title)}</h1>\n"
    if handout.why:
        yield f'<p class="why" {THEIRS}>{show(handout.why)}</p>\n'
    yield '<div class="lead">\n'
    for paragraph in introduce(handout, about):
        yield f"<p>{insert_elements(paragraph, isolate((about.title, *about.authors)))}</p>\n"
    yield "</div>\n"
    if not handout.quiet:
        given = name(handout.name) if handout.name else '<span aria-hidden="true"></span>'
        yield f'<p class="name">{show(NAME_LABEL)} {given}</p>\n'


def _ask(question: Question, about: About) -> Iterator[str]:
    yield f'<section class="asked">\n<h2 {list_attributes(about)}>{show(question.text)}</h2>\n'
    if use := describe_use(question.audience, question.moment):
        yield f'<p class="use" {THEIRS}>({show(use)})</p>\n'
    if question.prompts:
        items = "".join(f"<li>{show(one)}</li>\n" for one in question.prompts)
        yield f'<ul class="use" {list_attributes(about)}>\n{items}</ul>\n'
    yield f"{rule(_LINES)}</section>\n"


def _write_part(part: HourPart) -> Iterator[str]:
    yield f'<li>\n<p class="minute">{show(part.minute)} <span>min</span></p>\n'
    yield f"<div>\n<h2>{show(part.heading)}</h2>\n"
    yield from write_paragraphs(part.paragraphs)
    yield "</div>\n</li>\n"
