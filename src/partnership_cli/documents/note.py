"""A session as the bytes of one Markdown note, and back.

A change replaces the bytes of one answer, or of the one value `status`; whatever else
stands in the file survives every save byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from partnership_cli.documents.spans import (
    Span,
    find_answers,
    find_front_matter,
    render_span,
    split_lines,
    stamp,
)
from partnership_cli.errors import DamagedNoteError, FileProblemError, Problem
from partnership_cli.reflection.session import Answer, Session, Status
from partnership_cli.yamltext import YamlValue, locate, read_yaml, span_of, write_mapping

FORMAT: Final = "1"
_KEY: Final = "partnership"
_TRUE: Final = "true"
_AS_WRITTEN: Final = f"---\n{_KEY}:".encode()
_FRONT_MATTER_STARTS_AT = 2


@dataclass(frozen=True)
class Note:
    """A note as it was read: its bytes, the session they hold, and where its answers stand."""

    name: str
    data: bytes
    session: Session
    spans: tuple[Span, ...]


def is_note(data: bytes) -> bool:
    """Whether these bytes are meant as one of our notes: front matter with our key."""
    if data.startswith(_AS_WRITTEN):
        return True
    for number, line in enumerate(split_lines(data[:65536])):
        text = line.content.removeprefix(b"\xef\xbb\xbf").rstrip()
        if number == 0:
            if text != b"---":
                return False
        elif text == b"---":
            return False
        elif text.startswith(b"partnership:"):
            return True
    return False


def parse_note(data: bytes, name: str, asked: Mapping[str, str] | None = None) -> Note:
    """Read a note. `asked` gives the text of questions that have no heading in the note.

    Raises DamagedNoteError with the line, and what to do.
    """
    session, body = _parse_front(data, name)
    spans = find_answers(data, body, name)
    texts = asked or {}
    answers = tuple(
        Answer(
            question=span.question,
            text=span.heading[1] if span.heading else texts.get(span.question, span.question),
            answer=span.answer,
            sharing=span.sharing,
            written=span.written,
        )
        for span in spans
    )
    return Note(name, data, session.model_copy(update={"answers": answers}), spans)


def parse_heading(data: bytes, name: str) -> Session:
    """Read only the front matter: a session without its answers. Raises DamagedNoteError."""
    return _parse_front(data, name)[0]


def render_note(session: Session) -> bytes:
    """Return a new note for a session, with the answers it holds."""
    front: dict[str, str | tuple[str, ...]] = {
        _KEY: FORMAT,
        "id": session.id,
        "title": session.title,
        "status": str(session.status),
        "started": stamp(session.started),
        "framework": session.framework,
    }
    if session.guide:
        front["guide"] = session.guide
    front["questions"] = session.questions
    if session.partners:
        front["partners"] = session.partners
    if session.together:
        front["together"] = _TRUE
    data = f"---\n{write_mapping(front)}---\n\n# {session.title}\n".encode()
    for answer in session.answers:
        data = put_answer(data, answer, session.id)
    return data


def put_answer(data: bytes, answer: Answer, name: str) -> bytes:
    """Return the note with this answer in it; the same words and sharing change nothing.

    Raises DamagedNoteError.
    """
    for span in find_answers(data, _body(data, name), name):
        if span.question == answer.question:
            if (span.answer, span.sharing) == (answer.answer, answer.sharing):
                return data
            new = render_span(answer, span.end_of_line, span.extra)
            return data[: span.start] + new + data[span.end :]
    end_of_line = b"\r\n" if b"\r\n" in data[:200] else b"\n"
    gap = b"" if not data or data.endswith(b"\n") else end_of_line
    heading = b"## " + answer.text.encode() + end_of_line
    return data + gap + end_of_line + heading + render_span(answer, end_of_line) + end_of_line


def drop_answer(data: bytes, question: str, name: str) -> bytes:
    """Return the note without this answer and the heading above it. Raises DamagedNoteError."""
    for span in find_answers(data, _body(data, name), name):
        if span.question == question:
            start = span.heading[0] if span.heading else span.start
            return data[:start] + data[span.end :]
    return data


def set_status(data: bytes, status: Status, name: str) -> bytes:
    """Return the note with this status in its front matter. Raises DamagedNoteError."""
    found = find_front_matter(data, name)
    if found is None:
        raise _damaged(name, 1, 1, "there is no front matter", "restore its first lines")
    begin, end, _ = found
    place = span_of(data[begin:end], "status")
    if place is None:
        end_of_line = b"\r\n" if data[:end].endswith(b"\r\n") else b"\n"
        return data[:end] + f"status: {status}".encode() + end_of_line + data[end:]
    start, stop = begin + place[0], begin + place[1]
    return data[:start] + str(status).encode() + data[stop:]


def _body(data: bytes, name: str) -> int:
    found = find_front_matter(data, name)
    return 0 if found is None else found[2]


def _parse_front(data: bytes, name: str) -> tuple[Session, int]:
    found = find_front_matter(data, name)
    if found is None:
        raise _damaged(name, 1, 1, "there is no front matter", "restore its first lines")
    begin, end, body = found
    yaml = data[begin:end]
    try:
        values = read_yaml(yaml, name, first_line=_FRONT_MATTER_STARTS_AT)
    except FileProblemError as error:
        raise DamagedNoteError(error.problems[0], words="The file was left as it is.") from error
    return _Front(yaml, values, name).session(), body


@dataclass(frozen=True)
class _Front:
    """The front matter of one note, with its place in errors."""

    yaml: bytes
    values: YamlValue
    name: str

    def session(self) -> Session:
        if not isinstance(self.values, dict):
            raise _damaged(self.name, 2, 1, "the front matter is not a list of keys", "")
        if self._text(_KEY) != FORMAT:
            raise self._wrong(_KEY, "this form of note is not known", "use a newer version")
        try:
            status = Status(self._text("status") or Status.OPEN)
        except ValueError as error:
            raise self._wrong("status", "status is open or done", "write one of them") from error
        return Session(
            id=self._required("id"),
            title=self._text("title") or self._required("id"),
            status=status,
            started=self._moment("started"),
            framework=self._text("framework"),
            guide=self._text("guide"),
            partners=self._texts("partners"),
            together=self._text("together") == _TRUE,
            questions=self._texts("questions"),
        )

    def _text(self, key: str) -> str:
        value = self.values.get(key, "") if isinstance(self.values, dict) else ""
        if not isinstance(value, str):
            raise self._wrong(key, f"{key} is one text", "write it on one line")
        return value

    def _required(self, key: str) -> str:
        if not (value := self._text(key)):
            raise self._wrong(key, f"{key} is missing", f"write {key}: and its value")
        return value

    def _texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, []) if isinstance(self.values, dict) else []
        if isinstance(value, str):
            return (value,) if value else ()
        texts = tuple(item for item in value if isinstance(item, str))
        if isinstance(value, dict) or len(texts) != len(value):
            raise self._wrong(key, f"{key} is a list of texts", "write it as [one, two]")
        return texts

    def _moment(self, key: str) -> datetime:
        text = self._required(key)
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            raise self._wrong(
                key, f"{key} is no moment in time", "write it as 2026-11-23T17:31:05+00:00"
            )
        return moment

    def _wrong(self, key: str, what: str, do: str) -> DamagedNoteError:
        present = isinstance(self.values, dict) and key in self.values
        line, column = locate(self.yaml, [key]) if present else (1, 1)
        return _damaged(self.name, line + _FRONT_MATTER_STARTS_AT - 1, column, what, do)


def _damaged(name: str, line: int, column: int, what: str, do: str) -> DamagedNoteError:
    return DamagedNoteError(
        Problem(name, line, column, what, do), words="The file was left as it is."
    )
