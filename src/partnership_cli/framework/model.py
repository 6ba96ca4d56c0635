"""A framework as frozen values, as its file holds it.

Every string of a `Framework` is the framework's own. Only an id, a title and something to think
about (themes, values or projects) are required: frameworks of this field hold very different
things. Keys that are not known here are kept, and shown nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

ID_PATTERN = r"^[a-z0-9][a-z0-9-]*$"
# No control characters: nobody sees them, and they reach files that are given away.
_SIGN = r"[^\u0000-\u001f\u007f-\u009f\u2028\u2029]"
LINE_PATTERN = rf"^\s*{_SIGN}*[^\s\u0000-\u001f\u007f-\u009f]{_SIGN}*\s*$"
TEXT_PATTERN = rf"^(?:{_SIGN}|[\t\r\n])*[^\s\u0000-\u001f\u007f-\u009f](?:{_SIGN}|[\t\r\n])*$"

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=80)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=LINE_PATTERN)]
"""A text on one line; white space around it is none of it."""
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=TEXT_PATTERN)]
"""A text of one paragraph or more."""
# An editor reads 2022 as a number, and our own reader as a text.
Year = Annotated[
    int,
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^\d{1,4}$"}]}),
]
_NO_DERIVATIVES = re.compile(r"(?<![a-z])ND(?![a-z])|no[\W_]?deriv", re.IGNORECASE)
_CREATIVE_COMMONS = re.compile(
    r"CC[\W_]+(BY(?:[\W_]+(?:NC|ND|SA))*)(?:[\W_]+(\d\.\d)(?:[\W_]+IGO)?)?", re.IGNORECASE
)
"""A Creative Commons licence by its parts and its version, with spaces or any hyphens between."""
Voice = Literal["i", "we", "you"]
GuideMode = Literal["alone", "alone first", "together"]
Audience = Literal["students", "staff", "both"]
ChosenBy = Literal["framework", "tool", "scheme"]

CONTENT_LISTS = ("themes", "values", "projects")
"""The lists of which a framework has at least one."""
_FROZEN = ConfigDict(frozen=True, extra="allow", defer_build=True)


def forbids_changes(licence: str) -> bool:
    """Tell by the name of a licence whether no changed version of a text may be shared."""
    return _NO_DERIVATIVES.search(licence) is not None


class Licence(BaseModel):
    """Under which terms the framework's words may be used; `spdx` is its name or identifier."""

    model_config = _FROZEN

    spdx: Line
    url: Line | None = None
    url_printed: Line | None = None
    notice: Line | None = None

    @property
    def name(self) -> str:
        """The licence as a person calls it. A Creative Commons one: CC BY-NC-ND 4.0."""
        found = _CREATIVE_COMMONS.fullmatch(self.spdx)
        if found is None:
            return self.spdx
        kind = "-".join(re.split(r"[\W_]+", found[1].upper()))
        return " ".join(filter(None, ("CC", kind, found[2])))

    @property
    def terms(self) -> frozenset[str]:
        """The parts of a Creative Commons licence, such as BY, NC and ND; none of another."""
        found = _CREATIVE_COMMONS.fullmatch(self.spdx)
        return frozenset(re.split(r"[\W_]+", found[1].upper())) if found else frozenset()

    @property
    def forbids_changes(self) -> bool:
        """Whether no changed version may be shared."""
        return forbids_changes(self.spdx)

    @model_validator(mode="before")
    @classmethod
    def _take_name(cls, given: object) -> object:
        """Accept `licence: MIT` for `licence: {spdx: MIT}`."""
        return {"spdx": given} if isinstance(given, str) else given


class About(BaseModel):
    """Who made the framework, where it is found, and how to cite it.

    `translation_of` names the text that this one is a translation of.
    """

    model_config = _FROZEN

    id: Id
    title: Line
    year: Year | None = None
    authors: tuple[Line, ...] = ()
    publisher: Line | None = None
    place: Line | None = None
    language: Line | None = None
    url: Line | None = None
    doi: Line | None = None
    doi_url: Line | None = None
    copyright: Line | None = None
    licence: Licence | None = None
    citation: Line | None = None
    modifications: Line | None = None
    translation_of: Line | None = None

    _chosen_by: ChosenBy = PrivateAttr(default="framework")

    @property
    def chosen_by(self) -> ChosenBy:
        """Who made the guides; set by the program, and by no key of the file."""
        return self._chosen_by


class Contact(BaseModel):
    """Whom to write to, in the framework's words."""

    model_config = _FROZEN

    email: Line | None = None
    url: Line | None = None
    text: Line | None = None
    more: Line | None = None


class Passage(BaseModel):
    """One passage of the framework's prose."""

    model_config = _FROZEN

    id: Id
    heading: Line | None = None
    text: Text


class Level(BaseModel):
    """One level by which a framework describes partnership. It is shown, and never scored."""

    model_config = _FROZEN

    title: Line
    text: Text | None = None


class Question(BaseModel):
    """One question, or statement, to be asked as it stands. Its id is for ever: notes refer to it.

    `for` and `moment` say for whom it is and when. `looks_back_to` are the ids of
    questions whose answers help with this one.
    """

    model_config = _FROZEN

    id: Id
    text: Line
    kind: Literal["question", "statement"] = "question"
    audience: Audience = Field(default="both", alias="for")
    moment: Line | None = None
    may_be_painful: bool = False
    looks_back_to: tuple[Id, ...] = ()

    @property
    def is_statement(self) -> bool:
        """Whether it is a statement, and no question."""
        return self.kind == "statement"


class Theme(BaseModel):
    """A group of questions, in the framework's order: an area, a principle or a stage of it."""

    model_config = _FROZEN

    id: Id
    title: Line
    kind: Literal["theme", "area", "principle", "stage"] = "theme"
    text: Text | None = None
    levels: tuple[Level, ...] = ()
    questions: tuple[Question, ...] = ()


class Value(BaseModel):
    """One of the framework's partnership values."""

    model_config = _FROZEN

    id: Id
    text: Line
    description: Text | None = None


class Project(BaseModel):
    """An example project, by the title the framework prints."""

    model_config = _FROZEN

    id: Id
    title: Line
    institution: Line | None = None
    url: Line | None = None
    text: Text | None = None


class Link(BaseModel):
    """A word of the text that was printed as a link; `url` only if the address was printed."""

    model_config = _FROZEN

    anchor: Line
    section: Line | None = None
    url: Line | None = None


class WayIn(BaseModel):
    """One way to get involved."""

    model_config = _FROZEN

    id: Id
    text: Line
    link: Link | None = None


class SpokenWords(BaseModel):
    """What one person said about partnership, with name and role as printed."""

    model_config = _FROZEN

    id: Id
    text: Text
    speaker: Line | None = None
    role: Line | None = None


class Reference(BaseModel):
    """One entry of the framework's list of references; `*` marks printed italics."""

    model_config = _FROZEN

    id: Id
    text: Line


class Guide(BaseModel):
    """An ordered choice of questions.

    A quiet guide is for one person alone, and never named on screen once it has begun.
    """

    model_config = _FROZEN

    id: Id
    title: Line
    mode: GuideMode = "alone"
    why: Line | None = None
    questions: tuple[Id, ...] = Field(min_length=1)
    quiet: bool = False


class Framework(BaseModel):
    """A whole framework: what is asked, and every other word it prints."""

    model_config = _FROZEN

    framework: About
    contact: Contact | None = None
    prose: tuple[Passage, ...] = ()
    levels: tuple[Level, ...] = ()
    themes: tuple[Theme, ...] = ()
    values: tuple[Value, ...] = ()
    projects: tuple[Project, ...] = ()
    guides: tuple[Guide, ...] = ()
    get_involved: tuple[WayIn, ...] = ()
    voices: tuple[SpokenWords, ...] = ()
    references: tuple[Reference, ...] = ()
    links_without_url: tuple[Link, ...] = ()

    def questions(self) -> Iterator[tuple[Theme, Question]]:
        """Every question with its theme, in the framework's order."""
        for theme in self.themes:
            for question in theme.questions:
                yield theme, question

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all questions."""
        return frozenset(question.id for _, question in self.questions())

    def find_question(self, question_id: str) -> tuple[Theme, Question] | None:
        """Return the question with this id and its theme, or None."""
        for theme, question in self.questions():
            if question.id == question_id:
                return theme, question
        return None

    def levels_by_theme(self) -> Mapping[str, tuple[Level, ...]]:
        """The levels of each theme by its title, those of the whole framework first in each."""
        levels: dict[str, tuple[Level, ...]] = {}
        for theme in self.themes:
            # Two themes may have one title.
            levels[theme.title] = (*levels.get(theme.title, self.levels), *theme.levels)
        return levels

    def chosen_by(self, who: ChosenBy) -> Framework:
        """Return a copy whose guides were made by `who`."""
        about = self.framework.model_copy()
        about._chosen_by = who  # noqa: SLF001  # pydantic keeps what no file says in such a name
        return self.model_copy(update={"framework": about})
