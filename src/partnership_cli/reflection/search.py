"""A query, and what it finds in a session: words, phrases, OR, -not, theme: and partner:.

Case and accents do not matter, and neither does where a line is broken. A word is found
inside a longer one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from partnership_cli.errors import UsageError
from partnership_cli.framework.text_normalization import (
    WIDE_SPACE,
    normalize_letters,
    normalize_search,
)
from partnership_cli.reflection.session import Answer, Session

_TOKEN = re.compile(r'(-?)(?:(theme|partner):)?(?:"([^"]*)"|(\S+))', re.IGNORECASE)
_SNIPPET = 30


@dataclass(frozen=True)
class Query:
    """What is looked for, folded.

    Each of `clauses` is a choice of texts of which one has to be there; none of `without` may
    be. `themes` and `partners` are as they were typed.
    """

    clauses: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()


@dataclass(frozen=True)
class Snippet:
    """A part of an answer around the first match, and the match in it."""

    before: str
    match: str
    after: str

    @property
    def text(self) -> str:
        """The whole part."""
        return self.before + self.match + self.after


@dataclass(frozen=True)
class Match:
    """One answer that was found, with the session and the file it stands in."""

    id: str
    title: str
    started: datetime
    answer: Answer
    snippet: Snippet
    file: str
    framework: str = ""

    @property
    def ref(self) -> str:
        """What a person types for the session."""
        return self.id.rpartition("-")[2]

    @classmethod
    def of(cls, session: Session, answer: Answer, snippet: Snippet, file: str) -> Match:
        """Return an answer that was found by its words."""
        about = (session.id, session.title, session.started)
        return cls(*about, answer, snippet, file, session.framework)

    @classmethod
    def whole(cls, session: Session, answer: Answer, file: str) -> Match:
        """Return an answer that was found by its question."""
        return cls.of(session, answer, Snippet("", "", answer.answer), file)


@dataclass(frozen=True)
class History:
    """All answers to one question, the oldest first.

    `question` is its id, and `text` how it is asked now, or how it was asked last where the
    framework in use has it no more. `elsewhere` are other frameworks under which notes answer a
    question of the same id. `asked_by` is the framework that asked it, where the one in use does
    not: its id, or an empty text for an earlier edition of the one in use.
    """

    question: str
    text: str
    answers: tuple[Match, ...]
    elsewhere: tuple[str, ...] = ()
    is_statement: bool = False
    asked_by: str | None = None


@dataclass(frozen=True)
class Writings:
    """All that was written to a guide, a theme or a question, which `title` names.

    `asked` is every question that it asks; `histories` are those with an answer.
    """

    title: str
    asked: tuple[History, ...]

    @property
    def histories(self) -> tuple[History, ...]:
        """The questions that have an answer."""
        return tuple(one for one in self.asked if one.answers)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers, question by question."""
        return tuple(match.answer for one in self.asked for match in one.answers)

    @property
    def is_one_question(self) -> bool:
        """Whether it is one question, and no choice of several."""
        return len(self.asked) == 1 and self.asked[0].text == self.title


def parse_query(text: str) -> Query:
    """Return the query that a person typed. Raises UsageError when it looks for nothing."""
    clauses: list[tuple[str, ...]] = []
    without: list[str] = []
    named: dict[str, list[str]] = {"theme": [], "partner": []}
    joins = False
    for found in _TOKEN.finditer(text):
        minus, name, phrase, word = found.groups()
        if word == "OR" and not minus and not name:
            joins = bool(clauses)
            continue
        wanted = (word if phrase is None else phrase).strip()
        if name and wanted:
            named[name.lower()].append(wanted)
        elif minus and normalize_search(wanted):
            without.append(normalize_search(wanted))
        elif normalize_search(wanted):
            clauses.append(
                (*clauses.pop(), normalize_search(wanted)) if joins else (normalize_search(wanted),)
            )
        joins = False
    if not (clauses or named["theme"] or named["partner"]):
        raise UsageError(
            "there is nothing to look for", 'For example: partnership search "who decides"'
        )
    return Query(tuple(clauses), tuple(without), tuple(named["theme"]), tuple(named["partner"]))


def may_match(query: Query, data: bytes) -> bool:
    """Tell from the bytes of a note, before it is read, whether an answer in it may match."""
    # Single words are looked for, so that it does not matter how they are spaced.
    text = normalize_letters(data.decode("utf-8", "replace"))
    return all(
        any(all(word in text for word in choice.split(" ")) for choice in clause)
        for clause in query.clauses
    )


def find_matches(
    query: Query, session: Session, themes: Mapping[str, Collection[str]]
) -> Iterator[tuple[Answer, Snippet]]:
    """Give the answers of a session that match, each with a part of it.

    `themes` has the ids of the questions of each theme that the query names.
    """
    partners = {normalize_search(partner) for partner in session.partners}
    if not all(normalize_search(partner) in partners for partner in query.partners):
        return
    for answer in session.answers:
        if any(answer.question not in themes[theme] for theme in query.themes):
            continue
        folded = normalize_search(answer.answer)
        if any(word in folded for word in query.without):
            continue
        matched = [next((c for c in clause if c in folded), None) for clause in query.clauses]
        if None in matched:
            continue
        yield answer, cut_snippet(answer.answer, next(filter(None, matched), ""))


def cut_snippet(text: str, wanted: str) -> Snippet:
    """Return the words around the first place where `wanted`, which is folded, is found."""
    line = WIDE_SPACE.sub(" ", text).strip()
    start, end = _locate(line, wanted)
    first = 0 if start <= _SNIPPET else line.rfind(" ", 0, start - _SNIPPET) + 1
    last = len(line) if len(line) - end <= _SNIPPET else line.find(" ", end + _SNIPPET)
    last = len(line) if last < 0 else last
    return Snippet(
        before=("... " if first else "") + line[first:start],
        match=line[start:end],
        after=line[end:last] + (" ..." if last < len(line) else ""),
    )


def _locate(line: str, wanted: str) -> tuple[int, int]:
    """Return where a folded text stands in a line that is not folded."""
    if not wanted:
        return 0, 0
    if line.isascii():
        start = line.lower().find(wanted)
        return (start, start + len(wanted)) if start >= 0 else (0, 0)
    folded = ""
    origins: list[int] = []
    for index, character in enumerate(line):
        part = normalize_search(character)
        folded += part
        origins += [index] * len(part)
    start = folded.find(wanted)
    if start < 0:
        return 0, 0
    end = start + len(wanted)
    return origins[start], origins[end - 1] + 1
