"""A letter to those who come next: words that somebody chose to hand on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from partnership_cli.framework.model import Question

LETTER_TITLE: Final = "A letter for those who come next"
TO: Final = "To"
OWN_ANSWER: Final = "Room for your own first answer"


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of a letter. Each of them may be empty but `body`.

    `question` is one of the framework, for whoever reads it, or None.
    """

    to: str
    body: str
    sender: str = ""
    thanks: str = ""
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class Writing:
    """A text to choose from, and what it answers. `shared` when a partner gave it."""

    heading: str
    text: str
    shared: bool = False
