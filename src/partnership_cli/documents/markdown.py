"""Pages that leave, in Markdown and JSON: an export of one's own reflection."""

from __future__ import annotations

import json
import re
from typing import Final

from partnership_cli.documents.attribution import attribute
from partnership_cli.documents.closing import close_answer
from partnership_cli.framework.model import About
from partnership_cli.reflection.session import Session, clean_text

_SPECIAL: Final = re.compile(r"([\\`*_\[\]{}<>&#~|$%!])")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NOT_IN_NAMES: Final = re.compile(r"[^0-9a-z]")
_LONGEST_END: Final = 12


def export_markdown(session: Session, about: About) -> str:
    """Return a reflection as a page: each question a heading, and the attribution at its foot."""
    parts = [f"# {_escape(session.title)}", f"{session.started:%Y-%m-%d}"]
    if session.partners:
        parts[-1] += f", with {_escape(', '.join(session.partners))}"
    for answer in session.answers:
        if answer.answer.strip():
            # A note edited by hand may hold a lone carriage return, where Markdown ends a line.
            parts += [f"## {_escape(answer.text)}", close_answer(clean_text(answer.answer))]
    parts += ["---", _attribute(session, about)]
    return "\n\n".join(parts) + "\n"


def export_value(session: Session, about: About) -> dict[str, object]:
    """Return a reflection as it stands in JSON, with the attribution beside it."""
    return session.model_dump(mode="json") | {"attribution": _attribute(session, about)}


def export_json(session: Session, about: About) -> str:
    """Return a reflection as JSON."""
    return json.dumps(export_value(session, about), ensure_ascii=False, indent=2) + "\n"


def export_name(session: Session, form: str) -> str:
    """Return a name for the file of an export. It holds no title, because file names leak."""
    # An id may have been changed by hand, and a name must stay in its folder.
    end = _NOT_IN_NAMES.sub("", session.id.rpartition("-")[2])[:_LONGEST_END]
    return "-".join(filter(None, (f"reflection-{session.started:%Y-%m-%d}", end))) + f".{form}"


def _attribute(session: Session, about: About) -> str:
    """Return the attribution; of another framework than the one at hand nothing is known."""
    if session.framework == about.id:
        return attribute(about)
    return (
        "The questions are from another framework: licence unknown, do not share. "
        "The answers belong to the people who wrote them."
    )


def _escape(line: str) -> str:
    """Return one line of text that Markdown shows as it stands."""
    return _SPECIAL.sub(r"\\\1", _CONTROL.sub(" ", clean_text(line)))
