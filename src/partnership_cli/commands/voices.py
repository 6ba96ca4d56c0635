"""`partnership voices`: what people say in the framework."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from partnership_cli.commands.options import AsJson
from partnership_cli.views.framework import list_voices, show_voices

if TYPE_CHECKING:
    from partnership_cli.context import Workspace


def run(
    ctx: typer.Context,
    *,
    as_json: AsJson = False,
) -> None:
    """Read what people say about partnership in the framework.

    Examples:
      partnership voices
      partnership voices --json
    """
    workspace: Workspace = ctx.obj
    if as_json:
        workspace.console.json(list_voices(workspace.framework, workspace.companion))
    else:
        show_voices(workspace.console, workspace.framework, workspace.companion)
