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
_RIGHT_ALT, _LEFT_ALT, _CTRL = 1, 2, 4 | 8
_CTRL_BACKSPACE: Final = "\x7f"
_MOVES: Final = {
    0x23: f"{ESC}[F",
    0x24: f"{ESC}[H",
    0x25: f"{ESC}[D",
    0x26: f"{ESC}[A",
    0x27: f"{ESC}[C",
    0x28: f"{ESC}[B",
}
"""End, Home and the arrow keys."""
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
            return _MOVES.get(key, "") * max(times, 1)
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
        char = chr(unit)
        if char == _CTRL_BACKSPACE and held & _CTRL:
            return "\x17"
        # AltGr, which is Ctrl and Alt, writes letters; Alt alone does not.
        if held & (_LEFT_ALT | _RIGHT_ALT) and not held & _CTRL and unit < _HIGH.start:
            return ESC + char if char.isascii() else char
        return char
