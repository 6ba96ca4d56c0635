"""Pages that leave, in Markdown and JSON: an export of one's own reflection."""

from __future__ import annotations

import json
import re
from typing import Final

from partnership_cli.documents.attribution import attribute
from partnership_cli.documents.closing import close_answer
from partnership_cli.framework.model import About
from partnership_cli.reflection.session import Session

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>&#~|$!])")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def export_markdown(session: Session, about: About) -> str:
    """Return a reflection as a page: each question a heading, and the attribution at its foot."""
    parts = [f"# {_escape(session.title)}", f"{session.started:%Y-%m-%d}"]
    if session.partners:
        parts[-1] += f", with {_escape(', '.join(session.partners))}"
    for answer in session.answers:
        parts += [f"## {_escape(answer.text)}", close_answer(answer.answer)]
    parts += ["---", attribute(about)]
    return "\n\n".join(parts) + "\n"


def export_value(session: Session, about: About) -> dict[str, object]:
    """Return a reflection as it stands in JSON, with the attribution beside it."""
    return session.model_dump(mode="json") | {"attribution": attribute(about)}


def export_json(session: Session, about: About) -> str:
    """Return a reflection as JSON."""
    return json.dumps(export_value(session, about), ensure_ascii=False, indent=2) + "\n"


def export_name(session: Session, form: str) -> str:
    """Return a name for the file of an export. It holds no title, because file names leak."""
    return f"reflection-{session.started:%Y-%m-%d}-{session.id.rpartition('-')[2]}.{form}"


def _escape(line: str) -> str:
    """Return one line of text that Markdown shows as it stands."""
    return _SPECIAL.sub(r"\\\1", _CONTROL.sub(" ", line))
