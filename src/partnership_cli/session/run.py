"""Run one session in the terminal: store, asker and conversation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from partnership_cli.command_names import name_shortcut
from partnership_cli.context import AppContext
from partnership_cli.errors import NotSavedError, StopRequest
from partnership_cli.exit_codes import code_of_signal
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
from partnership_cli.reflection.session import (
    FREE,
    FREE_HEADING,
    INTENTION,
    OURS,
    Session,
    Status,
)
from partnership_cli.session.create import Participants, create_session, refuse_quiet_partners
from partnership_cli.session.intention import offer_last_intention
from partnership_cli.session.start import announce, choose_questions, offer_together, welcome
from partnership_cli.session.terminal import InputOptions, TerminalSession, open_terminal
from partnership_cli.terminal.console import Console
from partnership_cli.views.session import (
    show_conflict_copy,
    show_end,
    show_leftover_drafts,
    show_limits,
    show_pause,
    show_place,
    show_questions_source,
    show_recovered,
    show_rescued_words,
    show_shortcut,
)

_MORE_THAN_ONE: Final = 2
_FROM_A_FILE = "To answer from a file: partnership {} --answers FILE"


def start_session(
    context: AppContext,
    options: InputOptions,
    selection: Selection | None,
    participants: Participants,
    title: str = "",
    show: Callable[[Console], None] | None = None,
) -> int:
    """Begin a new session in the terminal; return the exit code.

    `show` puts on screen what it is to be about. Raises NeedsTerminalError, NotSavedError.
    """
    if selection is not None:
        refuse_quiet_partners(selection, participants)
    with open_terminal(
        context, options, _FROM_A_FILE.format(f"reflect{options.typed}")
    ) as terminal:
        try:
            welcome(context, terminal, free=selection is not None and selection.free)
            chosen = selection or choose_questions(context, terminal)
            refuse_quiet_partners(chosen, participants)
            participants = offer_together(terminal, chosen, participants)
            announce(context, terminal, chosen, participants)
            if show is not None:
                show(terminal.console)
        except StopRequest as stopped:
            return _stop_before_start(terminal.console, stopped)
        session = create_session(context, chosen, participants, title)
        if not chosen.quiet:
            try:
                offer_last_intention(context, terminal, session)
            except StopRequest as stopped:
                # A line that was changed is kept.
                return _stop_before_start(terminal.console, stopped, "Nothing was begun.")
        store = context.notebook.begin(session)
        store.open()
        show_limits(terminal.console, store.limits)
        prompts = make_prompts(context, session)
        return _run_conversation(
            context, terminal, store, prompts, Resumption(), care=not chosen.quiet
        )


def resume_session(
    context: AppContext, options: InputOptions, entry: Entry, added: Sequence[str] = ()
) -> int:
    """Carry on a session in the terminal; return the exit code.

    `added` are the ids of questions that are asked beside those of the session; it begins there.
    Raises NeedsTerminalError, InUseError, DamagedNoteError, NotSavedError.
    """
    command = f"resume {short_id(entry.session.id)}{options.typed}"
    with open_terminal(context, options, _FROM_A_FILE.format(command)) as terminal:
        store = context.notebook.reopen(entry)
        store.open()
        show_limits(terminal.console, store.limits)
        session = store.session
        if not set(session.questions) <= OURS:
            show_questions_source(terminal.console, context.framework.framework)
        prompts = make_prompts(context, _add_questions(store, added))
        begin = _find_place(terminal.console, store, prompts, added)
        quiet = session.guide in context.companion.quiet_guides
        return _run_conversation(context, terminal, store, prompts, begin, care=not quiet)


def make_prompts(context: AppContext, session: Session) -> tuple[QuestionPrompt, ...]:
    """Return the prompts of a session.

    A question that the framework no longer has is worded as in the note; if it has no answer
    there, it is left out.
    """
    companion = context.companion
    prompts = []
    for question_id in session.questions:
        found = context.framework.find_question(question_id)
        standing = session.answer_to(question_id)
        if question_id == FREE:
            prompts.append(QuestionPrompt(FREE, FREE_HEADING, free=True))
        elif found is not None:
            theme, question = found
            prompts.append(
                QuestionPrompt(
                    question.id,
                    question.text,
                    theme.title,
                    painful=question.id in companion.may_be_painful,
                    looks_back_to=companion.looks_back_to.get(question.id, ()),
                    is_statement=question.is_statement,
                    audience=question.audience,
                    moment=question.moment,
                    prompts=question.prompts,
                )
            )
        elif standing is not None:
            prompts.append(QuestionPrompt(question_id, standing.text))
    return tuple(prompts)


def _add_questions(store: SessionStore, added: Sequence[str]) -> Session:
    """Return the session with the questions that were added, now or before.

    The front matter of its note stays as it is: what was added before is known by its answer, or
    by its draft.
    """
    session, place = store.session, store.place()
    drafted = [place.question] if place and place.question != INTENTION else []
    answered = [one.question for one in session.answers if one.question != INTENTION]
    asked = dict.fromkeys((*session.questions, *answered, *drafted, *added))
    return replace(session, questions=tuple(asked))


def _find_place(
    console: Console,
    store: SessionStore,
    prompts: Sequence[QuestionPrompt],
    added: Sequence[str],
) -> Resumption:
    """Return where to resume, and say it in one line.

    It is at the draft with words, else at a question that was added, else at the first question
    without an answer; in a finished session it is at the end, from where each answer can be
    reached.
    """
    ids = [question.id for question in prompts]
    session, place = store.session, store.place()
    left = [at for at, one in enumerate(ids) if session.answer_to(one) is None]
    text = ""
    first = next((ids.index(one) for one in added if one in ids), None)
    # Words that were typed and not finished come before anything else.
    if place is not None and place.question in ids and (place.text or first is None):
        at, text = ids.index(place.question), place.text
    elif first is not None:
        at = first
    elif left and (session.status is Status.OPEN or len(left) == len(ids)):
        at = left[0]
    else:
        at = len(ids) if len(ids) > 1 else 0
    show_place(console, session, prompts[at] if at < len(ids) else None, (at + 1, len(ids)))
    if place is not None and text:
        show_recovered(console, place.written.astimezone())
    return Resumption(at, text)


def _run_conversation(
    context: AppContext,
    terminal: TerminalSession,
    store: SessionStore,
    prompts: Sequence[QuestionPrompt],
    begin: Resumption,
    *,
    care: bool,
) -> int:
    notebook = context.notebook
    quiet = context.companion.quiet_guides
    conversation = Conversation(
        prompts,
        terminal.make_asker(),
        store,
        lambda question: next(notebook.earlier_answers(question, store.session, quiet), None),
        context.now,
        care=care and context.settings.care,
    )
    was_open = store.session.status is Status.OPEN
    try:
        outcome = conversation.run(store.session, begin)
    finally:
        words = store.has_words()
        store.close()
    newest = next(notebook.entries(), None)
    is_newest = newest is not None and newest.session.id == outcome.session.id
    ref = "last" if is_newest else short_id(outcome.session.id)
    # The terminal may be gone; everything is saved, and the exit code still says how it ended.
    with suppress(StopRequest):
        _show_end_report(terminal.console, store, outcome, _EndReport(ref, words, quiet=not care))
        if outcome.finished and was_open and is_newest:
            _offer_shortcut(context, terminal.console)
    if outcome.signal:
        return code_of_signal(outcome.signal)
    return NotSavedError.exit_code if store.conflict else 0


def _offer_shortcut(context: AppContext, console: Console) -> None:
    """After the first reflection, say how to start the program tomorrow with one word."""
    command = name_shortcut(context.program, context.environ)
    if command and len(list(islice(context.notebook.entries(), _MORE_THAN_ONE))) < _MORE_THAN_ONE:
        show_shortcut(console, command)


@dataclass(frozen=True)
class _EndReport:
    """What is said at the end: `ref` names the session, `words` is whether it has any."""

    ref: str
    words: bool
    quiet: bool


def _show_end_report(
    console: Console, store: SessionStore, outcome: Outcome, report: _EndReport
) -> None:
    if outcome.finished:
        to_share = bool(outcome.session.to_share) and not report.quiet
        show_end(console, store.path if report.words else None, report.ref, to_share=to_share)
    else:
        show_pause(console, words=report.words)
    show_rescued_words(console, store.aside)
    show_leftover_drafts(console, store.left)
    if store.conflict:
        show_conflict_copy(console, store.path)


def _stop_before_start(
    console: Console,
    stopped: StopRequest,
    sentence: str = "Nothing was begun, and nothing is kept.",
) -> int:
    with suppress(StopRequest):
        console.paragraph(sentence)
    return code_of_signal(stopped.signal)
