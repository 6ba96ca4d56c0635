"""What partners brought at two times, in Markdown and JSON."""

from __future__ import annotations

from collections.abc import Iterator

from partnership_cli.formats.framework_attribution import (
    attribute,
    attribute_in_markdown,
    quote_asked,
)
from partnership_cli.formats.markdown_pages import list_answers, list_blocks
from partnership_cli.formats.markdown_safety import escape_line, lower_headings, quote
from partnership_cli.framework.model import About
from partnership_cli.reflection.then_and_now import (
    CHOSEN_TWICE,
    ThenAndNow,
    TimedQuestion,
)
from partnership_cli.reflection.together import CHECK, CHECK_HOW


def render_times_markdown(page: ThenAndNow, about: About) -> str:
    """Return the page: by question and name, what was brought then above what was brought now."""
    parts = [f"# {page.name_people(escape_line)}", CHOSEN_TWICE]
    for asked in page.both:
        parts += _list_times(asked)
    for heading, questions in page.parts:
        parts.append(f"## {heading}")
        for laid in questions:
            parts += list_blocks(laid, "###")
    parts += [f"## {CHECK}", CHECK_HOW, "\n".join(_list_files(page))]
    foot = attribute_in_markdown(about, quote_asked(page.questions))
    return "\n\n".join((*parts, "---", foot)) + "\n"


def build_times_value(page: ThenAndNow, about: About) -> dict[str, object]:
    """Return the page as it stands in JSON."""
    return {
        "people": [
            {"name": name, "words_then": then, "words_now": now} for name, then, now in page.words
        ],
        "questions": [
            {
                "question": asked.question,
                "text": asked.text,
                "answers": [
                    {"name": one.name, "then": one.then, "now": one.now} for one in asked.answers
                ],
            }
            for asked in page.both
        ],
        "only_then": list_answers(page.only_then),
        "only_now": list_answers(page.only_now),
        "attribution": attribute(about, quote_asked(page.questions)),
    }


def _list_times(asked: TimedQuestion) -> Iterator[str]:
    yield f"## {escape_line(asked.heading)}"
    for one in asked.answers:
        yield f"### {escape_line(one.name)}"
        for time, answer in one.times:
            yield f"#### {time}"
            yield quote(lower_headings(answer, 4))


def _list_files(page: ThenAndNow) -> Iterator[str]:
    for name, then, now in page.words:
        said = [f"{words} ({time})" for words, time in ((then, "then"), (now, "now")) if words]
        yield f"- **{escape_line(name)}**: {', '.join(said)}"
