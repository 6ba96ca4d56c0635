"""A letter is written in a terminal; what it cannot be made of is said, and nothing is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import Run

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
