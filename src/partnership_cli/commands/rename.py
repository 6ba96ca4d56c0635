"""`partnership rename`: another title for a reflection."""

from __future__ import annotations

from typing import Annotated

import typer

from partnership_cli.commands.options import RefArgument
from partnership_cli.context import AppContext
from partnership_cli.errors import ConflictError, NotFoundError, NotSavedError
from partnership_cli.files import read_file, replace_file
from partnership_cli.formats.note import set_title
from partnership_cli.notebook.lock import session_lock
from partnership_cli.notebook.notebook import require_path
from partnership_cli.reflection.person_names import require_title


def run(
    ctx: typer.Context,
    ref: RefArgument,
    title: Annotated[list[str], typer.Argument(metavar="TITLE...", help="What it is called.")],
) -> None:
    """Give a reflection another title. Nothing else in its note is changed.

    Examples:
      partnership rename last "Coffee with Sam"
      partnership rename k7m Coffee with Sam
    """
    context: AppContext = ctx.obj
    rename_note(context, ref, " ".join(title))
    context.console.paragraph("The title is changed.")


def rename_note(context: AppContext, ref: str, title: str) -> None:
    """Write a title into a note.

    Raises UsageError, NotFoundError, InUseError, DamagedNoteError, FileProblemError, NotSavedError.
    """
    wanted = require_title(title, 'partnership rename last "Coffee with Sam"')
    entry = context.notebook.find(ref, context.now().date())
    path = require_path(entry)
    with session_lock(context.notebook.drafts_of(entry.session)):
        data = read_file(path)
        if data is None:
            raise NotFoundError(
                "this reflection is no longer there", "To see them all: partnership list"
            )
        try:
            replace_file(path, set_title(data, wanted, str(path)), expected=data)
        except ConflictError as error:
            raise NotSavedError(
                error.message, "To try again, run the same command.", "The title was not changed."
            ) from error
