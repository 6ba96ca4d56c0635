"""`partnership resume`: carry on with a session."""

from __future__ import annotations

from typing import Annotated

import typer

from partnership_cli.commands.options import FrameworkOption, QuestionsOption, spell_choice
from partnership_cli.context import AppContext
from partnership_cli.notebook.unlisted_files import count_missed
from partnership_cli.reflection.selection import find_question
from partnership_cli.session.from_file import resume_from_file
from partnership_cli.session.run import resume_session
from partnership_cli.session.terminal import InputOptions
from partnership_cli.views.folders import show_former
from partnership_cli.views.notes import UnlistedFiles, show_unlisted


def run(
    ctx: typer.Context,
    ref: Annotated[
        str | None,
        typer.Argument(
            metavar="[REF]", help="Which one: last, a day, the code that list shows, or a file."
        ),
    ] = None,
    question: QuestionsOption = None,
    answers: Annotated[
        str | None,
        typer.Option("--answers", metavar="FILE", help="Take the answers from a file, or from -"),
    ] = None,
    no_input: Annotated[
        bool, typer.Option("--no-input", help="Do not ask; stop with an error instead.")
    ] = False,
    editor: Annotated[bool, typer.Option("--editor", help="Write in your own editor.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Plain mode, for screen readers.")] = False,
    rich: Annotated[bool, typer.Option("--rich", help="Rich mode.")] = False,
    _framework: FrameworkOption = None,
) -> None:
    """Continue where you paused.

    Without REF it is the newest reflection that was not finished. With REF it is any one of
    yours; you come to the first question that has no answer. One that is finished opens with its
    answers: choose the one that you want to change. --question asks one more.

    Examples:
      partnership resume
      partnership resume last
      partnership resume k7m
      partnership resume last --question joy
    """
    context: AppContext = ctx.obj
    context.use_interface("plain" if plain else "rich" if rich else None)
    notebook = context.notebook
    entry = (
        next(notebook.unfinished_entries(), None)
        if ref is None
        else notebook.find(ref, context.now().date())
    )
    if entry is None:
        context.console.paragraph("There is nothing to continue.")
        context.console.commands([("To begin:", "partnership reflect")])
        show_unlisted(context.console, UnlistedFiles(count_missed(notebook.all_lost_notes())))
        show_former(context.console, context.find_former_notes(), notebook.folder)
        return
    command = "partnership resume" if ref is None else f"partnership resume {ref}"
    context.use_framework_of(entry.session, command)
    known = [one for _, one in context.framework.questions()] if question else []
    added = tuple(find_question(known, name).id for name in question or ())
    if answers is not None:
        resume_from_file(context, answers, entry, added)
        return
    options = InputOptions(editor_first=editor, no_input=no_input, typed=spell_choice(ctx))
    raise typer.Exit(resume_session(context, options, entry, added))
