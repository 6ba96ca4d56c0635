"""What several people chose to bring at two times, question by question and name by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from partnership_cli.framework.text_normalization import normalize_name
from partnership_cli.reflection.agreement import ANOTHER
from partnership_cli.reflection.person_names import join_names
from partnership_cli.reflection.together import (
    Contribution,
    SharedQuestion,
    compare_answers,
)

THEN: Final = "Then"
NOW: Final = "Now"
THEN_AND_NOW: Final = "Then and now"
ONLY_THEN: Final = "Brought only then"
ONLY_NOW: Final = "Brought only now"
CHOSEN_TWICE: Final = "Each of you chose what to bring, then and now."


@dataclass(frozen=True)
class TimedAnswer:
    """What one person brought to a question at two times; an empty text is no answer."""

    name: str
    then: str
    now: str

    @property
    def times(self) -> tuple[tuple[str, str], ...]:
        """The times at which there is an answer, and the answers."""
        return tuple((time, one) for time, one in ((THEN, self.then), (NOW, self.now)) if one)


@dataclass(frozen=True)
class TimedQuestion:
    """One question, and what was brought to it at both times, in the order it is read."""

    question: str
    text: str
    answers: tuple[TimedAnswer, ...]

    @property
    def heading(self) -> str:
        """The question, and of one the framework does not have, that it is another."""
        return self.text if self.question else f"{ANOTHER}: {self.text}"


@dataclass(frozen=True)
class ThenAndNow:
    """Answers of two times: questions of both, and then what was asked at only one of them."""

    words: tuple[tuple[str, str, str], ...]
    """Each name, with the three words of the file of then and of now; empty where there is none."""
    both: tuple[TimedQuestion, ...]
    only_then: tuple[SharedQuestion, ...]
    only_now: tuple[SharedQuestion, ...]

    @property
    def parts(self) -> tuple[tuple[str, tuple[SharedQuestion, ...]], ...]:
        """What was asked at only one time, each part with its heading."""
        found = ((ONLY_THEN, self.only_then), (ONLY_NOW, self.only_now))
        return tuple((heading, asked) for heading, asked in found if asked)

    @property
    def length(self) -> int:
        """How many characters the answers have."""
        twice = sum(len(one.then) + len(one.now) for asked in self.both for one in asked.answers)
        once = (*self.only_then, *self.only_now)
        return twice + sum(len(one.answer) for asked in once for one in asked.answers)

    @property
    def questions(self) -> tuple[TimedQuestion | SharedQuestion, ...]:
        """Every question."""
        return (*self.both, *self.only_then, *self.only_now)

    def name_people(self, show: Callable[[str], str]) -> str:
        """Return the title of a page. `show` shows a name."""
        return f"{THEN_AND_NOW}: {join_names([show(name) for name, *_ in self.words])}"


def compare_times(
    then: Sequence[Contribution], now: Sequence[Contribution], order: Sequence[str]
) -> ThenAndNow:
    """Lay out what people brought at two times. `order` is that of the framework's questions.

    Whoever writes their name in two ways that differ by capitals or accents only is one person,
    under the name of now. The same contributions give the same page, in whatever order they come.
    """
    before, after = (compare_answers(people, order) for people in (then, now))
    asked_then, asked_now = (
        {_key(laid): laid for laid in (*page.by_several, *page.by_one)} for page in (before, after)
    )
    places = {question: place for place, question in enumerate(order)}
    keys = sorted(
        {**asked_then, **asked_now}, key=lambda key: (places.get(key[0], len(places)), key[1])
    )
    names = {normalize_name(one.name): one.name for one in (*before.people, *after.people)}
    return ThenAndNow(
        _list_words(before.written, after.written, names),
        tuple(
            _join(asked_then[key], asked_now[key], names)
            for key in keys
            if key in asked_then and key in asked_now
        ),
        tuple(asked_then[key] for key in keys if key not in asked_now),
        tuple(asked_now[key] for key in keys if key not in asked_then),
    )


def _key(laid: SharedQuestion) -> tuple[str, str]:
    """Return by what a question is known again: its id, or where it has none its words."""
    return (laid.question, "") if laid.question else ("", laid.text)


def _join(then: SharedQuestion, now: SharedQuestion, names: Mapping[str, str]) -> TimedQuestion:
    said_then, said_now = (
        {normalize_name(one.name): one.answer for one in laid.answers} for laid in (then, now)
    )
    return TimedQuestion(
        now.question,
        now.text,
        tuple(
            TimedAnswer(names[one], said_then.get(one, ""), said_now.get(one, ""))
            for one in (*said_now, *(one for one in said_then if one not in said_now))
        ),
    )


def _list_words(
    then: Iterable[Contribution], now: Iterable[Contribution], names: Mapping[str, str]
) -> tuple[tuple[str, str, str], ...]:
    words_then, words_now = (
        {normalize_name(one.name): one.fingerprint for one in people} for people in (then, now)
    )
    return tuple(
        (names[one], words_then.get(one, ""), words_now.get(one, ""))
        for one in {**words_now, **words_then}
    )
