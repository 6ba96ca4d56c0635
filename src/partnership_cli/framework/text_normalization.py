"""Normal forms of questions, searches and names, by which texts are compared."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LEADING: Final = re.compile(r"^(?:[\W_]|question\b)*(?:\d+(?:\s*of\s*\d+)?\s*[.):]|\d+\s)?")
_NOT_LETTERS: Final = re.compile(r"[\W_]+")
_DROPPED: Final = re.compile("['`’‘ʼ\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
"""Apostrophes, and signs of direction and of joining, which nobody sees in a text."""
_UNSEEN: Final = re.compile(
    "[\xad\u034f\u180b-\u180f\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
# White space that is not already a single space: most is, and need not be replaced.
WIDE_SPACE = re.compile(r"\s{2,}|[^\S ]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


def normalize_question(text: str) -> str:
    """Return the normal form of a question, without what people change when they copy it.

    That is case, spaces, quotation marks, a number or `Question 2 of 6` before it, and the
    signs of a heading, a list or emphasis around it.
    """
    rest = _LEADING.sub("", normalize_spelling(text), count=1)
    if not rest.isascii():
        # Vowel signs of many scripts are no letters to `re`, and tell one word from another.
        rest = "".join(char if _is_read(char) else " " for char in rest)
        return " ".join(rest.split())
    return _NOT_LETTERS.sub(" ", rest).strip()


def _is_read(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")


def normalize_spelling(text: str) -> str:
    """Return a text without case, apostrophes and invisible characters."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text).casefold())


def normalize_name(name: str) -> str:
    """Return the normal form of a name, without case and invisible characters."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", name).casefold())


def normalize_search(text: str) -> str:
    """Return the normal form for a search, without case, accents and line ends."""
    return WIDE_SPACE.sub(" ", normalize_letters(text))


def normalize_letters(text: str) -> str:
    """Return a text without case and accents."""
    if text.isascii():
        return text.lower()
    return _NOT_ASCII.sub(_drop_accents, unicodedata.normalize("NFKD", text.casefold()))


def _drop_accents(found: re.Match[str]) -> str:
    return "".join(c for c in found[0] if not unicodedata.combining(c))
