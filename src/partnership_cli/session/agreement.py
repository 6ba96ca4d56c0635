"""Partners agree at one screen: each part asked in turn, its words kept until the file is made.

The words stand beside the drafts, in a folder of their own that is made out of what was brought:
the same files given again go on where it was stopped. No note of the notebook is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from partnership_cli.context import AppContext
from partnership_cli.errors import NotSavedError, StopRequest
from partnership_cli.files import remove_tree
from partnership_cli.notebook.session_store import SessionStore
from partnership_cli.reflection.agreement import (
    BETWEEN_US,
    FOR_ALL,
    AgreedQuestion,
    Agreement,
    make_agreement,
)
from partnership_cli.reflection.conversation import (
    Conversation,
    Prompt,
    QuestionPrompt,
    Resumption,
)
from partnership_cli.reflection.dates import format_date
from partnership_cli.reflection.session import Answer, Session, Status
from partnership_cli.reflection.together import Comparison, PartnerAnswer
from partnership_cli.session.terminal import TerminalSession
from partnership_cli.terminal.console import Console
from partnership_cli.views.agreement import show_agreed_part

FOLDER: Final = "agreements"
_KEPT: Final = "kept"
_AGAIN: Final = "To go on, give the same command again."


@dataclass(frozen=True, slots=True)
class AgreementPart:
    """One part to be written: its label, the question it is of, and what each brought to that."""

    id: str
    label: str
    question: str = ""
    answers: tuple[PartnerAnswer, ...] = ()

    @property
    def name(self) -> str:
        """The part in one line."""
        return f"{self.label}: {self.question}" if self.question else self.label


class AgreementTable:
    """What partners write at one screen. `before` is what they agreed earlier, or None."""

    def __init__(self, context: AppContext, page: Comparison, before: Agreement | None) -> None:
        self._context = context
        self._page = page
        self._before = before
        self._asked = _list_asked(page, before)
        self._parts = {part.id: part for part in _list_parts(page, self._asked)}
        mark = sha256("".join(sorted(one.fingerprint for one in page.people)).encode())
        self.has_words = False
        self._seen: set[str] = set()
        self.folder = context.notebook.drafts / FOLDER / mark.hexdigest()[:16]

    def ask(self, terminal: TerminalSession) -> Agreement:
        """Ask for each part, and return what stands written then; it can be asked again.

        Raises StopRequest with the words kept, NotSavedError, InUseError.
        """
        store = SessionStore(self._begin(), self.folder / _KEPT / "agreed.md", self.folder)
        store.open()
        try:
            outcome = Conversation(
                tuple(QuestionPrompt(one.id, one.name) for one in self._parts.values()),
                terminal.make_asker(self._show_part, carries=False),
                store,
                lambda _question: (),
                self._context.now,
                care=False,
            ).run(store.session, self._find_place(store))
        except NotSavedError as error:
            raise NotSavedError(error.message, _AGAIN, error.words or "") from error
        finally:
            self.has_words = store.has_words()
            store.close()
        if not outcome.finished:
            raise StopRequest(outcome.signal)
        return self._read(outcome.session)

    def forget(self) -> None:
        """Remove the words from this computer. Raises NotSavedError."""
        remove_tree(self.folder)

    def _begin(self) -> Session:
        """Return the session of the table, with the words of an earlier agreement in it."""
        now = self._context.now().replace(microsecond=0)
        texts = self._list_earlier()
        return Session(
            id=f"agreement-{self.folder.name}",
            title="What we agreed",
            started=now,
            framework=self._context.framework.framework.id,
            partners=tuple(one.name for one in self._page.people),
            together=True,
            questions=tuple(self._parts),
            answers=tuple(
                Answer(question=one, text=self._parts[one].name, answer=text, written=now)
                for one, text in texts.items()
            ),
        )

    def _list_earlier(self) -> Mapping[str, str]:
        if self._before is None:
            return {}
        texts = [text for one in self._asked for text in one.parts]
        pairs = zip(self._parts, (*texts, *self._before.for_all), strict=True)
        return {one: text for one, text in pairs if text.strip()}

    def _find_place(self, store: SessionStore) -> Resumption:
        ids = list(self._parts)
        place = store.place()
        if place is not None and place.question in ids:
            return Resumption(ids.index(place.question), place.text)
        if store.session.status is Status.DONE:
            return Resumption(len(ids))
        return Resumption()

    def _show_part(self, console: Console, asking: Prompt) -> None:
        """Put a part on screen; what each brought to its question is shown once."""
        part = self._parts[asking.question.id]
        first = part.question not in self._seen and bool(part.answers)
        self._seen.add(part.question)
        place = f"{asking.number} of {asking.total}"
        show_agreed_part(console, place, (part.label, part.question), part.answers if first else ())

    def _read(self, session: Session) -> Agreement:
        found = (session.answer_to(one) for one in self._parts)
        texts = [one.answer if one else "" for one in found]
        size = len(BETWEEN_US)
        questions = tuple(
            replace(one, parts=tuple(texts[at * size : (at + 1) * size]))
            for at, one in enumerate(self._asked)
        )
        return make_agreement(
            tuple(one.name for one in self._page.people),
            format_date(self._context.now()),
            questions,
            tuple(texts[-len(FOR_ALL) :]),
        )


def _list_asked(page: Comparison, before: Agreement | None) -> tuple[AgreedQuestion, ...]:
    """Return the questions that are asked for: those that several brought, and earlier ones."""
    if before is None:
        return tuple(AgreedQuestion(one.question, one.text) for one in page.by_several)
    brought = {(one.question, one.text) for one in page.by_several}
    return (
        *(
            before.find(one.question, one.text) or AgreedQuestion(one.question, one.text)
            for one in page.by_several
        ),
        *before.without(brought),
    )


def _list_parts(page: Comparison, asked: Sequence[AgreedQuestion]) -> Iterator[AgreementPart]:
    answers = {(one.question, one.text): one.answers for one in page.by_several}
    for number, one in enumerate(asked, 1):
        brought = answers.get((one.question, one.text), ())
        for at, label in enumerate(BETWEEN_US, 1):
            yield AgreementPart(f"part-{number}-{at}", label, one.heading, brought)
    for at, label in enumerate(FOR_ALL, 1):
        yield AgreementPart(f"for-all-{at}", label)
