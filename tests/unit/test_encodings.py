"""Text from whatever program saved it."""

from __future__ import annotations

import pytest

from partnership_cli.formats.encodings import decode_text

TEXT = "Who – “Zoë”?\nCafé\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_text_is_read_in_whatever_encoding(encoding: str, line_end: str) -> None:
    assert decode_text(TEXT.replace("\n", line_end).encode(encoding)) == TEXT


def test_a_mark_of_big_endian_is_obeyed() -> None:
    assert decode_text(b"\xfe\xff" + TEXT.encode("utf-16-be")) == TEXT


@pytest.mark.parametrize("data", [b"", b"\x00", b"\xff", b"\xff\xfe", b"\xff\xfe\x00", b"\x00\xd8"])
def test_no_bytes_are_refused(data: bytes) -> None:
    decode_text(data).encode()


def test_every_byte_means_something_or_is_replaced() -> None:
    text = decode_text(bytes(range(1, 256)))
    assert len(text) == 255
    assert text.count("\ufffd") == 5
    assert "\x00" not in text


def test_chinese_in_utf_8_is_not_taken_for_utf_16() -> None:
    assert decode_text("你好，世界".encode()) == "你好，世界"
