"""A note changed on a copy: put in place, kept beside, or found again after a crash."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from partnership_cli.errors import DamagedNoteError, InUseError
from partnership_cli.formats.note import render_note
from partnership_cli.notebook.working_copies import NoteEdit, open_note_edit
from partnership_cli.reflection.session import Answer, Session

START = datetime(2026, 11, 23, 17, 31, 5, tzinfo=UTC)


@pytest.fixture
def note(tmp_path: Path) -> Path:
    answer = Answer(question="joy", text="Joy?", answer="Some joy.", written=START)
    session = Session(
        id="20261123t173105z-k7m2q9", title="T", started=START, framework="f", answers=(answer,)
    )
    path = tmp_path / "notebook" / "2026-11-23-1731-k7m2q9.md"
    path.parent.mkdir()
    path.write_bytes(render_note(session))
    return path


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    return tmp_path / "drafts" / "20261123t173105z-k7m2q9"


def change(edit: NoteEdit, new: bytes = b"Much joy.") -> None:
    edit.copy.write_bytes(edit.copy.read_bytes().replace(b"Some joy.", new))


def test_a_changed_copy_takes_the_place_of_the_note(note: Path, drafts: Path) -> None:
    with open_note_edit(note, drafts) as edit:
        change(edit)
        assert edit.put_in_place() is None
    assert b"Much joy." in note.read_bytes()
    assert not drafts.exists()


@pytest.mark.parametrize("text", [None, b"", b" \n"])
def test_an_unchanged_or_emptied_copy_writes_nothing(
    note: Path, drafts: Path, text: bytes | None
) -> None:
    before = (note.stat().st_mtime_ns, note.stat().st_ino, note.read_bytes())
    with open_note_edit(note, drafts) as edit:
        if text is not None:
            edit.copy.write_bytes(text)
        assert not edit.is_changed()
        edit.put_in_place()
    assert (note.stat().st_mtime_ns, note.stat().st_ino, note.read_bytes()) == before


def test_both_versions_are_kept_when_the_note_changed_meanwhile(note: Path, drafts: Path) -> None:
    with open_note_edit(note, drafts) as edit:
        change(edit)
        note.write_bytes(note.read_bytes() + b"\nFrom elsewhere.\n")
        beside = edit.put_in_place()
    assert b"From elsewhere." in note.read_bytes()
    assert beside is not None
    assert b"Much joy." in beside.read_bytes()


def test_a_copy_that_is_no_note_is_refused_and_kept(note: Path, drafts: Path) -> None:
    with open_note_edit(note, drafts) as edit:
        change(edit, b"<!-- answer: oh -->")
        with pytest.raises(DamagedNoteError) as caught:
            edit.put_in_place()
        assert caught.value.problem.file == str(edit.copy)
    assert b"Some joy." in note.read_bytes()
    with open_note_edit(note, drafts) as again:
        assert again.resumed
        assert b"<!-- answer: oh -->" in again.copy.read_bytes()


def test_an_edit_that_was_cut_off_is_opened_again(note: Path, drafts: Path) -> None:
    with open_note_edit(note, drafts) as edit:
        change(edit)
    with open_note_edit(note, drafts) as again:
        assert again.resumed
        again.put_in_place()
    assert b"Much joy." in note.read_bytes()


def test_a_cut_off_edit_of_a_note_that_changed_since_is_kept_beside(
    note: Path, drafts: Path
) -> None:
    with open_note_edit(note, drafts) as edit:
        change(edit)
    note.write_bytes(note.read_bytes() + b"\nLater.\n")
    with open_note_edit(note, drafts) as again:
        assert not again.resumed
        [beside] = again.aside
        again.put_in_place()
    assert b"Much joy." in beside.read_bytes()
    assert note.read_bytes().endswith(b"Later.\n")


def test_a_note_is_held_while_it_is_edited(note: Path, drafts: Path) -> None:
    with open_note_edit(note, drafts), pytest.raises(InUseError), open_note_edit(note, drafts):
        pass
