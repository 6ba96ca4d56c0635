"""Coming back to a session, to an earlier question, and to one that cannot be saved."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from harness import CTRL_C, CTRL_D, ENTER
from reflecting import ASKED, GUIDE, MODES, PROGRAM, Home, Writer
from screens import squeeze

Start = Callable[..., Writer]

# No file may grow beyond so many bytes: the disk is full for a note, not for its answer.
FULL_DISK = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
os.execv(sys.argv[1], sys.argv[1:])
"""


@pytest.mark.parametrize("mode", MODES)
def test_15_resume_goes_to_the_same_question(
    mode: str, home: Home, start: Start, run: Start
) -> None:
    writer = start(mode)
    writer.finish("The first answer.")
    writer.next_question(2, mode)
    writer.write("The second,\nhalf")
    writer.send(CTRL_C)
    assert writer.wait_exit() == 130
    again = run("resume", f"--{mode}")
    again.reach_question(2, mode)
    assert again.count("From the University of Westminster") == 1
    assert "ended unexpectedly" not in again.screen.text
    assert "Question 1 of" not in again.screen.text
    if mode == "rich":
        again.wait_until(lambda: again.stands_after("The second,half"), "the text")
    again.finish("\nand the rest.")
    answers = home.answers()
    assert answers[ASKED[0]] == "The first answer."
    assert [line for line in answers[ASKED[1]].split("\n") if line] == [
        "The second,",
        "half",
        "and the rest.",
    ]


@pytest.mark.parametrize("mode", MODES)
def test_15_resume_goes_to_a_question_without_a_word(
    mode: str, home: Home, start: Start, run: Start
) -> None:
    writer = start(mode)
    writer.finish("The first answer.")
    writer.next_question(2, mode)
    writer.command("/skip")
    writer.next_question(3, mode)
    writer.send(CTRL_C)
    writer.wait_exit()
    again = run("resume", f"--{mode}")
    again.reach_question(3, mode)
    assert home.answers() == {ASKED[0]: "The first answer."}


@pytest.mark.parametrize("mode", MODES)
def test_15_with_nothing_unfinished_resume_says_so(
    mode: str, home: Home, start: Start, run: Start
) -> None:
    never = run("resume", f"--{mode}")
    assert never.wait_exit() == 0
    assert "othing" in never.screen.text
    writer = start(mode, "--question", "equity")
    writer.write("A word.")
    writer.send(CTRL_D)
    writer.wait_for("or press Enter:")
    writer.send(ENTER)
    assert writer.wait_exit() == 0
    done = run("resume", f"--{mode}")
    assert done.wait_exit() == 0
    assert "othing" in done.screen.text
    assert home.answers() == {"equity": "A word."}


@pytest.mark.parametrize("mode", MODES)
def test_17_back_and_forward_again_loses_nothing(mode: str, home: Home, start: Start) -> None:
    writer = start(mode)
    writer.finish("The first answer.")
    writer.next_question(2, mode)
    writer.write("The second, half\nof it")
    writer.command("/back")
    writer.next_question(1, mode, times=2)
    if mode == "plain":
        writer.command("/read")
    writer.wait_for("The first answer.", 2)
    writer.command("/done")
    writer.next_question(2, mode, times=2)
    writer.command("/done")
    writer.next_question(3, mode)
    assert home.answers() == {ASKED[0]: "The first answer.", ASKED[1]: "The second, half\nof it"}


@pytest.mark.parametrize("mode", MODES)
def test_31_a_finished_reflection_is_corrected_on_two_screens(
    mode: str, home: Home, start: Start, run: Start
) -> None:
    writer = start(mode)
    writer.finish("A word.")
    for number in range(2, 7):
        writer.next_question(number, mode)
        writer.command("/skip")
    for prompt in ("Enter to finish:", "or press Enter:"):
        writer.wait_for(prompt)
        writer.send(ENTER)
    writer.wait_exit()
    again = run("resume", "last", f"--{mode}")
    again.wait_for("Number to go back to an answer, or Enter to finish:")
    assert again.count("All questions were asked.") == 1
    again.send(f"1{ENTER}")
    again.next_question(1, mode)
    again.finish("Another.")
    again.wait_for("Enter to finish:", 2)
    again.send(ENTER)
    assert again.wait_exit() == 0
    assert again.count("Question 2 of") == again.count("Is there one thing") == 0
    assert home.answers()[ASKED[0]].endswith("Another.")


def test_25_a_full_disk_at_save_exits_5_and_says_where_the_text_is(home: Home, run: Start) -> None:
    text = "The disk is nearly full. " * 110
    limited = (sys.executable, "-c", FULL_DISK, PROGRAM)
    # Python itself keeps a cache of what it imports, cut short where the disk is full.
    uncached = {"PYTHONDONTWRITEBYTECODE": "1"}
    writer = run("reflect", GUIDE, "--rich", program=limited, environment=uncached)
    writer.reach_question(1, "rich")
    writer.paste(text)
    writer.wait_for_draft(text)
    writer.send(CTRL_D)
    writer.wait_for("Your words are still here.")
    writer.wait_until_asked("rich")
    writer.send(CTRL_C)
    assert writer.wait_exit() == 5
    assert "Saved. Private." not in writer.screen.text
    assert home.drafts() == {ASKED[0]: text}
    (draft,) = (home.kept / "drafts").glob(f"*/{ASKED[0]}.md")
    assert squeeze(str(draft)) in squeeze(writer.screen.text)
    assert "Traceback" not in writer.screen.text


@pytest.mark.parametrize("mode", MODES)
def test_25_where_no_note_can_be_made_the_text_is_kept(mode: str, home: Home, start: Start) -> None:
    writer = start(mode)
    # A folder without permission would not stop an administrator; a file in its place does.
    (home.kept / "notebook").write_text("in the way")
    writer.write("A word.\nAnother.")
    writer.send(CTRL_D)
    writer.wait_for("Your words are still here.")
    writer.wait_until_asked(mode)
    writer.send(CTRL_C)
    assert writer.wait_exit() == 5
    assert "Saved. Private." not in writer.screen.text
    assert home.everything_kept() == ("A word.\nAnother.",)
    (draft,) = (home.kept / "drafts").glob(f"*/{ASKED[0]}.md")
    assert squeeze(str(draft)) in squeeze(writer.screen.text)


def test_25_a_second_resume_is_told_which_process_has_the_session(
    home: Home, start: Start, run: Start
) -> None:
    writer = start("rich")
    writer.write("A word.")
    writer.send(CTRL_C)
    writer.wait_exit()
    first = run("resume", "--rich")
    first.reach_question(1, "rich")
    second = run("resume", "--rich")
    assert second.wait_exit() == 6
    assert str(first.process.pid) in second.screen.text
    first.finish("Two.")
    assert home.answers() == {ASKED[0]: "A word.\nTwo."}
