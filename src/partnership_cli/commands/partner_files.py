"""The files that partners gave, read as what each of them brings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from partnership_cli.errors import FileProblemError, NotFoundError, Problem, UsageError
from partnership_cli.files import list_folder, read_file
from partnership_cli.formats.credit import format_title
from partnership_cli.formats.docx_archive import LARGEST_FILE
from partnership_cli.formats.encodings import decode_text, tell_encoding
from partnership_cli.formats.file_kinds import (
    FileKind,
    TextRecogniser,
    recognise_file,
    unpack_word,
)
from partnership_cli.formats.fingerprint_words import make_fingerprint
from partnership_cli.formats.framework_attribution import attribute, escape_about
from partnership_cli.formats.handout_reader import HandoutReader
from partnership_cli.formats.question_matcher import QuestionIndex
from partnership_cli.formats.shared_file import parse_shared, restore_shared
from partnership_cli.formats.text_repair import repair
from partnership_cli.framework.companion import Companion
from partnership_cli.framework.model import Framework
from partnership_cli.framework.text_normalization import normalize_name
from partnership_cli.reflection.together import Contribution, SharedAnswer

LARGEST_CONTRIBUTION: Final = 4 * 1024 * 1024
_AT_LEAST: Final = 2
WORD: Final = ".docx"
READ_IN_FOLDERS: Final = frozenset({".md", ".markdown", ".txt", WORD})
_NEED_SAVING: Final = frozenset({".doc", ".odt", ".pages", ".pdf", ".rtf"})
_NOT_MEANT: Final = (".", "~$")
"""How names begin that systems and Word give to files of their own."""
_NOTHING: Final = "Nothing was made."
_CHANGED: Final = (
    "another program changed this file. Compare its three words: they are the same if no answer "
    "changed."
)
_NO_HANDOUT: Final = (
    "this does not begin as a handout does. Make sure that whoever wrote it chose to give it."
)
_PLAIN: Final = "another program saved this file as plain text, so it has other three words now."
_SAVE_AS_TEXT: Final = "save it as plain text (.txt) or for Word (.docx), and give that"
_REFUSED: Final[Mapping[FileKind, tuple[str, str]]] = {
    FileKind.DOCUMENT: ("this is not plain text and no Word file", _SAVE_AS_TEXT),
    FileKind.MAIL: (
        "this is a mail as it was sent",
        "save its text as plain text (.txt), and give that",
    ),
    FileKind.PRIVATE: (
        "this is a note or an export, with answers that nobody chose to share",
        "choose first, with: partnership share REF",
    ),
    FileKind.TOGETHER: (
        "this is a page that together made",
        "give what it was made of; or, to keep what is written in it: partnership together FILE "
        "--agree",
    ),
    FileKind.AGREEMENT: (
        "this is what partners agreed, and nobody's answers",
        "give it beside the files of two people",
    ),
}
"""What cannot be read as somebody's answers: what it is, and what to do instead."""


@dataclass(frozen=True)
class ContributionFile:
    """What one file holds. `name` is empty where the file does not say it."""

    path: Path
    name: str
    fingerprint: str
    answers: tuple[SharedAnswer, ...]
    told: tuple[str, ...] = ()
    """What is to be known of how it was read."""


class ContributionReader:
    """Reads the files that partners gave, by the questions of one framework."""

    def __init__(self, framework: Framework, companion: Companion) -> None:
        self._index = QuestionIndex([question for _, question in framework.questions()])
        self._handouts = HandoutReader(framework, companion)
        self._texts = TextRecogniser(self._index, self._handouts)
        self._foot = attribute(escape_about(framework.framework))
        self._title = format_title(framework.framework)

    def read_all(
        self,
        paths: Sequence[Path],
        say: Callable[[str], None],
        known: Collection[Path] = (),
        at_least: int = _AT_LEAST,
    ) -> tuple[ContributionFile, ...]:
        """Return what was given, in the order given; a folder stands for the files in it.

        `at_least` says of how many people.
        `say` hears which files of a folder were passed over, and why, and what other programs did
        to those that were read. What is `known` is read by others. Raises NotFoundError,
        FileProblemError, UsageError.
        """
        brought: dict[Path, ContributionFile] = {}
        for path in paths:
            inside = list_folder(path)
            if inside is not None:
                left = [one for one in inside if one not in known]
                brought |= {one.path: one for one in self._read_folder(left, say)}
            elif path not in known:
                brought[path] = self.read(path)
        found = tuple(brought.values())
        if len(found) < at_least:
            few = "there are not the answers of two people here"
            more = "Give two files or more, or a folder that holds them."
            if at_least < _AT_LEAST:
                few, more = "there is no file with answers here", "Give a file, or another folder."
            raise UsageError(few, more, _NOTHING)
        if not any(one.answers for one in found):
            raise UsageError(
                "nothing is written in these pages yet", "Write below a question.", _NOTHING
            )
        _refuse_repeats(found)
        for one in found:
            for told in one.told:
                say(told)
        return found

    def read(self, path: Path) -> ContributionFile:
        """Return what one file holds. Raises NotFoundError, FileProblemError."""
        try:
            # A file of Word may hold pictures, which are not read.
            is_word = path.suffix.lower() == WORD
            data = read_file(path, LARGEST_FILE if is_word else LARGEST_CONTRIBUTION)
            if data is None:
                raise NotFoundError(f"there is no file {path}", words=_NOTHING)
            data, of_word = unpack_word(data, str(path), self._index)
        except FileProblemError as error:
            raise FileProblemError(error.problems, error.hint, _NOTHING) from error
        _refuse_kind(path, recognise_file(data))
        text = decode_text(data)
        if (untouched := self._read_untouched(text, path)) is not None:
            return untouched
        repaired = repair(text, str(path), self._foot)
        brought = repaired.read(lambda clear: self._read_text(clear, path))
        if self._texts.recognise(repaired.text) is FileKind.SHARED:
            brought = self._compare(brought, repaired.text, text)
        told = (*of_word, *tell_encoding(data, str(path)), *map(str, repaired.told))
        return replace(brought, told=(*told, *brought.told))

    def _read_untouched(self, text: str, path: Path) -> ContributionFile | None:
        """Return what a shared file brings that no program changed, or None for any other."""
        if self._texts.recognise(text) is not FileKind.SHARED:
            return None
        try:
            name, answers = parse_shared(text, str(path), self._index)
        except FileProblemError:
            return None
        if not answers or restore_shared(text, name, answers, self._foot) != text:
            return None
        return ContributionFile(path, name, make_fingerprint(text), answers, ())

    def _read_text(self, text: str, path: Path) -> ContributionFile:
        told: tuple[str, ...] = ()
        kind = self._texts.recognise(text)
        _refuse_kind(path, FileKind.PRIVATE if self._texts.may_be_export(text, kind) else kind)
        if kind is FileKind.SHARED:
            name, answers = parse_shared(text, str(path), self._index)
        elif (filled := self._handouts.read(text, str(path))).asked:
            name, answers = filled.name, filled.answers
            if filled.shared:
                told = (f"{path}: {_PLAIN}",)
            elif kind is not FileKind.HANDOUT:
                told = (f"{path}: {_NO_HANDOUT}",)
        else:
            is_text = path.suffix.lower() in READ_IN_FOLDERS
            do = "give the page with the questions on it" if is_text else _SAVE_AS_TEXT
            raise _refuse_file(path, f"no question of {self._title} is in it", do)
        return ContributionFile(path, name, make_fingerprint(text), answers, told)

    def _compare(self, brought: ContributionFile, clear: str, text: str) -> ContributionFile:
        """Return what a shared file brings, with the three words of the file as it was made."""
        made = restore_shared(clear, brought.name, brought.answers, self._foot)
        told = () if made == text else (f"{brought.path}: {_CHANGED}",)
        return replace(brought, fingerprint=make_fingerprint(made), told=told)

    def _read_folder(
        self, inside: Sequence[Path], say: Callable[[str], None]
    ) -> Iterator[ContributionFile]:
        for path in inside:
            if path.name.startswith(_NOT_MEANT) or path.is_dir():
                continue
            if path.is_symlink() or not path.is_file():
                say(f"Skipped: {path}: it is a link, or no file.")
            elif path.suffix.lower() in _NEED_SAVING:
                say(f"Skipped: {path}: {_SAVE_AS_TEXT}.")
            elif path.suffix.lower() in READ_IN_FOLDERS:
                try:
                    yield self.read(path)
                except _NoContributionError as error:
                    say(f"Skipped: {path}: {error.problems[0].what}.")


class _NoContributionError(FileProblemError):
    """A file that holds nobody's answers; in a folder it is passed over."""


def name_contributors(
    brought: Sequence[ContributionFile], ask: Callable[[ContributionFile], str]
) -> list[Contribution]:
    """Return what people bring, each under a name; `ask` gives those that no file says.

    Where it gives none, the file is left out.
    Raises UsageError when two files are of one person, and what `ask` raises.
    """
    named: dict[str, ContributionFile] = {}
    people = []
    for one in brought:
        name = one.name or ask(one)
        if not name:
            continue
        if (other := named.setdefault(normalize_name(name), one)) is not one:
            raise UsageError(
                f"{name} is in two files: {other.path} and {one.path}",
                "Give one of them. If they are two people, change a name in the file itself.",
                _NOTHING,
            )
        people.append(Contribution(name, one.fingerprint, one.answers))
    return people


def _refuse_repeats(found: Sequence[ContributionFile]) -> None:
    seen: dict[str, Path] = {}
    for one in found:
        if not one.answers:
            # Two pages on which nobody has written yet are alike.
            continue
        other = seen.setdefault(one.fingerprint, one.path)
        if other != one.path:
            raise UsageError(
                f"the same words are in {other} and {one.path}",
                "Give one of the two.",
                _NOTHING,
            )


def _refuse_kind(path: Path, kind: FileKind) -> None:
    if kind in _REFUSED:
        raise _refuse_file(path, *_REFUSED[kind])


def _refuse_file(path: Path, what: str, do: str) -> _NoContributionError:
    return _NoContributionError((Problem(str(path), 1, 1, what, do),), words=_NOTHING)
