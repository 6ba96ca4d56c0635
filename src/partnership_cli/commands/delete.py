"""`partnership delete`: a note into the trash, or for good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import typer

from partnership_cli.commands.options import Ref
from partnership_cli.commands.restore import find_in_trash
from partnership_cli.completion import complete_questions
from partnership_cli.errors import NeedsTerminalError, NotFoundError, NotSavedError, UsageError
from partnership_cli.notebook.notebook import require_path
from partnership_cli.notebook.paths import short_id
from partnership_cli.reflection.selection import find_answered

if TYPE_CHECKING:
    from partnership_cli.context import Workspace


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


def run(
    ctx: typer.Context,
    ref: Ref,
    question: Annotated[
        str | None,
        typer.Option(
            "--question",
            help="Only the answer to this question, for good.",
            autocompletion=complete_questions,
        ),
    ] = None,
    purge: Annotated[bool, typer.Option("--purge", help="For good, with every copy.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Without being asked.")] = False,
) -> None:
    """Put a note into the trash, from where it can be brought back.

    With --purge it is removed for good, from the trash too. With --question one answer is
    taken out of it for good. Both ask first, and say what they cannot reach.

    Examples:
      partnership delete k7m
      partnership delete k7m --question joy
      partnership delete k7m --purge
    """
    if question is not None and purge:
        raise UsageError(
            "--question and --purge exclude each other",
            "An answer is removed for good in any case: leave --purge out.",
        )
    workspace: Workspace = ctx.obj
    delete(workspace, Deletion(ref, question, purge, yes))


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
        path = require_path(entry)
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
    workspace.trash.purge(require_path(entry), entry.session, drafts)
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
