"""Where the answers stand in the bytes of a note.

    note   = [BOM] "---" NL yaml "---" NL { line | answer }
    answer = "<!-- answer: " ID " " SHARING " " WRITTEN { " " key "=" value } " -->" NL
             [empty line]  text  NL  [empty line]
             "<!-- /answer -->"

That is what is written. Read is more, because other programs touch notes too: other white space
inside a marker and up to three spaces before it, the name that Obsidian gives to a block behind
it, blank lines and comments above the front matter, and every line end. A line of the text that
would be read as a marker gets one backslash in front, and loses it when it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from partnership_cli.errors import DamagedNoteError, Problem
from partnership_cli.reflection.session import Answer, Sharing

_SPACE: Final = rb"(?:[ \t]|\xc2\xa0)"
QUESTION_FOLLOWS: Final = rb"answer%(s)b*:%(s)b*" % {b"s": _SPACE}
"""What stands in a marker before the id of the question."""
MARKER_START: Final = (
    rb" {0,3}(<!--)%(s)b*" + QUESTION_FOLLOWS + rb"(@?[a-z0-9][a-z0-9-]*)%(s)b+(private|shareable)"
    rb"%(s)b+(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d))"
    rb"((?:[ \t]+[a-z]+=\S+)*)%(s)b*(-->)(?:[ \t]+\^[A-Za-z0-9-]+)?[ \t]*"
) % {b"s": _SPACE}
"""The first marker of an answer, from the beginning of its line to the end."""
_START: Final = re.compile(MARKER_START + rb"\Z")
_END: Final = re.compile(
    rb" {0,3}<!--%(s)b*/%(s)b*answer%(s)b*(-->)(?:[ \t]+\^[A-Za-z0-9-]+)?[ \t]*\Z" % {b"s": _SPACE}
)
_MARKER: Final = re.compile(rb"<!-- /?answer")
_FENCE: Final = re.compile(rb"---[ \t]*\Z")
_ABOVE_FENCE: Final = re.compile(rb"[ \t]*(?:#.*|<!--.*-->[ \t]*)?\Z")
_LINE_END: Final = re.compile(rb"\r\n|\n|\r")
_REMAINS: Final = re.compile(
    rb"answer\W{0,4}\s.{0,80}(?:private|shareable)\W+\d{4}-\d\d-\d\d|!\W{1,6}/answer"
)
_FIX: Final = "correct or remove the line in a text editor"
_BOM: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class NoteLine:
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
class AnswerSpan:
    """One answer and the bytes it takes, from `<` of its first marker to `>` of its last.

    `heading` is the question as it was asked, with the offset of its line, if it stands
    right above the answer. `extra` are the pairs that a later version wrote. `lines` are the
    bytes of all its lines, without the last line's end.
    """

    question: str
    sharing: Sharing
    written: datetime
    extra: bytes
    answer: str
    start: int
    end: int
    end_of_line: bytes
    lines: tuple[int, int]
    heading: tuple[int, str] | None

    @property
    def begins(self) -> int:
        """The offset at which it begins with its heading."""
        return self.heading[0] if self.heading else self.lines[0]


@dataclass(frozen=True)
class _OpenAnswer:
    """An answer whose end has not been met yet."""

    marker: re.Match[bytes]
    line: NoteLine
    written: datetime
    heading: tuple[int, str] | None

    @property
    def question(self) -> str:
        return self.marker[2].decode()


def split_lines(data: bytes, start: int = 0, number: int = 1) -> Iterator[NoteLine]:
    """Give the lines of `data` from offset `start`, which is line `number`."""
    for found in _LINE_END.finditer(data, start):
        yield NoteLine(number, start, data[start : found.start()], found[0])
        start = found.end()
        number += 1
    yield NoteLine(number, start, data[start:], b"")


def count_lines(data: bytes, stop: int) -> int:
    """Return how many lines end before the offset `stop`."""
    return sum(1 for _ in _LINE_END.finditer(data, 0, stop))


def find_line_end(data: bytes) -> bytes:
    """Return how the lines of a note end: as its first one does."""
    found = _LINE_END.search(data)
    return found[0] if found else b"\n"


def find_fence(lines: Iterator[NoteLine]) -> NoteLine | None:
    """Return the line that opens the front matter, or None where there is none.

    `lines` stands behind it then. Only blank lines and comments may stand above it.
    """
    for line in lines:
        content = line.content.removeprefix(_BOM) if line.start == 0 else line.content
        if _FENCE.match(content):
            return line
        if not _ABOVE_FENCE.match(content):
            break
    return None


def is_fence(line: NoteLine) -> bool:
    """Whether this line closes the front matter."""
    return _FENCE.match(line.content) is not None


def find_front_matter(data: bytes, name: str) -> tuple[int, int, int] | None:
    """Return where the YAML begins and ends and where the body begins, as offsets.

    None when the file has no front matter. Raises DamagedNoteError when it has no end.
    """
    lines = split_lines(data)
    first = find_fence(lines)
    if first is None:
        return None
    for line in lines:
        if is_fence(line):
            return first.end + len(first.end_of_line), line.start, line.end + len(line.end_of_line)
    raise _report_line_damage(
        name, first.number, "the front matter has no end", "close it with a line ---"
    )


def find_answer_spans(data: bytes, body: int, name: str) -> tuple[AnswerSpan, ...]:
    """Return every answer that stands in `data` from offset `body` on.

    Raises DamagedNoteError at the first line that looks like a marker and is none, at a
    marker without its partner, and at a question that is answered twice.
    """
    spans: dict[str, AnswerSpan] = {}
    begun: _OpenAnswer | None = None
    text: list[bytes] = []
    heading: tuple[int, str] | None = None
    for line in split_lines(data, body, count_lines(data, body) + 1):
        if _is_marker(line.content):
            if begun is None:
                begun, text, heading = _begin(line, heading, name), [], None
                if begun.question in spans:
                    what = f"{begun.question} is answered twice in this note"
                    raise _report_line_damage(
                        name, line.number, what, "join the two in a text editor"
                    )
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
        raise _report_line_damage(
            name, begun.line.number, what, "add a line <!-- /answer --> after its text"
        )
    return tuple(spans.values())


def _begin(line: NoteLine, heading: tuple[int, str] | None, name: str) -> _OpenAnswer:
    marker = _START.match(line.content)
    if marker is None:
        if _END.match(line.content):
            raise _report_line_damage(
                name, line.number, "the end of an answer without its beginning", _FIX
            )
        raise _report_line_damage(
            name, line.number, "this marker of an answer cannot be read", _FIX
        )
    try:
        written = datetime.fromisoformat(marker[4].decode())
    except ValueError as error:
        what = "this marker holds a date that does not exist"
        raise _report_line_damage(name, line.number, what, _FIX) from error
    return _OpenAnswer(marker, line, written, heading)


def _finish(begun: _OpenAnswer, text: list[bytes], line: NoteLine, name: str) -> AnswerSpan:
    last = _END.match(line.content)
    if last is None:
        if _START.match(line.content):
            what = f"an answer begins before that of line {begun.line.number} has ended"
        else:
            what = "this marker of an answer cannot be read"
        raise _report_line_damage(name, line.number, what, _FIX)
    if text and not text[0]:
        text = text[1:]
    if text and not text[-1]:
        text = text[:-1]
    return AnswerSpan(
        question=begun.question,
        sharing=Sharing(begun.marker[3].decode()),
        written=begun.written,
        extra=begun.marker[5],
        answer=_unescape(text),
        start=begun.line.start + begun.marker.start(1),
        end=line.start + last.end(1),
        end_of_line=begun.line.end_of_line,
        lines=(begun.line.start, line.end),
        heading=begun.heading,
    )


def render_span(answer: Answer, end_of_line: bytes, extra: bytes = b"") -> bytes:
    """Return the bytes of one answer, from its first marker to its last."""
    first = f"<!-- answer: {answer.question} {answer.sharing} {format_moment(answer.written)}"
    lines = [
        first.encode() + extra + b" -->",
        b"",
        *_escape_markers(answer.answer),
        b"",
        b"<!-- /answer -->",
    ]
    return end_of_line.join(lines)


def format_moment(moment: datetime) -> str:
    """Return a moment as a marker holds it: ISO 8601, to the second, with its offset."""
    return moment.isoformat(timespec="seconds")


@dataclass(frozen=True)
class Loose:
    """The lines outside the answers that look like one: what is left of markers, and headings.

    A heading is meant that has text of its own below it.
    """

    remains: tuple[int, ...]
    headings: tuple[int, ...]


def find_loose(data: bytes, body: int, spans: tuple[AnswerSpan, ...]) -> Loose:
    """Return the numbers of the lines behind which an answer without its markers may stand."""
    taken = iter(sorted(span.lines for span in spans))
    nothing = (len(data) + 1, len(data) + 1)
    start, end = next(taken, nothing)
    remains: list[int] = []
    headings: list[int] = []
    heading: int | None = None
    for line in split_lines(data, body, count_lines(data, body) + 1):
        if line.start > end:
            start, end = next(taken, nothing)
        if line.start >= start:
            heading = None
        elif line.content.startswith(b"## "):
            heading = line.number
        elif line.content.strip():
            if _REMAINS.search(line.content):
                remains.append(line.number)
            if heading is not None:
                headings.append(heading)
            heading = None
    return Loose(tuple(remains), tuple(headings))


def _is_marker(line: bytes) -> bool:
    if b"<!--" not in line or b"answer" not in line:
        return False
    return any(form.match(line) for form in (_MARKER, _START, _END))


def _needs_escape(line: bytes) -> bool:
    return _is_marker(line.lstrip(b"\\"))


def _escape_markers(text: str) -> list[bytes]:
    lines = text.encode().split(b"\n")
    return [b"\\" + line if _needs_escape(line) else line for line in lines]


def _unescape(lines: list[bytes]) -> str:
    plain = [line[1:] if line.startswith(b"\\") and _needs_escape(line) else line for line in lines]
    return b"\n".join(plain).decode("utf-8", "replace")


def _report_line_damage(name: str, line: int, what: str, do: str) -> DamagedNoteError:
    return DamagedNoteError(Problem(name, line, 1, what, do), words="The file was left as it is.")
