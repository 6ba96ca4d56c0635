"""A folder of one's own for the notes: they move there whole, or it is said where they are."""

from __future__ import annotations

import json
import os
import sys
import warnings
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from fakes import START
from faults import ERRORS, Fault, failing
from partnership_cli.command_names import TRASH
from partnership_cli.commands.config_folder import change_setting
from partnership_cli.context import AppContext
from partnership_cli.errors import InUseError, NotSavedError, UsageError
from partnership_cli.files import Lock
from partnership_cli.formats.note import render_note
from partnership_cli.reflection.session import Answer, Session
from running import Run

GIVEN = "## joy\n\nSome joy.\n"
JOY = Answer(question="joy", text="Joy?", answer="Some joy.", written=START)
SESSION = Session(
    id="", title="Joy", started=START, framework="f", questions=("joy",), answers=(JOY,)
)


@pytest.fixture
def old(program_home: Path) -> Path:
    """A notebook with three notes, one of them deleted, and what is no note."""
    folder = program_home / "notebook"
    for letters, year in (("aaaaaa", "2026"), ("bbbbbb", "2026"), ("cccccc", f"{TRASH}/2026")):
        path = folder / year / f"2026-11-23-1731-{letters}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        session = replace(SESSION, id=f"20261123t173105z-{letters}")
        path.write_bytes(render_note(session))
    (folder / "shopping.txt").write_text("Bread.")
    return folder


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return tmp_path / "my documents" / "notes"


def contents(folder: Path) -> Mapping[str, bytes]:
    """Return the bytes of each note in a folder, deleted ones too."""
    found = sorted(folder.rglob("*.md"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def list_files(program: Run) -> set[Path]:
    return {Path(row["file"]) for row in json.loads(program("list", "--json").out)}


def test_notes_move_with_what_was_deleted_and_leave_what_is_no_note(
    program: Run, old: Path, new: Path
) -> None:
    before = contents(old)
    done = program("config", "set", "notebook", str(new), "--yes")
    assert (done.code, done.err) == (0, "")
    assert contents(new) == before
    assert [path for path in old.rglob("*") if path.is_file()] == [old / "shopping.txt"]
    assert len(list_files(program)) == 2
    assert {str(old), str(new)} <= set(done.out.splitlines())


@pytest.mark.usefixtures("old")
def test_unset_brings_the_notes_back(program: Run, old: Path, new: Path) -> None:
    before = contents(old)
    program("config", "set", "notebook", str(new), "--yes")
    assert program("config", "unset", "notebook", "--yes").code == 0
    assert contents(old) == before
    assert not new.exists()


@pytest.mark.parametrize("command", ["list", "resume", "doctor"])
def test_a_former_folder_with_notes_is_named(
    program: Run, old: Path, new: Path, command: str
) -> None:
    program("config", "set", "notebook", str(new))
    done = program(command)
    said = done.out + done.err
    assert "2 notes are in" in said
    assert str(old) in said
    assert not [
        line for line in ("There is no reflection yet", "No reflection matches") if line in said
    ]
    assert f"config set notebook '{new}' --yes" in said


@pytest.mark.parametrize("command", ["list", "resume", "doctor"])
def test_a_former_folder_without_notes_is_not_named(
    program: Run, old: Path, new: Path, command: str
) -> None:
    program("config", "set", "notebook", str(new), "--yes")
    done = program(command)
    assert str(old) not in done.out + done.err


def test_a_folder_set_by_hand_names_the_usual_one(
    program: Run, old: Path, program_home: Path, new: Path
) -> None:
    (program_home / "config.toml").write_text(f'notebook = "{new}"\n')
    assert str(old) in program("list").err


def test_every_former_folder_is_named_and_moved(
    program: Run, old: Path, new: Path, tmp_path: Path
) -> None:
    second = tmp_path / "second"
    program("config", "set", "notebook", str(second))
    program("reflect", "--answers", "-", given=GIVEN)
    program("config", "set", "notebook", str(new))
    said = program("list").err
    assert f"before: {old}\n" in said
    assert f"before: {second}\n" in said
    program("config", "set", "notebook", str(new), "--yes")
    assert len(list_files(program)) == 3
    assert program("list").err == ""


def test_json_of_list_stays_json(program: Run, old: Path, new: Path) -> None:
    program("config", "set", "notebook", str(new))
    done = program("list", "--json")
    assert json.loads(done.out) == []
    assert str(old) in done.err


def test_another_file_of_the_same_name_is_not_replaced(program: Run, old: Path, new: Path) -> None:
    [note, _] = sorted(list_files(program))
    other = new / note.relative_to(old)
    other.parent.mkdir(parents=True)
    other.write_text("Somebody else's words.")
    done = program("config", "set", "notebook", str(new), "--yes")
    assert other.read_text() == "Somebody else's words."
    assert b"Some joy." in note.read_bytes()
    assert str(note) in done.out.splitlines()
    assert str(old) in program("list").err


def test_a_move_that_was_cut_off_goes_on(program: Run, old: Path, new: Path) -> None:
    before = contents(old)
    for name in list(before)[:1]:
        (new / name).parent.mkdir(parents=True)
        (new / name).write_bytes(before[name])
    assert program("config", "set", "notebook", str(new), "--yes").code == 0
    assert contents(new) == before
    assert contents(old) == {}


def test_a_folder_within_the_notebook_can_take_the_notes(program: Run, old: Path) -> None:
    before = contents(old)
    assert program("config", "set", "notebook", str(old / "mine"), "--yes").code == 0
    assert contents(old / "mine") == before


def test_a_folder_around_the_notebook_moves_nothing(program: Run, old: Path) -> None:
    before = contents(old)
    said = program("config", "set", "notebook", str(old.parent), "--yes").out
    assert said == f"From now on, notes are kept here:\n{old.parent}\n"
    assert contents(old) == before
    assert len(list_files(program)) == 2


def test_a_reflection_that_is_open_elsewhere_keeps_the_notes_where_they_are(
    old: Path, new: Path, program_home: Path
) -> None:
    before = contents(old)
    lock = Lock(program_home / "drafts" / "20261123t173105z-k7m2q9" / "lock")
    lock.acquire()
    try:
        with pytest.raises(InUseError):
            move(program_home, new)
    finally:
        lock.release(remove=True)
    assert contents(old) == before
    assert not (program_home / "config.toml").exists()


def move(home: Path, new: Path) -> None:
    context = AppContext({"PARTNERSHIP_HOME": str(home), "HOME": str(home)})
    change_setting(context, "notebook", str(new), unasked=True)


@pytest.mark.skipif(sys.platform == "win32", reason="the faults are those of POSIX")
@pytest.mark.parametrize("call", sorted(ERRORS))
@pytest.mark.parametrize("times", [1, 1_000_000])
@pytest.mark.parametrize(
    "first", [1, 4, *(pytest.param(one, marks=pytest.mark.campaign) for one in (2, 3, 7, 12, 20))]
)
def test_whatever_call_of_a_move_fails_no_note_is_lost_and_both_folders_are_named(
    old: Path, new: Path, program_home: Path, call: str, times: int, first: int
) -> None:
    before = contents(old)
    fault = Fault(call, ERRORS[call][0], first, times, (old, new))
    fault.begin()
    try:
        with failing(fault):
            move(program_home, new)
    except NotSavedError as error:
        assert [str(path) for path in (old, new) if str(path) not in error.words] == []
    except UsageError as error:
        # What is refused before anything is done.
        assert "is not a folder" in error.message
        assert contents(new) == {}
    assert set(before.items()) <= contents(old).items() | contents(new).items()
    move(program_home, new)
    assert contents(new) == before
    assert contents(old) == {}


class Cut(Fault):
    """The process ends at the N-th call of any kind that concerns the folders."""

    def strikes(self, call: str, where: object) -> bool:
        if super().strikes(self.call, where):
            os._exit(_ENDED)
        return False


_ENDED = 9


def move_until(home: Path, new: Path, call: int, folders: tuple[Path, ...]) -> bool:
    """Move the notes in a process that ends at a call; tell whether it came to it."""
    with warnings.catch_warnings():
        # Of a copy the threads of the tests are no part, and it needs none of them.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        cut = Cut("any", 0, call, 1, folders)
        cut.begin()
        with failing(cut):
            move(home, new)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == _ENDED


@pytest.mark.skipif(sys.platform == "win32", reason="a copy of a process is what POSIX has")
@pytest.mark.parametrize(
    "step", [13, *(pytest.param(one, marks=pytest.mark.campaign) for one in (1,))]
)
def test_a_move_that_is_killed_at_any_call_loses_no_note_and_names_both_folders(
    program: Run, old: Path, program_home: Path, tmp_path: Path, step: int
) -> None:
    before = contents(old)
    killed, moved = 0, False
    while not moved:
        new = tmp_path / f"new-{killed}"
        here = (*old.parents[:1], new)
        moved = not move_until(program_home, new, 1 + killed * step, here)
        held, given = contents(old), contents(new)
        assert set(before.items()) <= held.items() | given.items()
        if len(list_files(program)) < 2 or (given and any(TRASH not in name for name in held)):
            assert str(old) in program("list").err + program("doctor").out
        move(program_home, new)
        assert contents(new) == before
        back = program("config", "unset", "notebook", "--yes")
        assert back.code == 0, back.err
        assert contents(old) == before
        killed += 1
    assert killed > 3
