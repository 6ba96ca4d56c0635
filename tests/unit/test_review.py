"""Where a number is asked for, the numbers that are named are those that are listed."""

from __future__ import annotations

import re
from io import StringIO
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import START
from partnership_cli.reflection.conversation import QuestionPrompt
from partnership_cli.reflection.session import Answer, Session
from partnership_cli.session.asker import AskerResources, TerminalAsker
from partnership_cli.terminal.console import Console
from partnership_cli.terminal.editor_protocol import AnswerEditor
from partnership_cli.terminal.line_input import InputLine, LineReader
from partnership_cli.views.messages import name_numbers


class Typist:
    """Types these lines; it stands for the keys and for the editor."""

    def __init__(self, *lines: str) -> None:
        self._lines = list(lines)

    def take_text(self) -> str:
        return ""

    def put_back(self, typed: str) -> None:
        assert typed == ""

    def read_line(self, prompt: str) -> InputLine:
        return InputLine(self._lines.pop(0))


def review(answered: list[int], *typed: str, count: int = 6) -> tuple[int | None, str]:
    """Return what is chosen at the review, and what is on the screen."""
    questions = [QuestionPrompt(f"q{number}", f"Why {number}?") for number in range(count)]
    session = Session(
        id="20261123t173105z-k7m2q9",
        title="T",
        started=START,
        framework="f",
        answers=tuple(
            Answer(question=f"q{place}", text="Why?", answer="So.", written=START)
            for place in answered
        ),
    )
    out, typist = StringIO(), Typist(*typed)
    asker = TerminalAsker(
        Console(out, out, plain=True),
        cast("LineReader", typist),
        lambda: cast("AnswerEditor", typist),
        AskerResources((), (), "", {}),
        lambda: START,
    )
    return asker.review(questions, session), out.getvalue()


@given(st.sets(st.integers(0, 5), min_size=1), st.sampled_from(["7", "0", "-1", "why"]))
def test_a_wrong_entry_is_told_the_numbers_that_are_listed(answered: set[int], wrong: str) -> None:
    chosen, shown = review(sorted(answered), wrong, "")
    listed = [int(number) for number in re.findall(r"^(\d+)\. Why", shown, re.MULTILINE)]
    assert chosen is None
    assert f"That is not one of them. Type {name_numbers(listed)}." in shown


@pytest.mark.parametrize(
    ("numbers", "named"),
    [
        ([2], "2"),
        ([1, 2], "1 or 2"),
        ([1, 3], "1 or 3"),
        ([1, 3, 4], "1, 3 or 4"),
        ([1, 2, 3], "1 to 3"),
        ([2, 3, 4, 6], "2, 3, 4 or 6"),
    ],
)
def test_numbers_are_named_as_they_would_be_said(numbers: list[int], named: str) -> None:
    assert name_numbers(numbers) == named


def test_a_question_that_was_left_can_be_reached_all_the_same() -> None:
    assert review([0, 2], "2")[0] == 1


@given(st.sets(st.integers(0, 5), min_size=1))
def test_the_numbers_of_questions_that_were_skipped_are_told(answered: set[int]) -> None:
    _, shown = review(sorted(answered), "")
    left = sorted(set(range(1, 7)) - {place + 1 for place in answered})
    told = f"You skipped some. To answer one, type {name_numbers(left)}." if left else ""
    assert ("You skipped" in shown) == bool(left)
    assert told in shown
