"""`partnership handout`: questions on paper, or in a file to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from partnership_cli.commands.options import Audience, Everything, Force, Guide, Questions, Themes

if TYPE_CHECKING:
    from partnership_cli.context import Workspace


def run(
    ctx: typer.Context,
    guide: Guide = None,
    theme: Themes = None,
    question: Questions = None,
    everything: Everything = False,
    audience: Audience = None,
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="html|md", help="For paper (html), or to fill in (md)."),
    ] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE|DIR|-", help="Where to.")
    ] = None,
    force: Force = False,
) -> None:
    """Make a page of questions with room to write, and no answers on it.

    HTML is for paper, A4 or Letter. Markdown can be filled in with any program, and read again
    by together and by reflect --answers; without -o it is shown here.

    Examples:
      partnership handout sharing-power
      partnership handout --theme emotions -o emotions.html
      partnership handout sharing-power --format md -o to-fill-in.md
    """
    from partnership_cli.commands.output import Destination
    from partnership_cli.exchange.handing_out import hand_out
    from partnership_cli.reflection.selection import narrow_to, require_audience, select_questions

    require_audience(audience)
    workspace: Workspace = ctx.obj
    selection = None
    if guide or theme or question or everything:
        selection = select_questions(
            workspace.framework,
            workspace.companion,
            guide=guide,
            themes=theme or (),
            questions=question or (),
            everything=everything,
        )
        selection = narrow_to(selection, audience)
    hand_out(workspace, selection, Destination(form, output), force=force, audience=audience)
