"""YAML of the simplest form, as front matter is mostly written, read without a parser.

Each line is a key with one text, or with a list of texts between brackets. What is read here is
read in the same way by `yaml_reader`, which takes a hundred times as long with its parser.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from partnership_cli.yaml_reader import YamlValue

_LONGEST: Final = 16 * 1024
_QUOTED: Final = "'[^'\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]*'"
_WORDS: Final = r"[^\W_](?:[-\w .+/()]*[-\w.+/()])?"
_LINE_OF_WORDS: Final = r"[^\W_](?:(?:[-\w .+/(),;?!&'’‘“”–—…]|:(?=\w))*[-\w.+/(),;?!&'’‘“”–—…])?"
_LIST: Final = rf"(?:{_QUOTED}|{_WORDS})"
_LINE: Final = re.compile(
    rf"([a-z]+):(?: (?:({_QUOTED}|{_LINE_OF_WORDS})|\[((?:{_LIST}(?:, {_LIST})*)?)\]))?\n"
)
_ITEM: Final = re.compile(_LIST)


def read_lines(data: bytes) -> dict[str, YamlValue] | None:
    """Return the keys and their values, or None where any line has another form."""
    try:
        text = data.decode() if len(data) <= _LONGEST else ""
    except UnicodeDecodeError:
        return None
    values: dict[str, YamlValue] = {}
    at = 0
    while found := _LINE.match(text, at):
        key, one, several = found.groups()
        if key in values:
            return None
        # No other text has a quotation mark at its beginning, and a quoted one has no others.
        values[key] = _bare(one or "") if several is None else [*map(_bare, _ITEM.findall(several))]
        at = found.end()
    return values if values and at == len(text) else None


def _bare(text: str) -> str:
    return text[1:-1] if text.startswith("'") else text
