"""Stand-ins that behave as the real ones do, without a disk, a terminal or a clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from partnership_cli.errors import NotSavedError, StopRequest
from partnership_cli.reflection.conversation import (
    AnswerStart,
    Draft,
    Notice,
    Prompt,
    QuestionPrompt,
    Reply,
)
from partnership_cli.reflection.session import Answer, Session

START = datetime(2026, 11, 23, 17, 31, 5, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that goes on by one second whenever it is read."""

    moment: datetime = START

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


@dataclass
class MemoryDraft:
    """A draft in memory."""

    text: str = ""
    path: Path = Path("draft.md")

    def read(self) -> str:
        return self.text

    def write(self, text: str) -> None:
        self.text = text


@dataclass
class MemoryKeeper:
    """A keeper in memory, which remembers in which order things were kept."""

    kept: dict[str, Answer] = field(default_factory=dict)
    drafts: dict[str, MemoryDraft] = field(default_factory=dict)
    finished: bool = False
    rescued: dict[str, str] = field(default_factory=dict)

    def draft(self, question: str) -> MemoryDraft:
        return self.drafts.setdefault(question, MemoryDraft())

    def keep(self, session: Session, answer: Answer) -> None:
        assert session.answer_to(answer.question) == answer
        self.kept[answer.question] = answer
        self.drafts.pop(answer.question, None)

    def release(self, question: str) -> None:
        self.drafts.pop(question, None)

    def discard(self, question: str) -> None:
        self.kept.pop(question, None)
        self.drafts.pop(question, None)

    def finish(self) -> None:
        self.finished = True

    def rescue(self, texts: Mapping[str, str], error: NotSavedError) -> NotSavedError:
        self.rescued.update(texts)
        return error


@dataclass
class ScriptedAsker:
    """Gives one reply after another, and remembers what was asked and told."""

    replies: list[Reply | StopRequest]
    reviews: list[int | None] = field(default_factory=list)
    places: list[int | None] = field(default_factory=list)
    beginning: str = ""
    intention: str = ""
    asked: list[Prompt] = field(default_factory=list)
    offered: list[Answer | None] = field(default_factory=list)
    told: list[Notice] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    unsaved: list[str] = field(default_factory=list)
    cared: int = 0

    def show_care(self) -> None:
        self.cared += 1

    def begin(self, asking: Prompt) -> AnswerStart:
        self.offered.append(asking.earlier)
        return AnswerStart(self.beginning)

    def ask(self, asking: Prompt, draft: Draft) -> Reply:
        self.asked.append(asking)
        reply = self.replies.pop(0)
        if isinstance(reply, StopRequest):
            raise reply
        return reply

    def tell(self, told: Notice) -> None:
        self.told.append(told)

    def tell_refusal(self, error: NotSavedError) -> None:
        self.refusals.append(error.message)

    def show_unsaved(self, text: str) -> None:
        self.unsaved.append(text)

    def choose_question(
        self, questions: Sequence[QuestionPrompt], session: Session, at: int
    ) -> int | None:
        return self.places.pop(0)

    def review(self, questions: Sequence[QuestionPrompt], session: Session) -> int | None:
        return self.reviews.pop(0) if self.reviews else None

    def ask_intention(self, start: str) -> str:
        return self.intention
