"""`partnership edit`: a note in one's own editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from partnership_cli.commands.options import Ref

if TYPE_CHECKING:
    from partnership_cli.context import Workspace


def run(
    ctx: typer.Context,
    ref: Ref,
) -> None:
    """Change one of your notes in your own editor.

    A copy is opened, and put in place when you close the editor. If the note was changed by
    another program meanwhile, both versions are kept.

    Examples:
      partnership edit last
      partnership edit k7m
    """
    from partnership_cli.changing import edit_note

    workspace: Workspace = ctx.obj
    edit_note(workspace, ref)
