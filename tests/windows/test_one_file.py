"""One file for a whole scheme: it runs with Python alone, on Linux and on Windows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from windows.windows_python import ROOT, WindowsPython, name_on_windows

pytestmark = [pytest.mark.campaign, pytest.mark.timeout(600)]


def test_one_file_asks_the_same_questions_on_both_systems(
    windows_python: WindowsPython, tmp_path: Path
) -> None:
    file = tmp_path / "partnership.pyz"
    for_both = ("--system", "linux", "--system", "windows", "--python", "3.11")
    make = [sys.executable, str(ROOT / ".ci/one_file.py"), str(file), *for_both]
    subprocess.run(make, check=True, capture_output=True, timeout=300)
    words = ("questions", "--json")
    homes = {"HOME": str(tmp_path), "SHIV_ROOT": str(tmp_path / "shiv")}
    # -S: nothing that is installed beside Python is seen.
    python = getattr(sys, "_base_executable", sys.executable)
    here = subprocess.run(
        [python, "-I", "-S", str(file), *words],
        check=True,
        capture_output=True,
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", **homes},
    )
    there = windows_python.run(
        *("-I", name_on_windows(file), *words),
        environ=windows_python.environ(SHIV_ROOT=name_on_windows(tmp_path / "shiv-there")),
    )
    assert there.returncode == 0, there.stderr
    assert there.stdout.replace(b"\r\n", b"\n") == here.stdout
    assert len(here.stdout) > 1000
