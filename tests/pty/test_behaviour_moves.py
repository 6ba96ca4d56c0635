"""Writing, correcting and coming back in rich mode, in a real terminal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import pytest
from harness import CTRL_C, CTRL_D, ENTER
from reflecting import ASKED, Home, Writer

Start = Callable[..., Writer]

UP, HOME, PAGE_UP = "\x1b[A", "\x1b[H", "\x1b[5~"
PARAGRAPH: Final = " ".join(
    f"This is sentence {number} of one paragraph, in which a person looks for a wrong word."
    for number in range(28)
)
QUESTION: Final = "How can I build meaningful relationships with my partners?"
BAR: Final = f" 1 of 6  {QUESTION}"


def place_of_cursor(writer: Writer) -> int:
    """Return where in the paragraph the cursor is shown."""
    screen = writer.screen
    row = screen.display[screen.cursor.y].rstrip()
    assert PARAGRAPH.count(row) == 1
    return PARAGRAPH.index(row) + screen.cursor.x


def test_26_each_sign_stands_where_the_screen_showed_the_cursor(home: Home, start: Start) -> None:
    writer = start("rich")
    writer.write(PARAGRAPH)
    for keys, sign in ((UP * 3, "@"), (PAGE_UP + HOME, "#")):
        row = writer.screen.cursor.y
        writer.send(keys)
        writer.wait_until(partial(has_moved, writer, row), "the cursor elsewhere")
        place = place_of_cursor(writer)
        writer.send(sign)
        writer.wait_for_draft(PARAGRAPH[:place] + sign + PARAGRAPH[place:])
        writer.send("\x1a")
        writer.wait_for_draft(PARAGRAPH)
    writer.finish()
    assert home.answers() == {ASKED[0]: PARAGRAPH}


def has_moved(writer: Writer, row: int) -> bool:
    return writer.screen.shows_cursor and writer.screen.cursor.y != row


def test_27_undo_after_300_words_takes_few_presses_and_redo_the_same(
    home: Home, start: Start
) -> None:
    writer = start("rich")
    writer.write("Before.\n")
    words = " ".join(f"word{number}" for number in range(300))
    writer.write(words)
    writer.send("\x1a" * 40)
    writer.wait_until(lambda: "word0" not in "".join(writer.screen.rows), "nothing typed")
    writer.send("\x19" * 41)
    writer.finish()
    assert home.answers() == {ASKED[0]: f"Before.\n{words}"}


def test_29_of_a_long_answer_the_question_is_seen_and_commands_are_read_whole(
    home: Home, start: Start
) -> None:
    writer = start("rich")
    writer.write(PARAGRAPH)
    writer.wait_until(lambda: writer.screen.rows[-2] == BAR, "the question")
    writer.command("/values", "From the framework:")
    assert any("Learning and unlearning together" in row for row in writer.screen.rows)
    assert writer.screen.rows[-2] == BAR
    writer.send("\x1bOP")
    writer.wait_until(lambda: any("/done " in row for row in writer.screen.rows), "help")
    assert any("//skip" in row for row in writer.screen.rows)
    writer.send("!")
    writer.wait_until(lambda: not any("/done " in row for row in writer.screen.rows), "no help")
    writer.finish()
    assert home.answers() == {ASKED[0]: f"{PARAGRAPH}\n!"}


def leave_by_resume(writer: Writer, run: Start) -> Writer:
    writer.send(CTRL_C)
    writer.wait_exit()
    again = run("resume", "--rich")
    again.reach_question(1, "rich")
    return again


def leave_by_back(writer: Writer, _run: Start) -> Writer:
    writer.send(CTRL_D)
    writer.next_question(2, "rich")
    writer.command("/back")
    writer.next_question(1, "rich", times=2)
    return writer


def leave_by_list(writer: Writer, _run: Start) -> Writer:
    writer.command("/list", "to stay:")
    writer.send("1" + ENTER)
    writer.next_question(1, "rich", times=2)
    return writer


@pytest.mark.parametrize("leave", [leave_by_resume, leave_by_back, leave_by_list])
def test_30_who_comes_back_finishes_with_done_and_enter_and_nothing_is_added(
    leave: Callable[[Writer, Start], Writer], home: Home, start: Start, run: Start
) -> None:
    writer = start("rich")
    writer.write("The agenda moved on.")
    writer = leave(writer, run)
    writer.wait_until(lambda: writer.at_start_of_line, "a new line")
    writer.command("/done")
    writer.next_question(2, "rich", times=2 if leave is leave_by_back else 1)
    assert home.answers() == {ASKED[0]: "The agenda moved on."}


@pytest.mark.parametrize("leave", [leave_by_resume, leave_by_back])
def test_30_what_who_comes_back_writes_begins_on_a_line_of_its_own(
    leave: Callable[[Writer, Start], Writer], home: Home, start: Start, run: Start
) -> None:
    writer = start("rich")
    writer.write("First.")
    writer = leave(writer, run)
    writer.wait_until(lambda: writer.at_start_of_line, "a new line")
    writer.finish("Second.")
    assert home.answers() == {ASKED[0]: "First.\nSecond."}


def test_after_a_resize_question_and_answer_are_drawn_once(home: Home, start: Start) -> None:
    writer = start("rich", columns=60)
    writer.write(PARAGRAPH[:400])
    for columns in (40, 60):
        writer.resize(columns, 24)
        writer.wait_until(
            lambda: (
                "".join(writer.screen.rows).replace(" ", "").count("sentence0") == 1
                and "Question1of6" in "".join(writer.screen.rows).replace(" ", "")
            ),
            "question and answer, once",
        )
    writer.finish("@")
    assert home.answers() == {ASKED[0]: PARAGRAPH[:400] + "@"}


def test_ctrl_l_brings_the_question_back(start: Start) -> None:
    writer = start("rich")
    writer.write("One line.\n" * 12)
    writer.send("\x0c")
    writer.wait_until(lambda: writer.screen.rows[0].startswith("Question 1 of 6"), "the question")
    writer.wait_until(lambda: writer.screen.rows[-2] == BAR, "the question below, too")
