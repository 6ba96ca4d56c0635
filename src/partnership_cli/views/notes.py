"""Show notes and lists of them, or serialize them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from partnership_cli.errors import Problem
from partnership_cli.notebook.notebook import Entry
from partnership_cli.notebook.paths import short_id
from partnership_cli.reflection.dates import format_date
from partnership_cli.reflection.person_names import join_names
from partnership_cli.reflection.session import OURS, Answer, Session, Sharing, Status
from partnership_cli.terminal.console import Console
from partnership_cli.views.markdown import show_asked, show_written
from partnership_cli.views.messages import describe_sharing

_MOST_DAMAGED: Final = 3
"""Damaged notes that are told of one by one."""
UNREADABLE: Final = "{} cannot be read. To see what to do: partnership doctor"


@dataclass(frozen=True)
class UnlistedFiles:
    """How much there is beside the notes that are listed.

    `strangers` is how many files and folders could not be read, `begun` how many reflections
    have no finished answer yet, and `former` how many folders from before hold notes still.
    """

    strangers: int = 0
    begun: int = 0
    former: int = 0


def show_list(
    console: Console,
    entries: Iterable[Entry],
    find_beside: Callable[[], UnlistedFiles],
    *,
    filtered: bool,
) -> None:
    """Show the notes, one a line, and below them what is wrong with the damaged ones.

    Of many damaged ones the first are listed, and it is said how many there are.
    What there is beside the notes is asked for after the last one was read.
    """
    listed = _Listed()
    _show_entries(console, listed.pass_on(entries))
    beside = find_beside()
    if listed.newest:
        if console.is_read:
            _show_next(console, listed.newest, paused=listed.paused)
    elif filtered and not listed.damaged:
        console.paragraph("No reflection matches.")
    elif not listed.damaged and beside == UnlistedFiles():
        console.paragraph("There is no reflection yet.")
        console.commands([("To begin one:", "partnership reflect")])
    show_unlisted(console, beside)
    for line in listed.describe_damaged():
        console.say(line)


class _Listed:
    """What was seen of the notes that are listed; none of them is held."""

    def __init__(self) -> None:
        self.newest = ""
        self.paused = False
        self.damaged = 0
        self._problems: list[Problem] = []

    def pass_on(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Yield the entries that have a line: of the damaged ones the first."""
        for entry in entries:
            if entry.problem is None:
                self.newest = self.newest or short_id(entry.session.id)
                self.paused = self.paused or entry.session.status is Status.OPEN
                yield entry
                continue
            self.damaged += 1
            if self.damaged <= _MOST_DAMAGED:
                self._problems.append(entry.problem)
                yield entry

    def describe_damaged(self) -> tuple[str, ...]:
        """Return what is wrong with each damaged one, or in one line how many there are."""
        if self.damaged > _MOST_DAMAGED:
            return (UNREADABLE.format(f"{self.damaged} reflections"),)
        return tuple(map(str, self._problems))


def show_unlisted(console: Console, beside: UnlistedFiles) -> None:
    """Show a sentence for each kind of thing that is not listed."""
    for line in describe_unlisted(beside):
        console.paragraph(line)


def describe_unlisted(beside: UnlistedFiles) -> tuple[str, ...]:
    """Return a sentence for each kind of thing that is not listed."""
    begun = _count(
        beside.begun, "One reflection is open and has", "{} reflections are open and have"
    )
    strangers = _count(beside.strangers, "One file or folder here", "{} files or folders here")
    return (
        *(f"{one} no finished answer yet. To continue: partnership resume" for one in begun),
        *(f"{one} could not be read. To see what to do: partnership doctor" for one in strangers),
    )


def _count(number: int, one: str, several: str) -> tuple[str, ...]:
    return (one if number == 1 else several.format(number),) if number else ()


def show_trash(console: Console, entries: Sequence[Entry]) -> None:
    """Show the notes that were deleted, one a line."""
    if not entries:
        console.paragraph("The trash is empty.")
        return
    _show_entries(console, entries)
    first = next((one for one in entries if one.problem is None), entries[0])
    console.blank()
    console.commands([("To bring one back:", f"partnership restore {short_id(first.session.id)}")])


def serialize_entries(entries: Iterable[Entry]) -> list[dict[str, object]]:
    """Return the notes as `list --json` gives them."""
    return [
        {
            "id": entry.session.id,
            "title": entry.session.title,
            "status": str(entry.session.status),
            "started": entry.session.started.isoformat(timespec="seconds"),
            "framework": entry.session.framework,
            "guide": entry.session.guide,
            "partners": list(entry.session.partners),
            "answered": sum(
                entry.session.answer_to(question) is not None
                for question in entry.session.questions
            ),
            "asked": len(entry.session.questions),
            "file": str(entry.path),
        }
        | ({"problem": str(entry.problem)} if entry.problem else {})
        for entry in entries
    ]


def show_session(console: Console, session: Session, *, as_typed: bool = False) -> None:
    """Show a whole reflection: what was asked, and what was written, perhaps as it was typed."""
    console.heading(session.title)
    about = [format_date(session.started)]
    if session.partners:
        about.append(f"with {', '.join(session.partners)}")
    if session.status is Status.OPEN:
        about.append("paused")
    console.text(", ".join(dict.fromkeys(about)))
    for answer in session.answers:
        console.blank()
        if console.plain:
            _introduce_by_ear(console, answer)
        else:
            show_asked(console, answer.text)
            if answer.sharing is Sharing.SHAREABLE:
                shared = f"({describe_sharing(answer.sharing)})"
                console.quote(shared) if console.styled else console.paragraph(shared)
            console.blank()
        show_written(console, answer.answer, as_typed=as_typed)


def _introduce_by_ear(console: Console, answer: Answer) -> None:
    """Say which words are the question and which the answer: no type and no space is heard."""
    if answer.question in OURS:
        console.heading(f"{answer.text}:")
        return
    console.heading(f"Question: {answer.text}")
    console.paragraph(f"Answer, {describe_sharing(answer.sharing)}:")


def show_damaged_text(console: Console, text: str) -> None:
    """Show the text of a damaged note, every line of it."""
    console.text(text)


def _show_entries(console: Console, entries: Iterable[Entry]) -> None:
    if console.is_read:
        console.grid(
            [
                (month, [_make_row(entry) for entry in of_month])
                for month, of_month in groupby(entries, key=_name_month)
            ],
            strong=2,
        )
        return
    for entry in entries:
        parts = (
            short_id(entry.session.id),
            format_date(entry.session.started),
            _describe_title(entry),
            *_describe_state(entry),
        )
        # By ear a comma parts what an eye parts by space.
        console.paragraph((", " if console.plain else "  ").join(filter(None, parts)))


def _show_next(console: Console, newest: str, *, paused: bool) -> None:
    """Say what can be done with what is listed."""
    console.blank()
    console.commands(
        [
            ("To read one:", f"partnership show {newest}"),
            *([("To continue where you paused:", "partnership resume")] if paused else []),
        ]
    )


def _name_month(entry: Entry) -> str:
    return format_date(entry.session.started).partition(" ")[2]


def _make_row(entry: Entry) -> tuple[str, str, str, str]:
    day, month, _ = format_date(entry.session.started).split()
    partners = entry.session.partners
    others = (f"with {join_names(partners)}" if partners else "", *_describe_state(entry))
    short = f"{day:>2} {month[:3]}"
    return (
        short_id(entry.session.id),
        short,
        _describe_title(entry),
        ", ".join(filter(None, others)),
    )


def _describe_state(entry: Entry) -> tuple[str, ...]:
    if entry.problem is not None:
        return ("damaged",)
    return ("paused",) if entry.session.status is Status.OPEN else ()


def _describe_title(entry: Entry) -> str:
    title = entry.session.title
    # A quiet session has its day for a title; it stands there already.
    return "" if title == format_date(entry.session.started) else title
