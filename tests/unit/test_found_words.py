"""What a search found: the words around it, without signs of Markdown where they can stand out."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest

from partnership_cli.reflection.search import Match, find_matches, parse_query
from partnership_cli.reflection.session import Answer, Session
from partnership_cli.terminal.console import Console
from partnership_cli.views.answers import show_matches

STARTED = datetime(2026, 11, 23, 17, 31, 5, tzinfo=UTC)
BOLD, NORMAL = "\x1b[1m", "\x1b[0m"


def find(answer: str, wanted: str) -> list[Match]:
    written = Answer(question="joy", text="What gives you joy?", answer=answer, written=STARTED)
    session = Session(
        id="20261123t173105z-k7m2q9",
        title="A title",
        started=STARTED,
        framework="a",
        answers=(written,),
    )
    found = find_matches(parse_query(wanted), session, {})
    return [Match.of(session, one, snippet, "") for one, snippet in found]


def show(answer: str, wanted: str, *, plain: bool = False, styled: bool = False) -> str:
    out = io.StringIO()
    console = Console(out, out, plain=plain, styled=styled, wraps=not plain)
    show_matches(console, find(answer, wanted))
    return out.getvalue().split("\n")[2].strip()


@pytest.mark.parametrize(
    ("answer", "wanted", "shown"),
    [
        ("I felt **seen** there", "seen", f"I felt {BOLD}seen{NORMAL} there"),
        ("**I felt seen** there", "seen", f"I felt {BOLD}seen{NORMAL} there"),
        ("I *felt* seen", "seen", f"I felt {BOLD}seen{NORMAL}"),
        ("## What\n\nI felt seen", "seen", f"What I felt {BOLD}seen{NORMAL}"),
        ("- one\n- two seen", "seen", f"\u2022 one \u2022 two {BOLD}seen{NORMAL}"),
        ("2. one\n7. seen", "seen", f"2. one 7. {BOLD}seen{NORMAL}"),
        ("> said\n> seen", "seen", f"said {BOLD}seen{NORMAL}"),
        ("| a | b |\n|---|---|\n| c | seen |", "seen", f"a b c {BOLD}seen{NORMAL}"),
        ("```python\nseen\n```", "seen", f"python {BOLD}seen{NORMAL}"),
        (r"2 \* 3 seen", "seen", f"2 * 3 {BOLD}seen{NORMAL}"),
        ("[us](https://a.org/seen)", "seen", f"us (https://a.org/{BOLD}seen{NORMAL})"),
        ("I felt **seen**", "**seen", f"I felt {BOLD}**seen{NORMAL}**"),
    ],
)
def test_words_that_were_found_stand_out_and_signs_are_left_out(
    answer: str, wanted: str, shown: str
) -> None:
    assert show(answer, wanted, styled=True) == shown


@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize("answer", ["I felt **seen** there", "- *seen*", "we said seen"])
def test_nothing_is_added_to_what_was_written_where_nothing_can_stand_out(
    answer: str, plain: bool
) -> None:
    assert show(answer, "seen", plain=plain) == answer
