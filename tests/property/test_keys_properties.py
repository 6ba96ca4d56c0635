"""No sequence of keys makes typed words vanish, unless a key among them deletes or undoes."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import REPORTS

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminal", allow_module_level=True)

from desks import PlainDesk, RichDesk

# Bytes that delete, undo, end or leave; Esc and BEL, which are part of longer things.
APART = "\x03\x04\x07\x08\x0b\x0f\x15\x17\x19\x1a\x1b\x1f\x7f"
BYTES = [chr(code) for code in range(32) if chr(code) not in APART + "\t\n\r"]
WITH_ALT = [f"\x1b{chr(code)}" for code in range(32, 127) if chr(code) not in "[O]P^_X\\d"]
MOVES = [f"\x1b[{sign}" for sign in "ABCDFH"] + [f"\x1b[1;5{sign}" for sign in "CDFH"]
WORDS = ["one", "café ", "\r", "漢字", "\t", "x", "  "]
KEYS = st.lists(st.sampled_from([*WORDS * 4, *BYTES, *WITH_ALT, *MOVES, *REPORTS.values()]))


def typed(keys: list[str]) -> list[str]:
    return sorted("".join(key for key in keys if key in WORDS).replace("\r", "\n"))


@given(KEYS)
@settings(max_examples=settings().max_examples * 3 // 5, deadline=None)
def test_every_letter_that_was_typed_is_there_in_rich_mode(keys: list[str]) -> None:
    desk = RichDesk()
    try:
        assert sorted(desk.write("".join(keys))) == typed(keys)
    finally:
        desk.close()


@given(KEYS)
@settings(deadline=None)
def test_every_letter_that_was_typed_is_there_in_plain_mode(keys: list[str]) -> None:
    desk = PlainDesk()
    try:
        assert sorted(desk.read_lines("".join(keys))) == typed(keys)
    finally:
        desk.close()
