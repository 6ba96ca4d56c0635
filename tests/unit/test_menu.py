"""Words typed where a number is asked for are never dropped in silence."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership_cli.terminal.console import Console
from partnership_cli.terminal.line_input import InputLine
from partnership_cli.terminal.menu import Choice, Menu, choose, choose_several, confirm, show_menu

MENU = Menu((Choice("Begin"), Choice("Continue")))
WORDS = st.text(st.characters(min_codepoint=33, exclude_categories=["C", "Z"]), min_size=1).filter(
    lambda text: not any(map(str.isdecimal, text)) and text[0].casefold() not in "bga-+"
)


@given(WORDS)
def test_words_at_a_menu_are_said_not_to_be_kept(words: str) -> None:
    out = StringIO()
    typed = iter((words, "1"))
    choose(_console(out), MENU, lambda _prompt: InputLine(next(typed)))
    assert "What you typed here is not kept." in out.getvalue()


@given(WORDS)
def test_words_among_several_numbers_are_said_not_to_be_kept(words: str) -> None:
    out = StringIO()
    typed = iter((words.replace(",", "x"), ""))
    choose_several(_console(out), 3, "", lambda _prompt: InputLine(next(typed)))
    assert "What you typed here is not kept." in out.getvalue()


@pytest.mark.parametrize(
    ("said", "agreed", "told"),
    [
        ("yes", True, False),
        (" YES ", True, False),
        ("y", False, False),
        ("", False, False),
        ("yes it was a good day", False, True),
    ],
)
def test_only_a_whole_yes_agrees_and_other_words_are_said_not_to_be_kept(
    said: str, agreed: bool, told: bool
) -> None:
    out = StringIO()
    assert confirm(_console(out), "Type yes: ", lambda _prompt: InputLine(said)) is agreed
    assert ("What you typed here is not kept." in out.getvalue()) is told


LONG: Final = "What might bring joy into your partnership relationships?"
QUESTIONS: Final = Menu(
    (
        Choice(LONG, id="joy"),
        Choice("How is equity considered in my partnerships?", id="equity"),
        Choice("How can power be shared meaningfully in my partnerships?", id="sharing-power"),
    )
)
THEMES: Final = Menu((Choice("Emotions", id="emotions"), Choice("Power", id="power")))
THEMES_AND_QUESTIONS: Final = replace(THEMES, unlisted=QUESTIONS.choices)


def choose_by(menu: Menu, *said: str) -> tuple[int | None, str]:
    out = StringIO()
    typed = iter(said)
    chosen = choose(_console(out), menu, lambda _prompt: InputLine(next(typed)))
    return chosen, out.getvalue()


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("2", 2),
        ("", 1),
        ("joy", 1),
        ("EQUITY", 2),
        ("sharing", 3),
        ("power", 3),
        ("shared power", 3),
        ("How is", 2),
        (LONG, 1),
    ],
)
def test_a_question_is_chosen_by_its_number_its_id_or_its_words(said: str, number: int) -> None:
    assert choose_by(QUESTIONS, said)[0] == number


@given(st.sampled_from(QUESTIONS.choices), st.data())
def test_all_words_of_a_question_choose_it_in_any_order(
    choice: Choice, data: st.DataObject
) -> None:
    words = data.draw(st.permutations(choice.title.rstrip("?").split()))
    assert choose_by(QUESTIONS, " ".join(words))[0] == QUESTIONS.choices.index(choice) + 1


def test_words_that_several_have_are_asked_for_again() -> None:
    chosen, said = choose_by(QUESTIONS, "partnerships", "equity")
    assert chosen == 2
    assert said.startswith("More than one matches: 2 How is equity")


@pytest.mark.parametrize("said", ["?", "??", "!", "-"])
def test_signs_alone_choose_nothing(said: str) -> None:
    assert choose_by(QUESTIONS, said, "3")[0] == 3


@pytest.mark.parametrize(
    ("said", "number"), [("emotions", 1), ("power", 2), ("joy", 3), ("equity considered", 4)]
)
def test_what_is_not_listed_is_chosen_by_words_and_what_is_listed_first(
    said: str, number: int
) -> None:
    assert choose_by(THEMES_AND_QUESTIONS, said)[0] == number


def test_words_that_several_have_that_are_not_listed_are_asked_for_again() -> None:
    chosen, said = choose_by(THEMES_AND_QUESTIONS, "partnerships", "1")
    assert chosen == 1
    assert said == "More than one has these words. Type more of them, or a number.\n"


def test_a_number_that_is_not_listed_is_none() -> None:
    assert choose_by(THEMES_AND_QUESTIONS, "3", "1")[0] == 1


def test_the_prompt_does_not_repeat_a_whole_question() -> None:
    assert QUESTIONS.prompt == "Number from 1 to 3, or Enter for 1: "
    assert MENU.prompt == "Number from 1 to 2, or Enter for 1, Begin: "


def _console(out: StringIO) -> Console:
    return Console(out, out, width=200, plain=True)


@pytest.mark.parametrize("width", [20, 30, 40, 60, 80])
@pytest.mark.parametrize("count", [3, 12])
def test_no_row_of_a_choice_stands_further_left_than_its_title(width: int, count: int) -> None:
    about = "Some words on what it is about, which take more than a row."
    choices = tuple(Choice(f"A title with several words {at}", about) for at in range(count))
    out = StringIO()
    show_menu(Console(out, out, width=width, styled=True, wraps=True), Menu(choices))
    rows = out.getvalue().rstrip("\n").split("\n")
    edge = rows[0].index("A title")
    assert min(len(row) - len(row.lstrip(" 0123456789")) for row in rows) >= edge
    assert max(map(len, rows)) <= width


def test_of_several_that_have_a_word_the_one_that_is_listed_is_meant() -> None:
    menu = Menu(
        (Choice("Hopes", id="hopes"), Choice("Values and Power", id="values-and-power")),
        unlisted=(
            Choice("How is power shared?", id="sharing-power"),
            Choice("Who has power?", id="who-has-power"),
        ),
    )
    assert choose_by(menu, "power") == (2, "")
