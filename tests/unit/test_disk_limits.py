"""Of a disk that does less than others, a person hears before they write, and from `doctor`."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from fakes import START
from partnership_cli.files import Limit, find_limits
from partnership_cli.notebook.health import examine
from partnership_cli.notebook.notebook import Notebook
from partnership_cli.notebook.session_store import SessionStore
from partnership_cli.reflection.session import Session
from partnership_cli.terminal.console import Console
from partnership_cli.views.session import show_limits

if sys.platform == "win32":
    pytest.skip("Windows has no fcntl, no modes, no sync of folders", allow_module_level=True)

import fcntl

SESSION = Session(id="20261123t173105z-k7m2q9", title="T", started=START, framework="f")


def refuse(*_arguments: Any, **_named: Any) -> Any:
    raise OSError(errno.ENOSYS, "not here")


def keep_wide(patch: pytest.MonkeyPatch) -> None:
    """Let a disk ignore modes, as vfat does: every file can be opened by all."""
    real = os.open

    def open_wide(path: Any, flags: int, _mode: int = 0o777, **named: Any) -> int:
        descriptor = real(path, flags, 0o666, **named)
        os.fchmod(descriptor, 0o666) if flags & os.O_CREAT else None
        return descriptor

    patch.setattr(os, "open", open_wide)


LACKS: dict[Limit, Callable[[pytest.MonkeyPatch], None]] = {
    Limit.NO_LOCKS: lambda patch: patch.setattr(fcntl, "flock", refuse),
    Limit.NO_SYNC: lambda patch: patch.setattr(os, "fsync", refuse),
    Limit.NO_MODES: keep_wide,
}


@pytest.mark.parametrize("limit", LACKS, ids=lambda limit: limit.name)
def test_a_session_that_begins_knows_what_the_disk_does_not_do(
    limit: Limit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    LACKS[limit](monkeypatch)
    keeper = SessionStore(SESSION, tmp_path / "2026" / "note.md", tmp_path / SESSION.id)
    keeper.open()
    assert keeper.limits == {limit}
    keeper.close()


@pytest.mark.parametrize("limit", LACKS, ids=lambda limit: limit.name)
def test_it_is_said_in_a_paragraph_before_anything_is_written(limit: Limit) -> None:
    console = Console(out := StringIO(), StringIO(), plain=True, styled=False, width=0)
    show_limits(console, {limit})
    assert out.getvalue().startswith("The disk under your notes ")
    assert out.getvalue().count("\n\n") == 1


def test_of_an_ordinary_disk_nothing_is_said() -> None:
    console = Console(out := StringIO(), StringIO(), plain=True, styled=False, width=0)
    show_limits(console, frozenset())
    assert out.getvalue() == ""


@pytest.mark.parametrize("limit", [Limit.NO_LOCKS, Limit.NO_SYNC], ids=lambda limit: limit.name)
def test_doctor_names_it_with_what_to_do(
    limit: Limit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = Notebook(tmp_path / "notebook", tmp_path / "drafts")
    notebook.folder.mkdir(mode=0o700)
    trash = Notebook(tmp_path / "trash", tmp_path / "drafts")
    before = {one.problem.what for one in examine(notebook, trash)}
    LACKS[limit](monkeypatch)
    assert find_limits(notebook.folder) == {limit}
    (new,) = [one.problem for one in examine(notebook, trash) if one.problem.what not in before]
    assert "disk" in new.what
    assert new.do
