"""`partnership show`: show one reflection."""

from __future__ import annotations

from typing import Annotated

import typer

from partnership_cli.commands.history import find_note_or_writings, show_found_writings
from partnership_cli.commands.options import FrameworkOption, JsonOption
from partnership_cli.context import AppContext
from partnership_cli.errors import DamagedNoteError
from partnership_cli.formats.note import to_utf8
from partnership_cli.framework.model import make_value
from partnership_cli.reflection.search import Writings
from partnership_cli.views.notes import show_damaged_text, show_session


def run(
    ctx: typer.Context,
    ref: Annotated[
        str,
        typer.Argument(
            metavar="REF|WHAT",
            help="Last, a day, a code that list shows, or a file; or a theme, question or guide.",
        ),
    ],
    as_json: JsonOption = False,
    source: Annotated[
        bool, typer.Option("--source", help="As it was typed, with the signs of Markdown.")
    ] = False,
    _framework: FrameworkOption = None,
) -> None:
    """Read one of your reflections, or all your answers to a theme or a question.

    A word that names a reflection and a theme, too, means the reflection.

    Examples:
      partnership show last
      partnership show 2026-11-23
      partnership show emotions
      partnership show last --source
      partnership show k7m --json
    """
    context: AppContext = ctx.obj
    notebook = context.notebook
    entry = find_note_or_writings(context, ref)
    if isinstance(entry, Writings):
        show_found_writings(context, entry, as_json=as_json, as_typed=source)
        return
    if entry.problem is not None:
        if not as_json:
            text = to_utf8(notebook.read_bytes(entry)).decode("utf-8", "replace")
            with context.show_in_pages():
                show_damaged_text(context.console, text)
        raise DamagedNoteError(
            entry.problem,
            "Fix the line in a text editor. The file was not changed.",
        )
    session = entry.session.arrange_answers()
    if as_json:
        context.console.json({**make_value(session), "file": str(entry.path)})
    else:
        with context.show_in_pages():
            show_session(context.console, session, as_typed=source)
    for problem in (*entry.warnings, *notebook.doubts(entry)):
        context.console.say(str(problem))
