"""Notes that were deleted: moved into the trash, brought back, or removed for good."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from partnership_cli.command_names import TRASH
from partnership_cli.errors import (
    ConflictError,
    DamagedNoteError,
    FileProblemError,
    NotSavedError,
    UsageError,
)
from partnership_cli.files import is_private, move_file, read_file, remove_file, remove_tree
from partnership_cli.formats.note import parse_heading, to_utf8
from partnership_cli.notebook.lock import LOCK, session_lock
from partnership_cli.notebook.paths import (
    QUARANTINE,
    VERSIONS,
    is_session_id,
    parse_note_name,
    short_id,
    walk,
)
from partnership_cli.notebook.refuge import list_refuges
from partnership_cli.reflection.session import Session

_MOST_OF_ONE_NAME: Final = 1000


class Trash:
    """The trash of the notebook in `folder`; a session is locked while its note is changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.folder = folder / TRASH

    def put(self, path: Path, drafts: Path) -> Path:
        """Move a note into the trash; return where it is now. Raises InUseError, NotSavedError.

        A note that an earlier one of the same name keeps out gets a number.
        """
        with session_lock(drafts):
            target = self.folder / path.relative_to(self._folder)
            for number in range(2, _MOST_OF_ONE_NAME):
                try:
                    move_file(path, target)
                except ConflictError:
                    target = target.with_name(f"{path.stem}-{number}{path.suffix}")
                else:
                    return target
            raise NotSavedError(
                f"the trash has too many notes named {path.name}",
                "To see them: partnership restore",
                "The note was left where it is.",
            )

    def restore(self, path: Path, drafts: Path) -> Path:
        """Move a note back to where it was; return that. Raises UsageError, InUseError."""
        with session_lock(drafts):
            target = self._folder / path.relative_to(self.folder)
            try:
                move_file(path, target)
            except ConflictError as error:
                raise UsageError(
                    f"{target} is there already", "Rename that one, then restore again."
                ) from error
            return target

    def purge(self, path: Path, session: Session, drafts: Path) -> None:
        """Remove a note for good, with its drafts and its copies.

        Copies are those with the same id, in the name or inside, anywhere in the notebook's
        folder: in the trash, beside the note after a conflict, kept by a sync tool.
        Raises InUseError, NotSavedError.
        """
        with session_lock(drafts):
            for one in sorted({path, *self._find_copies(session, path)}):
                remove_file(one)
            remove_tree(drafts, keep=LOCK)
            remove_tree(drafts.parent / QUARANTINE / drafts.name)
            for refuge in list_refuges(drafts):
                if is_private(refuge):
                    remove_tree(refuge)

    def _find_copies(self, session: Session, path: Path) -> Iterator[Path]:
        named = parse_note_name(path.name)
        token = short_id(session.id) if is_session_id(session.id) else named[1] if named else None
        in_name = re.compile(rf"-{re.escape(token)}(?![0-9a-z])") if token else None
        for file, is_folder in walk(self._folder, VERSIONS):
            if is_folder:
                continue
            if (in_name and in_name.search(file.name)) or _is_copy(file, session.id):
                yield file


def _is_copy(path: Path, session_id: str) -> bool:
    """Whether a file is a note of this session, under whatever name."""
    if not is_session_id(session_id):
        return False
    try:
        data = to_utf8(read_file(path) or b"")
        if session_id.encode() not in data[:65536]:
            return False
        return parse_heading(data, str(path)).id == session_id
    except (FileProblemError, DamagedNoteError):
        return False
