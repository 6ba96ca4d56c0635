"""`partnership show`: read one reflection."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from partnership_cli.commands.options import AsJson, Ref

if TYPE_CHECKING:
    from partnership_cli.context import Workspace


def run(
    ctx: typer.Context,
    ref: Ref,
    as_json: AsJson = False,
) -> None:
    """Read one of your reflections, whole.

    Examples:
      partnership show last
      partnership show 2026-11-23
      partnership show k7m --json
    """
    from partnership_cli.formats.note import to_utf8
    from partnership_cli.views.notes import show_session, show_whole

    workspace: Workspace = ctx.obj
    notebook = workspace.notebook
    entry = notebook.find(ref, workspace.now().date())
    if entry.problem is not None:
        from partnership_cli.errors import DamagedNoteError

        if not as_json:
            text = to_utf8(notebook.read_bytes(entry)).decode("utf-8", "replace")
            show_whole(workspace.console, text)
        raise DamagedNoteError(
            entry.problem,
            "Correct the line in a text editor; every word of the file is as it was.",
        )
    if as_json:
        workspace.console.json(entry.session.model_dump(mode="json") | {"file": str(entry.path)})
    else:
        show_session(workspace.console, entry.session)
    for problem in (*entry.warnings, *notebook.doubts(entry)):
        workspace.console.say(str(problem))
