"""The crash tests type into the same terminals as the tests in a pseudo-terminal."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "pty"))

if sys.platform == "win32":
    collect_ignore_glob = ["test_kill.py", "test_ends.py"]
