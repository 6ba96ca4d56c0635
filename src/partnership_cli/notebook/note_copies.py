"""Which files of a folder are its notes, and which are copies of one of them.

Sync services, file managers and git give copies any name. So a copy is found by its id:
of several files with one id, the note is that with the note's own name, else the one whose name
is the most ordinary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Final

from partnership_cli.notebook.paths import (
    NoteFile,
    NoteLocation,
    find_letters,
    is_session_id,
    parse_note_name,
    short_id,
    walk_notes,
)

_MINUTE: Final = len("2026-11-23-1731")
_YEAR: Final = 4


@dataclass(frozen=True)
class Identity:
    """The id in a note, and the minute at which its session began."""

    session: str
    minute: str

    def is_same(self, other: Identity) -> bool:
        """Whether two files are of one session; of a damaged one only the letters are known."""
        if is_session_id(self.session) and is_session_id(other.session):
            return self.session == other.session
        return short_id(self.session) == short_id(other.session)


Identify = Callable[[Path], Identity | None]
"""Reads the identity of a file; None when it is no note."""


@dataclass(frozen=True)
class Contents:
    """The notes of a folder, the newest first, and what each copy is a copy of.

    A file that has a note's own name stands among the notes, whatever is in it. `named` are
    those, by the end of the id that the name carries, and `files` all notes by their minute.
    `others` are the files that were read and are not what their name says, each with the end of
    the id in it, or with nothing where it is no note.
    """

    files: list[tuple[str, NoteFile]]
    copies: dict[Path, Path]
    named: dict[str, list[NoteFile]]
    others: dict[Path, str] = field(default_factory=dict)

    def record(self, path: Path, session: str | None) -> None:
        """Remember of a file that was read of which session it is the note, or that it is none."""
        letters = short_id(session) if session else ""
        if letters != find_letters(path.name):
            self.others[path] = letters

    def holds(self, path: Path) -> bool:
        """Whether a file is a note or a copy of one, as far as it was read."""
        # To look for a path takes longest, and mostly there is none of these.
        if self.others and path in self.others:
            return bool(self.others[path])
        name = parse_note_name(path.name)
        files = self.named.get(name[1], ()) if name else self._free
        found = any(one.name == path.name and one.folder == path.parent for one in files)
        return found or (bool(self.copies) and path in self.copies)

    def has_letters(self, letters: str | None) -> bool:
        """Whether a note is of a session whose id ends so."""
        named = (*self.named.get(letters or "", ()), *self._free)
        return letters in self.others.values() or any(
            find_letters(file.name) == letters and file.path not in self.others for file in named
        )

    @cached_property
    def _free(self) -> tuple[NoteFile, ...]:
        """The notes with names of another kind."""
        return tuple(file for _, file in self.files if parse_note_name(file.name) is None)

    @property
    def notes(self) -> Iterator[NoteLocation]:
        """The notes, the newest first."""
        for minute, together in groupby(self.files, key=itemgetter(0)):
            yield from ((minute, path) for path in _sort_back(file for _, file in together))

    def copies_of(self, path: Path) -> list[Path]:
        """Return the copies of a note, the one that would be the note without it first."""
        return [copy for copy, note in self.copies.items() if note == path]

    def find_own(self, path: Path, session: str, identify: Identify) -> Path | None:
        """Return the note of this session that has its own name, where `path` has another's."""
        letters = short_id(session)
        name = parse_note_name(path.name)
        if name is None or name[1] == letters:
            return None
        mine = Identity(session, "")
        own = (file.path for file in self.named.get(letters, ()))
        return next((one for one in own if _is_same(identify(one), mine)), None)


def read_contents(folder: Path, identify: Identify) -> Contents:
    """Return the notes and copies in a folder; a file is read only where its name is not enough."""
    named: dict[str, list[NoteFile]] = {}
    others: list[Path] = []
    for file in walk_notes(folder):
        if name := parse_note_name(file.name):
            named.setdefault(name[1], []).append(file)
        else:
            others.append(file.path)
    copies: dict[Path, Path] = {}
    for letters, files in named.items():
        if len(files) > 1:
            named[letters] = _split_copies(folder, files, copies, identify)
    notes = [(file.name[:_MINUTE], file) for files in named.values() for file in files]
    notes.extend(_find_others(others, named, copies, identify))
    notes.sort(key=itemgetter(0), reverse=True)
    return Contents(notes, copies, named)


def _sort_back(files: Iterable[NoteFile]) -> list[Path]:
    return sorted((file.path for file in files), reverse=True)


def _split_copies(
    folder: Path, files: Iterable[NoteFile], copies: dict[Path, Path], identify: Identify
) -> list[NoteFile]:
    """Return the notes among files that carry the same letters; the rest are copies."""
    read = [(file.path, identify(file.path)) for file in files]
    known: list[tuple[Identity | None, Path]] = []
    for path, identity in sorted(read, key=lambda one: _rank_named(folder, *one)):
        note = next((one for other, one in known if identity and _is_same(other, identity)), None)
        if note is not None:
            copies[path] = note
        else:
            known.append((identity, path))
    return [NoteFile(path.parent, path.name) for _, path in known]


def _rank_named(folder: Path, path: Path, identity: Identity | None) -> tuple[bool, bool, int, str]:
    """Return a key that sorts the file with its own name in its own folder first."""
    is_own = identity is not None and path.name.startswith(identity.minute)
    in_place = path.parent == folder / path.name[:_YEAR]
    return not is_own, not in_place, len(path.parts), str(path)


def _find_others(
    others: Iterable[Path],
    named: dict[str, list[NoteFile]],
    copies: dict[Path, Path],
    identify: Identify,
) -> Iterator[tuple[str, NoteFile]]:
    """Return the notes among files with names of another kind; the rest are copies."""
    known: list[tuple[Identity, Path]] = []
    for path in sorted(others, key=_rank_unnamed):
        identity = identify(path)
        if identity is None:
            continue
        own = (file.path for file in named.get(short_id(identity.session), ()))
        note = next((one for one in own if _is_same(identify(one), identity)), None)
        note = note or next((one for other, one in known if other.is_same(identity)), None)
        if note is not None:
            copies[path] = note
        else:
            known.append((identity, path))
    return ((identity.minute, NoteFile(path.parent, path.name)) for identity, path in known)


def _is_same(one: Identity | None, other: Identity) -> bool:
    return one is not None and one.is_same(other)


def _rank_unnamed(path: Path) -> tuple[bool, int, str]:
    """Return a key that sorts names which a person chose before names of notes with additions."""
    return find_letters(path.name) is not None, len(path.name), str(path)
