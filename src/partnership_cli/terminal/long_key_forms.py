"""Keys in the long forms of newer terminals, as the form that every terminal can send."""

from __future__ import annotations

import re
from typing import Final

from partnership_cli.terminal.control_sequences import ESC

# The long forms of keys: CSI code ; modifiers : event ; text u, and CSI 27 ; modifiers ; code ~.
_LONG_KEY: Final = re.compile(
    r"\x1b\[(?:(\d+)(?::(\d*)[\d:]*)?(?:;(\d*)(?::(\d+))?(?:;([\d:]*))?)?u|27;(\d+);(\d+)~)"
)
_MARKED_KEY: Final = re.compile(r"\x1b\[(\d*);(\d+)(?::(\d))?([A-QS-Z~])")
_SHIFT, _ALT, _CTRL, _CAPS = 1, 2, 4, 64
_LOCKS: Final = 64 | 128
_RELEASED: Final = "3"
_ENTER, _TAB, _ESCAPE, _BACKSPACE, _KEYPAD_ENTER = 13, 9, 27, 127, 57414
_KEYPAD: Final = {57399 + place: sign for place, sign in enumerate("0123456789./*-+")}
_FIRST_LETTER: Final = 32
_UNUSED: Final = range(0xE000, 0xF900)


def shorten(sequence: str) -> str:
    """Return a key in the form that every terminal can send, or nothing for what is no key.

    Enter with Shift held is Enter, a letter in a long form is that letter, Ctrl and a letter are
    the control character. A key that was let go is nothing.
    """
    if found := _LONG_KEY.fullmatch(sequence):
        code, shifted, marks, event, text, marks_27, code_27 = found.groups()
        if event == _RELEASED:
            return ""
        return _shorten_key(
            int((code or code_27)[:7]),
            (int((marks or marks_27 or "1")[:4]) or 1) - 1,
            int((shifted or "0")[:7]),
            text or "",
        )
    if found := _MARKED_KEY.fullmatch(sequence):
        code, marks, event, final = found.groups()
        marked = (int(marks[:4]) - 1) & ~_LOCKS
        if event == _RELEASED:
            return ""
        if marked > 0:
            return f"{ESC}[{code};{marked + 1}{final}"
        return f"{ESC}[{code}{final}" if final == "~" else f"{ESC}[{final}"
    return sequence


def _shorten_key(code: int, marks: int, shifted: int, text: str) -> str:
    held = marks & ~_LOCKS
    if code in (_ENTER, _KEYPAD_ENTER):
        return "\r"
    if code == _BACKSPACE:
        return f"{ESC}\x7f" if held & (_ALT | _CTRL) else "\x7f"
    if code in (_TAB, _ESCAPE):
        return "" if held else chr(code)
    letter = _KEYPAD.get(code) or _letter(code)
    if held in (0, _SHIFT):
        if text:
            return "".join(_letter(int(one[:7])) for one in text.split(":") if one)
        capital = bool(held & _SHIFT) != bool(marks & _CAPS and letter.isalpha())
        return (_letter(shifted) or letter.upper()) if capital else letter
    return _with_mark(letter, held)


def _with_mark(letter: str, held: int) -> str:
    """Return what Alt or Ctrl makes of a letter, if it makes something of it."""
    if held == _ALT and letter.isascii() and letter:
        return ESC + letter
    if held == _CTRL and letter and letter in "abcdefghijklmnopqrstuvwxyz\\]^_":
        return chr(ord(letter) & 0x1F)
    return ""


def _letter(code: int) -> str:
    """Return the letter with this number, if it is one that can be typed."""
    if code < _FIRST_LETTER or code in _UNUSED or code > 0x10FFFF:  # noqa: PLR2004 - the last
        return ""
    return letter if (letter := chr(code)).isprintable() else ""
