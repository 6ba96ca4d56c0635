"""`partnership show`: show one reflection."""

from __future__ import annotations

import typer

from partnership_cli.commands.options import JsonOption, RefArgument
from partnership_cli.context import AppContext
from partnership_cli.errors import DamagedNoteError
from partnership_cli.formats.note import to_utf8
from partnership_cli.views.notes import show_damaged_text, show_session


def run(
    ctx: typer.Context,
    ref: RefArgument,
    as_json: JsonOption = False,
) -> None:
    """Read one of your reflections, whole.

    Examples:
      partnership show last
      partnership show 2026-11-23
      partnership show k7m --json
    """
    context: AppContext = ctx.obj
    notebook = context.notebook
    entry = notebook.find(ref, context.now().date())
    if entry.problem is not None:
        if not as_json:
            text = to_utf8(notebook.read_bytes(entry)).decode("utf-8", "replace")
            show_damaged_text(context.console, text)
        raise DamagedNoteError(
            entry.problem,
            "Correct the line in a text editor; every word of the file is as it was.",
        )
    if as_json:
        context.console.json(entry.session.model_dump(mode="json") | {"file": str(entry.path)})
    else:
        show_session(context.console, entry.session)
    for problem in (*entry.warnings, *notebook.doubts(entry)):
        context.console.say(str(problem))
