"""`doctor` reads; with `--repair` it moves, and every byte is still there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

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
def test_what_other_accounts_can_open_is_named(program: Run, note: Path) -> None:
    note.chmod(0o644)
    note.parent.chmod(0o755)
    assert find(program) == [
        (note.parent.name, "can be opened by other accounts"),
        (note.name, "can be opened by other accounts"),
    ]


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
