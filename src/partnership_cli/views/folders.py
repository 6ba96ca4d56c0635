"""Say where the notes are when they have another folder, and which folders hold some still."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from partnership_cli.command_names import quote_path
from partnership_cli.errors import Problem
from partnership_cli.notebook.relocation import NotesFolder
from partnership_cli.terminal.console import Console
from partnership_cli.terminal.menu import Choice, Menu

MOVE, LEAVE, STOP = 1, 2, 3
WHAT_WITH_NOTES: Final = Menu(
    (
        Choice("Move them there"),
        Choice("Leave them where they are, and keep new notes in the other folder"),
        Choice("Change nothing"),
    )
)


def show_folders(console: Console, sources: Sequence[NotesFolder], after: Path) -> None:
    """Say where the notes are, and where they can go."""
    for one in sources:
        console.paragraph(f"{_count(one)} here:")
        _show_path(console, one.path)
    console.paragraph("The other folder is:")
    _show_path(console, after)
    console.blank()


def show_staying(console: Console, sources: Sequence[NotesFolder], after: NotesFolder) -> None:
    """Say that notes stay where they were, and where new ones are kept."""
    for one in sources:
        console.paragraph(
            "One note stays where it was:"
            if one.notes == 1
            else f"{one.notes or 'Deleted'} notes stay where they were:"
        )
        _show_path(console, one.path)
    show_kept_here(console, after.path)
    if after.notes:
        console.paragraph(f"{after.notes} {'is' if after.notes == 1 else 'are'} there already.")


def show_kept_here(console: Console, folder: Path) -> None:
    """Say where notes are kept from now on."""
    console.paragraph("From now on, notes are kept here:")
    _show_path(console, folder)


def show_moved(console: Console, after: Path, left: Sequence[Path]) -> None:
    """Say where the notes are now, and which files were left."""
    console.paragraph("Your notes are here now:")
    _show_path(console, after)
    if left:
        console.paragraph(
            "These were left where they are. Another file has the name, or they changed:"
        )
        for path in left:
            _show_path(console, path)


def show_former(console: Console, former: Sequence[NotesFolder], notebook: Path) -> None:
    """Say which folders that held the notes before hold some still, and how to move them."""
    for one in former:
        console.say(f"{_count(one)} in the folder that you used before: {one.path}")
    if former:
        console.say(f"To move what is there: {name_move(notebook)}")


def make_former_problem(folder: NotesFolder, notebook: Path) -> Problem:
    """Return the same as `doctor` says it."""
    what = f"{_count(folder)} in this folder, which you used before"
    return Problem(str(folder.path), 0, 0, what, f"to move what is there: {name_move(notebook)}")


def name_move(notebook: Path) -> str:
    """Return the command that moves notes into a folder without a question."""
    return f"partnership config set notebook {quote_path(str(notebook))} --yes"


def _count(folder: NotesFolder) -> str:
    return "One note is" if folder.notes == 1 else f"{folder.notes or 'Deleted'} notes are"


def _show_path(console: Console, path: Path) -> None:
    """Show a path on one line, so that it can be copied."""
    console.verbatim(str(path))
