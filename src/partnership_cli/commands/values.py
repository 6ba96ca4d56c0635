"""`partnership values`: the framework's values."""

from __future__ import annotations

import typer

from partnership_cli.commands.options import FrameworkOption, JsonOption
from partnership_cli.context import AppContext
from partnership_cli.views.framework import serialize_values, show_values


def run(
    ctx: typer.Context,
    *,
    as_json: JsonOption = False,
    _framework: FrameworkOption = None,
) -> None:
    """Read the framework's values for working in partnership.

    Examples:
      partnership values
      partnership values --json
    """
    context: AppContext = ctx.obj
    if as_json:
        context.console.json(serialize_values(context.framework))
    else:
        with context.show_in_pages():
            show_values(context.console, context.framework)
