"""The rules of the practice that concern sharing, kept by the program."""

from __future__ import annotations

import json
from pathlib import Path
from socket import gethostname
from zipfile import ZipFile

import pytest

from running import Run

NOTHING = {"PARTNERSHIP_HOME": "/nonexistent/partnership"}
ANSWERS = {"joy": "Laughing together.", "equity": "CANARYnotchosen", "scope": "CANARYneither"}


@pytest.fixture
def note(program: Run) -> Path:
    """The note of a person who answered three questions."""
    ended = program("reflect", "--answers", "-", given=json.dumps(ANSWERS))
    return Path(ended.out.removesuffix("\n"))


def put_two(tmp_path: Path, program: Run) -> tuple[str, str]:
    """Make the files of two people, and return their names."""
    program("share", "last", "--only", "joy", "--as", "Sam", "--yes", "-o", "sam.md")
    text = (tmp_path / "sam.md").read_text("utf-8")
    other = text.replace("Sam", "Li").replace("Laughing", "Singing")
    (tmp_path / "li.md").write_text(other, "utf-8")
    return "sam.md", "li.md"


def list_home(home: Path) -> set[str]:
    return {str(path.relative_to(home)) for path in home.rglob("*")}


def test_the_private_note_is_not_touched(program: Run, note: Path) -> None:
    before = (note.read_bytes(), note.stat().st_mtime_ns, note.stat().st_ino)
    assert program("share", "last", "--only", "joy", "--as", "Sam", "--yes").code == 0
    assert (note.read_bytes(), note.stat().st_mtime_ns, note.stat().st_ino) == before


def test_sharing_leaves_nothing_in_the_home(program: Run, note: Path, program_home: Path) -> None:
    before = list_home(program_home)
    program("share", "last", "--only", "joy", "--as", "Sam", "--yes")
    assert list_home(program_home) == before
    assert str(note.relative_to(program_home)) in before


def test_a_shared_file_tells_nothing_of_what_was_left_out(
    program: Run, note: Path, tmp_path: Path
) -> None:
    program("share", "last", "--only", "joy", "--as", "Sam", "--yes", "-o", "sam.md")
    text = (tmp_path / "sam.md").read_text("utf-8")
    told = text.partition("\n---\n")[0]
    assert "CANARY" not in text
    assert told.split("\n") == [
        "# Answers from Sam",
        "",
        "## What might bring joy into your partnership relationships?",
        "",
        "> Laughing together.",
        "",
    ]
    assert not any(fact in text for fact in (note.stem, note.stem[-6:], str(tmp_path), "equity"))


def test_the_same_answer_gives_the_same_bytes_whatever_else_was_written(
    program: Run, tmp_path: Path
) -> None:
    for name, answers in (("one.md", {"joy": "x"}), ("many.md", {"joy": "x", "equity": "y"})):
        program("reflect", "--answers", "-", given=json.dumps(answers))
        program("share", "last", "--only", "joy", "--as", "Sam", "--yes", "-o", name)
    assert (tmp_path / "one.md").read_bytes() == (tmp_path / "many.md").read_bytes()


@pytest.mark.parametrize(
    "named", [(), ("--only", "joy"), ("--as", "Sam")], ids=["nothing", "no name", "no answer"]
)
def test_nothing_is_shared_that_was_not_named(
    program: Run, note: Path, tmp_path: Path, named: tuple[str, ...]
) -> None:
    ended = program("share", "last", "--yes", "-o", "sam.md", *named)
    assert ended.code == 2
    assert "that was not named" in ended.err
    assert note.exists()
    assert not (tmp_path / "sam.md").exists()


def test_without_a_terminal_nothing_is_shared_unasked(
    program: Run, note: Path, tmp_path: Path
) -> None:
    ended = program("share", "last", "--only", "joy", "--as", "Sam", "-o", "sam.md")
    assert ended.code == 4
    assert note.exists()
    assert not (tmp_path / "sam.md").exists()


def test_a_file_that_is_there_is_not_replaced_unasked(
    program: Run, note: Path, tmp_path: Path
) -> None:
    (tmp_path / "sam.md").write_text("mine")
    ended = program("share", "last", "--only", "joy", "--as", "Sam", "--yes", "-o", "sam.md")
    assert ended.code == 2
    assert note.exists()
    assert (tmp_path / "sam.md").read_text() == "mine"


def test_a_note_given_to_together_is_refused_with_what_to_do(
    program: Run, note: Path, tmp_path: Path
) -> None:
    _, other = put_two(tmp_path, program)
    ended = program("together", str(note), other)
    assert ended.code == 2
    assert "nobody chose to share" in " ".join(ended.err.split())
    assert "partnership share" in ended.err
    assert "CANARY" not in ended.out + ended.err


def test_a_notebook_given_to_together_shows_no_note(
    program: Run, note: Path, tmp_path: Path
) -> None:
    put_two(tmp_path, program)
    ended = program("together", str(note.parent), "sam.md", "li.md", "-o", "-")
    assert "Laughing" in ended.out
    assert "CANARY" not in ended.out + ended.err


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_the_same_files_in_any_order_give_the_same_bytes(
    program: Run, note: Path, tmp_path: Path, form: str
) -> None:
    assert note.exists()
    one, other = put_two(tmp_path, program)
    pages = [
        program("together", *files, "--format", form, "-o", "-", **NOTHING).out
        for files in ((one, other), (other, one))
    ]
    assert "Singing" in pages[0]
    assert pages[0] == pages[1]


def test_a_page_for_word_holds_what_was_chosen_and_nothing_else_in_any_of_its_parts(
    program: Run, note: Path, tmp_path: Path, program_home: Path
) -> None:
    one, other = put_two(tmp_path, program)
    for name, files in (("a.docx", (one, other)), ("b.docx", (other, one))):
        assert program("together", *files, "-o", name).code == 0
    data = (tmp_path / "a.docx").read_bytes()
    assert data == (tmp_path / "b.docx").read_bytes()
    with ZipFile(tmp_path / "a.docx") as package:
        parts = b"".join(package.read(part) for part in package.namelist())
    assert b"Singing together." in parts
    for told in (
        "CANARY",
        "equity",
        note.stem[-6:],
        str(tmp_path),
        program_home.name,
        gethostname(),
    ):
        assert told.encode() not in data + parts


def test_a_page_for_word_is_not_written_into_a_terminal(
    program: Run, note: Path, tmp_path: Path
) -> None:
    assert note.exists()
    files = put_two(tmp_path, program)
    ended = program("together", *files, "--format", "docx", "-o", "-")
    assert (ended.code, ended.out) == (2, "")
    assert "Name a file: -o NAME.docx" in ended.err


@pytest.mark.parametrize(
    "command",
    [
        ("together", "sam.md", "li.md", "-o", "page.md"),
        ("handout", "before-we-meet", "-o", "page.md"),
        ("meeting", "before-we-meet", "--with", "Amina,Sam", "-o", "page.md"),
    ],
    ids=["together", "handout", "meeting"],
)
def test_no_notebook_is_opened_or_made(
    program: Run, note: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    assert note.exists()
    put_two(tmp_path, program)
    elsewhere = tmp_path / "elsewhere"
    ended = program(*command, PARTNERSHIP_HOME=str(elsewhere))
    assert (ended.code, (tmp_path / "page.md").exists()) == (0, True)
    assert not elsewhere.exists()


@pytest.mark.parametrize(
    "command",
    [
        ("together", "x" * 300, "li.md"),
        ("share", "last", "--only", "joy", "--as", "Sam", "--yes", "-o", "x" * 300),
        ("handout", "before-we-meet", "-o", "x" * 300 + ".html"),
        ("meeting", "before-we-meet", "--with", "Amina,Sam", "-o", "x" * 300),
    ],
    ids=["together", "share", "handout", "meeting"],
)
def test_a_name_too_long_for_the_disk_is_no_mistake_in_the_program(
    program: Run, note: Path, command: tuple[str, ...]
) -> None:
    assert note.exists()
    ended = program(*command)
    assert ended.code in {2, 3, 5}
    assert "mistake in the program" not in ended.err


def test_a_meeting_keeps_no_list_of_names(program: Run, tmp_path: Path, program_home: Path) -> None:
    (tmp_path / "pairs.csv").write_text("Amina,Sam\nLi,Jo\n")
    ended = program("meeting", "before-we-meet", "--from", "pairs.csv", "-o", "all")
    assert ended.code == 0
    assert not program_home.exists()
    made = {path.name for path in (tmp_path / "all").rglob("*") if path.is_file()}
    assert made == {
        "for-amina.md", "for-sam.md", "for-li.md", "for-jo.md", "message.txt", "on-paper.html",
        "the-hour.html",
    }  # fmt: skip


def test_long_names_in_letters_of_three_bytes_make_a_folder(program: Run, tmp_path: Path) -> None:
    names = ",".join(letter * 40 for letter in "你好世")
    (tmp_path / "pairs.csv").write_text(f"{names}\n", "utf-8")
    assert program("meeting", "before-we-meet", "--from", "pairs.csv", "-o", "all").code == 0
