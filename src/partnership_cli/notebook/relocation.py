"""Notes that go to another folder: copied, compared, and only then removed from the first.

Nothing is removed while a copy is missing. Whoever is stopped half-way has every note in the first
folder, or in the second, or in both, and the same call goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from os.path import realpath
from pathlib import Path
from typing import NamedTuple

from partnership_cli.command_names import TRASH
from partnership_cli.errors import ConflictError, FileProblemError, NotSavedError, Problem
from partnership_cli.files import (
    explain,
    is_leftover,
    is_link,
    is_taken,
    list_folder,
    read_file,
    remove_file,
    remove_folder,
    replace_file,
)
from partnership_cli.formats.note import is_note
from partnership_cli.notebook.lock import LOCK, session_lock
from partnership_cli.notebook.notebook import Notebook
from partnership_cli.notebook.paths import (
    QUARANTINE,
    VERSIONS,
    find_letters,
    is_conflict_copy,
    may_be_note,
    walk,
)


class NotesFolder(NamedTuple):
    """A folder, and how many notes are in it; deleted ones may be there too."""

    path: Path
    notes: int


@dataclass(frozen=True)
class CopiedFile:
    """A file that stands in both folders with the same bytes."""

    source: Path
    target: Path
    data: bytes


@dataclass(frozen=True)
class Copies:
    """What was copied, and the files that another one of the same name kept out."""

    files: tuple[CopiedFile, ...]
    left: tuple[Path, ...]


def count_notes(folder: Path, drafts: Path) -> int:
    """Return how many notes a folder has."""
    return sum(1 for _ in Notebook(folder, drafts).entries())


def find_other_notes(
    folders: Iterable[Path], notebook: Path, drafts: Path
) -> tuple[NotesFolder, ...]:
    """Return those of the folders that have notes which are not listed with the notebook's."""
    apart = (one for one in dict.fromkeys(folders) if _is_apart(one, notebook))
    found = (NotesFolder(one, count_notes(one, drafts)) for one in apart)
    return tuple(one for one in found if one.notes or _has_deleted_notes(one.path))


def _has_deleted_notes(folder: Path) -> bool:
    return any(not is_folder for _, is_folder in walk(folder / TRASH))


def _is_apart(folder: Path, other: Path) -> bool:
    # The notebook may hold the folder, or one may be a link to the other.
    return not Path(realpath(folder)).is_relative_to(realpath(other))


@contextmanager
def hold_sessions(drafts: Path) -> Iterator[None]:
    """Hold every session that is open, so that none is written to while its note moves.

    Raises InUseError where another process holds one, NotSavedError.
    """
    with ExitStack() as held:
        for folder in list_folder(drafts) or ():
            if is_taken(folder / LOCK):
                held.enter_context(session_lock(folder))
        yield


def copy_notes(source: Path, target: Path) -> Copies:
    """Copy the notes of a folder, with their copies and what was deleted, and compare each.

    What else is in the folder is no matter of ours. Raises NotSavedError, FileProblemError; the
    first folder is then as it was.
    """
    copied: list[CopiedFile] = []
    left: list[Path] = []
    for path in _list_files(source, target):
        data = read_file(path)
        if data is None:
            continue
        copy = target / path.relative_to(source)
        try:
            replace_file(copy, data, expected=None, rewrite=True)
        except ConflictError:
            left.append(path)
            continue
        if read_file(copy) != data:
            raise NotSavedError(f"{copy} is not what was written to it")
        copied.append(CopiedFile(path, copy, data))
    return Copies(tuple(copied), tuple(left))


def remove_copied(copies: Copies, folder: Path) -> tuple[Path, ...]:
    """Remove from the first folder what stands in the second; return what was left.

    A file that changed meanwhile, here or there, is left. Raises NotSavedError.
    """
    changed: list[Path] = []
    for one in copies.files:
        if _holds(one.source, one.data) and _holds(one.target, one.data):
            remove_file(one.source)
        elif is_taken(one.source):
            changed.append(one.source)
    folders = {above for one in copies.files for above in one.source.parents}
    for above in sorted(folders, key=lambda one: len(one.parts), reverse=True):
        if above.is_relative_to(folder):
            remove_folder(above)
    return (*copies.left, *changed)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return read_file(path) == data
    except FileProblemError:
        return False


def _list_files(source: Path, target: Path) -> Iterator[Path]:
    """Yield what is a note, a copy of one, or kept beside them. Raises FileProblemError."""
    for path, is_folder in walk(source, VERSIONS, refuse=_refuse):
        if is_folder or is_link(path) or path.is_relative_to(target) or is_leftover(path.name):
            continue
        ours = {TRASH, QUARANTINE} & set(path.relative_to(source).parts[:-1])
        if ours or is_conflict_copy(path.name) or find_letters(path.name) or _is_note(path):
            yield path


def _is_note(path: Path) -> bool:
    return may_be_note(path.name) and is_note(read_file(path) or b"")


def _refuse(folder: Path, error: OSError) -> None:
    raise FileProblemError((Problem(str(folder), 0, 0, f"cannot be read ({explain(error)})"),))
