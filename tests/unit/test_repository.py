"""Facts about the repository as a whole."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from partnership_cli.command_names import COMMANDS, VERSION

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# Written so that this file does not name what it looks for.
REGISTRY = re.compile("py" + r"pi\.o|python" + r"hosted|npm" + r"js\.|deb" + r"\.debian")


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_no_file_names_a_package_registry() -> None:
    found = [
        path
        for path in tracked()
        if path.is_file() and REGISTRY.search(path.read_text("utf-8", "ignore"))
    ]
    assert found == []


@pytest.mark.parametrize("name", ["MIT.txt", "CC-BY-NC-ND-4.0.txt"])
def test_both_licence_texts_are_there(name: str) -> None:
    assert len((ROOT / "LICENSES" / name).read_text("utf-8")) > 1000


def test_the_version_is_the_same_everywhere() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    assert PROJECT["project"]["version"] == VERSION
    assert f"## {VERSION}" in changelog
    assert f"version: {VERSION}" in citation


@pytest.mark.parametrize("name", [row.name for row in COMMANDS])
def test_every_command_is_documented(name: str) -> None:
    assert f"partnership {name}" in README


def test_the_readme_names_no_command_that_is_not_there() -> None:
    named = set(re.findall(r"`partnership ([a-z]+)", README))
    assert named <= {row.name for row in COMMANDS}


def test_ci_takes_its_command_from_the_readme() -> None:
    command = re.findall(r"^    (python3 -m venv .* && \.venv/bin/pytest)$", README, re.MULTILINE)
    assert len(command) == 1


@pytest.mark.parametrize("file", ["constraints.txt", "constraints-lowest.txt"])
def test_every_constraint_is_a_name_and_a_version(file: str) -> None:
    lines = (ROOT / file).read_text("utf-8").splitlines()
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][0-9A-Za-z.]*", line) for line in lines)


def read_version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part != "0")


@pytest.mark.parametrize("dependency", PROJECT["project"]["dependencies"])
def test_the_oldest_version_that_is_allowed_is_one_that_ci_tries(dependency: str) -> None:
    lines = (ROOT / "constraints-lowest.txt").read_text("utf-8").splitlines()
    tried = dict(line.lower().split("==") for line in lines)
    ((name, bound),) = re.findall(r"^([\w-]+)>=([\d.]+)", dependency.lower())
    assert read_version(tried[name]) == read_version(bound)


def test_ci_runs_the_tests_with_the_oldest_versions() -> None:
    steps = (ROOT / ".ci/run").read_text("utf-8")
    assert "constraints-lowest.txt" in steps
    assert "lowest.xml" in steps


@pytest.mark.parametrize("dependency", PROJECT["project"]["dependencies"])
def test_every_dependency_has_a_decision_record(dependency: str) -> None:
    name = re.split(r"[<>=]", dependency)[0].lower()
    records = "".join(
        path.read_text("utf-8") for path in (ROOT / "docs" / "decisions").glob("*.md")
    )
    assert f"`{name}`" in records.lower()
