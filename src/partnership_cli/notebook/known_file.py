"""A file that this program writes and others may change, with its last known bytes."""

from __future__ import annotations

from pathlib import Path

from partnership_cli.errors import ConflictError
from partnership_cli.files import CONFLICT, read_file, replace_file


class KnownFile:
    """One file with the bytes that were last read from it or written to it.

    After a write that failed, or was stopped, the file may hold either what it held or what
    was to be written; neither is then taken for the work of another program.
    """

    def __init__(self, path: Path, known: bytes | None = None, copy: str = CONFLICT) -> None:
        self.path = path
        self.known = known
        self._copy = copy
        self._tried: bytes | None = None

    def read(self) -> bytes | None:
        """Return what is in the file, which is known from then on. Raises FileProblemError."""
        self.known, self._tried = read_file(self.path), None
        return self.known

    def find_change(self) -> bytes | None:
        """Return what another program has put there, or None. Raises FileProblemError."""
        found = read_file(self.path)
        return None if found in {self.known, self._tried} else found

    def replace(self, data: bytes) -> None:
        """Write the file durably. Raises ConflictError, NotSavedError, FileProblemError.

        What was written before and may not have reached the disk is written once more.
        """
        doubtful = self._tried is not None
        if doubtful and read_file(self.path) == self._tried:
            self.known = self._tried
        self._tried = data
        try:
            replace_file(self.path, data, expected=self.known, copy=self._copy, rewrite=doubtful)
        except ConflictError:
            self._tried = None
            raise
        self.known, self._tried = data, None
