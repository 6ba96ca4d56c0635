"""Where the answers stand in the bytes of a note.

    note   = [BOM] "---" NL yaml "---" NL { line | answer }
    answer = "<!-- answer: " ID " " SHARING " " WRITTEN { " " key "=" value } " -->" NL
             [empty line]  text  NL  [empty line]
             "<!-- /answer -->"

Only a line feed ends a line; a carriage return before it belongs to the line end. Markers
stand at column 0, alone on their line. A line of the text that looks like a marker gets one
backslash in front, and loses it when it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from partnership_cli.errors import DamagedNoteError, Problem
from partnership_cli.reflection.session import Answer, Sharing

_START = re.compile(
    rb"<!-- answer: (@?[a-z0-9][a-z0-9-]*) (private|shareable)"
    rb" (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d))((?: [a-z]+=\S+)*) -->[ \t]*\Z"
)
_END = re.compile(rb"<!-- /answer -->[ \t]*\Z")
_MARKER = re.compile(rb"<!-- /?answer")
_ESCAPED = re.compile(rb"\\*<!-- /?answer")
_FENCE = re.compile(rb"---[ \t]*\Z")
_MEND = "mend or remove the line in a text editor"
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Line:
    """One line: its number from 1, the offset of its first byte, its content, its end."""

    number: int
    start: int
    content: bytes
    end_of_line: bytes

    @property
    def end(self) -> int:
        """The offset after the last byte of the content."""
        return self.start + len(self.content)


@dataclass(frozen=True)
class Span:
    """One answer and the bytes it takes, from `<` of its first marker to `>` of its last.

    `heading` is the question as it was asked, with the offset of its line, if it stands
    right above the answer. `extra` are the pairs that a later version wrote.
    """

    question: str
    sharing: Sharing
    written: datetime
    extra: bytes
    answer: str
    start: int
    end: int
    end_of_line: bytes
    heading: tuple[int, str] | None


@dataclass(frozen=True)
class _Open:
    """An answer whose end has not been met yet."""

    marker: re.Match[bytes]
    line: Line
    written: datetime
    heading: tuple[int, str] | None


def split_lines(data: bytes, start: int = 0, number: int = 1) -> Iterator[Line]:
    """Give the lines of `data` from offset `start`, which is line `number`."""
    for raw in data[start:].split(b"\n"):
        carriage = raw.endswith(b"\r")
        content = raw[:-1] if carriage else raw
        yield Line(number, start, content, b"\r\n" if carriage else b"\n")
        start += len(raw) + 1
        number += 1


def find_front_matter(data: bytes, name: str) -> tuple[int, int, int] | None:
    """Return where the YAML begins and ends and where the body begins, as offsets.

    None when the file has no front matter. Raises DamagedNoteError when it has no end.
    """
    lines = split_lines(data, len(_BOM) if data.startswith(_BOM) else 0)
    first = next(lines)
    if not _FENCE.match(first.content):
        return None
    begin = min(len(data), first.end + len(first.end_of_line))
    for line in lines:
        if _FENCE.match(line.content):
            return begin, line.start, min(len(data), line.end + len(line.end_of_line))
    raise _damaged(name, first.number, "the front matter has no end", "close it with a line ---")


def find_answers(data: bytes, body: int, name: str) -> tuple[Span, ...]:
    """Return every answer that stands in `data` from offset `body` on.

    Raises DamagedNoteError at the first line that looks like a marker and is none, at a
    marker without its partner, and at a question that is answered twice.
    """
    spans: dict[str, Span] = {}
    begun: _Open | None = None
    text: list[bytes] = []
    heading: tuple[int, str] | None = None
    for line in split_lines(data, body, data.count(b"\n", 0, body) + 1):
        if _MARKER.match(line.content):
            if begun is None:
                begun, text, heading = _begin(line, heading, name), [], None
                if begun.marker[1].decode() in spans:
                    what = f"{begun.marker[1].decode()} is answered twice in this note"
                    raise _damaged(name, line.number, what, "join the two in a text editor")
            else:
                span = _finish(begun, text, line, name)
                spans[span.question] = span
                begun = None
        elif begun is not None:
            text.append(line.content)
        elif line.content.startswith(b"## "):
            heading = (line.start, line.content[3:].decode("utf-8", "replace"))
        elif line.content.strip():
            heading = None
    if begun is not None:
        what = "this answer has no end"
        raise _damaged(name, begun.line.number, what, "add a line <!-- /answer --> after its text")
    return tuple(spans.values())


def _begin(line: Line, heading: tuple[int, str] | None, name: str) -> _Open:
    marker = _START.match(line.content)
    if marker is None:
        if _END.match(line.content):
            raise _damaged(name, line.number, "the end of an answer without its beginning", _MEND)
        raise _damaged(name, line.number, "this marker of an answer cannot be read", _MEND)
    try:
        written = datetime.fromisoformat(marker[3].decode())
    except ValueError as error:
        what = "this marker holds a date that does not exist"
        raise _damaged(name, line.number, what, _MEND) from error
    return _Open(marker, line, written, heading)


def _finish(begun: _Open, text: list[bytes], line: Line, name: str) -> Span:
    if not _END.match(line.content):
        if _START.match(line.content):
            what = f"an answer begins before that of line {begun.line.number} has ended"
        else:
            what = "this marker of an answer cannot be read"
        raise _damaged(name, line.number, what, _MEND)
    if text and not text[0]:
        text = text[1:]
    if text and not text[-1]:
        text = text[:-1]
    return Span(
        question=begun.marker[1].decode(),
        sharing=Sharing(begun.marker[2].decode()),
        written=begun.written,
        extra=begun.marker[4],
        answer=_unescape(text),
        start=begun.line.start,
        end=line.start + len(line.content),
        end_of_line=begun.line.end_of_line,
        heading=begun.heading,
    )


def render_span(answer: Answer, end_of_line: bytes, extra: bytes = b"") -> bytes:
    """Return the bytes of one answer, from its first marker to its last."""
    first = f"<!-- answer: {answer.question} {answer.sharing} {stamp(answer.written)}"
    lines = [
        first.encode() + extra + b" -->",
        b"",
        *_escape(answer.answer),
        b"",
        b"<!-- /answer -->",
    ]
    return end_of_line.join(lines)


def stamp(moment: datetime) -> str:
    """Return a moment as a marker holds it: ISO 8601, to the second, with its offset."""
    return moment.isoformat(timespec="seconds")


def _escape(text: str) -> list[bytes]:
    lines = text.encode().split(b"\n")
    return [b"\\" + line if _ESCAPED.match(line) else line for line in lines]


def _unescape(lines: list[bytes]) -> str:
    plain = [
        line[1:] if line.startswith(b"\\") and _ESCAPED.match(line) else line for line in lines
    ]
    return b"\n".join(plain).decode("utf-8", "replace")


def _damaged(name: str, line: int, what: str, do: str) -> DamagedNoteError:
    return DamagedNoteError(Problem(name, line, 1, what, do), words="The file was left as it is.")
