"""Show the journey: a picture in months, or words where none fits or plain mode is on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from partnership_cli.reflection.dates import MONTHS
from partnership_cli.reflection.journey import Journey, JourneyRow, Month
from partnership_cli.terminal.console import Console

_INDENT: Final = "  "
_GAP: Final = " "
_MARK: Final = "•"
_NONE: Final = "·"
_LETTERS: Final = "".join(month[0] for month in MONTHS)
_FOLDED: Final = 4
_COMMANDS: Final = (
    ("To read what you wrote:", "partnership history QUESTION"),
    ("To sit with a question:", "partnership reflect --question QUESTION"),
)


@dataclass(frozen=True)
class _Column:
    """A year of the picture, by month or folded; `until` where it is that year and all before."""

    year: int
    folded: bool = False
    until: bool = False

    @property
    def heading(self) -> tuple[str, str]:
        """The two lines above the column."""
        if self.until:
            return f"<{self.year}", ""
        return str(self.year), "" if self.folded else _LETTERS

    @property
    def width(self) -> int:
        """Its width in columns of the terminal."""
        return max(map(len, self.heading))

    def draw(self, months: Sequence[Month], journey: Journey) -> str:
        """Return its cell for a question that was answered in these months."""
        if self.until or self.folded:
            mine = any(
                month.year < self.year if self.until else month.year == self.year
                for month in months
            )
            return _MARK if mine else _NONE
        return "".join(
            _MARK if (month := Month(self.year, number)) in months else _blank(month, journey)
            for number in range(1, len(MONTHS) + 1)
        )


def show_journey(console: Console, journey: Journey) -> None:
    """Show which questions were answered in which months. Nothing is counted."""
    label = max((len(row.id) for rows in journey.themes.values() for row in rows), default=0)
    room = console.width - len(_INDENT) - label - len(_INDENT)
    columns = () if console.plain else _fit_columns(journey, room)
    if columns:
        _show_picture(console, journey, columns, label)
    else:
        _show_words(console, journey)
    console.commands(_COMMANDS)


def serialize_journey(journey: Journey) -> list[dict[str, object]]:
    """Return the journey as `journey --json` gives it."""
    return [
        {
            "question": row.id,
            "text": row.text,
            "theme": theme,
            "months": [str(month) for month in row.months],
        }
        for theme, rows in journey.themes.items()
        for row in rows
    ]


def _fit_columns(journey: Journey, room: int) -> tuple[_Column, ...]:
    """Return the columns that fit, the latest years by month, others folded; or none."""
    first = (journey.first or journey.last).year
    years = range(first, journey.last.year + 1)
    most = room // (_FOLDED + len(_GAP))
    for whole in range(min(len(years), most), 0, -1):
        columns = _fold(years, whole, min(len(years) - whole, most))
        if _measure(columns) <= room and not columns[0].until:
            return columns
    for folded in range(min(len(years) - 1, most), -1, -1):
        columns = _fold(years, 1, folded)
        if _measure(columns) <= room:
            return columns
    return ()


def _fold(years: range, whole: int, folded: int) -> tuple[_Column, ...]:
    shown = years[-(whole + folded) :]
    before = [_Column(shown[0], folded=True, until=True)] if shown[0] > years[0] else []
    return (
        *before,
        *(_Column(year, folded=True) for year in shown[:folded]),
        *(_Column(year) for year in shown[folded:]),
    )


def _measure(columns: Sequence[_Column]) -> int:
    return sum(column.width + len(_GAP) for column in columns)


def _blank(month: Month, journey: Journey) -> str:
    """Return the cell of a month without a mark: a space outside the time that is shown."""
    return _NONE if (journey.first or journey.last) <= month <= journey.last else " "


def _show_picture(
    console: Console, journey: Journey, columns: Sequence[_Column], label: int
) -> None:
    def write(name: str, cells: Iterator[str]) -> None:
        picture = _GAP.join(
            f"{cell:<{column.width}}" for cell, column in zip(cells, columns, strict=True)
        )
        console.verbatim(f"{_INDENT}{name:<{label}}{_INDENT}{picture}".rstrip())

    for line in range(2):
        write("", (column.heading[line] for column in columns))
    for theme, rows in journey.themes.items():
        console.heading(theme)
        for row in rows:
            write(row.id, (column.draw(row.months, journey) for column in columns))
    console.blank()
    sentence = f"{_MARK} is a month in which you wrote to that question, {_NONE} one in between."
    if any(column.folded and not column.until for column in columns):
        sentence += " A year by itself stands for all its months."
    if columns[0].until:
        sentence += f" {columns[0].heading[0]} stands for all the years before."
    console.paragraph(sentence)
    console.paragraph("Each name on the left is one QUESTION.")
    console.blank()


def _show_words(console: Console, journey: Journey) -> None:
    for theme, rows in journey.themes.items():
        console.heading(theme)
        console.blank()
        for row in rows:
            console.quote(row.text)
            written = f": you wrote to it in {_format_months(row)}." if row.months else ""
            console.paragraph(row.id + written)
            console.blank()


def _format_months(row: JourneyRow) -> str:
    """Return months as text, for example `March and May 2025; October 2026`."""
    years = []
    for year, months in groupby(row.months, key=lambda month: month.year):
        *others, last = [MONTHS[month.month - 1] for month in months]
        years.append(f"{', '.join(others)} and {last} {year}" if others else f"{last} {year}")
    return "; ".join(years)
