"""The partnerships of a scheme, one a line, as a spreadsheet saves them: names with commas."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from partnership_cli.errors import FileProblemError, Problem, UsageError
from partnership_cli.reflection.people import read_names

_HEADING: Final = re.compile(
    r"(?:first |second )?(?:name|partner|student|staff|member)\b", re.IGNORECASE
)
_SEPARATORS: Final = ",;\t"
_MOST: Final = 2000
_MOST_PROBLEMS: Final = 20


def parse_pairs(text: str, file: str) -> tuple[tuple[str, ...], ...]:
    """Return the names of each line. A first line of headings and empty lines are passed over.

    Raises FileProblemError with the lines that cannot be read.
    """
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    rows = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    pairs: list[tuple[str, ...]] = []
    problems: list[Problem] = []
    begun = False
    try:
        for row in rows:
            cells = [cell.strip() for cell in row if cell.strip()]
            heading = not begun and all(map(_HEADING.match, cells))
            begun = begun or bool(cells)
            if not cells or heading:
                continue
            try:
                pairs.append(read_names(cells, f"Amina{separator}Sam"))
            except UsageError as error:
                problems.append(Problem(file, rows.line_num, 1, error.message, error.hint))
            if len(problems) >= _MOST_PROBLEMS or len(pairs) > _MOST:
                break
    except csv.Error as error:
        do = "save it again as CSV"
        problems.append(Problem(file, max(rows.line_num, 1), 1, f"this is no CSV ({error})", do))
    if len(pairs) > _MOST:
        problems.append(Problem(file, rows.line_num, 1, f"more than {_MOST} lines", "split it"))
    if not pairs and not problems:
        problems.append(Problem(file, 1, 1, "there are no names in it", "write Amina,Sam"))
    if problems:
        hint = "Mend the file, and give it again."
        raise FileProblemError(tuple(problems), hint, "Nothing was made.")
    return tuple(pairs)
