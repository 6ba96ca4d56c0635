"""Something to carry: the line kept at the end of one session, offered at the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from partnership_cli.errors import NotSavedError, PartnershipError, Stopped
from partnership_cli.formats.note_index import may_answer
from partnership_cli.reflection.session import INTENTION, Answer, Session, clean_text, is_with_same
from partnership_cli.terminal.menu import choose, show_menu
from partnership_cli.views.messages import CARRIED, CARRIED_MENU, name_date, name_day

if TYPE_CHECKING:
    from partnership_cli.context import Workspace
    from partnership_cli.notebook.notebook import Entry
    from partnership_cli.notebook.session_store import SessionKeeper
    from partnership_cli.session.terminal import Table

_READ, _CHANGE, _LET_GO = 2, 3, 4


def offer_carried(workspace: Workspace, table: Table, session: Session) -> None:
    """Offer, unquoted, the line that was last carried away with the same people.

    It can be read, changed or let go. Raises Stopped.
    """
    found = _find_carried(workspace, session)
    if found is None:
        return
    entry, carried = found
    console = table.console
    day = name_day(carried.written, workspace.now())
    console.paragraph(CARRIED.replace("{day}", day))
    console.blank()
    show_menu(console, CARRIED_MENU)
    while True:
        chosen = choose(console, CARRIED_MENU, table.read_line)
        console.blank()
        if chosen is None:
            raise Stopped
        if chosen == _READ:
            console.quoted(carried.answer)
            console.blank()
        elif chosen == _CHANGE:
            carried = _change(workspace, table, entry, carried)
        elif chosen != _LET_GO or _let_go(workspace, table, entry):
            return


def _find_carried(workspace: Workspace, session: Session) -> tuple[Entry, Answer] | None:
    """Return the line of the last session with the same people, if it has one."""
    quiet = workspace.companion.quiet_guides

    def fits(entry: Entry) -> bool:
        earlier = entry.session
        same = is_with_same(session, earlier) and earlier.together == session.together
        # A quiet session has its day for a title, also where its framework is not in use.
        has_day = bool(earlier.guide) and earlier.title == name_date(earlier.started)
        is_quiet = earlier.guide in quiet or has_day
        return same and not is_quiet and entry.problem is None

    found = next(filter(fits, workspace.notebook.entries_where(may_answer(INTENTION))), None)
    # Only where there is a line are the notes after it looked at.
    newest = next(filter(fits, workspace.notebook.entries()), None) if found else None
    carried = found.session.answer_to(INTENTION) if found else None
    if found and carried and newest and newest.path == found.path:
        return found, carried
    return None


def _change(workspace: Workspace, table: Table, entry: Entry, carried: Answer) -> Answer:
    line = clean_text(table.read_line("If ... then I will ..., or Enter to keep it: ").text).strip()
    table.console.blank()
    if not line:
        return carried
    changed = carried.model_copy(update={"answer": line, "written": workspace.now()})

    def keep(keeper: SessionKeeper) -> None:
        keeper.keep(keeper.session.record_answer(changed), changed)

    if not _try(workspace, table, entry, keep, "Changed. Before, it was:"):
        return carried
    table.console.quoted(carried.answer)
    table.console.blank()
    return changed


def _let_go(workspace: Workspace, table: Table, entry: Entry) -> bool:
    day = name_day(entry.session.started, workspace.now())
    table.console.paragraph(
        f"Letting it go removes it from your note of {day} for good. Copies of "
        "that note, backups and documents made of it keep it."
    )
    said = table.read_line("Type yes to let it go, or Enter to keep it: ").text
    table.console.blank()
    if said.strip().casefold() != "yes":
        return False

    def drop(keeper: SessionKeeper) -> None:
        keeper.discard(INTENTION)

    return _try(workspace, table, entry, drop, "Let go.")


def _try(
    workspace: Workspace,
    table: Table,
    entry: Entry,
    change: Callable[[SessionKeeper], None],
    done: str,
) -> bool:
    """Change the earlier note; where that cannot be done, say so, and the session goes on."""
    keeper = workspace.notebook.carry_on(entry)
    try:
        keeper.open()
        try:
            change(keeper)
        finally:
            keeper.close()
        _require_no_conflict(keeper)
    except PartnershipError as error:
        table.console.paragraph(f"It stays as it is: {error.message}.")
        table.console.blank()
        return False
    table.console.paragraph(done)
    table.console.blank()
    return True


def _require_no_conflict(keeper: SessionKeeper) -> None:
    if keeper.conflict:
        raise NotSavedError(f"another program changed the note; your version is {keeper.path}")
