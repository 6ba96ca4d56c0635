"""A letter to those who come next, as text. It tells no day, no count and no id."""

from __future__ import annotations

from typing import Final

from partnership_cli.formats.framework_attribution import attribute_in_markdown
from partnership_cli.formats.markdown_safety import escape_line, keep_in_place
from partnership_cli.framework.model import About
from partnership_cli.reflection.letter import LETTER_TITLE, OWN_ANSWER, TO, Letter
from partnership_cli.reflection.session import clean_text

_ROOM: Final = "\n" * 5
"""Empty lines to write in."""


def render_letter(letter: Letter, about: About) -> str:
    """Return the letter as Markdown; at its end the question, with room, and whose it is."""
    parts = [f"# {LETTER_TITLE}"]
    if letter.to:
        parts.append(f"{TO} {escape_line(letter.to)}")
    parts += [keep_in_place(clean_text(one)) for one in (letter.body, letter.thanks) if one]
    if letter.sender:
        parts.append(escape_line(letter.sender))
    if letter.question is not None:
        parts += [
            f"## {escape_line(letter.question.text)}",
            f"{OWN_ANSWER}:{_ROOM}",
            "---",
            attribute_in_markdown(about),
        ]
    return "\n\n".join(parts) + "\n"
