"""`partnership resume`: carry on with a session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from partnership_cli.context import Workspace


def run(
    ctx: typer.Context,
    ref: Annotated[
        str | None,
        typer.Argument(metavar="[REF]", help="Which one: last, a day, letters of list, or a file."),
    ] = None,
    answers: Annotated[
        str | None,
        typer.Option("--answers", metavar="FILE", help="Take the answers from a file, or from -"),
    ] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask; fail instead.")] = False,
    editor: Annotated[bool, typer.Option("--editor", help="Write in your own editor.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Plain mode, for screen readers.")] = False,
    rich: Annotated[bool, typer.Option("--rich", help="Rich mode.")] = False,
) -> None:
    """Carry on where you paused.

    Without REF it is the newest reflection that was not finished. With REF it is any one of
    yours; you come to the first question that has no answer.

    Examples:
      partnership resume
      partnership resume last
      partnership resume k7m
    """
    from partnership_cli.notebook.lost_notes import count_missed
    from partnership_cli.views.notes import Beside, show_beside

    workspace: Workspace = ctx.obj
    workspace.use_interface("plain" if plain else "rich" if rich else None)
    notebook = workspace.notebook
    entry = (
        next(notebook.unfinished(), None)
        if ref is None
        else notebook.find(ref, workspace.now().date())
    )
    if entry is None:
        workspace.console.paragraph("There is nothing to carry on.")
        workspace.console.commands([("To begin:", "partnership reflect")])
        show_beside(workspace.console, Beside(count_missed(notebook.all_strangers())))
        return
    command = "partnership resume" if ref is None else f"partnership resume {ref}"
    workspace.use_framework_of(entry.session, command)
    if answers is not None:
        from partnership_cli.session.from_file import carry_on_from_file

        carry_on_from_file(workspace, answers, entry)
        return
    from partnership_cli.session.run import carry_on_sitting
    from partnership_cli.session.terminal import Input

    given = Input(editor_first=editor, no_input=no_input)
    raise typer.Exit(carry_on_sitting(workspace, given, entry))
