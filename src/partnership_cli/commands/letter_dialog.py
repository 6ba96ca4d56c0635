"""The dialog in which a letter is made: words chosen and put in order, seen whole, then decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from itertools import groupby

from partnership_cli.context import AppContext
from partnership_cli.errors import StopRequest
from partnership_cli.formats.letter import render_letter
from partnership_cli.framework.model import Question
from partnership_cli.notebook.working_copies import LETTERS_BEGUN
from partnership_cli.reflection.letter import Letter, Writing
from partnership_cli.reflection.passages import join_passages, split_passages
from partnership_cli.session.part_writer import PagePart, PartWriter
from partnership_cli.session.start import choose_question
from partnership_cli.session.terminal import TerminalSession
from partnership_cli.terminal.menu import choose, choose_in_order, show_menu
from partnership_cli.views.agreement import say_kept
from partnership_cli.views.letter import (
    ASK_PASSAGES,
    ASK_READERS,
    BEGUN_BEFORE,
    CHOSEN_WORDS,
    GO_ON,
    LETTER_PARTS,
    NO_LETTER,
    NO_WORDS,
    OF_PARTNERS,
    WHOLE_LETTER,
    show_letter_part,
    show_passages,
)
from partnership_cli.views.sharing import (
    CHANGE,
    CHOOSE,
    MAKE,
    READ,
    SOMEONE_ELSE,
    WHAT_NOW,
    show_preview,
)


class LetterDialog:
    """One letter, made of what somebody wrote; `deliver` makes the file."""

    def __init__(
        self,
        context: AppContext,
        terminal: TerminalSession,
        writings: Sequence[Writing],
        deliver: Callable[[Letter], None],
    ) -> None:
        self._context = context
        self._terminal = terminal
        self._writings = writings
        self._deliver = deliver
        mark = sha256("\0".join(f"{one.heading}\0{one.text}" for one in writings).encode())
        folder = context.notebook.drafts / LETTERS_BEGUN / mark.hexdigest()[:16]
        self._writer = PartWriter(context, folder, show_letter_part)

    def run(self) -> None:
        """Ask for all of it, and make the letter unless the person stops.

        Raises StopRequest with the words kept, InUseError, NotSavedError.
        """
        with self._say_what_is_kept():
            written = self._write({} if self._goes_on() else self._choose_words())
            question = self._choose_question()
            while (chosen := self._decide(letter := _make(written, question))) != MAKE:
                if chosen == CHOOSE:
                    written = self._write(self._choose_words())
                    question = self._choose_question()
                elif chosen == CHANGE:
                    written = self._write({})
                elif chosen != READ:
                    raise StopRequest
            with self._writer.deliver():
                self._deliver(letter)

    def _goes_on(self) -> bool:
        """Tell whether a letter that was begun before is to be carried on."""
        if not self._writer.was_begun():
            return False
        show_menu(self._terminal.console, BEGUN_BEFORE)
        chosen = choose(self._terminal.console, BEGUN_BEFORE, self._terminal.read_line)
        self._terminal.console.blank()
        if chosen is None:
            raise StopRequest
        if chosen != GO_ON:
            self._writer.forget()
        return chosen == GO_ON

    def _choose_words(self) -> Mapping[str, str]:
        """Ask which passages go into the letter, in which order; return them as its words."""
        passages = split_passages([one.text for one in self._writings])
        groups = [
            (self._writings[source].heading, [one.text for one in of_one])
            for source, of_one in groupby(passages, key=lambda one: one.source)
        ]
        with self._terminal.show_in_pages() as pages:
            show_passages(pages, groups)
        numbers = choose_in_order(
            self._terminal.console, len(passages), ASK_PASSAGES, self._terminal.read_line
        )
        self._terminal.console.blank()
        if not numbers:
            raise StopRequest
        return {"words": join_passages([passages[number - 1] for number in numbers])}

    def _write(self, anew: Mapping[str, str]) -> Mapping[str, str]:
        """Ask for each part, and return what stands written; `anew` are words just chosen."""
        parts = [
            PagePart(one, label, anew.get(one, ""), CHOSEN_WORDS)
            for one, (label, _) in LETTER_PARTS.items()
        ]
        while True:
            written = self._writer.ask(self._terminal, parts, anew)
            if written.get("words", "").strip():
                return written
            self._terminal.console.paragraph(NO_WORDS)
            self._terminal.console.blank()

    def _choose_question(self) -> Question | None:
        """Ask for the question on the last side; a framework without questions has none."""
        framework = self._context.framework
        questions = [question for _, question in framework.questions()]
        if not questions:
            return None
        self._terminal.console.heading(ASK_READERS)
        self._terminal.console.blank()
        themes = [theme for theme in framework.themes if theme.questions]
        return choose_question(self._terminal, themes, questions)

    def _decide(self, letter: Letter) -> int | None:
        console = self._terminal.console
        with self._terminal.show_in_pages() as pages:
            show_preview(
                pages, WHOLE_LETTER, render_letter(letter, self._context.framework.framework)
            )
        if any(one.shared for one in self._writings):
            console.paragraph(OF_PARTNERS)
        console.paragraph(SOMEONE_ELSE)
        console.blank()
        show_menu(console, WHAT_NOW)
        chosen = choose(console, WHAT_NOW, self._terminal.read_line)
        console.blank()
        return chosen

    @contextmanager
    def _say_what_is_kept(self) -> Iterator[None]:
        """Say, where the person stops, that no letter was made, and where the words are."""
        try:
            yield
        except StopRequest as stopped:
            # The terminal may be gone; the words are kept all the same.
            with suppress(StopRequest):
                self._terminal.console.paragraph(NO_LETTER)
                if self._writer.was_begun():
                    say_kept(self._terminal.console, str(self._writer.folder))
            if stopped.signal:
                raise


def _make(written: Mapping[str, str], question: Question | None) -> Letter:
    to, sender = (" ".join(written.get(one, "").split()) for one in ("to", "from"))
    body, thanks = (written.get(one, "").strip("\n") for one in ("words", "thanks"))
    return Letter(to, body, sender, thanks if thanks.strip() else "", question)
