"""A handout that somebody filled in, in whatever program, and saved as text.

The questions are known by their words. What stands below one, up to the next, is the answer;
above the first, only our own words, titles and the name may stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from partnership_cli.errors import Problems
from partnership_cli.formats.framework_attribution import Foot, begins_attribution, find_attribution
from partnership_cli.formats.handout import list_own_words
from partnership_cli.formats.markdown_safety import (
    drop_last_rule,
    ends_in_rule,
    free_code,
    is_rule,
    trim_blank_lines,
    unescape_line,
)
from partnership_cli.formats.question_matcher import (
    LONGEST_QUESTION,
    ExactMatcher,
    NearMatcher,
    TextMatch,
)
from partnership_cli.framework.companion import Companion
from partnership_cli.framework.model import Framework, Question
from partnership_cli.reflection.person_names import LONGEST_NAME, read_name
from partnership_cli.reflection.selection import describe_use
from partnership_cli.reflection.together import SharedAnswer

_NAME_LINE: Final = re.compile(
    r"\W*name(?:\W*[:：]|\s+[-–—=]\s|\s*=|[\s*_.]*\Z)(?P<name>.*)", re.IGNORECASE | re.DOTALL
)
_SHARED_TITLE: Final = "# Answers from "
_PLAIN_TITLE: Final = re.compile(r"Answers from (?P<name>\S.*)")
_SENTENCE: Final = re.compile(r"[.?!:;]\s*\Z|\S+(?:\s+\S+){5,}")
"""What is too long, or ends as no name does, where a name stands below its label."""
_UNDERLINE: Final = re.compile(r"={3,}\s*|-{3,}\s*")
_MOST_ABOVE: Final = 20
"""Lines at the top of a text in which our own words are looked for."""
_AROUND_NAME: Final = " \t\xa0_*.…"
"""Lines above the attribution among which the rule is looked for."""
_MOST_LINES: Final = 20_000
_MOST_BEFORE: Final = 2000
"""Lines without a question, after which none is looked for."""
_SHORT_QUESTION: Final = 30
"""Characters below which a question may be some words of an answer."""
_MOST_COMPARED: Final = 100
"""Lines that are compared with every question; to compare takes long."""


class _OwnText(Enum):
    """The meaning of our own texts in a handout, which are no questions."""

    WORDS = auto()


_Matcher = ExactMatcher["Question | _OwnText"]
_OTHER_QUESTION: Final = re.compile(rf"##\s+(?P<text>\S.{{0,{LONGEST_QUESTION}}}[?؟？])\s*")
"""A heading of the form that a question has in a handout, of another framework perhaps."""


@dataclass(frozen=True)
class HandoutAnswers:
    """What somebody wrote into a handout: a name, or an empty text, and the answers.

    `asked` unless there is no question in it at all.
    """

    name: str
    answers: tuple[SharedAnswer, ...]
    asked: bool = True
    shared: bool = False
    """Whether it is a file that `share` made, saved as plain text."""


class HandoutReader:
    """Reads filled-in handouts of one framework."""

    def __init__(self, framework: Framework, companion: Companion) -> None:
        *above, self._own = list_own_words(framework.framework)
        words = [(text, _OwnText.WORDS) for text in above]
        self._below = {
            question.id: ExactMatcher((text, True) for text in said)
            for _, question in framework.questions()
            if (said := _list_below(question))
        }
        titles = [theme.title for theme in framework.themes]
        titles += [text for one in companion.guides for text in (one.title, one.why) if text]
        self._own_texts: _Matcher = ExactMatcher(words)
        self._all_texts: _Matcher = ExactMatcher(
            (
                *((title, _OwnText.WORDS) for title in titles),
                *words,
                *((question.text, question) for _, question in framework.questions()),
            )
        )
        self._near_questions = NearMatcher(question.text for _, question in framework.questions())

    def is_handout(self, text: str) -> bool:
        """Whether this text begins as a handout: with words of ours before any answer."""
        lines = text.split("\n")
        return any(self._own_texts.find_at(lines, at) for at in range(min(len(lines), _MOST_ABOVE)))

    def read(self, text: str, file: str) -> HandoutAnswers:
        """Return what was filled in; a handout without a word in it has no answers.

        A text without a question is none, and nothing is said of it. Raises
        FileProblemError with the lines that belong to no question.
        """
        parse = _HandoutParse(Problems(file))
        lines = text.split("\n")
        if len(lines) > _MOST_LINES:
            parse.refuse_length(_MOST_LINES)
            lines = []
        at = 0
        while at < len(lines) and not parse.has_enough:
            at += self._read_at(lines, at, parse)
        return parse.finish()

    def _read_at(self, lines: Sequence[str], at: int, parse: _HandoutParse) -> int:
        """Read what begins at a line, and return how many lines it has."""
        if foot := self._find_foot(lines, at, parse):
            parse.end_answers(at + foot.lines, foot.rest)
            return foot.lines
        found = self._find(lines, at)
        if found is None:
            self._read_unknown(lines[at], at + 1, parse)
            return 1
        marked = _is_marked(lines, at, found.lines)
        if isinstance(found.meaning, Question) and not parse.is_text(marked=marked):
            parse.start_question(at + 1, found.meaning.id, found.meaning.text, marked=marked)
            return found.lines + self._count_below(lines, at, found)
        if parse.at is not None:
            # Somebody's answer may say our words, the title or a question again.
            for number, line in enumerate(lines[at : at + found.lines], at + 1):
                parse.read_line(number, line)
        return found.lines

    def _read_unknown(self, line: str, number: int, parse: _HandoutParse) -> None:
        """Read a line that begins no question and no words of ours."""
        if other := _OTHER_QUESTION.fullmatch(line):
            parse.start_question(number, "", unescape_line(other["text"]), marked=True)
        elif near := self._find_near_question(line, parse):
            parse.refuse_near_question(number, near)
        else:
            parse.read_line(number, line)

    def _find(self, lines: Sequence[str], at: int) -> TextMatch[Question | _OwnText] | None:
        """Return what begins at a line: a question, words of ours, or None."""
        found = self._all_texts.find_at(lines, at)
        if found is None and self._is_title(lines, at):
            return TextMatch(_OwnText.WORDS, 1)
        if found is None or not isinstance(found.meaning, Question):
            return found
        line, text = lines[at], found.meaning.text
        if line.startswith("# ") and not any(map(str.strip, lines[:at])):
            # The title of the page, which may have the words of a question.
            return TextMatch(_OwnText.WORDS, 1)
        # A short one may stand in an answer too, with a hyphen before it, say.
        short = len(text) < _SHORT_QUESTION and not line.startswith("## ")
        return None if short and line.strip() != text else found

    def _is_title(self, lines: Sequence[str], at: int) -> bool:
        """Tell whether a line is the first that is written, right above our own words."""
        if at >= _MOST_ABOVE or not lines[at].strip() or any(map(str.strip, lines[:at])):
            return False
        below = (one for one in range(at + 1, len(lines)) if lines[one].strip())
        next_at = next(below, None)
        return next_at is not None and self._own_texts.find_at(lines, next_at) is not None

    def _find_foot(self, lines: Sequence[str], at: int, parse: _HandoutParse) -> Foot | None:
        """Return the attribution that begins at a line; below a rule its words may be others."""
        foot = find_attribution(lines, at, self._own)
        if foot or not (parse.after_rule and begins_attribution(lines, at)):
            return foot
        return Foot(_count_until_blank(lines, at))

    def _count_below(
        self, lines: Sequence[str], at: int, found: TextMatch[Question | _OwnText]
    ) -> int:
        """Return how many lines below a question are of it: a line across, its use, its prompts."""
        end = at + found.lines
        below = 0
        if lines[at][:1] != "#" and _is_marked(lines, at, found.lines):
            below = 1
        said = isinstance(found.meaning, Question) and self._below.get(found.meaning.id)
        next_at = end + below
        while said and next_at < len(lines):
            if lines[next_at].strip():
                read = said.find_at(lines, next_at)
                if read is None:
                    break
                next_at += read.lines
                below = next_at - end
            else:
                next_at += 1
        return below

    def _find_near_question(self, line: str, parse: _HandoutParse) -> str | None:
        """Return the question whose words a line almost has, or None."""
        asked = line.startswith("## ") or line.rstrip().endswith(("?", "؟", "？"))
        if not asked or parse.compared >= _MOST_COMPARED:
            return None
        parse.compared += 1
        return self._near_questions.find(line)


def _is_marked(lines: Sequence[str], at: int, count: int) -> bool:
    """Tell whether a question of so many lines is set as a heading: by a sign, or underlined."""
    below = lines[at + count : at + count + 1]
    return lines[at].startswith("#") or any(map(_UNDERLINE.fullmatch, below))


def _list_below(question: Question) -> tuple[str, ...]:
    """Return what a handout says below a question: for whom it is, and its guiding questions."""
    use = describe_use(question.audience, question.moment)
    return (*filter(None, (use,)), *question.prompts)


@dataclass
class _HandoutParse:
    """One handout, line by line."""

    problems: Problems
    name: str = ""
    sections: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    at: list[str] | None = None
    ended: bool = False
    compared: int = 0
    before: int = 0
    too_long: bool = False
    asks_name: bool = False
    plain: bool = False
    headed: bool = False
    """Whether the questions stand as headings, as the first one does."""

    def is_text(self, *, marked: bool) -> bool:
        """Tell whether the words of a question are somebody's, in an answer below a heading."""
        return self.headed and not marked and self.at is not None

    @property
    def has_enough(self) -> bool:
        """Whether the lines that follow can change nothing in the result."""
        if not self.sections:
            return self.before > _MOST_BEFORE
        return self.problems.full

    def refuse_near_question(self, number: int, near: str) -> None:
        """Add a problem for a line that is almost a question: the answer may stand below it."""
        what = f"this is almost the question {near!r}"
        do = "write the question as it is, or, to keep the line as text, without a question mark"
        self._add(number, what, do)

    def start_question(self, number: int, question: str, text: str, *, marked: bool) -> None:
        """Read a question: its id, or nothing where it is not known here, and its words."""
        if not self.sections:
            self.headed = marked
        if trim_blank_lines(self.sections.get((question, text), ())):
            self._add(number, "this question is there twice", "join the two answers")
        self.at = self.sections[question, text] = []
        self.ended = False

    @property
    def after_rule(self) -> bool:
        """Whether the last thing in an answer is a line drawn across the page."""
        return ends_in_rule(self.at or ())

    def refuse_length(self, most: int) -> None:
        """Add a problem for a text that is longer than `most` lines."""
        self.too_long = True
        self._add(most + 1, f"longer than {most} lines", "give a shorter file")

    def end_answers(self, number: int = 0, rest: str = "") -> None:
        """Read the attribution, which ends the answers; one rule above it is dropped."""
        if self.at is not None:
            drop_last_rule(self.at)
        self.at, self.ended = None, True
        if rest:
            self._refuse_end(number)

    def read_line(self, number: int, line: str) -> None:
        r"""Read a line that is none of ours; `\## ` keeps a heading as text."""
        line = line.removeprefix("\\") if line.startswith("\\## ") else line
        self.before = number
        if self.at is not None:
            self.at.append(line)
        elif self.ended:
            if line.strip() and not is_rule(line):
                self._refuse_end(number)
        elif named := _NAME_LINE.fullmatch(line):
            self._read_name_line(number, unescape_line(named["name"]).strip(_AROUND_NAME))
            self.asks_name = not self.name
        elif line.startswith(_SHARED_TITLE):
            self._add(number, "this begins a file that share made", "remove what is above it")
        elif titled := self._find_title(line):
            self._read_name_line(number, unescape_line(titled))
            self.plain = True
        elif self.asks_name and line.strip() and not _SENTENCE.search(line):
            self.asks_name = False
            self._read_name_line(number, unescape_line(line).strip(_AROUND_NAME))
        elif line.strip() and not line.startswith("#") and not is_rule(line):
            what = "this line comes before the first question"
            self._add(number, what, "move it below a question, or remove it")

    def finish(self) -> HandoutAnswers:
        """Return what was read. Raises FileProblemError."""
        if not (self.sections or self.too_long):
            return HandoutAnswers("", (), asked=False)
        self.problems.raise_if_any("Fix the file, and give it again.", "Nothing was made.")
        finish = self._choose_finish()
        answers = tuple(
            SharedAnswer(question, text, answer)
            for (question, text), lines in self.sections.items()
            if (answer := finish(lines))
        )
        return HandoutAnswers(self.name, answers, shared=self.plain)

    def _choose_finish(self) -> Callable[[Sequence[str]], str]:
        """Return the function that makes an answer of lines; quotations may be indented by two."""
        written = [line for lines in self.sections.values() for line in lines if line.strip()]
        if not (self.plain and all(line.startswith("  ") for line in written)):
            return trim_blank_lines
        return lambda lines: free_code(trim_blank_lines([line[2:] for line in lines]))

    def _find_title(self, line: str) -> str:
        """Return the name in the title of a shared file that was saved as plain text."""
        found = _PLAIN_TITLE.fullmatch(line.strip())
        return found["name"] if found and not self.name else ""

    def _refuse_end(self, number: int) -> None:
        self._add(number, "this line comes after the end", "move it below its question")

    def _read_name_line(self, number: int, text: str) -> None:
        if not text:
            return
        name = read_name(text)
        if name is None:
            do = f"write a name of 1 to {LONGEST_NAME} characters"
            self._add(number, "this cannot be a name", do)
        self.name = name or ""

    def _add(self, line: int, what: str, do: str) -> None:
        self.problems.add(line, 1, what, do)


def _count_until_blank(lines: Sequence[str], at: int) -> int:
    """Return how many lines of a paragraph follow from a line on."""
    end = at
    while end < len(lines) and lines[end].strip():
        end += 1
    return end - at
