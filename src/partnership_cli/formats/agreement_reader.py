"""Reads what was agreed: from the page that was made, or from a page of `together` filled in.

A part is known by its label, in whatever signs a program set it, where the page has it; what
stands below it, up to the next label or question, was agreed. On a page of `together` the answers
stand above “Between us”, and nothing of them is taken.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from partnership_cli.errors import Problems
from partnership_cli.formats.agreement import THREE_WORDS, draw_words, is_agreement
from partnership_cli.formats.fingerprint_words import WORDS
from partnership_cli.formats.framework_attribution import (
    NOT_FROM_IT,
    Foot,
    begins_attribution,
    find_attribution,
)
from partnership_cli.formats.markdown_pages import is_together
from partnership_cli.formats.markdown_safety import (
    drop_last_rule,
    ends_in_rule,
    free_code,
    is_rule,
    trim_blank_lines,
    unescape_line,
    unquote,
)
from partnership_cli.formats.question_matcher import LONGEST_QUESTION, ExactMatcher, QuestionIndex
from partnership_cli.framework.model import Question
from partnership_cli.framework.text_normalization import normalize_question
from partnership_cli.reflection.agreement import (
    AGREED_BEFORE,
    AGREED_ON,
    ANOTHER,
    BETWEEN_US,
    BETWEEN_US_TITLE,
    FOR_ALL,
    FOR_ALL_TITLE,
    NOT_CONTRACT,
    AgreedQuestion,
    Agreement,
    make_agreement,
)
from partnership_cli.reflection.person_names import LONGEST_NAME, read_name
from partnership_cli.reflection.together import (
    BROUGHT_BY_ONE,
    CHECK,
    CHECK_HOW,
    EMPTY_PAGE,
    HOW_BROUGHT,
)

_SIGNS: Final = r"[\s*_#>•·\-]*+"
_SPACE: Final = r"\s+"


def _match_label(labels: Sequence[str]) -> re.Pattern[str]:
    """Return what finds a label alone on a line, or with words behind a colon."""
    words = "|".join(re.escape(one).replace(r"\ ", _SPACE) for one in labels)
    return re.compile(
        rf"{_SIGNS}(?P<label>{words})[\s*_.]*(?:[:：][\s*_]*(?P<rest>.*))?",
        re.IGNORECASE | re.DOTALL,
    )


_OWN_LABELS: Final = (*BETWEEN_US, *FOR_ALL, AGREED_ON, THREE_WORDS)
_LABELS: Final = _match_label(_OWN_LABELS)
_BY_WORDS: Final[Mapping[str, str]] = {normalize_question(one): one for one in _OWN_LABELS}
_NAMED: Final = "- "
_BULLET: Final = re.compile(r"\s*(?:[-*•·–+]\s+)?")
_SPOKEN: Final = re.compile(r"(?P<name>.*?)[*_:\s]*\b(?P<words>\w+\s+\w+\s+\w+)\s*")
_BETWEEN: Final = normalize_question(BETWEEN_US_TITLE)
_ALL_TITLE: Final = normalize_question(FOR_ALL_TITLE)
_ALONE_TITLE: Final = normalize_question(BROUGHT_BY_ONE)
_EMPTY: Final = EMPTY_PAGE.format("")
_LONGEST_LABEL: Final = 100
_LONGEST_DAY: Final = 60
_MOST_LINES: Final = 20_000
_MOST_QUESTIONS: Final = 200
_MOST_NAMES: Final = 20
_ANOTHER: Final = f"{ANOTHER}: "
_NOTHING_MADE: Final = "Nothing was made."
_ABOVE: Final = f"write it above “{BROUGHT_BY_ONE}”, or change the line"
_MOVE: Final = f"move it below “{BETWEEN_US[0]}”, or below another such line"


class _Ours(Enum):
    """The meaning of words of ours that are no question and no label."""

    SAID = auto()


_Meaning = Question | _Ours


class _Place(Enum):
    """A place on a page of `together`: what stands there."""

    TOP = auto()
    ANSWERS = auto()
    BETWEEN = auto()
    ALONE = auto()
    ALL = auto()
    CHECK = auto()


_CLOSING: Final[Mapping[str, tuple[_Place, frozenset[_Place]]]] = {
    _ALONE_TITLE: (_Place.ALONE, frozenset({_Place.TOP, _Place.BETWEEN})),
    _ALL_TITLE: (
        _Place.ALL,
        frozenset({_Place.TOP, _Place.BETWEEN, _Place.ALONE}),
    ),
    normalize_question(CHECK): (_Place.CHECK, frozenset({_Place.ALL})),
}
"""Each heading that ends the questions: the place that begins with it, and where it may stand."""
_FIRST_WORDS: Final = "|".join(sorted({words.split()[0] for words in (_BETWEEN, *_CLOSING)}))
_MAY_BE_OURS: Final = re.compile(rf"[\W\d_]{{0,30}}(?:{_FIRST_WORDS})\b", re.IGNORECASE)
"""How each of those headings begins, which tells quickly that most lines are none."""


@dataclass(frozen=True, slots=True)
class AgreementReading:
    """What was read: the agreement, and whether it still has the three words that it names."""

    agreement: Agreement
    changed: bool = False


class AgreementReader:
    """Reads agreements by the questions of one framework; `own` is its attribution."""

    def __init__(self, index: QuestionIndex, questions: Sequence[Question], own: str) -> None:
        self._index = index
        self._texts: ExactMatcher[_Meaning] = ExactMatcher(
            (
                *((one.text, one) for one in questions),
                *((text, _Ours.SAID) for text in (NOT_CONTRACT, CHECK_HOW, HOW_BROUGHT)),
            )
        )
        self._own = own

    def read(self, text: str, file: str, day: str) -> AgreementReading:
        """Return what stands in a text; `day` is that of an agreement which names none.

        Raises FileProblemError with the lines that belong to no part, so that nothing is passed
        over.
        """
        lines = text.split("\n")
        work = _Parse(Problems(file), self._index, is_page=not is_agreement(text))
        work.look_at(lines)
        if len(lines) > _MOST_LINES:
            work.add(_MOST_LINES + 1, f"longer than {_MOST_LINES} lines", "give a shorter file")
            lines = []
        at = 0
        while at < len(lines) and not work.problems.full:
            at += self._read_at(lines, at, work)
        return work.finish(day)

    def _read_at(self, lines: Sequence[str], at: int, work: _Parse) -> int:
        """Read what begins at a line, and return how many lines it has."""
        if foot := self._find_foot(lines, at, work):
            work.end(at + foot.lines, foot.rest)
            return foot.lines
        found = None if lines[at].startswith(">") else self._texts.find_at(lines, at)
        if found is None:
            work.read_line(at + 1, lines[at])
            return 1
        is_question = isinstance(found.meaning, Question)
        if work.is_text(at) if is_question else work.at is not None:
            for number, line in enumerate(lines[at : at + found.lines], at + 1):
                work.read_line(number, line)
            return found.lines
        if not isinstance(found.meaning, Question):
            return found.lines
        work.begin_question(at + 1, found.meaning.id, found.meaning.text)
        return found.lines

    def _find_foot(self, lines: Sequence[str], at: int, work: _Parse) -> Foot | None:
        foot = find_attribution(lines, at, self._own)
        if foot or not (work.after_rule and begins_attribution(lines, at)):
            return foot
        end = at
        while end < len(lines) and lines[end].strip():
            end += 1
        return Foot(end - at)


@dataclass
class _Section:
    """One question while it is read, with the lines below each of its labels."""

    question: str
    text: str
    number: int
    parts: dict[str, list[str]] = field(default_factory=dict)


class _Marks:
    """How one text marks its questions, its labels and the words of others."""

    def __init__(self, lines: Sequence[str], *, is_page: bool) -> None:
        self.lines = lines
        self.headed = self._is_headed(is_page=is_page)
        self.quotes = self._is_most_quoted()
        self._labels: dict[int, tuple[tuple[int, str], int]] = {}
        """Of each line with a label: the stretch it stands in and the label, and its rank."""
        self._best: dict[tuple[int, str], int] = {}
        self._alone: list[int] = []
        self._starts: list[int] = []
        for at, line in enumerate(lines[:_MOST_LINES]):
            if line.startswith(">"):
                continue
            if self._begins_stretch(line):
                self._starts.append(at)
            if found := _LABELS.fullmatch(line):
                key = (len(self._starts), _BY_WORDS[normalize_question(found["label"])])
                rank = 2 * (not found["rest"]) + (line.lstrip()[:1] in {"#", "*", "_"})
                self._labels[at] = key, rank
                self._best[key] = max(rank, self._best.get(key, 0))
                if not found["rest"]:
                    self._alone.append(at)

    def is_label(self, at: int) -> bool:
        """Tell whether no line of the same stretch has a better claim to be this label."""
        key, rank = self._labels[at]
        return rank == self._best[key]

    def next_label(self, at: int) -> str:
        """Return the next label alone on a line in the same stretch, or an empty text."""
        next_at = bisect_right(self._alone, at)
        if next_at == len(self._alone):
            return ""
        (stretch, label), _rank = self._labels[self._alone[next_at]]
        return label if stretch == bisect_right(self._starts, at) else ""

    def next_written(self, at: int) -> str:
        """Return the first line from one on that is not blank."""
        below = (self.lines[one] for one in range(at, len(self.lines)))
        return next((line for line in below if line.strip()), "")

    def _is_headed(self, *, is_page: bool) -> bool:
        """Tell whether the headings are marked: on a page those of ours, and none by hand."""
        if is_page:
            for line in reversed(self.lines[:_MOST_LINES]):
                if line[:1] != ">" and _fold_heading(line) == _ALL_TITLE:
                    return line.startswith("#")
        return any(line.startswith("## ") for line in self.lines)

    def _begins_stretch(self, line: str) -> bool:
        """Tell whether a line is a heading, below which each label stands once."""
        if self.headed and not line.startswith("#"):
            return False
        return line.startswith("## ") or _fold_heading(line) in {_BETWEEN, *_CLOSING}

    def _is_most_quoted(self) -> bool:
        """Tell whether most of what stands right below the names is a quotation."""
        if not self.headed:
            return False
        named = [
            below
            for at, line in enumerate(self.lines[:_MOST_LINES])
            if line.startswith("###")
            and not self._begins_stretch(line)
            and not _LABELS.fullmatch(line)
            and not (below := self.next_written(at + 1)).startswith("#")
        ]
        return 2 * sum(one.startswith(">") for one in named) > len(named)


def _fold_heading(line: str) -> str:
    """Return the words of a line that may be a heading of ours, or an empty text."""
    return normalize_question(line[:_LONGEST_LABEL]) if _MAY_BE_OURS.match(line) else ""


@dataclass
class _Parse:
    """One text, line by line. `at` are the lines of the part that is open, if one is."""

    problems: Problems
    index: QuestionIndex
    is_page: bool
    names: list[str] = field(default_factory=list)
    day: str = ""
    words: str = ""
    sections: dict[tuple[str, str], _Section] = field(default_factory=dict)
    for_all: dict[str, list[str]] = field(default_factory=dict)
    section: _Section | None = None
    at: list[str] | None = None
    headed: bool = False
    quotes: bool = False
    begun: bool = False
    place: _Place = _Place.TOP
    before: bool = False
    """Whether what was agreed before is shown here, which is not read again."""
    above: str = ""
    """The last line in the list of names that has no three words beside it."""
    ended: bool = False
    marks: _Marks = field(default_factory=lambda: _Marks((), is_page=False))

    def look_at(self, lines: Sequence[str]) -> None:
        """See how this text marks its questions, its labels and the words of others."""
        self.marks = _Marks(lines, is_page=self.is_page)
        self.headed, self.quotes = self.marks.headed, self.marks.quotes

    def is_text(self, at: int) -> bool:
        """Tell whether a line with the words of a question is somebody's, where it stands."""
        if self.headed and not self.marks.lines[at].startswith("## "):
            return True
        if not self.is_page:
            return False
        if self.place in {_Place.ALONE, _Place.ALL, _Place.CHECK}:
            return True
        if self.headed or self.place is not _Place.BETWEEN or self.section is None:
            return False
        # The labels of a question that are still to come stand above the next question.
        return self.marks.next_label(at) in set(BETWEEN_US) - set(self.section.parts)

    @property
    def after_rule(self) -> bool:
        """Whether the last thing that was read is a line drawn across the page."""
        return ends_in_rule(self.at or ())

    def read_line(self, number: int, line: str) -> None:
        """Read one line that begins no question of the framework."""
        names = not (self.begun or self.is_page) and line.startswith(_NAMED)
        if not names and (self._begins_part(number, line) or self._is_heading(number, line)):
            return
        if self.ended:
            if line.strip() and not is_rule(line):
                self.add(number, "this line comes after the end", _MOVE)
        elif self.at is not None:
            self.at.append(line)
        elif not line.strip() or is_rule(line):
            return
        elif not self.begun or self.place is _Place.CHECK:
            self._read_name(number, line)
        elif not self._is_of_others(line):
            self.add(number, "this line belongs to no part", _MOVE)

    def _is_of_others(self, line: str) -> bool:
        """Tell whether a line outside the parts is of a page that shows answers."""
        shown = {_Place.ANSWERS, _Place.ALONE, *((_Place.ALL,) if self.before else ())}
        if not self.is_page or self.place not in shown:
            return False
        return line.startswith(">") or not self.quotes

    def _is_heading(self, number: int, line: str) -> bool:
        """Read a heading of ours, of a question or of a name, and tell whether it is one."""
        marked = line.startswith("#")
        if line.startswith(">") or (self.headed and not marked):
            return False
        text = unescape_line(line.lstrip("#").strip())
        if self._is_ours(number, line, normalize_question(text[:_LONGEST_LABEL])):
            return True
        shows = self.is_page and self.at is None
        if shows and self.place in {_Place.ANSWERS, _Place.ALL} and text.startswith(AGREED_BEFORE):
            self.before = True
            return True
        if self._is_question(number, line, text):
            text = text.removeprefix(_ANOTHER)
            found = self.index.find(text)
            self.begin_question(number, found.id if found else "", found.text if found else text)
            return True
        # A name above an answer, or a question that one person brought.
        named = self.before or self.place in {_Place.ANSWERS, _Place.ALONE}
        return shows and named and line.startswith("###")

    def _is_question(self, number: int, line: str, text: str) -> bool:
        """Tell whether a heading is a question, and none that stands in somebody's words."""
        if self.is_page and self.place in {_Place.ALONE, _Place.ALL, _Place.CHECK}:
            return False
        if not line.startswith("## "):
            return not self.headed and text.startswith(_ANOTHER)
        below = self.marks.next_written(number)
        begins = below.startswith("###") if self.is_page else _LABELS.fullmatch(below) is not None
        return begins or text.startswith(_ANOTHER) or self.index.find(text) is not None

    def _is_ours(self, number: int, line: str, folded: str) -> bool:
        """Tell whether a line is a heading of ours, after which no part is open."""
        if not self.begun and (is_agreement(line) or is_together(line)):
            return True
        if not self.is_page:
            return False
        place, may_stand = _CLOSING.get(folded, (_Place.BETWEEN, frozenset({_Place.ANSWERS})))
        if (folded != _BETWEEN and folded not in _CLOSING) or self.place not in may_stand:
            if folded == _ALONE_TITLE and self.place is _Place.ALONE:
                self.add(number, f"“{BROUGHT_BY_ONE}” stands there twice", "change one of the two")
            return False
        self.at, self.before, self.begun, self.place = None, False, True, place
        return True

    def begin_question(self, number: int, question: str, text: str) -> None:
        """Read a question: its id, or nothing where it is not known here, and its words."""
        if len(text) > LONGEST_QUESTION and not question:
            self.add(number, "this question is too long to be one", "make it shorter")
            text = text[:LONGEST_QUESTION]
        if len(self.sections) >= _MOST_QUESTIONS:
            what = f"there are more than {_MOST_QUESTIONS} questions"
            self.add(number, what, "give a shorter file")
            return
        self._end_question()
        self.begun, self.at, self.place, self.before = True, None, _Place.ANSWERS, False
        key = (question, "" if question else text)
        self.section = self.sections.setdefault(key, _Section(question, text, number))

    def _end_question(self) -> None:
        """Refuse a question of a page that has no room between us: its labels are not known."""
        if self.is_page and self.place is _Place.ANSWERS and self.section:
            what = f"“{BETWEEN_US_TITLE}” does not stand below this question"
            do = f"write “{BETWEEN_US_TITLE}” above what you agreed, on a line of its own"
            self.add(self.section.number, what, do)

    def _begins_part(self, number: int, line: str) -> bool:
        """Read a label, and tell whether it is one."""
        found = None if line.startswith(">") else _LABELS.fullmatch(line)
        if found is None:
            return False
        label, rest = _BY_WORDS[normalize_question(found["label"])], found["rest"]
        if self.ended or not self._is_ours_here(number, line, label):
            if self.place is _Place.ALONE and label in BETWEEN_US and not rest:
                self.add(number, f"this line stands below “{BROUGHT_BY_ONE}”", _ABOVE)
            return False
        if label == THREE_WORDS:
            self.words = " ".join((rest or "").split())
        elif label == AGREED_ON and rest:
            if self.day:
                self.add(number, f"“{label}” stands there twice", "leave one, with the day")
            self.day = self._read_day(number, unescape_line(rest))
        elif label in BETWEEN_US and self.section is None:
            self.add(number, "no question stands above this line", "write the question there")
        else:
            self._begin_part(number, label, rest)
        return True

    def _is_ours_here(self, number: int, line: str, label: str) -> bool:
        """Tell whether a label stands where the page has it, and is none in somebody's words."""
        if self.is_page:
            between = label in BETWEEN_US
            stands = self.place is (_Place.BETWEEN if between else _Place.ALL)
            stands = stands and label != THREE_WORDS
        elif label in {AGREED_ON, THREE_WORDS}:
            stands = not self.begun
        else:
            stands = label in BETWEEN_US or not self.headed or line.startswith("#")
        return stands and self.marks.is_label(number - 1)

    def _begin_part(self, number: int, label: str, rest: str | None) -> None:
        parts = self.section.parts if self.section and label in BETWEEN_US else self.for_all
        # On all of it, what was agreed before stands above the room for what is agreed now.
        if label in parts and not self.before:
            self.add(number, f"“{label}” stands there twice", "join the two")
        self.begun = True
        self.at = parts[label] = [rest] if rest else []

    def _read_name(self, number: int, line: str) -> None:
        """Read a line above the first question, in which one of those who agreed is named."""
        text = _BULLET.sub("", line[: 4 * LONGEST_NAME], count=1)
        if self.is_page:
            spoken = _SPOKEN.fullmatch(text)
            if spoken is None or not set(spoken["words"].split()) <= set(WORDS):
                self._keep_above(number, text)
                return
            text, self.above = spoken["name"].strip("*_ \t") or self.above, ""
        name = read_name(unescape_line(text[: 2 * LONGEST_NAME + 1]))
        if name is None or len(self.names) >= _MOST_NAMES:
            do = f"write a name of 1 to {LONGEST_NAME} characters, on a line of its own"
            self.add(number, "this cannot be a name", do)
        else:
            self.names.append(name)

    def _keep_above(self, number: int, text: str) -> None:
        """Keep a line that may be a name: its three words perhaps stand below it."""
        if text.rstrip().endswith(_EMPTY):
            return
        if self.above or len(text) > LONGEST_NAME:
            self.add(number, "this line comes before the first question", _MOVE)
        self.above = text.strip()

    def _read_day(self, number: int, text: str) -> str:
        day = " ".join(text.split())
        if len(day) > _LONGEST_DAY or not day.isprintable():
            self.add(number, "this cannot be a day", "write it as 25 November 2026")
        return day[:_LONGEST_DAY]

    def end(self, number: int, rest: str) -> None:
        """Read the attribution, which ends the page; one rule above it is dropped."""
        if self.at is not None:
            drop_last_rule(self.at)
        self.at, self.ended = None, True
        if rest and not rest.lstrip(". ").startswith(NOT_FROM_IT):
            self.add(number, "this line comes after the end", _MOVE)

    def finish(self, day: str) -> AgreementReading:
        """Return what was read. Raises FileProblemError."""
        self._end_question()
        if written := _join(self.for_all.get(AGREED_ON, [])):
            self.day = self._read_day(1, written)
        questions = tuple(
            AgreedQuestion(
                one.question,
                one.text,
                tuple(_join(one.parts.get(label, [])) for label in BETWEEN_US),
            )
            for one in self.sections.values()
        )
        for_all = tuple(_join(self.for_all.get(label, [])) for label in FOR_ALL)
        if self.above:
            self.add(1, f"“{self.above}” belongs to no part", _MOVE)
        made = make_agreement(tuple(self.names), self.day or day, questions, for_all)
        self.problems.raise_if_any("Fix the file, and give it again.", _NOTHING_MADE)
        empty = not self.is_page and len(made.questions) < len(questions)
        changed = bool(self.words) and (empty or self.words != draw_words(made))
        return AgreementReading(made, changed)

    def add(self, line: int, what: str, do: str) -> None:
        """Add a problem."""
        self.problems.add(line, 1, what, do)


def _join(lines: Sequence[str]) -> str:
    """Return the words of a part: a quotation, or lines as somebody wrote them."""
    written = [line for line in lines if line.strip()]
    if not all(line.startswith(">") for line in written):
        return free_code(trim_blank_lines(lines))
    kept = list(lines)
    while kept and not kept[-1].strip():
        kept.pop()
    while kept and not kept[0].strip():
        kept.pop(0)
    text = unquote([line or ">" for line in kept])
    return text if text.strip() else ""
