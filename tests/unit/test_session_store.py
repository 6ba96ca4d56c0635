"""One session held open: what is on the disk at each moment, and what others may do to it."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fakes import START, Clock
from partnership_cli import files
from partnership_cli.errors import DamagedNoteError, InUseError, NoFileError, NotSavedError
from partnership_cli.formats.note import parse_note, render_note
from partnership_cli.notebook.session_store import FileDraft, SessionStore
from partnership_cli.reflection.session import Answer, Session, Sharing, Status
from systems import needs_modes

SESSION = Session(
    id="20261123t173105z-k7m2q9",
    title="Sharing power",
    started=START,
    framework="f",
    questions=("sharing-power", "equity"),
)


class Desk:
    """A home folder with one session in it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.note = home / "notebook" / "2026" / "2026-11-23-1731-k7m2q9.md"
        self.drafts = home / "drafts" / SESSION.id
        self.clock = Clock()
        self.session = SESSION

    def keeper(self) -> SessionStore:
        keeper = SessionStore(SESSION, self.note, self.drafts)
        keeper.open()
        return keeper

    def answer(self, text: str, question: str = "sharing-power") -> Answer:
        return Answer(question=question, text="How?", answer=text, written=self.clock())

    def keep(self, keeper: SessionStore, text: str, question: str = "sharing-power") -> None:
        answer = self.answer(text, question)
        self.session = keeper.session.record_answer(answer)
        keeper.keep(self.session, answer)

    def rescue(self, keeper: SessionStore, text: str) -> NotSavedError:
        """Fail to keep an answer, and return the error to end with."""
        with pytest.raises(NotSavedError) as caught:
            self.keep(keeper, text, "equity")
        return keeper.rescue({"equity": text}, caught.value)

    def files(self) -> set[str]:
        return {
            path.relative_to(self.home).as_posix()
            for path in self.home.rglob("*")
            if path.is_file() and path.name != "lock"
        }

    def answers(self, path: Path | None = None) -> dict[str, str]:
        data = (path or self.note).read_bytes()
        return {one.question: one.answer for one in parse_note(data, "n").session.answers}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_no_note_exists_before_something_was_written(desk: Desk) -> None:
    desk.keeper().draft("sharing-power")
    assert not desk.note.exists()


def test_the_first_draft_comes_with_what_the_note_is_to_say(desk: Desk) -> None:
    desk.keeper().draft("sharing-power")
    assert (desk.drafts / ".session.md").read_bytes() == render_note(SESSION)


def test_an_empty_draft_marks_the_place(desk: Desk) -> None:
    keeper = desk.keeper()
    keeper.draft("equity")
    place = keeper.place()
    assert place is not None
    assert (place.question, place.text) == ("equity", "")


def test_a_session_without_a_word_leaves_nothing(desk: Desk) -> None:
    keeper = desk.keeper()
    keeper.draft("sharing-power").write(" \n")
    keeper.close()
    assert not desk.drafts.exists()
    assert desk.files() == set()


def test_an_answer_is_in_the_note_and_its_draft_is_gone(desk: Desk) -> None:
    keeper = desk.keeper()
    keeper.draft("sharing-power").write("half")
    desk.keep(keeper, "whole")
    assert desk.answers() == {"sharing-power": "whole"}
    assert not (desk.drafts / "sharing-power.md").exists()


def test_a_finished_session_leaves_only_its_note(desk: Desk) -> None:
    keeper = desk.keeper()
    keeper.draft("sharing-power")
    desk.keep(keeper, "whole")
    keeper.finish()
    keeper.close()
    assert desk.files() == {"notebook/2026/2026-11-23-1731-k7m2q9.md"}
    assert not desk.drafts.exists()
    assert parse_note(desk.note.read_bytes(), "n").session.status is Status.DONE


def test_words_in_a_draft_survive_and_are_found_again(desk: Desk) -> None:
    desk.keeper().draft("equity").write("half a thought")
    # The process is gone, and its lock with it; nothing was closed.
    place = SessionStore(SESSION, desk.note, desk.drafts).place()
    assert place is not None
    assert (place.question, place.text) == ("equity", "half a thought")


def test_closing_keeps_a_draft_with_words(desk: Desk) -> None:
    keeper = desk.keeper()
    keeper.draft("equity").write("half a thought")
    keeper.close()
    assert (desk.drafts / "equity.md").read_text("utf-8") == "half a thought"


def test_a_second_process_is_refused(desk: Desk) -> None:
    keeper = desk.keeper()
    with pytest.raises(InUseError, match=str(os.getpid())):
        desk.keeper()
    keeper.close()
    desk.keeper().close()


def test_a_damaged_note_is_refused_and_its_lock_given_back(desk: Desk) -> None:
    desk.note.parent.mkdir(parents=True)
    desk.note.write_bytes(render_note(SESSION) + b"<!-- /answer -->\n")
    for _ in range(2):
        with pytest.raises(DamagedNoteError):
            desk.keeper()


def test_both_versions_are_there_when_the_note_was_changed_meanwhile(desk: Desk) -> None:
    keeper = desk.keeper()
    desk.keep(keeper, "first")
    theirs = desk.note.read_bytes() + b"\nBy hand.\n"
    desk.note.write_bytes(theirs)
    desk.keep(keeper, "second", "equity")
    beside = desk.note.with_name("2026-11-23-1731-k7m2q9-conflict.md")
    assert desk.note.read_bytes() == theirs
    assert keeper.conflict
    assert keeper.path == beside
    assert desk.answers(beside) == {"sharing-power": "first", "equity": "second"}


def test_after_a_conflict_the_session_goes_on_in_its_copy(desk: Desk) -> None:
    keeper = desk.keeper()
    desk.keep(keeper, "first")
    desk.note.write_bytes(b"---\npartnership: 1\n---\nall mine now\n")
    desk.keep(keeper, "second", "equity")
    desk.keep(keeper, "third", "equity")
    assert len(list(desk.note.parent.iterdir())) == 2
    assert desk.answers(keeper.path)["equity"] == "third"


def test_a_note_removed_meanwhile_is_written_beside(desk: Desk) -> None:
    keeper = desk.keeper()
    desk.keep(keeper, "first")
    desk.note.unlink()
    desk.keep(keeper, "second")
    assert keeper.conflict
    assert desk.answers(keeper.path) == {"sharing-power": "second"}


def test_what_another_program_wrote_into_a_draft_is_kept_beside(desk: Desk) -> None:
    keeper = desk.keeper()
    draft = keeper.draft("equity")
    draft.write("ours")
    draft.path.write_text("theirs", "utf-8")
    draft.write("ours, and more")
    assert draft.path.read_text("utf-8") == "ours, and more"
    assert (desk.drafts / "equity.other.md").read_text("utf-8") == "theirs"


def test_a_draft_changed_before_its_answer_was_kept_is_kept_beside(desk: Desk) -> None:
    keeper = desk.keeper()
    keeper.draft("equity").path.write_text("saved by an editor, late", "utf-8")
    desk.keep(keeper, "ours", "equity")
    assert [path.read_text("utf-8") for path in keeper.aside] == ["saved by an editor, late"]


def test_a_copy_beside_a_draft_is_no_place_to_carry_on(desk: Desk) -> None:
    keeper = desk.keeper()
    (desk.drafts / "equity.other.md").write_text("theirs", "utf-8")
    assert keeper.place() is None


def test_a_draft_reads_what_an_editor_saved(desk: Desk) -> None:
    draft = desk.keeper().draft("equity")
    draft.path.write_bytes(b"\xef\xbb\xbfone\r\ntwo")
    assert draft.read() == "one\ntwo"


def test_a_discarded_answer_is_in_no_file(desk: Desk) -> None:
    keeper = desk.keeper()
    desk.keep(keeper, "stays", "equity")
    keeper.draft("sharing-power").write("canary")
    desk.keep(keeper, "canary")
    keeper.draft("sharing-power").write("canary again")
    keeper.discard("sharing-power")
    assert not [
        path for path in desk.home.rglob("*") if path.is_file() and b"canary" in path.read_bytes()
    ]
    assert desk.answers() == {"equity": "stays"}


def test_sharing_alone_is_kept_too(desk: Desk) -> None:
    keeper = desk.keeper()
    desk.keep(keeper, "same")
    shareable = replace(desk.answer("same"), sharing=Sharing.SHAREABLE)
    keeper.keep(keeper.session.record_answer(shareable), shareable)
    assert b"sharing-power shareable" in desk.note.read_bytes()


def refuse(*_: object, **__: object) -> None:
    raise NotSavedError("the disk is full")


def fail_to_sync(patch: pytest.MonkeyPatch) -> list[Path]:
    """Let no folder be synced; return the list of those that were asked for."""
    asked: list[Path] = []

    def refuse_sync(folder: Path) -> bool:
        asked.append(folder)
        raise OSError(errno.EIO, "the disk reported an error")

    patch.setattr(files._SYSTEM, "sync_folder", refuse_sync)
    return asked


def test_a_name_that_may_not_be_on_the_disk_is_written_once_more(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = desk.keeper().draft("equity")
    with monkeypatch.context() as patch:
        fail_to_sync(patch)
        with pytest.raises(NotSavedError):
            draft.write("a word")
    inode = draft.path.stat().st_ino
    draft.write("a word")
    assert draft.path.stat().st_ino != inode


def test_a_save_of_ours_that_failed_half_is_not_taken_for_another_program_s(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = desk.keeper()
    draft = keeper.draft("equity")
    draft.write("a word")
    with monkeypatch.context() as patch:
        fail_to_sync(patch)
        with pytest.raises(NotSavedError):
            draft.write("a word, and another")
    draft.write("a word, and another, and a third")
    assert [path.name for path in desk.drafts.glob("equity*")] == ["equity.md"]


def test_a_draft_that_cannot_be_removed_ends_nothing_and_is_named(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = desk.keeper()
    keeper.draft("equity").write("half")
    monkeypatch.setattr("partnership_cli.notebook.session_store.remove_file", refuse)
    desk.keep(keeper, "whole", "equity")
    assert desk.answers() == {"equity": "whole"}
    assert keeper.left == (desk.drafts / "equity.md",)
    assert keeper.aside == ()


def test_of_a_folder_in_the_place_of_a_draft_nothing_is_said(desk: Desk) -> None:
    keeper = desk.keeper()
    draft = keeper.draft("equity")
    draft.write("half")
    draft.path.unlink()
    draft.path.mkdir()
    desk.keep(keeper, "whole", "equity")
    assert (keeper.left, keeper.aside) == ((), ())


def test_closing_a_session_that_is_not_held_touches_nothing(desk: Desk) -> None:
    keeper = desk.keeper()
    keeper.draft("equity")
    other = SessionStore(SESSION, desk.note, desk.drafts)
    with pytest.raises(InUseError):
        other.open()
    other.close()
    assert (desk.drafts / "equity.md").exists()


def test_words_that_cannot_be_saved_are_kept_in_the_draft_and_it_is_said_where(desk: Desk) -> None:
    keeper = desk.keeper()
    keeper.draft("equity")
    desk.note.parent.parent.write_text("a file where the notebook should be", "utf-8")
    error = desk.rescue(keeper, "a word")
    assert str(desk.drafts / "equity.md") in error.words
    assert (desk.drafts / "equity.md").read_text("utf-8") == "a word"
    assert error.hint == "To continue: partnership resume"


def refuse_outside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the disk be full everywhere but below a folder."""
    real = files.replace_file

    def replace(path: Path, data: bytes, **how: Any) -> None:
        if folder not in path.parents:
            raise NotSavedError("the disk is full")
        real(path, data, **how)

    monkeypatch.setattr("partnership_cli.notebook.known_file.replace_file", replace)


def test_words_that_no_draft_takes_are_kept_where_the_system_keeps_what_is_temporary(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = desk.keeper()
    refuge = tmp_path / "refuge"
    refuge.mkdir()
    monkeypatch.setenv("TMPDIR", str(refuge))
    refuse_outside(refuge, monkeypatch)
    error = desk.rescue(keeper, "a word")
    (kept,) = refuge.rglob("equity.md")
    assert kept.read_text("utf-8") == "a word"
    assert str(kept) in error.words


@needs_modes
def test_words_are_put_into_no_folder_that_others_can_open(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = desk.keeper()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "refuge"))
    theirs = tmp_path / "refuge" / f"partnership-{desk.drafts.name}"
    theirs.mkdir(parents=True)
    theirs.chmod(0o777)
    refuse_outside(theirs, monkeypatch)
    error = desk.rescue(keeper, "a word")
    assert not list(theirs.iterdir())
    assert isinstance(error, NoFileError)
    assert "in no file" in error.words


def test_a_folder_that_took_no_words_is_not_left_behind(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = desk.keeper()
    refuge = tmp_path / "refuge"
    monkeypatch.setattr("partnership_cli.notebook.session_store.list_refuges", lambda _: (refuge,))

    def refuse_bytes(*_: object) -> None:
        raise OSError(errno.ENOSPC, "the disk is full")

    monkeypatch.setattr(os, "write", refuse_bytes)
    assert isinstance(desk.rescue(keeper, "a word"), NoFileError)
    assert not refuge.exists()


def test_leftovers_of_a_killed_write_are_removed_by_the_next_holder(desk: Desk) -> None:
    desk.note.parent.mkdir(parents=True)
    desk.drafts.mkdir(parents=True)
    for path in (desk.note, desk.drafts / "equity.md"):
        path.with_name(f".{path.name}.0badcafe.tmp").write_bytes(b"half")
    desk.keeper().close()
    assert desk.files() == set()


def test_a_draft_that_is_not_there_reads_as_empty(tmp_path: Path) -> None:
    assert FileDraft(tmp_path / "none.md").read() == ""
