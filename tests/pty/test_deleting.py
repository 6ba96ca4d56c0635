"""What is removed for good is asked for first, in a terminal."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from harness import CTRL_C, CTRL_D, ENTER
from reflecting import Home, Writer

Start = Callable[..., Writer]


@pytest.fixture
def note(home: Home, run: Start) -> Home:
    """A home with one note in it."""
    writer = run("reflect", "--question", "joy", "--plain")
    writer.wait_for("Press Enter to continue")
    writer.send(ENTER)
    writer.wait_until_asked("plain")
    writer.finish("Some joy.")
    writer.wait_for("or press Enter:")
    writer.send(ENTER)
    assert writer.wait_exit() == 0
    return home


@pytest.mark.parametrize("mode", ["--rich", "--plain"])
def test_a_purge_that_is_wanted_removes(note: Home, run: Start, mode: str) -> None:
    writer = run(mode, "delete", "last", "--purge")
    writer.wait_for("Type yes to remove it")
    writer.send(f"yes{ENTER}")
    assert writer.wait_exit() == 0
    assert note.everything_kept().count("Some joy.") == 0


@pytest.mark.parametrize("said", [ENTER, f"no{ENTER}", CTRL_D])
@pytest.mark.parametrize("what", [("--purge",), ("--question", "joy")])
def test_a_removal_that_is_not_wanted_keeps(
    note: Home, run: Start, said: str, what: tuple[str, ...]
) -> None:
    writer = run("delete", "last", *what)
    writer.wait_for("Type yes to remove it")
    writer.send(said)
    assert writer.wait_exit() == 0
    assert "Kept. Nothing was removed." in writer.screen.text
    assert note.everything_kept().count("Some joy.") == 1


def test_control_c_at_the_question_removes_nothing(note: Home, run: Start) -> None:
    writer = run("delete", "last", "--purge")
    writer.wait_for("Type yes to remove it")
    writer.send(CTRL_C)
    assert writer.wait_exit() == 130
    assert note.everything_kept().count("Some joy.") == 1
    assert "Traceback" not in writer.screen.text
