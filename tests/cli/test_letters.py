"""A letter is written in a terminal; what it cannot be made of is said, and nothing is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnership_cli.commands.letter_dialog import LetterDialog
from partnership_cli.context import AppContext
from partnership_cli.errors import StopRequest
from partnership_cli.reflection.letter import Letter, Writing
from running import Run
from tables import STOP, TypedTerminal

JOY = "What might bring joy into your partnership relationships?"
FOOT = "The questions are from the *Book*. The answers belong to the people who wrote them."
SHARED = f"# Answers from Sam\n\n## {JOY}\n\n> Canary.\n\n---\n\n{FOOT}\n"


@pytest.fixture
def note(program: Run, tmp_path: Path) -> Path:
    """A note of one's own, beside the file of a partner and an empty folder."""
    (tmp_path / "sam.md").write_text(SHARED, "utf-8")
    (tmp_path / "broken.md").write_text(SHARED.replace("> Canary", "Canary"), "utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "taken.html").write_text("mine", "utf-8")
    return Path(program("reflect", "--answers", "-", given="## joy\n\nCanary.\n").out.strip())


@pytest.mark.usefixtures("note")
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("last",), 4, "there is no terminal to ask in"),
        (("sam.md",), 4, "there is no terminal to ask in"),
        ((), 4, "there is no terminal to ask in"),
        (("none.md",), 3, "no reflection matches 'none.md'"),
        (("folder",), 2, "folder is a folder"),
        (("broken.md",), 2, "broken.md:5:1: this line belongs to no answer"),
        (("last", "-o", "taken.html"), 2, "taken.html already exists"),
        (("last", "-o", "x.pdf"), 2, ".pdf is no form"),
        (("last", "--format", "json"), 2, "'json' is no form"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_made(
    program: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    before = sorted(tmp_path.iterdir())
    ended = program("letter", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert "Canary" not in ended.err
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "taken.html").read_text("utf-8") == "mine"


def test_a_note_of_another_notebook_is_refused(program: Run, note: Path, tmp_path: Path) -> None:
    (tmp_path / "theirs.md").write_bytes(note.read_bytes().replace(b"\nid: 2", b"\nid: 1", 1))
    ended = program("letter", "theirs.md")
    assert (ended.code, ended.out) == (2, "")
    assert "with answers that nobody chose to share" in ended.err
    assert "Canary" not in ended.err


@pytest.mark.usefixtures("note")
@pytest.mark.parametrize("arguments", [("--purge",), ("--question", "joy")])
def test_whoever_deletes_words_for_good_is_told_where_a_letter_may_hold_them(
    program: Run, program_home: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    environ = {"HOME": str(tmp_path), "PARTNERSHIP_HOME": str(program_home)}
    context = AppContext(environ)
    terminal = TypedTerminal(context, "1", STOP)
    made: list[Letter] = []
    with pytest.raises(StopRequest):
        LetterDialog(context, terminal.session, [Writing(JOY, "Canary.")], made.append).run()
    assert made == []
    (words,) = (program_home / "drafts/letters").glob("*/kept/*.md")
    assert "Canary." in words.read_text("utf-8")
    told = program("doctor").out
    assert "holds words of a letter or an agreement that is not made yet" in " ".join(told.split())
    ended = program("delete", "last", *arguments, "--yes")
    assert ended.out.splitlines()[-1] == str(words.parent.parent)


@pytest.mark.usefixtures("note")
def test_nothing_is_said_of_letters_where_none_was_begun(program: Run) -> None:
    assert "that you began" not in program("delete", "last", "--purge", "--yes").out
