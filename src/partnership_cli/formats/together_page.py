"""The answers of several people on one page, in Markdown and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final

from partnership_cli.formats.attribution import attribute, attribute_in_markdown, quote_questions
from partnership_cli.formats.lines import escape_line
from partnership_cli.formats.quotation import quote
from partnership_cli.framework.model import About
from partnership_cli.reflection.together import BETWEEN_US, BROUGHT_BY_ONE, TITLE, Laid, SideBySide

_ROOM: Final = "\n\n"
"""Empty lines to write in, below each part of what is between us."""


def together_markdown(page: SideBySide, about: About) -> str:
    """Return the page: by question, one answer below the other, with room between us."""
    parts = [f"# {TITLE}"]
    parts.append(
        "\n".join(f"- **{escape_line(one.name)}**: {one.fingerprint}" for one in page.people)
    )
    for laid in page.by_several:
        parts += _lay(laid, "##")
        parts.append("### Between us")
        parts += [f"**{part}**{_ROOM}" for part in BETWEEN_US]
    if page.by_one:
        parts.append(f"## {BROUGHT_BY_ONE}")
        for laid in page.by_one:
            parts += _lay(laid, "###")
    foot = attribute_in_markdown(about, quote_questions(page))
    return "\n\n".join((*parts, "---", foot)) + "\n"


def is_together(text: str) -> bool:
    """Whether this text is such a page."""
    return text.startswith(f"# {TITLE}\n")


def together_value(page: SideBySide, about: About) -> dict[str, object]:
    """Return the page as it stands in JSON."""
    return {
        "people": [{"name": one.name, "words": one.fingerprint} for one in page.people],
        "questions": _list(page.by_several),
        "brought_by_one": _list(page.by_one),
        "attribution": attribute(about, quote_questions(page)),
    }


def together_json(page: SideBySide, about: About) -> str:
    """Return the page as JSON."""
    return json.dumps(together_value(page, about), ensure_ascii=False, indent=2) + "\n"


def _lay(laid: Laid, level: str) -> Iterator[str]:
    yield f"{level} {escape_line(laid.heading)}"
    for spoken in laid.answers:
        yield f"{level}# {escape_line(spoken.name)}"
        yield quote(spoken.answer)


def _list(questions: Sequence[Laid]) -> list[dict[str, object]]:
    return [
        {
            "question": laid.question,
            "text": laid.text,
            "answers": [{"name": one.name, "answer": one.answer} for one in laid.answers],
        }
        for laid in questions
    ]
