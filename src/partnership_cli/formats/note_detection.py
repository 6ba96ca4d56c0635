"""Whether a text holds answers that nobody chose to share, whatever a program did to it.

A note and an export are known by what only they have. A mail program quotes it, a Markdown
writer escapes it and a word processor sets other dashes: between its words any sign may stand.
"""

from __future__ import annotations

import re
from typing import Final

from partnership_cli.reflection.dates import MONTHS

_SIGN: Final = r"[^\w\n]"
_GAP: Final = r"[^\w@]{1,12}"
_DAY: Final = r"\d{4}[^\w\n]{1,3}\d\d[^\w\n]{1,3}\d\d"
_MARKER: Final = re.compile(
    rf"\banswer{_GAP}@?[a-z0-9][a-z0-9\\-]*{_GAP}(?:private|shareable){_GAP}{_DAY}"
    rf"|(?:<|&lt;)!.{{0,60}}\b(?:private|shareable){_GAP}{_DAY}"
    rf"|(?:<|&lt;)[\\\s]{{0,3}}!{_SIGN}{{1,12}}/?answer\b",
    re.IGNORECASE | re.MULTILINE,
)
_KEY: Final = re.compile(
    rf"^{_SIGN}{{0,12}}(partnership|id|title|status|started|framework){_SIGN}{{0,4}}:",
    re.IGNORECASE | re.MULTILINE,
)
_KEYS: Final = 3
"""How many keys of a note's front matter nobody writes by chance, one of them our own."""
_DAY_IN_WORDS: Final = rf"\d{{1,2}}[^\w\n]{{1,3}}(?:{'|'.join(MONTHS)})[^\w\n]{{1,3}}\d{{4}}"
_DAY_LINE: Final = re.compile(
    rf"{_SIGN}{{0,12}}(?:{_DAY}|{_DAY_IN_WORDS})(?:{_SIGN}{{0,4}}|,\s+with\b.*)", re.IGNORECASE
)


def holds_note(text: str) -> bool:
    """Tell whether a text holds what marks the answers of a note."""
    keys = {key.casefold() for key in _KEY.findall(text)}
    return bool(_MARKER.search(text)) or ("partnership" in keys and len(keys) >= _KEYS)


def is_day(line: str) -> bool:
    """Tell whether a day stands alone in a line, with partners perhaps, as in an export."""
    return bool(_DAY_LINE.fullmatch(line))
