"""Another folder for the notes: they are moved there, or stay where they are, as one likes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from partnership_cli.command_names import quote_path
from partnership_cli.config.keys import Setting, is_whole_path
from partnership_cli.config.settings import (
    Settings,
    check_typed,
    load_settings,
    write_setting,
    write_settings,
)
from partnership_cli.context import AppContext
from partnership_cli.errors import (
    FileProblemError,
    NeedsTerminalError,
    NotSavedError,
    PartnershipError,
    StopRequest,
    UsageError,
)
from partnership_cli.files import is_folder, is_taken, require_file_name
from partnership_cli.notebook.relocation import (
    NotesFolder,
    copy_notes,
    count_notes,
    find_other_notes,
    hold_sessions,
    remove_copied,
)
from partnership_cli.session.terminal import InputOptions, open_terminal
from partnership_cli.terminal.menu import choose, show_menu
from partnership_cli.views.folders import (
    LEAVE,
    MOVE,
    WHAT_WITH_NOTES,
    name_move,
    show_folders,
    show_kept_here,
    show_moved,
    show_staying,
)
from partnership_cli.views.settings import show_set

_KEY: Final = "notebook"
_FORMER: Final = "notebook-before"


def change_setting(
    context: AppContext, key: str, value: Setting | None, *, unasked: bool = False
) -> None:
    """Set a key, or unset it with None. Where that is the folder of the notes, offer to move them.

    `unasked` moves them at once. Raises UsageError, FileProblemError, NotSavedError, InUseError.
    """
    if key != _KEY:
        write_setting(context.environ, key, value)
        show_set(context.console, key, value)
        return
    _require_folder(value)
    # A settings file that cannot be read may be put right by this very change.
    settings = None
    with suppress(PartnershipError):
        settings = load_settings(context.environ)
    if settings is None:
        write_setting(context.environ, key, value)
        show_set(context.console, key, value)
    else:
        _change_folder(context, _FolderChange(settings, value), unasked=unasked)


class _FolderChange:
    """A change of the folder: from where to where, and the settings that it leaves."""

    def __init__(self, settings: Settings, value: Setting | None) -> None:
        self.value = value
        self.before = settings.places.notebook
        self.after = (
            settings.default_notebook
            if value is None
            else Path(str(check_typed(_KEY, value))).expanduser()
        )
        self.was_set = settings.values.get(_KEY)
        folders = (self.before, *settings.former_notebooks)
        self.sources = find_other_notes(folders, self.after, settings.places.drafts)
        self._is_set = _FORMER in settings.values

    @property
    def command(self) -> str:
        """What makes this change and moves the notes."""
        if self.value is None:
            return "partnership config unset notebook --yes"
        return name_move(self.after)

    @property
    def way_back(self) -> str:
        """The command that names the folder from before."""
        was = self.was_set
        target = "unset notebook" if was is None else f"set notebook {quote_path(str(was))}"
        return f"partnership config {target}"

    def make_settings(self, left: Sequence[Path]) -> Mapping[str, Setting | None]:
        """Return what to set; `left` are the folders that hold notes still."""
        paths = tuple(map(str, left))
        return {_KEY: self.value, **({_FORMER: paths or None} if paths or self._is_set else {})}


def _change_folder(context: AppContext, change: _FolderChange, *, unasked: bool) -> None:
    paths = [one.path for one in change.sources]
    if not paths:
        write_settings(context.environ, change.make_settings(()))
        show_kept_here(context.console, change.after)
        return
    if unasked:
        # Whoever is stopped in between has read where to look.
        show_folders(context.console, change.sources, change.after)
    chosen = MOVE if unasked else _choose(context, change)
    if chosen == MOVE:
        _move(context, change)
    elif chosen in {LEAVE, None}:
        write_settings(context.environ, change.make_settings(paths))
        if chosen is None and change.before != change.after:
            there = count_notes(change.after, context.places.drafts)
            show_staying(context.console, change.sources, NotesFolder(change.after, there))
            context.console.commands(
                [("To move them:", change.command), ("To go back:", change.way_back)]
            )
        else:
            show_kept_here(context.console, change.after)
    else:
        context.console.paragraph("Nothing was changed.")


def _choose(context: AppContext, change: _FolderChange) -> int | None:
    """Ask what becomes of the notes; return None where there is no terminal to ask in."""
    try:
        with open_terminal(context, InputOptions(), change.command) as terminal:
            show_folders(terminal.console, change.sources, change.after)
            show_menu(terminal.console, WHAT_WITH_NOTES)
            chosen = choose(terminal.console, WHAT_WITH_NOTES, terminal.read_line)
    except NeedsTerminalError:
        return None
    if chosen is None:
        raise StopRequest
    return chosen


def _move(context: AppContext, change: _FolderChange) -> None:
    """Copy and compare the notes, take the new folder, and remove them from the first."""
    drafts = context.places.drafts
    paths = [one.path for one in change.sources]
    named = ", ".join(map(str, paths))
    with hold_sessions(drafts):
        try:
            copied = [(path, copy_notes(path, change.after)) for path in paths]
            write_settings(context.environ, change.make_settings(paths))
        except (NotSavedError, FileProblemError) as error:
            words = f"Every note is still in {named}. Some may be in {change.after}, too."
            raise NotSavedError(error.message, f"To try again: {change.command}", words) from error
        try:
            left = [(path, remove_copied(copies, path)) for path, copies in copied]
            write_settings(
                context.environ, change.make_settings([path for path, files in left if files])
            )
        except (NotSavedError, FileProblemError) as error:
            words = f"Every note is in {change.after}. Some are still in {named}, too."
            raise NotSavedError(error.message, f"To try again: {change.command}", words) from error
    show_moved(context.console, change.after, [file for _, files in left for file in files])


def _require_folder(value: Setting | None) -> None:
    """Raise UsageError where notes are to be kept in what is no folder and cannot be one."""
    if isinstance(value, str) and is_whole_path(value):
        require_file_name(value)
        path = Path(value).expanduser()
        if is_taken(path) and not is_folder(path):
            raise UsageError(f"{path} is not a folder", "Name a folder, there or not yet there.")
