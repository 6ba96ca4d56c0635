"""What a new session is called, and with whom it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partnership_cli.errors import UsageError
from partnership_cli.notebook.notebook import draw_id
from partnership_cli.reflection.names import read_names, require_name, split_names
from partnership_cli.reflection.session import Session
from partnership_cli.views.messages import name_date

if TYPE_CHECKING:
    from partnership_cli.context import Workspace
    from partnership_cli.reflection.selection import Selection


@dataclass(frozen=True)
class Present:
    """With whom a session is: `names`, and whether they all write it, at one screen.

    `usual` when the names are those of the settings, and nobody named them in this run.
    """

    names: tuple[str, ...] = ()
    together: bool = False
    usual: bool = False


def make_session(workspace: Workspace, selection: Selection, present: Present) -> Session:
    """Return a new session.

    That of a quiet guide has the day for a title, and names nobody who was not named for it.
    """
    now = workspace.now()
    return Session(
        id=draw_id(now, workspace.draw),
        title=name_date(now) if selection.quiet else selection.title,
        started=now.replace(microsecond=0),
        framework=workspace.framework.framework.id,
        guide=selection.guide,
        partners=() if selection.quiet and present.usual else present.names,
        together=present.together,
        questions=selection.ids,
    )


def refuse_quiet_company(selection: Selection, present: Present) -> None:
    """Raise UsageError where questions for one person alone are to be answered together."""
    if selection.quiet and present.together:
        raise UsageError(
            "those questions are for one person alone",
            "Leave out --together, or choose another guide: partnership guides",
            "Nothing was begun.",
        )


def read_present(
    partners: Sequence[str], together: str | None, usual: Sequence[str] = ()
) -> Present:
    """Return with whom a session is, from the two options that say it. Raises UsageError.

    `usual` are those of the settings, where no option names anyone.
    """
    if together is None:
        names = partners or usual
        checked = tuple(require_name(name, "--partner Sam") for name in names)
        return Present(checked, usual=not partners)
    if partners:
        raise UsageError(
            "--partner and --together exclude each other",
            "--together names everyone who writes, and leaves nobody out.",
        )
    return Present(read_names(split_names(together), '--together "Amina,Sam"'), together=True)
