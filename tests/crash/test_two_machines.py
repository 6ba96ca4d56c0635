"""One notebook on two machines, merged by git without a conflict."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from running import Run

Git = Callable[..., str]
SETTINGS = (
    *("-c", "init.defaultBranch=main"),
    *("-c", "user.name=A Person"),
    *("-c", "user.email=person@example.org"),
)
BOTH = "## joy\n\nJoy.\n\n## equity\n\nEquity.\n"


@pytest.fixture
def git(tmp_path: Path) -> Git:
    assert shutil.which("git"), "git is needed; .ci/run installs it"

    def run(folder: Path, *arguments: str) -> str:
        return subprocess.run(
            ["git", *SETTINGS, *arguments],
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(tmp_path),
                "GIT_CONFIG_NOSYSTEM": "1",
            },
        ).stdout

    return run


@pytest.fixture
def machines(program: Run, git: Git, tmp_path: Path) -> tuple[Path, Path]:
    """Two homes whose notebooks are clones; the first note is on both."""
    one, two = tmp_path / "one", tmp_path / "two"
    program("reflect", "--answers", "-", given=BOTH, PARTNERSHIP_HOME=str(one))
    git(tmp_path, "init", "-q", "--bare", "between")
    notebook = one / "notebook"
    git(notebook, "init", "-q")
    git(notebook, "remote", "add", "origin", str(tmp_path / "between"))
    commit(git, notebook)
    git(notebook, "push", "-q", "-u", "origin", "main")
    two.mkdir()
    git(two, "clone", "-q", str(tmp_path / "between"), "notebook")
    return one, two


def commit(git: Git, notebook: Path) -> None:
    git(notebook, "add", "-A")
    git(notebook, "commit", "-q", "-m", "Notes")


def exchange(git: Git, *homes: Path) -> None:
    for home in (*homes, *homes):
        git(home / "notebook", "pull", "-q", "--no-rebase", "--no-edit")
        git(home / "notebook", "push", "-q")


def write(program: Run, home: Path, editor: str) -> None:
    assert program("edit", "last", EDITOR=editor, PARTNERSHIP_HOME=str(home)).code == 0


def answers(program: Run, home: Path) -> dict[str, str]:
    shown = json.loads(program("show", "last", "--json", PARTNERSHIP_HOME=str(home)).out)
    return {answer["question"]: answer["answer"] for answer in shown["answers"]}


@pytest.mark.parametrize("first", [0, 1])
def test_different_notes_of_two_machines_are_both_kept(
    program: Run, git: Git, machines: tuple[Path, Path], first: int
) -> None:
    for home, words in zip(machines, ("From one.", "From two."), strict=True):
        given = f"## collective-dreams\n\n{words}\n"
        program("reflect", "--answers", "-", given=given, PARTNERSHIP_HOME=str(home))
        commit(git, home / "notebook")
    exchange(git, machines[first], machines[1 - first])
    for home in machines:
        listed = json.loads(program("list", "--json", PARTNERSHIP_HOME=str(home)).out)
        assert len(listed) == 3


@pytest.mark.parametrize("first", [0, 1])
def test_different_answers_of_one_note_are_both_kept(
    program: Run, git: Git, machines: tuple[Path, Path], first: int
) -> None:
    for home, editor in zip(
        machines, ("sed -i s/^Joy.$/Delight./", "sed -i s/^Equity.$/Fairness./"), strict=True
    ):
        write(program, home, editor)
        commit(git, home / "notebook")
    exchange(git, machines[first], machines[1 - first])
    for home in machines:
        assert answers(program, home) == {"joy": "Delight.", "equity": "Fairness."}


def test_a_merge_that_git_could_not_make_is_named_and_loses_nothing(
    program: Run, git: Git, machines: tuple[Path, Path]
) -> None:
    for home, word in zip(machines, ("Delight", "Gladness"), strict=True):
        write(program, home, f"sed -i s/^Joy.$/{word}./")
        commit(git, home / "notebook")
    one, two = machines
    git(one / "notebook", "push", "-q")
    with pytest.raises(subprocess.CalledProcessError):
        git(two / "notebook", "pull", "-q", "--no-rebase", "--no-edit")
    shown = program("show", "last", PARTNERSHIP_HOME=str(two)).out
    assert "Delight." in shown
    assert "Gladness." in shown
