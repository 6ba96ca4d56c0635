"""What to type to start the program, on this computer."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership_cli.command_names import (
    name_packing,
    name_program,
    name_shortcut,
    spell_arguments,
    spell_commands,
)
from systems import ON_WINDOWS, leave_out_on_windows, needs_links


def put_script(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    script = folder / f"partnership{'.exe' if ON_WINDOWS else ''}"
    script.write_text("#!/bin/sh\n", encoding="utf-8")
    script.chmod(0o755)
    return script


def test_it_is_called_by_its_name_where_path_finds_it(tmp_path: Path) -> None:
    script = put_script(tmp_path / "bin")
    python = str(tmp_path / "bin" / "python")
    assert name_program(str(script), python, {"PATH": str(script.parent)}) == "partnership"


@needs_links
def test_a_link_on_path_to_this_program_is_enough(tmp_path: Path) -> None:
    script = put_script(tmp_path / "venv")
    link = tmp_path / "bin" / "partnership"
    link.parent.mkdir()
    link.symlink_to(script)
    python = str(tmp_path / "venv" / "python")
    assert name_program("__main__.py", python, {"PATH": str(link.parent)}) == "partnership"


def test_it_is_called_by_its_path_where_path_does_not_find_it(tmp_path: Path) -> None:
    script = put_script(tmp_path / "bin")
    assert name_program(str(script), "/usr/bin/python3", {"PATH": "/nowhere"}) == str(script)


def test_another_program_of_that_name_on_path_is_not_this_one(tmp_path: Path) -> None:
    own, other = put_script(tmp_path / "own"), put_script(tmp_path / "other")
    assert name_program(str(own), "/usr/bin/python3", {"PATH": str(other.parent)}) == str(own)


def test_a_path_with_a_space_is_quoted(tmp_path: Path) -> None:
    script = put_script(tmp_path / "my programs")
    assert name_program(str(script), "/usr/bin/python3", {"PATH": ""}) == (
        f'& "{script}"' if ON_WINDOWS else f"'{script}'"
    )


def test_started_as_a_module_it_is_called_by_the_script_beside_python(tmp_path: Path) -> None:
    script = put_script(tmp_path / "bin")
    python = str(tmp_path / "bin" / "python")
    assert name_program("/x/__main__.py", python, {"PATH": ""}) == str(script)


def test_without_a_script_it_is_started_as_a_module(tmp_path: Path) -> None:
    python = str(tmp_path / "python")
    assert name_program("__main__.py", python, {"PATH": ""}) == f"{python} -m partnership_cli"


@pytest.mark.parametrize("name", ["partnership.pyz", "./partnership.pyz", "my files/ours.pyz"])
def test_one_file_is_called_with_the_python_that_runs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    put_script(tmp_path / "bin")
    monkeypatch.chdir(tmp_path)
    python, file = str(tmp_path / "python"), str((tmp_path / name).absolute())
    quoted = f'"{file}"' if ON_WINDOWS else f"'{file}'"
    called = name_program(name, python, {"PATH": str(tmp_path / "bin")})
    assert called == f"{python} {quoted if ' ' in file else file}"
    assert name_shortcut(called, {"PATH": "/bin", "HOME": "/home/a"}) is None


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("To begin: partnership reflect", "To begin: /p reflect"),
        ("`partnership where` says which", "`/p where` says which"),
        ("partnership --help", "/p --help"),
        ("Working in partnership with Sam", "Working in partnership with Sam"),
        ("the partnership shows itself", "the partnership shows itself"),
        ("/x/partnership list", "/x/partnership list"),
    ],
)
def test_only_commands_are_spelled_out(text: str, spelled: str) -> None:
    assert spell_commands(text, "/p") == spelled


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("To begin: partnership reflect --theme joy", "To begin: partnership_reflect_--theme_joy"),
        ("At partnership reflect, too", "At partnership_reflect, too"),
    ],
)
def test_a_command_is_held_together(text: str, held: str) -> None:
    assert spell_commands(text, "partnership", "_") == held


def test_a_program_that_is_a_word_needs_no_shortcut() -> None:
    assert name_shortcut("partnership", {"PATH": "/bin", "HOME": "/home/a"}) is None
    assert name_shortcut("/usr/bin/python3 -m partnership_cli", {}) is None


@leave_out_on_windows("the command is one for a POSIX shell")
@pytest.mark.parametrize("folder", ["bin", "my own programs"])
@pytest.mark.parametrize("on_path", [True, False])
def test_after_the_shortcut_the_program_is_a_word(
    tmp_path: Path, folder: str, on_path: bool
) -> None:
    script = put_script(tmp_path / folder)
    own = tmp_path / ".local" / "bin"
    path = f"/usr/bin:/bin{f':{own}' if on_path else ''}"
    environ = {"HOME": str(tmp_path), "PATH": path}
    started = name_program(str(script), "/usr/bin/python3", environ)
    command = name_shortcut(started, environ)
    assert command is not None
    subprocess.run(command, shell=True, check=True, env=environ)  # noqa: S602 - a person's shell
    tomorrow = {"PATH": f"{path}:{own}"}
    assert name_program(str(script), "/usr/bin/python3", tomorrow) == "partnership"


@leave_out_on_windows("Wine has no tar")
@pytest.mark.parametrize("folder", ["notebook", "my own notes"])
def test_notes_are_packed_on_one_computer_and_unpacked_on_another(
    tmp_path: Path, folder: str
) -> None:
    here, there = tmp_path / "here" / folder, tmp_path / "there" / folder
    (here / "2026").mkdir(parents=True)
    (here / "2026" / "note.md").write_text("Words.", encoding="utf-8")
    pack, _ = name_packing(here)
    _, unpack = name_packing(there)
    for command in (pack, unpack):
        subprocess.run(command, shell=True, check=True, cwd=tmp_path)  # noqa: S602 - the same
    assert (there / "2026" / "note.md").read_text("utf-8") == "Words."


@leave_out_on_windows("Wine has no tar")
def test_what_is_unpacked_replaces_no_note(tmp_path: Path) -> None:
    note = tmp_path / "notebook" / "note.md"
    note.parent.mkdir()
    note.write_text("Old.", encoding="utf-8")
    pack, unpack = name_packing(note.parent)
    subprocess.run(pack, shell=True, check=True, cwd=tmp_path)  # noqa: S602 - the same
    note.write_text("New.", encoding="utf-8")
    subprocess.run(unpack, shell=True, check=False, cwd=tmp_path, capture_output=True)  # noqa: S602 - the same
    assert note.read_text("utf-8") == "New."


@leave_out_on_windows("a shell of POSIX reads the words")
@given(
    what=st.none() | st.text(min_size=1),
    themes=st.lists(st.text(min_size=1)),
    free=st.booleans(),
)
def test_arguments_are_typed_again_as_they_were_given(
    what: str | None, themes: list[str], free: bool
) -> None:
    spelled = spell_arguments({"": what, "--theme": themes, "--free": free})
    assert shlex.split(spelled) == [
        *([what] if what else []),
        *(part for theme in themes for part in ("--theme", theme)),
        *(["--free"] if free else []),
    ]
