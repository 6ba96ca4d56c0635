"""The text of a file that somebody saved with another program, in whatever encoding."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from partnership_cli.reflection.session import clean_text

_LOOKED_AT = 4096


def decode_text(data: bytes) -> str:
    """Return the text of UTF-8, UTF-16 or Windows-1252 bytes, its line ends as line feeds.

    UTF-16 is known by its mark, or by the zero bytes of its spaces and Latin letters. What
    is neither is Windows-1252, in which every byte means something or becomes U+FFFD.
    """
    return clean_text(data.decode(_find_encoding(data), "replace")).removeprefix("\ufeff")


def _find_encoding(data: bytes) -> str:
    if data.startswith(BOM_UTF8):
        return "utf-8"
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    first = data[:_LOOKED_AT]
    if first.count(0) * 4 > len(first):
        return "utf-16-le" if first[1::2].count(0) >= first[::2].count(0) else "utf-16-be"
    try:
        data.decode()
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
