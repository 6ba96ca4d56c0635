"""What people are called."""

from __future__ import annotations

import pytest

from partnership_cli.errors import UsageError
from partnership_cli.framework.text_normalization import normalize_name
from partnership_cli.reflection.person_names import (
    LONGEST_NAME,
    join_names,
    read_name,
    read_names,
    require_name,
)


def test_surplus_spaces_are_no_part_of_a_name() -> None:
    assert read_name("  Amina \t van\n der  Berg ") == "Amina van der Berg"


@pytest.mark.parametrize("name", ["Zoë", "李", "O'Neil", "علی\u200cرضا", "क्\u200dष", "Sam 🙂", "#"])
def test_a_name_in_any_writing_is_one(name: str) -> None:
    assert read_name(name) == name


@pytest.mark.parametrize(
    "text", ["", "  ", "\u200d", "a\x1b[31m", "a\u202eb", "a\x00", "\ud800", "a\u200bb", "\ufeff"]
)
def test_what_cannot_be_seen_is_no_name(text: str) -> None:
    assert read_name(text) is None


def test_a_name_has_80_characters_at_most() -> None:
    assert read_name("x" * LONGEST_NAME) == "x" * LONGEST_NAME
    assert read_name("x" * (LONGEST_NAME + 1)) is None


def test_nobody_is_two_people_by_a_capital_letter_or_a_form_of_a_letter() -> None:
    assert normalize_name("ZOE\u0308") == normalize_name("zoë")
    assert normalize_name("Ｓａｍ") == normalize_name("sam")


def test_a_name_that_cannot_be_one_is_refused_with_an_example() -> None:
    with pytest.raises(UsageError) as raised:
        require_name("\x1b", "--as Sam")
    assert raised.value.hint.endswith("--as Sam")
    assert "\x1b" not in raised.value.message


@pytest.mark.parametrize("names", [[], ["Sam"], ["Sam", "sam"], ["Sam", "Li", " SAM "]])
def test_people_who_meet_are_two_or_more_and_told_apart(names: list[str]) -> None:
    with pytest.raises(UsageError, match="two people or more"):
        read_names(names, "Amina,Sam")


@pytest.mark.parametrize(
    ("names", "said"),
    [(["Sam"], "Sam"), (["Sam", "Li"], "Sam and Li"), (["A", "B", "C"], "A, B and C")],
)
def test_names_are_joined_as_they_are_said(names: list[str], said: str) -> None:
    assert join_names(names) == said
