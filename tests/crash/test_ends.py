"""Any end in mid-word but a kill loses no character: signals, a closed window, no more input."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest
from harness import CTRL_C, CTRL_D, ENTER, eventually
from reflecting import GUIDE, MODES, PROGRAM, Home, Writer

# Standard output is another terminal than the one that is typed into.
_APART: Final = """
import os, sys
os.dup2(os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY), 1)
os.execv(sys.argv[2], sys.argv[2:])
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    folder = tmp_path / "home"
    folder.mkdir()
    return Home(folder)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT], ids=lambda n: n.name
)
def test_a_signal_loses_no_character(mode: str, number: signal.Signals, home: Home) -> None:
    with Writer(home, "reflect", GUIDE, f"--{mode}") as writer:
        text = write_much(writer, mode)
        writer.kill(number)
        code = writer.wait_exit()
        assert text in home.everything_kept()
        assert code == 128 + number
        assert "Traceback" not in writer.screen.text


@pytest.mark.parametrize("mode", MODES)
def test_the_end_of_input_loses_no_character(mode: str, home: Home) -> None:
    with Writer(home, "reflect", GUIDE, f"--{mode}") as writer:
        text = write_much(writer, mode)
        writer.send(CTRL_D * 3)
        writer.next_question(4, mode)
        writer.send(CTRL_C)
        writer.wait_exit()
        assert text in home.everything_kept()


@pytest.mark.parametrize("mode", MODES)
def test_a_closed_window_loses_no_character(mode: str, home: Home) -> None:
    with Writer(home, "reflect", GUIDE, f"--{mode}") as writer:
        text = write_much(writer, mode)
        writer.hang_up()
        writer.wait_exit()
        assert text in home.everything_kept()


def write_much(writer: Writer, mode: str) -> str:
    """Type some paragraphs, the last without an end, and see that all of it was taken."""
    text = "\n".join(f"{number}: then the agenda moved on." for number in range(90))
    text += "\n\nand the last ha"
    writer.reach_question(1, mode)
    writer.type_fast(text)
    writer.wait_until(lambda: writer.stands_after("and the last ha"), "the last words")
    return text


@pytest.fixture
def other_terminal() -> Iterator[tuple[int, str]]:
    far, near = os.openpty()
    name = os.ttyname(near)
    os.close(near)
    os.set_blocking(far, False)
    yield far, name
    with suppress(OSError):
        os.close(far)


def test_a_closed_output_loses_no_character(home: Home, other_terminal: tuple[int, str]) -> None:
    far, name = other_terminal
    shown = bytearray()

    def shows(words: bytes) -> bool:
        with suppress(BlockingIOError, OSError):
            shown.extend(os.read(far, 65536))
        return words in shown

    program = (sys.executable, "-c", _APART, name, PROGRAM)
    with Writer(home, "reflect", GUIDE, "--plain", program=program) as writer:
        eventually(lambda: shows(b"Press Enter"), "the promise")
        writer.send(ENTER)
        eventually(lambda: shows(b"/help."), "the first question")
        writer.type_fast("One line.\nAnd the last ha")
        eventually(lambda: shows(b"the last ha"), "the words typed")
        os.close(far)
        writer.send("l")
        code = writer.wait_exit()
    assert any(text.startswith("One line.\nAnd the last ha") for text in home.everything_kept()), (
        home.everything_kept()
    )
    assert code != 0
    assert b"Traceback" not in writer.raw
