"""`partnership export`: documents of one's own reflections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from partnership_cli.commands.options import ForceOption, FrameworkOption
from partnership_cli.commands.output import (
    Destination,
    name_all,
    show_document,
    write_document,
)
from partnership_cli.context import AppContext
from partnership_cli.errors import DamagedNoteError, UsageError
from partnership_cli.formats.documents import EXPORTS, name_forms
from partnership_cli.formats.framework_attribution import restore_wording
from partnership_cli.formats.markdown_pages import export_name
from partnership_cli.framework.model import Framework
from partnership_cli.reflection.session import Session


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
        typer.Option("--format", metavar=name_forms(EXPORTS), help="Markdown if not said."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE|DIR|-", help="Where to; - is the terminal."),
    ] = None,
    force: ForceOption = False,
    _framework: FrameworkOption = None,
) -> None:
    """Make a document of your reflections, private answers included.

    It is for you: nothing is sent to anyone. Paused reflections can be exported too. Without
    -o a file is made in this folder. The ending of the file's name gives the format.

    Examples:
      partnership export last
      partnership export last -o reflection.html
      partnership export --all -o reflections/
    """
    context: AppContext = ctx.obj
    files = export_notes(
        context, refs or (), Destination(form, output), everything=everything, force=force
    )
    name_all(context.console, files)


def export_notes(
    context: AppContext,
    refs: Sequence[str],
    destination: Destination,
    *,
    everything: bool,
    force: bool,
) -> Iterator[Path]:
    """Make the documents and give the name of each; those for the terminal are shown there.

    Raises UsageError, NotFoundError, DamagedNoteError, NotSavedError.
    """
    form = destination.choose_form(EXPORTS)
    sessions = _find_sessions(context, refs, everything=everything)
    if destination.is_stdout:
        for session in sessions:
            show_document(context.console, form, *_take(context, session))
        return
    if len(sessions) > 1 and not destination.is_folder:
        raise UsageError(
            "several reflections do not go into one file", "Name a folder: -o reflections/"
        )
    pages = [
        (export_name(session, form.name), form.render(*_take(context, session)))
        for session in sessions
    ]
    for name, page in pages:
        path = destination.name_file(name)
        write_document(path, page, force=force)
        yield path


def _take(context: AppContext, session: Session) -> tuple[Session, Framework | None]:
    """Return a session with its framework, in whose words each question stands that is one of it.

    Nobody knows of a framework that is gone.
    """
    framework = context.frameworks.find(session)
    answers = tuple(restore_wording(framework, answer) for answer in session.answers)
    return session.model_copy(update={"answers": answers}), framework


def _find_sessions(context: AppContext, refs: Sequence[str], *, everything: bool) -> list[Session]:
    notebook = context.notebook
    if everything == bool(refs):
        raise UsageError(
            "say which reflections to export", "For the newest: partnership export last"
        )
    today = context.now().date()
    entries = (
        list(notebook.entries()) if everything else [notebook.find(ref, today) for ref in refs]
    )
    for entry in entries:
        if entry.problem is not None:
            raise DamagedNoteError(
                entry.problem, "Correct the line in a text editor, then export again."
            )
        for problem in (*entry.warnings, *notebook.doubts(entry)):
            context.console.say(str(problem))
    return [entry.session for entry in entries]
