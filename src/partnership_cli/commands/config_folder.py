"""Another folder for the notes: where it is, and what stays in the one before."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

from partnership_cli.config.keys import Setting, is_whole_path
from partnership_cli.config.settings import load_settings, write_setting
from partnership_cli.context import AppContext
from partnership_cli.errors import PartnershipError, UsageError
from partnership_cli.files import is_folder, is_taken
from partnership_cli.notebook.notebook import Notebook
from partnership_cli.program import quote_path

_KEY: Final = "notebook"


def change_setting(context: AppContext, key: str, value: Setting | None) -> None:
    """Set a key, or unset it with None, and say what stays behind where that is a folder.

    Raises UsageError, FileProblemError, NotSavedError.
    """
    before: Path | None = None
    was_set: str | None = None
    if key == _KEY:
        _require_folder(value)
        # A settings file that cannot be read may be put right by this very change.
        with suppress(PartnershipError):
            settings = load_settings(context.environ)
            before, was_set = settings.places.notebook, _as_text(settings.values.get(_KEY))
    write_setting(context.environ, key, value)
    if before is not None:
        _tell(context, before, load_settings(context.environ).places.notebook, was_set)


def _require_folder(value: Setting | None) -> None:
    """Raise UsageError where notes are to be kept in what is no folder."""
    if isinstance(value, str) and is_whole_path(value):
        path = Path(value).expanduser()
        if is_taken(path) and not is_folder(path):
            raise UsageError(f"{path} is not a folder", "Name a folder, there or not yet there.")


def _as_text(value: Setting | None) -> str | None:
    return value if isinstance(value, str) else None


def _tell(context: AppContext, before: Path, after: Path, was_set: str | None) -> None:
    stay = _count(context, before)
    if before == after or not stay:
        return
    console = context.console
    console.paragraph(f"{_name(stay)} where {'it was' if stay == 1 else 'they were'}:")
    console.verbatim(str(before))
    console.paragraph("From now on, notes are kept here:")
    console.verbatim(str(after))
    there = _count(context, after)
    if there:
        console.paragraph(f"{there} {'is' if there == 1 else 'are'} there already.")
    console.paragraph(
        "To see all of them in one list, move what is in the first folder into the second."
    )
    back = "unset notebook" if was_set is None else f"set notebook {quote_path(was_set)}"
    console.commands([("To go back:", f"partnership config {back}")])


def _name(stay: int) -> str:
    return "One note stays" if stay == 1 else f"{stay} notes stay"


def _count(context: AppContext, folder: Path) -> int:
    return sum(1 for _ in Notebook(folder, context.places.drafts).entries())
