"""Undo and redo, whatever was typed, deleted and pasted, and in whatever rhythm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership_cli.terminal.undo import PAUSE, Steps

EDITS = st.lists(
    st.tuples(
        st.integers(0, 50),
        st.integers(0, 50),
        st.text(alphabet="ab \n", max_size=8),
        st.sampled_from([PAUSE / 10, PAUSE * 2]),
    ),
    max_size=60,
)


@given(EDITS)
def test_undo_goes_back_to_the_beginning_and_redo_to_the_end(
    edits: list[tuple[int, int, str, float]],
) -> None:
    text, now, steps = "start", 0.0, Steps("start")
    for one, other, typed, pause in edits:
        now += pause
        first, last = sorted((min(one, len(text)), min(other, len(text))))
        text = text[:first] + typed + text[last:]
        steps.note(text, first + len(typed), now)
    assert walk(steps.undo) in {"start", None}
    assert steps.text == "start"
    assert walk(steps.redo) in {text, None}
    assert steps.text == text


def walk(step: object) -> str | None:
    last = None
    while place := step():  # type: ignore[operator]  # undo or redo
        last = place[0]
    return last


@pytest.mark.parametrize("word", ["a", "word", "wonderful", "Verantwortung"])
@pytest.mark.parametrize("pause", [PAUSE / 10, PAUSE * 2])
def test_27_the_beginning_of_300_words_is_at_most_40_presses_away(word: str, pause: float) -> None:
    text, now, steps = "", 0.0, Steps("")
    for sign in f"{word} " * 300:
        now += pause if sign == " " else PAUSE / 20
        text += sign
        steps.note(text, len(text), now)
    presses = 0
    while steps.undo():
        presses += 1
    assert steps.text == ""
    assert presses <= 40
    for _ in range(presses):
        steps.redo()
    assert steps.text == text


def test_one_press_takes_back_one_word_of_those_typed_last() -> None:
    text, steps = "", Steps("")
    for number, sign in enumerate("hello wide world"):
        text += sign
        steps.note(text, len(text), number / 10)
    assert [steps.undo(), steps.undo(), steps.undo()] == [
        ("hello wide ", 11),
        ("hello ", 6),
        ("", 0),
    ]


def test_what_is_deleted_letter_by_letter_comes_back_at_once() -> None:
    steps = Steps("one two")
    for length in (6, 5, 4):
        steps.note("one two"[:length], length, length / 100)
    assert steps.undo() == ("one two", 7)
    assert steps.redo() == ("one ", 4)


def test_a_word_typed_after_a_pause_is_a_step_of_its_own() -> None:
    steps = Steps("")
    steps.note("par", 3, 0.0)
    steps.note("partner", 7, 10.0)
    assert steps.undo() == ("par", 3)


def test_what_is_kept_of_a_long_text_does_not_grow_with_its_length() -> None:
    text = "long " * 20_000
    steps = Steps(text)
    for number in range(2_000):
        text += "x" if number % 6 else " "
        steps.note(text, len(text), number / 5)
    assert steps._length < 5_000


def test_the_oldest_steps_are_forgotten_of_very_much() -> None:
    steps = Steps("")
    for number in range(12):
        steps.note("ab"[number % 2] * 1_000_000, 0, number * 10.0)
    assert steps._length <= 4_000_000
