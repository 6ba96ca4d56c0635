"""The conversation: one question at a time, each answer kept before the next is asked.

It knows no screen and no disk. `Asker` asks and tells, `Keeper` keeps answers and drafts
durably, `Past` gives what was written to a question in earlier sessions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from pathlib import Path
from typing import Protocol

from partnership_cli.errors import NoFileError, NotSavedError, StopRequest
from partnership_cli.reflection.session import (
    INTENTION,
    INTENTION_HEADING,
    Answer,
    Session,
    Sharing,
    Status,
    clean_text,
)


class Step(Enum):
    """What the writer chose to do with the question before them."""

    DONE = auto()
    SKIP = auto()
    BACK = auto()
    LIST = auto()
    DISCARD = auto()
    PAUSE = auto()


@dataclass(frozen=True)
class Reply:
    """What came of asking one question.

    `text` is all that stands written, whatever the step; `signal` is the number of the
    signal that ended the asking, or 0.
    """

    step: Step
    text: str = ""
    sharing: Sharing = Sharing.PRIVATE
    signal: int = 0


@dataclass(frozen=True)
class QuestionPrompt:
    """One question as it is put: its id and words, the theme it is from, whether it may hurt.

    The care line stands before the first question that may be painful. `looks_back_to` are
    the ids of questions whose answers help with this one. One that is `free` asks nothing.
    `audience` and `moment` say for whom it is, and when, in the framework's words; `prompts` are
    its guiding questions.
    """

    id: str
    text: str
    theme: str = ""
    painful: bool = False
    looks_back_to: tuple[str, ...] = ()
    free: bool = False
    is_statement: bool = False
    audience: str = "both"
    moment: str | None = None
    prompts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Prompt:
    """One moment of asking: the question, its place, and what is there to begin from.

    `earlier` are answers to this question, the newest first, and `behind` the newest one to
    each question that it looks back to. `first` at the first question of a sitting; `shown`
    when the question is on screen already. `kept` unless no file holds what there is to begin
    from.
    """

    question: QuestionPrompt
    number: int
    total: int
    start: str
    sharing: Sharing
    earlier: Answer | None
    first: bool
    behind: tuple[Answer, ...] = ()
    shown: bool = False
    kept: bool = True


@dataclass(frozen=True)
class AnswerStart:
    """How the writer wants to begin a question that was answered before."""

    text: str = ""


class Notice(Enum):
    """A change of state that is said in one sentence."""

    SAVED_PRIVATE = auto()
    SAVED_SHAREABLE = auto()
    LEFT = auto()
    LEFT_WITH_WORDS = auto()
    NOTHING_WRITTEN = auto()
    UNCHANGED = auto()
    FIRST_QUESTION = auto()
    DISCARDED = auto()


class Draft(Protocol):
    """The unfinished answer to one question, kept where it survives the program."""

    @property
    def path(self) -> Path | None:
        """The file an editor may open, or None where no file holds the words."""

    def read(self) -> str:
        """Return what stands in the draft now, whoever wrote it. Raises FileProblemError."""

    def write(self, text: str) -> None:
        """Keep the text; it is durable when this returns. Raises NotSavedError."""


class Keeper(Protocol):
    """Where the answers of one session are kept."""

    def draft(self, question: str) -> Draft:
        """Return the draft of this question; it marks the place even while it is empty."""

    def keep(self, session: Session, answer: Answer) -> None:
        """Keep an answer durably, then let its draft go. Raises NotSavedError."""

    def release(self, question: str) -> None:
        """Let the draft of a question go that holds nothing more than the note does."""

    def discard(self, question: str) -> None:
        """Remove an answer and its draft for good. Raises NotSavedError."""

    def finish(self) -> None:
        """Record that the end of the session was reached. Raises NotSavedError."""

    def rescue(self, texts: Mapping[str, str], error: NotSavedError) -> NotSavedError:
        """Put words that cannot be kept somewhere else, and return the error that says where.

        `texts` are answers by the ids of their questions. It is a NoFileError when there is no
        such place.
        """


class Past(Protocol):
    """What was written to a question in other sessions."""

    def __call__(self, question: str, /) -> Answer | None:
        """Return the newest earlier answer to a question."""


class Asker(Protocol):
    """Asks and tells; the one who knows the terminal."""

    def show_care(self) -> None:
        """Say, before a question that may be painful, who could be company."""

    def begin(self, asking: Prompt) -> AnswerStart:
        """Offer earlier answers, unquoted, and return what to begin from."""

    def ask(self, asking: Prompt, draft: Draft) -> Reply:
        """Ask one question and return what was written and the step chosen."""

    def tell(self, told: Notice) -> None:
        """Say one change of state."""

    def tell_refusal(self, error: NotSavedError) -> None:
        """Say that something cannot be saved, that the words are still here, and what to do."""

    def show_unsaved(self, text: str) -> None:
        """Show all that was written, for it is in no file."""

    def choose_question(
        self, questions: Sequence[QuestionPrompt], session: Session, at: int
    ) -> int | None:
        """Show where the writer is, and return the place to go to, or None to stay."""

    def review(self, questions: Sequence[QuestionPrompt], session: Session) -> int | None:
        """Show what was answered, and return a place to go back to, or None to finish."""

    def ask_intention(self, start: str) -> str:
        """Ask for one optional line to carry away."""


@dataclass(frozen=True)
class Outcome:
    """How a conversation ended: at its end, or before, and by which signal."""

    session: Session
    finished: bool
    signal: int = 0


@dataclass(frozen=True)
class Resumption:
    """Where a conversation begins when it is carried on: a place and the recovered words."""

    at: int = 0
    text: str = ""


class Conversation:
    """One session from the first question asked to its end or its pause."""

    def __init__(
        self,
        questions: Sequence[QuestionPrompt],
        asker: Asker,
        keeper: Keeper,
        past: Past,
        now: Callable[[], datetime],
        *,
        care: bool = True,
    ) -> None:
        self._questions = tuple(questions)
        self._asker = asker
        self._keeper = keeper
        self._past = past
        self._now = now
        self._care = care
        self._asked_before = False
        self._corrects = False

    def run(self, session: Session, begin: Resumption = Resumption()) -> Outcome:
        """Ask until the end or a pause. Raises NotSavedError when an answer cannot be kept.

        Whoever corrects a finished session is asked no more than what they choose: each answer
        leads to the review, and the one thing to take along is not asked for again.
        """
        end = len(self._questions)
        at, recovered = begin.at, begin.text
        was_finished = self._corrects = session.status is Status.DONE
        if was_finished and end == 1:
            at = 0
        while True:
            try:
                while at < end:
                    session, at = self._take(session, at, recovered)
                    recovered = ""
                back = self._review(session)
                if back is not None:
                    at, self._corrects = back, True
                    continue
                if not was_finished:
                    session = self._carry(session)
            except StopRequest as stop:
                if isinstance(stop, _Pause):
                    session = stop.session
                return Outcome(session, finished=False, signal=stop.signal)
            self._keeper.finish()
            return Outcome(session.finish(), finished=True)

    def _review(self, session: Session) -> int | None:
        """Offer a way back to an answer; one answer alone was seen a moment ago."""
        if len(self._questions) == 1:
            return None
        return self._asker.review(self._questions, session)

    def _take(self, session: Session, at: int, recovered: str) -> tuple[Session, int]:
        """Ask the question at this place, keep what was written, and say where to go."""
        question = self._questions[at]
        if question.painful and self._care:
            self._care = False
            self._asker.show_care()
        reply = self._ask(session, at, recovered)
        while True:
            try:
                return self._obey(session, at, reply)
            except NotSavedError as error:
                if reply.step is Step.PAUSE:
                    raise self._rescue(question.id, reply.text, error) from error
                self._asker.tell_refusal(error)
                reply = self._ask_again(at, reply)

    def _obey(self, session: Session, at: int, reply: Reply) -> tuple[Session, int]:
        """Keep or discard what was written, as the reply says. Raises NotSavedError, Stopped."""
        question = self._questions[at]
        if reply.step is Step.DISCARD:
            self._keeper.discard(question.id)
            self._asker.tell(Notice.DISCARDED)
            return session.remove_answer(question.id), self._go_on(at)
        had = session.answer_to(question.id)
        session = self._keep(session, question, reply)
        if reply.step is Step.PAUSE:
            raise _Pause(session, reply.signal)
        wrote = session.answer_to(question.id) is not None
        return session, self._go(session, at, reply, wrote=wrote, had=had is not None)

    def _rescue(self, question: str, text: str, error: NotSavedError) -> NotSavedError:
        """Return the error to end with, after the words have gone where there is room."""
        rescued = self._keeper.rescue({question: clean_text(text)}, error)
        if isinstance(rescued, NoFileError):
            # Where the terminal is gone too, there is nobody to tell.
            with suppress(StopRequest):
                self._asker.show_unsaved(text)
        return rescued

    def _ask_again(self, at: int, reply: Reply) -> Reply:
        """Go on with an answer that could not be kept: nothing is gone from the screen."""
        question = self._questions[at]
        asking = Prompt(
            question=question,
            number=at + 1,
            total=len(self._questions),
            start=reply.text,
            sharing=reply.sharing,
            earlier=self._past(question.id),
            first=False,
            shown=True,
            kept=False,
        )
        return self._asker.ask(asking, self._keeper.draft(question.id))

    def _ask(self, session: Session, at: int, recovered: str) -> Reply:
        question = self._questions[at]
        standing = session.answer_to(question.id)
        draft = self._keeper.draft(question.id)
        asking = Prompt(
            question=question,
            number=at + 1,
            total=len(self._questions),
            start=recovered or (standing.answer if standing else ""),
            sharing=standing.sharing if standing else session.first_sharing,
            earlier=self._past(question.id),
            first=not self._asked_before,
            behind=tuple(filter(None, map(self._past, question.looks_back_to))),
        )
        self._asked_before = True
        if (asking.earlier or asking.behind) and not (asking.start or question.free):
            begun = self._asker.begin(asking)
            kept = _try_to_write(draft, begun.text) if begun.text else True
            asking = replace(asking, start=begun.text, shown=True, kept=kept)
        return self._asker.ask(asking, draft)

    def _keep(self, session: Session, question: QuestionPrompt, reply: Reply) -> Session:
        text = clean_text(reply.text)
        if not text.strip():
            if reply.step is not Step.PAUSE:
                self._keeper.release(question.id)
            return session
        answer = Answer(
            question=question.id,
            text=question.text,
            answer=text,
            sharing=reply.sharing,
            written=self._now(),
        )
        session = session.record_answer(answer)
        self._keeper.keep(session, answer)
        if reply.step is Step.PAUSE:
            # An empty draft marks the place; the words stand in the note.
            self._keeper.draft(question.id)
        return session

    def _go(self, session: Session, at: int, reply: Reply, *, wrote: bool, had: bool) -> int:
        blank = not reply.text.strip()
        match reply.step:
            case Step.SKIP:
                self._asker.tell(Notice.LEFT if blank and not had else Notice.LEFT_WITH_WORDS)
                return self._go_on(at)
            case Step.BACK if at == 0:
                self._asker.tell(Notice.FIRST_QUESTION)
                return 0
            case Step.BACK:
                return at - 1
            case Step.LIST:
                chosen = self._asker.choose_question(self._questions, session, at)
                return at if chosen is None else chosen
        if blank:
            self._asker.tell(Notice.UNCHANGED if wrote else Notice.NOTHING_WRITTEN)
        elif reply.sharing is Sharing.SHAREABLE:
            self._asker.tell(Notice.SAVED_SHAREABLE)
        else:
            self._asker.tell(Notice.SAVED_PRIVATE)
        return self._go_on(at)

    def _go_on(self, at: int) -> int:
        """Return the place after this one: whoever came from the review goes back to it."""
        return len(self._questions) if self._corrects else at + 1

    def _carry(self, session: Session) -> Session:
        """Ask for a line to carry away, unless there is none to ask of or one is kept already."""
        if not session.answers or session.answer_to(INTENTION) is not None:
            return session
        start = ""
        refusal: NotSavedError | None = None
        while True:
            try:
                line = clean_text(self._asker.ask_intention(start))
            except StopRequest:
                if refusal is not None:
                    raise self._rescue(INTENTION, start, refusal) from refusal
                raise
            if not line.strip():
                return session
            answer = Answer(
                question=INTENTION, text=INTENTION_HEADING, answer=line, written=self._now()
            )
            try:
                self._keeper.keep(session.record_answer(answer), answer)
            except NotSavedError as error:
                self._asker.tell_refusal(error)
                start, refusal = line, error
            else:
                return session.record_answer(answer)


def _try_to_write(draft: Draft, text: str) -> bool:
    """Write a draft, and tell whether that was possible; while it is written it is tried again."""
    try:
        draft.write(text)
    except NotSavedError:
        return False
    return True


class _Pause(StopRequest):
    """Stopped with words already kept."""

    def __init__(self, session: Session, signal: int) -> None:
        super().__init__(signal)
        self.session = session
