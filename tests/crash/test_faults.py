"""Each system call of a save fails in turn, or is the last before a kill: nothing is lost.

strace lets the N-th call of a kind fail inside the real program. The answers come from a file,
so that what was not saved is still there; what was saved before must be whole.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from running import Ended, call_program

ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS", "EMFILE")
CALLS = ("mkdir", "openat", "write", "fsync", "link", "unlink", "fchmod")
GIVEN = b"## joy\n\nWhat I wrote.\n\n## equity\n\nAnd this.\n"
WORDS = {"joy": "What I wrote.", "equity": "And this."}
_EVERY = 30
EARLIER = b"## collective-dreams\n\nFrom before.\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with one note in it."""
    assert shutil.which("strace"), "strace is needed; .ci/run installs it"
    folder = tmp_path / "home"
    look(folder, "reflect", "--answers", "-", given=EARLIER)
    return folder


def reflect(home: Path, before: list[str], given: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*before, sys.executable, "-m", "partnership_cli", "reflect", "--answers", "-"],
        input=given,
        capture_output=True,
        check=False,
        env=environment_of(home),
    )


def environment_of(home: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PARTNERSHIP_HOME": str(home),
        "HOME": str(home.parent),
        "LANG": "C.UTF-8",
    }


def look(home: Path, *words: str, given: bytes = b"") -> Ended:
    """Run the program as it is afterwards, when nothing fails any more."""
    return call_program(words, given, environment_of(home), home.parent)


def find_calls(call: str, home: Path, log: Path) -> Iterator[int]:
    """Give the numbers of the calls of a kind, from the first that concerns the home on.

    Of hundreds that concern the home no more, because the program opens its own files, a few
    are enough.
    """
    spare = Path(shutil.copytree(home, home.with_name("spare")))
    reflect(spare, ["strace", "-qq", "-y", "-e", f"trace={call}", "-o", str(log)], GIVEN)
    shutil.rmtree(spare)
    begun = False
    for number, line in enumerate(log.read_text().splitlines(), 1):
        mine = str(spare) in line
        begun = begun or mine
        concerns = mine or call != "openat" or number % _EVERY == 0
        if begun and concerns and not line.startswith(("+++", "---")):
            yield number


def judge(home: Path, done: subprocess.CompletedProcess[bytes], killed: bool) -> None:
    """Compare what is found afterwards with what the program said."""
    said = done.stdout.decode() + done.stderr.decode()
    assert "Traceback" not in said, said
    listed = look(home, "list", "--json")
    assert listed.code == 0, listed.err
    notes = json.loads(listed.out)
    assert not [note for note in notes if "problem" in note]
    assert b"From before." in b"".join(path.read_bytes() for path in home.rglob("*.md"))
    if done.returncode == 0:
        assert read_answers(home, done.stdout) == WORDS
    elif not killed:
        assert done.stdout == b""
        assert len(re.findall("^error: ", done.stderr.decode(), re.MULTILINE)) == 1
        assert "Saved" not in said
    again = look(home, "reflect", "--answers", "-", given=GIVEN)
    assert again.code == 0, again.err


def read_answers(home: Path, said: bytes) -> dict[str, str]:
    """Return the answers in the note whose path was said."""
    ref = Path(said.decode().strip()).stem[-6:]
    shown = look(home, "show", ref, "--json")
    assert shown.code == 0, (said, shown.err)
    return {row["question"]: row["answer"] for row in json.loads(shown.out)["answers"]}


def fail_at(home: Path, call: str, number: int, how: str, log: Path) -> None:
    """Let one call fail in a copy of the home, and judge."""
    copy = Path(shutil.copytree(home, home.with_name(f"{call}-{number}-{how}")))
    fault = "signal=SIGKILL" if how == "kill" else f"error={how}"
    inject = ["strace", "-qq", "-o", str(log), "-e", f"trace={call}"]
    inject += ["-e", f"inject={call}:{fault}:when={number}"]
    try:
        judge(copy, reflect(copy, inject, GIVEN), how == "kill")
    except AssertionError as error:
        error.add_note(f"{call} number {number}: {how}")
        raise
    shutil.rmtree(copy)


@pytest.mark.parametrize(("call", "how"), [("fsync", "EIO"), ("link", "ENOSPC"), ("fsync", "kill")])
def test_a_save_in_which_a_call_fails_loses_nothing(
    home: Path, call: str, how: str, tmp_path: Path
) -> None:
    numbers = list(find_calls(call, home, tmp_path / "log"))
    assert numbers
    fail_at(home, call, numbers[0], how, tmp_path / "log")


@pytest.mark.campaign
@pytest.mark.timeout(300)
@pytest.mark.parametrize("call", CALLS)
def test_a_save_in_which_any_call_fails_or_is_the_last_loses_nothing(
    home: Path, call: str, tmp_path: Path
) -> None:
    numbers = list(find_calls(call, home, tmp_path / "log"))
    assert numbers
    for number in numbers:
        for how in (ERRORS[number % len(ERRORS)], "kill"):
            fail_at(home, call, number, how, tmp_path / "log")
