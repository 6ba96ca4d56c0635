"""What a person wrote is read as Markdown on a screen, and as it was typed elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import Run

TYPED = "- **who** decides\n- what <thing>"
SHOWN = "• \x1b[1mwho\x1b[0m decides\n• what <thing>"


@pytest.fixture(autouse=True)
def notes(program: Run, tmp_path: Path) -> None:
    """One answer, in a note and in two files that were shared."""
    program("reflect", "--answers", "-", given=f"## joy\n\n{TYPED}\n")
    for name in ("Amina", "Sam"):
        made = program("share", "last", "--only", "joy", "--as", name, "--yes", "-o", f"{name}.md")
        assert made.code == 0
    assert (tmp_path / "Sam.md").exists()


READING = [("show", "last"), ("history", "joy"), ("together", "Amina.md", "Sam.md")]


@pytest.mark.parametrize("command", READING)
def test_an_answer_is_read_as_markdown_on_a_screen(program: Run, command: tuple[str, ...]) -> None:
    shown = program(*command, FORCE_COLOR="1").out.replace("\n  ", "\n")
    assert SHOWN in shown
    assert "**" not in shown


@pytest.mark.parametrize("mode", [{}, {"FORCE_COLOR": "1", "PARTNERSHIP_PLAIN": "1"}])
@pytest.mark.parametrize("command", READING)
def test_a_pipe_and_plain_mode_give_it_as_it_was_typed(
    program: Run, command: tuple[str, ...], mode: dict[str, str]
) -> None:
    assert TYPED in program(*command, **mode).out.replace("\n  ", "\n")


@pytest.mark.parametrize("what", ["last", "joy", "emotions"])
def test_source_is_what_was_typed(program: Run, what: str) -> None:
    assert TYPED in program("show", what, "--source", FORCE_COLOR="1").out
