"""What these tests share: a home of their own, and the program as a person starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from running import Ended, Run


@pytest.fixture
def program_home(tmp_path: Path) -> Path:
    """A folder for notes, drafts and settings. Nothing of the developer's own is touched."""
    return tmp_path / "program home"


@pytest.fixture
def program(program_home: Path, tmp_path: Path) -> Run:
    """Run the program through its real entry point, in a process of its own."""

    def run(*arguments: str, given: str | bytes = b"", **environment: str) -> Ended:
        clean = {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(tmp_path),
            "PARTNERSHIP_HOME": str(program_home),
            "LANG": "C.UTF-8",
        }
        done = subprocess.run(
            [sys.executable, "-m", "partnership_cli", *arguments],
            input=given.encode() if isinstance(given, str) else given,
            capture_output=True,
            check=False,
            cwd=tmp_path,
            env=clean | environment,
        )
        return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run
