"""Words typed where a number is asked for are never dropped in silence."""

from __future__ import annotations

from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from partnership_cli.terminal.console import Console
from partnership_cli.terminal.line_input import InputLine
from partnership_cli.terminal.menu import Choice, Menu, choose, choose_several

MENU = Menu((Choice("Begin"), Choice("Go on")))
WORDS = st.text(st.characters(min_codepoint=33, exclude_categories=["C", "Z"]), min_size=1).filter(
    lambda text: not any(map(str.isdecimal, text)) and text[0].casefold() not in "bga-+"
)


@given(WORDS)
def test_words_at_a_menu_are_said_not_to_be_kept(words: str) -> None:
    out = StringIO()
    typed = iter((words, "1"))
    choose(_console(out), MENU, lambda _prompt: InputLine(next(typed)))
    assert "What you typed here is not kept." in out.getvalue()


@given(WORDS)
def test_words_among_several_numbers_are_said_not_to_be_kept(words: str) -> None:
    out = StringIO()
    typed = iter((words.replace(",", "x"), ""))
    choose_several(_console(out), 3, "", lambda _prompt: InputLine(next(typed)))
    assert "What you typed here is not kept." in out.getvalue()


def _console(out: StringIO) -> Console:
    return Console(out, out, width=200, plain=True)
