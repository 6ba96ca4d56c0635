"""`partnership projects`: the framework's example projects."""

from __future__ import annotations

import typer

from partnership_cli.commands.options import FrameworkOption, JsonOption
from partnership_cli.context import AppContext
from partnership_cli.views.framework import serialize_projects, show_projects


def run(
    ctx: typer.Context,
    *,
    as_json: JsonOption = False,
    _framework: FrameworkOption = None,
) -> None:
    """See the framework's example projects, and addresses that were found for them.

    The addresses are from stored copies of public pages; none was opened. With --json, `found`
    is the day on which one was looked for there.

    Examples:
      partnership projects
      partnership projects --json
    """
    context: AppContext = ctx.obj
    if as_json:
        context.console.json(serialize_projects(context.framework, context.companion))
    else:
        with context.show_in_pages():
            show_projects(context.console, context.framework, context.companion)
