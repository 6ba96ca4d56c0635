"""A text without what people change when they type it again, so that it is still known."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LEADING: Final = re.compile(r"^(?:[\W_]|question\b)*(?:\d+(?:\s*of\s*\d+)?\s*[.):]|\d+\s)?")
_NOT_LETTERS: Final = re.compile(r"[\W_]+")
_DROPPED: Final = re.compile("['`’‘ʼ\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
"""Apostrophes, and signs of direction and of joining, which nobody sees in a text."""


def fold_text(text: str) -> str:
    """Return a text without what people change when they type it again.

    That is case, spaces, quotation marks, a number or `Question 2 of 6` before it, and the
    signs of a heading, a list or emphasis around it.
    """
    rest = _LEADING.sub("", loosen(text), count=1)
    if not rest.isascii():
        # Vowel signs of many scripts are no letters to `re`, and tell one word from another.
        rest = "".join(char if _is_read(char) else " " for char in rest)
        return " ".join(rest.split())
    return _NOT_LETTERS.sub(" ", rest).strip()


def _is_read(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")


def loosen(text: str) -> str:
    """Return a text without case, apostrophes and what nobody sees."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text).casefold())
