"""What a Windows console says of its keys, as the letters and sequences of any other terminal."""

from __future__ import annotations

from struct import Struct
from typing import Final

from partnership_cli.terminal.control_sequences import ESC

# INPUT_RECORD with a KEY_EVENT_RECORD: kind, down, times, key, scan code, letter, keys held.
_RECORD: Final = Struct("<HxxiHHHHI")
RECORD_SIZE: Final = _RECORD.size
_KEY_EVENT: Final = 1
_ALT_KEY: Final = 0x12
_RIGHT_ALT, _LEFT_ALT, _CTRL, _SHIFT = 1, 2, 4 | 8, 16
_ALT: Final = _LEFT_ALT | _RIGHT_ALT
_DELETE, _TAB = "\x7f", "\t"
_LETTERS: Final = {
    **dict(zip((0x23, 0x24, 0x25, 0x26, 0x27, 0x28), "FHDACB", strict=True)),
    **dict(zip((0x70, 0x71, 0x72, 0x73), "PQRS", strict=True)),
}
"""End, Home, the arrow keys and F1 to F4: the sign that ends their sequences."""
_NUMBERS: Final = {
    **dict(zip((0x21, 0x22, 0x2D, 0x2E), (5, 6, 2, 3), strict=True)),
    **dict(zip(range(0x74, 0x7C), (15, 17, 18, 19, 20, 21, 23, 24), strict=True)),
}
"""Page Up, Page Down, Insert, Delete and F5 to F12: the number in their sequences."""
_HIGH: Final = range(0xD800, 0xDC00)
_LOW: Final = range(0xDC00, 0xE000)


class ConsoleKeys:
    """Reads the records of one console; half of a letter outside the BMP waits for the other."""

    def __init__(self) -> None:
        self._half = 0

    def read(self, record: bytes) -> str:
        """Return what a record types: nothing, a letter, or a sequence, as often as it repeats."""
        fields: tuple[int, ...] = _RECORD.unpack(record)
        kind, down, times, key, _scan, unit, held = fields
        if kind != _KEY_EVENT:
            return ""
        # A letter by its number comes when Alt is let go.
        if not down and not (key == _ALT_KEY and unit):
            return ""
        if not unit:
            return _name_key(key, held) * max(times, 1)
        return self._join(unit, held) * max(times, 1)

    def _join(self, unit: int, held: int) -> str:
        if unit in _HIGH:
            self._half = unit
            return ""
        if unit in _LOW:
            half, self._half = self._half, 0
            if not half:
                return "\N{REPLACEMENT CHARACTER}"
            return chr(0x10000 + ((half - _HIGH.start) << 10) + unit - _LOW.start)
        self._half = 0
        return _write_letter(chr(unit), held)


def _write_letter(char: str, held: int) -> str:
    """Return a letter as a terminal sends it while these keys are held."""
    if char == _DELETE and held & _CTRL:
        return "\x17"
    if char == _TAB and held & _SHIFT:
        return f"{ESC}[Z"
    # AltGr, which is Ctrl and Alt, writes letters; Alt alone does not.
    if held & _ALT and not held & _CTRL and char.isascii():
        return ESC + char
    return char


def _name_key(key: int, held: int) -> str:
    """Return the sequence of a key that has no letter, or nothing."""
    marks = 1 + bool(held & _SHIFT) + 2 * bool(held & _ALT) + 4 * bool(held & _CTRL)
    if number := _NUMBERS.get(key):
        return f"{ESC}[{number}~" if marks == 1 else f"{ESC}[{number};{marks}~"
    if not (sign := _LETTERS.get(key)):
        return ""
    if marks > 1:
        return f"{ESC}[1;{marks}{sign}"
    return f"{ESC}O{sign}" if sign in "PQRS" else f"{ESC}[{sign}"
