"""A framework as frozen values, as its file holds it.

Every string of a `Framework` is the framework's own. Only an id, a title and something to think
about (themes, values or projects) are required: frameworks of this field hold very different
things. Keys that are not known here are kept, and shown nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, field, fields, is_dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Literal

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core.core_schema import CoreSchema

ID_PATTERN = r"^[a-z0-9][a-z0-9-]*$"
# No control characters: nobody sees them, and they reach files that are given away.
_SIGN = r"[^\u0000-\u001f\u007f-\u009f\u2028\u2029]"
LINE_PATTERN = rf"^\s*{_SIGN}*[^\s\u0000-\u001f\u007f-\u009f]{_SIGN}*\s*$"
TEXT_PATTERN = rf"^(?:{_SIGN}|[\t\r\n])*[^\s\u0000-\u001f\u007f-\u009f](?:{_SIGN}|[\t\r\n])*$"


class _Limits:
    """What pydantic asks of a text where a file is checked; a value that is there carries none."""

    def __init__(self, **limits: Any) -> None:
        self._limits = limits

    def __get_pydantic_core_schema__(self, _of: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core.core_schema import str_schema

        return str_schema(**self._limits)


class _NumberOrDigits:
    """An editor reads 2022 as a number, and our own reader as a text."""

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^\d{1,4}$"}]}


Id = Annotated[str, _Limits(pattern=ID_PATTERN, max_length=80)]
Line = Annotated[str, _Limits(strip_whitespace=True, min_length=1, pattern=LINE_PATTERN)]
"""A text on one line; white space around it is none of it."""
Text = Annotated[str, _Limits(strip_whitespace=True, min_length=1, pattern=TEXT_PATTERN)]
"""A text of one paragraph or more."""
Year = Annotated[int, _NumberOrDigits()]
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
OF_NO_FILE: Final = frozenset({"unknown_keys", "chosen_by"})
"""What a value holds and no key of a file says."""


def forbids_changes(licence: str) -> bool:
    """Tell by the name of a licence whether no changed version of a text may be shared."""
    return _NO_DERIVATIVES.search(licence) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a framework file; `unknown_keys` are those in it that are not known here."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = {"extra": "allow"}

    unknown_keys: Mapping[str, object] = field(default_factory=dict, hash=False)

    @classmethod
    def sort_keys(cls, given: object) -> object:
        """Return what a file gives for this part, with unknown keys apart."""
        if not isinstance(given, dict):
            return given
        known = find_keys(cls)
        unknown = {key: given[key] for key in given if key not in known}
        return {key: given[key] for key in given if key in known} | {"unknown_keys": unknown}

    @classmethod
    def __get_pydantic_core_schema__(cls, of: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core.core_schema import no_info_before_validator_function

        inner: dict[str, Any] = {**handler.resolve_ref_schema(handler(of))}
        # The name of the schema moves to the whole, so that a second mention of a part has both.
        return no_info_before_validator_function(cls.sort_keys, inner, ref=inner.pop("ref"))


def find_keys(part: type) -> dict[str, Field[Any]]:
    """Return the fields of a value, each by its key in a file."""
    known = (one for one in fields(part) if one.name not in OF_NO_FILE)
    return {one.metadata.get("alias", one.name): one for one in known}


def make_value(part: Any) -> Any:
    """Return a value as it stands in JSON: groups of keys, lists, texts and numbers."""
    if is_dataclass(part):
        known = (one.name for one in fields(part) if one.name not in OF_NO_FILE)
        return {name: make_value(getattr(part, name)) for name in known}
    if isinstance(part, tuple):
        return [*map(make_value, part)]
    return part.isoformat(timespec="seconds") if isinstance(part, datetime) else part


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence(Part):
    """Under which terms the framework's words may be used; `spdx` is its name or identifier."""

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

    @classmethod
    def sort_keys(cls, given: object) -> object:
        """Accept `licence: MIT` for `licence: {spdx: MIT}`."""
        return super(Licence, cls).sort_keys({"spdx": given} if isinstance(given, str) else given)


@dataclass(frozen=True, slots=True, kw_only=True)
class About(Part):
    """Who made the framework, where it is found, and how to cite it.

    `translation_of` names the text that this one is a translation of.
    """

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
    chosen_by: ChosenBy = "framework"
    """Who made the guides; set by the program, and by no key of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Part):
    """Whom to write to, in the framework's words."""

    email: Line | None = None
    url: Line | None = None
    text: Line | None = None
    more: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Part):
    """One passage of the framework's prose."""

    id: Id
    heading: Line | None = None
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Level(Part):
    """One level by which a framework describes partnership. It is shown, and never scored."""

    title: Line
    text: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Part):
    """One question, or statement, to be asked as it stands. Its id is for ever: notes refer to it.

    `for` and `moment` say for whom it is and when. `prompts` are smaller questions that help with
    it, and are never asked by themselves. `looks_back_to` are the ids of questions whose
    answers help with this one.
    """

    id: Id
    text: Line
    kind: Literal["question", "statement"] = "question"
    audience: Audience = field(default="both", metadata={"alias": "for"})
    moment: Line | None = None
    prompts: tuple[Line, ...] = ()
    may_be_painful: bool = False
    looks_back_to: tuple[Id, ...] = ()

    @property
    def is_statement(self) -> bool:
        """Whether it is a statement, and no question."""
        return self.kind == "statement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme(Part):
    """A group of questions, in the framework's order: an area, a principle or a stage of it."""

    id: Id
    title: Line
    kind: Literal["theme", "area", "principle", "stage"] = "theme"
    text: Text | None = None
    levels: tuple[Level, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Value(Part):
    """One of the framework's partnership values."""

    id: Id
    text: Line
    description: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Part):
    """An example project, by the title the framework prints."""

    id: Id
    title: Line
    institution: Line | None = None
    url: Line | None = None
    text: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Part):
    """A word of the text that was printed as a link; `url` only if the address was printed."""

    anchor: Line
    section: Line | None = None
    url: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WayIn(Part):
    """One way to get involved."""

    id: Id
    text: Line
    link: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenWords(Part):
    """What one person said about partnership, with name and role as printed."""

    id: Id
    text: Text
    speaker: Line | None = None
    role: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Part):
    """One entry of the framework's list of references; `*` marks printed italics."""

    id: Id
    text: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide(Part):
    """An ordered choice of questions.

    A quiet guide is for one person alone, and never named on screen once it has begun.
    """

    id: Id
    title: Line
    mode: GuideMode = "alone"
    why: Line | None = None
    questions: tuple[Id, ...] = field(metadata={"min_length": 1})
    quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework(Part):
    """A whole framework: what is asked, and every other word it prints."""

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
        return replace(self, framework=replace(self.framework, chosen_by=who))
