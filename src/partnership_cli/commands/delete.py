"""`partnership delete`: put a note into the trash, or remove it for good."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from partnership_cli.commands.options import RefArgument
from partnership_cli.commands.restore import find_in_trash
from partnership_cli.completion import complete_questions
from partnership_cli.context import AppContext
from partnership_cli.errors import NeedsTerminalError, NotFoundError, NotSavedError, UsageError
from partnership_cli.notebook.notebook import require_path
from partnership_cli.notebook.paths import short_id
from partnership_cli.notebook.working_copies import find_begun_pages
from partnership_cli.reflection.selection import find_answered
from partnership_cli.session.terminal import InputOptions, open_terminal
from partnership_cli.terminal.menu import confirm
from partnership_cli.views.messages import CONFIRM_REMOVAL

_CANNOT_REACH: Final = (
    "This reaches no document that you exported or gave away, no backup, no other computer "
    "that this folder is synced with, no history that git keeps, and no trace that the disk "
    "itself still holds."
)


def run(
    ctx: typer.Context,
    ref: RefArgument,
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
    """Put a reflection into the trash, from where it can be brought back.

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
    context: AppContext = ctx.obj
    if question is not None:
        _delete_answer(context, ref, question, unasked=yes)
    elif purge:
        _purge(context, ref, unasked=yes)
    else:
        _put_into_trash(context, ref)


def _put_into_trash(context: AppContext, ref: str) -> None:
    entry = context.notebook.find(ref, context.now().date())
    path = require_path(entry)
    copies = context.notebook.contents().copies_of(path)
    context.trash.put(path, context.notebook.drafts_of(entry.session))
    letters = short_id(entry.session.id)
    context.console.paragraph(
        "Moved to the trash of your notebook. Nothing is lost. Files that you exported from "
        "it are not touched."
    )
    context.console.commands(
        [
            ("To bring it back:", f"partnership restore {letters}"),
            ("To remove it for good:", f"partnership delete {letters} --purge"),
        ]
    )
    if copies:
        context.console.paragraph("A copy of it is still there, and is listed from now on:")
        context.console.verbatim(str(copies[0]))


def _delete_answer(context: AppContext, ref: str, name: str, *, unasked: bool) -> None:
    entry = context.notebook.find(ref, context.now().date())
    store = context.notebook.reopen(entry)
    store.open()
    try:
        question = find_answered(store.session.answers, name)
        if not _confirm(context, "This removes that one answer for good.", unasked=unasked):
            return
        store.discard(question)
        conflict = store.path if store.conflict else None
    finally:
        store.close()
    if conflict is not None:
        raise NotSavedError(
            "the note was changed by another program, and still holds the answer",
            "To try again, run the same command.",
            f"The note without it is here: {conflict}",
        )
    context.console.paragraph(
        "The answer and its draft are removed. Copies of the whole note, in the trash, left by a "
        "conflict or by an edit that was cut off, still hold it. " + _CANNOT_REACH
    )
    _name_begun_pages(context)


def _purge(context: AppContext, ref: str, *, unasked: bool) -> None:
    try:
        entry = context.notebook.find(ref, context.now().date())
    except NotFoundError:
        entry = find_in_trash(context, ref)
    what = "This removes the note, its drafts and its copies for good."
    if not _confirm(context, what, unasked=unasked):
        return
    drafts = context.notebook.drafts_of(entry.session)
    context.trash.purge(require_path(entry), entry.session, drafts)
    context.console.paragraph(
        "The note is removed from this notebook for good, with its drafts, its copies in the "
        "trash and those that a conflict left. " + _CANNOT_REACH
    )
    _name_begun_pages(context)


def _name_begun_pages(context: AppContext) -> None:
    """Name the folders of letters and agreements that are not made yet."""
    if begun := find_begun_pages(context.notebook.drafts):
        context.console.paragraph(
            "A letter or an agreement that you began may hold words of it. To remove those, remove "
            "this folder:"
            if len(begun) == 1
            else "Letters or agreements that you began may hold words of it. To remove those, "
            "remove these folders:"
        )
        context.console.lines(map(str, begun))


def _confirm(context: AppContext, what: str, *, unasked: bool) -> bool:
    if unasked:
        return True
    try:
        with open_terminal(context, InputOptions(), "To remove it unasked, add --yes") as terminal:
            terminal.console.paragraph(what)
            agreed = confirm(terminal.console, CONFIRM_REMOVAL, terminal.read_line)
    except NeedsTerminalError as error:
        raise NeedsTerminalError(error.message, error.hint, "Nothing was removed.") from error
    if agreed:
        return True
    context.console.paragraph("Kept. Nothing was removed.")
    return False
