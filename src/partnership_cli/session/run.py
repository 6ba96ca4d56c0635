"""One sitting, wired: a session's keeper, an asker in this terminal, and the conversation."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partnership_cli.errors import Stopped
from partnership_cli.notebook.notebook import Entry
from partnership_cli.notebook.paths import short_id
from partnership_cli.reflection.conversation import Asked, Conversation, Outcome, Resumption
from partnership_cli.reflection.selection import Selection
from partnership_cli.reflection.session import FREE, FREE_HEADING, Session
from partnership_cli.session.create import Present, make_session, refuse_quiet_company
from partnership_cli.session.intention import offer_carried
from partnership_cli.session.start import announce, choose_questions, offer_together, welcome
from partnership_cli.session.terminal import Input, Table, open_table
from partnership_cli.views.session import (
    show_aside,
    show_beside,
    show_end,
    show_limits,
    show_pause,
    show_recovered,
)

if TYPE_CHECKING:
    from partnership_cli.context import Workspace
    from partnership_cli.notebook.session_store import SessionKeeper
    from partnership_cli.terminal.console import Console

_SIGNAL = 128
_FROM_A_FILE = "To answer from a file: partnership {} --answers FILE"
_NOT_SAVED_AS_MEANT = 5


def begin_sitting(
    workspace: Workspace, given: Input, selection: Selection | None, present: Present
) -> int:
    """Begin a new session in the terminal; return the exit code.

    Raises NeedsTerminalError, NotSavedError.
    """
    if selection is not None:
        refuse_quiet_company(selection, present)
    with open_table(workspace, given, _FROM_A_FILE.format("reflect")) as table:
        try:
            welcome(workspace, table)
            chosen = selection or choose_questions(workspace, table)
            refuse_quiet_company(chosen, present)
            present = offer_together(table, chosen, present)
            announce(workspace, table, chosen, present)
        except Stopped as stopped:
            return _stop_before_begun(table.console, stopped)
        session = make_session(workspace, chosen, present)
        if not chosen.quiet:
            try:
                offer_carried(workspace, table, session)
            except Stopped as stopped:
                # A line that was changed is kept.
                return _stop_before_begun(table.console, stopped, "Nothing was begun.")
        keeper = workspace.notebook.begin(session)
        keeper.open()
        show_limits(table.console, keeper.limits)
        asked = put_questions(workspace, session)
        return _hold(workspace, table, keeper, asked, Resumption(), care=not chosen.quiet)


def carry_on_sitting(workspace: Workspace, given: Input, entry: Entry) -> int:
    """Carry on a session in the terminal; return the exit code.

    Raises NeedsTerminalError, InUseError, DamagedNoteError, NotSavedError.
    """
    command = f"resume {short_id(entry.session.id)}"
    with open_table(workspace, given, _FROM_A_FILE.format(command)) as table:
        keeper = workspace.notebook.carry_on(entry)
        keeper.open()
        show_limits(table.console, keeper.limits)
        session = keeper.session
        asked = put_questions(workspace, session)
        begin = _find_place(table.console, keeper, asked)
        quiet = session.guide in workspace.companion.quiet_guides
        return _hold(workspace, table, keeper, asked, begin, care=not quiet)


def put_questions(workspace: Workspace, session: Session) -> tuple[Asked, ...]:
    """Return the questions of a session as they are asked.

    One that the framework no longer has is asked as it stands in the note, if it does.
    """
    companion = workspace.companion
    asked = []
    for question_id in session.questions:
        found = workspace.framework.find_question(question_id)
        standing = session.answer_to(question_id)
        if question_id == FREE:
            asked.append(Asked(FREE, FREE_HEADING, free=True))
        elif found is not None:
            theme, question = found
            asked.append(
                Asked(
                    question.id,
                    question.text,
                    theme.title,
                    painful=question.id in companion.may_be_painful,
                    looks_back_to=companion.looks_back_to.get(question.id, ()),
                    is_statement=question.is_statement,
                    audience=question.audience,
                    moment=question.moment,
                )
            )
        elif standing is not None:
            asked.append(Asked(question_id, standing.text))
    return tuple(asked)


def _find_place(console: Console, keeper: SessionKeeper, asked: Sequence[Asked]) -> Resumption:
    """Return where to carry on: at the draft, else at the first question without an answer."""
    ids = [question.id for question in asked]
    place = keeper.place()
    if place is not None and place.question in ids:
        if place.text:
            show_recovered(console, place.written.astimezone())
        return Resumption(ids.index(place.question), place.text)
    left = [at for at, one in enumerate(ids) if keeper.session.answer_to(one) is None]
    return Resumption(left[0] if left else len(ids))


def _hold(
    workspace: Workspace,
    table: Table,
    keeper: SessionKeeper,
    asked: Sequence[Asked],
    begin: Resumption,
    *,
    care: bool,
) -> int:
    notebook = workspace.notebook
    quiet = workspace.companion.quiet_guides
    conversation = Conversation(
        asked,
        table.seat(),
        keeper,
        lambda question: notebook.earlier_answers(question, keeper.session, quiet),
        workspace.now,
        care=care and workspace.settings.care,
    )
    try:
        outcome = conversation.run(keeper.session, begin)
    finally:
        words = keeper.has_words()
        keeper.close()
    newest = next(notebook.entries(), None)
    is_newest = newest is not None and newest.session.id == outcome.session.id
    ref = "last" if is_newest else short_id(outcome.session.id)
    # The terminal may be gone; everything is saved, and the exit code still says how it ended.
    with suppress(Stopped):
        _take_leave(table.console, keeper, outcome, _Leave(ref, words, quiet=not care))
    if outcome.signal:
        return _SIGNAL + outcome.signal
    return _NOT_SAVED_AS_MEANT if keeper.conflict else 0


@dataclass(frozen=True)
class _Leave:
    """What is to be known at the end: what to type for the session, and what it was like."""

    ref: str
    words: bool
    quiet: bool


def _take_leave(console: Console, keeper: SessionKeeper, outcome: Outcome, leave: _Leave) -> None:
    if outcome.finished:
        to_share = bool(outcome.session.to_share) and not leave.quiet
        show_end(console, keeper.path if leave.words else None, leave.ref, to_share=to_share)
    else:
        show_pause(console, words=leave.words)
    show_aside(console, keeper.aside)
    if keeper.conflict:
        show_beside(console, keeper.path)


def _stop_before_begun(
    console: Console,
    stopped: Stopped,
    said: str = "Nothing was begun, and nothing is kept.",
) -> int:
    with suppress(Stopped):
        console.paragraph(said)
    return _SIGNAL + stopped.signal if stopped.signal else 0
