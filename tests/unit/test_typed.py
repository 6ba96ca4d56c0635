"""What a line means that is typed while an answer is written."""

from __future__ import annotations

import pytest

from partnership_cli.terminal.slash_commands import Command, Literal, Unknown, read_typed
from partnership_cli.views.messages import explain_unknown


@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("quit", Command.PAUSE),
        ("Exit ", Command.PAUSE),
        ("q", Command.PAUSE),
        (":q", Command.PAUSE),
        (":wq", Command.DONE),
        ("help", Command.HELP),
        ("done", Command.DONE),
    ],
)
def test_a_word_that_leaves_other_programs_stays_and_is_explained(
    line: str, meant: Command, *, plain: bool
) -> None:
    typed = read_typed(line, plain=plain)
    assert typed == Unknown(line.strip(), meant)
    assert f"/{meant}" in explain_unknown(typed)


@pytest.mark.parametrize(
    "line", ["text. /done", "third/done", "I did not ask why./list", "a /skip "]
)
def test_a_command_at_the_end_of_a_line_stays_and_is_explained(line: str) -> None:
    typed = read_typed(line, plain=False)
    assert isinstance(typed, Unknown)
    assert typed.at_end
    assert "on a line of its own" in explain_unknown(typed)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "we quit",
        "he / she",
        "and/or",
        "http://example.org/help",
        "/done and more",
        "//x",
        "x //done",
    ],
)
def test_other_lines_are_lines_of_the_answer(line: str) -> None:
    assert read_typed(line, plain=False) is None


def test_commands_are_as_before() -> None:
    assert read_typed("/done ", plain=False) is Command.DONE
    assert read_typed("//done", plain=False) == Literal("/done")
    assert read_typed("/go", plain=False) == Unknown("go")
    assert read_typed(".", plain=True) is Command.DONE
