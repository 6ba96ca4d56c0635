"""What kind of file somebody brings. It is asked here alone, first of the file as it came."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import Final

from partnership_cli.errors import FileProblemError, Problem
from partnership_cli.formats.agreement import is_agreement
from partnership_cli.formats.docx_archive import WordFileError, is_docx
from partnership_cli.formats.encodings import decode_text, is_document
from partnership_cli.formats.handout_reader import HandoutReader
from partnership_cli.formats.mail import is_encoded_mail
from partnership_cli.formats.markdown_pages import is_export, is_together
from partnership_cli.formats.note import is_note
from partnership_cli.formats.note_detection import holds_note, is_day
from partnership_cli.formats.question_matcher import QuestionIndex
from partnership_cli.formats.shared_file import is_shared

_FIRST: Final = 60
"""Lines among which a page has its title and a day."""
_TITLE_LINES: Final = 2
_SAVE_ANEW: Final = "save it again as .docx, or as plain text (.txt), and give that"


class FileKind(Enum):
    """What a file is."""

    DOCUMENT = auto()
    """A page for a browser or for paper, or a file of another program."""
    MAIL = auto()
    """A mail as it was sent, whose letters are written as codes."""
    PRIVATE = auto()
    """A note or an export, with answers that nobody chose to share."""
    TOGETHER = auto()
    AGREEMENT = auto()
    SHARED = auto()
    HANDOUT = auto()
    OTHER = auto()


def unpack_word(data: bytes, name: str, index: QuestionIndex) -> tuple[bytes, tuple[str, ...]]:
    """Return the text of a file of Word as bytes, and what is to be told of it.

    Any other file comes back as it is. Raises FileProblemError, with the reason.
    """
    if not is_docx(data):
        return data, ()
    from partnership_cli.formats.docx_reader import read_docx

    try:
        read = read_docx(data, index.texts.find)
    except WordFileError as error:
        problem = Problem(name, 0, 0, f"this Word file cannot be read ({error})", _SAVE_ANEW)
        raise FileProblemError((problem,)) from error
    return read.text.encode(), tuple(f"{name}: {sentence}" for sentence in read.told)


def recognise_file(data: bytes) -> FileKind:
    """Return what a file is as it came, before what other programs did to it is undone."""
    if is_document(data):
        return FileKind.DOCUMENT
    text = decode_text(data)
    return next((kind for kind, is_one in _AS_IT_CAME if is_one(text)), FileKind.OTHER)


def _is_private(text: str) -> bool:
    return is_note(text.encode()) or is_export(text) or holds_note(text)


_Rows = tuple[tuple[FileKind, Callable[[str], bool]], ...]
_AS_IT_CAME: Final[_Rows] = (
    (FileKind.MAIL, is_encoded_mail),
    (FileKind.PRIVATE, _is_private),
)


class TextRecogniser:
    """Tells what a text is, by the words of one framework, when all has been undone."""

    def __init__(self, index: QuestionIndex, handouts: HandoutReader) -> None:
        self._index = index
        self._rows: _Rows = (
            (FileKind.TOGETHER, is_together),
            (FileKind.AGREEMENT, is_agreement),
            (FileKind.SHARED, is_shared),
            (FileKind.HANDOUT, handouts.is_handout),
        )

    def recognise(self, text: str) -> FileKind:
        """Return what a text is: OTHER too where a handout has lost its first words."""
        return next((kind for kind, is_one in self._rows if is_one(text)), FileKind.OTHER)

    def may_be_export(self, text: str, kind: FileKind) -> bool:
        """Tell whether a text of some kind may be an export, with private answers."""
        if kind in {FileKind.SHARED, FileKind.TOGETHER, FileKind.AGREEMENT}:
            return False
        return is_export(text) or (kind is FileKind.OTHER and self._has_day_above(text))

    def _has_day_above(self, text: str) -> bool:
        """Tell whether a day stands above the questions. The title may be a question too."""
        written = [line for line in text.split("\n")[:_FIRST] if line.strip(" \t>")]
        asked = (at for at in range(1, len(written)) if self._index.texts.find_at(written, at))
        above = written[: next(asked, len(written))]
        if above and self._index.texts.find(above[0]):
            above = above[:_TITLE_LINES]
        return any(map(is_day, above))
