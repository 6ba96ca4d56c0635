"""Pages that leave, in Markdown and JSON: one's own reflection, and answers side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from partnership_cli.formats.agreement import build_agreement_value
from partnership_cli.formats.framework_attribution import (
    attribute,
    attribute_in_markdown,
    compare,
    quote_asked,
)
from partnership_cli.formats.markdown_safety import close_answer, escape_line, lower_headings, quote
from partnership_cli.framework.model import About, Framework, make_value
from partnership_cli.reflection.agreement import (
    AGREED_ON,
    BETWEEN_US,
    BETWEEN_US_TITLE,
    FOR_ALL,
    FOR_ALL_TITLE,
)
from partnership_cli.reflection.dates import MONTHS, format_date
from partnership_cli.reflection.search import Writings
from partnership_cli.reflection.session import Session, clean_text
from partnership_cli.reflection.then_and_now import THEN_AND_NOW
from partnership_cli.reflection.together import (
    BROUGHT_BY_ONE,
    CHECK,
    CHECK_HOW,
    TITLE,
    Comparison,
    SharedQuestion,
)

_NOT_IN_NAMES: Final = re.compile(r"[^0-9a-z]")
_DAY: Final = rf"(?:\d{{4}}-\d\d-\d\d|\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}})"
"""A day as it is said, or as pages said it before."""
_BEGINNING: Final = re.compile(
    rf"# [^\n]*\n+(?:{_DAY}(?:, with [^\n]*)?|(?:## [^\n]*\n+)?#{{2,3}} {_DAY})\n"
)
_AROUND_TITLE: Final = "#*_ \t\xa0"
_LONGEST_END: Final = 12

_ROOM: Final = "\n\n"
"""Empty lines to write in, below each part of what is between us."""


def export_markdown(session: Session, framework: Framework | None) -> str:
    """Return a reflection as a page: each question a heading, and the attribution at its foot.

    `framework` is the one whose questions these are, or None where it is not at hand.
    """
    parts = [f"# {escape_line(session.title)}", format_date(session.started)]
    if session.partners:
        parts[-1] += f", with {escape_line(', '.join(session.partners))}"
    for answer in session.answers:
        if answer.answer.strip():
            # A note edited by hand may hold a lone carriage return, where Markdown ends a line.
            parts += [f"## {escape_line(answer.text)}", close_answer(clean_text(answer.answer))]
    parts += ["---", attribute_in_markdown(*compare(framework, session.answers))]
    return "\n\n".join(parts) + "\n"


def export_writings_markdown(writings: Writings, framework: Framework | None) -> str:
    """Return all that was written to a question, a theme or a guide as a page, by question."""
    parts = [f"# {escape_line(writings.title)}"]
    for history in writings.histories:
        if not writings.is_one_question:
            parts.append(f"## {escape_line(history.text)}")
        for match in history.answers:
            level = "##" if writings.is_one_question else "###"
            parts.append(f"{level} {format_date(match.answer.written)}")
            if match.answer.text != history.text:
                parts.append(f"Asked then: {escape_line(match.answer.text)}")
            parts.append(close_answer(clean_text(match.answer.answer)))
    parts += ["---", attribute_in_markdown(*compare(framework, writings.answers))]
    return "\n\n".join(parts) + "\n"


def build_writings_value(writings: Writings, framework: Framework | None) -> dict[str, object]:
    """Return all that was written to a question, a theme or a guide as it stands in JSON."""
    return {
        "title": writings.title,
        "questions": [
            {
                "question": history.question,
                "text": history.text,
                "answers": [{"id": one.id} | make_value(one.answer) for one in history.answers],
            }
            for history in writings.histories
        ],
        "attribution": attribute(*compare(framework, writings.answers)),
    }


def is_export(text: str) -> bool:
    """Whether this text begins as such a page: a title, and below it a day, or a question first."""
    return _BEGINNING.match(text) is not None


def export_value(session: Session, framework: Framework | None) -> dict[str, object]:
    """Return a reflection as it stands in JSON, with the attribution beside it."""
    foot = attribute(*compare(framework, session.answers))
    return {**make_value(session), "attribution": foot}


def export_name(session: Session, form: str) -> str:
    """Return a name for the file of an export. It holds no title, because file names leak."""
    # An id may have been changed by hand, and a name must stay in its folder.
    end = _NOT_IN_NAMES.sub("", session.id.rpartition("-")[2])[:_LONGEST_END]
    return "-".join(filter(None, (f"reflection-{session.started:%Y-%m-%d}", end))) + f".{form}"


def render_together_markdown(page: Comparison, about: About) -> str:
    """Return the page: by question, one answer below the other, with room between us."""
    parts = [f"# {page.name_people(escape_line)}", *page.introduce(escape_line)]
    for laid in page.by_several:
        heading, *spoken = list_blocks(laid, "##")
        parts += [heading, *_list_agreed(page, page.agreed_on(laid)), *spoken]
        parts.append(f"### {BETWEEN_US_TITLE}")
        parts += [f"**{part}**{_ROOM}" for part in BETWEEN_US]
    if page.by_one:
        parts.append(f"## {BROUGHT_BY_ONE}")
        for laid in page.by_one:
            parts += list_blocks(laid, "###")
    parts += [f"## {FOR_ALL_TITLE}", *_list_agreed(page, page.agreed_for_all())]
    parts += [f"**{part}**{_ROOM}" for part in (*FOR_ALL, AGREED_ON)]
    words = (f"- **{escape_line(one.name)}**: {one.fingerprint}" for one in page.written)
    parts += [f"## {CHECK}", CHECK_HOW, "\n".join(words)]
    foot = attribute_in_markdown(about, quote_asked(page.questions))
    return "\n\n".join((*parts, "---", foot)) + "\n"


def is_together(text: str) -> bool:
    """Whether this text is such a page, in whatever form it was saved."""
    first = next((line for line in text.split("\n") if line.strip()), "").strip(_AROUND_TITLE)
    return first == TITLE or first.startswith((f"{TITLE}: ", f"{THEN_AND_NOW}: "))


def build_together_value(page: Comparison, about: About) -> dict[str, object]:
    """Return the page as it stands in JSON."""
    return {
        "people": [{"name": one.name, "words": one.fingerprint} for one in page.people],
        "questions": list_answers(page.by_several),
        "brought_by_one": list_answers(page.by_one),
        **({"agreed_before": build_agreement_value(page.agreed, about)} if page.agreed else {}),
        "attribution": attribute(about, quote_asked(page.questions)),
    }


def _list_agreed(page: Comparison, agreed: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Give what was agreed before, as a quotation: its labels are not to be filled in again."""
    if page.agreed and agreed:
        yield f"### {escape_line(page.agreed.title)}"
        yield "\n>\n".join(
            f"> **{escape_line(label)}**\n>\n{quote(text)}" for label, text in agreed
        )


def list_blocks(laid: SharedQuestion, level: str) -> Iterator[str]:
    """Give a question and its answers, each below the name of whoever brought it."""
    yield f"{level} {escape_line(laid.heading)}"
    for spoken in laid.answers:
        yield f"{level}# {escape_line(spoken.name)}"
        yield quote(lower_headings(spoken.answer, len(level) + 1))


def list_answers(questions: Sequence[SharedQuestion]) -> list[dict[str, object]]:
    """Return questions and their answers as they stand in JSON."""
    return [
        {
            "question": laid.question,
            "text": laid.text,
            "answers": [{"name": one.name, "answer": one.answer} for one in laid.answers],
        }
        for laid in questions
    ]
