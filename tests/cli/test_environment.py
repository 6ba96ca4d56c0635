"""Whatever the environment holds, a command ends as the docs say, and never by a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess
from typing import Final

import pytest

from fork_server import fork_server
from running import Run

DOCUMENTED: Final = frozenset({0, 2, 3, 4, 5, 6, 7})
LONG: Final = "x" * 5_000
NINES: Final = "9" * 5_000
SIZES: Final = (NINES, "9" * 9, "-1", f"-{NINES}", "0", "", " ", "wide", "8e1", "²", "٨٠")
# None of these can lead out of the folder of a test.
PLACES: Final = (".", "gone", "/dev/null", "/dev/null/away", "~", "~/x", "~nobody-here/x", LONG)
ZONES: Final = (
    *("XXX-25", "XXX+25", "XXX-24:59:59", "XXX-999", "", ":", "/etc/passwd", "../../etc", LONG),
    *("Europe/Berlin", "CET-1CEST,M13.9.9,M0.0.0", "<>-1", "\udcff"),
)
WORDS: Final = ("", "../../etc/passwd", LONG, "%s%n", "\udcff", "\x1b[2J", "tr_TR.UTF-8", "1")
HOSTILE: Final = {
    "COLUMNS": SIZES,
    "LINES": SIZES,
    "TERMINAL_WIDTH": SIZES,
    "TZ": ZONES,
    "TZDIR": WORDS,
    "TERM": ("dumb", "xterm", "unknown", *WORDS),
    "COLORTERM": WORDS,
    "FORCE_COLOR": WORDS,
    "NO_COLOR": WORDS,
    "LANG": WORDS,
    "LC_ALL": WORDS,
    "LANGUAGE": WORDS,
    "PYTHONIOENCODING": ("ascii", "utf-16", "latin-1"),
    "EDITOR": WORDS,
    "VISUAL": WORDS,
    "PATH": ("", ".", "/gone", "\udcff", LONG, ":" * 500),
    "HOME": ("", *PLACES),
    "XDG_CONFIG_HOME": PLACES,
    "PARTNERSHIP_HOME": PLACES,
    "TMPDIR": PLACES,
    "PARTNERSHIP_PLAIN": WORDS,
    "ACCESSIBLE": WORDS,
    "PARTNERSHIP_DEBUG": WORDS,
    "SHELL": WORDS,
    "PAGER": WORDS,
    "PROMPT_TOOLKIT_COLOR_DEPTH": WORDS,
    "PYDANTIC_DISABLE_PLUGINS": WORDS,
}
CALLS: Final = (
    *(["--help"], ["values"], ["list", "--since", "today"], ["reflect"], ["where"], ["journey"]),
    *(["reflect", "--answers", "answers.md"], ["list"], ["show", "last"], ["edit", "last"]),
    *(["export", "last", "-o", "-"], ["doctor"], ["about"], ["config"]),
)
READ_AT_THE_START: Final = (
    *("LANG", "LC_ALL", "LANGUAGE", "PYTHONIOENCODING", "PYDANTIC_DISABLE_PLUGINS"),
    *("TERM", "COLORTERM", "FORCE_COLOR", "NO_COLOR", "TERMINAL_WIDTH"),
)
"""What Python and libraries read when they start; for these the whole start is gone through."""
# In one process, because starting it is what takes long; each is started as a person does.
HARNESS: Final = f"""
import sys
from partnership_cli.__main__ import main
for words in {CALLS!r}:
    sys.argv = ["partnership", *words]
    try:
        main()
    except SystemExit as ended:
        print("\\nENDED", ended.code or 0, *words, flush=True)
"""


def start(folder: Path, environment: dict[str, str]) -> CompletedProcess[bytes]:
    """Call every command in a process that begins with the start of Python."""
    return subprocess.run(
        [sys.executable, "-c", HARNESS],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        cwd=folder,
        env=environment,
    )


def copy(folder: Path, environment: dict[str, str]) -> CompletedProcess[bytes]:
    """Call every command in a process that begins with the program."""
    return fork_server().run((), environment, folder, code=HARNESS)


@pytest.mark.campaign
@pytest.mark.skipif(os.name == "nt", reason="bytes that are no text stand in no environment there")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_variable_ends_no_command_by_a_mistake(name: str, tmp_path: Path) -> None:
    (tmp_path / "answers.md").write_text("## joy\n\nOf cats.\n", encoding="utf-8")
    for number, value in enumerate(HOSTILE[name]):
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path / f"home {number}"),
            "PARTNERSHIP_HOME": str(tmp_path / f"program home {number}"),
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            "EDITOR": "false",
        }
        ended = (start if name in READ_AT_THE_START else copy)(
            tmp_path, environment | {name: value}
        )
        said = (ended.stdout + ended.stderr).decode("utf-8", "replace")
        codes = [line.split()[1:] for line in said.splitlines() if line.startswith("ENDED")]
        assert len(codes) == len(CALLS), (value, said[-600:])
        assert not [one for one in codes if int(one[0]) not in DOCUMENTED], (value, codes, said)
        assert "mistake in the program" not in said
        if name != "PARTNERSHIP_DEBUG":
            assert "Traceback" not in said, (value, said)


@pytest.mark.parametrize("name", ["COLUMNS", "LINES"])
@pytest.mark.parametrize("size", [NINES, "-1", "²", "wide"])
def test_a_size_that_is_none_is_passed_over(name: str, size: str, program: Run) -> None:
    usual = program("journey")
    assert program("journey", **{name: size}) == usual


def test_a_zone_that_cannot_be_is_utc(program: Run) -> None:
    assert program("list", "--since", "today", TZ="XXX-25").code == 0


@pytest.mark.parametrize(
    "setting", ["/opt/my editor/ed", "~/bin/my-editor", "$HOME/bin/my-editor", "no editor --wait"]
)
def test_an_editor_that_cannot_be_started_is_named_as_it_was_set(
    setting: str, program: Run
) -> None:
    program("reflect", "--answers", "-", given="## joy\n\nOf cats.\n")
    ended = program("edit", "last", EDITOR=setting, VISUAL="")
    assert ended.code == 5
    assert ended.err.startswith(f"error: {setting} could not be started")


def test_an_editor_that_failed_is_named_by_its_program(program: Run) -> None:
    program("reflect", "--answers", "-", given="## joy\n\nOf cats.\n")
    ended = program("edit", "last", EDITOR="sh -c 'exit 3'", VISUAL="")
    assert ended.err.startswith("error: sh ended with an error")
