"""`partnership values`: the framework's values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from partnership_cli.commands.options import AsJson
from partnership_cli.views.framework import list_values, show_values

if TYPE_CHECKING:
    from partnership_cli.context import Workspace


def run(
    ctx: typer.Context,
    *,
    as_json: AsJson = False,
) -> None:
    """Read the framework's values for working in partnership.

    Examples:
      partnership values
      partnership values --json
    """
    workspace: Workspace = ctx.obj
    if as_json:
        workspace.console.json(list_values(workspace.framework))
    else:
        show_values(workspace.console, workspace.framework)
