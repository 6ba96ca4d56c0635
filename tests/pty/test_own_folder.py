"""Another folder for the notes: in a terminal it is asked what becomes of those there are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from harness import CTRL_C, ENTER
from reflecting import Home, Writer

Start = Callable[..., Writer]


@pytest.fixture
def note(home: Home, run: Start) -> Home:
    """A home with one note in it."""
    (home.folder / "answers.md").write_text("## joy\n\nSome joy.\n")
    assert run("reflect", "--answers", "answers.md").wait_exit() == 0
    return home


@pytest.mark.parametrize("mode", ["--rich", "--plain"])
@pytest.mark.parametrize(
    ("typed", "folder"), [(ENTER, "mine"), (f"2{ENTER}", "notebook"), (f"3{ENTER}", "notebook")]
)
def test_notes_are_moved_or_stay_as_one_chooses(
    note: Home, run: Start, mode: str, typed: str, folder: str
) -> None:
    writer = run(mode, "config", "set", "notebook", str(note.kept / "mine"))
    writer.wait_for("Enter for 1")
    writer.send(typed)
    assert writer.wait_exit() == 0
    assert [path.parts[-3] for path in note.kept.rglob("*.md")] == [folder]
    assert (note.kept / "config.toml").exists() == (not typed.startswith("3"))


def test_control_c_changes_nothing(note: Home, run: Start) -> None:
    writer = run("config", "set", "notebook", str(note.kept / "mine"))
    writer.wait_for("Enter for 1")
    writer.send(CTRL_C)
    assert writer.wait_exit() == 130
    assert [path.parts[-3] for path in note.kept.rglob("*.md")] == ["notebook"]
    assert not (note.kept / "config.toml").exists()


@pytest.mark.parametrize("mode", ["rich", "plain"])
def test_a_question_that_is_added_is_asked_at_once(note: Home, run: Start, mode: str) -> None:
    writer = run("resume", "last", "--question", "equity", f"--{mode}")
    writer.wait_until_asked(mode)
    writer.finish("A fair share.")
    writer.wait_for("Enter to finish:")
    assert note.answers() == {"joy": "Some joy.", "equity": "A fair share."}
