"""The partnerships of a scheme, one a line, as a spreadsheet saves them: names with commas."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from partnership_cli.errors import Problems, UsageError
from partnership_cli.reflection.person_names import read_names

_HEADING: Final = re.compile(
    r"(?:first |second )?(?:name|partner|student|staff|member)\b", re.IGNORECASE
)
_SEPARATORS: Final = ",;\t"
_QUOTED: Final = re.compile(r'"[^"]*"')
_MOST_LINES: Final = 2000


def parse_pairs(text: str, file: str) -> tuple[tuple[str, ...], ...]:
    """Return the names of each line. A first line of headings and empty lines are skipped.

    Raises FileProblemError with the lines that cannot be read.
    """
    problems = Problems(file)
    separator = _find_separator(text, problems)
    rows = _read_rows(text, separator, problems)
    pairs: list[tuple[str, ...]] = []
    for line, cells in rows[_is_heading(rows) :]:
        if problems.full:
            break
        try:
            pairs.append(read_names(cells, f"Amina{separator}Sam"))
        except UsageError as error:
            problems.add(line, 1, error.message, error.hint)
    if not pairs and not problems:
        problems.add(1, 1, "there are no names in it", "write Amina,Sam")
    problems.raise_if_any("Fix the file, and give it again.", "Nothing was made.")
    return tuple(pairs)


def _find_separator(text: str, problems: Problems) -> str:
    """Return what stands between names; two of them outside quotation marks are a problem."""
    bare = _QUOTED.sub("", text)
    found = [sign for sign in _SEPARATORS if sign in bare]
    if len(found) > 1:
        line = next(n for n, row in enumerate(bare.split("\n"), 1) if found[1] in row)
        what = "it is not clear which sign stands between names"
        problems.add(line, 1, what, "use one sign, or set names in quotes")
    return found[0] if found else _SEPARATORS[0]


def _read_rows(text: str, separator: str, problems: Problems) -> list[tuple[int, list[str]]]:
    """Return each line's number and cells; what is no CSV becomes a problem."""
    if text.count("\n") > _MOST_LINES:
        what = f"more than {_MOST_LINES} lines"
        problems.add(_MOST_LINES + 1, 1, what, "give it in parts")
        return []
    found: list[tuple[int, list[str]]] = []
    rows = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    try:
        for row in rows:
            cells = [cell.strip() for cell in row]
            found.append((rows.line_num, [cell for cell in cells if cell]))
    except csv.Error as error:
        what = f"this is no CSV ({error})"
        problems.add(max(rows.line_num, 1), 1, what, "save it again as CSV")
    return [row for row in found if row[1]]


def _is_heading(rows: list[tuple[int, list[str]]]) -> bool:
    """Tell whether the first row names columns; `Student 1` over `Student 2` are people."""
    first, second = (
        all(map(_HEADING.match, cells)) for _, cells in (*rows[:2], *[(0, ["-"])] * 2)[:2]
    )
    return first and not second
