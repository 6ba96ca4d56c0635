"""`partnership guides`: ordered choices of the framework's questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from partnership_cli.commands.options import AsJson
from partnership_cli.views.questions import list_guides, show_guides

if TYPE_CHECKING:
    from partnership_cli.context import Workspace


def run(
    ctx: typer.Context,
    *,
    as_json: AsJson = False,
) -> None:
    """Read the guides: what each is about, and the questions it asks.

    Examples:
      partnership guides
      partnership guides --json
    """
    workspace: Workspace = ctx.obj
    if as_json:
        workspace.console.json(list_guides(workspace.companion))
    else:
        show_guides(workspace.console, workspace.framework, workspace.companion)
