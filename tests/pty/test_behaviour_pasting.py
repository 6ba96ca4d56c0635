"""A text that is pasted, marked by the terminal or not, is kept as it is."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from harness import CTRL_C, ENTER
from reflecting import ASKED, GUIDE, Home, Writer
from screens import squeeze

Start = Callable[..., Writer]

WAYS_TO_PASTE = pytest.mark.parametrize(
    ("mode", "marked"), [("rich", True), ("plain", True), ("plain", False)]
)


def a_line(number: int) -> str:
    if number % 5 == 3:
        return ""
    indent = "\t" if number < 145 else "    " if number % 7 == 0 else ""
    tail = "  " if number % 11 == 0 else ""
    return f"{indent}{number}: Then the agenda moved on, and I noticed it.{tail}"


FIVE_HUNDRED_LINES = "\n".join(a_line(number) for number in range(500))
ONE_PARAGRAPH = " ".join(f"word{number}" for number in range(2000))[:12388] + "."
LIKE_COMMANDS = "Before.\n.\n\n/skip\n/done\n/pause\n.\n/discard\nAfter."


def test_the_long_text_is_as_long_as_its_tests_say() -> None:
    lines = FIVE_HUNDRED_LINES.split("\n")
    assert (len(lines), lines.count(""), FIVE_HUNDRED_LINES.count("\t")) == (500, 100, 116)
    assert len(ONE_PARAGRAPH) == 12_389


@WAYS_TO_PASTE
def test_01_a_bracketed_paste_of_500_lines_is_saved_exactly(
    mode: str, marked: bool, home: Home, shell: Start
) -> None:
    writer = shell()
    writer.send(f"partnership reflect {GUIDE} --{mode}{ENTER}")
    writer.reach_question(1, mode)
    writer.paste(FIVE_HUNDRED_LINES, marked=marked)
    writer.finish()
    assert home.answers() == {ASKED[0]: FIVE_HUNDRED_LINES}
    writer.next_question(2, mode)
    writer.send(CTRL_C)
    writer.wait_until(lambda: writer.screen.before_cursor == "$ ", "the prompt of the shell")
    writer.send(f"echo nothing else{ENTER}")
    writer.wait_for("nothing else", 2)
    at_the_shell = squeeze(writer.screen.text).rpartition("partnershipresume")[2]
    assert at_the_shell.removesuffix("$") == "$echonothingelsenothingelse"


def test_02_the_same_paste_unmarked_is_exact_within_15_s(home: Home, start: Start) -> None:
    writer = start("rich")
    (draft,) = (home.kept / "drafts").glob(f"*/{ASKED[0]}.md")
    began = time.time()
    ages = []

    def look_at_the_draft() -> None:
        ages.append(time.time() - max(draft.stat().st_mtime, began))

    def is_whole() -> bool:
        look_at_the_draft()
        return draft.read_bytes().decode() == FIVE_HUNDRED_LINES

    writer.type_fast(FIVE_HUNDRED_LINES, look_at_the_draft)
    writer.wait_until(is_whole, "the whole text in the draft", began + 15 - time.time())
    assert max(ages) <= 2.0
    writer.finish()
    assert home.answers() == {ASKED[0]: FIVE_HUNDRED_LINES}


@WAYS_TO_PASTE
def test_03_one_paragraph_of_12389_characters_is_exact(
    mode: str, marked: bool, home: Home, start: Start
) -> None:
    writer = start(mode)
    writer.paste(ONE_PARAGRAPH, marked=marked)
    writer.finish()
    assert home.answers() == {ASKED[0]: ONE_PARAGRAPH}


@pytest.mark.parametrize(
    ("mode", "marked"), [("rich", True), ("rich", False), ("plain", True), ("plain", False)]
)
def test_04_lines_like_commands_in_a_paste_are_text(
    mode: str, marked: bool, home: Home, start: Start
) -> None:
    writer = start(mode)
    writer.paste(LIKE_COMMANDS, marked=marked)
    writer.finish()
    assert home.answers() == {ASKED[0]: LIKE_COMMANDS}
    writer.next_question(2, mode)
