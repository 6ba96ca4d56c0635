"""What a command shows beside an answer keeps its styles."""

from __future__ import annotations

from partnership_cli.terminal.output_pane import Pane

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
