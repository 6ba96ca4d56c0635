"""What other programs did to a text on its way, undone before it is read.

A mail program puts a heading above, `> ` before each line and a signature below; an editor puts
properties above; a word processor keeps soft line ends and page numbers. What is certain is
undone, and what was left out is told. Where it is not certain, the lines stay for the reader,
which refuses those that it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from partnership_cli.errors import FileProblemError, Problem
from partnership_cli.formats.framework_attribution import find_attribution
from partnership_cli.formats.handout import begin_words
from partnership_cli.formats.mail import find_footer, find_header, find_introduction
from partnership_cli.formats.markdown_escapes import drop_escapes
from partnership_cli.formats.page_number_filter import find_page_numbers

_Read = TypeVar("_Read")

SHARED_TITLE: Final = "# Answers from "
_PAGE_END: Final = "\x0c"
_SOFT: Final = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BEGINNINGS: Final = "|".join(map(re.escape, begin_words()))
_OURS: Final = re.compile(rf"[> \t\xa0]*(?:\\?#{{1,6}}\s|The questions are from|{_BEGINNINGS})")
"""How a line of ours begins, quoted or not."""
_QUOTES: Final = re.compile(r"(?:[ \t\xa0]*>)*")
_ANCHOR: Final = re.compile(r"(?P<heading>\s{0,3}#{1,6}\s.*\S)\s*\{[#.][^{}\n]*\}\s*")
_PROPERTY: Final = re.compile(r"[\w-][\w -]*:(?:\s.*)?|\s*-\s.*|\s+\S.*")
_AROUND_TITLE: Final = "#*_ \t\xa0"
_TITLE_UNDERLINE: Final = re.compile(r"={3,}\s*")
_UNDERLINE: Final = re.compile(r"=+\s*|-{2,}\s*")
_MOST_AROUND: Final = 3
_MOST_PROPERTIES: Final = 60
_LARGE: Final = 250_000
_MANY: Final = 20_000
"""Characters and lines beyond which nothing is undone; nobody writes as many in one page."""


@dataclass(frozen=True)
class RepairResult:
    """A text as it was before other programs changed it.

    `numbers` are those of its lines in the file; `told` is what was left out or is in doubt.
    """

    text: str
    numbers: tuple[int, ...]
    told: tuple[Problem, ...] = ()

    def read(self, read: Callable[[str], _Read]) -> _Read:
        """Return what `read` returns of the text. A problem names its line as in the file."""
        try:
            return read(self.text)
        except FileProblemError as error:
            placed = tuple(replace(one, line=self._place(one.line)) for one in error.problems)
            raise type(error)(placed, error.hint or "", error.words or "") from error

    def _place(self, line: int) -> int:
        return self.numbers[line - 1] if 0 < line <= len(self.numbers) else line


def repair(text: str, file: str, own: str = "") -> RepairResult:
    """Return a received text as it was made; `own` is the attribution of the framework at hand."""
    if len(text) > _LARGE or text.count("\n") > _MANY:
        return RepairResult(text, ())
    lines = text.split("\n")
    work = _Work(file, own, lines, list(range(1, len(lines) + 1)))
    for _ in range(_MOST_AROUND):
        # A mail that was passed on has one heading above its quotation and one within.
        work.leave_out(_find_properties(work.lines), "properties of another program")
        work.leave_out(find_header(work.lines), "the heading of a mail")
        work.unquote()
    work.split_soft_ends()
    work.clear_headings()
    work.leave_out_footer()
    work.leave_out_page_numbers()
    work.lines, told = drop_escapes(work.lines, own)
    for number, what, do in told:
        work.tell(number, what, do)
    lines = [line if _is_quoted(line) else line.replace(_PAGE_END, "") for line in work.lines]
    return RepairResult("\n".join(lines), tuple(work.numbers), tuple(work.told))


@dataclass
class _Work:
    """The lines of one text, while they are changed. None goes, so that each keeps its place."""

    file: str
    own: str
    lines: list[str]
    numbers: list[int]
    told: list[Problem] = field(default_factory=list)

    def tell(self, at: int, what: str, do: str = "") -> None:
        self.told.append(Problem(self.file, self.numbers[at], 0, what, do))

    def leave_out(self, found: Sequence[int], what: str) -> None:
        """Blank lines that are nobody's answer, and say so."""
        for at in found:
            self.lines[at] = ""
        if found:
            lines = "1 line" if len(found) == 1 else f"{len(found)} lines"
            self.tell(found[0], f"{what} ({lines}): left out")

    def unquote(self) -> None:
        """Take away `>` before the lines of a page that was quoted as a whole, or answered in."""
        first = next((at for at, line in enumerate(self.lines) if _OURS.match(line)), None)
        if first is None or not (level := _count_quotes(self.lines[first])):
            return
        self.leave_out(find_introduction(self.lines, first), "the line above a quotation")
        for at, line in enumerate(self.lines):
            self.lines[at] = _unquote(line, level)

    def split_soft_ends(self) -> None:
        """End a line where a soft end is. A form feed stays, until page numbers were looked for."""
        lines: list[str] = []
        numbers: list[int] = []
        for number, line in zip(self.numbers, self.lines, strict=True):
            parts = [line]
            if not _is_quoted(line) and _SOFT.search(line):
                parts = _SOFT.sub(_end_line, line).split("\n")
            lines += parts
            numbers += [number] * len(parts)
        self.lines, self.numbers = lines, numbers

    def clear_headings(self) -> None:
        """Take away what is behind and below a heading."""
        for at, line in enumerate(self.lines):
            if "{" in line and (found := _ANCHOR.fullmatch(line)):
                self.lines[at] = found["heading"]
        first = self._find_written(0)
        if first is None:
            return
        below = self.lines[first + 1 : first + 2]
        underlined = any(map(_TITLE_UNDERLINE.fullmatch, below))
        if underlined:
            self.lines[first], self.lines[first + 1] = f"# {self.lines[first]}", ""
        elif self.lines[first].startswith("# "):
            return
        title = self.lines[first].strip(_AROUND_TITLE)
        if title.startswith(SHARED_TITLE[2:]) and any(map(_is_quoted, self.lines)):
            self.lines[first] = f"# {title}"
            self._mark_questions(first + 1)

    def _mark_questions(self, begin: int) -> None:
        """Write `## ` before lines that are underlined and have an answer below them."""
        for at in range(begin, len(self.lines) - 1):
            line = self.lines[at]
            if line[:1] in {"", ">", "#"} or not _UNDERLINE.fullmatch(self.lines[at + 1]):
                continue
            below = self._find_written(at + 2)
            if below is not None and _is_quoted(self.lines[below]):
                self.lines[at], self.lines[at + 1] = f"## {line}", ""

    def _find_written(self, at: int) -> int | None:
        return next((one for one in range(at, len(self.lines)) if self.lines[one].strip()), None)

    def leave_out_footer(self) -> None:
        """Leave out what a mail program or a list put below the attribution."""
        for at, line in enumerate(self.lines):
            if not _is_quoted(line) and (foot := find_attribution(self.lines, at, self.own)):
                found = find_footer(self.lines, at + foot.lines)
                self.leave_out(found, "the end of a mail")
                return

    def leave_out_page_numbers(self) -> None:
        """Leave out page numbers, or say where one may be."""
        found, doubtful = find_page_numbers(self.lines)
        self.leave_out(found, "page numbers")
        for at in doubtful:
            self.tell(at, "perhaps a page number, kept as text", "remove it if it is one")


def _end_line(sign: re.Match[str]) -> str:
    if sign[0] != _PAGE_END:
        return "\n"
    return _PAGE_END if sign.start() == 0 else f"\n{_PAGE_END}"


def _is_quoted(line: str) -> bool:
    return line.startswith(">")


def _count_quotes(line: str) -> int:
    found = _QUOTES.match(line)
    return found[0].count(">") if found else 0


def _unquote(line: str, level: int) -> str:
    for _ in range(level):
        rest = line.lstrip(" \t\xa0")
        if not rest.startswith(">"):
            break
        line = rest[1:].removeprefix(" ")
    return line


def _find_properties(lines: Sequence[str]) -> list[int]:
    """Return the lines that an editor for notes put above a page, between two rules."""
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if first is None or lines[first].rstrip() != "---":
        return []
    for at in range(first + 1, min(first + _MOST_PROPERTIES, len(lines))):
        if lines[at].rstrip() == "---":
            return list(range(first, at + 1))
        if not _PROPERTY.fullmatch(lines[at]):
            break
    return []
