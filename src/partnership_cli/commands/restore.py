"""`partnership restore`: a note back from the trash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from partnership_cli.errors import NotFoundError
from partnership_cli.notebook.notebook import require_path
from partnership_cli.notebook.paths import short_id

if TYPE_CHECKING:
    from partnership_cli.context import Workspace
    from partnership_cli.notebook.notebook import Entry


def run(
    ctx: typer.Context,
    ref: Annotated[
        str | None,
        typer.Argument(metavar="[REF]", help="Which one: last, a day, or its letters."),
    ] = None,
) -> None:
    """Bring a deleted note back. Without REF you see what is in the trash.

    Examples:
      partnership restore
      partnership restore k7m
    """
    from partnership_cli.views.notes import Row, show_trash

    workspace: Workspace = ctx.obj
    if ref is not None:
        restore(workspace, ref)
        return
    show_trash(
        workspace.console,
        tuple(
            Row(short_id(entry.session.id), entry.session, str(entry.path), entry.problem)
            for entry in workspace.deleted.entries()
        ),
    )


def restore(workspace: Workspace, ref: str) -> None:
    """Bring a note back from the trash. Raises NotFoundError, UsageError, NotSavedError."""
    entry = find_in_trash(workspace, ref)
    path = workspace.trash.restore(require_path(entry), workspace.notebook.drafts_of(entry.session))
    workspace.console.paragraph("It is back:")
    workspace.console.verbatim(str(path))


def find_in_trash(workspace: Workspace, ref: str) -> Entry:
    """Return the one deleted note that `ref` means. Raises NotFoundError, UsageError."""
    try:
        return workspace.deleted.find(ref, workspace.now().date())
    except NotFoundError as error:
        raise NotFoundError(
            f"no note in the trash fits {ref!r}", "To see what is there: partnership restore"
        ) from error
