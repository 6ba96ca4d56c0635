"""A copy of chosen answers, changed in the person's own editor before it is given away.

It stands in `drafts/<session id>/share/<mark>/`, where `<mark>` is made of the words it was
copied from, so that a change which was cut off is found again. The note is never touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Final

from partnership_cli.files import read_file, remove_tree, write_new
from partnership_cli.notebook.holding import holding

SHARE: Final = "share"
_NAME: Final = "answers.md"


class Copies:
    """The copies of one session's answers, in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, original: bytes) -> tuple[Path, bool]:
        """Return the file to edit, and whether it holds a change that was begun before.

        Raises NotSavedError, FileProblemError.
        """
        path = self._folder / sha256(original).hexdigest()[:16] / _NAME
        found = read_file(path)
        if found is None:
            write_new(path, original)
        return path, found is not None and found != original

    def forget(self) -> None:
        """Remove every copy, when what they were made for has been made. Raises NotSavedError."""
        remove_tree(self._folder)


@contextmanager
def hold_copies(drafts: Path) -> Iterator[Copies]:
    """Hold a session while copies of its answers are changed. Raises InUseError, NotSavedError."""
    with holding(drafts):
        yield Copies(drafts / SHARE)
