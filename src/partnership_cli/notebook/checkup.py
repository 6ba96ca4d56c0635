"""What `doctor` looks at: the files of one home, read and never changed.

Each check gives findings; `quarantine` moves what a finding names, and removes nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from partnership_cli.errors import FileProblemError, NotSavedError, Problem
from partnership_cli.files import can_sync, count_free, move_file, read_file, read_mode
from partnership_cli.notebook.holding import LOCK
from partnership_cli.notebook.keeper import SKELETON
from partnership_cli.notebook.names import (
    QUARANTINE,
    TRASH,
    is_conflict_copy,
    is_session_id,
    name_drafts,
    short_id,
)
from partnership_cli.notebook.notebook import Entry, Notebook

LITTLE: Final = 100 * 1024 * 1024
"""Bytes of free space under which a disk is soon full."""
_OTHERS: Final = 0o077
# A folder of a sync service is known by its name, or by what the service keeps in it.
_SYNCED_NAMES: Final = (
    "Dropbox",
    "OneDrive",
    "Google Drive",
    "GoogleDrive",
    "iCloud Drive",
    "Mobile Documents",
    "Nextcloud",
    "ownCloud",
    "Syncthing",
)
_SYNCED_MARKS: Final = (".stfolder", ".dropbox", ".dropbox.cache", ".sync_", ".owncloudsync.log")


@dataclass(frozen=True)
class Finding:
    """One thing that was found. `damage` when words cannot be read; else it is a warning.

    `movable` is what `--repair` may move away.
    """

    problem: Problem
    damage: bool = False
    movable: Path | None = None


def examine(notebook: Notebook, deleted: Notebook) -> tuple[Finding, ...]:
    """Return all that is found in a notebook, its trash and its drafts. Writes nothing."""
    entries = tuple(notebook.entries())
    known = (*entries, *deleted.entries())
    roots = [root for root in (notebook.folder, notebook.drafts) if root.is_dir()]
    return tuple(
        chain(
            _find_damage(entries),
            _find_repeated_ids(entries),
            chain.from_iterable(map(_find_copies, roots)),
            _find_orphans(notebook, known),
            chain.from_iterable(map(_find_open_modes, roots)),
            _find_places(notebook.folder),
            chain.from_iterable(map(_find_weak_disks, roots)),
        )
    )


def quarantine(findings: Iterable[Finding], notebook: Notebook) -> Iterator[tuple[Path, Path]]:
    """Move what can be moved out of the way; give each path and where it is now.

    Nothing is removed and nothing is overwritten. Raises NotSavedError.
    """
    for path in dict.fromkeys(one.movable for one in findings if one.movable is not None):
        root = notebook.drafts if path.is_relative_to(notebook.drafts) else notebook.folder
        target = root / QUARANTINE / path.relative_to(root)
        for source in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if source.is_file() and source.name != LOCK:
                yield source, _move(source, target / source.relative_to(path))


def _move(source: Path, target: Path) -> Path:
    for number in range(1, 1000):
        free = target if number == 1 else target.with_name(f"{target.name}.{number}")
        if not free.exists():
            move_file(source, free)
            return free
    raise NotSavedError(f"{target} has too many copies beside it", "Move some of them elsewhere.")


def _find_damage(entries: Iterable[Entry]) -> Iterator[Finding]:
    for entry in entries:
        if entry.problem is not None:
            yield Finding(entry.problem, damage=True, movable=entry.path)


def _find_repeated_ids(entries: Iterable[Entry]) -> Iterator[Finding]:
    first: dict[str, Path | None] = {}
    for entry in entries:
        session_id = entry.session.id
        if session_id in first:
            what = f"has the same id as {first[session_id]}"
            yield _warn(entry.path, what, "keep one of the two, and move the other elsewhere")
        first.setdefault(session_id, entry.path)


def _find_copies(root: Path) -> Iterator[Finding]:
    for path in _walk(root):
        if path.name.endswith(".tmp") and path.name.startswith("."):
            yield _warn(path, "was left by a save that was cut off", "look into it", path)
        elif is_conflict_copy(path.name):
            what = "is a copy that a conflict left"
            yield _warn(path, what, "compare it with the note beside it", path)


def _find_orphans(notebook: Notebook, known: Iterable[Entry]) -> Iterator[Finding]:
    if not notebook.drafts.is_dir():
        return
    noted = {name_drafts(entry.session.id) for entry in known}
    tokens = {short_id(name) for name in noted}
    for folder in sorted(notebook.drafts.iterdir()):
        if not folder.is_dir() or not is_session_id(folder.name):
            continue
        words = [path for path in folder.rglob("*") if path.is_file() and _holds_words(path)]
        begun = (folder / SKELETON).is_file()
        if words and not begun and folder.name not in noted and short_id(folder.name) not in tokens:
            what = "holds words of a reflection whose note is not there"
            yield _warn(folder, what, "read them in a text editor", folder)


def _holds_words(path: Path) -> bool:
    if path.name in {LOCK, SKELETON}:
        return False
    try:
        return bool((read_file(path) or b"").strip())
    except FileProblemError:
        return True


def _find_open_modes(root: Path) -> Iterator[Finding]:
    for path in chain([root], _walk(root, folders=True)):
        mode = read_mode(path)
        if mode is None:
            continue
        if not mode.owned:
            yield _warn(path, "belongs to another account", "find out why")
        elif mode.bits & _OTHERS:
            wanted = "700" if path.is_dir() else "600"
            yield _warn(path, "can be opened by other accounts", f"chmod {wanted} {path}")


def _find_places(folder: Path) -> Iterator[Finding]:
    for above in (folder, *folder.parents):
        if (above / ".git").exists():
            yield _warn(above, "is a git work tree", "mind who can read where it is pushed to")
        by_name = any(name.casefold() in above.name.casefold() for name in _SYNCED_NAMES)
        if by_name or any((above / mark).exists() for mark in _SYNCED_MARKS):
            what = "is copied to other computers by a sync service"
            yield _warn(above, what, "mind who can read it there")


def _find_weak_disks(root: Path) -> Iterator[Finding]:
    if not can_sync(root):
        what = "is on a disk that does not say when a file is safe"
        yield _warn(root, what, "keep a copy elsewhere")
    free = count_free(root)
    if free is not None and free < LITTLE:
        yield _warn(root, f"has {free // 1024 // 1024} MiB of free space left", "make some room")


def _walk(root: Path, *, folders: bool = False) -> Iterator[Path]:
    """Give every file below, what was deleted and put aside included; links are not followed."""
    for folder, below, names in os.walk(root):
        below[:] = sorted(name for name in below if name not in {".git", QUARANTINE})
        yield from (Path(folder, name) for name in (*below * folders, *sorted(names)))


def _warn(path: Path | None, what: str, do: str, movable: Path | None = None) -> Finding:
    # What was deleted stays in the trash; only a person takes it from there.
    if movable is not None and TRASH in movable.parts:
        movable = None
    return Finding(Problem(str(path), 0, 0, what, do), movable=movable)
