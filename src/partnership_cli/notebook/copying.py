"""A copy of chosen answers, changed in the person's own editor before it is given away.

It stands in `drafts/<session id>/share/<mark>/`, where `<mark>` is made of the words it
was copied from, so that a change which was cut off is found again, and one that no longer fits
the note is not. The note is never touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Final

from partnership_cli.files import read_file, remove_tree, replace_file
from partnership_cli.notebook.lock import holding

SHARE: Final = "share"
_NAME: Final = "answers.md"


class Copies:
    """The copies of one session's answers, in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def is_begun(self, noted: bytes) -> bool:
        """Whether there is a copy of what is noted, with words in it. Raises FileProblemError."""
        return bool((read_file(self._name(noted)) or b"").strip())

    def begin(self, noted: bytes, words: bytes) -> Path:
        """Return the file to edit, made of `words` unless it has words in it already.

        `noted` is what the note says. Raises NotSavedError, FileProblemError.
        """
        path = self._name(noted)
        found = read_file(path)
        if not (found or b"").strip():
            replace_file(path, words, expected=found)
        return path

    def _name(self, noted: bytes) -> Path:
        return self._folder / sha256(noted).hexdigest()[:16] / _NAME

    def forget(self) -> None:
        """Remove every copy, when what they were made for has been made. Raises NotSavedError."""
        remove_tree(self._folder)


@contextmanager
def hold_copies(drafts: Path) -> Iterator[Copies]:
    """Hold a session while copies of its answers are changed. Raises InUseError, NotSavedError."""
    with holding(drafts):
        yield Copies(drafts / SHARE)
