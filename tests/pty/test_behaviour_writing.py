"""Writing an answer and finishing it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from harness import BACKSPACE, CTRL_C, CTRL_D, ENTER, ESCAPE
from reflecting import ASKED, MODES, Home, Writer

Start = Callable[..., Writer]

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
SCRIPTS = "\n".join(
    [
        "e\u0301 a\u0323\u0308 o\u0302\u0301, not é ạ̈ ố",
        f"{FAMILY} \u2764\ufe0f\u200d\U0001f525 \U0001f44d\U0001f3fe 1\ufe0f\u20e3",
        "\U0001f1ec\U0001f1ed\U0001f1f5\U0001f1f0 \U0001f3f4\U000e0067\U000e0062\U000e007f",
        "権力をどう分かち合うか 함께 共享",
        "\u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd \u05e9\u05d5\u05ea\u05e4\u05d5\u05ea",
        "\u0634\u064e\u0631\u0627\u0643\u0629 \u200f(\u0645\u0639\u064b\u0627)\u200e",
        "साझेदारी में शक्ति",
        "หุ้นส่วน น้ำใจ",
    ]
)
SHAPED = "First line\n\n  indented,\tand a tab\nthe last"

FINISHES = {
    "rich": {"Ctrl-D": CTRL_D, "Ctrl-D in its long form": "\x1b[100;5u"},
    "plain": {"Ctrl-D": CTRL_D, "Ctrl-D on a new line": ENTER + CTRL_D},
}
TYPED_FINISHES = {"rich": ["/done"], "plain": ["/done", "."]}


@pytest.mark.parametrize("mode", MODES)
def test_05_enter_never_submits(mode: str, home: Home, start: Start) -> None:
    writer = start(mode)
    writer.write("\none\n\n\n\n\ntwo\n\nthree")
    assert "Question 2" not in writer.screen.text
    assert "Saved." not in writer.screen.text
    writer.finish()
    assert home.answers() == {ASKED[0]: "\none\n\n\n\n\ntwo\n\nthree"}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("key", [ESCAPE + ENTER, "\x1b[13;2u", "\x1b[27;2;13~"])
def test_05_enter_with_another_key_begins_a_line(
    mode: str, key: str, home: Home, start: Start
) -> None:
    writer = start(mode)
    writer.write("one")
    writer.send(key)
    writer.finish("two")
    assert home.answers() == {ASKED[0]: "one\ntwo"}


@pytest.mark.parametrize("mode", MODES)
def test_06_each_way_to_finish_saves_the_same_text(mode: str, home: Home, start: Start) -> None:
    writer = start(mode)
    asked = 1
    for keys in FINISHES[mode].values():
        writer.write(SHAPED)
        writer.send(keys)
        asked += 1
        writer.wait_for("Saved. Private.", asked - 1)
        writer.next_question(asked, mode)
    for word in TYPED_FINISHES[mode]:
        writer.write(SHAPED)
        writer.command(word)
        asked += 1
        writer.wait_for("Saved. Private.", asked - 1)
        writer.next_question(asked, mode)
    assert home.answers() == dict.fromkeys(ASKED[: asked - 1], SHAPED)


@pytest.mark.parametrize("mode", MODES)
def test_09_every_script_is_exact(mode: str, home: Home, start: Start) -> None:
    writer = start(mode)
    writer.type_fast(SCRIPTS)
    writer.finish()
    writer.next_question(2, mode)
    writer.paste(SCRIPTS)
    writer.finish()
    assert home.answers() == {ASKED[0]: SCRIPTS, ASKED[1]: SCRIPTS}


@pytest.mark.parametrize("mode", MODES)
def test_09_backspace_takes_what_a_person_sees_as_one(mode: str, home: Home, start: Start) -> None:
    writer = start(mode)
    for text in (f"with {FAMILY}", "or e\u0323\u0301", "or \U0001f1ec\U0001f1ed", "or को"):
        writer.type_fast(text)
        writer.send(BACKSPACE + "|" + ENTER)
    writer.write("gone")
    writer.finish()
    assert home.answers() == {ASKED[0]: "with |\nor |\nor |\nor |\ngone"}


def test_06_a_half_typed_word_is_finished_with_its_answer(home: Home, start: Start) -> None:
    writer = start("plain")
    writer.write("one line\nand ha")
    writer.send(CTRL_D)
    writer.next_question(2, "plain")
    writer.send(CTRL_C)
    writer.wait_exit()
    assert home.answers() == {ASKED[0]: "one line\nand ha"}
