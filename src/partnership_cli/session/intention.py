"""The intention: a line kept at the end of one session, and offered at each one after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from partnership_cli.context import AppContext
from partnership_cli.errors import NotSavedError, PartnershipError, StopRequest
from partnership_cli.formats.note_syntax import may_answer
from partnership_cli.notebook.notebook import Entry
from partnership_cli.notebook.session_store import SessionStore
from partnership_cli.reflection.dates import format_date
from partnership_cli.reflection.session import INTENTION, Answer, Session, clean_text, is_with_same
from partnership_cli.session.terminal import TerminalSession
from partnership_cli.terminal.menu import choose, confirm, show_menu
from partnership_cli.views.messages import (
    CHANGE_INTENTION,
    LAST_INTENTION,
    LAST_INTENTION_MENU,
    format_day,
)

_READ, _CHANGE, _LET_GO = 2, 3, 4


def offer_last_intention(context: AppContext, terminal: TerminalSession, session: Session) -> None:
    """Offer the last intention that was kept with the same people, without showing its words.

    It is offered each time until it is changed or let go: the person can read, change or remove
    it, or go on. Raises StopRequest.
    """
    found = _find_last_intention(context, session)
    if found is None:
        return
    entry, intention = found
    console = terminal.console
    day = format_day(intention.written, context.now())
    console.paragraph(LAST_INTENTION.replace("{day}", day))
    console.blank()
    show_menu(console, LAST_INTENTION_MENU)
    while True:
        chosen = choose(console, LAST_INTENTION_MENU, terminal.read_line)
        console.blank()
        if chosen is None:
            raise StopRequest
        if chosen == _READ:
            console.quote(intention.answer)
            console.blank()
        elif chosen == _CHANGE:
            intention = _change(context, terminal, entry, intention)
        elif chosen != _LET_GO or _remove_intention(context, terminal, entry):
            return


def _find_last_intention(context: AppContext, session: Session) -> tuple[Entry, Answer] | None:
    """Return the last note with the same people that has an intention, and that intention."""
    quiet = context.companion.quiet_guides

    def fits(entry: Entry) -> bool:
        earlier = entry.session
        same = is_with_same(session, earlier) and earlier.together == session.together
        # A quiet session has its day for a title, also where its framework is not in use.
        has_day = bool(earlier.guide) and earlier.title == format_date(earlier.started)
        is_quiet = earlier.guide in quiet or has_day
        return same and not is_quiet and entry.problem is None

    found = next(filter(fits, context.notebook.entries_where(may_answer(INTENTION))), None)
    intention = found.session.answer_to(INTENTION) if found else None
    return (found, intention) if found and intention else None


def _change(
    context: AppContext, terminal: TerminalSession, entry: Entry, intention: Answer
) -> Answer:
    line = clean_text(terminal.read_line(CHANGE_INTENTION).text).strip()
    terminal.console.blank()
    if not line:
        return intention
    changed = replace(intention, answer=line, written=context.now())

    def keep(store: SessionStore) -> None:
        store.keep(store.session.record_answer(changed), changed)

    if not _try(context, terminal, entry, keep, "Changed. Before, it was:"):
        return intention
    terminal.console.quote(intention.answer)
    terminal.console.blank()
    return changed


def _remove_intention(context: AppContext, terminal: TerminalSession, entry: Entry) -> bool:
    day = format_day(entry.session.started, context.now())
    terminal.console.paragraph(
        f"Letting it go removes it from your note of {day} for good. Copies of "
        "that note, backups and documents made of it keep it."
    )
    prompt = "Type yes to let it go, or Enter to keep it: "
    agreed = confirm(terminal.console, prompt, terminal.read_line)
    terminal.console.blank()
    if not agreed:
        return False

    def drop(store: SessionStore) -> None:
        store.discard(INTENTION)

    return _try(context, terminal, entry, drop, "Let go.")


def _try(
    context: AppContext,
    terminal: TerminalSession,
    entry: Entry,
    change: Callable[[SessionStore], None],
    done: str,
) -> bool:
    """Change the earlier note; return whether that was possible, and show why not."""
    store = context.notebook.reopen(entry)
    try:
        store.open()
        try:
            change(store)
        finally:
            store.close()
        _require_no_conflict(store)
    except PartnershipError as error:
        terminal.console.paragraph(f"It was not changed: {error.message}.")
        terminal.console.blank()
        return False
    terminal.console.paragraph(done)
    terminal.console.blank()
    return True


def _require_no_conflict(store: SessionStore) -> None:
    if store.conflict:
        raise NotSavedError(f"another program changed the note; your version is {store.path}")
