"""What people are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from partnership_cli.errors import UsageError
from partnership_cli.framework.text_normalization import normalize_name

LONGEST_NAME: Final = 80
LONGEST_TITLE: Final = 120
_AT_LEAST: Final = 2
_MOST: Final = 20
_JOINERS: Final = "\u200c\u200d"
"""Persian and the scripts of India need them within a name."""
_NOTHING: Final = _JOINERS + "\u115f\u1160\u2800\u3164\uffa0"
"""Letters that show nothing."""


def read_name(text: str) -> str | None:
    """Return a name without surplus spaces, or None where the text cannot be one."""
    name = " ".join(text.split())
    if not name.strip(_NOTHING) or len(name) > LONGEST_NAME or not _is_shown(name):
        return None
    return name


def require_name(given: str, example: str) -> str:
    """Return a name. Raises UsageError, with the example as a hint."""
    name = read_name(given)
    if name is None:
        raise UsageError(
            f"{given[:LONGEST_NAME]!r} cannot be a name",
            f"Write a name of 1 to {LONGEST_NAME} characters: {example}",
        )
    return name


def require_title(given: str, example: str) -> str:
    """Return the title of a reflection, on one line. Raises UsageError, with a hint."""
    title = " ".join(given.split())
    if not title.strip(_NOTHING) or len(title) > LONGEST_TITLE or not _is_shown(title):
        raise UsageError(
            f"{given[:LONGEST_NAME]!r} cannot be a title",
            f"Write 1 to {LONGEST_TITLE} characters: {example}",
        )
    return title


def _is_shown(text: str) -> bool:
    return all(char.isprintable() or char in _JOINERS for char in text)


def split_names(text: str) -> list[str]:
    """Return the names between commas; a comma too many is nobody."""
    return [part for part in text.split(",") if part.strip()]


def read_names(texts: Sequence[str], example: str) -> tuple[str, ...]:
    """Return the names of two people or more, who are told apart by them.

    Raises UsageError, with the example as a hint.
    """
    if len(texts) > _MOST:
        raise UsageError(f"there are more than {_MOST} names", "Name those who meet.")
    names = tuple(require_name(text, example) for text in texts)
    if len({normalize_name(name) for name in names}) < max(len(names), _AT_LEAST):
        raise UsageError(
            "these are not the names of two people or more, each of them once",
            f"Write them so: {example}",
        )
    return names


def join_names(names: Sequence[str]) -> str:
    """Return one or more names as they are said: `Amina, Sam and Li`."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
