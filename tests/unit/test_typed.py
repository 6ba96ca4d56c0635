"""What a line means that is typed while an answer is written."""

from __future__ import annotations

import pytest

from partnership_cli.terminal.slash_commands import (
    LiteralLine,
    SlashCommand,
    UnknownCommand,
    parse_slash_command,
)
from partnership_cli.views.messages import explain_unknown


@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("quit", SlashCommand.PAUSE),
        ("Exit ", SlashCommand.PAUSE),
        ("q", SlashCommand.PAUSE),
        (":q", SlashCommand.PAUSE),
        (":wq", SlashCommand.DONE),
        ("help", SlashCommand.HELP),
        ("done", SlashCommand.DONE),
    ],
)
def test_a_word_that_leaves_other_programs_stays_and_is_explained(
    line: str, meant: SlashCommand, *, plain: bool
) -> None:
    typed = parse_slash_command(line, plain=plain)
    assert typed == UnknownCommand(line.strip(), meant)
    assert f"/{meant}" in explain_unknown(typed)


@pytest.mark.parametrize(
    "line", ["text. /done", "third/done", "I did not ask why./list", "a /skip "]
)
def test_a_command_at_the_end_of_a_line_stays_and_is_explained(line: str) -> None:
    typed = parse_slash_command(line, plain=False)
    assert isinstance(typed, UnknownCommand)
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
    assert parse_slash_command(line, plain=False) is None


def test_commands_are_as_before() -> None:
    assert parse_slash_command("/done ", plain=False) is SlashCommand.DONE
    assert parse_slash_command("//done", plain=False) == LiteralLine("/done")
    assert parse_slash_command("/go", plain=False) == UnknownCommand("go")
    assert parse_slash_command(".", plain=True) is SlashCommand.DONE
