"""One session, wired: its store, an asker in this terminal, and the conversation."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from partnership_cli.context import AppContext
from partnership_cli.errors import StopRequest
from partnership_cli.notebook.notebook import Entry
from partnership_cli.notebook.paths import short_id
from partnership_cli.notebook.session_store import SessionStore
from partnership_cli.reflection.conversation import (
    Conversation,
    Outcome,
    QuestionPrompt,
    Resumption,
)
from partnership_cli.reflection.selection import Selection
from partnership_cli.reflection.session import FREE, FREE_HEADING, Session
from partnership_cli.session.create import Participants, create_session, refuse_quiet_partners
from partnership_cli.session.intention import offer_last_intention
from partnership_cli.session.start import announce, choose_questions, offer_together, welcome
from partnership_cli.session.terminal import InputOptions, TerminalSession, open_terminal
from partnership_cli.terminal.console import Console
from partnership_cli.views.session import (
    show_aside,
    show_beside,
    show_end,
    show_left,
    show_limits,
    show_pause,
    show_recovered,
)

_SIGNAL = 128
_FROM_A_FILE = "To answer from a file: partnership {} --answers FILE"
_NOT_SAVED_AS_MEANT = 5


def start_session(
    context: AppContext,
    given: InputOptions,
    selection: Selection | None,
    participants: Participants,
) -> int:
    """Begin a new session in the terminal; return the exit code.

    Raises NeedsTerminalError, NotSavedError.
    """
    if selection is not None:
        refuse_quiet_partners(selection, participants)
    with open_terminal(context, given, _FROM_A_FILE.format("reflect")) as terminal:
        try:
            welcome(context, terminal)
            chosen = selection or choose_questions(context, terminal)
            refuse_quiet_partners(chosen, participants)
            participants = offer_together(terminal, chosen, participants)
            announce(context, terminal, chosen, participants)
        except StopRequest as stopped:
            return _stop_before_start(terminal.console, stopped)
        session = create_session(context, chosen, participants)
        if not chosen.quiet:
            try:
                offer_last_intention(context, terminal, session)
            except StopRequest as stopped:
                # A line that was changed is kept.
                return _stop_before_start(terminal.console, stopped, "Nothing was begun.")
        keeper = context.notebook.begin(session)
        keeper.open()
        show_limits(terminal.console, keeper.limits)
        asked = make_prompts(context, session)
        return _run_conversation(
            context, terminal, keeper, asked, Resumption(), care=not chosen.quiet
        )


def resume_session(context: AppContext, given: InputOptions, entry: Entry) -> int:
    """Carry on a session in the terminal; return the exit code.

    Raises NeedsTerminalError, InUseError, DamagedNoteError, NotSavedError.
    """
    command = f"resume {short_id(entry.session.id)}"
    with open_terminal(context, given, _FROM_A_FILE.format(command)) as terminal:
        keeper = context.notebook.reopen(entry)
        keeper.open()
        show_limits(terminal.console, keeper.limits)
        session = keeper.session
        asked = make_prompts(context, session)
        begin = _find_place(terminal.console, keeper, asked)
        quiet = session.guide in context.companion.quiet_guides
        return _run_conversation(context, terminal, keeper, asked, begin, care=not quiet)


def make_prompts(context: AppContext, session: Session) -> tuple[QuestionPrompt, ...]:
    """Return the questions of a session as they are asked.

    One that the framework no longer has is asked as it stands in the note, if it does.
    """
    companion = context.companion
    asked = []
    for question_id in session.questions:
        found = context.framework.find_question(question_id)
        standing = session.answer_to(question_id)
        if question_id == FREE:
            asked.append(QuestionPrompt(FREE, FREE_HEADING, free=True))
        elif found is not None:
            theme, question = found
            asked.append(
                QuestionPrompt(
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
            asked.append(QuestionPrompt(question_id, standing.text))
    return tuple(asked)


def _find_place(
    console: Console, keeper: SessionStore, asked: Sequence[QuestionPrompt]
) -> Resumption:
    """Return where to carry on: at the draft, else at the first question without an answer."""
    ids = [question.id for question in asked]
    place = keeper.place()
    if place is not None and place.question in ids:
        if place.text:
            show_recovered(console, place.written.astimezone())
        return Resumption(ids.index(place.question), place.text)
    left = [at for at, one in enumerate(ids) if keeper.session.answer_to(one) is None]
    return Resumption(left[0] if left else len(ids))


def _run_conversation(
    context: AppContext,
    terminal: TerminalSession,
    keeper: SessionStore,
    asked: Sequence[QuestionPrompt],
    begin: Resumption,
    *,
    care: bool,
) -> int:
    notebook = context.notebook
    quiet = context.companion.quiet_guides
    conversation = Conversation(
        asked,
        terminal.seat(),
        keeper,
        lambda question: notebook.earlier_answers(question, keeper.session, quiet),
        context.now,
        care=care and context.settings.care,
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
    with suppress(StopRequest):
        _say_farewell(terminal.console, keeper, outcome, _Farewell(ref, words, quiet=not care))
    if outcome.signal:
        return _SIGNAL + outcome.signal
    return _NOT_SAVED_AS_MEANT if keeper.conflict else 0


@dataclass(frozen=True)
class _Farewell:
    """What is to be known at the end: what to type for the session, and what it was like."""

    ref: str
    words: bool
    quiet: bool


def _say_farewell(
    console: Console, keeper: SessionStore, outcome: Outcome, leave: _Farewell
) -> None:
    if outcome.finished:
        to_share = bool(outcome.session.to_share) and not leave.quiet
        show_end(console, keeper.path if leave.words else None, leave.ref, to_share=to_share)
    else:
        show_pause(console, words=leave.words)
    show_aside(console, keeper.aside)
    show_left(console, keeper.left)
    if keeper.conflict:
        show_beside(console, keeper.path)


def _stop_before_start(
    console: Console,
    stopped: StopRequest,
    said: str = "Nothing was begun, and nothing is kept.",
) -> int:
    with suppress(StopRequest):
        console.paragraph(said)
    return _SIGNAL + stopped.signal if stopped.signal else 0
