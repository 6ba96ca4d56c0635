"""Three words for a file."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import combinations

from partnership_cli.formats.fingerprint_words import WORDS, make_fingerprint


def test_there_is_one_word_for_each_value_of_a_byte() -> None:
    assert len(set(WORDS)) == 256


def test_a_word_is_short_and_plain() -> None:
    assert [word for word in WORDS if not re.fullmatch("[a-z]{3,9}", word)] == []


def test_the_words_are_for_ever() -> None:
    # Partners may have different versions of the program.
    assert make_fingerprint("\n".join(WORDS)) == "picnic corner cotton"


def test_no_two_words_differ_in_one_letter_of_many() -> None:
    near = [
        (one, other)
        for one, other in combinations(WORDS, 2)
        if len(one) == len(other)
        and len(one) > 5
        and sum(a != b for a, b in zip(one, other, strict=True)) == 1
        and SequenceMatcher(None, one, other).ratio() > 0.9
    ]
    assert near == []


def test_a_text_has_three_words_with_spaces_between() -> None:
    assert set(make_fingerprint("x").split(" ")) <= set(WORDS)
    assert make_fingerprint("x").count(" ") == 2


def test_one_letter_changes_them() -> None:
    assert make_fingerprint("a\n") != make_fingerprint("b\n")
