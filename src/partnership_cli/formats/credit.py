"""Whose questions these are, in a few words. What a framework does not say is left out."""

from __future__ import annotations

from typing import Final

from partnership_cli.framework.model import About
from partnership_cli.reflection.person_names import join_names

_KINDS: Final = frozenset({"framework", "toolkit", "charter", "compact", "code", "model"})
"""Last words of titles that stand behind an article: the ... Framework."""
_DETERMINED: Final = frozenset({"a", "an", "my", "our", "the", "this", "your"})
"""First words of titles before which no article stands."""


def takes_article(about: About) -> bool:
    """Tell whether the title stands in a sentence as `the ... Framework` does."""
    words = about.title.casefold().split()
    return words[-1] in _KINDS and words[0] not in _DETERMINED


def format_title(about: About) -> str:
    """Return the title as it stands in a sentence: with an article, or between quotation marks."""
    return f"the {about.title}" if takes_article(about) else f"“{about.title}”"


def credit(about: About, gap: str = " ") -> str:
    """Return title, authors and year, as far as they are known.

    `the University of Westminster ... Framework, by A, B and C (2022)`. `gap` stands before
    `by`.
    """
    makers = format_makers(about)
    comma = f",{gap}" if about.authors else " "
    return f"{format_title(about)}{comma}{makers}".rstrip()


def format_makers(about: About) -> str:
    """Return authors and year, as far as they are known: `by A, B and C (2022)`."""
    by = f"by {join_names(about.authors)}" if about.authors else ""
    year = f"({about.year})" if about.year is not None else ""
    return " ".join(filter(None, (by, year)))


def name_makers(about: About) -> str:
    """Return who made the framework, in a sentence that has named them already."""
    return "them" if about.authors else "those who made the framework"
