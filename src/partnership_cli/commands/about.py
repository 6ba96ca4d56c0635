"""`partnership about`: the framework in its own words, and this tool."""

from __future__ import annotations

from typing import Annotated

import typer

from partnership_cli.commands.options import FrameworkOption, JsonOption
from partnership_cli.context import AppContext
from partnership_cli.errors import UsageError
from partnership_cli.views.about import (
    PARTS,
    serialize_about,
    show_about,
    show_everything,
    show_part,
)


def _complete_parts(incomplete: str) -> list[str]:
    return [part for part in PARTS if part.startswith(incomplete)]


def run(
    ctx: typer.Context,
    part: Annotated[
        str | None,
        typer.Argument(help=f"One of: {', '.join(PARTS)}.", autocompletion=_complete_parts),
    ] = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Every part.")] = False,
    as_json: JsonOption = False,
    _framework: FrameworkOption = None,
) -> None:
    """Read what the framework says of itself, and what this tool is.

    Examples:
      partnership about
      partnership about involved
      partnership about cite
      partnership about --all
    """
    context: AppContext = ctx.obj
    if part is not None and part not in PARTS:
        raise UsageError(f"about has no part {part!r}", f"It has {', '.join(PARTS)}.")
    if as_json:
        contact = context.settings.contact
        context.console.json(serialize_about(context.framework, context.companion, contact))
        return
    with context.show_in_pages():
        if everything:
            contact = context.settings.contact
            show_everything(context.console, context.framework, context.companion, contact)
        elif part is not None:
            show_part(context.console, part, context.framework, context.companion)
        else:
            show_about(context.console, context.framework, context.settings.contact)
