"""`partnership voices`: what people say in the framework."""

from __future__ import annotations

import typer

from partnership_cli.commands.options import FrameworkOption, JsonOption
from partnership_cli.context import AppContext
from partnership_cli.views.framework import serialize_voices, show_voices


def run(
    ctx: typer.Context,
    *,
    as_json: JsonOption = False,
    _framework: FrameworkOption = None,
) -> None:
    """Read what people say about partnership in the framework.

    Examples:
      partnership voices
      partnership voices --json
    """
    context: AppContext = ctx.obj
    if as_json:
        context.console.json(serialize_voices(context.framework, context.companion))
    else:
        with context.show_in_pages():
            show_voices(context.console, context.framework, context.companion)
