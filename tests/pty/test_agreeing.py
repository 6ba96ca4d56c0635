"""Partners agree, and somebody writes a letter, in a real terminal; Ctrl-C loses no word."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from harness import CTRL_C, CTRL_D, ENTER
from reflecting import MODES, Home, Writer

from partnership_cli.framework.loader import load_framework

Start = Callable[..., Writer]
BOTH = pytest.mark.parametrize("mode", MODES)
JOY = next(one.text for _, one in load_framework().questions() if one.id == "joy")
FOOT = "The questions are from the *Book*. The answers belong to the people who wrote them."


@pytest.fixture
def given(home: Home) -> tuple[str, str]:
    """The files of two people who each answered one question."""
    for name in ("amina", "sam"):
        text = f"# Answers from {name}\n\n## {JOY}\n\n> Tea, says {name}.\n\n---\n\n{FOOT}\n"
        (home.folder / f"{name}.md").write_text(text)
    return "amina.md", "sam.md"


def answer(writer: Writer, shown: str, keys: str) -> None:
    """Type where something is shown and keys are read."""
    writer.wait_for(shown)
    writer.wait_until(lambda: writer.takes_keys, "a place to type")
    writer.send(keys)


def end(writer: Writer, code: int) -> None:
    assert writer.wait_exit() == code
    assert writer.settings() == writer.settings_before
    assert "Traceback" not in writer.screen.text


@BOTH
def test_ctrl_c_in_a_part_keeps_its_words_and_the_same_command_goes_on(
    mode: str, home: Home, given: tuple[str, str], run: Start
) -> None:
    first = run(f"--{mode}", "together", *given, "--agree")
    answer(first, "1 of 5. What we share:", "")
    first.write("We share tea.")
    first.send(CTRL_C)
    end(first, 130)
    assert "The words you wrote are kept on this computer" in first.screen.text
    assert "\nNo file was made." in first.screen.text
    second = run(f"--{mode}", "together", *given, "--agree")
    answer(second, "1 of 5. What we share:", CTRL_D)
    for place in ("2 of 5", "3 of 5", "4 of 5", "5 of 5"):
        answer(second, f"Part {place}", CTRL_D)
    answer(second, "or Enter to finish:", ENTER)
    answer(second, "or Enter for 4", f"1{ENTER}")
    end(second, 0)
    assert "> We share tea." in (home.folder / "agreement.md").read_text()


@BOTH
def test_a_letter_is_chosen_by_numbers_and_made(
    mode: str, home: Home, given: tuple[str, str], run: Start
) -> None:
    writer = run(f"--{mode}", "letter", *given, "-o", "letter.md")
    answer(writer, "Numbers, in the order you want them", f"2 1{ENTER}")
    for place in ("1 of 4", "2 of 4", "3 of 4", "4 of 4"):
        answer(writer, f"Part {place}", CTRL_D)
    answer(writer, "or Enter to finish:", ENTER)
    answer(writer, "Number from 1 to 6", f"emotions{ENTER}")
    answer(writer, "or Enter for 1:", f"joy{ENTER}")
    answer(writer, "or Enter for 5", f"1{ENTER}")
    end(writer, 0)
    assert "\nTea, says sam.\n\nTea, says amina.\n" in (home.folder / "letter.md").read_text()
