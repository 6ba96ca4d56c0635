"""Copies that a person's own editor opens: of a note, and of answers to be given away.

Each stands in `drafts/<session id>/edit/<mark>/` or `.../share/<mark>/`, where `<mark>`
is made of the bytes it was copied from. A change that was cut off is thus found again, and
it is known whether the note has changed since. Answers are changed without touching the note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Final

from partnership_cli.errors import ConflictError, FileProblemError, NotFoundError
from partnership_cli.files import list_folder, read_file, remove_tree, replace_file, write_new
from partnership_cli.formats.note import parse_note, require_writable
from partnership_cli.notebook.lock import session_lock, write_copy_beside

EDIT: Final = "edit"
AGREEMENTS: Final = "agreements"
LETTERS_BEGUN: Final = "letters"
KEPT: Final = "kept"
"""The folders of pages that are not made yet, and in each of those the folder of its words."""


class NoteEdit:
    """A note that is held while a copy of it is changed.

    `copy` is what the editor opens. `resumed` says that it holds an edit that was cut off
    earlier; `aside` names the copies of such edits that no longer fit the note.
    """

    def __init__(self, path: Path, data: bytes, folder: Path) -> None:
        self.path = path
        self._data = data
        self._folder = folder
        self.aside = tuple(self._keep_earlier(_make_mark(data)))
        self.copy = folder / _make_mark(data) / path.name
        found = read_file(self.copy)
        if found is None:
            write_new(self.copy, data)
        self.resumed = found is not None and found != data

    def is_changed(self) -> bool:
        """Whether the copy has words, and other bytes than the note."""
        return self._read_change() is not None

    def put_in_place(self) -> Path | None:
        """Put the copy in the place of the note; if that was changed meanwhile, beside it.

        Return the name of what was written beside the note, or None. Raises DamagedNoteError
        when the copy cannot be read as a note, and NotSavedError; the copy then stays.
        """
        changed = self._read_change()
        beside = None
        if changed is not None:
            parse_note(changed, str(self.copy))
            require_writable(changed, str(self.copy))
            try:
                replace_file(self.path, changed, expected=self._data)
            except (ConflictError, FileProblemError):
                beside = write_copy_beside(self.path, changed)
        self.forget()
        return beside

    def forget(self) -> None:
        """Remove the copy, and what an editor left beside it."""
        remove_tree(self._folder)

    def _read_change(self) -> bytes | None:
        found = read_file(self.copy)
        return found if found and found.strip() and found != self._data else None

    def _keep_earlier(self, mark: str) -> Iterator[Path]:
        if not self._folder.is_dir():
            return
        for earlier in sorted(self._folder.iterdir()):
            if earlier.name != mark:
                found = read_file(earlier / self.path.name)
                if found is not None and _make_mark(found) != earlier.name and found != self._data:
                    yield write_copy_beside(self.path, found)
                remove_tree(earlier)


SHARE: Final = "share"
_ANSWERS_FILE: Final = "answers.md"


class AnswerCopies:
    """The copies of one session's answers, in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def has_words(self, noted: bytes) -> bool:
        """Whether there is a copy of what is noted, with words in it. Raises FileProblemError."""
        return bool((read_file(self._path_for(noted)) or b"").strip())

    def begin(self, noted: bytes, words: bytes) -> Path:
        """Return the file to edit, made of `words` unless it has words in it already.

        `noted` is what the note says. Raises NotSavedError, FileProblemError.
        """
        path = self._path_for(noted)
        found = read_file(path)
        if not (found or b"").strip():
            replace_file(path, words, expected=found)
        return path

    def _path_for(self, noted: bytes) -> Path:
        return self._folder / sha256(noted).hexdigest()[:16] / _ANSWERS_FILE

    def forget(self) -> None:
        """Remove every copy. Raises NotSavedError."""
        remove_tree(self._folder)


@contextmanager
def open_note_edit(path: Path, drafts: Path) -> Iterator[NoteEdit]:
    """Hold the session of a note, with a copy of the note to be changed.

    `drafts` is the folder of the session's drafts. Raises InUseError, NotFoundError,
    FileProblemError, NotSavedError.
    """
    with session_lock(drafts):
        data = read_file(path)
        if data is None:
            raise NotFoundError(
                "this reflection is no longer there", "To see them all: partnership list"
            )
        yield NoteEdit(path, data, drafts / EDIT)


def _make_mark(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]


@contextmanager
def open_answer_copies(drafts: Path) -> Iterator[AnswerCopies]:
    """Hold a session while copies of its answers are changed. Raises InUseError, NotSavedError."""
    with session_lock(drafts):
        yield AnswerCopies(drafts / SHARE)


def find_begun_pages(drafts: Path) -> tuple[Path, ...]:
    """Return the folders with words of pages that are not made yet."""
    return tuple(
        folder
        for kind in (AGREEMENTS, LETTERS_BEGUN)
        for folder in _list_quietly(drafts / kind)
        if _list_quietly(folder / KEPT)
    )


def _list_quietly(folder: Path) -> Sequence[Path]:
    try:
        return list_folder(folder) or ()
    except FileProblemError:
        return ()
