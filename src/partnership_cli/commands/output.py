"""In which form a document is made, and where it goes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, ParamSpec

from partnership_cli.errors import FileProblemError, OutputError, PartnershipError, UsageError
from partnership_cli.files import (
    is_same_file,
    is_taken,
    list_folder,
    read_file,
    require_file_name,
    write_new,
)
from partnership_cli.formats.document_forms import DocumentForm
from partnership_cli.formats.note import is_note
from partnership_cli.terminal.console import Console

STDOUT: Final = "-"
_LONGEST_IN_A_FILE_NAME: Final = 40
_Given = ParamSpec("_Given")


@dataclass(frozen=True)
class Destination:
    """What was asked for: a form, or None, and a file, a folder or `-`, or None; large print.

    `sources` are the files that the document is made of; it takes the place of none of them.
    """

    form: str | None = None
    output: str | None = None
    large: bool = False
    sources: tuple[Path, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        """Raise UsageError where the system takes no such name, before anything is asked."""
        if self.output is not None and not self.is_stdout:
            require_file_name(self.output)

    @property
    def is_stdout(self) -> bool:
        """Whether the document is to be written to standard output."""
        return self.output == STDOUT

    @property
    def path(self) -> Path:
        """The file or folder that was named; the folder one stands in where none was."""
        return expand(self.output or ".")

    @property
    def is_folder(self) -> bool:
        """Whether documents go into a folder, under names of their own."""
        return (
            self.output is None
            or self.output.endswith(("/", "\\"))
            or (not self.is_stdout and list_folder(self.path) is not None)
        )

    def choose_form(self, forms: Sequence[DocumentForm[_Given]]) -> DocumentForm[_Given]:
        """Return the form: as it was said, or by the ending of the file. Raises UsageError.

        Large print is of a form that has a size, and the first of those is meant.
        """
        if not self.large:
            return self._find_form(forms)
        found = self._find_form(sorted(forms, key=lambda form: form.large is None))
        if found.large is None:
            raise UsageError(
                f"large print is made in html, and this is {found.name}",
                "Add --format html, or leave --large out.",
            )
        return replace(found, render=found.large)

    def _find_form(self, forms: Sequence[DocumentForm[_Given]]) -> DocumentForm[_Given]:
        if self.form is not None:
            for form in forms:
                if form.name == self.form:
                    return form
            shown = repr(self.form[:60])
            known = _list_or([form.name for form in forms])
            raise UsageError(
                f"{shown} is no form that this can have",
                _tell_pdf(forms, self.form) or f"Say {known}.",
            )
        ending = "" if self.is_folder or self.is_stdout else self.path.suffix.lower()
        for form in forms:
            if not ending or ending in form.endings:
                return form
        ends = _list_or([form.endings[0] for form in forms])
        raise UsageError(
            f"{ending} is no form that this can have",
            _tell_pdf(forms, ending[1:])
            or f"Let the name end in {ends}, or say which with --format.",
        )

    def require_free(self, form: str, *, force: bool) -> None:
        """Raise UsageError where the file already exists and is not to be replaced."""
        if self.is_folder or self.is_stdout:
            return
        path = self._complete(f".{form}")
        self._spare(path)
        if not force and is_taken(path):
            raise UsageError(
                f"{path} already exists. Nothing was changed",
                "Choose another name, or add --force to replace it.",
            )

    def name_file(self, name: str, *, numbered: bool = False) -> Path:
        """Return the file to write; `name` is what it is called in a folder, perhaps `numbered`.

        Raises UsageError where the document is made of that file.
        """
        path = self.path / name if self.is_folder else self._complete(Path(name).suffix)
        if self.is_folder and numbered:
            return find_free_name(path)
        self._spare(path)
        return path

    def as_folder(self) -> Destination:
        """Return the folder that a name without an ending means where there are several files."""
        if self.is_folder or self.is_stdout or self.path.suffix or is_taken(self.path):
            return self
        return replace(self, output=f"{self.output}/")

    def _complete(self, ending: str) -> Path:
        """Return the file that was named, with an ending where it has none and is not there yet."""
        path = self.path
        if path.suffix or not path.name or is_taken(path):
            return path
        return path.with_name(path.name + ending)

    def _spare(self, path: Path) -> None:
        if any(is_same_file(path, source) for source in self.sources):
            raise UsageError(
                f"{path} is one of the files you gave. Nothing was changed", "Choose another name."
            )


def _list_or(names: Sequence[str]) -> str:
    *others, last = names
    return " or ".join(filter(None, (", ".join(others), last)))


def _tell_pdf(forms: Sequence[DocumentForm[_Given]], wanted: str) -> str:
    """Return how to get a PDF, where one is wanted and the document can be a page."""
    if wanted.lower() == "pdf" and any(form.name == "html" for form in forms):
        return (
            "For a PDF: let the name end in .html, open the file in a browser, and print it "
            "into a PDF there."
        )
    return ""


def show_document(
    console: Console, form: DocumentForm[_Given], *given: _Given.args, **named: _Given.kwargs
) -> None:
    """Write a document to standard output. Raises UsageError where it is no text."""
    if form.value is not None:
        console.json(form.value(*given, **named))
        return
    text = form.render(*given, **named)
    if isinstance(text, bytes):
        raise UsageError(
            f"{form.name} is not text, and cannot be shown here",
            f"Name a file: -o NAME.{form.name}",
        )
    console.verbatim(text.removesuffix("\n"))


def expand(name: str) -> Path:
    """Return the path of a name that was typed; `~` is one's own home. Raises UsageError."""
    path = Path(name)
    # pathlib takes ./~ for ~ as well.
    if not name.startswith("~"):
        return path
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise UsageError(
            f"there is no home of {path.parts[0]}", f"For a file of that name: ./{name}"
        ) from error


def name_all(console: Console, made: Iterable[Path]) -> None:
    """Make every file, and name them then: a reader of the names who leaves stops nothing.

    Where one cannot be made, those that are there are named first. Raises what making raises.
    """
    done: list[Path] = []
    try:
        done.extend(made)
    except PartnershipError:
        # What went wrong is said, whether somebody reads the names or not.
        with suppress(OutputError):
            console.made(list(map(name_place, done)))
        raise
    console.made(list(map(name_place, done)))


def name_place(path: Path) -> str:
    """Return the whole path of a file that was made: a bare name tells nobody where to look."""
    try:
        return str(path.absolute())
    except OSError:
        # The folder one stands in was removed.
        return str(path)


def write_document(path: Path, text: str | bytes, *, force: bool) -> None:
    """Write a document that was asked for; no document takes the place of a note.

    Raises UsageError, NotSavedError.
    """
    if force and _holds_note(path):
        raise UsageError(f"{path} is a note. Nothing was changed", "Choose another name.")
    write_new(path, text if isinstance(text, bytes) else text.encode(), force=force)


def _holds_note(path: Path) -> bool:
    # A link is replaced, and what it leads to stays as it is.
    with suppress(FileProblemError):
        return is_note(read_file(path) or b"")
    return False


def name_for_file(name: str) -> str:
    """Return a name as part of the name of a file, in which no sign means anything."""
    plain = "".join(
        char if char.isalnum() else "-" for char in unicodedata.normalize("NFC", name.casefold())
    )
    return "-".join(filter(None, plain.split("-")))[:_LONGEST_IN_A_FILE_NAME].strip("-")


def find_free_name(path: Path) -> Path:
    """Return the path, with a number where something has that name already."""
    free, number = path, 1
    while is_taken(free):
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free
