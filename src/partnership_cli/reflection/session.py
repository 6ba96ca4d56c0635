"""One sitting and its answers, as frozen values. A change returns a new value."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from partnership_cli.framework.text_normalization import normalize_name

FREE = "@free"
INTENTION = "@intention"
OURS = frozenset({FREE, INTENTION})
"""The ids of words that answer no question of a framework."""
FREE_HEADING = "Free writing"
INTENTION_HEADING = "One thing to take with you"

_SURROGATE = re.compile("[\ud800-\udfff]")


class Sharing(StrEnum):
    """Whether the writer keeps an answer or may choose to share it."""

    PRIVATE = "private"
    SHAREABLE = "shareable"


class Status(StrEnum):
    """Whether the end of a session was reached."""

    OPEN = "open"
    DONE = "done"


def clean_text(typed: str) -> str:
    """Return what a person gave, as an answer is kept.

    Line ends become a line feed; NUL and lone surrogates, which UTF-8 or Markdown cannot
    hold, become U+FFFD. Doing it twice changes nothing.
    """
    text = typed.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
    return _SURROGATE.sub("\ufffd", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was written to one question.

    `question` is the question's id, `text` the question as it was asked, `answer` the words
    written, `written` the moment they were recorded, to the second.
    """

    question: str
    text: str
    answer: str
    sharing: Sharing = Sharing.PRIVATE
    written: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One sitting with a choice of questions.

    `questions` holds ids in the order they are asked; `answers` those that were written, in
    the order they stand in the note. `guide` is the id of a guide, or empty. `together` when
    the partners wrote it at one screen.
    """

    id: str
    title: str
    status: Status = Status.OPEN
    started: datetime
    framework: str
    guide: str = ""
    partners: tuple[str, ...] = ()
    together: bool = False
    questions: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()

    @property
    def to_share(self) -> tuple[Answer, ...]:
        """The answers that can be given away: those to a question of a framework."""
        return tuple(
            answer
            for answer in self.answers
            if answer.answer.strip() and answer.question not in OURS
        )

    @property
    def first_sharing(self) -> Sharing:
        """How an answer of this session begins: what was written together is nobody's secret."""
        return Sharing.SHAREABLE if self.together else Sharing.PRIVATE

    def arrange_answers(self) -> Session:
        """Return the session with its answers in the order of its questions.

        Those to other questions follow, and what is carried away stands last.
        """
        places = {question: at for at, question in enumerate(self.questions)}
        last = len(places)
        answers = sorted(
            self.answers,
            key=lambda one: (one.question == INTENTION, places.get(one.question, last)),
        )
        return replace(self, answers=tuple(answers))

    def answer_to(self, question_id: str) -> Answer | None:
        """Return the answer to this question, or None when nothing was written."""
        return next((answer for answer in self.answers if answer.question == question_id), None)

    def record_answer(self, answer: Answer) -> Session:
        """Return the session with this answer in place of the one to the same question."""
        if self.answer_to(answer.question) is None:
            answers = (*self.answers, answer)
        else:
            answers = tuple(
                answer if old.question == answer.question else old for old in self.answers
            )
        return replace(self, answers=answers)

    def remove_answer(self, question_id: str) -> Session:
        """Return the session without an answer to this question."""
        left = tuple(answer for answer in self.answers if answer.question != question_id)
        return replace(self, answers=left)

    def finish(self) -> Session:
        """Return the session as one whose end was reached, whatever was left unanswered."""
        return replace(self, status=Status.DONE)


def may_look_back(session: Session, earlier: Session, quiet: Collection[str] = ()) -> bool:
    """Tell whether the words of one session may be offered in another.

    Partnerships are not mixed: in a session with somebody, what was written with others only is
    not offered. Frameworks are not either: questions of two may have one id. At a screen where
    several sit, only what they wrote together is. What was written in a guide that is `quiet`
    is offered in such a guide alone.
    """
    if session.id == earlier.id or (earlier.guide in quiet and session.guide not in quiet):
        return False
    if not is_of(earlier, session.framework):
        return False
    if not session.together:
        both = session.partners and earlier.partners
        return not both or bool(_fold_partners(session) & _fold_partners(earlier))
    return earlier.together and is_with_same(session, earlier)


def is_of(session: Session, framework: str) -> bool:
    """Tell whether a session asked questions of this framework; a note may not say of which."""
    return session.framework in {framework, ""}


def is_with_same(session: Session, other: Session) -> bool:
    """Tell whether two sessions were with the same people."""
    return _fold_partners(session) == _fold_partners(other)


def _fold_partners(session: Session) -> set[str]:
    return {normalize_name(name) for name in session.partners}


def is_with(session: Session, partner: str) -> bool:
    """Tell whether a session was with this partner, whatever the case of the name."""
    return normalize_name(partner.strip()) in map(normalize_name, session.partners)
