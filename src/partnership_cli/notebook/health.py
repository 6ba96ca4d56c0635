"""The checks of `doctor`: they read the files of one home and change nothing.

Each check gives findings; `quarantine` moves what a finding names, and removes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from os.path import commonpath
from pathlib import Path
from typing import Final

from partnership_cli.command_names import TRASH, quote_path
from partnership_cli.errors import FileProblemError, NotSavedError, Problem
from partnership_cli.files import (
    Limit,
    count_free,
    find_limits,
    is_leftover,
    is_taken,
    move_file,
    read_file,
    read_mode,
)
from partnership_cli.notebook.lock import LOCK
from partnership_cli.notebook.notebook import Entry, Notebook
from partnership_cli.notebook.paths import (
    QUARANTINE,
    FolderItem,
    is_conflict_copy,
    is_left_by_editor,
    is_session_id,
    name_drafts,
    parse_note_name,
    short_id,
    walk,
)
from partnership_cli.notebook.session_store import SKELETON
from partnership_cli.notebook.unlisted_files import LostNote
from partnership_cli.notebook.working_copies import find_begun_pages

LOW_SPACE: Final = 100 * 1024 * 1024
"""Bytes of free space under which a disk is soon full."""
_OTHERS_MODE: Final = 0o077
_LIMITS: Final = {
    Limit.NO_LOCKS: (
        "is on a disk without locks",
        "keep a reflection open in one window only",
    ),
    Limit.NO_SYNC: (
        "is on a disk that does not say when a file is safe",
        "keep a copy elsewhere",
    ),
}
"""What `doctor` says of a disk; who can open what is found file by file."""
_NOT_OURS: Final = (".git", QUARANTINE)
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
class HealthFinding:
    """One thing that was found. `damage` when words cannot be read; else it is a warning.

    `movable` is what `--repair` may move away. `kind` is what many of a kind are called.
    """

    problem: Problem
    damage: bool = False
    movable: Path | None = None
    kind: str = ""


def examine(notebook: Notebook, deleted: Notebook) -> tuple[HealthFinding, ...]:
    """Return all that is found in a notebook, its trash and its drafts. Writes nothing."""
    contents = notebook.contents()
    drafted = [
        name
        for folder, is_folder in walk(notebook.drafts, _NOT_OURS)
        if is_folder and folder.parent == notebook.drafts and is_session_id(name := folder.name)
    ]
    tokens = {short_id(name) for name in drafted}
    damage: list[HealthFinding] = []
    warnings: list[HealthFinding] = []
    doubts: list[HealthFinding] = []
    noted: set[str] = set()
    # Thousands of notes are read here, and none is held.
    for entry in notebook.entries(contents):
        damage += _find_damage(entry)
        warnings += map(HealthFinding, entry.warnings)
        doubts += map(HealthFinding, notebook.doubts(entry))
        noted |= {short_id(name_drafts(entry.session.id))} & tokens
    for entry in deleted.entries():
        noted |= {short_id(name_drafts(entry.session.id))} & tokens
    roots = [root for root in (notebook.folder, notebook.drafts) if is_taken(root)]
    return tuple(
        chain(
            damage,
            map(_make_lost_finding, notebook.lost_notes(contents)),
            warnings,
            doubts,
            _find_repeated_ids(contents.copies),
            chain.from_iterable(map(_find_copies, roots)),
            _find_leftovers(notebook.drafts),
            _find_orphans(notebook, [name for name in drafted if short_id(name) not in noted]),
            map(_make_begun_finding, find_begun_pages(notebook.drafts)),
            chain.from_iterable(map(_find_shared_files, roots)),
            _find_places(notebook.folder),
            chain.from_iterable(map(_find_disk_limits, roots)),
        )
    )


def quarantine(
    findings: Iterable[HealthFinding], notebook: Notebook
) -> Iterator[tuple[Path, Path]]:
    """Move the movable files of the findings; yield each old and new path.

    Nothing is removed and nothing is overwritten. Raises NotSavedError.
    """
    for path in dict.fromkeys(one.movable for one in findings if one.movable is not None):
        root = notebook.drafts if path.is_relative_to(notebook.drafts) else notebook.folder
        target = root / QUARANTINE / path.relative_to(root)
        for source, is_folder in chain([FolderItem(path, is_folder=False)], walk(path)):
            if not is_folder and source.name != LOCK and _is_file(source):
                yield source, _move_aside(source, target / source.relative_to(path))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file() and not path.is_symlink()
    except OSError:
        return False


def _move_aside(source: Path, target: Path) -> Path:
    for number in range(1, 1000):
        free = target if number == 1 else target.with_name(f"{target.name}.{number}")
        if not is_taken(free):
            move_file(source, free)
            return free
    raise NotSavedError(f"{target} has too many copies beside it", "Move some of them elsewhere.")


def _find_damage(entry: Entry) -> Iterator[HealthFinding]:
    if entry.problem is not None:
        yield HealthFinding(entry.problem, damage=True, movable=entry.path)


def _make_lost_finding(lost: LostNote) -> HealthFinding:
    # Only a file with a note's own name stands in the way of the note itself.
    moves = lost.in_the_way or (lost.damage and parse_note_name(lost.path.name))
    return HealthFinding(lost.problem, lost.damage, lost.path if moves else None)


def _find_repeated_ids(copies: Mapping[Path, Path]) -> Iterator[HealthFinding]:
    for path, note in sorted(copies.items()):
        what = f"has the same id as {note}"
        found = _warn(path, what, "not listed; compare them and keep one", path)
        yield replace(found, kind="have the same id as another note")


def _find_copies(root: Path) -> Iterator[HealthFinding]:
    for path, is_folder in walk(root, _NOT_OURS):
        if is_folder:
            continue
        if is_leftover(path.name):
            yield _warn(path, "was left by a save that was cut off", "look into it", path)
        elif is_conflict_copy(path.name):
            what = "is a copy that a conflict left"
            yield _warn(path, what, "compare it with the note beside it", path)


def _find_leftovers(drafts: Path) -> Iterator[HealthFinding]:
    for path, is_folder in walk(drafts, _NOT_OURS):
        if not is_folder and is_left_by_editor(path.name):
            what = "was left by an editor, or the editor is open"
            yield _warn(path, what, "check whether it has words that the draft does not have")


def _find_orphans(notebook: Notebook, noteless: Iterable[str]) -> Iterator[HealthFinding]:
    for name in noteless:
        folder = notebook.drafts / name
        inside = [path for path, below in walk(folder) if not below]
        if any(map(_holds_words, inside)) and folder / SKELETON not in inside:
            what = "holds words of a reflection whose note is not there"
            yield _warn(folder, what, "read them in a text editor", folder)


def _make_begun_finding(folder: Path) -> HealthFinding:
    what = "holds words of a letter or an agreement that is not made yet"
    return _warn(folder, what, "give the same command again, or remove the folder")


def _holds_words(path: Path) -> bool:
    if path.name in {LOCK, SKELETON}:
        return False
    try:
        return bool((read_file(path) or b"").strip())
    except FileProblemError:
        return True


def _find_shared_files(root: Path) -> Iterator[HealthFinding]:
    """Yield one finding, with one command, for all files in a folder that others can open."""
    opened = 0
    first = FolderItem(root, is_folder=True)
    common: Path | None = None
    for one in chain([FolderItem(root, is_folder=True)], walk(root, _NOT_OURS)):
        mode = read_mode(one.path)
        if mode is None:
            continue
        if not mode.owned:
            yield _warn(one.path, "belongs to another account", "find out why")
        elif mode.bits & _OTHERS_MODE:
            opened += 1
            first = one if opened == 1 else first
            inner = one.path if one.is_folder else one.path.parent
            # The innermost folder that holds all of these.
            common = Path(commonpath((common or inner, inner)))
    if opened == 1:
        path, wanted = first.path, "700" if first.is_folder else "600"
        yield _warn(path, "can be opened by other accounts", f"chmod {wanted} {_quote(path)}")
    elif common is not None:
        what = f"{opened} files and folders here can be opened by other accounts"
        yield _warn(common, what, f"chmod -R go-rwx {_quote(common)}")


def _quote(path: Path) -> str:
    return quote_path(str(path))


def _find_places(folder: Path) -> Iterator[HealthFinding]:
    for above in (folder, *folder.parents):
        if is_taken(above / ".git"):
            yield _warn(above, "is a git work tree", "check who can read the place it is pushed to")
        by_name = any(name.casefold() in above.name.casefold() for name in _SYNCED_NAMES)
        if by_name or any(is_taken(above / mark) for mark in _SYNCED_MARKS):
            what = "is copied to other computers by a sync service"
            yield _warn(above, what, "check who can read it there")


def _find_disk_limits(root: Path) -> Iterator[HealthFinding]:
    for limit in sorted(find_limits(root), key=lambda limit: limit.value):
        yield _warn(root, *_LIMITS[limit])
    free = count_free(root)
    if free is not None and free < LOW_SPACE:
        yield _warn(root, f"has {free // 1024 // 1024} MiB of free space left", "make some room")


def _warn(path: Path | None, what: str, do: str, movable: Path | None = None) -> HealthFinding:
    # What was deleted stays in the trash; only a person takes it from there.
    if movable is not None and TRASH in movable.parts:
        movable = None
    return HealthFinding(Problem(str(path), 0, 0, what, do), movable=movable)
