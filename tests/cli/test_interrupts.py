"""Ctrl-C at any moment, from the first import to the last flush: exit 130, and no traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final

import pytest

from partnership_cli import __main__ as starting

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows interrupts a whole console")

# Interrupts the program at one call of a function of Python, so that each moment can be tried.
HARNESS: Final = """
import os, signal, sys
at, left = int(sys.argv.pop(1)), [0]
def count(frame, event, given):
    left[0] += 1
    if left[0] == at:
        sys.setprofile(None)
        os.kill(os.getpid(), signal.SIGINT)
from partnership_cli.__main__ import main
sys.argv[0] = "partnership"
sys.setprofile(count)
try:
    main()
finally:
    sys.setprofile(None)
    if not at:
        print("CALLS", left[0], file=sys.stderr)
"""
CALLS: Final = (["values"], ["--help"], ["nothing"])
SET: Final = 30
"""Calls after which the program has said what Ctrl-C is to do."""
TRIES: Final = int(os.environ.get("PARTNERSHIP_INTERRUPTS", "12"))
"""How many moments between the first and the last are tried."""
BACK: Final = (60, 40, 30, 20, 15, 10, 6, 3)
"""How many calls before the last are tried."""


def begin(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell that runs the tests in the background lets Ctrl-C be ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  # no threads here
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "PARTNERSHIP_HOME": str(folder / "home"),
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        },
    )


def end_at(folder: Path, at: int, words: list[str]) -> tuple[int, str]:
    process = begin(folder, sys.executable, "-c", HARNESS, str(at), *words)
    _, said = process.communicate()
    return process.returncode, said.decode()


def test_the_installed_program_starts_where_ctrl_c_is_answered() -> None:
    (script,) = entry_points(group="console_scripts", name="partnership")
    assert script.value == "partnership_cli.__main__:main"


def interrupt(folder: Path, words: list[str], each: int) -> None:
    """Interrupt a command at every so manieth of the moments that are known to be of interest."""
    # The first run makes the caches of Python, in calls of its own.
    end_at(folder, 0, words)
    _, said = end_at(folder, 0, words)
    calls = int(said.rpartition("CALLS ")[2])
    # The first and the last moments are where handlers change; before those Python itself begins.
    moments = {*range(SET, SET + 9, 2), *(calls * part // TRIES for part in range(1, TRIES))}
    some = sorted(moments | {calls - back for back in BACK})
    for at in some[CALLS.index(words) % each :: each]:
        code, said = end_at(folder, at, words)
        assert "Traceback" not in said, (at, said)
        assert "Exception ignored" not in said, (at, said)
        assert code == 130, (at, calls, said)


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_ctrl_c_at_one_call_of_four_ends_with_130_and_without_a_traceback(
    words: list[str], tmp_path: Path
) -> None:
    interrupt(tmp_path, words, each=4)


@pytest.mark.campaign
@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_ctrl_c_at_any_call_ends_with_130_and_without_a_traceback(
    words: list[str], tmp_path: Path
) -> None:
    interrupt(tmp_path, words, each=1)


@pytest.mark.campaign
@pytest.mark.parametrize("words", [["values"], ["list"]], ids=" ".join)
def test_ctrl_c_at_any_millisecond_says_nothing_of_python(words: list[str], tmp_path: Path) -> None:
    program = str(Path(sys.executable).with_name("partnership"))
    # Before that Python itself is starting, which no program can answer for.
    for wait in range(60, 360, 5):
        process = begin(tmp_path, program, *words)
        time.sleep(wait / 1000)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
        # An editable install is found by a file of our name, while Python is still starting.
        through_us = b"partnership_cli" in said and b"init_import_site" not in said
        assert not (b"Traceback" in said and through_us), (wait, said.decode())
        assert process.returncode in {0, 130} or not through_us


def test_an_interrupt_that_python_cannot_raise_ends_the_program(tmp_path: Path) -> None:
    process = begin(
        tmp_path,
        sys.executable,
        "-c",
        "from partnership_cli import __main__ as start, cli\n"
        "class Held:\n"
        "    def __del__(self): raise KeyboardInterrupt\n"
        "def run():\n"
        "    held = Held()\n"
        "    del held\n"
        "    print('went on')\n"
        "cli.main = run\n"
        "start.main()\n",
    )
    out, said = process.communicate()
    assert (process.returncode, out, said) == (130, b"", b"")


def test_where_interrupts_are_ignored_they_stay_so(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        monkeypatch.setattr("partnership_cli.cli.main", lambda: None)
        monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
        starting.main()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
