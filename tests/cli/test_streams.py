"""Standard streams that are closed, or that take nothing: every command ends as the docs say."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess
from typing import Final

import pytest

from command_examples import EXAMPLES
from fork_server import fork_server
from running import call_program

pytestmark = pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="no device that is always full, or no POSIX shell"
)

ANSWERS: Final = "## joy\n\nOf cats.\n"
# Files of these names stand in the folder.
WITH_FILES: Final = (
    ("--help",),
    ("--version",),
    ("reflect",),
    ("reflect", "--answers", "-"),
    ("reflect", "--answers", "answers.md"),
    ("reflect", "--let-go"),
    ("resume",),
    ("list",),
    ("list", "--json"),
    ("show", "last"),
    ("export", "last"),
    ("export", "--all", "-o", "-"),
    ("questions",),
    ("search", "cats"),
    ("history", "joy"),
    ("journey",),
    ("share", "last"),
    ("share", "last", "--only", "joy", "--as", "Sam", "--yes"),
    ("together", "Sam.md", "Ana.md"),
    ("handout",),
    ("handout", "sharing-power"),
    ("meeting",),
    ("meeting", "sharing-power", "--with", "Amina,Sam"),
    ("edit", "last"),
    ("delete", "last"),
    ("delete", "last", "--yes"),
    ("delete", "last", "--purge"),
    ("restore",),
    ("guides",),
    ("values",),
    ("projects",),
    ("voices",),
    ("about",),
    ("framework",),
    ("framework", "schema"),
    ("doctor",),
    ("doctor", "--json"),
    ("where",),
    ("config",),
    ("config", "set", "care", "off"),
    ("help",),
    ("nothing",),
)
CALLS: Final = (
    *WITH_FILES,
    *(
        examples[0]
        for name, examples in EXAMPLES.items()
        if name not in dict.fromkeys(call[0] for call in WITH_FILES)
    ),
)
"""One call at least of each command."""
DOCUMENTED: Final = frozenset({0, 2, 3, 4, 5, 6, 7, 130, 141})
CLOSED: Final = ("<&-", ">&-", "2>&-", "<&- >&-", "<&- 2>&-", ">&- 2>&-", "<&- >&- 2>&-")
FULL: Final = (">/dev/full", "2>/dev/full", ">/dev/full 2>/dev/full", "<&- >/dev/full 2>&-")
ALL_AT_ONCE: Final = FULL[-1]
ONCE: Final = pytest.mark.parametrize(
    "call", {call[0]: call for call in reversed(CALLS)}.values(), ids=" ".join
)
EVERY: Final = pytest.mark.parametrize("call", CALLS, ids=" ".join)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one note in its home, and files to read."""
    folder = tmp_path_factory.mktemp("streams")
    (folder / "answers.md").write_text(ANSWERS, encoding="utf-8")
    given = [
        ("share", "last", "--only", "joy", "--as", name, "--yes", "-o", f"{name}.md")
        for name in ("Sam", "Ana")
    ]
    for words in (("reflect", "--answers", "answers.md"), *given):
        assert run(folder, folder / "home", words, "").returncode == 0
    return folder


def end(folder: Path, call: tuple[str, ...], state: str) -> CompletedProcess[bytes]:
    """Run the program on a fresh copy of the home."""
    clean(folder)
    shutil.copytree(folder / "home", folder / "copy")
    return run(folder, folder / "copy", call, state)


def run(folder: Path, home: Path, call: tuple[str, ...], state: str) -> CompletedProcess[bytes]:
    """Run the program with its streams as a shell leaves them."""
    return fork_server().run(call, environment_of(folder, home), folder, streams=state)


def environment_of(folder: Path, home: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PARTNERSHIP_HOME": str(home),
        "EDITOR": "false",
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
    }


def clean(folder: Path) -> None:
    """Take away what a call made, so that the next one finds what the first one found."""
    for path in folder.iterdir():
        if path.name not in {"home", "answers.md", "Sam.md", "Ana.md"}:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def check(folder: Path, call: tuple[str, ...], states: tuple[str, ...]) -> None:
    clean(folder)
    home = shutil.copytree(folder / "home", folder / "copy")
    usual = call_program(call, b"", environment_of(folder, home), folder)
    assert usual.code in DOCUMENTED
    for state in states:
        ended = end(folder, call, state)
        assert b"Traceback" not in ended.stderr + ended.stdout, state
        said = usual.out and not usual.code and ">/dev/full" in state.split("2>")[0]
        assert ended.returncode == (5 if said else usual.code), (state, ended.stderr)


@ONCE
def test_a_command_ends_as_documented_when_each_stream_is_closed_or_full(
    call: tuple[str, ...], folder: Path
) -> None:
    check(folder, call, (ALL_AT_ONCE,))


@pytest.mark.campaign
@EVERY
def test_a_command_ends_as_documented_whatever_its_streams_are(
    call: tuple[str, ...], folder: Path
) -> None:
    check(folder, call, CLOSED + FULL)


def test_without_an_input_there_is_nobody_to_ask(folder: Path) -> None:
    for call in (("reflect",), ("handout",), ("share", "last"), ("delete", "last", "--purge")):
        assert end(folder, call, "<&-").returncode == 4, call


def test_work_is_done_though_nobody_can_be_told_of_it(folder: Path) -> None:
    call = ("meeting", "sharing-power", "--with", "Amina,Sam", "-o", "hour")
    assert end(folder, call, ">/dev/full 2>/dev/full").returncode == 5
    assert len(list((folder / "hour").iterdir())) == 5


def test_a_note_on_the_error_stream_that_cannot_be_written_stops_nothing(folder: Path) -> None:
    call = ("share", "last", "--only", "joy", "--as", "Sam", "--yes", "-o", "new.md")
    assert end(folder, call, "2>/dev/full").returncode == 0
    assert (folder / "new.md").exists()


@pytest.mark.parametrize("words", [("--show-completion",), ("--install-completion",)])
def test_a_shell_that_completion_does_not_know_is_wrong_usage(
    words: tuple[str, ...], folder: Path
) -> None:
    # The shell is found among the processes that this one was started by.
    ended = subprocess.run(
        ["/bin/sh", "-c", '"$0" -m partnership_cli "$@" ', sys.executable, *words],
        capture_output=True,
        check=False,
        cwd=folder,
        env=environment_of(folder, folder / "copy"),
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith(b"error: completion does not know the shell")
