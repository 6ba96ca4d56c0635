"""What to type to start the program, on this computer."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnership_cli.program import name_program, spell_commands
from systems import ON_WINDOWS, needs_links


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
