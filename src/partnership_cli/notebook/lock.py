"""The lock of one session, taken by every command that changes its note."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from partnership_cli.errors import ConflictError, FileProblemError, NotSavedError
from partnership_cli.files import (
    CONFLICT,
    MOST_COPIES,
    Lock,
    list_folder,
    name_copy,
    read_file,
    remove_folder,
    replace_file,
)

LOCK: Final = "lock"


@contextmanager
def session_lock(folder: Path) -> Iterator[None]:
    """Hold the session whose drafts are in `folder`. Raises InUseError, NotSavedError."""
    lock = Lock(folder / LOCK)
    lock.acquire()
    try:
        yield
    finally:
        release_lock(lock, folder)


def release_lock(lock: Lock, folder: Path) -> None:
    """Give the lock back, and remove its folder when nothing else is known to be in it."""
    try:
        empty = {path.name for path in list_folder(folder) or ()} <= {LOCK}
    except FileProblemError:
        empty = False
    lock.release(remove=empty)
    if empty:
        remove_folder(folder)


def write_copy_beside(path: Path, data: bytes, word: str = CONFLICT) -> Path:
    """Write `data` under the first free name that `name_copy` makes of a word.

    Raises NotSavedError, FileProblemError.
    """
    for number in range(1, MOST_COPIES):
        beside = name_copy(path, word, number)
        # Whoever takes the name meanwhile has it.
        with suppress(ConflictError):
            if read_file(beside) is None:
                replace_file(beside, data, expected=None)
                return beside
    raise NotSavedError(f"{path} has too many copies beside it", "Move some of them elsewhere.")
