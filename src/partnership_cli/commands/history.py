"""`partnership history`: all answers to one question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from partnership_cli.commands.options import AsJson, Partner
from partnership_cli.completion import complete_questions

if TYPE_CHECKING:
    from partnership_cli.context import Workspace


def run(
    ctx: typer.Context,
    question: Annotated[
        str,
        typer.Argument(
            help="A question, by its id or the beginning of its text.",
            autocompletion=complete_questions,
        ),
    ],
    partner: Partner = None,
    as_json: AsJson = False,
) -> None:
    """Read all you wrote to one question, whole, the oldest first.

    Examples:
      partnership history joy
      partnership history joy --partner Sam
      partnership history about-partnership --json
    """
    from partnership_cli.finding import find_history
    from partnership_cli.views.answers import history_as_json, show_elsewhere, show_history

    workspace: Workspace = ctx.obj
    history = find_history(workspace, question, partner)
    if as_json:
        workspace.console.json(history_as_json(history.answers))
    else:
        show_history(workspace.console, history)
        elsewhere = {one: workspace.at_hand.name_file(one) for one in history.elsewhere}
        show_elsewhere(workspace.console, history.question, elsewhere)
