"""What was agreed, as a page for a browser and for paper; and as a part of a page of `together`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from partnership_cli.formats.agreement import THREE_WORDS, draw_words, find_origins
from partnership_cli.formats.html_answer import render_answer, show
from partnership_cli.formats.page_frame import (
    THEIRS,
    list_attributes,
    make_page,
    name,
    write_foot,
    write_paragraphs,
)
from partnership_cli.formats.style import Paper
from partnership_cli.framework.model import About
from partnership_cli.reflection.agreement import (
    AGREED_ON,
    AGREED_TITLE,
    NOT_CONTRACT,
    Agreement,
)
from partnership_cli.reflection.person_names import join_names


def render_agreement_html(agreement: Agreement, about: About, *, large: bool = False) -> str:
    """Return the agreement as a page."""
    main = [f"<h1>{show(AGREED_TITLE)}</h1>\n", '<div class="lead">\n']
    if agreement.names:
        names = "".join(f"<li>{name(one)}</li>\n" for one in agreement.names)
        main.append(f"<ul>\n{names}</ul>\n")
    main += [
        f"<p>{AGREED_ON}: <bdi {THEIRS}>{show(agreement.day)}</bdi></p>\n",
        f"<p>{THREE_WORDS}: {draw_words(agreement)}</p>\n",
        *write_paragraphs([NOT_CONTRACT]),
        "</div>\n",
    ]
    for one in agreement.questions:
        attributes = list_attributes(about) if one.question else THEIRS
        main += [
            f'<section class="asked">\n<h2 {attributes}>{show(one.heading)}</h2>\n',
            *_write_parts(one.written, 3),
            "</section>\n",
        ]
    for label, text in agreement.written_for_all:
        main += ['<section class="asked">\n', *_write_parts([(label, text)], 2), "</section>\n"]
    foot = write_foot(about, find_origins(agreement)) if agreement.questions else ""
    title = f"{AGREED_TITLE}: {join_names(agreement.names)}" if agreement.names else AGREED_TITLE
    return make_page(title, "agreement", main, foot, Paper(title, large=large))


def write_agreed_before(title: str, agreed: Sequence[tuple[str, str]], level: int) -> Iterator[str]:
    """Give what was agreed before, under a title of this level; nothing where nothing was."""
    if agreed:
        yield f'<div class="agreed">\n<h{level} {THEIRS}>{show(title)}</h{level}>\n'
        yield from _write_parts(agreed, level + 1)
        yield "</div>\n"


def _write_parts(parts: Sequence[tuple[str, str]], level: int) -> Iterator[str]:
    for label, text in parts:
        yield f"<h{level}>{show(label)}</h{level}>\n"
        yield f'<div class="words" {THEIRS}>\n{render_answer(text)}</div>\n'
