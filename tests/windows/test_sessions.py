"""A session in a console of Windows, rich and plain: no way of stopping it loses a word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from harness import CTRL_C, CTRL_D, ENTER, Terminal

from windows.conftest import BOUND, WindowsProgram
from windows.windows_python import name_on_windows

pytestmark = [pytest.mark.campaign, pytest.mark.timeout(600)]

MODES: Final = pytest.mark.parametrize("mode", [(), ("--plain",)], ids=["rich", "plain"])
Words = tuple[str, ...]
FIRST, HALF = "First line à é ñ.", "second 😀, half a li"
_BETWEEN_KEYS: Final = 0.03
STOP: Final = Path(__file__).with_name("stop.py")
BROKEN_OFF: Final = 128 + 21
ENDED_BY_WINDOWS: Final = 77


def wait_for(console: Terminal, text: str) -> None:
    console.wait_for(text, seconds=BOUND)


def begin(console: Terminal, mode: Words) -> None:
    """Come to the first question, and write a line and a half."""
    wait_for(console, "Enter")
    console.send(ENTER)
    wait_for(console, "Your answer:" if mode else "F1 help")
    # As a hand types: of many keys at once the console of Wine drops one at times. Seen once in
    # 50 bursts: ReadConsoleInputW gave the release of the key and never its press. A letter is
    # not made of a release, as that of the Enter which started the program comes alone, too.
    for key in f"{FIRST}{ENTER}{HALF}":
        console.send(key)
        console.read(_BETWEEN_KEYS)
    console.wait_until(lambda: HALF[-5:] in console.screen.text, "it is echoed", BOUND)


def wait_until_saved(console: Terminal, windows: WindowsProgram) -> None:
    console.wait_until(lambda: HALF in windows.drafts(), "the half line is in the draft", BOUND)


def resume(windows: WindowsProgram, mode: Words) -> None:
    """Go on where it was stopped, and finish."""
    with windows.console(*mode, "resume") as console:
        wait_for(console, "Go on with your answer:" if mode else "F1 help")
        console.send(f"third.{CTRL_D}")
        wait_for(console, "one thing you will do")
        console.send(ENTER)
        assert console.wait_exit(BOUND) == 0
    (note,) = windows.notes()
    text = note.read_text("utf-8")
    assert f"{FIRST}\n{HALF}" in text
    assert "third." in text
    assert "status: done" in text
    assert [path for path in (windows.home / "drafts").rglob("*") if path.is_file()] == []


def press_ctrl_c(console: Terminal, _windows: WindowsProgram) -> None:
    console.send(CTRL_C)
    assert console.wait_exit(BOUND) == 130


def kill(console: Terminal, windows: WindowsProgram) -> None:
    wait_until_saved(console, windows)
    console.process.kill()
    console.process.wait(BOUND)


def close(console: Terminal, windows: WindowsProgram) -> None:
    wait_until_saved(console, windows)
    console.hang_up()
    console.process.wait(BOUND)


@MODES
@pytest.mark.parametrize("stop", [press_ctrl_c, kill, close])
def test_a_session_that_is_stopped_goes_on_at_the_same_word(
    windows: WindowsProgram, mode: Words, stop: Callable[[Terminal, WindowsProgram], None]
) -> None:
    with windows.console(*mode, "reflect", "--question", "joy") as console:
        begin(console, mode)
        stop(console, windows)
    assert f"{FIRST}\n{HALF}" in windows.words()
    resume(windows, mode)


@MODES
def test_a_window_that_is_closed_waits_until_every_word_is_saved(
    windows: WindowsProgram, mode: Words
) -> None:
    trigger = windows.folder / "close"
    given = (name_on_windows(trigger), *mode, "reflect", "--question", "joy")
    with windows.console(*given, script=STOP) as console:
        begin(console, mode)
        trigger.touch()
        assert console.wait_exit(BOUND) in {BROKEN_OFF, ENDED_BY_WINDOWS}
    assert f"{FIRST}\n{HALF}" in windows.words()


def test_a_session_that_is_open_is_not_opened_again(windows: WindowsProgram) -> None:
    with windows.console("--plain", "reflect", "--question", "joy") as console:
        begin(console, ("--plain",))
        wait_until_saved(console, windows)
        second = windows.run("resume", "--answers", "-", given="## joy\n\nOther.\n")
        assert second.code == 6, second
        console.send(CTRL_C)
        console.wait_exit(BOUND)
    assert "Other." not in windows.words()
