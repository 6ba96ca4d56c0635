"""Behaviour 19: a menu takes a number, the beginning of a title, or Enter, and says the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest
from harness import CTRL_C, CTRL_D, ENTER
from reflecting import ASKED, MODES, Home, Writer

Start = Callable[..., Writer]

BOTH = pytest.mark.parametrize("mode", MODES)
PROMPT = "Number from 1 to 12, or Enter for 1, Considering partnership:"


def open_menu(run: Start, mode: str) -> Writer:
    writer = run("reflect", f"--{mode}")
    writer.wait_for("Press Enter to continue")
    writer.send(ENTER)
    writer.wait_for(PROMPT)
    return writer


@BOTH
def test_19_enter_takes_what_the_prompt_says(mode: str, home: Home, run: Start) -> None:
    writer = open_menu(run, mode)
    writer.send(ENTER)
    writer.wait_for("6 questions, selected by this tool.")
    assert writer.count("Considering partnership") > 2
    writer.next_question(1, mode)
    writer.finish("A word.")
    (note,) = home.saved_notes()
    assert note.session.guide == "considering"


@BOTH
def test_19_a_wrong_choice_asks_again(mode: str, run: Start) -> None:
    writer = open_menu(run, mode)
    long = "0" * 9 + "4" * 9
    for tried, wrong in enumerate(("99", "0", "-1", "4.5", "nothing like it", long), 2):
        writer.send(wrong + ENTER)
        writer.wait_for(PROMPT, tried)
    writer.send("4" + ENTER)
    writer.wait_for("6 questions, selected by this tool.")
    assert writer.count("Sharing power") == 2
    writer.next_question(1, mode)


@BOTH
def test_19_the_beginning_of_a_title_chooses_it(mode: str, run: Start) -> None:
    writer = open_menu(run, mode)
    writer.send("a" + ENTER)
    writer.wait_for(PROMPT, 2)
    assert "Question 1 of" not in writer.screen.text
    writer.send("shar" + ENTER)
    writer.wait_for("6 questions, selected by this tool.")
    assert writer.count("Sharing power") == 2
    writer.next_question(1, mode)


@BOTH
def test_19_a_theme_and_one_question_have_menus_of_their_own(mode: str, run: Start) -> None:
    writer = open_menu(run, mode)
    writer.send("a theme" + ENTER)
    writer.wait_for("Number from 1 to 6,")
    writer.send("emotions" + ENTER)
    writer.next_question(1, mode)
    writer.send(CTRL_C)
    assert writer.wait_exit() == 130


@BOTH
@pytest.mark.parametrize(("keys", "code"), [(CTRL_D, 0), (CTRL_C, 130)], ids=["Ctrl-D", "Ctrl-C"])
def test_19_the_end_of_input_leaves_without_a_trace(
    mode: str, keys: str, code: int, home: Home, run: Start
) -> None:
    writer = open_menu(run, mode)
    writer.send(keys)
    assert writer.wait_exit() == code
    assert writer.settings() == writer.settings_before
    assert "Traceback" not in writer.screen.text
    assert home.saved_notes() == ()
    assert home.drafts() == {}


@BOTH
def test_19_the_menu_at_the_end_says_its_range(mode: str, home: Home, start: Start) -> None:
    writer = start(mode, "--question", "equity", "--question", "joy")
    writer.write("A word.")
    writer.send(CTRL_D)
    writer.next_question(2, mode)
    writer.send(CTRL_D)
    writer.wait_for("Number to go back to an answer, or Enter to finish:")
    writer.send("000001111111" + ENTER)
    writer.wait_for("Enter to finish:", 2)
    writer.send("01" + ENTER)
    writer.next_question(1, mode, times=2)
    writer.finish("Another.")
    writer.wait_for("Enter to finish:", 3)
    writer.send(ENTER)
    writer.wait_for("or press Enter:")
    writer.send(f"If I am asked first, then I will ask back.{ENTER}")
    assert writer.wait_exit() == 0
    assert home.answers() == {
        "joy": "A word.\nAnother.",
        "@intention": "If I am asked first, then I will ask back.",
    }


def test_19_a_question_mark_says_what_a_guide_is_about(run: Start) -> None:
    writer = open_menu(run, "plain")
    assert "Who decides" not in writer.screen.text
    writer.send("4?" + ENTER)
    writer.wait_for("Sharing power. Who decides, who is heard, and what is fair.")
    writer.wait_for(PROMPT, 2)


def test_19_plain_typed_at_the_first_prompt_begins_plain_mode(home: Home, run: Start) -> None:
    writer = run("reflect", "sharing-power")
    writer.wait_for("Type plain and press Enter:")
    writer.send("plain" + ENTER)
    writer.next_question(1, "plain")
    writer.wait_for("type a full stop alone on a line")
    assert not writer.screen.takes_pastes
    writer.write("A word.")
    writer.command(".")
    writer.next_question(2, "plain")
    assert home.answers() == {ASKED[0]: "A word."}


@BOTH
def test_34_words_at_the_menu_at_the_end_are_said_not_to_be_kept(mode: str, start: Start) -> None:
    writer = start(mode, "--question", "joy", "--question", "equity")
    writer.finish("Some words.")
    writer.next_question(2, mode)
    writer.command("/skip")
    writer.wait_for("Enter to finish:")
    writer.send(f"and one thing more{ENTER}")
    writer.wait_for("What you typed here is not kept.")


def test_34_words_typed_before_an_answer_can_be_typed_are_its_beginning(
    home: Home, start: Start
) -> None:
    writer = start("rich")
    writer.finish("One.")
    writer.next_question(2, "rich")
    writer.command("/back")
    writer.wait_for("Question 1 of", 2)
    writer.wait_until_asked("rich")
    writer.command("/discard", "Type yes to remove it")
    writer.send(f"no{ENTER}and two{CTRL_D}")
    writer.next_question(2, "rich", 2)
    assert home.answers()[ASKED[0]].replace("\n", " ") in ("One. and two", "One.and two")


PASTE: Final = "\x1b[200~{}\x1b[201~"


@BOTH
@pytest.mark.parametrize("given", ["We met in May.\rIt was good.", "We met in May."])
def test_34_words_at_the_first_enter_are_the_beginning_of_the_answer(
    mode: str, given: str, home: Home, run: Start
) -> None:
    writer = run("reflect", f"--{mode}", "--question", "joy")
    writer.wait_for("Press Enter to continue")
    writer.send(given if mode == "plain" else PASTE.format(given))
    if not given.endswith("good."):
        writer.send(ENTER)
    last = given.rpartition("\r")[2]
    writer.wait_for("What might bring joy")
    writer.wait_until(lambda: writer.count(last) > (last in given[:14]), "the words in the answer")
    writer.send(ENTER + CTRL_D)
    writer.wait_for("Saved. Private.")
    assert home.answers()["joy"].strip().split("\n") == given.split("\r")


@BOTH
def test_34_words_at_the_first_enter_are_told_of_at_a_menu(mode: str, run: Start) -> None:
    writer = run("reflect", f"--{mode}")
    writer.wait_for("Press Enter to continue")
    writer.send(f"We met in May.{ENTER}")
    writer.wait_for("What you typed here is not kept.")


@BOTH
def test_34_a_word_at_the_first_enter_is_said_not_to_be_kept(mode: str, run: Start) -> None:
    writer = run("reflect", f"--{mode}", "--question", "joy")
    writer.wait_for("Press Enter to continue")
    writer.send(f"Joy.{ENTER}")
    writer.wait_for("What you typed here is not kept.")
    writer.next_question(1, mode)
