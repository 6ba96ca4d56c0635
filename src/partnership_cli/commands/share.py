"""`partnership share`: make a file of the answers one chooses to give to partners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from partnership_cli.commands.options import Force, Ref
from partnership_cli.completion import complete_questions

if TYPE_CHECKING:
    from partnership_cli.context import Workspace


def run(
    ctx: typer.Context,
    ref: Ref,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only",
            metavar="QUESTION",
            help="Share the answer to this question.",
            autocompletion=complete_questions,
        ),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help="The name your partners will see.")
    ] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE|DIR|-", help="Where to.")
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Without being asked; goes with --only and --as.")
    ] = False,
    force: Force = False,
) -> None:
    """Make a file of the answers you choose, to give to your partners.

    You see the whole file before it is made, and can change its words; your note stays as it
    is. Nothing is sent to anyone.

    Examples:
      partnership share last
      partnership share last --only joy --as Sam
      partnership share k7m --only joy --only equity --as Sam --yes -o sam.md
    """
    from partnership_cli.commands.output import Destination
    from partnership_cli.exchange.sharing import Offer, share

    workspace: Workspace = ctx.obj
    offer = Offer(ref, tuple(only or ()), name, yes)
    share(workspace, offer, Destination(output=output), force=force)
