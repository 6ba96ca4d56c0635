"""The unit and property tests on Windows, all in one process."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from windows.windows_python import ROOT, WindowsPython, name_on_windows

pytestmark = [pytest.mark.campaign, pytest.mark.timeout(600)]

NOT_ASKED: Final[Mapping[str, str]] = {
    "unit/test_architecture.py": "it asks of our own files, which are the same on every system",
    "unit/test_one_door.py": "the same",
    "unit/test_practice_sharing.py": "the same",
    "unit/test_repository.py": "the same",
    "unit/test_handouts_in_docs.py": "the same",
    "property/test_hostile_text.py": "it measures the time of one processor, which Wine spends too",
}
"""Files of tests that do not run on Windows, and why; single tests say so beside them."""
AT_LEAST: Final = 3000
"""Tests that pass; fewer have lost their way there."""


def run_tests(
    python: WindowsPython, installed: Path, report: Path
) -> subprocess.CompletedProcess[bytes]:
    tests = [ROOT / "tests", ROOT / "tests/pty"]
    environ = python.environ(
        PYTHONPATH=";".join(map(name_on_windows, [installed, *tests])),
        WINEPATH=name_on_windows(python.executable.parent),
    )
    return subprocess.run(
        python.command(
            *("-m", "pytest", "-p", "no:cacheprovider", "-q", "--tb=short", "--timeout=120"),
            *("-o", "addopts=--strict-markers --import-mode=importlib", "-m", "not campaign"),
            f"--junitxml={name_on_windows(report)}",
            *(f"--ignore=tests/{name}" for name in NOT_ASKED),
            *("tests/unit", "tests/property"),
        ),
        cwd=ROOT,
        env=environ,
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=580,
    )


def test_the_unit_and_property_tests_pass_on_windows(
    windows_python: WindowsPython, installed: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.xml"
    done = run_tests(windows_python, installed, report)
    assert done.returncode == 0, done.stdout.decode(errors="replace")[-4000:]
    cases = list(ET.parse(report).iter("testcase"))  # noqa: S314 - pytest wrote it just now
    skipped = [one for case in cases for one in case.findall("skipped")]
    assert len(cases) - len(skipped) >= AT_LEAST
    assert all(one.get("message") for one in skipped)


@pytest.mark.parametrize("name", NOT_ASKED)
def test_what_is_left_out_is_there(name: str) -> None:
    assert (ROOT / "tests" / name).is_file()
