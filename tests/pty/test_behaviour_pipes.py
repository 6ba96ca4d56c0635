"""Without a terminal nothing is asked; answers come from a file."""

from __future__ import annotations

import json
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from reflecting import GUIDE, Home

from fork_server import fork_server

FIRST = "First line.\n\n\n# A heading\n### Another\n## not an answer\n```\n---\n```\n\ttab, end "
ANSWERS = (
    "\ufeff## sharing-power\n\n" + FIRST.replace("## not", "\\## not") + "\n\n\n"
    "## How is equity considered in my partnerships?\nSecond: é, e\u0301, 権力.\n\n"
).replace("\n", "\r\n")
SECOND = "Second: é, e\u0301, 権力."


def run_piped(home: Home, *arguments: str, given: str = "") -> CompletedProcess[bytes]:
    return fork_server().run(arguments, home.environment(), home.folder, given.encode())


@pytest.mark.parametrize("arguments", [[], [GUIDE], [GUIDE, "--plain"], ["--all", "--rich"]])
def test_20_a_pipe_without_answers_exits_4_and_creates_nothing(
    arguments: list[str], home: Home
) -> None:
    done = run_piped(home, "reflect", *arguments, given="Some words.\n")
    assert done.returncode == 4
    assert done.stdout == b""
    said = done.stderr.decode().strip().splitlines()
    assert len(said) == 3
    assert "--answers" in done.stderr.decode()
    assert home.files() == []


def test_21_answers_from_a_pipe_are_exact(home: Home) -> None:
    done = run_piped(home, "reflect", "--answers", "-", given=ANSWERS)
    assert done.returncode == 0, done.stderr
    assert home.answers() == {"sharing-power": FIRST, "equity": SECOND}
    (path,) = (home.kept / "notebook").rglob("*.md")
    assert done.stdout.decode() == f"{path}\n"
    assert home.drafts() == {}


def test_21_answers_as_json_are_exact_to_their_ends(home: Home, tmp_path: Path) -> None:
    texts = {"equity": f"\n\n{FIRST}\n\n", "joy": "## No answer\n<!-- answer: equity -->"}
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(texts))
    done = run_piped(home, "reflect", "--answers", str(file))
    assert done.returncode == 0, done.stderr
    assert home.answers() == texts
