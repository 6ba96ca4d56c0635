"""How a run of the program ends, for the tests that call it as a person does.

`program` runs it in this process, which costs a twentieth of starting Python; what is about
processes (exit, pipes, signals) takes `program_process`, which has imported the program before.
"""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from unittest.mock import patch

import pytest

import partnership_cli.__main__
from fork_server import fork_server
from partnership_cli import cli

STARTED_AS: Final = partnership_cli.__main__.__file__


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
    """Run the program in this process, with an environment and a folder of its own."""

    def run(*arguments: str, given: str | bytes = b"", **environment: str) -> Ended:
        environ = make_environment(program_home, tmp_path) | environment
        return call_program(arguments, _as_bytes(given), environ, tmp_path)

    return run


@pytest.fixture
def program_process(program_home: Path, tmp_path: Path) -> Run:
    """Run the program through its real entry point, in a process of its own."""

    def run(*arguments: str, given: str | bytes = b"", **environment: str) -> Ended:
        environ = make_environment(program_home, tmp_path) | environment
        done = fork_server().run(arguments, environ, tmp_path, _as_bytes(given))
        return Ended(done.returncode, _as_text(done.stdout), _as_text(done.stderr))

    return run


def make_environment(program_home: Path, folder: Path) -> dict[str, str]:
    """Return the environment of a person who has set nothing."""
    return {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "USERPROFILE": str(folder),
        "PARTNERSHIP_HOME": str(program_home),
        "LANG": "C.UTF-8",
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
    }


class _Screen(io.TextIOWrapper):
    """A stream that a person is looking at."""

    def isatty(self) -> bool:
        return True


def call_program(
    arguments: tuple[str, ...],
    given: bytes,
    environ: Mapping[str, str],
    folder: Path,
    *,
    seen: bool = False,
) -> Ended:
    """Run the program in this process, as its entry point does, and return how it ended.

    `seen` where its output is a screen that somebody looks at.
    """
    out, err = io.BytesIO(), io.BytesIO()
    stream = _Screen if seen else io.TextIOWrapper
    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ, environ, clear=True))
        stack.enter_context(chdir(folder))
        stack.enter_context(patch.object(sys, "argv", [STARTED_AS, *arguments]))
        stack.enter_context(patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(given))))
        stack.enter_context(redirect_stdout(stream(out, write_through=True)))
        stack.enter_context(redirect_stderr(stream(err, write_through=True)))
        stack.enter_context(_keep_zone())
        return Ended(call_main(), _as_text(out.getvalue()), _as_text(err.getvalue()))


def call_main() -> int:
    """Run the program with the arguments and streams of this process; return its exit code."""
    try:
        cli.main()
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    return 0


@contextmanager
def _keep_zone() -> Iterator[None]:
    """Let the time zone of the environment count, as it does when a process starts."""
    if not hasattr(time, "tzset"):
        yield
        return
    time.tzset()
    try:
        yield
    finally:
        with patch.dict(os.environ, {}):
            time.tzset()


def _as_text(written: bytes) -> str:
    """Return what was written; a pipe of Windows has line ends of its own."""
    return written.decode().replace(os.linesep, "\n")


def _as_bytes(given: str | bytes) -> bytes:
    return given.encode() if isinstance(given, str) else given
