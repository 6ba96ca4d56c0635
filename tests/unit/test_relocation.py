"""What moves to another folder is removed from the first only where the second holds it."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnership_cli.errors import InUseError
from partnership_cli.files import Lock
from partnership_cli.notebook.relocation import copy_notes, hold_sessions, remove_copied

NAME = "2026/2026-11-23-1731-k7m2q9.md"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    folder = tmp_path / "old"
    (folder / NAME).parent.mkdir(parents=True)
    (folder / NAME).write_bytes(b"What I wrote.")
    return folder


@pytest.mark.parametrize("changed", ["old", "new"])
def test_a_note_that_changed_after_it_was_copied_stays(old: Path, changed: str) -> None:
    new = old.with_name("new")
    copies = copy_notes(old, new)
    (old.with_name(changed) / NAME).write_bytes(b"What I wrote later.")
    assert remove_copied(copies, old) == (old / NAME,)
    assert (old / NAME).exists()


def test_a_note_whose_copy_is_gone_stays(old: Path) -> None:
    new = old.with_name("new")
    copies = copy_notes(old, new)
    (new / NAME).unlink()
    assert remove_copied(copies, old) == (old / NAME,)


def test_the_folders_of_notes_that_moved_go_with_them(old: Path) -> None:
    assert remove_copied(copy_notes(old, old.with_name("new")), old) == ()
    assert not old.exists()


def test_a_session_that_is_open_in_another_window_is_not_moved(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "20261123t173105z-k7m2q9" / "lock")
    lock.acquire()
    with pytest.raises(InUseError), hold_sessions(tmp_path):
        pass
    lock.release(remove=True)
