"""Makes partnership.pyz: one file that runs where nothing but Python is installed.

    python .ci/one_file.py partnership.pyz

pydantic-core and PyYAML hold compiled code, one file for each system and each Python. Their names
differ, so that all of them stand side by side in one folder; `shiv` packs that. On a system or a
Python that is not in the lists below the file does not run.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SYSTEMS = {
    "windows": ("win_amd64",),
    "linux": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    "mac": ("macosx_11_0_arm64", "macosx_10_13_universal2"),
    "mac-intel": ("macosx_11_0_x86_64", "macosx_10_13_universal2"),
}
PYTHONS = ("3.11", "3.12", "3.13")


def call(*words: str | Path) -> None:
    """Run a tool of this Python to its end."""
    subprocess.run([sys.executable, "-m", *map(str, words)], check=True, stdin=subprocess.DEVNULL)


def collect(folder: Path, systems: list[str], pythons: list[str]) -> None:
    """Put the program, and what it needs on every system, into one folder."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        call("pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", scratch, ROOT)
        (own,) = scratch.glob("*.whl")
        for system in systems:
            for python in pythons:
                wheels = scratch / f"{system}-{python}"
                call(
                    *("pip", "download", "--quiet", "--retries", "5", "--dest", wheels),
                    *("--only-binary", ":all:", "--implementation", "cp"),
                    *("--python-version", python),
                    *(word for one in SYSTEMS[system] for word in ("--platform", one)),
                    *("-c", ROOT / "constraints.txt", own, "colorama"),
                )
                for wheel in wheels.glob("*.whl"):
                    with zipfile.ZipFile(wheel) as packed:
                        packed.extractall(folder)


def main() -> None:
    """Read the command line, and make the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=Path)
    parser.add_argument("--system", action="append", choices=list(SYSTEMS))
    parser.add_argument("--python", action="append", choices=PYTHONS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        collect(folder, asked.system or list(SYSTEMS), asked.python or list(PYTHONS))
        entry = "partnership_cli.__main__:main"
        call(
            *("shiv", "--site-packages", folder, "--entry-point", entry),
            *("--python", "/usr/bin/env python3", "--reproducible", "--output-file", asked.output),
        )


if __name__ == "__main__":
    main()
