"""`partnership handout`: questions on paper, or in a file to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from partnership_cli.commands.options import Audience, Everything, Force, Guide, Questions, Themes
from partnership_cli.commands.output import Destination, write_document
from partnership_cli.formats.handout import make_handout
from partnership_cli.formats.handout_files import FORMS, name_handout, render
from partnership_cli.reflection.selection import (
    Selection,
    narrow_to,
    require_audience,
    select_questions,
)

if TYPE_CHECKING:
    from partnership_cli.context import Workspace


_ASK: Final = "Which questions go on the page?"


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


def hand_out(
    workspace: Workspace,
    selection: Selection | None,
    destination: Destination,
    *,
    force: bool,
    audience: str | None = None,
) -> None:
    """Make a handout; without a choice of questions, ask for it among those for an audience.

    Raises UsageError, NeedsTerminalError, NotSavedError.
    """
    form = destination.choose_form(FORMS, "html")
    chosen = selection or _choose(workspace, audience)
    handout = make_handout(chosen, frozenset(workspace.companion.may_be_painful))
    text = render(handout, form, workspace.framework.framework)
    console = workspace.console
    if destination.is_stdout or (form == "md" and destination.output is None):
        console.verbatim(text.removesuffix("\n"))
        return
    path = destination.name_file(f"{name_handout(chosen)}.{form}")
    write_document(path, text, force=force)
    console.verbatim(str(path))
    if form == "html":
        console.say("Open it in a browser, and print it there.")


def _choose(workspace: Workspace, audience: str | None) -> Selection:
    from partnership_cli.session.start import choose_questions
    from partnership_cli.session.terminal import Input, open_table

    given = Input(audience=audience)
    with open_table(workspace, given, "Name the questions: partnership handout GUIDE") as table:
        return choose_questions(workspace, table, _ASK)
