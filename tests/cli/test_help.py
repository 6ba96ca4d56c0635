"""What `partnership` alone, `--help`, `help` and `--version` say."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from partnership_cli.cli import app
from partnership_cli.command_names import COMMANDS, NAME, READING_FRAMEWORK
from partnership_cli.errors import PartnershipError
from partnership_cli.terminal.slash_commands import SlashCommand
from partnership_cli.views.help_topics import TOPICS
from running import Run

ROOT = Path(__file__).parents[2]
NAMES = [row.name for row in COMMANDS]
PAUSED = """---
partnership: 1
id: 20261123t173105z-k7m2q9
title: Sharing power
status: open
started: 2026-11-23T17:31:05+00:00
framework: westminster-student-partnership
guide: sharing-power
questions: [sharing-power, equity]
partners: [Sam]
---

# Sharing power
"""


def read(*arguments: str, columns: int = 80, **more: str) -> str:
    """Return what the program writes, run in this process, which is quicker."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environ = {"COLUMNS": str(columns), "PATH": path, "PARTNERSHIP_HOME": "/nowhere"}
    ended = CliRunner().invoke(app, arguments, env=environ | more)
    assert (ended.exit_code, ended.stderr) == (0, "")
    return ended.stdout


def sections(out: str) -> list[str]:
    return [line[:-1] for line in out.splitlines() if re.fullmatch(r"[A-Z][a-z ]+:", line)]


def commands_in(out: str) -> list[str]:
    return re.findall(r"(?:^|  )(partnership(?: \S+)*)$", out, re.MULTILINE)


@pytest.mark.parametrize("command", NAMES)
def test_the_commands_that_read_the_framework_are_those_that_take_one(command: str) -> None:
    assert ("\n  --framework FILE  " in read(command, "--help")) == (command in READING_FRAMEWORK)


def test_help_names_every_command_once_under_what_people_want(program: Run) -> None:
    out = program("--help").out
    assert sections(out) == [*dict.fromkeys(row.group for row in COMMANDS), "Options"]
    commands = out.partition("\nOptions:\n")[0]
    assert re.findall(r"^  (\w+)  ", commands, re.MULTILINE) == NAMES


def test_help_is_read_on_two_screens_of_24_rows() -> None:
    # The last row of the second is the prompt of the shell.
    assert len(read("--help").splitlines()) <= 2 * 24 - 1


def test_what_a_command_is_for_begins_in_one_column_in_every_group() -> None:
    commands = read("--help").partition("\nOptions:\n")[0]
    lines = [re.match(r"  \w+ +", line) for line in commands.splitlines()]
    assert len({found.end() for found in lines if found}) == 1


@pytest.mark.parametrize("name", ["", *NAMES])
def test_headings_and_names_are_bold_in_help_and_nothing_else_is(name: str) -> None:
    shown = read(*filter(None, [name]), "--help", FORCE_COLOR="1", TERM="xterm")
    bold = re.findall(r"\x1b\[1m(.*?)\x1b\[0m", shown)
    bare = read(*filter(None, [name]), "--help")
    names = [
        label
        for label in re.findall(r"^  (\S+(?: \S+)*)  ", bare, re.MULTILINE)
        if not label.startswith(NAME)
    ]
    assert "\x1b" not in re.sub(r"\x1b\[1m.*?\x1b\[0m", "", shown)
    assert [one for one in (*sections(bare), *names) if one not in bold] == []


@pytest.mark.parametrize("columns", [80, 40, 30])
def test_help_fits_the_screen(columns: int) -> None:
    assert max(map(len, read("--help", columns=columns).splitlines())) <= columns


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("columns", [80, 40, 30])
def test_the_help_of_a_command_fits_the_screen(name: str, columns: int) -> None:
    wide = [
        line for line in read(name, "--help", columns=columns).splitlines() if len(line) > columns
    ]
    # A command is never broken, so that it can be copied.
    assert not [line for line in wide if not line.strip().startswith("partnership ")]


@pytest.mark.parametrize("name", NAMES)
def test_the_help_of_a_command_has_usage_examples_and_options(name: str) -> None:
    out = read(name, "--help")
    assert out.startswith(f"Usage: partnership {name} [OPTIONS]")
    assert sections(out)[0] == "Examples"
    assert sections(out)[-1] == "Options"


@pytest.mark.parametrize("name", NAMES)
def test_every_example_uses_options_that_its_command_has(name: str) -> None:
    out = read(name, "--help")
    examples = out.partition("Examples:\n")[2].partition("\n\n")[0].splitlines()
    options = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", out.partition("Options:\n")[2]))
    assert examples
    for example in examples:
        first, second, *rest = shlex.split(example)
        assert (first, second) == ("partnership", name)
        before = rest[: rest.index("--")] if "--" in rest else rest
        assert {word for word in before if word.startswith("-")} <= options


@pytest.mark.parametrize("name", NAMES)
def test_help_followed_by_a_command_is_the_help_of_that_command(name: str) -> None:
    assert read("help", name) == read(name, "--help")


def test_help_alone_is_the_help_of_the_program(program: Run) -> None:
    assert program("help").out == program("--help").out


@pytest.mark.parametrize("topic", [topic.name for topic in TOPICS])
@pytest.mark.parametrize("columns", [80, 40, 30])
def test_a_topic_of_help_fits_the_screen(topic: str, columns: int) -> None:
    lines = read("help", topic, columns=columns).splitlines()
    # A command is never broken, so that it can be copied.
    shown = [line for line in lines if not line.strip().startswith("partnership ")]
    assert max(map(len, shown)) <= columns


def test_an_unknown_topic_says_which_there_are(program: Run) -> None:
    ended = program("help", "nothing")
    assert (ended.code, ended.out) == (3, "")
    assert all(topic.name in ended.err for topic in TOPICS)


def test_the_page_on_keys_has_every_typed_command() -> None:
    out = read("help", "keys")
    assert not [f"/{command}" for command in SlashCommand if f"/{command} " not in out]


def test_the_page_on_exit_codes_has_the_code_of_every_error() -> None:
    def leaves(kind: type[PartnershipError]) -> set[int]:
        return {kind.exit_code}.union(*map(leaves, kind.__subclasses__()))

    listed = re.findall(r"^  (\d+(?:, \d+)*)  ", read("help", "exit-codes"), re.MULTILINE)
    assert {str(code) for code in leaves(PartnershipError)} <= set(", ".join(listed).split(", "))


def test_help_in_plain_mode_breaks_no_line_and_sets_nothing_side_by_side(program: Run) -> None:
    lines = program("--plain", "help", "files", COLUMNS="40").out.splitlines()
    said = "notebook: Your reflections: one Markdown file each, in a folder for each year."
    assert said in lines


@pytest.mark.parametrize("asked", [("--help",), ("help",), ("help", "show"), ("show", "--help")])
@pytest.mark.parametrize("off", [{"NO_COLOR": "1"}, {"PARTNERSHIP_PLAIN": "1"}])
def test_help_has_no_escape_byte_where_styles_are_off(
    asked: tuple[str, ...], off: dict[str, str], program: Run
) -> None:
    assert "\x1b" not in program(*asked, FORCE_COLOR="1", TERM="xterm", **off).out


@pytest.mark.parametrize("asked", [("help",), ("help", "show")])
def test_help_on_a_command_is_styled_as_its_own_help_is(
    asked: tuple[str, ...], program: Run
) -> None:
    forced = {"FORCE_COLOR": "1", "TERM": "xterm"}
    assert program(*asked, **forced).out == program(*asked[1:], "--help", **forced).out


def test_version_is_that_of_the_project(program: Run) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ended = program("--version")
    assert (ended.code, ended.out) == (0, f"partnership {project['version']}\n")


def test_alone_it_says_what_it_is_and_how_to_begin(program: Run) -> None:
    ended = program()
    assert (ended.code, ended.err) == (0, "")
    assert "University of Westminster Student Partnership Framework" in ended.out
    assert commands_in(ended.out) == [
        "partnership reflect",
        "partnership handout",
        "partnership questions",
        "partnership --help",
    ]


def test_alone_it_says_first_that_something_is_paused_and_nothing_of_what(
    program: Run, program_home: Path
) -> None:
    note = program_home / "notebook" / "2026" / "2026-11-23-1731-k7m2q9.md"
    note.parent.mkdir(parents=True)
    note.write_text(PAUSED, encoding="utf-8")
    out = program().out
    assert commands_in(out)[0] == "partnership resume"
    assert not [word for word in ("Sharing", "Sam", "November", "2026", "k7m") if word in out]


def test_alone_it_leaves_nothing_behind(program: Run, program_home: Path) -> None:
    program()
    assert not program_home.exists()


def test_a_printed_command_works_where_the_program_is_not_on_path(program: Run) -> None:
    bare = {"PATH": "/usr/bin:/bin"}
    found = re.search(r"Everything else\s+(\S.*)", program(**bare).out)
    assert found
    assert found[1] != "partnership --help"
    ended = subprocess.run(shlex.split(found[1]), env=bare, capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.startswith(b"Reflect on working in partnership")
