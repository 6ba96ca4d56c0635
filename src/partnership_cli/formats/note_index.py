"""Which questions a note answers and when, without reading a word of an answer.

A notebook of years is looked through for this, so a note is not parsed: its markers say it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from partnership_cli.formats.note_syntax import MARKER_START, QUESTION_FOLLOWS
from partnership_cli.reflection.journey import JourneyMark
from partnership_cli.reflection.session import Session

_MARKER: Final = re.compile(rb"\n" + MARKER_START + rb"(?=\r?\n|\Z)")
_OTHER_LINE_END: Final = re.compile(rb"\r(?!\n)")
_KEYS: Final = tuple(
    (key, re.compile(rb"\n%s: ([a-z0-9-]+)\r?\n(?![ \t])" % key))
    for key in (b"framework", b"guide")
)
_BOM: Final = b"\xef\xbb\xbf"
_FRONT_ENDS: Final = re.compile(rb"\n---[ \t]*\r?\n")


@dataclass(frozen=True)
class IndexedNote:
    """What the markers of a note say: its framework and its guide, and what it answers."""

    framework: str
    guide: str
    marks: tuple[JourneyMark, ...]


def read_marks(data: bytes) -> IndexedNote | None:
    """Return what the markers of a note say, or None where it has to be parsed to know.

    That is where framework or guide are not written as the program writes them, lines end or
    the front matter begins otherwise, or a date does not exist.
    """
    begins = data.removeprefix(_BOM).startswith(b"---")
    front = _FRONT_ENDS.search(data, 3)
    if front is None or not begins or _OTHER_LINE_END.search(data):
        return None
    end = front.start() + 1
    values = []
    for key, pattern in _KEYS:
        found = pattern.search(data, 0, end + 1)
        value = found[1] if found else b""
        # The word may also stand in a title, or in a comment; where it does, the note is parsed.
        if data.count(key, 0, end) - value.count(key) != bool(found):
            return None
        values.append(value.decode())
    try:
        marks = tuple(
            JourneyMark(question.decode(), datetime.fromisoformat(written.decode()))
            for _, question, _, written, *_ in _MARKER.findall(data, front.end() - 1)
        )
    except ValueError:
        return None
    framework, guide = values
    return IndexedNote(framework, guide, marks)


def may_answer(question: str) -> Callable[[bytes], bool]:
    """Return a test that the bytes of a note pass when they may hold an answer to a question."""
    pattern = re.compile(QUESTION_FOLLOWS + re.escape(question.encode()) + rb"[ \t\xc2]")
    return lambda data: pattern.search(data) is not None


def index_session(session: Session) -> IndexedNote:
    """Return what a session that was read says."""
    return IndexedNote(
        session.framework,
        session.guide,
        tuple(JourneyMark(answer.question, answer.written) for answer in session.answers),
    )
