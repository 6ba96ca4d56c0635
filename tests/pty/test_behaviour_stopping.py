"""Stopping in the middle, in every way there is, loses nothing and leaves no trace."""

from __future__ import annotations

import time
from collections.abc import Callable
from signal import SIGHUP, SIGKILL, SIGQUIT, SIGTERM, SIGTSTP, Signals

import pytest
from harness import CTRL_C, CTRL_D, ENTER
from reflecting import ASKED, GUIDE, MODES, Home, Writer

Start = Callable[..., Writer]

THOUGHT = "The board met on Tuesday.\n\nThen the agenda moved on, and I noticed I was reliev"


@pytest.mark.parametrize("mode", MODES)
def test_10_control_c_pauses_and_keeps_every_character(mode: str, home: Home, start: Start) -> None:
    writer = start(mode)
    writer.write(THOUGHT)
    began = time.monotonic()
    writer.send(CTRL_C)
    assert writer.wait_exit() == 130
    assert time.monotonic() - began <= 0.5
    assert home.everything_kept().count(THOUGHT) == 1
    rows = [row for row in writer.screen.rows if row]
    assert "Paused. Everything you typed is saved on this computer." in rows
    assert rows[-1].endswith("partnership resume")
    assert "Traceback" not in writer.screen.text


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("number", "code"), [(SIGTERM, 143), (SIGHUP, 129)])
def test_11_term_and_hup_keep_every_character_and_leave_none_to_the_shell(
    mode: str, number: Signals, code: int, home: Home, shell: Start
) -> None:
    writer = shell()
    writer.send(f"partnership reflect {GUIDE} --{mode}{ENTER}")
    writer.reach_question(1, mode)
    writer.write(THOUGHT)
    writer.kill(number)
    writer.wait_until(lambda: writer.screen.before_cursor == "$ ", "the prompt of the shell")
    assert THOUGHT in home.everything_kept()
    writer.send(f"echo code $?.{ENTER}")
    writer.wait_for(f"code {code}.")
    assert "Traceback" not in writer.screen.text


@pytest.mark.parametrize("mode", MODES)
def test_11_closing_the_window_keeps_every_character(mode: str, home: Home, start: Start) -> None:
    writer = start(mode)
    writer.write(THOUGHT)
    writer.hang_up()
    code = writer.wait_exit()
    assert home.everything_kept().count(THOUGHT) == 1
    assert code == 129


def test_12_a_kill_loses_nothing_older_than_a_moment(home: Home, start: Start, run: Start) -> None:
    writer = start("rich")
    writer.write(THOUGHT)
    writer.wait_for_draft(THOUGHT, seconds=1.5)
    writer.kill(SIGKILL)
    assert writer.wait_exit() == -SIGKILL
    again = run("resume", "--rich")
    again.wait_for("The last session ended unexpectedly. Recovered up to")
    again.reach_question(1, "rich")
    again.wait_until(lambda: again.stands_after(THOUGHT), "the text")
    again.finish("Again.")
    assert home.answers() == {ASKED[0]: f"{THOUGHT}\nAgain."}


def test_12_a_kill_loses_no_entered_line_in_plain_mode(
    home: Home, start: Start, run: Start
) -> None:
    entered = "The board met.\n\nThen the agenda moved on."
    writer = start("plain")
    writer.write(entered + "\nAnd ha")
    writer.wait_until(
        lambda: any(draft.startswith(entered) for draft in home.drafts().values()),
        "the entered lines in a draft",
        seconds=1.5,
    )
    writer.kill(SIGKILL)
    assert writer.wait_exit() == -SIGKILL
    again = run("resume", "--plain")
    again.wait_for("The last session ended unexpectedly. Recovered up to")
    again.reach_question(1, "plain")
    again.finish("More.")
    saved = home.answers()[ASKED[0]]
    assert saved.startswith(entered + "\n")
    assert saved.endswith("More.")


@pytest.mark.parametrize("mode", MODES)
def test_13_after_a_stop_from_outside_text_and_cursor_are_back(
    mode: str, home: Home, shell: Start
) -> None:
    writer = shell()
    writer.send(f"partnership reflect {GUIDE} --{mode}{ENTER}")
    writer.reach_question(1, mode)
    writer.write("Some thing\nbefore")
    # Ctrl-Z undoes, as everywhere; only another program stops this one.
    writer.kill(SIGTSTP)
    writer.wait_until(lambda: writer.screen.before_cursor == "$ ", "the prompt of the shell")
    writer.send(f"fg{ENTER}")
    writer.wait_for(f"partnership reflect {GUIDE} --{mode}", 2)
    writer.wait_until(lambda: writer.takes_keys, "the program to read keys again")
    writer.wait_until_asked(mode)
    if mode == "rich":
        writer.wait_until(lambda: writer.stands_after("Some thing before"), "the text")
    writer.finish(" and after")
    assert home.answers() == {ASKED[0]: "Some thing\nbefore and after"}


def test_13_a_second_stop_from_outside_is_like_the_first(home: Home, shell: Start) -> None:
    writer = shell()
    writer.send(f"partnership reflect {GUIDE} --rich{ENTER}")
    writer.reach_question(1, "rich")
    writer.write("words")
    for times in (2, 3):
        writer.kill(SIGTSTP)
        writer.wait_until(lambda: writer.screen.before_cursor == "$ ", "the prompt of the shell")
        writer.send(f"fg{ENTER}")
        writer.wait_for(f"partnership reflect {GUIDE} --rich", times)
        writer.wait_until(lambda: writer.stands_after("words"), "the text")
    writer.finish()
    assert home.answers() == {ASKED[0]: "words"}


def leave_by_the_end(writer: Writer) -> None:
    writer.send(CTRL_D)
    writer.wait_for("or press Enter:")
    writer.send(ENTER)


def leave_by_the_end_of_input(writer: Writer) -> None:
    writer.send(CTRL_D)
    writer.wait_for("or press Enter:")
    writer.send(CTRL_D)


WAYS_OUT: dict[str, Callable[[Writer], None]] = {
    "the end": leave_by_the_end,
    "end of input": leave_by_the_end_of_input,
    "/pause": lambda writer: writer.command("/pause"),
    "Ctrl-C": lambda writer: writer.send(CTRL_C),
    "TERM": lambda writer: writer.kill(SIGTERM),
    "HUP": lambda writer: writer.kill(SIGHUP),
    "QUIT": lambda writer: writer.kill(SIGQUIT),
}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("way", WAYS_OUT)
def test_14_every_way_out_leaves_the_terminal_as_it_was(
    mode: str, way: str, home: Home, start: Start
) -> None:
    writer = start(mode, "--question", "sharing-power")
    writer.write("one line\nand some")
    WAYS_OUT[way](writer)
    code = writer.wait_exit()
    assert writer.settings() == writer.settings_before
    screen = writer.screen
    assert (screen.shows_cursor, screen.takes_pastes, screen.takes_mouse) == (True, False, False)
    assert screen.cursor.x == 0
    assert writer.unread() == b""
    assert "one line\nand some" in home.everything_kept()
    assert code == {"Ctrl-C": 130, "TERM": 143, "HUP": 129, "QUIT": 131}.get(way, 0)
