"""What makes many files makes all of them, though the reader of their names leaves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import Final

import pytest

from fork_server import CALL, fork_server
from partnership_cli.commands.output import name_all
from partnership_cli.errors import NotSavedError
from partnership_cli.terminal.console import Console
from running import Run

COUNT: Final = 6


@pytest.fixture
def folder(program: Run, tmp_path: Path) -> Path:
    """A folder with some notes in its home, unreadable ones too, and pairs of people."""
    pairs = "".join(f"Amina {number},Sam\n" for number in range(COUNT))
    (tmp_path / "pairs.csv").write_text(pairs, encoding="utf-8")
    for number in range(COUNT):
        given = f"## joy\n\nOf {number} cats.\n"
        assert program("reflect", "--answers", "-", given=given).code == 0
    return tmp_path


def run_for_nobody(folder: Path, *words: str) -> CompletedProcess[bytes]:
    """Run a command whose output nobody reads from the first byte on, written at every line."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "PARTNERSHIP_HOME": str(folder / "program home"),
        }
        at_every_line = f"import sys; sys.stdout.reconfigure(line_buffering=True); {CALL}"
        return fork_server().run(words, environ, folder, streams=f">&{writing}", code=at_every_line)
    finally:
        os.close(writing)


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_every_export_is_made(folder: Path, form: str) -> None:
    ended = run_for_nobody(folder, "export", "--all", "-o", "pages/", "--format", form)
    assert (ended.returncode, ended.stderr) == (141, b"")
    assert len(list((folder / "pages").iterdir())) == COUNT


def test_every_meeting_is_made(folder: Path) -> None:
    words = ("meeting", "sharing-power", "--from", "pairs.csv", "-o", "all")
    assert run_for_nobody(folder, *words).returncode == 141
    made = list((folder / "all").iterdir())
    assert len(made) == COUNT
    assert {len(list(one.iterdir())) for one in made} == {5}


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_everything_is_repaired(folder: Path, words: tuple[str, ...]) -> None:
    for path in (folder / "program home/notebook").rglob("*.md"):
        path.write_bytes(b"---\npartnership: 1\nbroken")
    assert run_for_nobody(folder, "doctor", "--repair", *words).returncode == 141
    notebook = folder / "program home/notebook"
    left = [path for path in notebook.rglob("*.md") if "quarantine" not in str(path)]
    assert left == []


class Kept:
    """A stream that keeps what was written, or is not read any more."""

    def __init__(self, *, read: bool) -> None:
        self.text = ""
        self._read = read

    def write(self, text: str) -> int:
        if not self._read:
            raise BrokenPipeError(32, "Broken pipe")
        self.text += text
        return len(text)

    def flush(self) -> None:
        """Do nothing."""

    def isatty(self) -> bool:
        return False


@pytest.mark.parametrize("read", [True, False])
def test_where_one_cannot_be_made_those_before_are_named_and_it_is_said(*, read: bool) -> None:
    out = Kept(read=read)

    def make() -> Iterator[Path]:
        yield Path("one.md")
        yield Path("two.md")
        raise NotSavedError("the disk is full")

    with pytest.raises(NotSavedError):
        name_all(Console(out, Kept(read=True)), make())
    assert out.text == (f"{Path.cwd() / 'one.md'}\n{Path.cwd() / 'two.md'}\n" if read else "")
