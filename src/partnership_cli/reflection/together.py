"""The answers that several people chose to bring, question by question, as equals."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from partnership_cli.reflection.agreement import ANOTHER, Agreement
from partnership_cli.reflection.person_names import join_names

TITLE: Final = "Together"
CHECK: Final = "To check the files"
CHECK_HOW: Final = (
    "Each file has three words. They are the same as those that its writer saw, unless the file "
    "was changed."
)
HOW_BROUGHT: Final = (
    "Each of you chose what to bring. Whose answer stands first changes from question to question."
)
_MOST_NAMED: Final = 6
BROUGHT_BY_ONE: Final = "Brought by one of us"
EMPTY_PAGE: Final = "{}’s page is empty."
_AT_LEAST: Final = 2


@dataclass(frozen=True)
class SharedAnswer:
    """One answer that somebody chose to bring.

    `question` is the question's id, or empty where the framework at hand has no such question;
    `text` is the question as it was asked.
    """

    question: str
    text: str
    answer: str


@dataclass(frozen=True)
class Contribution:
    """What one person brings: the name they chose, the words of their file, their answers."""

    name: str
    fingerprint: str
    answers: tuple[SharedAnswer, ...]


@dataclass(frozen=True)
class PartnerAnswer:
    """One person's answer to a question."""

    name: str
    answer: str


@dataclass(frozen=True)
class SharedQuestion:
    """One question and what was brought to it, in the order in which it is read."""

    question: str
    text: str
    answers: tuple[PartnerAnswer, ...]

    @property
    def heading(self) -> str:
        """The question, and of one the framework does not have, that it is another."""
        return self.text if self.question else f"{ANOTHER}: {self.text}"


@dataclass(frozen=True)
class Comparison:
    """Answers laid side by side: what several brought, and then what only one of them did.

    `agreed` is what they agreed before, or None.
    """

    people: tuple[Contribution, ...]
    by_several: tuple[SharedQuestion, ...]
    by_one: tuple[SharedQuestion, ...]
    agreed: Agreement | None = None

    def agreed_on(self, laid: SharedQuestion) -> tuple[tuple[str, str], ...]:
        """Return what was agreed on a question before, part by part under its label."""
        found = self.agreed.find(laid.question, laid.text) if self.agreed else None
        return found.written if found else ()

    def agreed_for_all(self) -> tuple[tuple[str, str], ...]:
        """Return what was agreed before on what several did not bring now, then for all of it."""
        if self.agreed is None:
            return ()
        others = self.agreed.without((one.question, one.text) for one in self.by_several)
        named = ((f"{one.heading} {label}", text) for one in others for label, text in one.written)
        return (*named, *self.agreed.written_for_all)

    @property
    def questions(self) -> tuple[SharedQuestion, ...]:
        """Every question."""
        return (*self.by_several, *self.by_one)

    @property
    def written(self) -> tuple[Contribution, ...]:
        """Those who brought something."""
        return tuple(one for one in self.people if one.answers)

    def name_people(self, show: Callable[[str], str]) -> str:
        """Return the title of a page: that it is together, and who is. `show` shows a name."""
        names = [show(one.name) for one in self.people[:_MOST_NAMED]]
        more = len(self.people) - len(names)
        return f"{TITLE}: {join_names([*names, f'{more} more'] if more else names)}"

    def introduce(self, show: Callable[[str], str]) -> Iterator[str]:
        """Give what is said before the answers, and whose page is still empty."""
        yield HOW_BROUGHT
        for one in self.people:
            if not one.answers:
                yield EMPTY_PAGE.format(show(one.name))


def compare_answers(people: Sequence[Contribution], order: Sequence[str]) -> Comparison:
    """Lay out what people brought. `order` is the framework's: the ids of its questions.

    Whose answer stands first goes round from question to question, beginning from a draw made
    out of the content: the same contributions give the same page, in whatever order they come.
    Names are told apart by their caller.
    """
    seated = sorted(people, key=_digest)
    turn = int.from_bytes(sha256(b"".join(map(_digest, seated))).digest()) % len(seated)
    by_several: list[SharedQuestion] = []
    by_one: list[SharedQuestion] = []
    for question, text in _list_questions(seated, order):
        order_of_seats = (*range(turn, len(seated)), *range(turn))
        answers = {
            seat: PartnerAnswer(seated[seat].name, given.answer)
            for seat in order_of_seats
            for given in seated[seat].answers
            if _key(given, order) == (question, question or text)
        }
        laid = SharedQuestion(question, text, tuple(answers.values()))
        if len(answers) < _AT_LEAST:
            by_one.append(laid)
        else:
            by_several.append(laid)
            turn = next(iter(answers)) + 1
    return Comparison(tuple(seated), tuple(by_several), tuple(by_one))


def _list_questions(
    people: Sequence[Contribution], order: Sequence[str]
) -> Sequence[tuple[str, str]]:
    """Return id and text of every question: in the framework's order, then by their words."""
    places = {question: place for place, question in enumerate(order)}
    known: dict[str, str] = {}
    others = set()
    for person in people:
        for given in person.answers:
            if given.question in places:
                known.setdefault(given.question, given.text)
            else:
                others.add(given.text)
    return [
        *((question, known[question]) for question in sorted(known, key=places.__getitem__)),
        *(("", text) for text in sorted(others)),
    ]


def _key(given: SharedAnswer, order: Sequence[str]) -> tuple[str, str]:
    """Return by what an answer is laid: its question's id, or where that is unknown its words."""
    return (given.question, given.question) if given.question in order else ("", given.text)


def _digest(person: Contribution) -> bytes:
    answers = sorted((given.question, given.text, given.answer) for given in person.answers)
    return sha256(json.dumps([person.name, answers]).encode()).digest()
