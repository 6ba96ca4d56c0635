"""What was agreed, as the page that each of those who agreed keeps.

    # What we agreed

    - NAME

    Agreed on: DAY

    Three words: THREE WORDS

    what it is not

    ## QUESTION

    **What we share**

    > the words, as a quotation

    ## Who decides what

    > the words

    ---

    the attribution

What is empty is left out. No answer that was shared stands in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from partnership_cli.formats.fingerprint_words import make_fingerprint
from partnership_cli.formats.framework_attribution import (
    QuestionOrigins,
    attribute,
    attribute_in_markdown,
)
from partnership_cli.formats.markdown_safety import escape_line, quote
from partnership_cli.framework.model import About
from partnership_cli.framework.text_normalization import normalize_question
from partnership_cli.reflection.agreement import AGREED_ON, AGREED_TITLE, NOT_CONTRACT, Agreement

THREE_WORDS: Final = "Three words"
_JSON_KEYS: Final = ("share", "differ", "open")
_TITLE: Final = normalize_question(AGREED_TITLE)
_LONGEST_TITLE: Final = 100


def draw_words(agreement: Agreement) -> str:
    """Return three words that change when a word of the agreement does, in whatever form."""
    return make_fingerprint(
        json.dumps(
            [
                agreement.names,
                agreement.day,
                [(one.text, one.parts) for one in agreement.questions],
                agreement.for_all,
            ]
        )
    )


def find_origins(agreement: Agreement) -> QuestionOrigins:
    """Tell which questions of an agreement are in the framework's words."""
    return QuestionOrigins(
        any(one.question for one in agreement.questions),
        tuple(one.text for one in agreement.questions if not one.question),
    )


def render_agreement(agreement: Agreement, about: About) -> str:
    """Return the agreement as a page of Markdown, which is read again."""
    parts = [f"# {AGREED_TITLE}"]
    if agreement.names:
        parts.append("\n".join(f"- {escape_line(name)}" for name in agreement.names))
    parts += [
        f"{AGREED_ON}: {escape_line(agreement.day)}",
        f"{THREE_WORDS}: {draw_words(agreement)}",
        NOT_CONTRACT,
        *list_agreed_blocks(agreement),
    ]
    if agreement.questions:
        parts += ["---", attribute_in_markdown(about, find_origins(agreement))]
    return "\n\n".join(parts) + "\n"


def list_agreed_blocks(agreement: Agreement) -> Iterator[str]:
    """Give what was agreed, block by block of Markdown."""
    for one in agreement.questions:
        yield f"## {escape_line(one.heading)}"
        for label, text in one.written:
            yield f"**{label}**"
            yield quote(text)
    for label, text in agreement.written_for_all:
        yield f"## {label}"
        yield quote(text)


def build_agreement_value(agreement: Agreement, about: About) -> dict[str, object]:
    """Return the agreement as it stands in JSON."""
    will_do, decides = agreement.for_all
    return {
        "names": list(agreement.names),
        "day": agreement.day,
        "words": draw_words(agreement),
        "note": NOT_CONTRACT,
        "questions": [
            {"question": one.question, "text": one.text}
            | dict(zip(_JSON_KEYS, one.parts, strict=True))
            for one in agreement.questions
        ],
        "will_do": will_do,
        "decides": decides,
        "attribution": attribute(about, find_origins(agreement)),
    }


def is_agreement(text: str) -> bool:
    """Whether this text begins as such a page, or as one that was saved as plain text."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    return len(first) < _LONGEST_TITLE and normalize_question(first) == _TITLE
