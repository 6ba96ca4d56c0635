"""The keys of the editor in rich mode: those of the list do what it says, others nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

import pytest
from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.keys import Keys

from partnership_cli.terminal.rich_keyboard import Keyboard
from partnership_cli.terminal.slash_commands import SlashCommand
from reports import LONG_FORMS, REPORTS, UNNAMED

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminal", allow_module_level=True)

from desks import RichDesk

ESC: Final = "\x1b"
LEFT, RIGHT, UP, DOWN, HOME, END = (f"{ESC}[{sign}" for sign in "DCABHF")
CTRL_LEFT, CTRL_RIGHT = f"{ESC}[1;5D", f"{ESC}[1;5C"
CTRL_HOME, CTRL_END = f"{ESC}[1;5H", f"{ESC}[1;5F"
SHIFT_LEFT, SHIFT_UP, SHIFT_HOME = f"{ESC}[1;2D", f"{ESC}[1;2A", f"{ESC}[1;2H"
DELETE, F1, F2 = f"{ESC}[3~", f"{ESC}OP", f"{ESC}OQ"


@pytest.fixture
def desk() -> Iterator[RichDesk]:
    desk = RichDesk()
    yield desk
    desk.close()


SPOKEN_FOR: Final = {
    "\x03": "pause",
    "\x04": "finish",
    "\x08": "delete",
    "\t": "writes",
    "\n": "writes",
    "\r": "writes",
    "\x0b": "delete",
    "\x0f": "editor",
    "\x15": "delete",
    "\x17": "delete",
    "\x1a": "undo",
    "\x1f": "undo",
    "\x01": "moves",
    "\x05": "moves",
    "\x19": "redo, of which there is none",
}
UNNAMED_BYTES: Final = [chr(code) for code in range(32) if chr(code) not in SPOKEN_FOR]
# Esc and these is a key; Esc and [ or O begins longer ones, of which "cd" would be a part.
WITH_ALT: Final = {"b": "moves", "d": "deletes", "[": "begins a key", "O": "begins a key"}
SIGNS: Final = [chr(code) for code in range(32, 127) if chr(code) not in WITH_ALT]


@pytest.mark.parametrize("byte", UNNAMED_BYTES, ids=repr)
@pytest.mark.parametrize("times", [1, 2])
def test_a_control_character_that_is_not_named_does_nothing(
    byte: str, times: int, desk: RichDesk
) -> None:
    # Esc alone is told from Alt by the time after it.
    after = "" if byte == ESC else " cd"
    assert desk.write(f"ab{byte * times}{after}") == f"ab{after}"


@pytest.mark.parametrize("sign", SIGNS)
def test_alt_and_a_sign_that_is_not_named_does_nothing(sign: str, desk: RichDesk) -> None:
    assert desk.write(f"ab{ESC}{sign}cd") == "abcd"


@pytest.mark.parametrize("report", REPORTS.values(), ids=list(REPORTS))
def test_a_report_of_the_terminal_does_nothing(report: str, desk: RichDesk) -> None:
    assert desk.write(f"ab{report}cd") == "abcd"


@pytest.mark.parametrize("key", [*UNNAMED, F2, f"{ESC}[12~", f"{ESC}[Z", "\x18\x05", "\x11\x02"])
def test_a_key_that_is_not_named_does_nothing(key: str, desk: RichDesk) -> None:
    assert desk.write(f"ab{key}cd") == "abcd"


@pytest.mark.parametrize(("key", "letter"), LONG_FORMS.items())
def test_a_key_in_its_long_form_writes_its_letter(key: str, letter: str, desk: RichDesk) -> None:
    assert desk.write(f"ab{key}cd") == f"ab{letter}cd"


@pytest.mark.parametrize("key", ["\x1b[99;5u", "\x1b[27;5;99~"])
def test_control_c_in_its_long_form_pauses(key: str, desk: RichDesk) -> None:
    edited = desk.edit(f"ab{key}")
    assert (edited.command, edited.text, edited.signal) == (SlashCommand.PAUSE, "ab", 2)


TABLE: Final = {
    "left and right": (f"ab{LEFT}{LEFT}1{RIGHT}2", "1a2b"),
    "left over a line end": (f"a\rb{LEFT}{LEFT}1", "a1\nb"),
    "up and down": (f"ab\rcd{UP}1{DOWN}2", "ab1\ncd2"),
    "home and end": (f"a\rb{HOME}1{END}2", "a\n1b2"),
    "Ctrl-A and Ctrl-E": ("a\rb\x011\x052", "a\n1b2"),
    "to the start and the end": (f"a\rb{CTRL_HOME}1{CTRL_END}2", "1a\nb2"),
    "back and on by a word": (f"one two{CTRL_LEFT}{CTRL_LEFT}1{CTRL_RIGHT}2", "1one2 two"),
    "Alt-B and Alt-F": (f"one two{ESC}b{ESC}b1{ESC}f2", "1one2 two"),
    "Ctrl-W": ("one, two\x171", "one, 1"),
    "Alt-Backspace": (f"café 漢字{ESC}\x7f1", "café 1"),
    "Alt-D": (f"one two{HOME}{ESC}d1", "1 two"),
    "Ctrl-U": (f"a\rone two{CTRL_LEFT}\x15", "a\ntwo"),
    "Ctrl-K": (f"a\rone two{HOME}{CTRL_RIGHT}\x0b", "a\none"),
    "Ctrl-U at the start": ("a\r\x15b", "ab"),
    "Backspace by what is seen": ("x\U0001f469\u200d\U0001f467\x7f", "x"),
    "Delete by what is seen": (f"\U0001f469\u200d\U0001f467x{HOME}{DELETE}", "x"),
    "Delete of a line end": (f"a\rb{UP}{END}{DELETE}", "ab"),
    "Tab": ("a\tb", "a\tb"),
    "undo by Ctrl-Z": ("a\rb\x1a", "a\n"),
    "undo by Ctrl-_": ("a\rb\x1f", "a\n"),
    "undo of a delete": ("one two\x15\x1a", "one two"),
    "redo by Ctrl-Y": ("a\rb\x1a\x1a\x19\x19", "a\nb"),
    "redo after a move": (f"a\rb\x1a{LEFT}{ESC}[I\x19", "a\nb"),
    "redo by Alt-_": (f"a\rb\x1a{ESC}_\x00", "a\nb"),
    "a selection, typed over": (f"one{SHIFT_LEFT}{SHIFT_LEFT}1", "o1"),
    "a selection, deleted": (f"one{SHIFT_HOME}\x7f", ""),
    "a selection, left by a move": (f"one{SHIFT_LEFT}{LEFT}1", "o1ne"),
    "a selection over a line end": (f"a\rb{SHIFT_UP}1", "a1"),
    "a selection, Entered over": (f"one{SHIFT_LEFT}\r", "on\n"),
    "a selection, pasted over": (f"one{SHIFT_LEFT}{ESC}[200~x\ry{ESC}[201~", "onx\ny"),
}


@pytest.mark.parametrize("name", TABLE)
def test_a_key_does_what_the_list_says(name: str, desk: RichDesk) -> None:
    keys, written = TABLE[name]
    assert desk.write(keys) == written


@pytest.mark.parametrize(
    ("key", "command"),
    [("\x0f", SlashCommand.EDIT), (F1, SlashCommand.HELP), ("\x03", SlashCommand.PAUSE)],
)
def test_a_key_asks_for_something_else(key: str, command: SlashCommand, desk: RichDesk) -> None:
    edited = desk.edit(f"ab{key}")
    assert (edited.command, edited.text) == (command, "ab")


def test_control_s_saves_now(desk: RichDesk) -> None:
    desk.write("ab\x13cd")
    assert desk.saved[0] == "ab"


def test_undo_after_300_words_takes_few_presses(desk: RichDesk) -> None:
    words = " ".join(f"word{number}" for number in range(300))
    assert desk.write(words + "\x1a" * 40) == ""
    assert desk.write(words + "\x1a" * 4) != ""
    assert desk.write(words + "\x1a" * 40 + "\x19" * 40) == words


def test_no_key_but_shift_and_a_move_begins_a_selection(desk: RichDesk) -> None:
    assert desk.write(f"one\x00 two{HOME}\x00\x00 three") == " threeone two"


def test_bytes_in_another_encoding_are_letters_and_are_told(desk: RichDesk) -> None:
    assert desk.edit(b"caf\xe9 \x93ok\x94 caf\xc3\xa9\x04").text == "café “ok” café"
    assert desk.writer.guessed


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_utf_8_is_read_where_the_session_says_ascii(encoding: str) -> None:
    desk = RichDesk(encoding)
    assert desk.write("café 漢") == "café 漢"
    assert not desk.writer.guessed
    desk.close()


def test_letters_are_read_in_the_encoding_of_the_session() -> None:
    desk = RichDesk("koi8-r")
    assert desk.edit("привет".encode("koi8-r") + b"\x04").text == "привет"
    assert not desk.writer.guessed
    desk.close()


@pytest.mark.parametrize(
    ("pieces", "typed"),
    [
        ((f"ab{ESC}", "done"), "abdone"),
        ((f"ab{ESC}", "[Icd"), "abcd"),
        ((f"ab{ESC}]11;rgb:14", f"14/14{ESC}\\cd"), "abcd"),
        ((f"ab{ESC}]11 people", ""), f"ab{ESC}]11 people"),
        ((f"ab{ESC}[200~pasted", ""), "abpasted"),
    ],
)
def test_what_comes_later_is_told_from_what_comes_at_once(
    pieces: tuple[str, str], typed: str
) -> None:
    keys: list[KeyPress] = []
    times = iter((0.0, 0.0, 0.1))
    keyboard = Keyboard(keys.append, lambda: next(times))
    for piece in pieces:
        keyboard.feed(piece)
    keyboard.flush()
    assert "".join(key.data for key in keys) == typed


def test_esc_after_which_nothing_comes_is_a_key() -> None:
    keys: list[KeyPress] = []
    keyboard = Keyboard(keys.append, lambda: 0.0)
    keyboard.feed(ESC)
    assert not keys
    keyboard.flush()
    assert [key.key for key in keys] == [Keys.Escape]


def test_what_was_begun_when_an_edit_ends_is_read_on_by_another(desk: RichDesk) -> None:
    desk.edit(f"ab\x04two{ESC}[")
    assert desk.writer.take_text() == f"two{ESC}["


def test_what_another_reader_read_is_typed_first(desk: RichDesk) -> None:
    desk.writer.give_text(f"one{ESC}[")
    assert desk.write("Itwo") == "onetwo"
