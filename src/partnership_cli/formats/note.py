"""A session as the bytes of one Markdown note, and back.

A change replaces the bytes of one answer, or of the one value `status` or `title`; whatever else
stands in the file survives every save byte for byte.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from partnership_cli.errors import DamagedNoteError, Problem
from partnership_cli.formats.front_matter import FORMAT, KEY, TRUE, Front, read_front
from partnership_cli.formats.note_syntax import (
    AnswerSpan,
    count_lines,
    find_answer_spans,
    find_fence,
    find_front_matter,
    find_line_end,
    find_loose,
    format_moment,
    is_fence,
    render_span,
    split_lines,
)
from partnership_cli.reflection.session import Answer, Session, Status

_AS_WRITTEN: Final = f"---\n{KEY}:".encode()
# A title on one line, and none of the signs that YAML takes for the end of one.
_FINISHED: Final = re.compile(
    rf"---\n{KEY}: {FORMAT}\nid: ([0-9a-z-]+)\n".encode()
    + rb"title: (?:'[^'\r\n]*'|[\w\x80-\xff](?:(?!\xc2\x85|\xe2\x80[\xa8\xa9])[^\r\n])*)\n"
    + f"status: {Status.DONE}\n".encode()
)
_HEAD: Final = 65536


@dataclass(frozen=True)
class Note:
    """A note as it was read: its bytes, the session they hold, and where its answers stand.

    `warnings` name what could not be read as it stands, where that keeps no words back.
    """

    name: str
    data: bytes
    session: Session
    spans: tuple[AnswerSpan, ...]
    warnings: tuple[Problem, ...] = ()


def to_utf8(data: bytes) -> bytes:
    """Return what is in a file as UTF-8; UTF-16 is known by its mark."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", "replace").encode()
    return data


def is_note(data: bytes) -> bool:
    """Whether these bytes are meant as one of our notes: front matter with our key."""
    if data.startswith(_AS_WRITTEN):
        return True
    found = find_fence(to_utf8(data[:_HEAD]))
    if found is None:
        return False
    front = takewhile(lambda line: not is_fence(line), found[1])
    return any(has_key(line.content) for line in front)


def has_key(line: bytes) -> bool:
    """Whether a line is the one by which a note is known."""
    key, colon, _ = line.partition(b":")
    return bool(colon) and key.rstrip().strip(b"\"'") == KEY.encode()


def parse_note(data: bytes, name: str, asked: Mapping[str, str] | None = None) -> Note:
    """Read a note. `asked` gives the text of questions that have no heading in the note.

    Raises DamagedNoteError with the line, and what to do.
    """
    given, data = data, to_utf8(data)
    front = _read_front(data, name)
    spans = find_answer_spans(data, front.body, name)
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
    session = replace(front.session, answers=answers)
    warnings = (_name_utf16(name), *front.warnings) if data is not given else front.warnings
    return Note(name, data, session, spans, warnings)


def find_finished(data: bytes) -> str | None:
    """Return the id of a session that is done, where the first lines say so as we write them."""
    found = _FINISHED.match(data)
    if found is None or data.find(b"\n---\n", found.end() - 1) < 0:
        return None
    return found[1].decode()


def parse_heading(data: bytes, name: str) -> Session:
    """Read only the front matter: a session without its answers. Raises DamagedNoteError."""
    return _read_front(to_utf8(data), name).session


def find_doubts(data: bytes, name: str) -> tuple[Problem, ...]:
    """Return what a note holds that may be an answer which lost its markers.

    Raises DamagedNoteError.
    """
    note = parse_note(data, name)
    front = _read_front(note.data, name)
    loose = find_loose(note.data, front.body, note.spans)
    answered = {span.question for span in note.spans}
    # A heading of one's own stands here too; while every question is answered, nothing is missed.
    lines = loose.remains or (
        loose.headings if not answered.issuperset(note.session.questions) else ()
    )
    doubts = list(_find_wrong_bytes(note.data, name))
    if lines:
        what = "headings and text here belong to no answer"
        do = "put back the lines <!-- answer ... --> and <!-- /answer --> around the text"
        doubts.append(Problem(name, count_lines(note.data, lines[0]) + 1, 1, what, do))
    return tuple(doubts)


def _find_wrong_bytes(data: bytes, name: str) -> Iterator[Problem]:
    """Yield the first place at which a note is no UTF-8 text, if there is one."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = "a character here is not UTF-8, and is shown as \ufffd"
        yield Problem(name, line, 1, what, "open the file in its encoding and save it as UTF-8")


def require_writable(data: bytes, name: str) -> None:
    """Check that a note can be changed without a guess. Raises DamagedNoteError."""
    if to_utf8(data) is not data:
        raise DamagedNoteError(_name_utf16(name), words="The file was left as it is.")
    front = _read_front(data, name)
    if front.broken is not None:
        raise DamagedNoteError(front.broken, words="The file was left as it is.")


def render_note(session: Session) -> bytes:
    """Return a new note for a session, with the answers it holds."""
    from partnership_cli.yaml_reader import write_mapping

    front: dict[str, str | tuple[str, ...]] = {
        KEY: FORMAT,
        "id": session.id,
        "title": session.title,
        "status": str(session.status),
        "started": format_moment(session.started),
        "framework": session.framework,
    }
    if session.guide:
        front["guide"] = session.guide
    front["questions"] = session.questions
    if session.partners:
        front["partners"] = session.partners
    if session.together:
        front["together"] = TRUE
    data = f"---\n{write_mapping(front)}---\n\n# {session.title}\n".encode()
    for answer in session.answers:
        data = put_answer(data, answer, session.id)
    return data


def put_answer(data: bytes, answer: Answer, name: str) -> bytes:
    """Return the note with this answer in it; the same words and sharing change nothing.

    A new answer goes before the first that follows it in the order of the questions, else to
    the end. Raises DamagedNoteError.
    """
    require_writable(data, name)
    note = parse_note(data, name)
    for span in note.spans:
        if span.question == answer.question:
            if (span.answer, span.sharing) == (answer.answer, answer.sharing):
                return data
            new = render_span(answer, span.end_of_line, span.extra)
            return data[: span.start] + new + data[span.end :]
    end_of_line = find_line_end(data)
    new = b"## " + answer.text.encode() + end_of_line + render_span(answer, end_of_line)
    later = _find_later(note, answer.question)
    if later is not None:
        at = later.begins
        gap = b"" if data[:at].endswith((b"\n\n", b"\r\n\r\n", b"\r\r")) else end_of_line
        return data[:at] + gap + new + end_of_line + end_of_line + data[at:]
    gap = b"" if not data or data.endswith((b"\n", b"\r")) else end_of_line
    return data + gap + end_of_line + new + end_of_line


def drop_answer(data: bytes, question: str, name: str) -> bytes:
    """Return the note without this answer and the heading above it. Raises DamagedNoteError."""
    require_writable(data, name)
    for span in parse_note(data, name).spans:
        if span.question == question:
            return data[: span.begins] + data[span.lines[1] :]
    return data


def set_title(data: bytes, title: str, name: str) -> bytes:
    """Return the note with this title: in its front matter, and in its first heading.

    A heading that is no longer the old title stays. Raises DamagedNoteError.
    """
    from partnership_cli.yaml_reader import find_span, write_mapping

    require_writable(data, name)
    before = parse_note(data, name)
    found = find_front_matter(data, name)
    if found is None:
        raise _no_front(name)
    begin, end, body = found
    written = write_mapping({"title": title}).rstrip("\n").encode()
    place = find_span(data[begin:end], "title")
    if place is None:
        front = data[:end] + written + find_line_end(data) + data[end:body]
    else:
        value = written.removeprefix(b"title: ")
        front = data[: begin + place[0]] + value + data[begin + place[1] : body]
    changed = front + _replace_heading(data, body, before, title)
    if parse_note(changed, name).session != replace(before.session, title=title):
        line = count_lines(data, begin) + 1
        raise _report_damage(name, line, 1, "the title is not on a line of its own", "change it")
    return changed


def _replace_heading(data: bytes, body: int, note: Note, title: str) -> bytes:
    """Return what follows the front matter, with the title where the old one is a heading."""
    stop = note.spans[0].begins if note.spans else len(data)
    old = f"# {note.session.title}".encode()
    for line in split_lines(data[:stop], body):
        if line.content.startswith(b"# "):
            if line.content.rstrip() == old:
                return data[body : line.start] + b"# " + title.encode() + data[line.end :]
            break
    return data[body:]


def set_status(data: bytes, status: Status, name: str) -> bytes:
    """Return the note with this status in its front matter. Raises DamagedNoteError."""
    from partnership_cli.yaml_reader import find_span

    require_writable(data, name)
    found = find_front_matter(data, name)
    if found is None:
        raise _no_front(name)
    begin, end, _ = found
    place = find_span(data[begin:end], "status")
    if place is None:
        return data[:end] + f"status: {status}".encode() + find_line_end(data) + data[end:]
    start, stop = begin + place[0], begin + place[1]
    return data[:start] + str(status).encode() + data[stop:]


def _name_utf16(name: str) -> Problem:
    what = "this file is saved as UTF-16, which is read and not written"
    return Problem(name, 1, 1, what, "save it as UTF-8 first")


def _find_later(note: Note, question: str) -> AnswerSpan | None:
    """Return the first answer in a note to a question that is asked after this one."""
    questions = note.session.questions
    if question not in questions:
        return None
    after = set(questions[questions.index(question) + 1 :])
    return next((span for span in note.spans if span.question in after), None)


def _read_front(data: bytes, name: str) -> Front:
    found = find_front_matter(data, name)
    if found is None:
        raise _no_front(name)
    begin, end, body = found
    return read_front(data[begin:end], name, count_lines(data, begin) + 1, body)


def _no_front(name: str) -> DamagedNoteError:
    return _report_damage(name, 1, 1, "there is no front matter", "restore its first lines")


def _report_damage(name: str, line: int, column: int, what: str, do: str) -> DamagedNoteError:
    return DamagedNoteError(
        Problem(name, line, column, what, do), words="The file was left as it is."
    )
