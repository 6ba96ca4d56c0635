"""Many sessions at once, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fork_server import Born, fork_server
from running import Run, make_environment

Start = Callable[..., Born]

MANY = 50
HOLD = """
import sys
from pathlib import Path
from partnership_cli.notebook.lock import session_lock
with session_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def start(program_home: Path, tmp_path: Path) -> Start:
    """Start the program, and do not wait for it."""
    environ = make_environment(program_home, tmp_path)
    return lambda *words, given: fork_server().start(words, environ, tmp_path, given)


@pytest.mark.campaign
def test_fifty_sessions_at_once_are_all_kept(program_process: Run, start: Start) -> None:
    born = [
        start("reflect", "--answers", "-", given=f"## joy\n\nAnswer {number}.\n".encode())
        for number in range(MANY)
    ]
    assert [one.wait().returncode for one in born] == [0] * MANY
    kept = json.loads(program_process("history", "joy", "--json").out)
    assert {row["answer"] for row in kept} == {f"Answer {number}." for number in range(MANY)}


@pytest.mark.campaign
def test_of_fifty_who_want_one_session_one_gets_it(program_process: Run, start: Start) -> None:
    both = ("--question", "joy", "--question", "equity")
    begun = program_process("reflect", *both, "--answers", "-", given="## joy\n\nJoy.\n")
    note = Path(begun.out.strip())
    session = json.loads(program_process("show", "last", "--json").out)["id"]
    drafts = note.parent.parent.parent / "drafts" / session
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(drafts)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        born = [
            start("resume", "last", "--answers", "-", given=f"## equity\n\n{number}.\n".encode())
            for number in range(MANY - 1)
        ]
        ended = [one.wait() for one in born]
        assert [one.returncode for one in ended] == [6] * (MANY - 1)
        assert all(f"(process {holder.pid})".encode() in one.stderr for one in ended)
        before = note.read_bytes()
        holder.communicate("")
    assert note.read_bytes() == before
    assert program_process("edit", "last", EDITOR="sed -i s/Joy/Delight/").code == 0


@pytest.mark.parametrize("command", ["edit last", "delete last", "delete last --purge --yes"])
def test_a_session_that_is_held_is_neither_edited_nor_deleted(program: Run, command: str) -> None:
    note = Path(program("reflect", "--answers", "-", given="## joy\n\nJoy.\n").out.strip())
    session = json.loads(program("show", "last", "--json").out)["id"]
    drafts = note.parent.parent.parent / "drafts" / session
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(drafts)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        done = program(*command.split(), EDITOR="true")
        holder.communicate(b"")
    assert done.code == 6
    assert note.exists()
