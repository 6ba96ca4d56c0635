"""One session held open: its lock, its drafts, and its note.

No note exists until something was written; until then the note that is to be stands in the
drafts, so that a crash before the first answer loses nothing.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from partnership_cli.documents.note import (
    drop_answer,
    parse_note,
    put_answer,
    render_note,
    require_writable,
    set_status,
)
from partnership_cli.errors import ConflictError, FileProblemError, NotSavedError
from partnership_cli.files import (
    Lock,
    is_private,
    list_folder,
    make_folder,
    read_file,
    remove_file,
    remove_leftovers,
    remove_tree,
    replace_file,
    write_new,
)
from partnership_cli.notebook.copying import SHARE
from partnership_cli.notebook.holding import LOCK, let_go, write_beside
from partnership_cli.notebook.names import is_draft_of
from partnership_cli.reflection.session import Answer, Session, Status, clean_text

# No question id begins with a full stop, so the name cannot be a draft's.
SKELETON: Final = ".session.md"


class FileDraft:
    """The unfinished answer to one question, as a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known = read_file(path)

    def read(self) -> str:
        """Return the text, also when an editor has changed it."""
        self._known = read_file(self.path)
        return clean_text((self._known or b"").decode("utf-8-sig", "replace"))

    def write(self, text: str) -> None:
        """Write the text durably; what another program wrote meanwhile is kept beside it."""
        data = clean_text(text).encode()
        try:
            replace_file(self.path, data, expected=self._known)
        except ConflictError:
            self.set_aside()
            replace_file(self.path, data, expected=self._known)
        self._known = data

    def set_aside(self) -> Path | None:
        """Keep, under a name of its own, what another program wrote since it was last known."""
        found = read_file(self.path)
        if found is None or found == self._known:
            self._known = found
            return None
        self._known = found
        return write_beside(self.path, "other", found) if found.strip() else None


@dataclass(frozen=True)
class Place:
    """Where an unfinished session was left: a question, the words of its draft, and when."""

    question: str
    text: str
    written: datetime


class SessionKeeper:
    """Keeps the answers of one session. Holds its lock from `open` to `close`.

    `path` is the note; after a conflict it is the copy beside it, and `conflict` is true.
    """

    def __init__(self, session: Session, path: Path, folder: Path) -> None:
        self.session = session
        self.path = path
        self.conflict = False
        self.aside: tuple[Path, ...] = ()
        self._folder = folder
        self._lock = Lock(folder / LOCK)
        self._bytes: bytes | None = None
        self._drafts: dict[str, FileDraft] = {}

    def open(self) -> None:
        """Take the lock and read the note as it is now.

        Raises InUseError, DamagedNoteError, NotSavedError.
        """
        if self.path.parent.is_symlink():
            # What is behind a link is not listed, so that a note in there would be lost to view.
            raise NotSavedError(
                f"{self.path.parent} is a link, and notes are kept in no other place",
                "Put a folder in its place, and move the notes into it.",
                "Nothing was begun.",
            )
        self._lock.acquire()
        remove_leftovers(self._folder, "")
        remove_leftovers(self.path.parent, self.path.name)
        try:
            self._bytes = read_file(self.path)
            if self._bytes is not None:
                require_writable(self._bytes, str(self.path))
                self.session = parse_note(self._bytes, str(self.path)).session
        except BaseException:
            self._lock.release(remove=False)
            raise

    def place(self) -> Place | None:
        """Return where this session was left, if a draft marks it."""
        drafts = sorted(self._draft_files(), key=lambda path: path.stat().st_mtime_ns)
        if not drafts:
            return None
        newest = drafts[-1]
        text = FileDraft(newest).read()
        written = datetime.fromtimestamp(newest.stat().st_mtime, tz=UTC)
        return Place(newest.stem, text if text.strip() else "", written)

    def draft(self, question: str) -> FileDraft:
        """Return the draft of a question, made now if it was not there."""
        if question not in self._drafts:
            self._write_skeleton()
            draft = FileDraft(self._folder / f"{question}.md")
            if read_file(draft.path) is None:
                draft.write("")
            self._drafts[question] = draft
        return self._drafts[question]

    def keep(self, session: Session, answer: Answer) -> None:
        """Write the answer into the note, durably, then let its draft go."""
        if self._bytes is None:
            data = render_note(session)
        else:
            data = put_answer(self._bytes, answer, str(self.path))
        try:
            self._save(data)
        except NotSavedError as error:
            raise self._rescue(answer, error) from error
        self.session = session
        self.release(answer.question)

    def release(self, question: str) -> None:
        """Remove the draft of a question; what another program wrote into it stays beside."""
        draft = self._drafts.pop(question, None)
        if draft is None:
            return
        beside = draft.set_aside()
        if beside is not None:
            self.aside = (*self.aside, beside)
        remove_file(draft.path)

    def discard(self, question: str) -> None:
        """Remove an answer from the note, its draft, and every copy of either in the drafts."""
        if self._bytes is not None:
            self._save(drop_answer(self._bytes, question, str(self.path)))
        self.session = self.session.remove_answer(question)
        self._drafts.pop(question, None)
        for path in list_folder(self._folder) or []:
            if is_draft_of(question, path.name):
                remove_file(path)
        remove_tree(self._folder / SHARE)

    def finish(self) -> None:
        """Record in the note that the end was reached; a session without a word has no note."""
        if self._bytes is not None:
            self._save(set_status(self._bytes, Status.DONE, str(self.path)))
        for question in tuple(self._drafts):
            self.release(question)
        self.session = self.session.finish()

    def has_words(self) -> bool:
        """Whether anything at all was written in this session."""
        return self._bytes is not None or any(
            (read_file(path) or b"").strip() for path in self._draft_files()
        )

    def close(self) -> None:
        """Give the lock back. What holds no word is removed."""
        if self._bytes is None and not self.has_words():
            for path in self._draft_files():
                remove_file(path)
        if self._bytes is not None or not any(self._draft_files()):
            remove_file(self._folder / SKELETON)
        let_go(self._lock, self._folder)

    def _save(self, data: bytes) -> None:
        """Replace the note. If it changed meanwhile, write ours beside it and go on there."""
        try:
            replace_file(self.path, data, expected=self._bytes)
        except (ConflictError, FileProblemError):
            self.path = write_beside(self.path, "conflict", data)
            self.conflict = True
        self._bytes = data

    def _rescue(self, answer: Answer, error: NotSavedError) -> NotSavedError:
        """Put an answer that cannot be saved where it can be found, and say where."""
        refuge = Path(tempfile.gettempdir()) / f"partnership-{self._folder.name}"
        for folder in (self._folder, refuge):
            # Another account may have made it, to read what is put there.
            if folder is refuge and not is_private(refuge):
                continue
            path = folder / f"{answer.question}.md"
            try:
                FileDraft(path).write(answer.answer)
            except (NotSavedError, FileProblemError):
                continue
            return NotSavedError(
                error.message, "To carry on: partnership resume", f"Your words are kept in {path}"
            )
        words = "Your words are in no file. Copy them from this window before you close it."
        return NotSavedError(error.message, error.hint, words)

    def _write_skeleton(self) -> None:
        skeleton = self._folder / SKELETON
        if self._bytes is None and read_file(skeleton) is None:
            make_folder(self._folder)
            write_new(skeleton, render_note(self.session))

    def _draft_files(self) -> list[Path]:
        if not self._folder.is_dir():
            return []
        return [
            path for path in self._folder.iterdir() if path.suffix == ".md" and "." not in path.stem
        ]
