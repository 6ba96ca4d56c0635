"""`partnership together`: the answers of partners, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from partnership_cli.commands.options import Force

if TYPE_CHECKING:
    from partnership_cli.context import Workspace


def run(
    ctx: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|FOLDER...",
            help="Files made by share, handouts filled in as text, or folders with them.",
        ),
    ],
    names: Annotated[
        list[str] | None,
        typer.Option("--as", metavar="NAME", help="Whose a file is that does not say it."),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="md|html|json", help="Make a page in this form."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE|DIR|-", help="Make a page here."),
    ] = None,
    force: Force = False,
) -> None:
    """Lay the answers that partners chose to share side by side.

    No notebook is opened: only what each of you gave. The same files give the same page on
    every computer. Whose answer stands first changes from question to question.

    Without -o or --format the answers are shown here.

    Examples:
      partnership together amina.md sam.md
      partnership together amina.md sam.txt --as Sam -o together.html
      partnership together meeting-folder --format md
    """
    from partnership_cli.commands.output import Destination
    from partnership_cli.exchange.laying import lay_together

    workspace: Workspace = ctx.obj
    lay_together(workspace, files, names or (), Destination(form, output), force=force)
