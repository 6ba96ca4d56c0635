"""Folders outside the notebook for words that cannot be saved in it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def list_refuges(drafts: Path) -> tuple[Path, ...]:
    """Return the folders that may hold the words of a session, whose drafts are in `drafts`.

    In a folder for temporary files, in the home folder, in the folder the program was started
    in. None of them has to be there.
    """
    name = f"partnership-{drafts.name}"
    return tuple(dict.fromkeys(folder / name for folder in _list_folders()))


def _list_folders() -> Iterator[Path]:
    for variable in ("TMPDIR", "TEMP", "TMP"):
        if named := os.environ.get(variable):
            yield Path(named)
    # Where no folder takes a file, this raises what a full disk raises.
    with suppress(OSError):
        yield Path(tempfile.gettempdir())
    if os.name == "posix":
        yield from (Path("/tmp"), Path("/var/tmp"))  # noqa: S108  # a folder of our own is made in it
    with suppress(OSError, RuntimeError):
        yield Path.home()
    with suppress(OSError):
        yield Path.cwd()
