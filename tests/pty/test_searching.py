"""`search` asks for its words, so that they stay out of a shell's history."""

from __future__ import annotations

from collections.abc import Callable

from harness import CTRL_C, ENTER
from reflecting import Writer

Start = Callable[..., Writer]


def test_search_without_words_asks_for_them(run: Start) -> None:
    writer = run("search")
    writer.wait_for("What are you looking for?")
    writer.send(f"joy{ENTER}")
    writer.wait_for("Nothing was found.")
    assert writer.wait_exit() == 0


def test_control_c_at_the_question_ends_quietly(run: Start) -> None:
    writer = run("search")
    writer.wait_for("What are you looking for?")
    writer.send(CTRL_C)
    assert writer.wait_exit() == 130
    assert "error" not in writer.screen.text
