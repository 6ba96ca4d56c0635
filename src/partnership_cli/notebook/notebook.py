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
from pathlib import Path
from typing import Final

from partnership_cli.documents.marks import MarkedNote, mark_session, may_answer, read_marks
from partnership_cli.documents.note import is_note, parse_heading, parse_note
from partnership_cli.errors import (
    DamagedNoteError,
    FileProblemError,
    NotFoundError,
    Problem,
    UsageError,
)
from partnership_cli.files import read_file
from partnership_cli.notebook.keeper import SKELETON, SessionKeeper
from partnership_cli.notebook.names import (
    Found,
    is_session_id,
    name_drafts,
    name_note,
    read_name,
    short_id,
    walk_notes,
)
from partnership_cli.reflection.dates import parse_day
from partnership_cli.reflection.session import Answer, Session, Status, may_look_back

TOKEN_LENGTH: Final = 6


@dataclass(frozen=True)
class Entry:
    """One note of the notebook. `problem` says why its answers cannot be read, if so.

    `path` is None for a session that was begun but has no note yet.
    """

    session: Session
    path: Path | None
    problem: Problem | None = None


def make_id(now: datetime, token: str) -> str:
    """Return the id of a session begun `now`: the moment in UTC and six chosen characters."""
    return f"{now.astimezone(UTC):%Y%m%dt%H%M%Sz}-{token}".lower()


class Notebook:
    """The notes in `folder`, and the unfinished answers in `drafts`."""

    def __init__(self, folder: Path, drafts: Path) -> None:
        self.folder = folder
        self.drafts = drafts

    def is_new(self) -> bool:
        """Whether nothing was ever written here."""
        return not self.folder.exists() and not self.drafts.exists()

    def begin(self, session: Session) -> SessionKeeper:
        """Return the keeper of a new session; nothing is written yet."""
        return SessionKeeper(session, self._note_path(session), self.drafts_of(session))

    def carry_on(self, entry: Entry) -> SessionKeeper:
        """Return the keeper of a session that was begun before."""
        path = entry.path or self._note_path(entry.session)
        return SessionKeeper(entry.session, path, self.drafts_of(entry.session))

    def entries(self) -> Iterator[Entry]:
        """Give every note, the newest first, reading each only when it is reached."""
        for together in self._minutes():
            yield from _newest_first(entry for path in together if (entry := self._read(path)))

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

    def find(self, ref: str, today: date) -> Entry:
        """Return the one note that `ref` means.

        `ref` is `last`, a day with one note, a whole id, or the first letters of the end of
        an id. Raises NotFoundError when there is none, UsageError when several fit.
        """
        word = ref.strip().lower()
        if word == "last":
            entry = next(self.entries(), None)
            if entry is None:
                raise NotFoundError("there is no note yet", "To begin one: partnership reflect")
            return entry
        day = parse_day(word, today)
        found = [
            entry
            for minute, path in self._found()
            if _may_fit(path, minute, word, day)
            and (entry := self._read(path))
            and _fits(entry, word, day)
        ]
        if not found:
            raise NotFoundError(f"no note fits {ref!r}", "To see them all: partnership list")
        if len(found) > 1:
            ids = ", ".join(short_id(entry.session.id) for entry in found[:6])
            raise UsageError(
                f"several notes fit {ref!r}: {ids}", "Name one by the letters that list shows."
            )
        return found[0]

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
        for together in self._minutes():
            yield from _newest_first(
                self._parse(path, data)
                for path in together
                if (data := _read_quietly(path)) is not None and test(data) and is_note(data)
            )

    def marks(self) -> Iterator[MarkedNote]:
        """Give what every note answers and when, without an answer being read.

        Only a note whose markers do not say it all is parsed.
        """
        for _, path in self._found():
            data = _read_quietly(path)
            if data is not None and is_note(data):
                yield read_marks(data) or mark_session(self._parse(path, data).session)

    def _marked(self) -> tuple[str, ...]:
        """Return the ids of the sessions in which a draft marks a place, the newest first."""
        if not self.drafts.is_dir():
            return ()
        return tuple(
            folder.name
            for folder in sorted(self.drafts.iterdir(), reverse=True)
            if is_session_id(folder.name) and any(path.suffix == ".md" for path in folder.iterdir())
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
            if not self._note_path(session).exists():
                yield Entry(session, None)

    def drafts_of(self, session: Session) -> Path:
        """Return the folder for what is unfinished in a session."""
        return self.drafts / name_drafts(session.id)

    def _note_path(self, session: Session) -> Path:
        return self.folder / name_note(session)

    def _minutes(self) -> Iterator[list[Path]]:
        """Give the files of each minute, the newest first; their names say no more than that."""
        for _, together in groupby(self._found(), key=lambda found: found[0]):
            yield [path for _, path in together]

    def _found(self) -> Iterator[Found]:
        return walk_notes(self.folder, self._read_minute)

    def _read_minute(self, path: Path) -> str | None:
        entry = self._read(path)
        return f"{entry.session.started:%Y-%m-%d-%H%M}" if entry else None

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
            return Entry(parse_note(data, str(path)).session, path)
        except DamagedNoteError as error:
            problem = error.problem
        try:
            return Entry(parse_heading(data, str(path)), path, problem)
        except DamagedNoteError:
            return Entry(_unread_session(path.stem, path), path, problem)


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
    named = read_name(path)
    if named is None:
        return True
    return minute.startswith(f"{day}") if day else named[1].startswith(word.rpartition("-")[2])


def _fits(entry: Entry, word: str, day: date | None) -> bool:
    session = entry.session
    if day is not None:
        return session.started.date() == day
    return bool(word) and (session.id == word or short_id(session.id).startswith(word))


def _read_quietly(path: Path) -> bytes | None:
    try:
        return read_file(path)
    except FileProblemError:
        return None


def _unread_session(name: str, path: Path) -> Session:
    """Return what is known of a session whose note cannot be read: its name and its age."""
    try:
        started = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
    except OSError:
        started = datetime.fromtimestamp(0, tz=UTC)
    if named := read_name(path):
        started = datetime.strptime(named[0], "%Y-%m-%d-%H%M").replace(tzinfo=UTC)
        name = named[1]
    return Session(id=name, title=name, started=started, framework="")
