"""Every command once on Windows, with files that come and go between Windows and Linux."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import pytest

from partnership_cli.command_names import COMMANDS
from running import Run, program, program_home
from windows.conftest import WindowsProgram, end

__all__ = ["program", "program_home"]
pytestmark = [pytest.mark.campaign, pytest.mark.timeout(600)]

ANSWERS: Final = "## joy\n\nSome joy, à la carte 😀.\n\n## equity\n\nNot yet.\n"
THIRD: Final = "relationships-that-shape-me"
REFLECT: Final = (
    *("reflect", "--answers", "answers.md", "--question", "joy", "--question", "equity"),
    *("--question", THIRD),
)
SHARED: Final = (
    ("share", "last", "--only", "joy", "--as", "Sam", "--yes", "-o", "sam.md"),
    ("share", "last", "--only", "joy", "--only", "equity", "--as", "Ana", "--yes", "-o", "ana.md"),
)
TOGETHER: Final = ("together", "sam.md", "ana.md", "-o", "page.html")
CALLS: Final = (
    *SHARED,
    TOGETHER,
    ("list",),
    ("show", "last"),
    ("search", "joy"),
    ("history", "joy"),
    ("journey",),
    ("questions",),
    ("guides",),
    ("values",),
    ("projects",),
    ("voices",),
    ("about",),
    ("framework",),
    ("help", "keys"),
    ("where",),
    ("doctor",),
    ("config", "set", "care", "off"),
    ("export", "last", "-o", "page.md"),
    ("letter", "last", "-o", "letter.html"),
    ("handout", "sharing-power", "-o", "paper.html"),
    ("meeting", "sharing-power", "--with", "Amina,Sam"),
    ("rename", "last", "Coffee"),
    ("edit", "last"),
    ("delete", "last"),
    ("restore", "last"),
    ("resume", "last", "--answers", "more.md"),
    ("delete", "last", "--purge", "--yes"),
)
WITHOUT_A_TERMINAL: Final = {"letter": 4}
"""How commands end that are chosen and looked at in a terminal."""
SAME: Final = frozenset({"journey", "questions", "guides", "values", "projects", "voices", "about"})
"""Commands that show the same on every system, where no path is in it."""


def write_answers(folder: Path) -> None:
    (folder / "answers.md").write_text(ANSWERS, encoding="utf-8", newline="\r\n")
    (folder / "more.md").write_text(f"## {THIRD}\n\nMore.\n", encoding="utf-8")


def test_every_command_is_called_here() -> None:
    assert {call[0] for call in CALLS} | {"reflect"} == {row.name for row in COMMANDS}


def test_every_command_does_on_windows_what_it_does_on_linux(
    windows: WindowsProgram, program: Run
) -> None:
    write_answers(windows.folder)
    assert windows.run("config", "set", "editor", "cmd /c rem").code == 0
    made = windows.run(*REFLECT)
    assert (made.code, made.err) == (0, "")
    assert program(*REFLECT).code == 0
    for call in CALLS:
        done = windows.run(*call)
        code = WITHOUT_A_TERMINAL.get(call[0], 0)
        assert (done.code, "mistake in the program" in done.err) == (code, False), (call, done)
        here = program(*call, EDITOR="true") if call[0] in SAME else done
        assert done.out == here.out, call
    assert [path for path in (windows.home / "drafts").rglob("*") if path.is_file()] == []


def test_the_page_of_all_answers_has_the_same_bytes_as_on_linux(
    windows: WindowsProgram, program: Run
) -> None:
    write_answers(windows.folder)
    assert program(*REFLECT).code == 0
    assert [program(*call).code for call in (*SHARED, TOGETHER)] == [0, 0, 0]
    here = (windows.folder / "page.html").read_bytes()
    (windows.folder / "page.html").unlink()
    assert windows.run(*TOGETHER).code == 0
    assert (windows.folder / "page.html").read_bytes() == here


def test_a_note_of_linux_is_changed_on_windows_and_comes_back(
    windows: WindowsProgram, program: Run, program_home: Path
) -> None:
    write_answers(windows.folder)
    program_home.mkdir()
    program_home.rename(windows.home)
    program_home.symlink_to(windows.home)
    assert program(*REFLECT).code == 0
    before = json.loads(program("show", "last", "--json").out)
    there = json.loads(windows.run("show", "last", "--json").out)
    assert {**there, "file": before["file"]} == before
    more = windows.run("resume", "last", "--answers", "more.md")
    assert more.code == 0, more
    assert windows.run("rename", "last", "From Windows").code == 0
    after = json.loads(program("show", "last", "--json").out)
    assert after["title"] == "From Windows"
    assert "More." in json.dumps(after)
    (note,) = windows.notes()
    assert b"\r" not in note.read_bytes()
    assert program("doctor").code == 0


def test_eight_sessions_at_once_are_all_kept(windows: WindowsProgram) -> None:
    begun = [windows.start("reflect", "--answers", "-") for _ in range(8)]
    with ThreadPoolExecutor(8) as waiting:
        given = [f"## joy\n\nAnswer {number}.\n" for number in range(8)]
        ended = list(waiting.map(end, begun, given))
    assert [done.code for done in ended] == [0] * 8, ended
    kept = json.loads(windows.run("history", "joy", "--json").out)
    assert {row["answer"] for row in kept} == {f"Answer {number}." for number in range(8)}
