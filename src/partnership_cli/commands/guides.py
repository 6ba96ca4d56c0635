"""`partnership guides`: ordered choices of the framework's questions."""

from __future__ import annotations

import typer

from partnership_cli.commands.options import FrameworkOption, JsonOption
from partnership_cli.context import AppContext
from partnership_cli.views.questions import serialize_guides, show_guides


def run(
    ctx: typer.Context,
    *,
    as_json: JsonOption = False,
    _framework: FrameworkOption = None,
) -> None:
    """Read the guides: what each is about, and the questions it asks.

    Examples:
      partnership guides
      partnership guides --json
    """
    context: AppContext = ctx.obj
    if as_json:
        context.console.json(serialize_guides(context.companion))
    else:
        with context.show_in_pages():
            show_guides(context.console, context.framework, context.companion)
