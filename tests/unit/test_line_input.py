"""Lines from the keyboard: words are kept as typed, and what nobody typed is no word."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from typing import Final

import pytest

from partnership_cli.errors import StopRequest
from partnership_cli.terminal.line_input import InputLine
from reports import LONG_FORMS, REPORTS, UNNAMED

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminal", allow_module_level=True)

from desks import PlainDesk

ESC: Final = "\x1b"
UNNAMED_BYTES: Final = [
    chr(code) for code in range(32) if chr(code) not in "\x03\x04\x08\t\n\r\x15\x17"
]
SIGNS: Final = [chr(code) for code in range(32, 127) if chr(code) not in "[O"]


@pytest.fixture
def desk() -> Iterator[PlainDesk]:
    desk = PlainDesk()
    yield desk
    desk.close()


@pytest.mark.parametrize("byte", UNNAMED_BYTES, ids=repr)
@pytest.mark.parametrize("times", [1, 2])
def test_a_control_character_that_is_not_named_does_nothing(
    byte: str, times: int, desk: PlainDesk
) -> None:
    # Esc alone is told from Alt by the time after it.
    after = "" if byte == ESC else " cd"
    assert desk.read(f"ab{byte * times}{after}\r").text == f"ab{after}"


@pytest.mark.parametrize("sign", SIGNS)
def test_alt_and_a_sign_does_nothing(sign: str, desk: PlainDesk) -> None:
    assert desk.read(f"ab{ESC}{sign}cd\r").text == "abcd"


@pytest.mark.parametrize("report", [*REPORTS.values(), *UNNAMED])
def test_a_report_of_the_terminal_is_no_word(report: str, desk: PlainDesk) -> None:
    assert desk.read(f"ab{report}cd\r").text == "abcd"
    assert desk.screen.text == "abcd\n"


@pytest.mark.parametrize(("key", "letter"), LONG_FORMS.items())
def test_a_key_in_its_long_form_writes_its_letter(key: str, letter: str, desk: PlainDesk) -> None:
    assert desk.read_lines(f"ab{key}cd") == f"ab{letter}cd"


@pytest.mark.parametrize(
    "report", ["\x1b[I", "\x1b]11;rgb:1414/1414/1414\x1b\\", "\x1bP>|XTerm\x1b\\"]
)
@pytest.mark.parametrize("place", [1, 2, -1])
def test_a_report_in_two_pieces_is_no_word(report: str, place: int, desk: PlainDesk) -> None:
    desk.send(f"ab{report[:place]}")
    desk.send_later(f"{report[place:]}cd\r")
    assert desk.reader.read_line("").text == "abcd"


def test_words_after_esc_stay(desk: PlainDesk) -> None:
    desk.send(f"ab{ESC}")
    desk.send_later("done\r")
    assert desk.reader.read_line("").text == "abdone"


def test_words_after_what_only_begins_like_a_report_are_shown_soon(desk: PlainDesk) -> None:
    desk.send(f"ab{ESC}]10 people")
    desk.send_later("\r", pause=2)
    seen: list[str] = []
    desk.reader.read_line("", lambda: seen.append(desk.reader.partial))
    assert "ab10 people" in seen


@pytest.mark.parametrize("key", ["\x7f", "\x08"])
def test_backspace_takes_a_letter_back(key: str, desk: PlainDesk) -> None:
    assert desk.read(f"ab{key}c\r").text == "ac"


@pytest.mark.parametrize("key", ["\x17", f"{ESC}\x7f", "\x1b[127;3u"])
def test_a_word_is_taken_back(key: str, desk: PlainDesk) -> None:
    assert desk.read(f"one two{key}\r").text == "one "


@pytest.mark.parametrize("key", ["\x03", "\x1b[99;5u"])
def test_control_c_stops_with_the_words_kept(key: str, desk: PlainDesk) -> None:
    with pytest.raises(StopRequest) as stop:
        desk.read(f"ab{key}")
    assert (desk.reader.partial, stop.value.signal) == ("ab", signal.SIGINT)


def test_a_paste_is_exact_and_no_part_of_it_deletes(desk: PlainDesk) -> None:
    assert desk.read("\x1b[200~one\x15\x7f two\r") == InputLine("one two", pasted=True)
    assert desk.read("\x1b[201~three\r") == InputLine("three")


def test_a_report_does_not_count_as_something_typed(desk: PlainDesk) -> None:
    desk.send("\x1b[I")
    assert not desk.reader.waits(0.01)
    desk.send("\x1b[Ia")
    assert desk.reader.waits(5)
    assert desk.read("b\r").text == "ab"


def test_the_rest_is_what_was_typed_without_reports(desk: PlainDesk) -> None:
    desk.send("two\x1b[I\rthree\x1b")
    assert desk.reader.take_rest() == "two\nthree"


def test_what_was_put_back_is_read_first_and_can_be_taken(desk: PlainDesk) -> None:
    desk.reader.put_back("one\rtwo\x1b[")
    assert desk.reader.read_line("").text == "one"
    assert desk.reader.take_waiting() == "two\x1b["


def test_bytes_in_another_encoding_are_letters_and_are_told(desk: PlainDesk) -> None:
    assert desk.read(b"caf\xe9 caf\xc3\xa9\r").text == "café café"
    assert desk.reader.guessed
