"""`doctor` reads; with `--repair` it moves, and every byte is still there."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
from io import StringIO
from pathlib import Path

import pytest

from partnership_cli.errors import Problem
from partnership_cli.notebook.health import HealthFinding
from partnership_cli.terminal.console import Console
from partnership_cli.views.doctor import show_health
from running import Run

ORPHAN = "20260202t000000z-cccccc"


@pytest.fixture
def note(program: Run) -> Path:
    return Path(program("reflect", "--answers", "-", given="## joy\n\nSome joy.\n").out.strip())


@pytest.fixture
def drafts(program_home: Path) -> Path:
    return program_home / "drafts"


def find(program: Run) -> list[tuple[str, str]]:
    """Return the name of each file that something was found of, and what."""
    found = json.loads(program("doctor", "--json").out)["findings"]
    return [(Path(one["file"]).name, one["what"]) for one in found]


def state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Return every file below a folder, with its inode, its time and its bytes."""
    return {
        str(path): (path.stat().st_ino, path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def damage(note: Path) -> Path:
    bad = note.with_name("2026-01-01-0000-bbbbbb.md")
    text = note.read_text().replace(" private ", " odd ").replace(note.stem[-6:], "bbbbbb")
    bad.write_text(text)
    bad.chmod(0o600)
    return bad


def test_a_notebook_that_is_well_is_in_order(program: Run, note: Path) -> None:
    assert note.exists()
    assert (program("doctor").code, program("doctor").out) == (0, "Everything is in order.\n")


def test_a_home_that_is_not_there_is_in_order(program: Run, program_home: Path) -> None:
    assert program("doctor").code == 0
    assert not program_home.exists()


def test_a_note_that_cannot_be_read_is_damage_with_its_line(program: Run, note: Path) -> None:
    bad = damage(note)
    done = program("doctor")
    assert done.code == 7
    assert f"{bad}:14:1: this marker of an answer cannot be read" in done.out


@pytest.mark.parametrize("end", ["-conflict", "-conflict-2", ".sync-conflict-20261124-1010-ABC"])
def test_copies_of_a_conflict_are_named(program: Run, note: Path, end: str) -> None:
    copy = note.with_name(f"{note.stem}{end}.md")
    shutil.copy2(note, copy)
    assert find(program) == [(copy.name, "is a copy that a conflict left")]


def test_a_save_that_was_cut_off_is_named(program: Run, note: Path) -> None:
    left = note.with_name(f".{note.name}.00ff.tmp")
    left.touch(mode=0o600)
    assert find(program) == [(left.name, "was left by a save that was cut off")]


def test_two_notes_of_one_id_are_named(program: Run, note: Path) -> None:
    shutil.copy2(note, note.with_name("a.md"))
    [(_, what)] = find(program)
    assert what.startswith("has the same id as ")


@pytest.mark.usefixtures("note")
def test_words_without_a_note_are_named(program: Run, drafts: Path) -> None:
    (drafts / ORPHAN).mkdir(mode=0o700)
    (drafts / ORPHAN / "joy.md").touch(mode=0o600)
    assert find(program) == []
    (drafts / ORPHAN / "joy.md").write_text("Words.")
    assert find(program) == [(ORPHAN, "holds words of a reflection whose note is not there")]


@pytest.mark.usefixtures("note")
def test_words_of_a_deleted_note_are_no_orphans(program: Run, drafts: Path) -> None:
    session = json.loads(program("show", "last", "--json").out)["id"]
    (drafts / session).mkdir(mode=0o700)
    (drafts / session / "equity.md").touch(mode=0o600)
    (drafts / session / "equity.md").write_text("Words.")
    program("delete", "last")
    assert find(program) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_one_command_fixes_all_that_other_accounts_can_open(
    program: Run, note: Path, drafts: Path
) -> None:
    for number in range(40):
        shutil.copy2(note, note.with_name(f"{number}.txt"))
    others = note.parents[1] / "a b;rm -rf x"
    others.mkdir()
    (others / "c.txt").touch()
    drafts.mkdir(exist_ok=True)
    for path in (note.parent, *note.parent.iterdir(), others, *others.iterdir(), drafts):
        path.chmod(0o755)
    lines = [line for line in program("doctor").out.splitlines() if "other accounts" in line]
    assert len(lines) == 2
    for line in lines:
        subprocess.run(shlex.split(line[line.index("chmod") :]), check=True)
    assert "other accounts" not in program("doctor").out


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("name", ["a b;rm -rf x.md", "it's.md", "$(reboot).md", "-rf.md", "a&b.md"])
def test_a_command_of_doctor_works_when_it_is_copied(program: Run, note: Path, name: str) -> None:
    path = note.with_name(name)
    path.touch()
    path.chmod(0o644)
    [line] = [line for line in program("doctor").out.splitlines() if "chmod" in line]
    assert shlex.split(line[line.index("chmod") :]) == ["chmod", "600", str(path)]


def test_many_of_a_kind_in_one_folder_have_one_line(program: Run, note: Path) -> None:
    for number in range(1, 30):
        shutil.copy2(note, note.with_name(f"{note.stem} ({number}).md"))
        note.with_name(f"2026-11-01-12{number:02}-bcdfgh.md").touch(mode=0o600)
    out = program("doctor").out
    assert len([line for line in out.splitlines() if str(note.parent) in line]) == 2
    assert "29 files: has the name of a note and is empty (2026-11-01-1201-bcdfgh.md, " in out
    assert len(find(program)) == 58


def test_a_value_of_the_front_matter_is_named_and_is_no_damage(program: Run, note: Path) -> None:
    note.write_text(note.read_text().replace("status: done", "status: Done"))
    assert find(program) == [(note.name, "status is open or done")]
    assert program("doctor").code == 0
    shown = program("show", "last")
    assert (shown.code, "Some joy." in shown.out, ":5:9: status" in shown.err) == (0, True, True)


def test_an_answer_that_lost_its_markers_is_named_and_show_says_so(
    program: Run, note: Path
) -> None:
    text = note.read_text().replace("<!-- answer", "\\<!-- answer").replace("<!-- /", "\\<!-- /")
    note.write_text(text)
    [(name, what)] = find(program)
    assert (name, what) == (note.name, "headings and text here belong to no answer")
    assert what in program("show", "last").err


@pytest.mark.parametrize(
    "data", [b"", bytes(300), b"Words.", b"---\nid: x\n---\n"], ids=["no", "0", "text", "other"]
)
def test_what_has_a_note_s_name_and_is_none_is_damage(
    program: Run, note: Path, data: bytes
) -> None:
    note.write_bytes(data)
    done = program("list")
    assert done.code == 0
    assert "There is no reflection" not in done.out
    assert "One file or folder here could not be read." in done.out
    assert "could not be read" in program("resume").out
    assert "could not be read" in program("list", "--json").err
    assert (program("show", note.stem[-6:]).code, program("doctor").code) == (7, 7)
    program("doctor", "--repair")
    assert program("doctor").out == "Everything is in order.\n"
    assert data in state(note.parents[1] / ".partnership-quarantine").popitem()[1]


def test_a_copy_is_moved_away_and_the_note_stays(program: Run, note: Path) -> None:
    copy = note.with_name(f"{note.stem} - Copy.md")
    shutil.copy2(note, copy)
    assert str(copy) in program("doctor", "--repair").out
    assert (note.exists(), copy.exists()) == (True, False)


def test_a_swap_file_in_the_drafts_is_named(program: Run, note: Path, drafts: Path) -> None:
    session = json.loads(program("show", note.stem[-6:], "--json").out)["id"]
    (drafts / session).mkdir(parents=True, mode=0o700)
    (drafts / session / ".joy.md.swp").touch(mode=0o600)
    assert find(program) == [(".joy.md.swp", "was left by an editor, or the editor is open")]


@pytest.mark.usefixtures("note")
def test_a_git_work_tree_is_named(program: Run, program_home: Path) -> None:
    subprocess.run(["git", "init", "-q", str(program_home)], check=True)
    assert find(program) == [(program_home.name, "is a git work tree")]


@pytest.mark.parametrize("name", ["Dropbox", "OneDrive - University", "Nextcloud"])
def test_a_synced_folder_is_named(program: Run, tmp_path: Path, name: str) -> None:
    notebook = tmp_path / name / "notes"
    program("config", "set", "notebook", str(notebook))
    program("reflect", "--answers", "-", given="## joy\n\nSome joy.\n")
    assert (name, "is copied to other computers by a sync service") in find(program)


def test_doctor_changes_nothing(program: Run, note: Path, program_home: Path) -> None:
    damage(note)
    shutil.copy2(note, note.with_name(f"{note.stem}-conflict.md"))
    before = state(program_home)
    program("doctor")
    assert state(program_home) == before


def test_repair_only_moves(program: Run, note: Path, drafts: Path, program_home: Path) -> None:
    bad = damage(note)
    shutil.copy2(note, note.with_name(f"{note.stem}-conflict.md"))
    (drafts / ORPHAN).mkdir(mode=0o700)
    (drafts / ORPHAN / "joy.md").touch(mode=0o600)
    (drafts / ORPHAN / "joy.md").write_text("Words.")
    before = sorted(state(program_home).values())
    done = program("doctor", "--repair")
    assert done.code == 0
    assert sorted(state(program_home).values()) == before
    assert str(bad) in done.out
    assert program("doctor").out == "Everything is in order.\n"
    assert len(json.loads(program("list", "--json").out)) == 1


def test_what_is_in_quarantine_is_not_overwritten(program: Run, note: Path) -> None:
    copy = note.with_name(f"{note.stem}-conflict.md")
    for words in ("First.", "Second."):
        copy.write_text(words)
        copy.chmod(0o600)
        program("doctor", "--repair")
    kept = (note.parent.parent / ".partnership-quarantine").rglob("*conflict*")
    assert sorted(path.read_text() for path in kept) == ["First.", "Second."]


@pytest.mark.usefixtures("note")
@pytest.mark.parametrize("key", ["framework", "guides"])
def test_a_file_that_is_set_and_gone_is_named(program: Run, tmp_path: Path, key: str) -> None:
    program("config", "set", key, str(tmp_path / "gone.yaml"))
    assert find(program) == [("gone.yaml", f"is set as your {key}, and is not there")]


@pytest.mark.parametrize("plain", [False, True])
def test_on_a_screen_a_finding_has_its_place_alone_and_no_command_is_broken(*, plain: bool) -> None:
    class Screen(StringIO):
        def isatty(self) -> bool:
            return True

    what = "can be opened by other accounts of this computer"
    command = "chmod 600 /home/ama/notebook/2026/2026-11-23-1731-k7m2q9.md"
    finding = HealthFinding(Problem("/home/ama/a.md", 3, 1, what, command), damage=False)
    out = Screen()
    console = Console(out, out, width=30, plain=plain, wraps=True)
    show_health(console, [finding], ())
    place, *lines = out.getvalue().splitlines()[1:]
    assert place == "/home/ama/a.md:3:1"
    assert command in [line.strip() for line in lines]
    assert max(len(line) for line in lines if command not in line) <= 30
    assert " ".join(" ".join(lines).split()).startswith(what)
