"""Partners agree at one screen: each part asked in turn, below what each of them brought.

The same files given again, with the same agreement, go on where it was stopped.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256

from partnership_cli.context import AppContext
from partnership_cli.notebook.working_copies import AGREEMENTS
from partnership_cli.reflection.agreement import (
    BETWEEN_US,
    FOR_ALL,
    AgreedQuestion,
    Agreement,
    make_agreement,
)
from partnership_cli.reflection.conversation import Prompt
from partnership_cli.reflection.dates import format_date
from partnership_cli.reflection.together import Comparison, PartnerAnswer
from partnership_cli.session.part_writer import PagePart, PartWriter
from partnership_cli.session.terminal import TerminalSession
from partnership_cli.terminal.console import Console
from partnership_cli.views.agreement import show_agreed_part


@dataclass(frozen=True, slots=True)
class _AgreementPart:
    """One part to be written: its label, the question it is of, and what each brought to that."""

    label: str
    start: str
    question: str = ""
    answers: tuple[PartnerAnswer, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.label}: {self.question}" if self.question else self.label


class AgreementTable:
    """What partners write at one screen. `before` is what they agreed earlier, or None."""

    def __init__(self, context: AppContext, page: Comparison, before: Agreement | None) -> None:
        self._context = context
        self._page = page
        self._asked = _list_asked(page, before)
        for_all = before.for_all if before else ("",) * len(FOR_ALL)
        parts = _list_parts(page, self._asked, for_all)
        self._parts = {f"part-{number}": part for number, part in enumerate(parts, 1)}
        self._seen: set[str] = set()
        self._before = before.title if before else ""
        folder = context.notebook.drafts / AGREEMENTS / _name_draft(page, before)
        self.writer = PartWriter(context, folder, self._show_part)

    def ask(self, terminal: TerminalSession) -> Agreement:
        """Ask for each part, and return what stands written then; it can be asked again.

        Raises what the writer of parts raises.
        """
        title = f"{self._before}:"
        parts = [PagePart(id_, one.name, one.start, title) for id_, one in self._parts.items()]
        return self._read(self.writer.ask(terminal, parts))

    def _show_part(self, console: Console, asking: Prompt) -> None:
        """Put a part on screen; what each brought to its question is shown once."""
        part = self._parts[asking.question.id]
        answers = () if part.question in self._seen else part.answers
        self._seen.add(part.question)
        place = f"{asking.number} of {asking.total}"
        show_agreed_part(console, place, (part.label, part.question), answers)

    def _read(self, written: Mapping[str, str]) -> Agreement:
        texts = [written.get(one, "").strip("\n") for one in self._parts]
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


def _name_draft(page: Comparison, before: Agreement | None) -> str:
    """Return the name of the folder for the words beside these files and no others."""
    given = "".join(sorted(one.fingerprint for one in page.people))
    if before is not None:
        given += json.dumps(asdict(before))
    return sha256(given.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _list_asked(page: Comparison, before: Agreement | None) -> tuple[AgreedQuestion, ...]:
    """Return the questions that are asked for: those that several brought, and earlier ones."""
    if before is None:
        return tuple(AgreedQuestion(one.question, one.text) for one in page.by_several)
    brought = [(one.question, one.text) for one in page.by_several]
    found = (before.find(*one) or AgreedQuestion(*one) for one in brought)
    return (*found, *before.without(brought))


def _list_parts(
    page: Comparison, asked: Sequence[AgreedQuestion], for_all: Sequence[str]
) -> Iterator[_AgreementPart]:
    answers = {(one.question, one.text): one.answers for one in page.by_several}
    for one in asked:
        brought = answers.get((one.question, one.text), ())
        for label, start in zip(BETWEEN_US, one.parts, strict=True):
            yield _AgreementPart(label, start, one.heading, brought)
    for label, start in zip(FOR_ALL, for_all, strict=True):
        yield _AgreementPart(label, start)
