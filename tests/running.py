"""How a run of the program ends, for the tests that start it as a person does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Ended:
    """How a run of the program ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


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
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
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
