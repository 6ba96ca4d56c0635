"""`partnership export`: documents of one's own reflections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from partnership_cli.commands.options import Force

if TYPE_CHECKING:
    from partnership_cli.context import Workspace


def run(
    ctx: typer.Context,
    refs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REF]...", help="Which ones: last, a day, letters of list, or a file."
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every reflection you have.")] = False,
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="md|html|json", help="Markdown if not said."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE|DIR|-", help="Where to; - is the terminal."),
    ] = None,
    force: Force = False,
) -> None:
    """Make a document of your reflections, private answers included.

    It is for you: nothing is sent to anyone. Paused reflections can be exported too. Without
    -o a file is made in this folder. The ending of the file's name gives the format.

    Examples:
      partnership export last
      partnership export last -o reflection.html
      partnership export --all -o reflections/
    """
    from partnership_cli.commands.output import Destination, name_all
    from partnership_cli.exchange.exporting import Export, export_notes

    workspace: Workspace = ctx.obj
    wanted = Export(refs=tuple(refs or ()), everything=everything)
    destination = Destination(form, output)
    name_all(workspace.console, export_notes(workspace, wanted, destination, force=force))
