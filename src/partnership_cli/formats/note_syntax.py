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
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from partnership_cli.errors import DamagedNoteError, Problem
from partnership_cli.reflection.session import Answer, Sharing

_SPACE: Final = rb"(?:[ \t]|\xc2\xa0)"
_QUESTION_FOLLOWS: Final = rb"answer%(s)b*:%(s)b*" % {b"s": _SPACE}
"""What stands in a marker before the id of the question."""
_START: Final = re.compile(
    (
        rb" {0,3}(<!--)%(s)b*" + _QUESTION_FOLLOWS + rb"(@?[a-z0-9][a-z0-9-]*)%(s)b+"
        rb"(private|shareable)%(s)b+(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d))"
        rb"((?:[ \t]+[a-z]+=\S+)*)%(s)b*(-->)(?:[ \t]+\^[A-Za-z0-9-]+)?[ \t]*\Z"
    )
    % {b"s": _SPACE}
)
_END: Final = re.compile(
    rb" {0,3}<!--%(s)b*/%(s)b*answer%(s)b*(-->)(?:[ \t]+\^[A-Za-z0-9-]+)?[ \t]*\Z" % {b"s": _SPACE}
)
# An answer as it is written, with no sign in its text that could make a marker or an escape.
_AS_WRITTEN: Final = re.compile(
    rb"^<!-- answer: (@?[a-z0-9][a-z0-9-]*) (private|shareable)"
    rb" (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)) -->\n"
    rb"((?:[^<\\\r]*\n)?)<!-- /answer -->(?=\n|\Z)",
    re.MULTILINE,
)
_MARKER: Final = re.compile(rb"<!-- /?answer")
_FENCE: Final = re.compile(rb"---[ \t]*\Z")
_ABOVE_FENCE: Final = re.compile(rb"[ \t]*(?:#.*|<!--.*-->[ \t]*)?\Z")
_COMMENT: Final = re.compile(rb"<!--[^\r\n]*")
_LINE_END: Final = re.compile(rb"\r\n|\n|\r")
_NEAR: Final = 3
"""Spaces that may stand before a marker."""
_REMAINS: Final = re.compile(
    rb"answer\W{0,4}\s.{0,80}(?:private|shareable)\W+\d{4}-\d\d-\d\d|!\W{1,6}/answer"
)
_FIX: Final = "correct or remove the line in a text editor"
_BOM: Final = b"\xef\xbb\xbf"


class NoteLine(NamedTuple):
    """One line: the offset of its first byte, its content, its end."""

    start: int
    content: bytes
    end_of_line: bytes

    @property
    def end(self) -> int:
        """The offset after the last byte of the content."""
        return self.start + len(self.content)

    @property
    def next(self) -> int:
        """The offset at which the next line begins."""
        return self.end + len(self.end_of_line)


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


class _Place(NamedTuple):
    """An offset in the bytes of the note `name`. Its line is counted when it is asked for."""

    name: str
    data: bytes
    offset: int

    def count_lines(self, offset: int) -> int:
        """Return the number, from 1, of the line at an offset."""
        return count_lines(self.data, offset) + 1

    def report(self, what: str, do: str) -> DamagedNoteError:
        """Return the error to raise."""
        problem = Problem(self.name, self.count_lines(self.offset), 1, what, do)
        return DamagedNoteError(problem, words="The file was left as it is.")


class _OpenAnswer(NamedTuple):
    """An answer whose end has not been met yet."""

    marker: re.Match[bytes]
    line: NoteLine
    written: datetime
    heading: tuple[int, str] | None

    @property
    def question(self) -> str:
        return self.marker[2].decode()


def split_lines(data: bytes, start: int = 0) -> Iterator[NoteLine]:
    """Give the lines of `data` from offset `start`, where one begins."""
    for found in _LINE_END.finditer(data, start):
        yield NoteLine(start, data[start : found.start()], found[0])
        start = found.end()
    yield NoteLine(start, data[start:], b"")


def may_answer(question: str) -> Callable[[bytes], bool]:
    """Return a test that the bytes of a note pass when they may hold an answer to a question."""
    pattern = re.compile(_QUESTION_FOLLOWS + re.escape(question.encode()) + rb"[ \t\xc2]")
    return lambda data: pattern.search(data) is not None


def count_lines(data: bytes, stop: int) -> int:
    """Return how many lines end before the offset `stop`."""
    return sum(1 for _ in _LINE_END.finditer(data, 0, stop))


def find_line_end(data: bytes) -> bytes:
    """Return how the lines of a note end: as its first one does."""
    found = _LINE_END.search(data)
    return found[0] if found else b"\n"


def find_fence(data: bytes) -> tuple[NoteLine, Iterator[NoteLine]] | None:
    """Return the line that opens the front matter and those behind it, or None.

    Only blank lines and comments may stand above it.
    """
    lines = split_lines(data, len(data) - len(data.lstrip(b"\r\n")))
    for line in lines:
        content = line.content.removeprefix(_BOM) if line.start == 0 else line.content
        if _FENCE.match(content):
            return line, lines
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
    end = data.find(b"\n---", 3) if data.startswith(b"---\n") else -1
    if data.startswith(b"\n---\n", end) and end > 0 and b"\r" not in data[:end]:
        return 4, end + 1, end + 5
    found = find_fence(data)
    if found is None:
        return None
    first, lines = found
    for line in lines:
        if is_fence(line):
            return first.next, line.start, line.next
    place = _Place(name, data, first.start)
    raise place.report("the front matter has no end", "close it with a line ---")


def find_answer_spans(data: bytes, body: int, name: str) -> tuple[AnswerSpan, ...]:
    """Return every answer that stands in `data` from offset `body` on.

    Raises DamagedNoteError at the first line that looks like a marker and is none, at a
    marker without its partner, and at a question that is answered twice.
    """
    spans = _read_as_written(data, body)
    return _read_by_lines(data, body, name) if spans is None else spans


def _read_as_written(data: bytes, body: int) -> tuple[AnswerSpan, ...] | None:
    """Return the answers where each stands as it is written, and no comment beside them."""
    spans: dict[str, AnswerSpan] = {}
    after = body
    for found in _AS_WRITTEN.finditer(data, body):
        question, sharing, written, text = found.groups()
        text = text[:-1].removeprefix(b"\n").removesuffix(b"\n")
        try:
            moment = datetime.fromisoformat(written.decode())
        except ValueError:
            return None
        name, start, end = question.decode(), found.start(), found.end()
        spans[name] = AnswerSpan(
            question=name,
            sharing=Sharing(sharing.decode()),
            written=moment,
            extra=b"",
            answer=text.decode("utf-8", "replace"),
            start=start,
            end=end,
            end_of_line=b"\n",
            lines=(start, end),
            heading=_find_heading(data, after, start),
        )
        after = end + 1
    return tuple(spans.values()) if data.count(b"<!--", body) == 2 * len(spans) else None


def _read_by_lines(data: bytes, body: int, name: str) -> tuple[AnswerSpan, ...]:
    """Return the answers however other programs left them."""
    spans: dict[str, AnswerSpan] = {}
    begun: _OpenAnswer | None = None
    after = body
    for line in _find_markers(data, body):
        place = _Place(name, data, line.start)
        if begun is None:
            begun = _begin(line, _find_heading(data, after, line.start), place)
            if begun.question in spans:
                what = f"{begun.question} is answered twice in this note"
                raise place.report(what, "join the two in a text editor")
        else:
            span = _finish(begun, data[begun.line.next : line.start], line, place)
            spans[span.question] = span
            begun = None
        after = line.next
    if begun is not None:
        place = _Place(name, data, begun.line.start)
        what = "this answer has no end"
        raise place.report(what, "add a line <!-- /answer --> after its text")
    return tuple(spans.values())


def _find_markers(data: bytes, body: int) -> Iterator[NoteLine]:
    """Give the lines that are markers, or are meant as some. No other line is looked at."""
    for found in _COMMENT.finditer(data, body):
        before = data[max(body, found.start() - _NEAR) : found.start()]
        start = found.start() - len(before) + len(before.rstrip(b" "))
        content = data[start : found.end()]
        if (start == body or data[start - 1] in b"\r\n") and _is_marker(content):
            end_of_line = _LINE_END.match(data, found.end())
            yield NoteLine(start, content, end_of_line[0] if end_of_line else b"")


def _find_heading(data: bytes, after: int, until: int) -> tuple[int, str] | None:
    """Return the heading that stands last, but for blank lines, with the offset of its line."""
    end = after + len(data[after:until].rstrip())
    start = max(data.rfind(b"\n", after, end), data.rfind(b"\r", after, end), after - 1) + 1
    if not data.startswith(b"## ", start):
        return None
    line_end = _LINE_END.search(data, end)
    content = data[start + 3 : line_end.start() if line_end else None]
    return start, content.decode("utf-8", "replace")


def _begin(line: NoteLine, heading: tuple[int, str] | None, place: _Place) -> _OpenAnswer:
    marker = _START.match(line.content)
    if marker is None:
        if _END.match(line.content):
            raise place.report("the end of an answer without its beginning", _FIX)
        raise place.report("this marker of an answer cannot be read", _FIX)
    try:
        written = datetime.fromisoformat(marker[4].decode())
    except ValueError as error:
        raise place.report("this marker holds a date that does not exist", _FIX) from error
    return _OpenAnswer(marker, line, written, heading)


def _finish(begun: _OpenAnswer, between: bytes, line: NoteLine, place: _Place) -> AnswerSpan:
    last = _END.match(line.content)
    if last is None:
        if _START.match(line.content):
            first = place.count_lines(begun.line.start)
            raise place.report(f"an answer begins before that of line {first} has ended", _FIX)
        raise place.report("this marker of an answer cannot be read", _FIX)
    text = between.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")[:-1]
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
    """The offsets of lines that look like an answer and are none: left markers, and headings.

    A heading is meant that has text of its own below it.
    """

    remains: tuple[int, ...]
    headings: tuple[int, ...]


def find_loose(data: bytes, body: int, spans: tuple[AnswerSpan, ...]) -> Loose:
    """Return the lines behind which an answer without its markers may stand."""
    taken = iter(sorted(span.lines for span in spans))
    nothing = (len(data) + 1, len(data) + 1)
    start, end = next(taken, nothing)
    remains: list[int] = []
    headings: list[int] = []
    heading: int | None = None
    for line in split_lines(data, body):
        if line.start > end:
            start, end = next(taken, nothing)
        if line.start >= start:
            heading = None
        elif line.content.startswith(b"## "):
            heading = line.start
        elif line.content.strip():
            if _REMAINS.search(line.content):
                remains.append(line.start)
            if heading is not None:
                headings.append(heading)
            heading = None
    return Loose(tuple(remains), tuple(headings))


def _is_marker(line: bytes) -> bool:
    if b"<!--" not in line or b"answer" not in line:
        return False
    return bool(_MARKER.match(line) or _START.match(line) or _END.match(line))


def _needs_escape(line: bytes) -> bool:
    return _is_marker(line.lstrip(b"\\"))


def _escape_markers(text: str) -> list[bytes]:
    lines = text.encode().split(b"\n")
    return [b"\\" + line if _needs_escape(line) else line for line in lines]


def _unescape(lines: list[bytes]) -> str:
    plain = [line[1:] if line.startswith(b"\\") and _needs_escape(line) else line for line in lines]
    return b"\n".join(plain).decode("utf-8", "replace")
