"""Guides, marks and notes for a framework, as frozen values that point at its ids.

For the bundled framework it is this tool's own (`data/companion.yaml`). Any other framework
brings its guides and marks in its own file.
"""

from __future__ import annotations

from itertools import chain

from pydantic import BaseModel, ConfigDict

from partnership_cli.framework.model import Framework, Guide, Id, Line, Voice

_FROZEN = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class ProjectNote(BaseModel):
    """Facts about a project from outside the framework, and the day of the search."""

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
    """Guides, marks and notes that point at the ids of one framework.

    `also_quiet` are guides that are offered no more, and under which notes may stand.
    """

    model_config = _FROZEN

    framework: Id = ""
    guides: tuple[Guide, ...]
    also_quiet: tuple[Id, ...] = ()
    question_voice: dict[Id, Voice] = {}
    may_be_painful: tuple[Id, ...] = ()
    looks_back_to: dict[Id, tuple[Id, ...]] = {}
    projects: dict[Id, ProjectNote] = {}
    links: dict[Line, Line] = {}
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
        return self.model_copy(update={"guides": guides, "also_quiet": quiet})


def make_companion(framework: Framework) -> Companion:
    """Return the guides and marks that a framework brings in its own file."""
    questions = [question for _, question in framework.questions()]
    return Companion(
        framework=framework.framework.id,
        guides=framework.guides,
        may_be_painful=tuple(one.id for one in questions if one.may_be_painful),
        looks_back_to={one.id: one.looks_back_to for one in questions if one.looks_back_to},
    )
