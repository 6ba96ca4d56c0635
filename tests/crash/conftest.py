"""Windows has no pseudo-terminal of the kind that these tests type into."""

from __future__ import annotations

import sys

from running import program, program_home, program_process

__all__ = ["program", "program_home", "program_process"]

if sys.platform == "win32":
    collect_ignore_glob = ["test_kill.py", "test_ends.py", "test_letting_go_strace.py"]
