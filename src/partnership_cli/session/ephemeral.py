"""Words to keep nothing of: a keeper that keeps nothing, in memory for as long as it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from partnership_cli.errors import NotSavedError, Stopped
from partnership_cli.reflection.conversation import Conversation
from partnership_cli.reflection.session import Answer, Session
from partnership_cli.session.create import Present, make_session
from partnership_cli.session.run import put_questions
from partnership_cli.session.start import announce, choose_questions
from partnership_cli.session.terminal import Input, Table, open_table
from partnership_cli.views.session import PRESS_ENTER_PLAIN, show_letting_go

if TYPE_CHECKING:
    from partnership_cli.context import Workspace
    from partnership_cli.reflection.selection import Selection

_SIGNAL: Final = 128


class FadingDraft:
    """The answer to one question while it is written, in memory alone."""

    def __init__(self) -> None:
        self._text = ""

    path = None

    def read(self) -> str:
        """Return what was written."""
        return self._text

    def write(self, text: str) -> None:
        """Hold the text until the question is left."""
        self._text = text


class FadingKeeper:
    """A `Keeper` that writes no byte."""

    def draft(self, question: str) -> FadingDraft:  # noqa: ARG002  # the signature is the port's
        """Return a draft that no file holds."""
        return FadingDraft()

    def keep(self, session: Session, answer: Answer) -> None:
        """Keep nothing."""

    def release(self, question: str) -> None:
        """Keep nothing."""

    def discard(self, question: str) -> None:
        """Keep nothing."""

    def finish(self) -> None:
        """Keep nothing."""

    def rescue(self, texts: Mapping[str, str], error: NotSavedError) -> NotSavedError:  # noqa: ARG002  # the signature is the port's
        """Keep nothing, here too."""
        return error


def let_go_sitting(workspace: Workspace, given: Input, selection: Selection | None) -> int:
    """Ask the questions and keep nothing; return the exit code. Raises NeedsTerminalError."""
    instead = "What is to be kept nowhere is written in a terminal: partnership reflect --let-go"
    with open_table(workspace, replace(given, keeps=False), instead) as table:
        signal = 0
        try:
            _open(workspace, table)
            chosen = selection or choose_questions(workspace, table)
            announce(workspace, table, chosen, Present())
            signal = _ask(workspace, table, chosen)
        except Stopped as stopped:
            signal = stopped.signal
        # The terminal may be gone, and took with it what stood in it.
        with suppress(Stopped):
            table.console.clear()
            table.console.paragraph("Nothing was kept.")
    return _SIGNAL + signal if signal else 0


def _open(workspace: Workspace, table: Table) -> None:
    """Say that nothing is kept, before anything is asked. Raises Stopped."""
    show_letting_go(table.console, workspace.framework.framework)
    if table.read_line(PRESS_ENTER_PLAIN).last:
        raise Stopped
    table.console.blank()


def _ask(workspace: Workspace, table: Table, selection: Selection) -> int:
    session = make_session(workspace, selection, Present())
    conversation = Conversation(
        put_questions(workspace, session),
        table.seat(),
        FadingKeeper(),
        lambda _question: (),
        workspace.now,
        care=workspace.settings.care and not selection.quiet,
    )
    return conversation.run(session).signal
