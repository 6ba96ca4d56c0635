"""The rules of the house that a test can keep."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from partnership_cli import program

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "partnership_cli"
FILES = sorted(SOURCE.rglob("*.py"))
COMMANDS = {row.name for row in program.COMMANDS}

NETWORK = {"socket", "http", "urllib", "ssl", "ftplib", "smtplib", "asyncio.streams", "requests"}
DURABLE = {"fsync", "flock", "F_FULLFSYNC", "hardlink_to", "rename"}
PLATFORM = {"fcntl", "msvcrt", "termios", "tty", "pty"}
ASKING = {"terminal/line_input.py", "terminal/rich_editor.py", "terminal/signals.py"}


def place(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def names_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id


def test_no_floor_imports_a_higher_one() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    found = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize("path", FILES, ids=place)
def test_nothing_reaches_for_the_network(path: Path) -> None:
    assert not {name for name in imports_of(path) if name.split(".")[0] in NETWORK}


@pytest.mark.parametrize("path", FILES, ids=place)
def test_what_typer_keeps_to_itself_is_imported_in_one_file(path: Path) -> None:
    private = [name for name in imports_of(path) if name.startswith("typer._")]
    assert not private or place(path) == "typer_private.py"


@pytest.mark.parametrize("path", FILES, ids=place)
def test_nothing_imports_click(path: Path) -> None:
    assert not {name for name in imports_of(path) if name.split(".")[0] == "click"}


@pytest.mark.parametrize("path", FILES, ids=place)
def test_only_files_knows_how_to_write_durably(path: Path) -> None:
    assert place(path) == "files.py" or not DURABLE & set(names_in(path))


@pytest.mark.parametrize("path", FILES, ids=place)
def test_what_differs_between_systems_stands_in_few_places(path: Path) -> None:
    if place(path) not in ASKING | {"files.py"}:
        assert not {name for name in imports_of(path) if name in PLATFORM}


@pytest.mark.parametrize("path", [p for p in FILES if p.name != "console.py"], ids=place)
def test_nothing_prints_around_the_console(path: Path) -> None:
    called = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert "print" not in called


@pytest.mark.parametrize("path", FILES, ids=place)
def test_what_a_function_does_fits_a_screen(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            # The options of a command, and its help, are not what it does.
            steps = node.body[1:] if ast.get_docstring(node) else node.body
            if steps:
                assert (steps[-1].end_lineno or 0) - steps[0].lineno < 55, node.name


def test_no_name_that_others_may_use_stands_twice() -> None:
    names = Counter(
        node.name
        for path in FILES
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_")
    )
    # Each command has its `run`.
    assert {name for name, count in names.items() if count > 1} <= {"run", "main"}


def test_the_page_on_where_things_are_names_every_file() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    # A command and a view are found by their names.
    told = [path for path in FILES if path.parent.name != "views" and path.stem not in COMMANDS]
    missing = [place(path) for path in told if path.name not in page and path.stem != "__init__"]
    assert missing == []


@pytest.mark.parametrize("path", FILES, ids=place)
def test_every_file_says_in_its_first_line_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))
