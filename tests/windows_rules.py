"""What Windows refuses, refused here too: an open file is neither removed nor renamed."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from partnership_cli import files

_HERE: Final = files._SYSTEM
_REMOVING: Final = ("unlink", "remove", "rename", "replace", "rmdir")


class WindowsOnPosix(files._Windows):
    """The files of Windows, with the locks of the system on which the test runs."""

    def lock(self, descriptor: int) -> bool:
        return _HERE.lock(descriptor)


class WindowsRules:
    """The rules, and which calls they refused."""

    def __init__(self) -> None:
        self.refused: list[str] = []

    def guard(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Refuse a call on a file that is open in this process, as source or as target."""

        def guarded(*paths: Any, **options: Any) -> Any:
            if any(_is_open(path) for path in paths):
                self.refused.append(f"{name} {Path(paths[0]).name}")
                raise PermissionError(errno.EACCES, "open", str(paths[0]))
            return call(*paths, **options)

        return guarded


def _is_open(path: Any) -> bool:
    if sys.platform == "win32":
        # The system itself refuses.
        return False
    try:
        found = os.lstat(path)
    except (OSError, TypeError):
        return False
    return any(_leads_to(found, int(one.name)) for one in Path("/proc/self/fd").iterdir())


def _leads_to(found: os.stat_result, descriptor: int) -> bool:
    try:
        return os.path.samestat(found, os.fstat(descriptor))
    except OSError:
        return False


@pytest.fixture
def windows_rules(monkeypatch: pytest.MonkeyPatch) -> WindowsRules:
    """Keep files as Windows does."""
    rules = WindowsRules()
    monkeypatch.setattr(files, "_SYSTEM", WindowsOnPosix())
    for name in _REMOVING:
        monkeypatch.setattr(os, name, rules.guard(name, getattr(os, name)))
    return rules
