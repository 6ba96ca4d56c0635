"""What a query finds, and what it shows of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from partnership_cli.errors import UsageError
from partnership_cli.formats.note import render_note
from partnership_cli.reflection.search import cut_snippet, find_matches, may_match, parse_query
from partnership_cli.reflection.session import Answer, Session

START = datetime(2026, 11, 23, 17, 31, 5, tzinfo=UTC)
THEMES = {"emotions": frozenset({"joy"}), "power": frozenset({"equity"})}
TEXTS = {
    "joy": "We laughed at the Café,\nand nobody kept minutes.",
    "equity": "Money decides who decides. Straße and trust.",
}


def make_session(texts: dict[str, str], partners: tuple[str, ...] = ("Sam", "Zoë")) -> Session:
    return Session(
        id="20261123t173105z-k7m2q9",
        title="T",
        started=START,
        framework="f",
        partners=partners,
        answers=tuple(
            Answer(question=question, text="Q?", answer=text, written=START)
            for question, text in texts.items()
        ),
    )


def find(words: str) -> list[str]:
    query = parse_query(words)
    session = make_session(TEXTS)
    found = [answer.question for answer, _ in find_matches(query, session, THEMES)]
    if found:
        assert may_match(query, render_note(session)), "the bytes are looked through first"
    return found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("minutes", ["joy"]),
        ("MINUTES", ["joy"]),
        ("cafe", ["joy"]),
        ("CAFÉ", ["joy"]),
        ("strasse", ["equity"]),
        ("minute", ["joy"]),
        ("cafe minutes", ["joy"]),
        ("cafe money", []),
        ("cafe OR money", ["joy", "equity"]),
        ("who decides", ["equity"]),
        ('"decides who"', ["equity"]),
        ('"who money"', []),
        ('"café, and nobody"', ["joy"]),
        ("decides -trust", []),
        ("laughed -trust", ["joy"]),
        ('laughed -"kept minutes"', []),
        ("theme:power", ["equity"]),
        ("theme:emotions money", []),
        ("partner:sam", ["joy", "equity"]),
        ("partner:zoe minutes", ["joy"]),
        ("partner:Kim", []),
        ("or", []),
        ("laughed or", []),
        ("OR minutes", ["joy"]),
    ],
)
def test_a_query_finds(words: str, found: list[str]) -> None:
    assert find(words) == found


@pytest.mark.parametrize("words", ["", "  ", "OR", '""', "-trust", '"  "'])
def test_a_query_that_looks_for_nothing_is_refused(words: str) -> None:
    with pytest.raises(UsageError, match="nothing to look for"):
        parse_query(words)


def test_a_match_is_shown_with_the_words_around_it() -> None:
    text = "one two three four five six seven EIGHT nine ten eleven twelve thirteen fourteen"
    snippet = cut_snippet(text, "eight")
    assert snippet.match == "EIGHT"
    assert (
        snippet.text
        == "... two three four five six seven EIGHT nine ten eleven twelve thirteen ..."
    )


def test_a_match_keeps_its_accents_and_its_case() -> None:
    assert cut_snippet(TEXTS["joy"], "cafe").match == "Café"
    assert cut_snippet(TEXTS["equity"], "strasse").match == "Straße"


def test_a_match_over_a_line_end_is_shown_on_one_line() -> None:
    assert cut_snippet(TEXTS["joy"], "cafe, and").match == "Café, and"


def test_a_short_answer_is_shown_whole() -> None:
    assert cut_snippet("Just this.", "this").text == "Just this."
