"""Files and folders that were meant as notes and cannot be read as notes.

That is how notes look after the crash of another program, a failed sync, or an editor that
saved them in its own way. Nothing here reads a word for anything but to name the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from partnership_cli.command_names import TRASH
from partnership_cli.errors import DamagedNoteError, FileProblemError, Problem
from partnership_cli.files import explain, is_folder, is_link, read_file
from partnership_cli.formats.note import is_note, parse_heading, to_utf8
from partnership_cli.notebook.note_copies import Contents
from partnership_cli.notebook.paths import (
    QUARANTINE,
    VERSIONS,
    find_letters,
    is_conflict_copy,
    is_left_by_editor,
    parse_note_name,
    short_id,
    walk,
)

_SKIPPED: Final = frozenset(
    {*VERSIONS, TRASH, QUARANTINE, ".stversions", ".trash", ".sync", ".dropbox.cache"}
)
_LARGEST_TEXT: Final = 1024 * 1024
_HEAD_BYTES: Final = 4096
_FIRST_LINES: Final = 20
_KEY: Final = re.compile(rb"[\W_]{0,8}partnership[\"']?[ \t]*[:=]")
_ICLOUD: Final = re.compile(r"\.(.+\.(?:md|markdown))\.icloud", re.IGNORECASE)
_BACKUP: Final = "look for its words in a backup, or where this folder is synced from"


@dataclass(frozen=True)
class LostNote:
    """A file or folder that is not listed, and why. `damage` when its words cannot be read.

    `beside` when its note is listed, so that nobody misses it, and `in_the_way` when it is a
    copy that has the name of another note.
    """

    path: Path
    problem: Problem
    damage: bool = False
    beside: bool = False
    in_the_way: bool = False


def count_missed(lost_notes: Iterable[LostNote]) -> int:
    """Return how many of them have words that no listed note shows."""
    return sum(not lost.beside for lost in lost_notes)


def find_lost_notes(folder: Path, contents: Contents) -> Iterator[LostNote]:
    """Yield every file or folder that may hold words and is no note; `contents` are the notes."""
    refused: list[LostNote] = []

    def refuse(path: Path, error: OSError) -> None:
        what = f"cannot be looked into ({explain(error)})"
        refused.append(_report(path, what, "check who may open this folder", damage=True))

    for path, is_dir in walk(folder, _SKIPPED, refuse=refuse):
        if is_dir or path.name.endswith(".tmp") or contents.holds(path):
            continue
        lost = _examine(folder, path, contents)
        if lost is not None:
            yield lost
    yield from refused


def _examine(folder: Path, path: Path, contents: Contents) -> LostNote | None:
    bears = find_letters(path.name)
    if is_link(path):
        return _report_link(path, beside=contents.has_letters(bears))
    if _ICLOUD.fullmatch(path.name):
        what = "is not on this computer yet; iCloud has it"
        return _report(path, what, "open this folder in the file manager and download it")
    if is_left_by_editor(path.name) and (bears or ".md" in path.name.lower()):
        return _report_leftover(path, beside=bears is None or contents.has_letters(bears))
    is_named = bears is not None or parse_note_name(path.name) is not None
    return _examine_file(folder, path, contents, is_named=is_named)


def _examine_file(
    folder: Path, path: Path, contents: Contents, *, is_named: bool
) -> LostNote | None:
    try:
        data = read_file(path) if is_named else read_file(path, _LARGEST_TEXT)
    except FileProblemError as error:
        return LostNote(path, error.problems[0], damage=True) if is_named else None
    if data is None:
        return None
    if is_note(data):
        return _report_note(folder, path, beside=contents.has_letters(_read_letters(data, path)))
    broken = _report_broken(path, data, is_named=is_named)
    return broken and replace(broken, beside=contents.has_letters(find_letters(path.name)))


def _read_letters(data: bytes, path: Path) -> str:
    try:
        return short_id(parse_heading(data, str(path)).id)
    except DamagedNoteError:
        return find_letters(path.name) or ""


def _report_link(path: Path, *, beside: bool) -> LostNote | None:
    """Report a link to a folder; a link to a file is listed as a note that cannot be read."""
    if not is_folder(path):
        return None
    what, do = "is a link, and what is behind it is not listed", "move that here in its place"
    return _report(path, what, do, beside=beside)


def _report_leftover(path: Path, *, beside: bool) -> LostNote:
    what = "was left by an editor or another program"
    if not beside:
        what += ", and its note is not there"
    return _report(
        path, what, "check whether it has words that the note does not have", beside=beside
    )


def _report_note(folder: Path, path: Path, *, beside: bool) -> LostNote | None:
    """Report a note whose name or place keeps it from the list."""
    if is_conflict_copy(path.name):
        if beside:
            # The copies of a conflict are named where they are looked for.
            return None
        what = "is a copy that a conflict left, and its note is not there"
        return _report(path, what, "give it the name of the note")
    if beside and parse_note_name(path.name):
        what, do = "has the same id as another note", "not listed; compare them and keep one"
        return replace(_report(path, what, do, beside=True), in_the_way=True)
    if any(part.startswith(".") for part in path.relative_to(folder).parts):
        what, do = "is a note and hidden, so that it is not listed", "move it out of there"
    else:
        what, do = "is a note under another name, and not listed", "let its name end in .md"
    return _report(path, what, do, beside=beside)


def _report_broken(path: Path, data: bytes, *, is_named: bool) -> LostNote | None:
    """Report a file that was a note, from the parts that are left."""
    if line := _find_key(data):
        what = "is meant as a note and does not begin as one"
        do = "save it as UTF-8 text, with a line --- first and a line --- below the keys"
        return _report(path, what, do, line=line, damage=True)
    if not is_named:
        return None
    if not data.strip(b"\x00 \t\r\n"):
        what = "holds nothing but zero bytes" if b"\x00" in data else "is empty"
        return _report(path, f"has the name of a note and {what}", _BACKUP, damage=True)
    what = "has the name of a note and does not begin as one"
    return _report(path, what, "restore its first lines, or give it another name", damage=True)


def _find_key(data: bytes) -> int:
    """Return the line that holds our key, in whatever encoding, or 0."""
    head = to_utf8(data[:_HEAD_BYTES]).replace(b"\x00", b"")
    for number, line in enumerate(head.splitlines()[:_FIRST_LINES], 1):
        if _KEY.match(line):
            return number
    return 0


def _report(
    path: Path, what: str, do: str, *, line: int = 0, damage: bool = False, beside: bool = False
) -> LostNote:
    return LostNote(path, Problem(str(path), line, min(line, 1), what, do), damage, beside)
