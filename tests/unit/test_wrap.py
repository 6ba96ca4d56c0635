import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import iter_graphemes, wcswidth

from partnership_cli.terminal.safe_text import safe
from partnership_cli.terminal.wrap import measure, wrap

PROSE = st.text(
    st.sampled_from("ab cd é\u0301 你好 👩\u200d👩\u200d👧 ’– \n नि")
    | st.characters(categories=["L", "Zs"])
).map(safe)


def test_a_line_is_broken_between_words() -> None:
    assert wrap("one two three", 8) == ["one two", "three"]


def test_a_line_that_fits_exactly_is_not_broken() -> None:
    assert wrap("one two", 7) == ["one two"]


def test_the_indent_counts_and_stands_before_each_line() -> None:
    assert wrap("one two three", 9, "  ") == ["  one two", "  three"]


def test_later_lines_may_have_an_indent_of_their_own() -> None:
    assert wrap("one two three", 9, "- ", "    ") == ["- one two", "    three"]


def test_line_ends_in_the_text_stay() -> None:
    assert wrap("one\n\ntwo", 80) == ["one", "", "two"]


def test_spaces_inside_a_line_stay() -> None:
    assert wrap("  one   two", 80) == ["  one   two"]


def test_an_address_is_not_broken_while_it_fits_on_a_line() -> None:
    address = "https://cti.westminster.ac.uk/about-student-partnership/"
    assert wrap(f"See {address} there", len(address)) == ["See", address, "there"]


def test_an_address_wider_than_the_line_is_cut() -> None:
    assert wrap("see https://a.example/bcd now", 10) == ["see", "https://a.", "example/bc", "d now"]


def test_a_wide_character_counts_as_two_columns() -> None:
    assert wrap("你好你好你", 4) == ["你好", "你好", "你"]


def test_an_emoji_of_several_code_points_is_never_cut() -> None:
    family = "👩\u200d👩\u200d👧"
    assert wrap(family * 3, 4) == [family * 2, family]


def test_a_combining_mark_stays_with_its_letter() -> None:
    assert wrap("e\u0301" * 4, 2) == ["e\u0301" * 2] * 2


@pytest.mark.timeout(5)
@pytest.mark.parametrize("letter", ["x", "你", "e\u0301", "👩\u200d👩\u200d👧"])
def test_a_long_text_without_spaces_takes_no_more_time_than_its_length(letter: str) -> None:
    assert "".join(wrap(letter * 30_000, 40)) == letter * 30_000


@pytest.mark.parametrize(
    "text", ["plain", "café", "‘doing with’ – and", "你好", "👩\u200d👩\u200d👧", "e\u0301"]
)
def test_measuring_agrees_with_the_width_table(text: str) -> None:
    assert measure(text) == wcswidth(text)


@given(PROSE, st.integers(min_value=2, max_value=40))
def test_no_line_is_wider_than_asked_and_nothing_but_spaces_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(measure(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")
    kept = [g for line in lines for g in iter_graphemes(line) if not g.isspace()]
    assert kept == [g for g in iter_graphemes(text) if not g.isspace()]
