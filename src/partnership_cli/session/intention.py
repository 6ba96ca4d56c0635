"""The line kept at the end of one session, offered at the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from partnership_cli.errors import NotSavedError, PartnershipError, StopRequest
from partnership_cli.formats.note_syntax import may_answer
from partnership_cli.reflection.session import INTENTION, Answer, Session, clean_text, is_with_same
from partnership_cli.terminal.menu import choose, show_menu
from partnership_cli.views.messages import (
    LAST_INTENTION,
    LAST_INTENTION_MENU,
    format_date,
    format_day,
)

if TYPE_CHECKING:
    from partnership_cli.context import AppContext
    from partnership_cli.notebook.notebook import Entry
    from partnership_cli.notebook.session_store import SessionStore
    from partnership_cli.session.terminal import TerminalSession

_READ, _CHANGE, _LET_GO = 2, 3, 4


def offer_last_intention(context: AppContext, terminal: TerminalSession, session: Session) -> None:
    """Offer, unquoted, the line that was last carried away with the same people.

    It can be read, changed or let go. Raises StopRequest.
    """
    found = _find_last_intention(context, session)
    if found is None:
        return
    entry, carried = found
    console = terminal.console
    day = format_day(carried.written, context.now())
    console.paragraph(LAST_INTENTION.replace("{day}", day))
    console.blank()
    show_menu(console, LAST_INTENTION_MENU)
    while True:
        chosen = choose(console, LAST_INTENTION_MENU, terminal.read_line)
        console.blank()
        if chosen is None:
            raise StopRequest
        if chosen == _READ:
            console.quoted(carried.answer)
            console.blank()
        elif chosen == _CHANGE:
            carried = _change(context, terminal, entry, carried)
        elif chosen != _LET_GO or _remove_intention(context, terminal, entry):
            return


def _find_last_intention(context: AppContext, session: Session) -> tuple[Entry, Answer] | None:
    """Return the line of the last session with the same people, if it has one."""
    quiet = context.companion.quiet_guides

    def fits(entry: Entry) -> bool:
        earlier = entry.session
        same = is_with_same(session, earlier) and earlier.together == session.together
        # A quiet session has its day for a title, also where its framework is not in use.
        has_day = bool(earlier.guide) and earlier.title == format_date(earlier.started)
        is_quiet = earlier.guide in quiet or has_day
        return same and not is_quiet and entry.problem is None

    found = next(filter(fits, context.notebook.entries_where(may_answer(INTENTION))), None)
    # Only where there is a line are the notes after it looked at.
    newest = next(filter(fits, context.notebook.entries()), None) if found else None
    carried = found.session.answer_to(INTENTION) if found else None
    if found and carried and newest and newest.path == found.path:
        return found, carried
    return None


def _change(
    context: AppContext, terminal: TerminalSession, entry: Entry, carried: Answer
) -> Answer:
    line = clean_text(
        terminal.read_line("If ... then I will ..., or Enter to keep it: ").text
    ).strip()
    terminal.console.blank()
    if not line:
        return carried
    changed = carried.model_copy(update={"answer": line, "written": context.now()})

    def keep(keeper: SessionStore) -> None:
        keeper.keep(keeper.session.record_answer(changed), changed)

    if not _try(context, terminal, entry, keep, "Changed. Before, it was:"):
        return carried
    terminal.console.quoted(carried.answer)
    terminal.console.blank()
    return changed


def _remove_intention(context: AppContext, terminal: TerminalSession, entry: Entry) -> bool:
    day = format_day(entry.session.started, context.now())
    terminal.console.paragraph(
        f"Letting it go removes it from your note of {day} for good. Copies of "
        "that note, backups and documents made of it keep it."
    )
    said = terminal.read_line("Type yes to let it go, or Enter to keep it: ").text
    terminal.console.blank()
    if said.strip().casefold() != "yes":
        return False

    def drop(keeper: SessionStore) -> None:
        keeper.discard(INTENTION)

    return _try(context, terminal, entry, drop, "Let go.")


def _try(
    context: AppContext,
    terminal: TerminalSession,
    entry: Entry,
    change: Callable[[SessionStore], None],
    done: str,
) -> bool:
    """Change the earlier note; where that cannot be done, say so, and the session goes on."""
    keeper = context.notebook.reopen(entry)
    try:
        keeper.open()
        try:
            change(keeper)
        finally:
            keeper.close()
        _require_no_conflict(keeper)
    except PartnershipError as error:
        terminal.console.paragraph(f"It stays as it is: {error.message}.")
        terminal.console.blank()
        return False
    terminal.console.paragraph(done)
    terminal.console.blank()
    return True


def _require_no_conflict(keeper: SessionStore) -> None:
    if keeper.conflict:
        raise NotSavedError(f"another program changed the note; your version is {keeper.path}")
