"""Which notes `list` shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from sys import maxsize

from partnership_cli.errors import UsageError
from partnership_cli.framework.model import Framework
from partnership_cli.notebook.notebook import Entry, Notebook
from partnership_cli.notebook.unlisted_files import count_missed
from partnership_cli.reflection.dates import require_day
from partnership_cli.reflection.selection import find_theme
from partnership_cli.reflection.session import Session, Status, is_of, is_with

_Test = Callable[[Session], bool]


@dataclass(frozen=True)
class FilterOptions:
    """The options of `list` as they were typed; None for an option that was not."""

    since: str | None = None
    until: str | None = None
    theme: str | None = None
    partner: str | None = None
    status: str | None = None

    def is_anything(self) -> bool:
        """Whether there is any."""
        return any((self.since, self.until, self.theme, self.partner, self.status))


class NoteSelection:
    """The notes that fit, at most `count`: each is read when it is reached, and none is held."""

    def __init__(
        self, notebook: Notebook, fits: Callable[[Entry], bool], count: int | None
    ) -> None:
        self._notebook = notebook
        self._contents = notebook.contents()
        entries = filter(fits, notebook.entries(self._contents))
        self.entries: Iterator[Entry] = islice(entries, min(count or maxsize, maxsize))

    def count_lost(self) -> int:
        """Return how many files and folders beside them could not be read, after they were."""
        return count_missed(self._notebook.lost_notes(self._contents))


def make_filter(
    wanted: FilterOptions, find_framework: Callable[[], Framework], today: date
) -> Callable[[Entry], bool]:
    """Return a test that a note passes when it fits every option.

    Raises UsageError, NotFoundError.
    """
    tests: list[_Test] = []
    if wanted.since is not None:
        first = require_day(wanted.since, today)
        tests.append(lambda session: session.started.date() >= first)
    if wanted.until is not None:
        last = require_day(wanted.until, today)
        tests.append(lambda session: session.started.date() <= last)
    if wanted.theme is not None:
        framework = find_framework()
        ids = {question.id for question in find_theme(framework.themes, wanted.theme).questions}
        name_of = framework.framework.id
        tests.append(
            lambda session: (
                is_of(session, name_of)
                and any(answer.question in ids for answer in session.answers)
            )
        )
    if wanted.partner is not None:
        name = wanted.partner
        tests.append(lambda session: is_with(session, name))
    if wanted.status is not None:
        state = _read_status(wanted.status)
        tests.append(lambda session: session.status is state)
    return lambda entry: all(test(entry.session) for test in tests)


def _read_status(word: str) -> Status:
    said = word.strip().lower()
    try:
        # What the note calls open, the list calls paused.
        return Status.OPEN if said == "paused" else Status(said)
    except ValueError as error:
        raise UsageError(
            f"{word!r} is not a status", "Write --status paused or --status done."
        ) from error
