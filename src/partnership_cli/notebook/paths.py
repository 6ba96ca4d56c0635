"""The names of notes on disk, and a walk through folders that opens no file.

A name such as `2026/2026-11-23-1731-k7m2q9.md` carries the local day and time at which the
session began and the end of its id, and never a title: file names leak.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from partnership_cli.file_names import avoid_device, restore_stem
from partnership_cli.reflection.session import Session

QUARANTINE: Final = ".partnership-quarantine"
"""Where `doctor --repair` moves what is in the way, beside what it moves."""
VERSIONS: Final = frozenset({".git", ".hg", ".svn"})
"""Folders whose files another program numbers; a file taken out of them breaks the rest."""
# A day or minute that does not exist tells nothing of when a session began.
_NOTE_NAME: Final = re.compile(
    r"(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])-(?:[01]\d|2[0-3])[0-5]\d)"
    r"-([0-9a-z]+)\.md\Z"
)
_IN_NAME: Final = re.compile(
    r"(?<![0-9a-z])\d{4}-\d\d-\d\d-\d{4}-([0-9a-z]{6})(?![0-9a-z])", re.IGNORECASE
)
_ID: Final = re.compile(r"\d{8}t\d{6}z-([0-9a-z]+)\Z")
_CONFLICT_COPY: Final = re.compile(
    r"-conflict(-\d+)?\.md\Z|\.sync-conflict-|conflicted copy", re.IGNORECASE
)
_NOTE_ENDS: Final = (".md", ".markdown")
# What vim, Emacs, nano, gedit, Kate and git leave beside the file NAME.
_EDITOR_LEFTOVER: Final = re.compile(
    r"\..+\.(?:sw[a-z]|un~|kate-swp)|#.+#|\.#.+|.+~|.+\.(?:orig|rej|bak|save|swp)", re.IGNORECASE
)

NoteLocation = tuple[str, Path]
"""The minute at which a session began, as its name has it, and where its note is."""


class FolderItem(NamedTuple):
    """A file or folder below the one that is walked."""

    path: Path
    is_folder: bool


class NoteFile(NamedTuple):
    """A file by its folder and its name: thousands of them are told apart before one is read."""

    folder: Path
    name: str

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.folder / self.name


def short_id(session_id: str) -> str:
    """Return the end of an id, by which a person names a session."""
    found = _ID.match(session_id)
    return found[1] if found else session_id


def is_session_id(text: str) -> bool:
    """Whether this is an id as this program makes them."""
    return _ID.match(text) is not None


def name_drafts(session_id: str) -> str:
    """Return the name of the folder for what is unfinished in a session.

    A note that was changed by hand may hold any text for an id, also one that leads elsewhere.
    """
    if is_session_id(session_id):
        return session_id
    from hashlib import sha256

    return f"other-{sha256(session_id.encode('utf-8', 'replace')).hexdigest()[:16]}"


def name_note(session: Session) -> str:
    """Return the name of a session's note, from the notebook's folder on."""
    return f"{session.started:%Y/%Y-%m-%d-%H%M}-{short_id(name_drafts(session.id))}.md"


def parse_note_name(name: str) -> tuple[str, str] | None:
    """Return minute and end of the id that a name carries; None for a name of another kind."""
    found = _NOTE_NAME.match(name)
    return (found[1], found[2]) if found else None


def is_conflict_copy(name: str) -> bool:
    """Whether this name is that of a copy that a conflict left, ours or a sync tool's."""
    return _CONFLICT_COPY.search(name) is not None


def find_letters(name: str) -> str | None:
    """Return the end of the id that a name carries, whatever stands before and behind it."""
    found = _IN_NAME.search(name)
    return found[1].lower() if found else None


def may_be_note(name: str) -> bool:
    """Whether a file of this name is looked into as a note."""
    return name.lower().endswith(_NOTE_ENDS) and not is_conflict_copy(name)


def is_left_by_editor(name: str) -> bool:
    """Whether an editor or git left a file of this name beside another."""
    return _EDITOR_LEFTOVER.fullmatch(name) is not None


def name_draft(question: str) -> str:
    """Return the name of the draft of an answer, which every system takes."""
    return f"{avoid_device(question)}.md"


def read_draft_name(name: str) -> str:
    """Return the question whose draft, or a copy of it, has this name."""
    return restore_stem(name.partition(".")[0])


def is_draft_of(question: str, name: str) -> bool:
    """Whether this is the draft of an answer, a copy of it, or what an editor left beside it."""
    if is_left_by_editor(name):
        name = name.lstrip(".#")
    return "." in name and read_draft_name(name) == question


def walk(
    root: Path,
    skipped: Collection[str] = (),
    *,
    hidden: bool = True,
    refuse: Callable[[Path, OSError], None] = lambda _folder, _error: None,
) -> Iterator[FolderItem]:
    """Yield every file and folder below `root`, the outer ones first; links are not followed.

    Folders of a name that is `skipped` are not looked into, nor given. `refuse` hears of each
    folder that cannot be read; the others are still given.
    """
    for folder, inside in _walk_folders(root, skipped, refuse, hidden=hidden):
        for name, is_folder in inside:
            yield FolderItem(folder / name, is_folder)


def walk_notes(root: Path) -> Iterator[NoteFile]:
    """Give every file below that is looked into as a note, by its name."""
    for folder, inside in _walk_folders(root, (), lambda _folder, _error: None, hidden=False):
        for name, is_folder in inside:
            if not is_folder and may_be_note(name):
                yield NoteFile(folder, name)


def _walk_folders(
    root: Path,
    skipped: Collection[str],
    refuse: Callable[[Path, OSError], None],
    *,
    hidden: bool,
) -> Iterator[tuple[Path, list[tuple[str, bool]]]]:
    left = [root]
    while left:
        folder = left.pop()
        inside = [
            (name, is_folder)
            for name, is_folder in _list_items(folder, refuse)
            if (hidden or not name.startswith(".")) and not (is_folder and name in skipped)
        ]
        yield folder, inside
        left.extend(folder / name for name, is_folder in reversed(inside) if is_folder)


def _list_items(folder: Path, refuse: Callable[[Path, OSError], None]) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    try:
        with os.scandir(folder) as inside:
            found.extend((entry.name, _is_folder(entry)) for entry in inside)
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:
        refuse(folder, error)
    return sorted(found)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False
