"""`partnership projects`: the framework's example projects."""

from __future__ import annotations

from typing import Annotated

import typer

from partnership_cli.commands.options import FrameworkOption, JsonOption
from partnership_cli.completion import complete_projects
from partnership_cli.context import AppContext
from partnership_cli.reflection.selection import find_project
from partnership_cli.views.framework import serialize_projects, show_project, show_projects


def run(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[PROJECT]",
            help="One of them: its id, its title, or a word of it.",
            autocompletion=complete_projects,
        ),
    ] = None,
    *,
    as_json: JsonOption = False,
    _framework: FrameworkOption = None,
) -> None:
    """See the framework's example projects, and what this tool noted about them.

    This tool looked for addresses in stored copies of public pages, and opened none. With --json,
    `found` is the day of that search.

    Examples:
      partnership projects
      partnership projects green-fund
      partnership projects --json
    """
    context: AppContext = ctx.obj
    framework, companion = context.framework, context.companion
    project = None if name is None else find_project(framework.projects, name)
    chosen = framework.projects if project is None else (project,)
    if as_json:
        context.console.json(serialize_projects(chosen, companion))
        return
    with context.show_in_pages():
        if project is None:
            show_projects(context.console, framework, companion)
        else:
            show_project(context.console, framework, companion, project)
