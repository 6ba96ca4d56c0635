"""Pages that leave, in Markdown and JSON: an export of one's own reflection."""

from __future__ import annotations

import json
import re
from typing import Final

from partnership_cli.formats.attribution import attribute, attribute_in_markdown, compare
from partnership_cli.formats.lines import escape_line
from partnership_cli.formats.markdown_safety import close_answer
from partnership_cli.framework.model import Framework
from partnership_cli.reflection.session import Session, clean_text

_NOT_IN_NAMES: Final = re.compile(r"[^0-9a-z]")
_BEGINNING: Final = re.compile(r"# [^\n]*\n+\d{4}-\d\d-\d\d(?:, with [^\n]*)?\n")
_LONGEST_END: Final = 12


def export_markdown(session: Session, framework: Framework | None) -> str:
    """Return a reflection as a page: each question a heading, and the attribution at its foot.

    `framework` is the one whose questions these are, or None where it is not at hand.
    """
    parts = [f"# {escape_line(session.title)}", f"{session.started:%Y-%m-%d}"]
    if session.partners:
        parts[-1] += f", with {escape_line(', '.join(session.partners))}"
    for answer in session.answers:
        if answer.answer.strip():
            # A note edited by hand may hold a lone carriage return, where Markdown ends a line.
            parts += [f"## {escape_line(answer.text)}", close_answer(clean_text(answer.answer))]
    parts += ["---", attribute_in_markdown(*compare(framework, session.answers))]
    return "\n\n".join(parts) + "\n"


def is_export(text: str) -> bool:
    """Whether this text begins as such a page: a title, and below it a day."""
    return _BEGINNING.match(text) is not None


def export_value(session: Session, framework: Framework | None) -> dict[str, object]:
    """Return a reflection as it stands in JSON, with the attribution beside it."""
    foot = attribute(*compare(framework, session.answers))
    return session.model_dump(mode="json") | {"attribution": foot}


def export_json(session: Session, framework: Framework | None) -> str:
    """Return a reflection as JSON."""
    return json.dumps(export_value(session, framework), ensure_ascii=False, indent=2) + "\n"


def export_name(session: Session, form: str) -> str:
    """Return a name for the file of an export. It holds no title, because file names leak."""
    # An id may have been changed by hand, and a name must stay in its folder.
    end = _NOT_IN_NAMES.sub("", session.id.rpartition("-")[2])[:_LONGEST_END]
    return "-".join(filter(None, (f"reflection-{session.started:%Y-%m-%d}", end))) + f".{form}"
