"""What a Windows console says of its keys, read on any system."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership_cli.terminal.console_keys import RECORD_SIZE, ConsoleKeys

KEY, MOUSE, FOCUS = 1, 2, 16
ALT_KEY = 0x12
RIGHT_ALT, LEFT_ALT, LEFT_CTRL, SHIFT = 1, 2, 8, 16


def record(
    unit: int = 0,
    key: int = 0x41,
    held: int = 0,
    *,
    kind: int = KEY,
    down: bool = True,
    times: int = 1,
) -> bytes:
    return struct.pack("<HxxiHHHHI", kind, int(down), times, key, 0, unit, held)


def press(text: str) -> Sequence[bytes]:
    """Return the records of a text: each half of a letter is one, and each has its release."""
    data = text.encode("utf-16-le")
    units = [int.from_bytes(data[at : at + 2], "little") for at in range(0, len(data), 2)]
    return [record(unit, down=down) for unit in units for down in (True, False)]


def read(records: Sequence[bytes]) -> str:
    keys = ConsoleKeys()
    return "".join(map(keys.read, records))


def test_a_record_is_as_long_as_windows_makes_it() -> None:
    assert RECORD_SIZE == 20


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_every_letter_is_read_once(text: str) -> None:
    assert read(press(text)) == text


@pytest.mark.parametrize("letter", "àÀé€ñ߀😀")
def test_a_letter_that_is_no_ascii_is_that_letter(letter: str) -> None:
    assert read(press(f"a{letter}b")) == f"a{letter}b"


@pytest.mark.parametrize(
    ("key", "held", "sequence"),
    [
        (0x25, 0, "[D"),
        (0x26, 0, "[A"),
        (0x27, 0, "[C"),
        (0x28, 0, "[B"),
        (0x23, 0, "[F"),
        (0x24, 0, "[H"),
        (0x21, 0, "[5~"),
        (0x22, 0, "[6~"),
        (0x2E, 0, "[3~"),
        (0x70, 0, "OP"),
        (0x74, 0, "[15~"),
        (0x7B, 0, "[24~"),
        (0x25, LEFT_CTRL, "[1;5D"),
        (0x24, LEFT_CTRL, "[1;5H"),
        (0x26, SHIFT, "[1;2A"),
        (0x27, SHIFT | LEFT_CTRL, "[1;6C"),
        (0x2E, LEFT_CTRL, "[3;5~"),
    ],
)
def test_a_key_without_a_letter_is_the_sequence_of_other_terminals(
    key: int, held: int, sequence: str
) -> None:
    assert read([record(key=key, held=held)]) == f"\x1b{sequence}"


def test_shift_and_tab_is_no_tab() -> None:
    assert read([record(ord("\t"), 9, SHIFT)]) == "\x1b[Z"


def test_a_key_that_is_held_down_repeats() -> None:
    assert read([record(ord("x"), times=3)]) == "xxx"


@pytest.mark.parametrize("kind", [MOUSE, FOCUS, 4, 8])
def test_what_is_no_key_types_nothing(kind: int) -> None:
    assert read([record(ord("x"), kind=kind)]) == ""


@pytest.mark.parametrize("key", [0x10, 0x11, 0x14, 0x5B, 0x90])
def test_a_key_that_only_marks_others_types_nothing(key: int) -> None:
    assert read([record(key=key)]) == ""


def test_a_letter_by_its_number_comes_when_alt_is_let_go() -> None:
    assert read([record(key=ALT_KEY), record(0xE0, ALT_KEY, down=False)]) == "à"


@pytest.mark.parametrize("letter", "@{€ł")
def test_altgr_writes_its_letter(letter: str) -> None:
    assert read([record(ord(letter), held=RIGHT_ALT | LEFT_CTRL)]) == letter


def test_alt_and_a_letter_is_what_it_is_in_other_terminals() -> None:
    assert read([record(ord("b"), held=LEFT_ALT)]) == "\x1bb"


def test_ctrl_and_backspace_takes_a_word_back() -> None:
    assert read([record(0x7F, 8, LEFT_CTRL)]) == "\x17"


def test_half_a_letter_is_said_to_be_one() -> None:
    assert read([record(0xDE00)]) == "\N{REPLACEMENT CHARACTER}"
