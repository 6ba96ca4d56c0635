"""Guides, marks and notes for a framework, as frozen values that point at its ids.

For the bundled framework it is this tool's own (`data/companion.yaml`). Any other framework
brings its guides and marks in its own file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import ClassVar, Final

from partnership_cli.framework.model import Framework, Guide, Id, Line, Voice

_CLOSED: Final[Mapping[str, object]] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectNote:
    """Facts about a project from outside the framework, and the day of the search."""

    __pydantic_config__: ClassVar = _CLOSED

    institution: Line | None = None
    institution_basis: Line
    discipline: Line | None = None
    url: Line | None = None
    fact: Line | None = None
    see_also: tuple[Line, ...] = ()
    status: Line
    found: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Erratum:
    """A misprint in the framework: as printed there, and as it was meant."""

    __pydantic_config__: ClassVar = _CLOSED

    where: Line
    field: Line
    printed: Line
    correct: Line
    evidence: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """Guides, marks and notes that point at the ids of one framework.

    `also_quiet` are guides that are offered no more, and under which notes may stand.
    """

    __pydantic_config__: ClassVar = _CLOSED

    framework: Id = ""
    guides: tuple[Guide, ...]
    also_quiet: tuple[Id, ...] = ()
    question_voice: Mapping[Id, Voice] = field(default_factory=dict)
    may_be_painful: tuple[Id, ...] = ()
    looks_back_to: Mapping[Id, tuple[Id, ...]] = field(default_factory=dict)
    projects: Mapping[Id, ProjectNote] = field(default_factory=dict)
    links: Mapping[Line, Line] = field(default_factory=dict)
    errata: tuple[Erratum, ...] = ()

    @property
    def question_ids(self) -> frozenset[str]:
        """The ids of all questions that are pointed at."""
        return frozenset(
            (
                *chain.from_iterable(guide.questions for guide in self.guides),
                *self.question_voice,
                *self.may_be_painful,
                *self.looks_back_to,
                *chain.from_iterable(self.looks_back_to.values()),
            )
        )

    @property
    def quiet_guides(self) -> frozenset[str]:
        """The ids of the guides that are for one person alone."""
        return frozenset((*(one.id for one in self.guides if one.quiet), *self.also_quiet))

    def with_guides(self, guides: tuple[Guide, ...]) -> Companion:
        """Return a copy with other guides; the ids of quiet guides move to `also_quiet`."""
        quiet = tuple(sorted(self.quiet_guides))
        return replace(self, guides=guides, also_quiet=quiet)


def make_companion(framework: Framework) -> Companion:
    """Return the guides and marks that a framework brings in its own file."""
    questions = [question for _, question in framework.questions()]
    return Companion(
        framework=framework.framework.id,
        guides=framework.guides,
        may_be_painful=tuple(one.id for one in questions if one.may_be_painful),
        looks_back_to={one.id: one.looks_back_to for one in questions if one.looks_back_to},
    )
