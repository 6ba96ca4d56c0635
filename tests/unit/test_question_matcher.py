"""Texts known again by their words, in any script."""

from __future__ import annotations

import pytest

from partnership_cli.formats.question_matcher import ExactMatcher
from partnership_cli.framework.text_normalization import normalize_question


@pytest.mark.parametrize(
    ("one", "other"),
    [("मेरा घर", "मेरी घर"), ("ที่นี่", "ที่นั่น"), ("কী", "কি"), ("là", "la")],
)
def test_signs_that_tell_words_apart_are_kept(one: str, other: str) -> None:
    assert normalize_question(one) != normalize_question(other)


@pytest.mark.parametrize(
    "typed",
    [
        "## ماذا تأمل من هذه الشراكة؟",
        "2. ماذا تأمل من هذه الشراكة ؟",
        "“ماذا تأمل من هذه الشراكة؟”",
        "ماذا  تأمل\u200f من هذه الشراكة",
    ],
)
def test_what_people_change_when_they_type_a_question_again_is_passed_over(typed: str) -> None:
    assert normalize_question(typed) == normalize_question("ماذا تأمل من هذه الشراكة؟")


def test_a_text_without_a_letter_is_known_in_no_line() -> None:
    known = ExactMatcher([("?!", "signs"), ("Why?", "why")])
    assert known.find("---") is None
    assert known.find_at(["---", "", "* * *"], 0) is None
