"""Odd umasks, and links, pipes and folders where a file is expected: nothing else is touched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fork_server import CALL, fork_server
from running import Ended, Run

GIVEN = "## joy\n\nSome joy.\n"
BEFORE = "not to be touched"


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Path]:
    """A folder beside the home, with one file; it is to be the same afterwards."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "file").write_text(BEFORE)
    yield folder
    assert [path.name for path in folder.iterdir()] == ["file"]
    assert (folder / "file").read_text() == BEFORE


@pytest.fixture
def note(program: Run) -> Path:
    return Path(program("reflect", "--answers", "-", given=GIVEN).out.strip())


def link_to_file(path: Path, outside: Path) -> None:
    path.symlink_to(outside / "file")


def link_to_folder(path: Path, outside: Path) -> None:
    path.symlink_to(outside)


def link_to_nothing(path: Path, outside: Path) -> None:
    path.symlink_to(outside / "nothing")


def pipe(path: Path, _outside: Path) -> None:
    os.mkfifo(path)


def folder(path: Path, _outside: Path) -> None:
    path.mkdir()


ODD = (link_to_file, link_to_folder, link_to_nothing, pipe, folder)
Make = Callable[[Path, Path], None]


def modes(home: Path) -> set[tuple[str, str]]:
    return {
        ("folder" if path.is_dir() else "file", f"{path.stat().st_mode & 0o777:04o}")
        for path in (home, *home.rglob("*"))
    }


@pytest.mark.parametrize("umask", ["000", "022", "077"])
def test_folders_are_0700_and_files_0600_under_every_umask(
    umask: str, program_home: Path, tmp_path: Path
) -> None:
    environ = {
        "PATH": os.environ["PATH"],
        "PARTNERSHIP_HOME": str(program_home),
        "HOME": str(tmp_path),
        "EDITOR": "sed -i s/Some/Much/",
    }
    under_it = f"import os; os.umask(0o{umask}); {CALL}"
    for command in (
        "reflect --answers -",
        "export last -o out.md",
        "config set interface plain",
        "edit last",
        "delete last",
    ):
        given = GIVEN.encode()
        fork_server().run(
            command.split(), environ, tmp_path, given, code=under_it
        ).check_returncode()
    assert modes(program_home) == {("folder", "0700"), ("file", "0600")}
    assert (tmp_path / "out.md").stat().st_mode & 0o777 == 0o600


def ended_well(done: Ended) -> bool:
    return done.code != 1 and "Traceback" not in done.err and "a mistake in" not in done.err


@pytest.mark.campaign
@pytest.mark.parametrize("make", ODD)
@pytest.mark.parametrize(
    "command", ["show last", "list", "edit last", "search joy", "export last -o -", "doctor"]
)
def test_something_odd_in_the_place_of_a_note_is_not_followed(
    program: Run, note: Path, outside: Path, make: Make, command: str
) -> None:
    program("reflect", "--answers", "-", given="## equity\n\nA newer one.\n")
    note.unlink()
    make(note, outside)
    assert ended_well(program(*command.split(), EDITOR="true"))


@pytest.mark.parametrize("make", ODD)
@pytest.mark.parametrize("what", ["notebook", "notebook/2026", "drafts", "config.toml"])
def test_something_odd_in_the_place_of_a_folder_or_the_settings_is_no_mistake(
    program: Run, program_home: Path, tmp_path: Path, make: Make, what: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "file").write_text(BEFORE)
    path = program_home / what
    path.parent.mkdir(parents=True)
    make(path, elsewhere)
    done = program("reflect", "--answers", "-", given=GIVEN)
    assert ended_well(done)
    assert (elsewhere / "file").read_text() == BEFORE
    if done.code == 0:
        assert "Some joy." in program("show", "last").out


@pytest.mark.parametrize("make", ODD)
def test_an_export_replaces_nothing_odd(
    program: Run, note: Path, outside: Path, make: Make
) -> None:
    assert note.exists()
    target = note.parents[3] / "target.md"
    make(target, outside)
    done = program("export", "last", "-o", str(target))
    assert ended_well(done)
    if make in {folder, link_to_folder}:
        # A folder is asked for by its name; what is put into it has a name of its own.
        for path in (*outside.glob("*.md"), *target.glob("*.md")):
            path.unlink(missing_ok=True)
    else:
        assert done.code in {2, 5}


@pytest.mark.parametrize("make", ODD)
@pytest.mark.parametrize("name", ["equity.md", "lock"])
def test_something_odd_in_the_place_of_a_draft_or_a_lock_is_not_followed(
    program: Run, note: Path, outside: Path, program_home: Path, make: Make, name: str
) -> None:
    both = ("--question", "joy", "--question", "equity")
    program("reflect", *both, "--answers", "-", given=GIVEN)
    session = max(path for path in note.parent.iterdir() if path != note)
    session_id = next(
        line[4:] for line in session.read_text().splitlines() if line.startswith("id: ")
    )
    drafts = program_home / "drafts" / session_id
    shutil.rmtree(drafts, ignore_errors=True)
    drafts.mkdir(parents=True)
    make(drafts / name, outside)
    done = program("resume", session.stem[-6:], "--answers", "-", given="## equity\n\nFair.\n")
    assert ended_well(done)
    assert done.code in {0, 2, 5}


@pytest.mark.parametrize(
    "name", ["CON", "nul.md", "../../x", "x" * 300, "cafe\u0301", "caf\u00e9", "a\nb", "-", "~"]
)
def test_odd_names_of_partners_answers_and_exports_are_no_mistake(
    program: Run, tmp_path: Path, name: str
) -> None:
    for command in (
        ("reflect", "--partner", name, "--answers", "-"),
        ("reflect", "--answers", f"./{name}"),
        ("show", name),
        ("export", "last", "-o", f"./{name}"),
    ):
        assert ended_well(program(*command, given=GIVEN)), command
    inside = {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*")}
    assert inside <= {"program home", name, f"{name}.md", ".cache"}
