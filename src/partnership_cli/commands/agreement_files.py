"""What partners agreed, among the files that are given to `together`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from partnership_cli.commands.output import expand
from partnership_cli.commands.partner_files import LARGEST_CONTRIBUTION, READ_IN_FOLDERS, WORD
from partnership_cli.context import AppContext
from partnership_cli.errors import FileProblemError, NotFoundError, Problem, UsageError
from partnership_cli.files import is_taken, list_folder, read_file
from partnership_cli.formats.agreement import is_agreement, render_agreement
from partnership_cli.formats.agreement_reader import AgreementReader, AgreementReading
from partnership_cli.formats.docx_archive import LARGEST_FILE
from partnership_cli.formats.encodings import decode_text, tell_encoding
from partnership_cli.formats.file_kinds import FileKind, recognise_file, unpack_word
from partnership_cli.formats.framework_attribution import attribute, escape_about
from partnership_cli.formats.markdown_pages import is_together
from partnership_cli.formats.question_matcher import QuestionIndex
from partnership_cli.formats.text_repair import repair
from partnership_cli.framework.model import Framework
from partnership_cli.reflection.agreement import BETWEEN_US, Agreement
from partnership_cli.reflection.dates import format_date

_CHANGED: Final = (
    "its words were changed since its three words were made. Check that you have the same page."
)
_WRITE: Final = f"write below “{BETWEEN_US[0]}”, or below another such line"


@dataclass(frozen=True, slots=True)
class AgreementFile:
    """What one file says was agreed. `filled` when it is a page of `together`, filled in."""

    path: Path
    agreement: Agreement
    filled: bool = False
    told: tuple[str, ...] = ()
    """What is to be known of how it was read."""


def find_agreement(
    framework: Framework, day: str, paths: Sequence[Path], *, filled: bool
) -> AgreementFile | None:
    """Return what was agreed, if a file says it; a folder stands for the files in it.

    `day` is that of a page which names none. Pages of `together` are looked into where they may
    be `filled` in. Raises FileProblemError, and UsageError where there are two of them.
    """
    finder = _AgreementFinder(framework, day)
    read = (finder.read(path, filled=filled) for path in list_files(paths))
    found = [one for one in read if one is not None]
    for one in found:
        if one.agreement.is_empty and one.path in paths:
            raise FileProblemError(
                (Problem(str(one.path), 1, 1, "nothing is agreed in it yet", _WRITE),),
                "Fill it in, and give it again.",
                "Nothing was made.",
            )
    found = [one for one in found if not one.agreement.is_empty]
    if len(found) > 1:
        raise UsageError(
            f"two files say what was agreed: {found[0].path} and {found[1].path}",
            "Give one of the two.",
            "Nothing was made.",
        )
    return found[0] if found else None


def require_agreement(context: AppContext, file: str) -> Agreement:
    """Return what one file says was agreed, and say how it was read.

    Raises NotFoundError, UsageError, FileProblemError.
    """
    path = expand(file)
    day = format_date(context.now())
    found = find_agreement(context.framework, day, [path], filled=True)
    if found is None and not is_taken(path):
        raise NotFoundError(f"there is no file {file}", words="Nothing was begun.")
    if found is None:
        raise UsageError(
            f"{file} does not say what was agreed",
            "Give a file that was made with: partnership together FILES --agree",
            "Nothing was begun.",
        )
    for told in found.told:
        context.console.say(told)
    return found.agreement


class _AgreementFinder:
    """Reads one file after the other by the questions of one framework."""

    def __init__(self, framework: Framework, day: str) -> None:
        questions = [question for _, question in framework.questions()]
        self._about = framework.framework
        self._foot = attribute(escape_about(self._about))
        self._index = QuestionIndex(questions)
        self._reader = AgreementReader(self._index, questions, self._foot)
        self._day = day

    def read(self, path: Path, *, filled: bool) -> AgreementFile | None:
        """Return what one file says, or None where it is of another kind."""
        is_word = path.suffix.lower() == WORD
        try:
            data = read_file(path, LARGEST_FILE if is_word else LARGEST_CONTRIBUTION) or b""
            data, of_word = unpack_word(data, str(path), self._index)
        except FileProblemError:
            # Whoever reads answers says it, of this file as of any other.
            return None
        if recognise_file(data) in {FileKind.DOCUMENT, FileKind.MAIL, FileKind.PRIVATE}:
            return None
        text = decode_text(data)
        if is_agreement(text) and (untouched := self._read_untouched(text, path)):
            return untouched
        repaired = repair(text, str(path), self._foot)
        is_page = filled and is_together(repaired.text)
        if not (is_agreement(repaired.text) or is_page):
            return None
        reading = repaired.read(lambda clear: self._reader.read(clear, str(path), self._day))
        told = (
            *of_word,
            *tell_encoding(data, str(path)),
            *map(str, repaired.told),
            *_tell(path, reading),
        )
        return AgreementFile(path, reading.agreement, is_page, told)

    def _read_untouched(self, text: str, path: Path) -> AgreementFile | None:
        """Return what a page says that no program changed, or None for any other."""
        try:
            reading = self._reader.read(text, str(path), self._day)
        except FileProblemError:
            return None
        if render_agreement(reading.agreement, self._about) != text:
            return None
        return AgreementFile(path, reading.agreement, told=_tell(path, reading))


def _tell(path: Path, reading: AgreementReading) -> tuple[str, ...]:
    return (f"{path}: {_CHANGED}",) if reading.changed else ()


def list_files(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files that are given, and those in folders that can be read."""
    for path in paths:
        inside = list_folder(path)
        if inside is None:
            yield path
        else:
            yield from (one for one in inside if _is_text(one))


def _is_text(path: Path) -> bool:
    usual = path.is_file() and not path.is_symlink() and not path.name.startswith(".")
    return usual and path.suffix.lower() in READ_IN_FOLDERS
