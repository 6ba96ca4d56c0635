"""One session held open: its lock, its drafts, and its note.

No note exists until something was written; until then the note that is to be stands in the
drafts, so that a crash before the first answer loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from partnership_cli.errors import ConflictError, FileProblemError, NoFileError, NotSavedError
from partnership_cli.files import (
    Limit,
    Lock,
    can_sync,
    find_limits,
    is_link,
    is_private,
    list_folder,
    make_folder,
    read_file,
    read_mode,
    read_time,
    remove_file,
    remove_folder,
    remove_leftovers,
    remove_tree,
    replace_file,
)
from partnership_cli.formats.note import (
    drop_answer,
    parse_note,
    put_answer,
    render_note,
    require_writable,
    set_status,
)
from partnership_cli.notebook.known_file import KnownFile
from partnership_cli.notebook.lock import LOCK, release_lock, write_copy_beside
from partnership_cli.notebook.paths import is_draft_of, name_draft, read_draft_name
from partnership_cli.notebook.refuge import list_refuges
from partnership_cli.notebook.working_copies import SHARE
from partnership_cli.reflection.session import Answer, Session, Status, clean_text

# No question id begins with a full stop, so the name cannot be a draft's.
SKELETON: Final = ".session.md"


_ASIDE: Final = ".other"
"""What the name of a copy beside a draft ends in; it is the draft of no question."""


@contextmanager
def _raise_not_saved() -> Iterator[None]:
    """Raise NotSavedError also for a file that cannot be read before it is written."""
    try:
        yield
    except FileProblemError as error:
        raise NotSavedError(error.message) from error


def _prepare_nothing() -> None:
    """Do nothing; the default of `prepare`."""


class FileDraft:
    """The unfinished answer to one question, as a file.

    `prepare` makes what has to stand beside a draft, each time before one is written.
    """

    def __init__(self, path: Path, prepare: Callable[[], None] = _prepare_nothing) -> None:
        self.path = path
        self._prepare = prepare
        self._file = KnownFile(path, copy=_ASIDE)
        with suppress(FileProblemError):
            self._file.read()

    def read(self) -> str:
        """Return the text, also when an editor has changed it. Raises FileProblemError."""
        return clean_text((self._file.read() or b"").decode("utf-8-sig", "replace"))

    def write(self, text: str) -> None:
        """Write the text durably; what another program wrote meanwhile is kept beside it.

        Raises NotSavedError, whatever it is that stands in the way.
        """
        data = clean_text(text).encode()
        with _raise_not_saved():
            try:
                self._prepare()
            finally:
                try:
                    self._file.replace(data)
                except ConflictError:
                    self.set_aside()
                    self._file.replace(data)

    def set_aside(self) -> Path | None:
        """Keep, under a name of its own, what another program wrote since it was last known.

        Raises NotSavedError, FileProblemError.
        """
        found = self._file.find_change()
        beside = write_copy_beside(self.path, found, _ASIDE) if found and found.strip() else None
        self._file.read()
        return beside

    def is_there(self) -> bool:
        """Whether a file was there when it was last looked at."""
        return self._file.known is not None

    def can_be_read(self) -> bool:
        """Whether it is a file that can be read now."""
        try:
            return read_file(self.path) is not None
        except FileProblemError:
            return False

    def holds_words(self) -> bool:
        """Whether words stand in it, as far as is known."""
        return bool((self._file.known or b"").strip())


@dataclass(frozen=True)
class DraftPlace:
    """Where an unfinished session was left: a question, the words of its draft, and when."""

    question: str
    text: str
    written: datetime


class SessionStore:
    """Keeps the answers of one session. Holds its lock from `open` to `close`.

    `path` is the note; after a conflict it is the copy beside it, and `conflict` is true.
    `aside` names what another program wrote into drafts, and `left` drafts of answers in the
    note that cannot be removed.
    """

    def __init__(self, session: Session, path: Path, folder: Path) -> None:
        self.session = session
        self.conflict = False
        self.aside: tuple[Path, ...] = ()
        self.left: tuple[Path, ...] = ()
        self._folder = folder
        self._lock = Lock(folder / LOCK)
        self._note = KnownFile(path)
        self._drafts: dict[str, FileDraft] = {}

    @property
    def path(self) -> Path:
        """The file of the note."""
        return self._note.path

    @property
    def limits(self) -> frozenset[Limit]:
        """What the disks under notes and drafts do not do."""
        limits = set(find_limits(self._folder))
        if self._note.known is not None and not can_sync(self.path.parent):
            limits.add(Limit.NO_SYNC)
        lock = read_mode(self._folder / LOCK)
        if lock is not None and lock.bits & 0o077:
            # It was made for this account alone.
            limits.add(Limit.NO_MODES)
        return frozenset(limits)

    def open(self) -> None:
        """Take the lock and read the note as it is now.

        Raises InUseError, DamagedNoteError, FileProblemError, NotSavedError.
        """
        if is_link(self.path.parent):
            # What is behind a link is not listed, so that a note in there would be lost to view.
            raise NotSavedError(
                f"{self.path.parent} is a link, and notes are kept in no other place",
                "Put a folder in its place, and move the notes into it.",
                "Nothing was begun.",
            )
        self._lock.acquire()
        try:
            remove_leftovers(self._folder, "")
            remove_leftovers(self.path.parent, self.path.name)
            found = self._note.read()
            if found is not None:
                require_writable(found, str(self.path))
                self.session = parse_note(found, str(self.path)).session
        except BaseException:
            self._lock.release(remove=False)
            raise

    def place(self) -> DraftPlace | None:
        """Return where this session was left, if a draft marks it.

        The words of a draft that cannot be read are not in it; the draft stays as it is.
        """
        times = [(time, path) for path in self._list_drafts() if (time := read_time(path))]
        if not times:
            return None
        written, newest = max(times)
        text = ""
        with suppress(FileProblemError):
            text = FileDraft(newest).read()
        return DraftPlace(read_draft_name(newest.name), text if text.strip() else "", written)

    def draft(self, question: str) -> FileDraft:
        """Return the draft of a question, made now if it was not there.

        Where it cannot be made, whatever is written to it makes it later.
        """
        if question not in self._drafts:
            draft = FileDraft(self._folder / name_draft(question), self._write_skeleton)
            if not draft.is_there():
                with suppress(NotSavedError):
                    draft.write("")
            self._drafts[question] = draft
        return self._drafts[question]

    def keep(self, session: Session, answer: Answer) -> None:
        """Write the answer into the note, durably, then remove its draft. Raises NotSavedError."""
        if self._note.known is None:
            data = render_note(session)
        else:
            data = put_answer(self._note.known, answer, str(self.path))
        self._save(data)
        self.session = session
        self.release(answer.question)

    def release(self, question: str) -> None:
        """Remove the draft of a question; what another program wrote into it stays beside.

        A draft that cannot be removed stays, and `left` names it.
        """
        draft = self._drafts.pop(question, None)
        if draft is None:
            return
        try:
            beside = draft.set_aside()
            remove_file(draft.path)
        except (FileProblemError, NotSavedError):
            beside = None
            # What stands in its place and is no file holds no words of this answer.
            if draft.can_be_read() and draft.holds_words():
                self.left = (*self.left, draft.path)
        if beside is not None:
            self.aside = (*self.aside, beside)

    def discard(self, question: str) -> None:
        """Remove an answer from the note, its draft, and every copy of either in the drafts.

        Raises NotSavedError.
        """
        if self._note.known is not None:
            self._save(drop_answer(self._note.known, question, str(self.path)))
        self.session = self.session.remove_answer(question)
        self._drafts.pop(question, None)
        for path in self._list_folder():
            if is_draft_of(question, path.name):
                remove_file(path)
        remove_tree(self._folder / SHARE)

    def finish(self) -> None:
        """Record in the note that the end was reached; a session without a word has no note.

        Raises NotSavedError; the answers are in the note all the same.
        """
        if self._note.known is not None:
            try:
                self._save(set_status(self._note.known, Status.DONE, str(self.path)))
            except NotSavedError as error:
                raise NotSavedError(
                    error.message,
                    "To end it another time: partnership resume",
                    f"Every answer is saved in {self.path}, and the reflection is still open.",
                ) from error
        for question in tuple(self._drafts):
            self.release(question)
        self.session = self.session.finish()

    def has_words(self) -> bool:
        """Whether anything at all was written in this session, as far as can be known."""
        return self._note.known is not None or any(
            _may_hold_words(path) for path in self._list_drafts()
        )

    def close(self) -> None:
        """Give the lock back, and remove drafts without words; a failure to remove is ignored.

        Nothing is done for a session that is not held.
        """
        if not self._lock.is_held():
            return
        with suppress(NotSavedError):
            if not self.has_words():
                for path in self._list_drafts():
                    remove_file(path)
            if self._note.known is not None or not any(self._list_drafts()):
                remove_file(self._folder / SKELETON)
        release_lock(self._lock, self._folder)

    def rescue(self, texts: Mapping[str, str], error: NotSavedError) -> NotSavedError:
        """Write words that the note did not take into another folder, and say which.

        `texts` are answers by the ids of their questions, and `error` says why they are not in
        the note. Returns the error to end with: a NoFileError where no folder takes them.
        """
        for folder in (self._folder, *list_refuges(self._folder)):
            # Another account may have made it, to read what is put there.
            if folder != self._folder and not is_private(folder):
                continue
            paths = [folder / name_draft(question) for question in texts]
            try:
                for path, text in zip(paths, texts.values(), strict=True):
                    FileDraft(path).write(text)
            except NotSavedError:
                remove_folder(folder)
                continue
            resume = "To continue: partnership resume" if folder == self._folder else ""
            kept = paths[0] if len(paths) == 1 else folder
            return NotSavedError(error.message, resume, f"Your words are kept in {kept}")
        return NoFileError(
            error.message, words="Your words are in no file. Copy them from this window."
        )

    def _save(self, data: bytes) -> None:
        """Replace the note. If another program changed it, write a copy beside it and use that.

        Raises NotSavedError.
        """
        try:
            self._note.replace(data)
        except (ConflictError, FileProblemError):
            with _raise_not_saved():
                beside = write_copy_beside(self.path, data)
            self._note = KnownFile(beside, data)
            self.conflict = True

    def _write_skeleton(self) -> None:
        """Write the heading of the future note, so that a crash before it loses nothing."""
        skeleton = self._folder / SKELETON
        if self._note.known is None and read_file(skeleton) is None:
            make_folder(self._folder)
            replace_file(skeleton, render_note(self.session), expected=None)

    def _list_drafts(self) -> Sequence[Path]:
        return [
            path for path in self._list_folder() if path.suffix == ".md" and "." not in path.stem
        ]

    def _list_folder(self) -> Sequence[Path]:
        try:
            return list_folder(self._folder) or ()
        except FileProblemError:
            return ()


def _may_hold_words(path: Path) -> bool:
    try:
        return bool((read_file(path) or b"").strip())
    except FileProblemError:
        return True
