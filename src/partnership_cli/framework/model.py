"""The framework and what this tool adds to it, as frozen values.

Field names follow the two data files. Every string of a `Framework` is the framework's own;
every string of a `Companion` is this tool's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]
Line = Annotated[str, StringConstraints(min_length=1, pattern=r"^[^\r\n]+$")]
Voice = Literal["i", "we", "you"]
Mode = Literal["alone", "alone first", "together"]

_FROZEN = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Licence(BaseModel):
    """Under which terms the framework's words may be used."""

    model_config = _FROZEN

    spdx: Line
    url: Line
    url_printed: Line | None = None
    notice: Line


class About(BaseModel):
    """Who made the framework, where it is found, and how to cite it."""

    model_config = _FROZEN

    id: Id
    title: Line
    year: int
    authors: tuple[Line, ...] = Field(min_length=1)
    publisher: Line
    place: Line
    language: Line
    url: Line
    doi: Line
    doi_url: Line
    copyright: Line
    licence: Licence
    citation: Line
    modifications: Line


class Contact(BaseModel):
    """Whom to write to, in the framework's words."""

    model_config = _FROZEN

    email: Line
    url: Line
    text: Line
    more: Line


class Passage(BaseModel):
    """One passage of the framework's prose."""

    model_config = _FROZEN

    id: Id
    heading: Line
    text: Line


class Question(BaseModel):
    """One question, to be asked as it stands. Its id is for ever: notes refer to it."""

    model_config = _FROZEN

    id: Id
    text: Line


class Theme(BaseModel):
    """A group of questions, in the framework's order."""

    model_config = _FROZEN

    id: Id
    title: Line
    questions: tuple[Question, ...] = Field(min_length=1)


class Value(BaseModel):
    """One of the framework's partnership values."""

    model_config = _FROZEN

    id: Id
    text: Line


class Project(BaseModel):
    """An example project, by the title the framework prints."""

    model_config = _FROZEN

    id: Id
    title: Line


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
    text: Line
    speaker: Line
    role: Line


class Reference(BaseModel):
    """One entry of the framework's list of references; `*` marks printed italics."""

    model_config = _FROZEN

    id: Id
    text: Line


class Framework(BaseModel):
    """A whole framework: what is asked, and every other word it prints."""

    model_config = _FROZEN

    framework: About
    contact: Contact
    prose: tuple[Passage, ...]
    themes: tuple[Theme, ...] = Field(min_length=1)
    values: tuple[Value, ...]
    projects: tuple[Project, ...]
    get_involved: tuple[WayIn, ...]
    voices: tuple[SpokenWords, ...]
    references: tuple[Reference, ...]
    links_without_url: tuple[Link, ...] = ()

    def questions(self) -> Iterator[tuple[Theme, Question]]:
        """Every question with its theme, in the framework's order."""
        for theme in self.themes:
            for question in theme.questions:
                yield theme, question

    def find_question(self, question_id: str) -> tuple[Theme, Question] | None:
        """Return the question with this id and its theme, or None."""
        for theme, question in self.questions():
            if question.id == question_id:
                return theme, question
        return None


class Guide(BaseModel):
    """An ordered choice of questions, made by this tool, in the framework's order.

    A quiet guide is never named on screen once it has begun.
    """

    model_config = _FROZEN

    id: Id
    title: Line
    mode: Mode
    why: Line
    questions: tuple[Id, ...] = Field(min_length=1)
    quiet: bool = False


class ProjectNote(BaseModel):
    """What was found about a project outside the framework, and when it was looked for."""

    model_config = _FROZEN

    institution: Line | None = None
    institution_basis: Line
    discipline: Line | None = None
    url: Line | None = None
    fact: Line | None = None
    see_also: tuple[Line, ...] = ()
    status: Line
    found: Line


class Erratum(BaseModel):
    """A misprint in the framework: as printed there, and as it was meant."""

    model_config = _FROZEN

    where: Line
    field: Line
    printed: Line
    correct: Line
    evidence: Line


class Companion(BaseModel):
    """What this tool adds to the framework; it points at the framework's ids."""

    model_config = _FROZEN

    guides: tuple[Guide, ...]
    question_voice: dict[Id, Voice]
    may_be_painful: tuple[Id, ...]
    looks_back_to: dict[Id, tuple[Id, ...]]
    projects: dict[Id, ProjectNote]
    links: dict[Line, Line] = {}
    errata: tuple[Erratum, ...] = ()

    @property
    def quiet_guides(self) -> frozenset[str]:
        """The ids of the guides that are for one person alone."""
        return frozenset(guide.id for guide in self.guides if guide.quiet)
