"""What a command shows beside an answer keeps its styles."""

from __future__ import annotations

import pytest

from partnership_cli.terminal.output_pane import Pane
from partnership_cli.views.messages import list_commands

STYLED = "a \x1b[1mbold\x1b[0m word, \x1b[3mset\x1b[0m \x1b[4mout\x1b[0m"


def draw(text: str, columns: int) -> list[tuple[str, str]]:
    pane = Pane()
    pane.open(lambda _columns: text)
    pane.count_rows(columns, 9)
    return [(style, shown) for style, shown, *_ in pane.draw()]


def words(text: str, columns: int, style: str) -> str:
    return "".join(shown for found, shown in draw(text, columns)[1:-1] if style in found.split())


def test_words_in_a_pane_are_bold_italic_and_underlined() -> None:
    assert words(STYLED, 40, "bold") == "bold"
    assert words(STYLED, 40, "italic") == "set"
    assert words(STYLED, 40, "underline") == "out"


def test_a_row_that_has_to_be_broken_has_no_style_and_all_its_words() -> None:
    rows = "".join(shown for _, shown in draw(STYLED, 10)).split("\n")
    assert rows[1:-1] == ["a bold", "word, set", "out"]
    assert words(STYLED, 10, "bold") == ""


COMMANDS = list_commands(plain=False, keeps=True, guided=True)


def read_marked(columns: int, rows: int) -> list[list[str]]:
    """The rows that are marked after each Down, until the first are marked again."""
    pane = Pane()
    pane.offer(COMMANDS)
    pane.count_rows(columns, rows)
    seen = []
    for _ in COMMANDS:
        drawn = [(style, shown) for style, shown, *_ in pane.draw()]
        seen.append([shown for style, shown in drawn if style == "reverse"])
        pane.mark(1)
    assert pane.marked == 0
    return seen


@pytest.mark.parametrize("columns", [20, 30, 40, 60, 80, 120])
def test_a_list_to_choose_from_has_every_word_whole_at_every_width(columns: int) -> None:
    seen = read_marked(columns, 99)
    assert [" ".join(rows).split() for rows in seen] == [
        f"{word} {does}".split() for word, does in COMMANDS
    ]
    assert max(len(row) for rows in seen for row in rows) <= columns


def test_what_is_marked_is_seen_whole_in_a_low_window() -> None:
    assert read_marked(40, 7) == read_marked(40, 99)


def test_a_list_that_nobody_has_drawn_can_be_gone_through() -> None:
    pane = Pane()
    pane.offer(COMMANDS)
    pane.mark(-1)
    assert pane.marked == len(COMMANDS) - 1
