"""Notes changed in an editor, deleted, brought back, or removed for good."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from partnership_cli.errors import (
    DamagedNoteError,
    NeedsTerminalError,
    NotFoundError,
    NotSavedError,
    UsageError,
)
from partnership_cli.notebook.paths import short_id
from partnership_cli.reflection.selection import find_answered

if TYPE_CHECKING:
    from partnership_cli.context import Workspace
    from partnership_cli.notebook.notebook import Entry
    from partnership_cli.notebook.working_copies import NoteEdit
    from partnership_cli.terminal.external_editor import Editor

_CANNOT_REACH: Final = (
    "This reaches no document that you exported or gave away, no backup, no other computer "
    "that this folder is synced with, no history that git keeps, and no trace that the disk "
    "itself still holds."
)


@dataclass(frozen=True)
class Deletion:
    """What is to be deleted: a note, one answer of it, and whether for good, and unasked."""

    ref: str
    question: str | None = None
    purge: bool = False
    unasked: bool = False


def edit_note(workspace: Workspace, ref: str) -> None:
    """Open a copy of a note in the person's editor, and put it in place when it is closed.

    Raises UsageError without an editor, DamagedNoteError when what was saved is no note,
    NotSavedError when the note changed meanwhile; in each case what was written is kept.
    """
    from partnership_cli.notebook.working_copies import hold_for_edit

    entry = workspace.notebook.find(ref, workspace.now().date())
    path = _require_path(entry)
    editor = _require_editor(workspace)
    console = workspace.console
    with hold_for_edit(path, workspace.notebook.drafts_of(entry.session)) as edit:
        for beside in edit.aside:
            console.paragraph("An edit that was cut off no longer fits this note. It is kept here:")
            console.verbatim(str(beside))
        if edit.resumed:
            console.paragraph("An edit of this note was cut off. It is opened again.")
        _run_editor(workspace, editor, edit)
        changed = edit.is_changed()
        try:
            beside_now = edit.put_in_place()
        except DamagedNoteError as error:
            again = f"partnership edit {short_id(entry.session.id)}"
            raise DamagedNoteError(
                error.problem,
                f"To go on (a file without a word drops the edit): {again}",
                "The note is as it was; your edit is kept.",
            ) from error
    if beside_now is not None:
        raise NotSavedError(
            "the note was changed by another program while it was open",
            f"To see both: compare it with {path}",
            f"Your edit is here: {beside_now}",
        )
    console.paragraph("Saved." if changed else "Nothing was changed.")


def delete(workspace: Workspace, deletion: Deletion) -> None:
    """Delete as it was asked for, and say what that reaches.

    Raises NotFoundError, UsageError, InUseError, NotSavedError, NeedsTerminalError.
    """
    if deletion.question is not None:
        _delete_answer(workspace, deletion)
    elif deletion.purge:
        _purge(workspace, deletion)
    else:
        entry = workspace.notebook.find(deletion.ref, workspace.now().date())
        path = _require_path(entry)
        copies = workspace.notebook.contents().copies_of(path)
        workspace.trash.put(path, workspace.notebook.drafts_of(entry.session))
        letters = short_id(entry.session.id)
        workspace.console.paragraph(
            "It is in the trash of your notebook. No word of it is gone, and documents that "
            "were made of it stay where they are."
        )
        workspace.console.commands(
            [
                ("To bring it back:", f"partnership restore {letters}"),
                ("To remove it for good:", f"partnership delete {letters} --purge"),
            ]
        )
        if copies:
            workspace.console.paragraph("A copy of it is still there, and is listed from now on:")
            workspace.console.verbatim(str(copies[0]))


def restore(workspace: Workspace, ref: str) -> None:
    """Bring a note back from the trash. Raises NotFoundError, UsageError, NotSavedError."""
    entry = find_in_trash(workspace, ref)
    path = workspace.trash.restore(
        _require_path(entry), workspace.notebook.drafts_of(entry.session)
    )
    workspace.console.paragraph("It is back:")
    workspace.console.verbatim(str(path))


def find_in_trash(workspace: Workspace, ref: str) -> Entry:
    """Return the one deleted note that `ref` means. Raises NotFoundError, UsageError."""
    try:
        return workspace.deleted.find(ref, workspace.now().date())
    except NotFoundError as error:
        raise NotFoundError(
            f"no note in the trash fits {ref!r}", "To see what is there: partnership restore"
        ) from error


def _delete_answer(workspace: Workspace, deletion: Deletion) -> None:
    entry = workspace.notebook.find(deletion.ref, workspace.now().date())
    keeper = workspace.notebook.carry_on(entry)
    keeper.open()
    try:
        question = find_answered(keeper.session.answers, deletion.question or "")
        if not _confirm(workspace, "This removes that one answer for good.", deletion):
            return
        keeper.discard(question)
        conflict = keeper.path if keeper.conflict else None
    finally:
        keeper.close()
    if conflict is not None:
        raise NotSavedError(
            "the note was changed by another program, and still holds the answer",
            "To try again, run the same command.",
            f"The note without it is here: {conflict}",
        )
    workspace.console.paragraph(
        "The answer and its draft are removed. Copies of the whole note, in the trash, left by a "
        "conflict or by an edit that was cut off, still hold it. " + _CANNOT_REACH
    )


def _purge(workspace: Workspace, deletion: Deletion) -> None:
    try:
        entry = workspace.notebook.find(deletion.ref, workspace.now().date())
    except NotFoundError:
        entry = find_in_trash(workspace, deletion.ref)
    what = "This removes the note, its drafts and its copies for good."
    if not _confirm(workspace, what, deletion):
        return
    drafts = workspace.notebook.drafts_of(entry.session)
    workspace.trash.purge(_require_path(entry), entry.session, drafts)
    workspace.console.paragraph(
        "The note is removed from this notebook for good, with its drafts, its copies in the "
        "trash and those that a conflict left. " + _CANNOT_REACH
    )


def _confirm(workspace: Workspace, what: str, deletion: Deletion) -> bool:
    if deletion.unasked:
        return True
    from partnership_cli.session.terminal import Input, open_table

    try:
        with open_table(workspace, Input(), "To remove it unasked, add --yes") as table:
            table.console.paragraph(what)
            said = table.read_line("Type yes to remove it, or Enter to keep it: ").text
    except NeedsTerminalError as error:
        raise NeedsTerminalError(error.message, error.hint, "Nothing was removed.") from error
    if said.strip().casefold() == "yes":
        return True
    workspace.console.paragraph("Kept. Nothing was removed.")
    return False


def _require_editor(workspace: Workspace) -> Editor:
    from partnership_cli.terminal.external_editor import find_editor
    from partnership_cli.views.messages import NO_EDITOR

    editor = find_editor(workspace.settings.editor, workspace.environ)
    if editor is None:
        raise UsageError("no editor is set", NO_EDITOR)
    return editor


def _run_editor(workspace: Workspace, editor: Editor, edit: NoteEdit) -> None:
    """Let the person edit the copy. Raises NotSavedError when that could not be done."""
    from partnership_cli.terminal.external_editor import Ended, run_editor

    ended = run_editor(editor, edit.copy)
    if ended is Ended.AT_ONCE and sys.stdin.isatty():
        from partnership_cli.session.terminal import Input, open_table

        with open_table(workspace, Input(), "") as table:
            table.console.paragraph(f"{editor.name} came back at once. It may still be open.")
            table.read_line("Press Enter when you have saved and closed it: ")
    if ended in {Ended.FAILED, Ended.NOT_FOUND}:
        kept = edit.is_changed()
        if not kept:
            edit.forget()
        what = "could not be started" if ended is Ended.NOT_FOUND else "ended with an error"
        raise NotSavedError(
            f"{editor.name} {what}",
            "To choose another editor: partnership config set editor nano",
            f"The note is as it was. What you saved is kept here: {edit.copy}"
            if kept
            else "The note is as it was.",
        )


def _require_path(entry: Entry) -> Path:
    if entry.path is None:
        raise NotFoundError("this reflection has no note yet", "To go on: partnership resume")
    return entry.path
