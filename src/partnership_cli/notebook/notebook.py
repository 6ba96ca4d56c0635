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
from partnership_cli.formats.note import (
    find_doubts,
    find_finished,
    is_note,
    parse_heading,
    parse_note,
    to_utf8,
)
from partnership_cli.formats.note_syntax import may_answer
from partnership_cli.notebook.note_copies import Contents, Identity, read_contents
from partnership_cli.notebook.paths import (
    find_letters,
    is_session_id,
    name_drafts,
    name_note,
    parse_note_name,
    short_id,
)
from partnership_cli.notebook.session_store import SKELETON, SessionStore
from partnership_cli.notebook.unlisted_files import LostNote, find_lost_notes
from partnership_cli.reflection.dates import parse_day
from partnership_cli.reflection.session import Answer, Session, Status, clean_text, may_look_back

TOKEN_LENGTH: Final = 6
LAST: Final = "last"
"""What names the newest note."""
_MOST_NAMES: Final = 6
_NAME_ONE: Final = "Name one by the code that list shows, or by its file."


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
        """Return the store of a new session; nothing is written yet."""
        return SessionStore(session, self._note_path(session), self.drafts_of(session))

    def reopen(self, entry: Entry) -> SessionStore:
        """Return the store of a session that was begun before."""
        path = entry.path or self._note_path(entry.session)
        return SessionStore(entry.session, path, self.drafts_of(entry.session))

    def contents(self) -> Contents:
        """Return which files are notes and which are copies of one."""
        return read_contents(self.folder, self._identify)

    def entries(self, contents: Contents | None = None) -> Iterator[Entry]:
        """Yield every note, the newest first; each is read when it is reached."""
        return self._read_notes(contents or self.contents(), self._read, gives_all=True)

    def lost_notes(self, contents: Contents) -> tuple[LostNote, ...]:
        """Return the files and folders here that may be meant as notes and are none.

        What was not read of the contents is taken for what its name says.
        """
        return tuple(find_lost_notes(self.folder, contents))

    def all_lost_notes(self) -> tuple[LostNote, ...]:
        """Return the same, after reading the beginning of every note."""
        contents = self.contents()
        for _ in self._read_notes(contents, self._read_heading, gives_all=True):
            pass
        return self.lost_notes(contents)

    def unfinished_entries(self) -> Iterator[Entry]:
        """Yield open notes and sessions with a draft, the newest first."""
        marked = self._find_marked_sessions()

        def may_go_on(data: bytes) -> bool:
            finished = find_finished(data)
            return finished is None or name_drafts(finished) in marked

        noted = (
            entry
            for entry in self._read_notes(self.contents(), lambda path: self._read(path, may_go_on))
            if entry.session.status is Status.OPEN or name_drafts(entry.session.id) in marked
        )
        return merge(
            noted,
            self._find_noteless_sessions(marked),
            key=lambda entry: entry.session.started,
            reverse=True,
        )

    def noteless_entries(self) -> tuple[Entry, ...]:
        """Return the sessions that have drafts and no note yet, the newest first."""
        return tuple(self._find_noteless_sessions(self._find_marked_sessions()))

    def find(self, ref: str, today: date) -> Entry:
        """Return the one note that `ref` means.

        `ref` is `last`, a day with one note, a whole id, the first letters of the end of an id,
        or the name or path of a note's file. Raises NotFoundError when there is none,
        UsageError when several fit, DamagedNoteError when what fits is no note.
        """
        word = ref.strip().lower()
        contents = self.contents()
        if word == LAST:
            entry = next(self.entries(contents), None)
            if entry is None and self.noteless_entries():
                what = "the reflection that is open has no finished answer yet"
                raise NotFoundError(what, "To continue: partnership resume")
            if entry is None:
                raise NotFoundError(
                    "there is no reflection yet", "To begin one: partnership reflect"
                )
            return entry
        day = parse_day(word, today)
        found = [
            entry
            for minute, path in contents.notes
            if _may_be_meant(path, minute, word, day)
            and (entry := self._read(path))
            and _is_meant(entry, word, day)
            and not self._is_copy(contents, entry)
        ]
        if name := ref.strip():
            found = found or self._find_by_file((path for _, path in contents.notes), name)
            found = found or self._find_by_file(contents.copies, name)
        if not found:
            self._refuse_lost_note(contents, word)
            raise NotFoundError(
                f"no reflection matches {ref!r}", "To see them all: partnership list"
            )
        if len(found) > 1:
            raise UsageError(
                f"several reflections match {ref!r}: {self._list_names(found)}", _NAME_ONE
            )
        return found[0]

    def _find_by_file(self, paths: Iterable[Path], ref: str) -> list[Entry]:
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

    def _list_names(self, entries: list[Entry]) -> str:
        """Return the letters of several notes, or their paths where two have the same letters."""
        letters = [short_id(entry.session.id) for entry in entries[:_MOST_NAMES]]
        if len(set(letters)) == len(letters):
            return ", ".join(letters)
        paths = [entry.path for entry in entries[:_MOST_NAMES] if entry.path]
        return ", ".join(path.relative_to(self.folder).as_posix() for path in paths)

    def _refuse_lost_note(self, contents: Contents, word: str) -> None:
        """Raise DamagedNoteError if the word names a file that is no note."""
        letters = find_letters(word) or word.rpartition("-")[2]
        if not letters:
            return
        for _, path in contents.notes:
            if _has_letters(path, letters) and not self._read(path):
                contents.record(path, None)
        for lost in self.lost_notes(contents):
            if lost.path.name.lower() == word or _has_letters(lost.path, letters):
                hint = "To see all that is found: partnership doctor"
                raise DamagedNoteError(lost.problem, hint)

    def read_bytes(self, entry: Entry) -> bytes:
        """Return the bytes of a note as they stand. Raises NotFoundError, FileProblemError."""
        data = read_file(entry.path) if entry.path else None
        if data is None:
            raise NotFoundError(
                "this reflection is no longer there", "To see them all: partnership list"
            )
        return data

    def earlier_answers(
        self, question: str, session: Session, quiet: Collection[str] = ()
    ) -> Iterator[Answer]:
        """Yield the earlier answers to a question that may be shown now, the newest first.

        `quiet` are the ids of guides that are for one person alone.
        """
        return (
            answer
            for entry in self.entries_where(may_answer(question))
            if may_look_back(session, entry.session, quiet)
            and (answer := entry.session.answer_to(question))
        )

    def entries_where(self, test: Callable[[bytes], bool]) -> Iterator[Entry]:
        """Yield the notes whose bytes pass a test, the newest first; only these are parsed."""

        def read(path: Path) -> Entry | None:
            data = _read_quietly(path)
            passes = data is not None and test(data) and is_note(data)
            return self._parse(path, data) if passes and data is not None else None

        return self._read_notes(self.contents(), read)

    def _read_notes(
        self, contents: Contents, read: Callable[[Path], Entry | None], *, gives_all: bool = False
    ) -> Iterator[Entry]:
        """Yield what `read` returns for each note, the newest first; names order by minute only.

        Where it gives all, the contents know afterwards which files are none.
        """
        for _, together in groupby(contents.notes, key=lambda found: found[0]):
            entries: list[Entry] = []
            for _, path in together:
                entry = read(path)
                is_note = entry is not None and not self._is_copy(contents, entry)
                if gives_all:
                    contents.record(path, entry.session.id if entry and is_note else None)
                entries += [entry] if entry and is_note else []
            yield from _sort_newest_first(entries)

    def _is_copy(self, contents: Contents, entry: Entry) -> bool:
        """Whether a file that is named as another session's note is a copy of a note."""
        path, session = entry.path, entry.session.id
        return path is not None and contents.find_own(path, session, self._identify) is not None

    def doubts(self, entry: Entry) -> tuple[Problem, ...]:
        """Return a problem for each text in a note that may be an answer without its markers."""
        data = _read_quietly(entry.path) if entry.path and entry.problem is None else None
        try:
            return find_doubts(data, str(entry.path)) if data is not None else ()
        except DamagedNoteError:
            return ()

    def _find_marked_sessions(self) -> tuple[str, ...]:
        """Return the ids of the sessions in which a draft marks a place, the newest first."""
        return tuple(
            folder.name
            for folder in reversed(_list_quietly(self.drafts))
            if is_session_id(folder.name)
            and any(path.suffix == ".md" for path in _list_quietly(folder))
        )

    def _find_noteless_sessions(self, marked: tuple[str, ...]) -> Iterator[Entry]:
        """Yield the sessions that have drafts and no note yet."""
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

    def _read_heading(self, path: Path) -> Entry | None:
        return self._read(path, parse=self._parse_heading)

    def _read(
        self,
        path: Path,
        test: Callable[[bytes], bool] | None = None,
        parse: Callable[[Path, bytes], Entry] | None = None,
    ) -> Entry | None:
        try:
            data = read_file(path)
        except FileProblemError as error:
            return Entry(_unread_session(path.stem, path), path, error.problems[0])
        if data is None or (test and not test(data)) or not is_note(data):
            return None
        return (parse or self._parse)(path, data)

    def _parse(self, path: Path, data: bytes) -> Entry:
        try:
            note = parse_note(data, str(path))
        except DamagedNoteError as error:
            return self._parse_heading(path, data, error.problem)
        return Entry(note.session, path, warnings=note.warnings)

    def _parse_heading(self, path: Path, data: bytes, problem: Problem | None = None) -> Entry:
        try:
            return Entry(parse_heading(data, str(path)), path, problem)
        except DamagedNoteError:
            return Entry(_unread_session(path.stem, path), path, problem)


def make_id(now: datetime, token: str) -> str:
    """Return the id of a session begun `now`: the moment in UTC and six chosen characters."""
    return f"{now.astimezone(UTC):%Y%m%dt%H%M%Sz}-{token}".lower()


def _sort_newest_first(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(
        entries, key=lambda entry: (entry.session.started, entry.session.id), reverse=True
    )


def draw_id(now: datetime, draw: Callable[[str], str]) -> str:
    """Return a new id; `draw` gives one character of those it is handed."""
    # Without vowels and look-alikes, so that no word and no doubt can arise.
    letters = "bcdfghjkmnpqrstvwxyz23456789"
    return make_id(now, "".join(draw(letters) for _ in range(TOKEN_LENGTH)))


def _may_be_meant(path: Path, minute: str, word: str, day: date | None) -> bool:
    """Tell by its name whether a note has to be read to know that it fits."""
    named = parse_note_name(path.name)
    if named is None:
        return True
    return minute.startswith(f"{day}") if day else named[1].startswith(word.rpartition("-")[2])


def _has_letters(path: Path, letters: str) -> bool:
    return (find_letters(path.name) or "").startswith(letters)


def _is_meant(entry: Entry, word: str, day: date | None) -> bool:
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
    """Return a session made of the name and age of a note that cannot be read."""
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
        raise NotFoundError("this reflection has no note yet", "To continue: partnership resume")
    return entry.path
