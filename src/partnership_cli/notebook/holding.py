"""Holding one session: its lock, taken by every command that changes its note."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from partnership_cli.errors import NotSavedError
from partnership_cli.files import Lock, read_file, remove_folder, write_new

LOCK: Final = "lock"


@contextmanager
def holding(folder: Path) -> Iterator[None]:
    """Hold the session whose drafts are in `folder`. Raises InUseError, NotSavedError."""
    lock = Lock(folder / LOCK)
    lock.acquire()
    try:
        yield
    finally:
        let_go(lock, folder)


def let_go(lock: Lock, folder: Path) -> None:
    """Give the lock back, and remove its folder when nothing else is in it."""
    empty = {path.name for path in folder.iterdir()} <= {LOCK}
    lock.release(remove=empty)
    if empty:
        remove_folder(folder)


def write_beside(path: Path, word: str, data: bytes) -> Path:
    """Write `data` under the first free name `...-word.md`, `...-word-2.md`.

    Raises NotSavedError, FileProblemError.
    """
    mark = "." if word == "other" else "-"
    for number in range(1, 1000):
        tail = word if number == 1 else f"{word}-{number}"
        beside = path.with_name(f"{path.stem}{mark}{tail}.md")
        if read_file(beside) is None:
            write_new(beside, data)
            return beside
    raise NotSavedError(f"{path} has too many copies beside it", "Move some of them elsewhere.")
