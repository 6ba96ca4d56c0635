"""Find questions by their words, also where they were typed again or broken into lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, Generic, TypeVar

from partnership_cli.framework.model import Question
from partnership_cli.framework.text_normalization import normalize_question, normalize_spelling

_Meaning = TypeVar("_Meaning")

_ALMOST: Final = 0.85
"""How much of two texts is the same, from 0 to 1 by difflib, when one was meant to be the other."""
LONGEST_QUESTION: Final = 300
"""Characters of a question that no framework at hand has."""
_HEAD: Final = 60
"""Characters of a line among which its first word is looked for."""
_SIGNS: Final = 60
"""How many signs may stand around a text that is still known."""


@dataclass(frozen=True)
class TextMatch(Generic[_Meaning]):
    """The meaning of a text that was found, and how many lines it has."""

    meaning: _Meaning
    lines: int


class ExactMatcher(Generic[_Meaning]):
    """Finds texts in the lines of a file by their words."""

    def __init__(self, texts: Iterable[tuple[str, _Meaning]]) -> None:
        folded = ((normalize_question(text), meaning) for text, meaning in texts)
        # A text without a letter is not known again by its words.
        self._meanings = {text: meaning for text, meaning in folded if text}
        self._longest = max(map(len, self._meanings), default=0) + _SIGNS
        first_words = {re.escape(text.partition(" ")[0]) for text in self._meanings}
        self._first_word = re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(first_words))})(?![^\W_])")
        self._beginnings = frozenset(
            text[:end] for text in self._meanings for end, char in enumerate(text) if char == " "
        )

    def find(self, text: str) -> _Meaning | None:
        """Return what a text means, or None."""
        return (
            None if len(text) > 2 * self._longest else self._meanings.get(normalize_question(text))
        )

    def find_at(self, lines: Sequence[str], at: int) -> TextMatch[_Meaning] | None:
        """Return what begins at a line, though it may be broken into several, or None."""
        # Most lines are none of these, and to fold a long one takes long.
        if not self._first_word.search(normalize_spelling(lines[at][:_HEAD])):
            return None
        joined = ""
        for end in range(at, len(lines)):
            line = lines[end]
            joined += f" {line}"
            if not line or line.isspace() or len(joined) > 2 * self._longest:
                return None
            folded = normalize_question(joined)
            if (meaning := self._meanings.get(folded)) is not None:
                return TextMatch(meaning, end - at + 1)
            if folded not in self._beginnings:
                return None
        return None


class NearMatcher:
    """Finds texts with almost the same words, such as one that was mistyped."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = {normalize_question(text): text for text in texts}
        self._longest = max(map(len, self._texts), default=0) + _SIGNS

    def find(self, text: str) -> str | None:
        """Return the text that was meant, or None."""
        if len(text) > self._longest:
            return None
        near = get_close_matches(normalize_question(text), self._texts, n=1, cutoff=_ALMOST)
        return self._texts[near[0]] if near else None


class QuestionIndex:
    """Finds a question by its id or by its text."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self.texts = ExactMatcher((one.text, one) for one in questions)
        self._by_id: Mapping[str, Question] = {one.id: one for one in questions}

    def find(self, heading: str) -> Question | None:
        """Return the question that a heading means, or None."""
        return self._by_id.get(heading.strip()) or self.texts.find(heading)
