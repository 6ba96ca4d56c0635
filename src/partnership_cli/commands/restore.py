"""`partnership restore`: bring a note back from the trash."""

from __future__ import annotations

from typing import Annotated

import typer

from partnership_cli.context import AppContext
from partnership_cli.errors import NotFoundError
from partnership_cli.notebook.notebook import Entry, require_path
from partnership_cli.views.notes import show_trash


def run(
    ctx: typer.Context,
    ref: Annotated[
        str | None,
        typer.Argument(metavar="[REF]", help="Which one: last, a day, or its code."),
    ] = None,
) -> None:
    """Bring a deleted note back. Without REF you see what is in the trash.

    Examples:
      partnership restore
      partnership restore k7m
    """
    context: AppContext = ctx.obj
    if ref is not None:
        restore(context, ref)
        return
    show_trash(context.console, tuple(context.deleted.entries()))


def restore(context: AppContext, ref: str) -> None:
    """Bring a reflection back from the trash. Raises NotFoundError, UsageError, NotSavedError."""
    entry = find_in_trash(context, ref)
    path = context.trash.restore(require_path(entry), context.notebook.drafts_of(entry.session))
    context.console.paragraph("It is back:")
    context.console.verbatim(str(path))


def find_in_trash(context: AppContext, ref: str) -> Entry:
    """Return the one deleted note that `ref` means. Raises NotFoundError, UsageError."""
    try:
        return context.deleted.find(ref, context.now().date())
    except NotFoundError as error:
        raise NotFoundError(
            f"no reflection in the trash matches {ref!r}",
            "To see what is there: partnership restore",
        ) from error
