"""A picture of the notebook: which questions were answered, and in which months.

It counts nothing: a month is there or it is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from partnership_cli.framework.model import Framework


class Month(NamedTuple):
    """One month of one year, in the writer's own time."""

    year: int
    month: int

    def __str__(self) -> str:
        """`2026-11`."""
        return f"{self.year}-{self.month:02}"

    @classmethod
    def of(cls, moment: datetime) -> Month:
        """Return the month in which a moment was."""
        return cls(moment.year, moment.month)


class JourneyMark(NamedTuple):
    """That a question was answered, and when."""

    question: str
    written: datetime


@dataclass(frozen=True)
class JourneyRow:
    """One question, with the months in which it was answered, the oldest first."""

    id: str
    text: str
    months: tuple[Month, ...]


Themes = Mapping[str, tuple[JourneyRow, ...]]
"""The title of each theme, with its questions."""


@dataclass(frozen=True)
class Journey:
    """Themes and their questions, in the framework's order, from the first month to this one.

    `first` is None where nothing was written yet. `themes` maps titles to rows.
    """

    first: Month | None
    last: Month
    themes: Themes

    @property
    def answered(self) -> Themes:
        """The themes with only the questions that were answered, and without those with none."""
        answered = {
            theme: tuple(row for row in rows if row.months) for theme, rows in self.themes.items()
        }
        return {theme: rows for theme, rows in answered.items() if rows}


def trace_journey(framework: Framework, marks: Iterable[JourneyMark], now: datetime) -> Journey:
    """Return the journey that marks make; marks of other questions than the framework's go."""
    months: dict[str, set[Month]] = {question.id: set() for _, question in framework.questions()}
    last = Month.of(now)
    for mark in marks:
        # A date that is still to come is a slip of the hand, and would stretch the picture.
        if mark.question in months and Month.of(mark.written) <= last:
            months[mark.question].add(Month.of(mark.written))
    themes = {
        theme.title: tuple(
            JourneyRow(question.id, question.text, tuple(sorted(months[question.id])))
            for question in theme.questions
        )
        for theme in framework.themes
    }
    every = [month for found in months.values() for month in found]
    return Journey(min(every, default=None), last, themes)
