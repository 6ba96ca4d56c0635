"""A disk that is full everywhere, at every command that writes.

The disk is a small one in memory, and all other places can only be read. That needs a mount
of one's own, which an administrator may make: `.ci/run` is one.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import Final

import pytest

pytestmark = pytest.mark.campaign

ANSWERS: Final = "## equity\n\nWhat I wrote.\n"
COMMANDS: Final = {
    "reflect": ["reflect", "--answers", "-"],
    "resume": ["resume", "last", "--answers", "-"],
    "export": ["export", "last", "-o", "out.md"],
    "export html": ["export", "last", "-o", "out.html"],
    "export all": ["export", "--all", "-o", "all/"],
    "handout": ["handout", "sharing-power", "-o", "handout.html"],
    "handout md": ["handout", "sharing-power", "-o", "handout.md"],
    "meeting": ["meeting", "sharing-power", "--with", "Ama, Sam", "-o", "hour"],
    "share": ["share", "last", "--only", "equity", "--as", "Ama", "--yes", "-o", "shared.md"],
    "config set": ["config", "set", "partners", "Sam"],
    "framework new": ["framework", "new", "mine.yaml"],
    "delete question": ["delete", "last", "--question", "equity", "--yes"],
}
SCRIPT: Final = """
set -e
mount -t tmpfs -o size=1m tmpfs "$DISK"
cd "$DISK"
mkdir home
printf '%s' "$GIVEN" > given.md
"$PYTHON" -m partnership_cli reflect sharing-power --answers given.md
mount -o remount,bind,ro /
cat /dev/zero > filler 2>/dev/null || true
exec "$PYTHON" -c "$RUN"
"""
RUN: Final = """
import hashlib, json, os, pathlib, subprocess, sys
given = os.environ["GIVEN"].replace("equity", "speaking-freely").encode()
note = next(pathlib.Path("home").rglob("2*.md"))
before = note.read_bytes()
ended = {}
for name, command in json.loads(os.environ["COMMANDS"]).items():
    done = subprocess.run(
        [sys.executable, "-m", "partnership_cli", *command], input=given, capture_output=True
    )
    ended[name] = {
        "code": done.returncode,
        "said": done.stderr.decode(),
        "whole": note.read_bytes() == before,
    }
sys.stdout.write(json.dumps(ended))
"""


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """How each command ended on the full disk, and whether the note is as it was."""
    assert sys.platform == "linux", "the disk is made by Linux"
    assert shutil.which("unshare"), "unshare is needed; Linux has it in util-linux"
    disk = tmp_path_factory.mktemp("disk")
    environ = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
        "HOME": f"{disk}/home",
        "TMPDIR": str(disk),
        "PARTNERSHIP_HOME": f"{disk}/home/partnership",
        "DISK": str(disk),
        "PYTHON": sys.executable,
        "GIVEN": ANSWERS,
        "RUN": RUN,
        "COMMANDS": json.dumps(COMMANDS),
    }
    done = subprocess.run(
        ["unshare", "--mount", "--propagation", "private", "bash", "-c", SCRIPT],
        capture_output=True,
        check=False,
        env=environ,
    )
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, dict[str, object]] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_cannot_write_says_so_with_its_code(
    name: str, ended: dict[str, dict[str, object]]
) -> None:
    assert ended[name]["code"] == 5, ended[name]
    assert str(ended[name]["said"]).count("error: ") == 1


@pytest.mark.parametrize("name", COMMANDS)
def test_a_note_is_whole_after_a_command_that_cannot_write(
    name: str, ended: dict[str, dict[str, object]]
) -> None:
    assert ended[name]["whole"]


def test_words_that_came_through_a_pipe_are_printed(ended: dict[str, dict[str, object]]) -> None:
    said = str(ended["reflect"]["said"])
    assert "What I wrote." in said
    assert "in no file" in said
