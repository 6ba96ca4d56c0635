"""`edit`, `delete` and `restore`, as a person types them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from running import Run

CANARY = "canary4711"
ANSWERS = f"## joy\n\nSome joy.\n\n## equity\n\n{CANARY}\n"


@pytest.fixture
def note(program: Run) -> Path:
    done = program("reflect", "--answers", "-", given=ANSWERS)
    return Path(done.out.strip())


def every_byte(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def answers(program: Run) -> dict[str, str]:
    shown = json.loads(program("show", "last", "--json").out)
    return {answer["question"]: answer["answer"] for answer in shown["answers"]}


@pytest.mark.usefixtures("note")
def test_edit_puts_in_place_what_the_editor_saved(program: Run) -> None:
    done = program("edit", "last", EDITOR="sed -i s/Some/Much/")
    assert (done.code, done.out, done.err) == (0, "Saved.\n", "")
    assert answers(program)["joy"] == "Much joy."


def test_edit_mends_a_damaged_note(program: Run, note: Path) -> None:
    note.write_text(note.read_text().replace("<!-- /answer -->", "<!-- /answer", 1))
    assert program("show", "last").code == 7
    assert program("edit", "last", EDITOR="sed -i 's/answer$/answer -->/'").code == 0
    assert answers(program)["joy"] == "Some joy."


def test_edit_says_where_an_edit_is_that_is_no_note(program: Run, note: Path) -> None:
    done = program("edit", "last", EDITOR="sed -i s/private/secret/")
    assert done.code == 7
    message, words, hint = done.err.splitlines()
    assert ":14:1: this marker of an answer cannot be read" in message
    assert words == "The note was not changed. Your edit is kept."
    assert hint.endswith(f"partnership edit {note.stem[-6:]}")
    assert program("edit", "last", EDITOR="sed -i s/secret/private/").code == 0


@pytest.mark.usefixtures("note")
def test_an_edit_survives_that_no_editor_is_set(program: Run, tmp_path: Path) -> None:
    program("edit", "last", EDITOR="sed -i s/private/secret/")
    assert program("edit", "last", PATH=str(tmp_path)).code == 2
    assert b"secret" in every_byte(tmp_path)


@pytest.mark.parametrize(("editor", "what"), [("false", "ended with"), ("no-such", "not be sta")])
def test_edit_without_an_editor_that_works_changes_nothing(
    program: Run, note: Path, editor: str, what: str
) -> None:
    before = note.read_bytes()
    done = program("edit", "last", EDITOR=editor)
    assert done.code == 5
    assert what in done.err
    assert note.read_bytes() == before


def test_a_deleted_note_is_not_listed_and_comes_back_whole(program: Run, note: Path) -> None:
    before = note.read_bytes()
    done = program("delete", "last")
    assert done.code == 0
    assert f"partnership restore {note.stem[-6:]}" in done.out
    assert json.loads(program("list", "--json").out) == []
    assert note.stem[-6:] in program("restore").out
    assert program("restore", note.stem[-6:]).code == 0
    assert note.read_bytes() == before


def test_restore_takes_no_other_notes_place(program: Run, note: Path) -> None:
    program("delete", "last")
    note.write_text("Something else.")
    done = program("restore", "last")
    assert done.code == 2
    assert note.read_text() == "Something else."
    assert CANARY in every_byte(note.parent.parent / ".partnership-trash").decode()


def test_the_trash_keeps_two_notes_of_one_name(program: Run, note: Path) -> None:
    copy = note.read_bytes()
    program("delete", "last")
    note.write_bytes(copy)
    assert program("delete", "last").code == 0
    assert len(list((note.parent.parent / ".partnership-trash").rglob("*.md"))) == 2


def test_a_trash_without_a_free_name_leaves_the_note_and_says_so(program: Run, note: Path) -> None:
    trash = note.parent.parent / ".partnership-trash" / note.parent.name
    trash.mkdir(parents=True)
    for number in ("", *(f"-{one}" for one in range(2, 1000))):
        (trash / f"{note.stem}{number}.md").touch()
    done = program("delete", note.stem[-6:])
    assert (done.code, note.exists()) == (5, True)
    assert "in the trash of" not in done.out
    assert "too many notes" in done.err


@pytest.mark.parametrize(
    "name", [".equity.md.swp", "equity.md~", "#equity.md#", ".equity.md.un~", "equity.md.bak"]
)
def test_what_an_editor_left_beside_a_draft_goes_with_its_answer(
    program: Run, note: Path, program_home: Path, name: str
) -> None:
    session = json.loads(program("show", "last", "--json").out)["id"]
    folder = program_home / "drafts" / session
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(CANARY)
    (folder / name.replace("equity", "joy")).write_text("Joy's.")
    assert program("delete", note.stem[-6:], "--question", "equity", "--yes").code == 0
    assert CANARY.encode() not in every_byte(program_home)
    assert (folder / name.replace("equity", "joy")).read_text() == "Joy's."


def test_an_empty_trash_says_so(program: Run) -> None:
    assert program("restore").out == "The trash is empty.\n"


@pytest.mark.usefixtures("note")
def test_what_is_not_in_the_trash_is_not_found(program: Run) -> None:
    assert program("restore", "zzzzzz").code == 3


def test_after_purge_no_byte_of_the_text_is_in_the_home(
    program: Run, note: Path, program_home: Path
) -> None:
    session = json.loads(program("show", "last", "--json").out)["id"]
    trash = note.parent.parent / ".partnership-trash" / "2026"
    trash.mkdir(parents=True)
    for copy in (
        trash / note.name,
        note.with_name(f"{note.stem}-conflict.md"),
        note.with_name(f"{note.stem}.sync-conflict-20261124-101010-ABCDEFG.md"),
        note.with_name(f".{note.name}.0123456789abcdef.tmp"),
        note.parent / "a name of my own.md",
    ):
        shutil.copy(note, copy)
    draft = program_home / "drafts" / session / "equity.other.md"
    aside = program_home / "drafts" / ".partnership-quarantine" / session / "joy.md"
    for one in (draft, aside):
        one.parent.mkdir(parents=True)
        one.write_text(CANARY)
    (note.parent / "another.md").write_text("Mine.")
    (note.parent / "z.md~").write_bytes(note.read_bytes())
    done = program("delete", note.stem[-6:], "--purge", "--yes")
    assert done.code == 0
    assert "no backup" in done.out
    assert CANARY.encode() not in every_byte(program_home)
    assert (note.parent / "another.md").read_text() == "Mine."


def test_a_note_in_the_trash_can_be_purged(program: Run, note: Path, program_home: Path) -> None:
    program("delete", "last")
    assert program("delete", note.stem[-6:], "--purge", "--yes").code == 0
    assert CANARY.encode() not in every_byte(program_home)


def test_purge_asks_first(program: Run, note: Path) -> None:
    done = program("delete", "last", "--purge")
    assert done.code == 4
    assert "Nothing was removed." in done.err
    assert note.exists()


@pytest.mark.usefixtures("note")
def test_one_answer_is_removed_and_the_rest_stays(program: Run, program_home: Path) -> None:
    assert program("delete", "last", "--question", "equ", "--yes").code == 0
    assert CANARY.encode() not in every_byte(program_home)
    assert answers(program) == {"joy": "Some joy."}


@pytest.mark.usefixtures("note")
def test_an_answer_that_is_not_there_is_named(program: Run) -> None:
    done = program("delete", "last", "--question", "collective-dreams", "--yes")
    assert done.code == 3
    assert "joy, equity" in done.err


def test_question_and_purge_exclude_each_other(program: Run, note: Path) -> None:
    done = program("delete", "last", "--question", "joy", "--purge", "--yes")
    assert done.code == 2
    assert note.exists()
