"""Page numbers that a word processor left in a text, beside the form feeds between its pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_NUMBER: Final = re.compile(
    r"\W*(?:page|seite|página|pagina)?\s*(?P<number>\d{1,4})(?:\s*(?:/|of|von|de)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
_AT_LEAST: Final = 2


def find_page_numbers(lines: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the lines that are page numbers for certain, and those that perhaps are.

    A line begins with a form feed where a page does. Numbers are certain where they go up by
    one from page to page, with no page left out.
    """
    begins = [at for at, line in enumerate(lines) if line.startswith("\x0c")]
    if not begins:
        return [], []
    pages = list(zip([0, *begins], [*begins, len(lines)], strict=True))
    written = [[at for at in range(*page) if lines[at].strip()] for page in pages]
    doubtful: list[int] = []
    for side in (-1, 0):
        ends = [page[side] for page in written if page]
        numbers = [_NUMBER.fullmatch(lines[at]) for at in ends]
        read = [int(found["number"]) for found in numbers if found]
        in_order = read == list(range(read[0], read[0] + len(read))) if read else False
        if len(read) == len(ends) >= _AT_LEAST and in_order:
            return ends, []
        # The last page may end with something else.
        doubtful += [at for at, found in zip(ends[:-1], numbers, strict=False) if found]
    return [], doubtful
