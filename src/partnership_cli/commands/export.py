"""`partnership export`: documents of one's own reflections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from partnership_cli.workspace import Workspace


def run(
    ctx: typer.Context,
    refs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[REF]...", help="Which ones: last, a day, or the letters of list."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every reflection you have.")] = False,
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="md|json", help="Markdown or JSON. Markdown if not said."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE|DIR|-", help="Where to; - is the terminal."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that exists.")] = False,
) -> None:
    """Make a document of your reflections, private answers included.

    It is for you: nothing is sent to anyone. Paused reflections can be exported too. Without
    -o a file is made in this folder. The ending of the file's name gives the format.

    Examples:
      partnership export last
      partnership export last -o reflection.json
      partnership export --all -o reflections/
    """
    from partnership_cli.exporting import Export, export_notes

    workspace: Workspace = ctx.obj
    wanted = Export(refs=tuple(refs or ()), everything=everything, form=form, output=output)
    for path in export_notes(workspace, wanted, force=force):
        workspace.console.verbatim(str(path))
