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
from partnership_cli.documents.questions import QuestionIndex
from partnership_cli.documents.quotation import quote, unquote
from partnership_cli.errors import FileProblemError, Problem
from partnership_cli.reflection.people import LONGEST_NAME, read_name
from partnership_cli.reflection.together import Given

_TITLE: Final = "# Answers from "
_END: Final = "---"
_FOOT: Final = "The questions are from "
_MOST_PROBLEMS: Final = 20


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
    reader = _Reader(file, index)
    for number, line in enumerate(text.split("\n"), 1):
        reader.take(number, line)
        if len(reader.problems) >= _MOST_PROBLEMS:
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
    foot: int = 0

    def take(self, number: int, line: str) -> None:
        """Read one line."""
        if self.foot:
            self._take_foot(number, line)
        elif line.startswith(_TITLE) and not self.name and self.at is None:
            self._take_name(number, line.removeprefix(_TITLE))
        elif line.startswith("## "):
            self._begin(number, unescape_line(line[3:].strip()))
        elif line.startswith(">") and self.at is not None:
            self.at.lines.append(line)
        elif line.rstrip() == _END:
            self.foot = number
        elif not line.strip():
            if self.at is not None and self.at.lines:
                self.at.lines.append(">")
        else:
            self._add(number, "this line belongs to no answer", "begin it with > or remove it")

    def finish(self) -> tuple[str, tuple[Given, ...]]:
        """Return what was read. Raises FileProblemError."""
        given = []
        for section in self.sections.values():
            while section.lines and section.lines[-1] == ">" and section.lines.pop():
                pass
            answer = unquote(section.lines)
            if answer.strip():
                given.append(Given(section.question, section.text, answer))
        if not given and not self.problems:
            self._add(1, "there is no answer in it", "ask for the file again")
        if self.problems:
            hint = "Mend the file, or ask for it again."
            raise FileProblemError(tuple(self.problems), hint, "Nothing was made.")
        return self.name, tuple(given)

    def _take_name(self, number: int, text: str) -> None:
        name = read_name(unescape_line(text))
        if name is None:
            what = "this cannot be a name"
            self._add(number, what, f"write a name of 1 to {LONGEST_NAME} characters")
        self.name = name or "?"

    def _begin(self, number: int, text: str) -> None:
        found = self.index.find(text)
        question, asked = (found.id, found.text) if found else ("", text)
        key = question or f"other: {text}"
        if key in self.sections:
            self._add(number, "this question is answered twice", "join the two answers")
        self.at = self.sections[key] = _Section(question, asked)

    def _take_foot(self, number: int, line: str) -> None:
        if not line.strip():
            return
        if self.foot > 0 and not line.startswith(_FOOT):
            self._add(number, "this line stands after the end", "move it up, or remove it")
        # The attribution is one paragraph, in however many lines a mail program broke it.
        self.foot = -number if self.foot > 0 or self.foot == 1 - number else number

    def _add(self, line: int, what: str, do: str) -> None:
        self.problems.append(Problem(self.file, line, 1, what, do))
