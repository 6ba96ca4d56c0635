"""A file of Word that somebody brings, opened without trust: bounded before anything is unpacked.

How large its list of parts is, and how large each part will be, stands in the file and is looked
at first. A part is never unpacked beyond what it says. Its XML may define nothing (no DTD, so no
entities), and there are bounds on how much of it there can be.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Final, Protocol
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

LARGEST_FILE: Final = 32 * 1024 * 1024
"""Bytes of a file, pictures included, which are never unpacked."""
_LARGEST_PART: Final = 8 * 1024 * 1024
_LARGEST_LIST: Final = 256 * 1024
"""Bytes of the list of all parts."""
_NOT_WHOLE: Final = "it is no whole Word file"
TOO_LONG: Final = "it is too long, or nested too deeply"
_MOST_ELEMENTS: Final = 250_000
"""Elements and attributes of all parts that are read. A page of Word has some hundreds."""
_LONGEST_STRETCH: Final = 128 * 1024
"""Bytes without the beginning of an element. One element with very many attributes takes long."""
_BEGINS: Final = b"PK\x03\x04"
_END: Final = b"PK\x05\x06"
_END_BYTES: Final = 22
_END_64: Final = b"PK\x06\x07"
_END_64_BYTES: Final = 20
_LONGEST_COMMENT: Final = 0xFFFF
_ENCRYPTED: Final = 0x1
_BROKEN: Final = (
    BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    RuntimeError,
    ValueError,
    OSError,
    OverflowError,
)
"""What zipfile raises for bytes that are no archive, or packed in a way that it does not know."""


class PartHandler(Protocol):
    """Hears what stands in a part; the namespace stands before the name of an element."""

    def start(self, name: str, attributes: dict[str, str], /) -> None:
        """Hear the beginning of an element."""

    def end(self, name: str, /) -> None:
        """Hear the end of an element."""

    def read_text(self, text: str, /) -> None:
        """Hear words."""


class WordFileError(Exception):
    """A file of Word that is not read, and why."""


def is_docx(data: bytes) -> bool:
    """Tell whether bytes are meant as a file of Word: an archive that lists a part in `word/`."""
    return data.startswith(_BEGINS) and b"word/" in data[-_LARGEST_LIST:]


class WordArchive:
    """The parts of a file of Word. Raises WordFileError."""

    def __init__(self, data: bytes) -> None:
        if len(data) > LARGEST_FILE:
            raise WordFileError(f"it is larger than {LARGEST_FILE // 1024} KiB")
        _check_list(data)
        try:
            self._package = ZipFile(BytesIO(data))
        except _BROKEN as error:
            raise WordFileError(_NOT_WHOLE) from error
        self._left = _MOST_ELEMENTS

    def read(self, name: str) -> bytes:
        """Return a part, or no bytes where there is none of that name. Raises WordFileError."""
        entry = self._package.NameToInfo.get(name)
        if entry is None:
            return b""
        if entry.flag_bits & _ENCRYPTED:
            raise WordFileError("it is locked with a password")
        if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise WordFileError("it is packed in a way that Word does not use")
        if entry.file_size > _LARGEST_PART:
            raise WordFileError(f"unpacked it is larger than {_LARGEST_PART // 1024} KiB")
        try:
            return self._package.read(entry)
        except _BROKEN as error:
            raise WordFileError(_NOT_WHOLE) from error

    def parse(self, name: str, handler: PartHandler) -> bool:
        """Read the XML of a part, element by element; return False where there is no such part.

        Raises WordFileError.
        """
        xml = self.read(name)
        self._measure(xml)
        parser = ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = handler.start
        parser.EndElementHandler = handler.end
        parser.CharacterDataHandler = handler.read_text
        parser.StartDoctypeDeclHandler = _refuse
        try:
            if xml:
                parser.Parse(xml, True)  # noqa: FBT003 - the library takes it by position alone
        except (ExpatError, LookupError, ValueError) as error:
            raise WordFileError(_NOT_WHOLE) from error
        return bool(xml)

    def _measure(self, xml: bytes) -> None:
        """Raise WordFileError where it can be seen without reading that it would take long."""
        # An equals sign stands in each attribute, and in few words.
        self._left -= xml.count(b"<") - xml.count(b"</") + xml.count(b"=")
        stretches = range(0, len(xml), _LONGEST_STRETCH)
        if self._left < 0 or any(xml.find(b"<", at, at + _LONGEST_STRETCH) < 0 for at in stretches):
            raise WordFileError(TOO_LONG)


def _refuse(*_declared: object) -> None:
    raise WordFileError("it defines XML of its own, which no Word file does")


def _check_list(data: bytes) -> None:
    """Raise WordFileError where the list of parts is missing or too large to look at."""
    end = data.rfind(_END, -(_LONGEST_COMMENT + _END_BYTES), len(data) - _END_BYTES + len(_END))
    if end < 0:
        raise WordFileError(_NOT_WHOLE)
    (size,) = struct.unpack_from("<I", data, end + 12)
    is_64 = data[max(end - _END_64_BYTES, 0) : end].startswith(_END_64)
    if is_64 or size > _LARGEST_LIST:
        raise WordFileError("it has more parts than a Word file has")
