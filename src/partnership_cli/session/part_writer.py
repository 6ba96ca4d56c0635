"""Asks for the parts of a page that leaves, and keeps their words until the page is made.

The words stand beside the drafts, in a folder of their own. No note of the notebook is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from partnership_cli.context import AppContext
from partnership_cli.errors import FileProblemError, NotSavedError, PartnershipError, StopRequest
from partnership_cli.files import read_file, remove_tree
from partnership_cli.notebook.session_store import SessionStore
from partnership_cli.notebook.working_copies import KEPT
from partnership_cli.reflection.conversation import (
    Conversation,
    Prompt,
    QuestionPrompt,
    Resumption,
)
from partnership_cli.reflection.session import Answer, Session, Sharing, Status
from partnership_cli.session.terminal import TerminalSession
from partnership_cli.terminal.console import Console
from partnership_cli.views.agreement import STANDS_HERE, show_words_here

_AGAIN: Final = "To go on, give the same command again."


@dataclass(frozen=True, slots=True)
class PagePart:
    """One part of a page: what it is in one line, and the words it begins with.

    `title` is what is said above those words where they are shown.
    """

    id: str
    name: str
    start: str = ""
    title: str = STANDS_HERE


class PartWriter:
    """Keeps the parts of one page in `folder`. `show` puts a part on screen before it is written.

    `has_words` once something was written and kept.
    """

    def __init__(
        self,
        context: AppContext,
        folder: Path,
        show: Callable[[Console, Prompt], None],
    ) -> None:
        self.folder = folder
        self.has_words = False
        self._context = context
        self._show = show
        self._path = folder / KEPT / "words.md"

    def was_begun(self) -> bool:
        """Whether words of an earlier run are kept."""
        try:
            return read_file(self._path) is not None
        except FileProblemError:
            return True

    def ask(
        self,
        terminal: TerminalSession,
        parts: Sequence[PagePart],
        anew: Mapping[str, str] | None = None,
    ) -> Mapping[str, str]:
        """Ask for each part, and return what stands written then; it can be asked again.

        `anew` are other words for some of the parts than those that are kept. Raises StopRequest
        with the words kept, NotSavedError, InUseError.
        """
        starts = {one.id: one for one in parts}
        store = SessionStore(self._begin(parts), self._path, self.folder)
        store.open()
        try:
            self._keep_start(store, anew or {})
            outcome = Conversation(
                tuple(QuestionPrompt(one.id, one.name) for one in parts),
                terminal.make_asker(partial(self._introduce, starts), page=True),
                store,
                lambda _question: None,
                self._context.now,
                care=False,
            ).run(store.session, _find_place(store, parts))
        except NotSavedError as error:
            raise NotSavedError(error.message, _AGAIN, error.words or "") from error
        finally:
            self.has_words = store.has_words()
            store.close()
        if not outcome.finished:
            # Whatever is said next begins on a line of its own, if the terminal is still there.
            with suppress(StopRequest):
                terminal.console.blank()
            raise StopRequest(outcome.signal)
        return {one.question: one.answer for one in outcome.session.answers}

    @contextmanager
    def deliver(self) -> Iterator[None]:
        """Let a page be made, and remove its words then; where it is not made say where they are.

        Raises what making raises, and NotSavedError.
        """
        try:
            yield
        except PartnershipError as error:
            kept = f"The words you wrote are kept on this computer: {self.folder}"
            error.words = " ".join(filter(None, (error.words, kept)))
            raise
        self.forget()

    def forget(self) -> None:
        """Remove the words from this computer. Raises NotSavedError."""
        remove_tree(self.folder)

    def _introduce(self, parts: Mapping[str, PagePart], console: Console, asking: Prompt) -> None:
        """Put a part on screen, and the words that stand in it where no editor shows them."""
        self._show(console, asking)
        if console.plain and asking.start.strip():
            part = parts[asking.question.id]
            unchanged = asking.start == part.start
            show_words_here(console, part.title if unchanged else STANDS_HERE, asking.start)

    def _keep_start(self, store: SessionStore, anew: Mapping[str, str]) -> None:
        """Keep the words that the page begins with: whoever is shown words can rely on them."""
        begun = self.was_begun()
        for one in store.session.answers:
            text = anew.get(one.question, one.answer)
            if not begun or text != one.answer:
                changed = replace(one, answer=text)
                store.keep(store.session.record_answer(changed), changed)

    def _begin(self, parts: Sequence[PagePart]) -> Session:
        """Return the session of the page, with the words that its parts begin with."""
        now = self._context.now().replace(microsecond=0)
        return Session(
            id=f"page-{self.folder.name}",
            title="A page that is not made yet",
            started=now,
            framework=self._context.framework.framework.id,
            together=True,
            questions=tuple(one.id for one in parts),
            answers=tuple(
                Answer(
                    question=one.id,
                    text=one.name,
                    answer=one.start,
                    sharing=Sharing.SHAREABLE,
                    written=now,
                )
                for one in parts
                if one.start.strip()
            ),
        )


def _find_place(store: SessionStore, parts: Sequence[PagePart]) -> Resumption:
    ids = [one.id for one in parts]
    place = store.place()
    if place is not None and place.question in ids:
        return Resumption(ids.index(place.question), place.text)
    return Resumption(len(ids) if store.session.status is Status.DONE else 0)
