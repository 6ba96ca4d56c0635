"""Partners agree, at one screen or in a page that they filled in; then they decide on the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from partnership_cli.commands.output import (
    Destination,
    name_place,
    show_document,
    write_document,
)
from partnership_cli.context import AppContext
from partnership_cli.errors import StopRequest
from partnership_cli.formats.agreement import draw_words, render_agreement
from partnership_cli.formats.document_forms import AGREEMENTS, DocumentForm
from partnership_cli.framework.model import About
from partnership_cli.reflection.agreement import Agreement
from partnership_cli.reflection.together import Comparison
from partnership_cli.session.agreement import AgreementTable
from partnership_cli.session.terminal import TerminalSession
from partnership_cli.terminal.menu import Menu, choose, show_menu
from partnership_cli.views.agreement import (
    AFTER_AGREEING,
    AFTER_READING,
    GO_THROUGH,
    HOW_TO_AGREE,
    MAKE_AGREEMENT,
    MAKE_READ,
    NO_FILE_MADE,
    NOTHING_AGREED,
    READ_AGAIN,
    READ_PAGE,
    REMOVE_WORDS,
    WHOLE_AGREEMENT,
    WORDS_REMOVED,
    say_kept,
    show_agreement_made,
)
from partnership_cli.views.sharing import show_preview

_NAME: Final = "agreement"
_Form = DocumentForm[[Agreement, About]]


class AgreementMaker:
    """Makes the file of an agreement where it was asked for."""

    def __init__(self, context: AppContext, destination: Destination, *, force: bool) -> None:
        self._context = context
        self._destination = destination
        self._force = force
        self._form: _Form = destination.choose_form(AGREEMENTS)
        destination.require_free(self._form.name, force=force)

    def agree(self, terminal: TerminalSession, page: Comparison, before: Agreement | None) -> None:
        """Ask partners at one screen what they agree on, and make the file unless they stop.

        Raises InUseError, NotSavedError, StopRequest.
        """
        table = AgreementTable(self._context, page, before)
        terminal.console.paragraph(HOW_TO_AGREE)
        terminal.console.blank()
        with _say_what_is_kept(terminal, table):
            agreed = table.ask(terminal)
            while not agreed.is_empty:
                chosen = self._decide(terminal, agreed, AFTER_AGREEING)
                if chosen == MAKE_AGREEMENT:
                    with table.writer.deliver():
                        self.make(agreed)
                    return
                if chosen == REMOVE_WORDS:
                    table.writer.forget()
                    terminal.console.paragraph(WORDS_REMOVED)
                    return
                if chosen == GO_THROUGH:
                    agreed = table.ask(terminal)
                elif chosen != READ_PAGE:
                    raise StopRequest
            terminal.console.paragraph(NOTHING_AGREED)
            table.writer.forget()

    def keep(self, terminal: TerminalSession, agreed: Agreement) -> None:
        """Make the file of what was read, after a look at it, unless the person stops.

        Raises NotSavedError, StopRequest.
        """
        while (chosen := self._decide(terminal, agreed, AFTER_READING)) == READ_AGAIN:
            pass
        if chosen == MAKE_READ:
            self.make(agreed)
        else:
            terminal.console.paragraph(NO_FILE_MADE)

    def make(self, agreed: Agreement) -> None:
        """Make the file, and say where it is. Raises NotSavedError."""
        console, about = self._context.console, self._context.framework.framework
        if self._destination.is_stdout:
            show_document(console, self._form, agreed, about)
            return
        path = self._destination.name_file(f"{_NAME}.{self._form.name}", numbered=not self._force)
        write_document(path, self._form.render(agreed, about), force=self._force)
        show_agreement_made(console, name_place(path), draw_words(agreed))

    def _decide(self, terminal: TerminalSession, agreed: Agreement, menu: Menu) -> int | None:
        with terminal.show_in_pages() as console:
            show_preview(console, WHOLE_AGREEMENT, self._render_preview(agreed))
        show_menu(terminal.console, menu)
        chosen = choose(terminal.console, menu, terminal.read_line)
        terminal.console.blank()
        return chosen

    def _render_preview(self, agreed: Agreement) -> str:
        """Return the whole page as text, whatever form it is to have."""
        return render_agreement(agreed, self._context.framework.framework)


@contextmanager
def _say_what_is_kept(terminal: TerminalSession, table: AgreementTable) -> Iterator[None]:
    """Say, where partners stop, that no file was made, and where their words are."""
    try:
        yield
    except StopRequest as stopped:
        # The terminal may be gone; the words are kept all the same.
        with suppress(StopRequest):
            terminal.console.paragraph(NO_FILE_MADE)
            if table.writer.has_words:
                say_kept(terminal.console, str(table.writer.folder))
        if stopped.signal:
            raise
