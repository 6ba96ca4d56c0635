"""Who comes back to an answer begins on a new line; where that stays empty nothing is added."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership_cli.reflection.conversation import Draft, Prompt, QuestionPrompt
from partnership_cli.reflection.session import Sharing
from partnership_cli.session.asker import _Page

ANSWERS = st.text(alphabet="ab \n", max_size=20)


def come_back(start: str) -> _Page:
    asking = Prompt(QuestionPrompt("id", "Why?"), 1, 2, start, Sharing.PRIVATE, None, first=False)
    page = _Page(asking, cast("Draft", Path()), start, len(start), Sharing.PRIVATE)
    page.begin_line()
    return page


@given(ANSWERS)
def test_what_is_only_looked_at_stays_to_the_letter(start: str) -> None:
    assert come_back(start).whole() == start


@given(ANSWERS)
def test_the_cursor_stands_on_an_empty_line(start: str) -> None:
    page = come_back(start)
    assert page.cursor == len(page.text)
    assert not page.text.rpartition("\n")[2]


@given(ANSWERS, st.text(alphabet="ab\n", min_size=1))
def test_what_is_written_on_the_new_line_is_kept_to_the_letter(start: str, typed: str) -> None:
    page = come_back(start)
    assert page.whole(page.text + typed) == page.text + typed


@pytest.mark.parametrize(
    ("start", "written", "kept"),
    [
        ("one two", "one 2\n", "one 2"),
        ("one\ntwo", "1\none\ntwo\n", "1\none\ntwo"),
        ("one\ntwo", "one\nand two\n", "one\nand two"),
        ("one", "", ""),
        ("one", "on", "on"),
        ("one", "1\nmore\n", "1\nmore\n"),
    ],
)
def test_a_correction_higher_up_leaves_the_new_line_unkept(
    start: str, written: str, kept: str
) -> None:
    assert come_back(start).whole(written) == kept
