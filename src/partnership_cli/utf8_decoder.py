"""Bytes of a file as UTF-8 text, and the place of what is none."""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from partnership_cli.errors import Problems

_KIB: Final = 1024
_MIB: Final = 1024 * 1024


def decode_utf8(data: bytes, problems: Problems, limit: int) -> str:
    """Return the text of a file, without a byte order mark.

    More than `limit` bytes, or bytes that are not UTF-8, are added to `problems`; the text is
    then empty.
    """
    if len(data) > limit:
        size = f"{limit // _MIB} MiB" if limit % _MIB == 0 else f"{limit // _KIB} KiB"
        problems.add(1, 1, f"larger than {size}", "make it smaller")
        return ""
    data = data.removeprefix(BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        # What stands before it may be cut within a letter, as a surrogate is.
        before = data[: error.start].decode(errors="replace")
        problems.add(*locate_offset(before, len(before)), "not UTF-8 text", "save it as UTF-8")
        return ""


def locate_offset(text: str, at: int) -> tuple[int, int]:
    """Return line and column, from 1, of a place in a text."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
