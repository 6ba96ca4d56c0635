"""Days as a person writes them: 2026-11-23, today, yesterday, 7d, 2w, 3m; and as they are shown."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Final

from partnership_cli.errors import UsageError

_AGO = re.compile(r"([1-9]\d{0,3})([dwm])\Z")
_ISO = re.compile(r"\d{4}-\d\d-\d\d\Z")
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def format_date(day: date) -> str:
    """Return a day with its year: `3 October 2026`.

    It is in English in every locale, as all words of this program are.
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def parse_day(text: str, today: date) -> date | None:
    """Return the day that `text` names, or None when it names none.

    `3m` is the same day of the month three months ago, or the last day of a shorter month.
    """
    word = text.strip().lower()
    if word == "today":
        return today
    if word == "yesterday":
        return today - timedelta(days=1)
    if ago := _AGO.match(word):
        return _go_back(today, int(ago[1]), ago[2])
    if _ISO.match(word):
        try:
            return date.fromisoformat(word)
        except ValueError:
            return None
    return None


def require_day(text: str, today: date) -> date:
    """Return the day that `text` names. Raises UsageError when it names none."""
    day = parse_day(text, today)
    if day is None:
        raise UsageError(
            f"{text!r} is not a day",
            "Write it as 2026-11-23, today, yesterday, 7d, 2w or 3m.",
        )
    return day


def _go_back(today: date, count: int, unit: str) -> date | None:
    try:
        if unit == "d":
            return today - timedelta(days=count)
        if unit == "w":
            return today - timedelta(weeks=count)
        years, month = divmod(today.year * 12 + today.month - 1 - count, 12)
        last = calendar.monthrange(years, month + 1)[1]
        return date(years, month + 1, min(today.day, last))
    except (OverflowError, ValueError):
        return None
