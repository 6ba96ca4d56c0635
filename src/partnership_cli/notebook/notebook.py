"""The folder of notes. There is no index: the notes are the data.

File names carry the local date and time and the end of the session's id, so that the newest
notes are found without reading the others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from heapq import merge
from itertools import groupby
from os.path import realpath
from pathlib import Path
from typing import Final

from partnership_cli.errors import (
    DamagedNoteError,
    FileProblemError,
    NotFoundError,
    Problem,
    UsageError,
)
from partnership_cli.files import is_taken, list_folder, read_file
from partnership_cli.formats.front_matter import read_minute_of
from partnership_cli.formats.note import find_doubts, is_note, parse_heading, parse_note, to_utf8
from partnership_cli.formats.note_syntax import may_answer
from partnership_cli.notebook.contents import Contents, Identity, read_contents
from partnership_cli.notebook.lost_notes import LostNote, find_lost_notes
from partnership_cli.notebook.paths import (
    find_letters,
    is_session_id,
    name_drafts,
    name_note,
    parse_note_name,
    short_id,
)
from partnership_cli.notebook.session_store import SKELETON, SessionStore
from partnership_cli.reflection.dates import parse_day
from partnership_cli.reflection.session import Answer, Session, Status, clean_text, may_look_back

TOKEN_LENGTH: Final = 6
_SHOWN: Final = 6
_NAME_ONE: Final = "Name one by the letters that list shows, or by its file."


@dataclass(frozen=True)
class Entry:
    """One note of the notebook. `problem` says why its answers cannot be read, if so.

    `path` is None for a session that was begun but has no note yet. `warnings` name what could
    not be read beside the answers.
    """

    session: Session
    path: Path | None
    problem: Problem | None = None
    warnings: tuple[Problem, ...] = ()


class Notebook:
    """The notes in `folder`, and the unfinished answers in `drafts`."""

    def __init__(self, folder: Path, drafts: Path) -> None:
        self.folder = folder
        self.drafts = drafts

    def is_new(self) -> bool:
        """Whether nothing was ever written here."""
        return not is_taken(self.folder) and not is_taken(self.drafts)

    def begin(self, session: Session) -> SessionStore:
        """Return the keeper of a new session; nothing is written yet."""
        return SessionStore(session, self._note_path(session), self.drafts_of(session))

    def reopen(self, entry: Entry) -> SessionStore:
        """Return the keeper of a session that was begun before."""
        path = entry.path or self._note_path(entry.session)
        return SessionStore(entry.session, path, self.drafts_of(entry.session))

    def contents(self) -> Contents:
        """Return which files are notes and which are copies of one."""
        return read_contents(self.folder, self._identify)

    def entries(self, contents: Contents | None = None) -> Iterator[Entry]:
        """Give every note, the newest first, reading each only when it is reached."""
        return self._choose(contents or self.contents(), self._read)

    def strangers(
        self, contents: Contents, read: Iterable[Entry], unread: Iterable[Path] = ()
    ) -> tuple[LostNote, ...]:
        """Return what stands here and is no note, though it may be meant as one.

        `read` are the notes that could be taken for some; `unread` are not looked into.
        """
        entries = tuple(read)
        known = {entry.path for entry in entries if entry.path}
        letters = {short_id(entry.session.id) for entry in entries}
        letters.update(filter(None, (find_letters(path.name) for path in unread)))
        return tuple(find_lost_notes(self.folder, {*known, *unread, *contents.copies}, letters))

    def all_strangers(self) -> tuple[LostNote, ...]:
        """Return the same for a reader who knows none of the notes yet."""
        contents = self.contents()
        return self.strangers(contents, self.entries(contents))

    def unfinished(self) -> Iterator[Entry]:
        """Give what can be carried on, the newest first: open notes, and sessions with a draft."""
        marked = self._marked()
        noted = (
            entry
            for entry in self.entries()
            if entry.session.status is Status.OPEN or name_drafts(entry.session.id) in marked
        )
        return merge(
            noted, self._begun(marked), key=lambda entry: entry.session.started, reverse=True
        )

    def begun(self) -> tuple[Entry, ...]:
        """Return the sessions that were begun and have no note yet, the newest first."""
        return tuple(self._begun(self._marked()))

    def find(self, ref: str, today: date) -> Entry:
        """Return the one note that `ref` means.

        `ref` is `last`, a day with one note, a whole id, the first letters of the end of an id,
        or the name or path of a note's file. Raises NotFoundError when there is none,
        UsageError when several fit, DamagedNoteError when what fits is no note.
        """
        word = ref.strip().lower()
        contents = self.contents()
        if word == "last":
            entry = next(self.entries(contents), None)
            if entry is None:
                raise NotFoundError("there is no note yet", "To begin one: partnership reflect")
            return entry
        day = parse_day(word, today)
        found = [
            entry
            for minute, path in contents.notes
            if _may_fit(path, minute, word, day)
            and (entry := self._read(path))
            and _fits(entry, word, day)
            and not self._is_copy(contents, entry)
        ]
        if name := ref.strip():
            found = found or self._named((path for _, path in contents.notes), name)
            found = found or self._named(contents.copies, name)
        if not found:
            self._refuse_stranger(contents, word)
            raise NotFoundError(f"no note fits {ref!r}", "To see them all: partnership list")
        if len(found) > 1:
            raise UsageError(f"several notes fit {ref!r}: {self._tell_apart(found)}", _NAME_ONE)
        return found[0]

    def _named(self, paths: Iterable[Path], ref: str) -> list[Entry]:
        """Return those whose file has this name, or stands at this path."""
        # No path holds a zero byte, and asking for one is a mistake.
        whole = realpath(ref.replace("\x00", ""))
        return [
            entry
            for path in paths
            if ref in {path.name, path.stem, path.relative_to(self.folder).as_posix(), str(path)}
            or whole == realpath(path)
            if (entry := self._read(path))
        ]

    def _tell_apart(self, entries: list[Entry]) -> str:
        """Return what each of several notes can be named by: its letters, else its file."""
        letters = [short_id(entry.session.id) for entry in entries[:_SHOWN]]
        if len(set(letters)) == len(letters):
            return ", ".join(letters)
        paths = [entry.path for entry in entries[:_SHOWN] if entry.path]
        return ", ".join(path.relative_to(self.folder).as_posix() for path in paths)

    def _refuse_stranger(self, contents: Contents, word: str) -> None:
        """Say why what a word means is no note. Raises DamagedNoteError."""
        letters = find_letters(word) or word.rpartition("-")[2]
        if not letters:
            return
        others = [path for _, path in contents.notes if not _bears(path, letters)]
        for stranger in self.strangers(contents, (), others):
            if stranger.path.name.lower() == word or _bears(stranger.path, letters):
                hint = "To see all that is found: partnership doctor"
                raise DamagedNoteError(stranger.problem, hint)

    def read_bytes(self, entry: Entry) -> bytes:
        """Return the bytes of a note as they stand. Raises NotFoundError, FileProblemError."""
        data = read_file(entry.path) if entry.path else None
        if data is None:
            raise NotFoundError("this note is no longer there", "To see them all: partnership list")
        return data

    def earlier_answers(
        self, question: str, session: Session, quiet: Collection[str] = ()
    ) -> tuple[Answer, ...]:
        """Return what may be offered of earlier answers to a question, the newest first.

        `quiet` are the ids of guides that are for one person alone.
        """
        return tuple(
            answer
            for entry in self.entries_where(may_answer(question))
            if may_look_back(session, entry.session, quiet)
            and (answer := entry.session.answer_to(question))
        )

    def entries_where(self, test: Callable[[bytes], bool]) -> Iterator[Entry]:
        """Give the notes whose bytes pass a test, the newest first; only they are parsed."""

        def read(path: Path) -> Entry | None:
            data = _read_quietly(path)
            passes = data is not None and test(data) and is_note(data)
            return self._parse(path, data) if passes and data is not None else None

        return self._choose(self.contents(), read)

    def _choose(self, contents: Contents, read: Callable[[Path], Entry | None]) -> Iterator[Entry]:
        """Give what is read of each note, the newest first; names say no more than the minute."""
        for _, together in groupby(contents.notes, key=lambda found: found[0]):
            entries = (read(path) for _, path in together)
            yield from _newest_first(
                entry for entry in entries if entry and not self._is_copy(contents, entry)
            )

    def _is_copy(self, contents: Contents, entry: Entry) -> bool:
        """Whether a file that is named as another session's note is a copy of a note."""
        path, session = entry.path, entry.session.id
        return path is not None and contents.find_own(path, session, self._identify) is not None

    def doubts(self, entry: Entry) -> tuple[Problem, ...]:
        """Return what a note holds that is no answer and may have been one."""
        data = _read_quietly(entry.path) if entry.path and entry.problem is None else None
        try:
            return find_doubts(data, str(entry.path)) if data is not None else ()
        except DamagedNoteError:
            return ()

    def _marked(self) -> tuple[str, ...]:
        """Return the ids of the sessions in which a draft marks a place, the newest first."""
        return tuple(
            folder.name
            for folder in reversed(_list_quietly(self.drafts))
            if is_session_id(folder.name)
            and any(path.suffix == ".md" for path in _list_quietly(folder))
        )

    def _begun(self, marked: tuple[str, ...]) -> Iterator[Entry]:
        """Give the sessions that were begun and have no note yet."""
        for name in marked:
            skeleton = self.drafts / name / SKELETON
            data = _read_quietly(skeleton)
            if data is None:
                continue
            try:
                session = parse_heading(data, str(skeleton))
            except DamagedNoteError:
                session = _unread_session(name, skeleton)
            if not is_taken(self._note_path(session)):
                yield Entry(session, None)

    def drafts_of(self, session: Session) -> Path:
        """Return the folder for what is unfinished in a session."""
        return self.drafts / name_drafts(session.id)

    def _note_path(self, session: Session) -> Path:
        return self.folder / name_note(session)

    def _identify(self, path: Path) -> Identity | None:
        entry = self._read(path)
        if entry is None:
            return None
        return Identity(entry.session.id, f"{entry.session.started:%Y-%m-%d-%H%M}")

    def _read(self, path: Path) -> Entry | None:
        try:
            data = read_file(path)
        except FileProblemError as error:
            return Entry(_unread_session(path.stem, path), path, error.problems[0])
        if data is None or not is_note(data):
            return None
        return self._parse(path, data)

    def _parse(self, path: Path, data: bytes) -> Entry:
        try:
            note = parse_note(data, str(path))
        except DamagedNoteError as error:
            problem = error.problem
        else:
            return Entry(note.session, path, warnings=note.warnings)
        try:
            return Entry(parse_heading(data, str(path)), path, problem)
        except DamagedNoteError:
            return Entry(_unread_session(path.stem, path), path, problem)


def make_id(now: datetime, token: str) -> str:
    """Return the id of a session begun `now`: the moment in UTC and six chosen characters."""
    return f"{now.astimezone(UTC):%Y%m%dt%H%M%Sz}-{token}".lower()


def _newest_first(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(
        entries, key=lambda entry: (entry.session.started, entry.session.id), reverse=True
    )


def draw_id(now: datetime, draw: Callable[[str], str]) -> str:
    """Return a new id; `draw` gives one character of those it is handed."""
    # Without vowels and look-alikes, so that no word and no doubt can arise.
    letters = "bcdfghjkmnpqrstvwxyz23456789"
    return make_id(now, "".join(draw(letters) for _ in range(TOKEN_LENGTH)))


def _may_fit(path: Path, minute: str, word: str, day: date | None) -> bool:
    """Tell by its name whether a note has to be read to know that it fits."""
    named = parse_note_name(path.name)
    if named is None:
        return True
    return minute.startswith(f"{day}") if day else named[1].startswith(word.rpartition("-")[2])


def _bears(path: Path, letters: str) -> bool:
    return (find_letters(path.name) or "").startswith(letters)


def _fits(entry: Entry, word: str, day: date | None) -> bool:
    session = entry.session
    if day is not None:
        return session.started.date() == day
    return bool(word) and (session.id == word or short_id(session.id).startswith(word))


def _read_quietly(path: Path) -> bytes | None:
    try:
        data = read_file(path)
    except FileProblemError:
        return None
    return None if data is None else to_utf8(data)


def _list_quietly(folder: Path) -> list[Path]:
    try:
        return list_folder(folder) or []
    except FileProblemError:
        return []


def _unread_session(name: str, path: Path) -> Session:
    """Return what is known of a session whose note cannot be read: its name and its age."""
    letters = find_letters(path.name)
    session_id = (
        clean_text(letters or (named[1] if (named := parse_note_name(path.name)) else name)) or "-"
    )
    started = read_minute_of(path.name) or _read_age(path)
    return Session(id=session_id, title=session_id, started=started, framework="")


def _read_age(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.lstat().st_mtime, tz=UTC)
    except (OSError, OverflowError, ValueError):
        return datetime.fromtimestamp(0, tz=UTC)


def require_path(entry: Entry) -> Path:
    """Return where the note of an entry is. Raises NotFoundError."""
    if entry.path is None:
        raise NotFoundError("this reflection has no note yet", "To go on: partnership resume")
    return entry.path
