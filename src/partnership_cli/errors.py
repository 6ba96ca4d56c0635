"""Every error a person can meet, with what to say and how to leave.

`PartnershipError` is rendered once, in `exits.py`, as at most three lines: what happened and
why, what became of the person's words, and one command to run. Anything else that is
raised is a bug.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Final

MOST_PROBLEMS: Final = 20
"""Problems of one file that are named at once; a file of thousands is named by its first ones."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with one file, where it is, and what to do about it.

    `line` and `column` count from 1; 0 means that the place is not known.
    """

    file: str
    line: int
    column: int
    what: str
    do: str = ""

    def __str__(self) -> str:
        """`file:line:column: what: what to do`, without the parts that are not known."""
        return ": ".join(part for part in (self.place, self.what, self.do) if part)

    @property
    def place(self) -> str:
        """`file:line:column`, as far as it is known."""
        numbers = (self.line, self.column) if self.line else ()
        return ":".join([self.file, *(str(number) for number in numbers if number)])


@dataclass
class Problems:
    """The problems of one file, collected while it is read; those after the first 20 are dropped.

    `first_line` is the number of the first line, where the text stands inside another file.
    """

    file: str
    first_line: int = 1
    found: list[Problem] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.found)

    @property
    def full(self) -> bool:
        """Whether no further one would be named, so that reading on is for nothing."""
        return len(self.found) >= MOST_PROBLEMS

    def add(self, line: int, column: int, what: str, do: str) -> None:
        """Add one; `line` counts from 1 in the text that is read."""
        if not self.full:
            line += self.first_line - 1
            self.found.append(Problem(self.file, line, column, what, do))

    def make_error(self, hint: str = "", words: str = "") -> FileProblemError:
        """Return the error that names all of them."""
        return FileProblemError(tuple(self.found), hint, words)

    def raise_if_any(self, hint: str = "", words: str = "") -> None:
        """Raise FileProblemError with all of them; do nothing where there are none."""
        if self.found:
            raise self.make_error(hint, words)


def as_sentence(text: str) -> str:
    """Return a part of a line about a file as a sentence of its own."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}." if text else ""


class StopRequest(BaseException):
    """The person, the terminal or the system asked to stop. Not an error to be swallowed.

    `by_key` when a key was typed for it, so that whatever was typed later is not for us.
    """

    def __init__(self, signal: int = 0, *, by_key: bool = False) -> None:
        super().__init__(signal)
        self.signal = int(signal)
        self.by_key = by_key


class PartnershipError(Exception):
    """An error with a message, a hint, and a word about what became of the text.

    `message` reads `what (why)`; `hint` is one command or one step; `words` says where the
    person's words are, and is empty when none were at stake.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "", words: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.words = words


class UsageError(PartnershipError):
    """The command was called in a way it cannot carry out."""

    exit_code = 2


class FileProblemError(UsageError):
    """A file that was given cannot be read; `problems` says where and why."""

    def __init__(self, problems: tuple[Problem, ...], hint: str = "", words: str = "") -> None:
        super().__init__("\n".join(map(str, problems)), hint, words)
        self.problems = problems


class NotFoundError(PartnershipError):
    """No such note, question or file."""

    exit_code = 3


class NeedsTerminalError(PartnershipError):
    """Input is needed and there is no terminal to ask in."""

    exit_code = 4


class NotSavedError(PartnershipError):
    """Something was not saved as meant; `words` says where the text is."""

    exit_code = 5


class NoFileError(NotSavedError):
    """Words could be saved nowhere at all; they stand on the screen alone."""


class OutputError(PartnershipError):
    """What was to be shown cannot be written; `reader_left` when nobody reads it any more."""

    exit_code = 5

    def __init__(self, reason: str, *, reader_left: bool = False) -> None:
        super().__init__(f"the output cannot be written ({reason})")
        self.reader_left = reader_left


class ConflictError(NotSavedError):
    """A file is no longer what was read; it was left as it is."""


class InUseError(PartnershipError):
    """Another process holds this session."""

    exit_code = 6


class DamagedNoteError(PartnershipError):
    """A note whose structure cannot be read; nothing was changed in it."""

    exit_code = 7

    def __init__(self, problem: Problem, hint: str = "", words: str = "") -> None:
        super().__init__(str(problem), hint, words)
        self.problem = problem
