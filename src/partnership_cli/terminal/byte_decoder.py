"""Letters out of the bytes of a keyboard, none of which is dropped without a word."""

from __future__ import annotations

import codecs
from typing import Final

_FIRST_BYTE: Final = 0xDC80
_LAST_BYTE: Final = 0xDCFF
_FROM_BYTES: Final = 0xDC00


class Letters:
    """Decodes what is typed, in the encoding of the terminal, as UTF-8 where that is ASCII only.

    A byte that does not fit is read as a Western European letter, and `guessed` is then true.
    """

    def __init__(self, encoding: str | None = None) -> None:
        self.guessed = False
        self._decoder = codecs.getincrementaldecoder(_choose(encoding))("surrogateescape")

    def decode(self, data: bytes, *, last: bool = False) -> str:
        """Return the letters that so many bytes complete; with `last`, no more are to come."""
        text = self._decoder.decode(data, last)
        if text.isascii():
            return text
        return "".join(map(self._guess, text))

    def _guess(self, char: str) -> str:
        if not _FIRST_BYTE <= ord(char) <= _LAST_BYTE:
            return char
        self.guessed = True
        byte = bytes([ord(char) - _FROM_BYTES])
        try:
            return byte.decode("cp1252")
        except UnicodeDecodeError:
            # It stands for no letter anywhere; the sign for one that cannot be read is honest.
            return "\N{REPLACEMENT CHARACTER}"


def _choose(encoding: str | None) -> str:
    try:
        name = codecs.lookup(encoding or "utf-8").name
    except LookupError:
        return "utf-8"
    return "utf-8" if name == "ascii" else name
