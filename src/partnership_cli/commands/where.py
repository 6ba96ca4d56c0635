"""`partnership where`: the files, and how to start the program again."""

from __future__ import annotations

import typer

from partnership_cli.commands.options import JsonOption
from partnership_cli.context import AppContext
from partnership_cli.views.settings import serialize_places, show_places


def run(
    ctx: typer.Context,
    as_json: JsonOption = False,
) -> None:
    """See where your notes are, and how to start this program again tomorrow.

    Examples:
      partnership where
    """
    context: AppContext = ctx.obj
    if as_json:
        context.console.json(serialize_places(context.places, context.program))
    else:
        with context.show_in_pages():
            show_places(context.console, context.places, context.program)
