"""The names of notes on disk, and how to go through them without reading what is in them.

A name such as `2026/2026-11-23-1731-k7m2q9.md` carries the local day and time at which the
session began and the end of its id, and never a title: file names leak.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from heapq import merge
from pathlib import Path
from typing import Final

from partnership_cli.reflection.session import Session

TRASH: Final = ".partnership-trash"
QUARANTINE: Final = ".partnership-quarantine"
"""Where `doctor --repair` moves what is in the way, beside what it moves."""
_NAME: Final = re.compile(r"(\d{4}-\d\d-\d\d-\d{4})-([0-9a-z]+)\.md\Z")
_ID: Final = re.compile(r"\d{8}t\d{6}z-([0-9a-z]+)\Z")
_YEAR: Final = re.compile(r"\d{4}\Z")
_COPY: Final = re.compile(r"-conflict(-\d+)?\.md\Z|\.sync-conflict-|conflicted copy", re.IGNORECASE)

Found = tuple[str, Path]
"""The minute at which a session began, as its name has it, and where its note is."""


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


def read_name(path: Path) -> tuple[str, str] | None:
    """Return minute and end of the id that a name carries; None for a name of another kind."""
    found = _NAME.match(path.name)
    return (found[1], found[2]) if found else None


def is_conflict_copy(name: str) -> bool:
    """Whether this name is that of a copy that a conflict left, ours or a sync tool's."""
    return _COPY.search(name) is not None


def walk_notes(folder: Path, read_minute: Callable[[Path], str | None]) -> Iterator[Found]:
    """Give every Markdown file that may be a note, the newest first.

    A year's folder is looked into when it is reached. `read_minute` tells the minute of a
    note whose name does not, or None for a file that is no note.
    """
    years, elsewhere = _look_into(folder)
    others = sorted(_with_minutes(elsewhere, read_minute), reverse=True)
    in_years = (
        found
        for year in sorted(years, reverse=True)
        for found in sorted(_with_minutes(_walk(year), read_minute), reverse=True)
    )
    return merge(in_years, others, reverse=True)


def _look_into(folder: Path) -> tuple[list[Path], list[Path]]:
    years: list[Path] = []
    elsewhere: list[Path] = []
    for entry in _scan(folder):
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            if _YEAR.match(entry.name):
                years.append(path)
            else:
                elsewhere.extend(_walk(path))
        elif _may_be_note(entry.name):
            elsewhere.append(path)
    return years, elsewhere


def _walk(folder: Path) -> Iterator[Path]:
    for entry in _scan(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder / entry.name)
        elif _may_be_note(entry.name):
            yield folder / entry.name


def _scan(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as inside:
            for entry in inside:
                if not entry.name.startswith("."):
                    yield entry
    except OSError:
        # A folder that cannot be read is a matter for `doctor`; the others are still listed.
        return


def _may_be_note(name: str) -> bool:
    return name.endswith(".md") and not is_conflict_copy(name)


def _with_minutes(
    paths: Iterator[Path] | list[Path], read_minute: Callable[[Path], str | None]
) -> Iterator[Found]:
    for path in paths:
        named = read_name(path)
        minute = named[0] if named else read_minute(path)
        if minute is not None:
            yield minute, path
