"""Fails when a test was skipped, or when none was run."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree as ET


def find_skipped(report: Path) -> tuple[int, list[str]]:
    """Return how many tests a JUnit report holds, and the names of those that were skipped."""
    cases = list(ET.parse(report).iter("testcase"))  # noqa: S314 - pytest wrote it just now
    skipped = [case.get("name", "?") for case in cases if case.find("skipped") is not None]
    return len(cases), skipped


def main() -> int:
    """Look through the reports that are named on the command line."""
    found = [find_skipped(Path(name)) for name in sys.argv[1:]]
    skipped = [name for _, names in found for name in names]
    for name in skipped:
        print(f"skipped: {name}")
    if not found or any(count == 0 for count, _ in found):
        print("a report holds no test")
        return 1
    return 1 if skipped else 0


if __name__ == "__main__":
    sys.exit(main())
