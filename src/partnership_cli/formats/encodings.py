"""Bytes of any common encoding as text."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from partnership_cli.reflection.session import clean_text

_HEAD_BYTES = 4096
_LEAST_GOOD_PER_BAD = 3
_WINDOW_BYTES = 65536
_IF_WRONG = "If letters are wrong, save the file as UTF-8, and give it again."
_DOCUMENTS = (b"PK\x03\x04", b"{\\rtf", b"%PDF", b"\xd0\xcf\x11\xe0", b"<!doctype html", b"<html")
"""How a file of a word processor begins, or a page for a browser or for paper."""


def decode_text(data: bytes) -> str:
    """Return the text of UTF-8, UTF-16 or Windows-1252 bytes, its line ends as line feeds.

    UTF-16 is known by its mark, or by the zero bytes of its spaces and Latin letters. A text
    in which few of the signs are not UTF-8 is, with U+FFFD for those. What is none of them is
    Windows-1252, in which every byte means something or becomes U+FFFD.
    """
    return clean_text(data.decode(_find_encoding(data), "replace")).removeprefix("\ufeff")


def tell_encoding(data: bytes, file: str) -> tuple[str, ...]:
    """Return a sentence about the encoding; nothing where all of it is UTF-8."""
    encoding = _find_encoding(data)
    if encoding.startswith("utf-16"):
        return (f"{file}: this is not UTF-8: read as UTF-16.",)
    if encoding == "cp1252":
        return (f"{file}: this is not UTF-8: read as Windows-1252. {_IF_WRONG}",)
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return (f"{file}:{line}: a letter here cannot be read: it shows as \ufffd. {_IF_WRONG}",)
    return ()


def is_document(data: bytes) -> bool:
    """Tell whether these bytes are a document of another program, and no plain text."""
    return (
        data.removeprefix(BOM_UTF8)[:_HEAD_BYTES]
        .lstrip()
        .lower()
        .startswith(tuple(one.lower() for one in _DOCUMENTS))
    )


def _find_encoding(data: bytes) -> str:
    if data.startswith(BOM_UTF8):
        return "utf-8"
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    first = data[:_HEAD_BYTES]
    if first.count(0) * 4 > len(first):
        return "utf-16-le" if first[1::2].count(0) >= first[::2].count(0) else "utf-16-be"
    try:
        data.decode()
    except UnicodeDecodeError as error:
        # One byte that a terminal or a cut got wrong does not make a whole text another one.
        near = data[max(error.start - _WINDOW_BYTES, 0) : error.start + _WINDOW_BYTES]
        text = near.decode(errors="replace")
        bad = text.count("\ufffd")
        good = len(text) - len(text.encode("ascii", "ignore"))
        return "utf-8" if good - bad >= _LEAST_GOOD_PER_BAD * bad else "cp1252"
    return "utf-8"
