"""Lines of text: one as Markdown shows it, and back; several without blank ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from partnership_cli.reflection.session import clean_text

_SPECIAL: Final = re.compile(r"([\\`*_\[\]{}<>&#~|$%!])")
_ESCAPED: Final = re.compile(r"\\([\\`*_\[\]{}<>&#~|$%!])")
_RULE: Final = "-_*=~—–―⸺⸻─━═\\ \t\xa0"
_LONGEST_RULE: Final = 500
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def escape_line(line: str) -> str:
    """Return one line of text that Markdown shows as it stands."""
    return _SPECIAL.sub(r"\\\1", _CONTROL.sub(" ", clean_text(line)))


def unescape_line(line: str) -> str:
    """Return the text of a line that `escape_line` made."""
    return _ESCAPED.sub(r"\1", line)


def is_rule(line: str) -> bool:
    """Tell whether a line is one drawn across the page, whatever a program made of `---`."""
    return len(line) < _LONGEST_RULE and bool(line.strip()) and not line.strip(_RULE)


def trim_blank_lines(lines: Sequence[str]) -> str:
    """Return lines as one text, without the blank ones at its two ends."""
    first, last = 0, len(lines)
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    return "\n".join(lines[first:last])
