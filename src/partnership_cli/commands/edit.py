"""`partnership edit`: open a note in the person's own editor."""

from __future__ import annotations

import sys

import typer

from partnership_cli.commands.options import RefArgument
from partnership_cli.context import AppContext
from partnership_cli.errors import DamagedNoteError, NotSavedError, UsageError
from partnership_cli.notebook.notebook import require_path
from partnership_cli.notebook.paths import short_id
from partnership_cli.notebook.working_copies import NoteEdit, open_note_edit
from partnership_cli.session.terminal import InputOptions, open_terminal
from partnership_cli.terminal.external_editor import (
    EditorExit,
    ExternalEditor,
    find_editor,
    run_editor,
)
from partnership_cli.views.messages import PRESS_ENTER_WHEN_CLOSED, choose_another_editor


def run(
    ctx: typer.Context,
    ref: RefArgument,
) -> None:
    """Change one of your notes in your own editor.

    A copy is opened, and put in place when you close the editor. If the note was changed by
    another program meanwhile, both versions are kept.

    Examples:
      partnership edit last
      partnership edit k7m
    """
    context: AppContext = ctx.obj
    edit_note(context, ref)


def edit_note(context: AppContext, ref: str) -> None:
    """Open a copy of a note in the person's editor, and put it in place when it is closed.

    Raises UsageError without an editor, DamagedNoteError when what was saved is no note,
    NotSavedError when the note changed meanwhile; in each case what was written is kept.
    """
    entry = context.notebook.find(ref, context.now().date())
    path = require_path(entry)
    editor = _require_editor(context)
    console = context.console
    with open_note_edit(path, context.notebook.drafts_of(entry.session)) as edit:
        for beside in edit.aside:
            console.paragraph("An edit that was cut off no longer fits this note. It is kept here:")
            console.verbatim(str(beside))
        if edit.resumed:
            console.paragraph("An edit of this note was cut off. It is opened again.")
        _run_editor(context, editor, edit)
        changed = edit.is_changed()
        try:
            beside_now = edit.put_in_place()
        except DamagedNoteError as error:
            again = f"partnership edit {short_id(entry.session.id)}"
            raise DamagedNoteError(
                error.problem,
                f"To go on (a file without a word drops the edit): {again}",
                "The note was not changed. Your edit is kept.",
            ) from error
    if beside_now is not None:
        raise NotSavedError(
            "the note was changed by another program while it was open",
            f"To see both: compare it with {path}",
            f"Your edit is here: {beside_now}",
        )
    console.paragraph("Saved." if changed else "Nothing was changed.")


def _require_editor(context: AppContext) -> ExternalEditor:
    editor = find_editor(context.settings.editor, context.environ)
    if editor is None:
        raise UsageError(
            "no editor is set", "To choose one, for example: partnership config set editor nano"
        )
    return editor


def _run_editor(context: AppContext, editor: ExternalEditor, edit: NoteEdit) -> None:
    """Open the copy in the editor, and wait. Raises NotSavedError when the editor fails."""
    ended = run_editor(editor, edit.copy)
    if ended is EditorExit.AT_ONCE and sys.stdin.isatty():
        with open_terminal(context, InputOptions(), "") as terminal:
            terminal.console.paragraph(f"{editor.name} came back at once. It may still be open.")
            terminal.read_line(PRESS_ENTER_WHEN_CLOSED)
    if ended in {EditorExit.FAILED, EditorExit.NOT_FOUND}:
        kept = edit.is_changed()
        if not kept:
            edit.forget()
        what = "could not be started" if ended is EditorExit.NOT_FOUND else "ended with an error"
        raise NotSavedError(
            f"{editor.name} {what}",
            choose_another_editor(editor.name),
            f"The note was not changed. What you saved is kept here: {edit.copy}"
            if kept
            else "The note was not changed.",
        )
