"""What is loaded at the start, seen in `sys.modules` and not by a clock."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from running import Run

HEAVY = ("pydantic", "yaml", "rich", "prompt_toolkit", "platformdirs", "wcwidth", "markdown_it")
LOOK = """
import sys
from partnership_cli.cli import main
sys.argv = ["partnership", *sys.argv[1:]]
try:
    main()
except SystemExit:
    pass
print("\\nLOADED " + " ".join(sorted({name.split(".")[0] for name in sys.modules})))
"""


def loaded(*arguments: str, program_home: str, **environment: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", LOOK, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=program_home,
        env={"PARTNERSHIP_HOME": program_home, "PATH": ""} | environment,
    )
    return set(done.stdout.rpartition("LOADED ")[2].split())


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_nothing_heavy(option: str, tmp_path: object) -> None:
    assert not loaded(option, program_home=str(tmp_path)) & set(HEAVY)


@pytest.mark.parametrize("command", ["values", "questions", "guides", "where", "list"])
def test_a_listing_does_without_rich_and_prompt_toolkit(command: str, tmp_path: object) -> None:
    found = loaded(command, program_home=str(tmp_path))
    assert not found & {"rich", "prompt_toolkit"}


@pytest.mark.parametrize(
    "given",
    [
        *(("where",), ("config",), ("config", "get", "name"), ("help", "keys"), ("values",)),
        *(("about", "--json"), ("questions", "--theme", "emotions"), ("handout", "--all"), ()),
        *(("list", "-n", "5"), ("search", "joy"), ("history", "joy"), ("restore", "last")),
    ],
)
def test_no_command_loads_pydantic_for_its_options_or_the_bundled_framework(
    given: tuple[str, ...], tmp_path: object
) -> None:
    assert "pydantic" not in loaded(*given, program_home=str(tmp_path))


@pytest.mark.parametrize("command", ["values", "questions", "guides", "voices", "about", "where"])
def test_a_listing_of_the_bundled_framework_loads_no_yaml(command: str, tmp_path: object) -> None:
    assert "yaml" not in loaded(command, program_home=str(tmp_path))


def test_what_is_not_shown_as_markdown_loads_no_parser_of_it(tmp_path: object) -> None:
    assert "markdown_it" not in loaded("history", "joy", program_home=str(tmp_path))


def test_a_note_as_this_program_writes_it_is_read_without_yaml(
    tmp_path: Path, program: Run, program_home: Path
) -> None:
    (tmp_path / "answers.md").write_text("## joy\n\nThat we listen.\n", "utf-8")
    assert program("reflect", "--question", "joy", "--answers", "answers.md").code == 0
    for command in (("list", "-n", "5"), ("show", "last"), ("search", "listen")):
        assert "yaml" not in loaded(*command, program_home=str(program_home))


def test_completing_a_command_loads_no_yaml(tmp_path: object) -> None:
    found = loaded(
        program_home=str(tmp_path),
        _PARTNERSHIP_COMPLETE="complete_bash",
        COMP_WORDS="partnership re",
        COMP_CWORD="1",
    )
    assert not found & {"rich", "prompt_toolkit", "yaml"}


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("partnership re", "reflect rename restore resume"),
        ("partnership reflect sharing", "sharing-power"),
        ("partnership reflect --theme emo", "emotions"),
        ("partnership reflect --question jo", "joy"),
    ],
)
def test_the_tab_key_offers_names(program: Run, words: str, offered: str) -> None:
    ended = program(
        _PARTNERSHIP_COMPLETE="complete_bash",
        COMP_WORDS=words,
        COMP_CWORD=str(len(words.split()) - 1),
    )
    assert set(ended.out.split()) == set(offered.split())
