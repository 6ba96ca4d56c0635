"""The file that a person gives to partners: a name, the answers they chose, the attribution.

    # Answers from NAME

    ## QUESTION

    > the answer, as a quotation

    ---

    the attribution

It tells nothing of what was left out, nor of where the answers come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from partnership_cli.documents.lines import escape_line, unescape_line
from partnership_cli.documents.questions import LONGEST_QUESTION, QuestionIndex
from partnership_cli.documents.quotation import quote, unquote
from partnership_cli.errors import FileProblemError, Problem
from partnership_cli.reflection.people import LONGEST_NAME, read_name
from partnership_cli.reflection.together import Given

_TITLE: Final = "# Answers from "
_END: Final = "---"
_FOOT: Final = "The questions are from "
_LAST_WORDS: Final = ("who wrote them.", "do not share.")
_MOVE: Final = "move it up below a question, with > before it, or remove it"
_MOST_PROBLEMS: Final = 20
_MOST_LINES: Final = 100_000
_MOST_QUESTIONS: Final = 200


def render_shared(name: str, answers: Sequence[Given], foot: str) -> str:
    """Return the text of a file to give away; `foot` is the attribution."""
    parts = [_TITLE + escape_line(name)]
    for given in answers:
        parts += [f"## {escape_line(given.text)}", quote(given.answer)]
    return "\n\n".join((*parts, _END, foot)) + "\n"


def is_shared(text: str) -> bool:
    """Whether this text is meant as a file that `share` made."""
    return text.lstrip().startswith(_TITLE)


def parse_shared(text: str, file: str, index: QuestionIndex) -> tuple[str, tuple[Given, ...]]:
    """Return the name and the answers of a file that `share` made.

    A question that the framework at hand does not have keeps its own words. Raises
    FileProblemError with the lines that belong to no answer, so that nothing is passed over.
    """
    if text.count("\n") > _MOST_LINES:
        what = f"longer than {_MOST_LINES} lines"
        problem = Problem(file, _MOST_LINES + 1, 1, what, "ask for a shorter file")
        raise FileProblemError((problem,), words="Nothing was made.")
    reader = _Reader(file, index)
    for number, line in enumerate(text.split("\n"), 1):
        reader.take(number, line)
        if reader.too_long or len(reader.problems) >= _MOST_PROBLEMS:
            break
    return reader.finish()


@dataclass
class _Section:
    question: str
    text: str
    lines: list[str] = field(default_factory=list)


@dataclass
class _Reader:
    """Reads one file line by line, and gathers its problems up to a bound."""

    file: str
    index: QuestionIndex
    problems: list[Problem] = field(default_factory=list)
    name: str = ""
    sections: dict[str, _Section] = field(default_factory=dict)
    at: _Section | None = None
    foot: list[tuple[int, str]] = field(default_factory=list)
    ended: bool = False
    too_long: bool = False
    lines: int = 1

    def take(self, number: int, line: str) -> None:
        """Read one line."""
        self.lines = number
        if self.ended:
            self.foot.append((number, line))
        elif line.startswith(_TITLE) and not self.name and self.at is None:
            self._take_name(number, line.removeprefix(_TITLE))
        elif line.startswith("## "):
            self._begin(number, unescape_line(line[3:].strip()))
        elif line.startswith(">") and self.at is not None:
            self.at.lines.append(line)
        elif line.rstrip() == _END:
            self.ended = True
        elif not line.strip():
            if self.at is not None and self.at.lines:
                self.at.lines.append("")
        else:
            self._add(number, "this line belongs to no answer", "begin it with > or remove it")

    def finish(self) -> tuple[str, tuple[Given, ...]]:
        """Return what was read. Raises FileProblemError."""
        given = []
        for section in self.sections.values():
            while section.lines and not section.lines[-1]:
                section.lines.pop()
            answer = unquote(section.lines)
            if answer.strip():
                given.append(Given(section.question, section.text, answer))
        if not given and not self.problems:
            self._add(1, "there is no answer in it", "ask for the file again")
        if not self.problems:
            self._check_foot()
        if self.problems:
            hint = "Mend the file, or ask for it again."
            raise FileProblemError(tuple(self.problems), hint, "Nothing was made.")
        return self.name, tuple(given)

    def _take_name(self, number: int, text: str) -> None:
        name = read_name(unescape_line(text[: 2 * LONGEST_NAME + 1]))
        if name is None:
            what = "this cannot be a name"
            self._add(number, what, f"write a name of 1 to {LONGEST_NAME} characters")
        self.name = name or "?"

    def _begin(self, number: int, text: str) -> None:
        found = self.index.find(text)
        if found is None and len(text) > LONGEST_QUESTION:
            self._add(number, "this question is too long to be one", "make it shorter")
            text = text[:LONGEST_QUESTION]
        question, asked = (found.id, found.text) if found else ("", text)
        key = question or f"other: {text}"
        if key in self.sections:
            self._add(number, "this question is answered twice", "join the two answers")
        if len(self.sections) >= _MOST_QUESTIONS:
            self.too_long = True
            what = f"there are more than {_MOST_QUESTIONS} questions"
            self._add(number, what, "ask for a shorter file")
        self.at = self.sections[key] = _Section(question, asked)

    def _check_foot(self) -> None:
        """Look whether the end is there, and nothing that somebody wrote stands below it."""
        written = [(number, line.strip()) for number, line in self.foot if line.strip()]
        first = written[0][0] if written else 0
        blank = (number for number, line in self.foot if number > first and not line.strip())
        end = next(blank, self.lines + 1)
        paragraph = [one for one in written if one[0] < end]
        said = " ".join(line for _, line in paragraph)
        if not said:
            self._add(self.lines, "the end of the file is missing", "ask for the file again")
        elif not said.startswith(_FOOT):
            self._add(first, "this line stands after the end", _MOVE)
        elif not said.endswith(_LAST_WORDS):
            self._add(paragraph[-1][0], "this line stands after the end", _MOVE)
        elif len(written) > len(paragraph):
            self._add(written[len(paragraph)][0], "this line stands after the end", _MOVE)

    def _add(self, line: int, what: str, do: str) -> None:
        self.problems.append(Problem(self.file, line, 1, what, do))
