"""Show the journey: questions beside months, or words where none fits or plain mode is on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, product
from typing import Final

from partnership_cli.command_names import quote_path
from partnership_cli.reflection.dates import MONTHS
from partnership_cli.reflection.journey import Journey, JourneyRow, Month, Themes
from partnership_cli.terminal.console import Console
from partnership_cli.terminal.safe_text import safe
from partnership_cli.terminal.styled_text import Piece, Style
from partnership_cli.terminal.wrap import measure, wrap

_INDENT: Final = "  "
_GAPS: Final = ("  ", " ")
"""What stands between two months: the first that has room."""
_MARK: Final = "●"
_NONE: Final = "·"
_SHORT: Final = 3
"""Letters of a month above its column."""
_LEAST_LABEL: Final = 20
_LABEL_SHARE: Final = 0.35
"""The part of the screen that a question needs beside the months, and the least columns."""
_TALL: Final = 20
"""Rows above which the months stand below the picture, too."""


@dataclass(frozen=True)
class _Column:
    """A month of the picture, or a whole year, which has no `month`."""

    year: int
    month: int = 0

    @property
    def name(self) -> str:
        """What stands above it, below its year."""
        return MONTHS[self.month - 1][:_SHORT] if self.month else str(self.year)

    def holds(self, month: Month) -> bool:
        """Whether a month is in this column."""
        return month.year == self.year and self.month in {0, month.month}


@dataclass(frozen=True)
class _Picture:
    """The columns of a picture, the oldest first, and what stands before each."""

    columns: tuple[_Column, ...]
    gap: str

    @property
    def width(self) -> int:
        """How many columns of the terminal it takes."""
        # A year is one letter longer than the month below it.
        return sum(len(self.gap) + len(column.name) for column in self.columns) + 1

    @property
    def is_clear(self) -> bool:
        """Whether there is a space between any two years."""
        years = {column.year for column in self.columns if column.month}
        return len(self.name_years().split()) == len(years)

    @property
    def has_years(self) -> bool:
        """Whether a year stands for its months."""
        return not self.columns[0].month

    def name_years(self) -> str:
        """Return the row above the months: each year, over its first."""
        row, end, before = "", 0, 0
        for column in self.columns:
            end += len(self.gap)
            if column.month and column.year != before:
                row = f"{row:<{end}}{column.year}"
            end, before = end + len(column.name), column.year
        return row

    def name_months(self) -> str:
        """Return the row with the months, and with the years that stand for theirs."""
        return self._join(column.name for column in self.columns)

    def draw_marks(self, row: JourneyRow) -> str:
        """Return the marks of a question; one without an answer has no dots between them."""
        none = _NONE if row.months else ""
        return self._join(
            f"{_MARK if any(map(column.holds, row.months)) else none:^{len(column.name)}}"
            for column in self.columns
        )

    def _join(self, cells: Iterable[str]) -> str:
        return "".join(self.gap + cell for cell in cells)


def show_journey(
    console: Console, journey: Journey, *, everything: bool = False, partner: str | None = None
) -> None:
    """Show which questions were answered in which months. Nothing is counted.

    Questions without an answer are among them where `everything` is asked for. `partner` is with
    whom, where that was asked for.
    """
    shown = journey.themes if everything else journey.answered
    months = sorted({month for rows in shown.values() for row in rows for month in row.months})
    if not months:
        console.paragraph("No question of this framework is answered yet.")
    picture = None if console.plain else _fit_columns(months, console.line)
    if picture:
        _show_picture(console, shown, picture)
    else:
        _show_words(console, shown)
    if months or shown:
        console.blank()
    console.commands(_list_commands(journey, everything=everything, partner=partner))


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


def _fit_columns(months: Sequence[Month], line: int) -> _Picture | None:
    """Return a column for each month, and for years before the last one where all do not fit."""
    years = sorted({month.year for month in months})
    least = len(_INDENT) + max(_LEAST_LABEL, int(line * _LABEL_SHARE))
    for folded, gap in product(range(len(years)), _GAPS):
        columns = (
            *(_Column(year) for year in years[:folded]),
            *(_Column(*month) for month in months if month.year not in years[:folded]),
        )
        picture = _Picture(columns, gap)
        if picture.is_clear and least + picture.width <= line:
            return picture
    return None


def _show_picture(console: Console, themes: Themes, picture: _Picture) -> None:
    texts = [safe(row.text) for rows in themes.values() for row in rows]
    room = console.line - len(_INDENT) - picture.width
    label = min(max(map(measure, texts)), room)
    above = " " * (len(_INDENT) + label)

    def show_months() -> None:
        console.pieces([Piece(above + picture.name_years())])
        console.pieces([Piece(above + picture.name_months(), Style.BOLD)])

    show_months()
    height = 0
    for theme, rows in themes.items():
        console.blank()
        console.heading(theme)
        for row in rows:
            first, *others = wrap(safe(row.text), label)
            space = " " * (label - measure(first))
            console.verbatim(f"{_INDENT}{first}{space}{picture.draw_marks(row)}".rstrip())
            console.lines(_INDENT + one for one in others)
            height += 1 + len(others)
    if height > _TALL:
        console.blank()
        show_months()
    console.blank()
    years = " A year stands for all its months." if picture.has_years else ""
    console.paragraph(f"{_MARK} you answered it then.{years}")


def _show_words(console: Console, themes: Themes) -> None:
    for number, (theme, rows) in enumerate(themes.items()):
        if number:
            console.blank()
        console.heading(theme)
        for row in rows:
            console.blank()
            console.quote(row.text)
            if row.months:
                console.paragraph(f"You answered it in {_format_months(row)}.")


def _list_commands(
    journey: Journey, *, everything: bool, partner: str | None
) -> list[tuple[str, str]]:
    """Return what to type for the newest answers, and for the other questions."""
    rows = [row for rows in journey.themes.values() for row in rows]
    answered = [row for row in rows if row.months]
    others = [row for row in rows if not row.months]
    commands = []
    if answered:
        last = max(answered, key=lambda row: row.months[-1])
        to_read = "To read answers, for example:"
        commands.append((to_read, f"partnership history {last.id}"))
    if others and everything:
        commands.append(("To answer one, for example:", f"partnership reflect {others[0].id}"))
    elif others:
        others_too = "To see the other questions:" if answered else "To see the questions:"
        to_partner = f" --partner {quote_path(partner)}" if partner else ""
        commands.append((others_too, f"partnership journey --all{to_partner}"))
    return commands


def _format_months(row: JourneyRow) -> str:
    """Return months as text, for example `March and May 2025; October 2026`."""
    years = []
    for year, months in groupby(row.months, key=lambda month: month.year):
        *others, last = [MONTHS[month.month - 1] for month in months]
        years.append(f"{', '.join(others)} and {last} {year}" if others else f"{last} {year}")
    return "; ".join(years)
