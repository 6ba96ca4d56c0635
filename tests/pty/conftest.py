"""What the tests in a pseudo-terminal share. Windows has no pseudo-terminal of this kind."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from reflecting import Home, Writer

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home folder in which nothing was kept yet."""
    from reflecting import Home

    folder = tmp_path / "home"
    folder.mkdir()
    return Home(folder)


@pytest.fixture
def run(home: Home) -> Iterator[Callable[..., Writer]]:
    """Run the program with these arguments in a terminal, which is closed afterwards."""
    from reflecting import Writer

    with ExitStack() as terminals:
        yield lambda *arguments, **how: terminals.enter_context(Writer(home, *arguments, **how))


@pytest.fixture
def start(run: Callable[..., Writer]) -> Callable[..., Writer]:
    """Begin the guide about sharing power in a mode, and go to its first question."""
    from reflecting import GUIDE

    def start_session(mode: str, *arguments: str, **how: Any) -> Writer:
        writer = run("reflect", *(arguments or (GUIDE,)), f"--{mode}", **how)
        writer.reach_question(1, mode)
        return writer

    return start_session


@pytest.fixture
def shell(run: Callable[..., Writer]) -> Callable[..., Writer]:
    """Open a shell, as the one from which a person runs the program."""

    def open_shell(**how: Any) -> Writer:
        writer = run(program=("/bin/sh", "-i"), **how)
        writer.wait_until(lambda: writer.screen.before_cursor == "$ ", "a prompt")
        return writer

    return open_shell
