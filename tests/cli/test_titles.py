"""Titles that tell one reflection from another, and the order in which answers are shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from partnership_cli.files import Lock
from partnership_cli.framework.loader import load_framework
from running import Run

TEXTS = {question.id: question.text for _, question in load_framework().questions()}
ROW = 80 - len("k7m2q9  25 November 2026  ")


@pytest.fixture
def note(program: Run) -> Path:
    return Path(program("reflect", "--answers", "-", given="## joy\n\nSome joy.\n").out.strip())


def read_title(program: Run) -> str:
    title: str = json.loads(program("show", "last", "--json").out)["title"]
    return title


@pytest.mark.parametrize("name", TEXTS)
def test_a_single_question_is_the_title_cut_at_a_word(program: Run, name: str) -> None:
    program("reflect", "--answers", "-", given=f"## {name}\n\nWords.\n")
    title = read_title(program)
    whole = title.removesuffix("\u2026")
    assert len(title) <= ROW
    assert TEXTS[name].startswith(whole)
    assert whole == TEXTS[name] or TEXTS[name][len(whole)] in " ,;:"


def test_a_title_is_given_at_the_beginning(program: Run) -> None:
    given = "## joy\n\nSome joy.\n"
    program("reflect", "joy", "--title", "Coffee: with  Sam", "--answers", "-", given=given)
    assert read_title(program) == "Coffee: with Sam"


@pytest.mark.parametrize(
    "title",
    ["Coffee with Sam", "a: b # c", "'", '"', "[x]", "- y", "null", "\u0645\u0639", "x" * 120],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_rename_changes_the_title_and_the_heading_and_no_other_byte(
    program: Run, note: Path, title: str, end: str
) -> None:
    text = note.read_text().replace("---\n\n#", "mine: kept  # a comment\n---\n\n#", 1)
    old = read_title(program)
    note.write_bytes(text.replace("\n", end).encode())
    assert program("rename", "last", "--", title).code == 0
    assert read_title(program) == title
    before, after = text.split("\n"), note.read_bytes().decode().split(end)
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert [a for a, _ in changed] == [f"title: {old}", f"# {old}"]
    assert changed[1][1] == f"# {title}"


def test_a_heading_of_one_s_own_stays(program: Run, note: Path) -> None:
    note.write_text(note.read_text().replace("\n# What", "\n# My own What"))
    program("rename", "last", "Another")
    assert "\n# My own What" in note.read_text()
    assert read_title(program) == "Another"


def test_several_words_are_one_title(program: Run, note: Path) -> None:
    program("rename", note.stem[-6:], "Coffee", "with", "Sam")
    assert read_title(program) == "Coffee with Sam"


@pytest.mark.parametrize("title", ["", "  ", "\u2800", "a\x1bb", "x" * 121])
def test_what_shows_nothing_is_no_title(program: Run, note: Path, title: str) -> None:
    before = note.read_bytes()
    assert program("rename", "last", title).code == 2
    assert program("reflect", "joy", "--title", title, "--answers", "-", given="x").code == 2
    assert note.read_bytes() == before


def test_a_note_that_is_open_elsewhere_keeps_its_title(
    program: Run, note: Path, program_home: Path
) -> None:
    before = note.read_bytes()
    session = json.loads(program("show", "last", "--json").out)["id"]
    lock = Lock(program_home / "drafts" / session / "lock")
    lock.acquire()
    try:
        assert program("rename", "last", "Another").code == 6
    finally:
        lock.release(remove=True)
    assert note.read_bytes() == before


@pytest.fixture
def shuffled(program: Run) -> list[str]:
    """A note whose answers stand in the order of writing, as older versions kept them."""
    asked = ["sharing-power", "equity", "joy"]
    given = "".join(f"## {one}\n\nWords of {one}.\n" for one in asked)
    note = Path(program("reflect", "--answers", "-", given=given).out.strip())
    order = json.loads(program("show", "last", "--json").out)["questions"]
    head, *answers = note.read_text().split("\n## ")
    note.write_text("\n## ".join((head, *reversed(answers))) + "\n")
    return [f"Words of {one}." for one in order]


@pytest.mark.parametrize(
    "command",
    [
        ("show", "last"),
        ("show", "last", "--json"),
        *(("export", "last", "-o", "-", "--format", form) for form in ("md", "html", "json")),
        (
            *("share", "last", "--as", "Sam", "--yes", "-o", "-"),
            *("--only", "joy", "--only", "sharing-power", "--only", "equity"),
        ),
    ],
    ids=" ".join,
)
def test_answers_are_shown_in_the_order_of_the_questions(
    program: Run, shuffled: list[str], command: tuple[str, ...]
) -> None:
    out = program(*command).out
    places = [out.index(words) for words in shuffled]
    assert places == sorted(places)
