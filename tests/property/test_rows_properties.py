"""The rows of the screen that a text needs, whatever is written and wherever it is changed."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from partnership_cli.terminal.word_wrap import find_rows, measure_cells

TEXTS = st.text(alphabet=st.sampled_from("ab  \n\t漢é\u0301\u200d👩"), max_size=120)
WIDTHS = st.integers(1, 12)
WORDS = st.lists(st.text(alphabet="abcdé", min_size=1, max_size=9), min_size=1, max_size=40)


@given(TEXTS, TEXTS, TEXTS, TEXTS, WIDTHS)
def test_after_a_change_the_rows_are_those_of_the_whole_text(
    first: str, before: str, after: str, last: str, width: int
) -> None:
    known = find_rows(first + before + last, width)
    assert find_rows(first + after + last, width, known) == find_rows(first + after + last, width)


@given(TEXTS, WIDTHS)
def test_every_place_of_a_text_stands_in_one_row_of_the_screen(text: str, width: int) -> None:
    rows = find_rows(text, width)
    for place in range(len(text) + 1):
        row = rows.find_row(place)
        assert rows.starts[row] <= place
        assert 0 <= rows.find_column(place) < width
    assert "".join(rows.read_row(row) for row in range(len(rows))) == text.replace("\n", "")


@given(TEXTS, st.integers(2, 12))
def test_only_blanks_stand_over_the_edge(text: str, width: int) -> None:
    rows = find_rows(text, width)
    for row in range(len(rows)):
        words = rows.read_row(row).rstrip(" \t")
        # One character can be wider than the whole row.
        assert measure_cells(words) <= max(width - 1, 16)


@given(WORDS, st.integers(11, 30))
def test_a_word_that_has_room_in_a_row_is_whole_in_one(words: list[str], width: int) -> None:
    text = "  ".join(words)
    rows = find_rows(text, width)
    shown = [rows.read_row(row) for row in range(len(rows))]
    assert [word for row in shown for word in row.split()] == words
    assert not any(re.match(r"\s", row) for row in shown)
