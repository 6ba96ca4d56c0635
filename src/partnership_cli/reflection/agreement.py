"""What partners agreed between them: words they chose for it, and no answer that was shared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

ANOTHER: Final = "Not in the framework’s words"
BETWEEN_US_TITLE: Final = "Between us"
BETWEEN_US: Final = ("What we share", "Where we differ", "What stays open")
AGREED_TITLE: Final = "What we agreed"
AGREED_BEFORE: Final = "What you agreed on"
AGREED_ON: Final = "Agreed on"
FOR_ALL_TITLE: Final = "For all of it"
FOR_ALL: Final = ("What we will do, and by when", "Who decides what")
"""What is asked once, beside the three parts that each question has."""
NOT_CONTRACT: Final = (
    "This is no contract. It says what we agreed on that day, and it can be changed whenever one "
    "of us asks."
)
NOTHING: Final = ("",) * len(BETWEEN_US)


@dataclass(frozen=True, slots=True)
class AgreedQuestion:
    """What was agreed on one question.

    `question` is its id, or empty where the framework at hand has no such question. `parts` has a
    text for each of BETWEEN_US, which may be empty.
    """

    question: str
    text: str
    parts: tuple[str, ...] = NOTHING

    @property
    def heading(self) -> str:
        """The question, and of one the framework does not have, that it is another."""
        return self.text if self.question else f"{ANOTHER}: {self.text}"

    @property
    def written(self) -> tuple[tuple[str, str], ...]:
        """Each part in which something stands, under its label."""
        return _pair(BETWEEN_US, self.parts)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was agreed: between whom, on which day, question by question and for all of it.

    `day` is a day in any words. `for_all` has a text for each of FOR_ALL, which may be empty.
    """

    names: tuple[str, ...]
    day: str
    questions: tuple[AgreedQuestion, ...]
    for_all: tuple[str, ...]

    @property
    def written_for_all(self) -> tuple[tuple[str, str], ...]:
        """What is agreed for all of it, under its labels."""
        return _pair(FOR_ALL, self.for_all)

    @property
    def title(self) -> str:
        """What stands above what was agreed before, beside new answers."""
        return f"{AGREED_BEFORE} {self.day}"

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written anywhere."""
        return not (self.questions or self.written_for_all)

    def find(self, question: str, text: str) -> AgreedQuestion | None:
        """Return what was agreed on a question, known by its id, or by its words without one."""
        key = (question, "" if question else text)
        found = (one for one in self.questions if _key(one) == key)
        return next(found, None)

    def without(self, questions: Iterable[tuple[str, str]]) -> Iterator[AgreedQuestion]:
        """Give what was agreed on other questions than these, each an id and a text."""
        keys = {(question, "" if question else text) for question, text in questions}
        return (one for one in self.questions if _key(one) not in keys)


def make_agreement(
    names: tuple[str, ...],
    day: str,
    questions: tuple[AgreedQuestion, ...],
    for_all: tuple[str, ...],
) -> Agreement:
    """Return an agreement without the questions to which nothing is written."""
    return Agreement(names, day, tuple(one for one in questions if one.written), for_all)


def _pair(labels: tuple[str, ...], texts: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    pairs = zip(labels, texts, strict=True)
    return tuple((label, text) for label, text in pairs if text.strip())


def _key(one: AgreedQuestion) -> tuple[str, str]:
    return (one.question, "" if one.question else one.text)
