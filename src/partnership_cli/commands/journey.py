"""`partnership journey`: which questions were sat with, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from partnership_cli.commands.options import AsJson, Partner

if TYPE_CHECKING:
    from partnership_cli.context import Workspace


def run(ctx: typer.Context, partner: Partner = None, as_json: AsJson = False) -> None:
    """See which questions you wrote to, month by month.

    It shows no word of what you wrote, and counts nothing. What you wrote in a guide for a
    difficult moment is left out.

    Examples:
      partnership journey
      partnership journey --partner Sam
    """
    from partnership_cli.finding import find_journey
    from partnership_cli.views.journey import journey_as_json, show_journey

    workspace: Workspace = ctx.obj
    journey = find_journey(workspace, partner)
    if as_json:
        workspace.console.json(journey_as_json(journey))
    elif not any(journey.themes.values()):
        workspace.console.paragraph("This framework has no questions.")
    elif partner is not None and journey.first is None:
        workspace.console.paragraph(f"Nothing is noted with {partner}.")
    else:
        show_journey(workspace.console, journey)
