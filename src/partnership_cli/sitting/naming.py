"""What a new session is called, and with whom it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from partnership_cli.errors import UsageError
from partnership_cli.notebook.notebook import draw_id
from partnership_cli.reflection.session import Session
from partnership_cli.terminal.wording import name_date

if TYPE_CHECKING:
    from partnership_cli.reflection.selection import Selection
    from partnership_cli.workspace import Workspace

LONGEST_NAME: Final = 80


def make_session(workspace: Workspace, selection: Selection, partners: tuple[str, ...]) -> Session:
    """Return a new session. That of a quiet guide has the day for a title."""
    now = workspace.now()
    return Session(
        id=draw_id(now, workspace.draw),
        title=name_date(now) if selection.quiet else selection.title,
        started=now.replace(microsecond=0),
        framework=workspace.framework.framework.id,
        guide=selection.guide,
        partners=partners,
        questions=tuple(question.id for question in selection.questions),
    )


def read_partners(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names of partners as a note holds them. Raises UsageError."""
    cleaned = tuple(" ".join(name.split()) for name in names)
    for name in cleaned:
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise UsageError(
                f"{name!r} cannot be a partner's name",
                f"Write a name of 1 to {LONGEST_NAME} characters: --partner Sam",
            )
    return cleaned
