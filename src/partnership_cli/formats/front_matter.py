"""The front matter of a note: its keys read one by one, so that one bad value hides no words.

What cannot be read is named with its line, and something that stands elsewhere takes its place:
the day is in the file's name and in the id, and so are the letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from partnership_cli.errors import DamagedNoteError, FileProblemError, Problem
from partnership_cli.formats.note_syntax import split_lines
from partnership_cli.reflection.session import Session, Status, clean_text
from partnership_cli.yaml_lines import read_lines

if TYPE_CHECKING:
    from partnership_cli.yaml_reader import YamlValue

FORMAT: Final = "1"
KEY: Final = "partnership"
TRUE: Final = "true"
_KEYS: Final = (
    *(KEY, "id", "title", "status", "started", "framework", "guide", "questions", "partners"),
    "together",
)
_IN_NAME: Final = re.compile(r"(?<![0-9a-z])(\d{4}-\d\d-\d\d)-(\d{4})-([0-9a-z]+)(?![0-9a-z])")
_IN_ID: Final = re.compile(r"(\d{8}t\d{6})z-")
_MOMENT: Final = "write it as 2026-11-23T17:31:05+00:00"
_UNKNOWN: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Front:
    """What the front matter says. `body` is the offset of what follows it.

    `broken` is the problem that keeps the whole of it from being read, so that it cannot be
    changed. `warnings` are all problems.
    """

    session: Session
    body: int
    warnings: tuple[Problem, ...] = ()
    broken: Problem | None = None


def read_front(yaml: bytes, name: str, first_line: int, body: int) -> Front:
    """Read the front matter of the note `name`, which begins in line `first_line`.

    Raises DamagedNoteError where it is no front matter of ours.
    """
    broken: tuple[Problem, ...] = ()
    values: YamlValue | None = read_lines(yaml)
    if values is None:
        from partnership_cli.yaml_reader import read_yaml

        try:
            values = read_yaml(yaml, name, first_line=first_line)
        except FileProblemError as error:
            broken, values = error.problems, dict(_read_alone(yaml))
    reader = _FrontMatterReader(yaml, values, name, first_line)
    if not isinstance(values, dict):
        raise _make_damage_error(
            Problem(name, first_line, 1, "the front matter is not a list of keys")
        )
    if values.get(KEY) != FORMAT:
        if broken:
            raise _make_damage_error(broken[0])
        raise _make_damage_error(
            reader.make_problem(KEY, "this form of note is not known", "use a newer version")
        )
    session = reader.read_session()
    return Front(session, body, (*broken, *reader.problems), broken[0] if broken else None)


def read_minute_of(name: str) -> datetime | None:
    """Return the minute in a file name, or None."""
    found = _IN_NAME.search(_cut_folders(name))
    try:
        return _parse_moment(f"{found[1]}T{found[2]}") if found else None
    except ValueError:
        return None


def _read_alone(yaml: bytes) -> Iterator[tuple[str, YamlValue]]:
    """Yield each of our keys that can be read by itself, with its value."""
    from partnership_cli.yaml_reader import read_yaml

    known: set[str] = set()
    for part in _split_keys(yaml):
        try:
            value = read_yaml(part, "")
        except FileProblemError:
            continue
        for key in _KEYS:
            if isinstance(value, dict) and key in value and key not in known:
                known.add(key)
                yield key, value[key]


def _split_keys(yaml: bytes) -> Iterator[bytes]:
    part = b""
    for line in split_lines(yaml):
        if part and not line.content.startswith((b" ", b"\t", b"-")):
            yield part
            part = b""
        part += line.content + b"\n"
    yield part


class _FrontMatterReader:
    """Reads each value by itself; `problems` are about values that cannot be read."""

    def __init__(self, yaml: bytes, values: YamlValue, name: str, first_line: int) -> None:
        self.problems: list[Problem] = []
        self._yaml = yaml
        self._values = values if isinstance(values, dict) else {}
        self._name = name
        self._first_line = first_line

    def read_session(self) -> Session:
        session_id = self._read_id()
        return Session(
            id=session_id,
            title=self._read_text("title") or session_id,
            status=self._read_status(),
            started=self._read_start(session_id),
            framework=self._read_text("framework"),
            guide=self._read_text("guide"),
            partners=self._read_texts("partners"),
            together=self._read_text("together") == TRUE,
            questions=self._read_texts("questions"),
        )

    def make_problem(self, key: str, what: str, do: str) -> Problem:
        """Return a problem with the value of a key, and its place."""
        line, column = (1, 1)
        if key in self._values:
            from partnership_cli.yaml_reader import locate

            try:
                line, column = locate(self._yaml, [key])
            except FileProblemError:
                line = self._find_line(key)
        return Problem(self._name, line + self._first_line - 1, column, what, do)

    def _find_line(self, key: str) -> int:
        for number, line in enumerate(split_lines(self._yaml), 1):
            if line.content.lstrip(b"\"'").startswith(key.encode()):
                return number
        return 1

    def _add_problem(self, key: str, what: str, do: str) -> None:
        self.problems.append(self.make_problem(key, what, do))

    def _read_text(self, key: str) -> str:
        value = self._values.get(key, "")
        if isinstance(value, str):
            return value
        self._add_problem(key, f"{key} is one text", "write it on one line")
        return ""

    def _read_texts(self, key: str) -> tuple[str, ...]:
        value = self._values.get(key, [])
        if isinstance(value, str):
            return (value,) if value else ()
        texts = tuple(item for item in value if isinstance(item, str))
        if isinstance(value, dict) or len(texts) != len(value):
            self._add_problem(key, f"{key} is a list of texts", "write it as [one, two]")
            return () if isinstance(value, dict) else texts
        return texts

    def _read_id(self) -> str:
        value = self._read_text("id")
        if value:
            return value
        self._add_problem("id", "id is missing", "write id: and its value")
        part = _cut_folders(self._name)
        found = _IN_NAME.search(part)
        return clean_text(found[3] if found else part.removesuffix(".md")) or "-"

    def _read_status(self) -> Status:
        value = self._read_text("status") or Status.OPEN
        if value in set(Status):
            return Status(value)
        self._add_problem("status", "status is open or done", "write one of them")
        return Status.DONE if value.strip().casefold() == Status.DONE else Status.OPEN

    def _read_start(self, session_id: str) -> datetime:
        value = self._read_text("started")
        try:
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is not None:
                return moment
        except ValueError:
            moment = None
        what = "started is no moment in time" if value else "started is missing"
        self._add_problem("started", what, _MOMENT)
        if moment is not None and (moment.time() != datetime.min.time() or ":" in value):
            return moment.replace(tzinfo=UTC)
        found = _IN_ID.match(session_id)
        return (
            read_minute_of(self._name)
            or (_parse_quietly(found[1]) if found else None)
            or (moment.replace(tzinfo=UTC) if moment else _UNKNOWN)
        )


def _cut_folders(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]


def _parse_moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _parse_quietly(text: str) -> datetime | None:
    try:
        return _parse_moment(text.upper())
    except ValueError:
        return None


def _make_damage_error(problem: Problem) -> DamagedNoteError:
    return DamagedNoteError(problem, words="The file was left as it is.")
