"""`partnership meeting`: what partners need for an hour together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from partnership_cli.commands.options import Guide

if TYPE_CHECKING:
    from partnership_cli.context import Workspace


def run(
    ctx: typer.Context,
    guide: Guide = None,
    names: Annotated[
        str | None,
        typer.Option("--with", metavar="NAMES", help="Who meets, with commas between the names."),
    ] = None,
    file: Annotated[
        str | None,
        typer.Option("--from", metavar="FILE", help="A CSV file: one partnership on each line."),
    ] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FOLDER", help="A new folder.")
    ] = None,
) -> None:
    """Prepare a meeting: a folder with what partners need.

    In it are a page for each person to write on, the same on paper, a text to paste into a
    message, and a page on how the hour could go. Nothing is sent, and nothing else is kept.

    Examples:
      partnership meeting sharing-power --with "Amina,Sam"
      partnership meeting before-we-meet --from pairs.csv
    """
    from partnership_cli.commands.output import Destination
    from partnership_cli.exchange.meetings import prepare_meetings

    workspace: Workspace = ctx.obj
    selection = None
    if guide is not None:
        from partnership_cli.reflection.selection import select_questions

        selection = select_questions(workspace.framework, workspace.companion, guide=guide)
    prepare_meetings(workspace, selection, names, file, Destination(output=output))
