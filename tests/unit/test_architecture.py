"""The rules of the house that a test can keep."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from partnership_cli import command_names

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "partnership_cli"
FILES = sorted(SOURCE.rglob("*.py"))
COMMANDS = {row.name for row in command_names.COMMANDS}

NETWORK = {"socket", "http", "urllib", "ssl", "ftplib", "smtplib", "asyncio.streams", "requests"}
DURABLE = {"fsync", "flock", "F_FULLFSYNC", "hardlink_to", "rename"}
PLATFORM = {"fcntl", "msvcrt", "termios", "tty", "pty"}
ASKING = {"terminal/key_source.py", "terminal/rich_editor.py", "terminal/signals.py"}


def place(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


TREES = {place(path): parse(path) for path in FILES}


def imports_of(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def names_in(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id


def calls_in(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def functions_in(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def count_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how long it is; the options of a command, and its help, are not what it does."""
    steps = function.body[1:] if ast.get_docstring(function) else function.body
    return (steps[-1].end_lineno or 0) - steps[0].lineno if steps else 0


def find_imports(names: set[str], *allowed: str) -> list[tuple[str, str]]:
    """Return which file imports what it may not, by the first word of the import or all of it."""
    return [
        (file, name)
        for file, tree in TREES.items()
        if file not in allowed
        for name in imports_of(tree)
        if name in names or name.split(".")[0] in names
    ]


def test_no_floor_imports_a_higher_one() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    found = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout + found.stderr


def test_nothing_reaches_for_the_network() -> None:
    assert find_imports(NETWORK) == []


def test_what_typer_keeps_to_itself_is_imported_in_one_file() -> None:
    private = {
        file
        for file, tree in TREES.items()
        if any(name.startswith("typer._") for name in imports_of(tree))
    }
    assert private == {"typer_private.py"}


def test_nothing_imports_click() -> None:
    assert find_imports({"click"}) == []


def test_only_files_knows_how_to_write_durably() -> None:
    found = {file: DURABLE & set(names_in(tree)) for file, tree in TREES.items()}
    assert {file for file, names in found.items() if names} == {"files.py"}


def test_what_differs_between_systems_stands_in_few_places() -> None:
    assert find_imports(PLATFORM, *ASKING, "files.py") == []


def test_nothing_prints_around_the_console() -> None:
    others = {file: tree for file, tree in TREES.items() if file != "terminal/console.py"}
    assert [file for file, tree in others.items() if "print" in calls_in(tree)] == []


def test_what_a_function_does_fits_a_screen() -> None:
    long = [
        (file, function.name)
        for file, tree in TREES.items()
        for function in functions_in(tree)
        if count_lines(function) >= 55
    ]
    assert long == []


def test_no_name_that_others_may_use_stands_twice() -> None:
    names = Counter(
        node.name
        for tree in TREES.values()
        for node in tree.body
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


def test_every_file_says_in_its_first_line_what_it_is() -> None:
    assert [file for file, tree in TREES.items() if not ast.get_docstring(tree)] == []
