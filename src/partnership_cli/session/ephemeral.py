"""A session of which nothing is kept: answers are in memory alone, until it ends."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from partnership_cli.context import AppContext
from partnership_cli.errors import NotSavedError, StopRequest
from partnership_cli.exit_codes import code_of_signal
from partnership_cli.reflection.conversation import Conversation
from partnership_cli.reflection.selection import Selection
from partnership_cli.reflection.session import Answer, Session
from partnership_cli.session.create import Participants, create_session
from partnership_cli.session.run import make_prompts
from partnership_cli.session.start import announce, choose_questions
from partnership_cli.session.terminal import InputOptions, TerminalSession, open_terminal
from partnership_cli.terminal.menu import NOT_KEPT_HERE
from partnership_cli.views.session import PRESS_ENTER_PLAIN, show_ephemeral_notice


class MemoryDraft:
    """The answer to one question while it is written, in memory alone."""

    def __init__(self) -> None:
        self._text = ""

    path = None

    def read(self) -> str:
        """Return what was written."""
        return self._text

    def write(self, text: str) -> None:
        """Keep the text in memory."""
        self._text = text


class NullKeeper:
    """A `Keeper` that writes nothing to disk."""

    def draft(self, question: str) -> MemoryDraft:  # noqa: ARG002  # the signature is the port's
        """Return a draft in memory."""
        return MemoryDraft()

    def keep(self, session: Session, answer: Answer) -> None:
        """Do nothing."""

    def release(self, question: str) -> None:
        """Do nothing."""

    def discard(self, question: str) -> None:
        """Do nothing."""

    def finish(self) -> None:
        """Do nothing."""

    def rescue(self, texts: Mapping[str, str], error: NotSavedError) -> NotSavedError:  # noqa: ARG002  # the signature is the port's
        """Do nothing."""
        return error


def run_ephemeral_session(
    context: AppContext, options: InputOptions, selection: Selection | None
) -> int:
    """Ask the questions and keep nothing; return the exit code. Raises NeedsTerminalError."""
    command = f"partnership reflect{options.typed} --let-go"
    instead = f"What is to be kept nowhere is written in a terminal: {command}"
    with open_terminal(context, replace(options, keeps=False), instead) as terminal:
        signal = 0
        try:
            _open(context, terminal)
            chosen = selection or choose_questions(context, terminal)
            announce(context, terminal, chosen, Participants())
            signal = _ask_questions(context, terminal, chosen)
        except StopRequest as stopped:
            signal = stopped.signal
        # The terminal may be gone, and took with it what stood in it.
        with suppress(StopRequest):
            terminal.console.clear()
            terminal.console.paragraph("Nothing was kept.")
    return code_of_signal(signal)


def _open(context: AppContext, terminal: TerminalSession) -> None:
    """Say that nothing is kept, before anything is asked. Raises StopRequest."""
    show_ephemeral_notice(terminal.console, context.framework.framework)
    if terminal.wait_for_enter(PRESS_ENTER_PLAIN):
        terminal.console.paragraph(NOT_KEPT_HERE.strip())
    terminal.console.blank()


def _ask_questions(context: AppContext, terminal: TerminalSession, selection: Selection) -> int:
    session = create_session(context, selection, Participants())
    conversation = Conversation(
        make_prompts(context, session),
        terminal.make_asker(),
        NullKeeper(),
        lambda _question: None,
        context.now,
        care=context.settings.care and not selection.quiet,
    )
    return conversation.run(session).signal
