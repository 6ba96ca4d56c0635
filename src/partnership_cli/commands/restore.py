"""`partnership restore`: a note back from the trash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from partnership_cli.context import Workspace


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
    from partnership_cli.changing import restore
    from partnership_cli.notebook.paths import short_id
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
