"""The file that a person gives to partners: a name, the answers they chose, the attribution.

    # Answers from NAME

    ## QUESTION

    > the answer, as a quotation

    ---

    the attribution

It says nothing about answers that were left out, or about the note they come from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from partnership_cli.errors import Problems
from partnership_cli.formats.framework_attribution import (
    NOT_FROM_IT,
    begins_attribution,
    list_words,
)
from partnership_cli.formats.markdown_safety import (
    escape_line,
    is_rule,
    quote,
    unescape_line,
    unquote,
)
from partnership_cli.formats.question_matcher import LONGEST_QUESTION, QuestionIndex
from partnership_cli.reflection.person_names import LONGEST_NAME, read_name
from partnership_cli.reflection.together import SharedAnswer

_TITLE: Final = "# Answers from "
_END: Final = "---"
_LAST_WORDS: Final = ["who", "wrote", "them"]
_OTHER_LAST_WORDS: Final = ["do", "not", "share"]
_OTHERS: Final = list_words(NOT_FROM_IT)
_NO_ANSWER: Final = "this line belongs to no answer"
_AFTER_END: Final = "this line comes after the end"
_QUOTE_IT: Final = "begin it with > if it is of the answer above, or remove it"
_MOVE_UP: Final = "move it up below a question, with > before it, or remove it"
_NOTHING_MADE: Final = "Nothing was made."
_MOST_LINES: Final = 100_000
_MOST_QUESTIONS: Final = 200


def render_shared(name: str, answers: Sequence[SharedAnswer], foot: str) -> str:
    """Return the text of a file to give away; `foot` is the attribution."""
    parts = [_TITLE + escape_line(name)]
    for given in answers:
        parts += [f"## {escape_line(given.text)}", quote(given.answer)]
    return "\n\n".join((*parts, _END, foot)) + "\n"


def is_shared(text: str) -> bool:
    """Whether this text is meant as a file that `share` made."""
    return text.lstrip().startswith(_TITLE)


def parse_shared(
    text: str, file: str, index: QuestionIndex
) -> tuple[str, tuple[SharedAnswer, ...]]:
    """Return the name and the answers of a file that `share` made.

    A question that the framework at hand does not have keeps its own words. Raises
    FileProblemError with the lines that belong to no answer, so that nothing is passed over.
    """
    problems = Problems(file)
    if text.count("\n") > _MOST_LINES:
        what = f"longer than {_MOST_LINES} lines"
        problems.add(_MOST_LINES + 1, 1, what, "ask for a shorter file")
        problems.raise_if_any(words=_NOTHING_MADE)
    reader = _SharedFileReader(index, problems)
    for number, line in enumerate(text.split("\n"), 1):
        reader.read_line(number, line)
        if reader.too_long or problems.full:
            break
    return reader.finish()


def restore_shared(text: str, name: str, answers: Sequence[SharedAnswer], foot: str) -> str:
    """Return the text that `share` made, for a file whose form another program changed.

    `text` is the file as it was read, `foot` the attribution of the framework at hand. The words
    of questions are those of the file: another edition may set other signs in them.
    """
    lines = text.split("\n")
    begins = (at for at, line in enumerate(lines) if line[:1] != ">")
    end = next((at for at in begins if begins_attribution(lines, at)), len(lines))
    said = " ".join(line.strip() for line in lines[end:] if line.strip())
    asked = [unescape_line(one[3:].strip()) for one in lines[:end] if one.startswith("## ")]
    if len(asked) == len(answers):
        answers = [replace(one, text=own) for one, own in zip(answers, asked, strict=True)]
    return render_shared(name, answers, foot if list_words(said) == list_words(foot) else said)


@dataclass
class _Section:
    question: str
    text: str
    lines: list[str] = field(default_factory=list)


@dataclass
class _SharedFileReader:
    """Reads one file line by line."""

    index: QuestionIndex
    problems: Problems
    name: str = ""
    sections: dict[str, _Section] = field(default_factory=dict)
    at: _Section | None = None
    foot: list[tuple[int, str]] = field(default_factory=list)
    ended: bool = False
    too_long: bool = False
    lines: int = 1
    rule: int = 0
    """The line drawn across the page that was read last, while nothing stands below it."""

    def read_line(self, number: int, line: str) -> None:
        """Read one line."""
        self.lines = number
        if self.ended:
            self.foot.append((number, line))
        elif line.startswith(_TITLE) and not self.name and self.at is None:
            self._read_name_line(number, line.removeprefix(_TITLE))
        elif line.startswith("## "):
            self._begin_section(number, unescape_line(line[3:].strip()))
        elif line.startswith(">") and self.at is not None:
            self.at.lines.append(line)
        elif not line.strip():
            if self.at is not None and self.at.lines:
                self.at.lines.append("")
            return
        else:
            self._read_unquoted(number, line)
            return
        if self.rule:
            self._add(self.rule, _NO_ANSWER, _QUOTE_IT)
            self.rule = 0

    def _read_unquoted(self, number: int, line: str) -> None:
        """Read a line outside answers: the end, a rule that may stand above it, or a mistake."""
        if begins_attribution((line,), 0):
            self.ended = True
            self.foot.append((number, line))
        elif self.rule:
            self._add(number, _AFTER_END, _MOVE_UP)
        elif is_rule(line):
            self.rule = number
            return
        else:
            self._add(number, _NO_ANSWER, _QUOTE_IT)
        self.rule = 0

    def finish(self) -> tuple[str, tuple[SharedAnswer, ...]]:
        """Return what was read. Raises FileProblemError."""
        given = []
        for section in self.sections.values():
            while section.lines and not section.lines[-1]:
                section.lines.pop()
            answer = unquote(section.lines)
            if answer.strip():
                given.append(SharedAnswer(section.question, section.text, answer))
        if not given and not self.problems:
            self._add(1, "there is no answer in it", "ask for the file again")
        if not self.problems:
            self._check_foot()
        self.problems.raise_if_any("Fix the file, or ask for it again.", _NOTHING_MADE)
        return self.name, tuple(given)

    def _read_name_line(self, number: int, text: str) -> None:
        name = read_name(unescape_line(text[: 2 * LONGEST_NAME + 1]))
        if name is None:
            what = "this cannot be a name"
            self._add(number, what, f"write a name of 1 to {LONGEST_NAME} characters")
        self.name = name or "?"

    def _begin_section(self, number: int, text: str) -> None:
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
        """Add a problem if the attribution is not whole, or if text stands below it."""
        said = [(number, word) for number, line in self.foot for word in list_words(line)]
        words = [word for _, word in said]
        end = next(_find_ends(words, _LAST_WORDS), 0)
        if words[end : end + len(_OTHERS)] == _OTHERS or not end:
            # Questions that are not from the framework are named behind the last words.
            end = max(_find_ends(words, _OTHER_LAST_WORDS), default=0)
        if not said:
            self._add(self.lines, "the end of the file is missing", "ask for the file again")
        elif not end:
            self._add(self.foot[0][0], "the end of the file is not whole", "ask for the file again")
        elif end < len(said):
            self._add(said[end][0], _AFTER_END, _MOVE_UP)

    def _add(self, line: int, what: str, do: str) -> None:
        self.problems.add(line, 1, what, do)


def _find_ends(words: Sequence[str], wanted: Sequence[str]) -> Iterator[int]:
    """Give each place behind these words, the first one first."""
    size = len(wanted)
    return (at for at in range(size, len(words) + 1) if words[at - size : at] == wanted)
