"""A question is the strongest thing on its screen, and whose it is was said before it."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path
from typing import Any, Final, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership_cli.context import AppContext
from partnership_cli.reflection.conversation import Prompt, QuestionPrompt
from partnership_cli.reflection.session import Sharing
from partnership_cli.session.start import welcome
from partnership_cli.session.terminal import TerminalSession
from partnership_cli.terminal.console import Console
from partnership_cli.terminal.line_input import InputLine
from partnership_cli.terminal.wrap import measure
from partnership_cli.views.session import show_question

NAMED: Final = "From the University of Westminster Student Partnership Framework (2022)."
STYLE: Final = re.compile(r"\x1b\[[\d;]*m")
QUESTION: Final = "How can power be shared meaningfully in my partnerships?"
WORDS: Final = st.lists(
    st.one_of(st.text("abcdé", min_size=1, max_size=30), st.text("共有力", min_size=1, max_size=9)),
    min_size=1,
    max_size=20,
).map(" ".join)


class Quiet:
    """A terminal at which Enter is pressed whenever something is asked."""

    keeps = True
    audience = None

    def __init__(self, console: Console) -> None:
        self.console = console

    def read_line(self, _prompt: str) -> InputLine:
        return InputLine("")


@pytest.fixture
def context(tmp_path: Path) -> AppContext:
    return AppContext({"HOME": str(tmp_path), "PARTNERSHIP_HOME": str(tmp_path)})


def ask(text: str = QUESTION, total: int = 6, **how: Any) -> str:
    """Return what is shown of a question, style and all."""
    out = StringIO()
    question = QuestionPrompt("sharing-power", text, "Values and power")
    prompt = Prompt(question, 1, total, "", Sharing.PRIVATE, None, first=False)
    show_question(Console(out, out, **how), prompt)
    return out.getvalue()


@given(WORDS, st.integers(20, 120))
def test_every_row_of_a_question_is_bold_beside_a_bar_and_nothing_else_is(
    text: str, width: int
) -> None:
    above, *rows = ask(text, width=width, styled=True).split("\x1b[36m┃ \x1b[0m")
    assert "\x1b" not in above
    assert all(re.fullmatch(r"\x1b\[1m[^\x1b]+\x1b\[0m\n", row) for row in rows)
    assert rows


@given(WORDS, st.integers(20, 120), st.booleans(), st.booleans())
def test_no_row_of_a_question_is_wider_than_the_screen_and_no_letter_is_lost(
    text: str, width: int, plain: bool, styled: bool
) -> None:
    shown = ask(text, width=width, plain=plain, styled=styled and not plain, wraps=True)
    rows = STYLE.sub("", shown).splitlines()
    assert max(map(measure, rows)) <= width
    letters = "".join(STYLE.sub("", shown).replace("┃", "").split())
    assert letters.endswith("".join(text.split()))


@pytest.mark.parametrize("plain", [False, True])
def test_without_styles_there_is_neither_an_escape_nor_a_bar(*, plain: bool) -> None:
    assert not {"\x1b", "┃"} & set(ask(plain=plain))


@pytest.mark.parametrize(
    ("total", "plain", "place"),
    [
        (6, False, "Question 1 of 6 · Values and power"),
        (6, True, "Question 1 of 6, Values and power:"),
        (1, False, "Question · Values and power"),
        (1, True, "Question, Values and power:"),
    ],
)
def test_the_place_is_said_above_the_question(total: int, *, plain: bool, place: str) -> None:
    assert ask(total=total, plain=plain).splitlines()[0] == place


# Whose the questions are


def open_later(context: AppContext, *, plain: bool, free: bool = False) -> str:
    """Return what is said at the beginning by who has notes already."""
    context.notebook.folder.mkdir()
    out = StringIO()
    terminal = cast("TerminalSession", Quiet(Console(out, out, plain=plain)))
    welcome(context, terminal, free=free)
    return out.getvalue()


@pytest.mark.parametrize("plain", [False, True])
def test_the_framework_is_named_once_before_the_first_question(
    context: AppContext, *, plain: bool
) -> None:
    assert open_later(context, plain=plain).count(NAMED) == 1


def test_free_writing_names_no_framework(context: AppContext) -> None:
    assert "framework" not in open_later(context, plain=False, free=True).casefold()
