"""Notes as a person reads them, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Final

from partnership_cli.errors import Problem
from partnership_cli.reflection.session import Session, Sharing, Status
from partnership_cli.terminal.console import Console
from partnership_cli.terminal.escape import safe
from partnership_cli.views.messages import describe_sharing, format_date

_TABLE_FROM: Final = 60
"""Columns from which a list is set as a table; a narrower one is set in lines."""


@dataclass(frozen=True)
class NoteRow:
    """One note in a list. `ref` is what a person types for it; `problem` if it is damaged."""

    ref: str
    session: Session
    file: str
    problem: Problem | None = None

    @property
    def state(self) -> str:
        """What is to be said beside the title."""
        if self.problem is not None:
            return "damaged"
        return "paused" if self.session.status is Status.OPEN else ""


@dataclass(frozen=True)
class UnlistedFiles:
    """What is there beside the notes that are listed.

    `strangers` is how many files and folders could not be read, and `begun` how many
    reflections have no finished answer yet.
    """

    strangers: int = 0
    begun: int = 0


def show_list(
    console: Console, rows: Sequence[NoteRow], beside: UnlistedFiles, *, filtered: bool
) -> None:
    """Show the notes, one a line, and those that are damaged with what to do."""
    if rows:
        _show_note_rows(console, rows)
    elif filtered:
        console.paragraph("Nothing fits.")
    elif beside == UnlistedFiles():
        console.paragraph("There is no reflection yet.")
        console.commands([("To begin one:", "partnership reflect")])
    show_unlisted(console, beside)
    for row in rows:
        if row.problem is not None:
            console.say(str(row.problem))


def show_unlisted(console: Console, beside: UnlistedFiles) -> None:
    """Say in a line each what is there and is not listed."""
    for line in describe_unlisted(beside):
        console.paragraph(line)


def describe_unlisted(beside: UnlistedFiles) -> tuple[str, ...]:
    """Return a sentence for each kind of thing that is there and is not listed."""
    begun = _count(
        beside.begun, "One reflection is open and has", "{} reflections are open and have"
    )
    strangers = _count(beside.strangers, "One file or folder here", "{} files or folders here")
    return (
        *(f"{one} no finished answer yet. To go on: partnership resume" for one in begun),
        *(f"{one} could not be read. To see what to do: partnership doctor" for one in strangers),
    )


def _count(number: int, one: str, several: str) -> tuple[str, ...]:
    return (one if number == 1 else several.format(number),) if number else ()


def show_trash(console: Console, rows: Sequence[NoteRow]) -> None:
    """Show the notes that were deleted, one a line."""
    if not rows:
        console.paragraph("The trash is empty.")
        return
    _show_note_rows(console, rows)
    console.blank()
    console.commands([("To bring one back:", f"partnership restore {rows[0].ref}")])


def list_as_json(rows: Sequence[NoteRow]) -> list[dict[str, object]]:
    """Return the rows as `list --json` gives them."""
    return [
        {
            "id": row.session.id,
            "title": row.session.title,
            "status": str(row.session.status),
            "started": row.session.started.isoformat(timespec="seconds"),
            "framework": row.session.framework,
            "guide": row.session.guide,
            "partners": list(row.session.partners),
            "answered": sum(
                row.session.answer_to(question) is not None for question in row.session.questions
            ),
            "asked": len(row.session.questions),
            "file": row.file,
        }
        | ({"problem": str(row.problem)} if row.problem else {})
        for row in rows
    ]


def show_session(console: Console, session: Session) -> None:
    """Show a whole reflection: what was asked, and what was written."""
    console.heading(session.title)
    about = [format_date(session.started)]
    if session.partners:
        about.append(f"with {', '.join(session.partners)}")
    if session.status is Status.OPEN:
        about.append("paused")
    console.verbatim(". ".join(dict.fromkeys(about)))
    for answer in session.answers:
        console.blank()
        console.heading(answer.text)
        if answer.sharing is Sharing.SHAREABLE:
            console.paragraph(f"({describe_sharing(answer.sharing)})")
        console.blank()
        console.written(answer.answer)


def show_whole(console: Console, text: str) -> None:
    """Show the text of a damaged note, every line of it."""
    console.written(text)


def _show_note_rows(console: Console, rows: Sequence[NoteRow]) -> None:
    # What is no terminal has no width that a table could fit, and does without loading one.
    if console.plain or console.width < _TABLE_FROM or not console.out.isatty():
        for row in rows:
            parts = (row.ref, format_date(row.session.started), _title(row), row.state)
            console.paragraph("  ".join(filter(None, parts)))
    else:
        _show_table(console, rows)


def _title(row: NoteRow) -> str:
    title = row.session.title
    # A quiet session has its day for a title; it stands there already.
    return "" if title == format_date(row.session.started) else title


def _show_table(console: Console, rows: Sequence[NoteRow]) -> None:
    from rich.console import Console as RichConsole
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    for row in rows:
        session = row.session
        cells = (
            row.ref,
            format_date(session.started),
            _title(row),
            ", ".join(session.partners),
            row.state,
        )
        table.add_row(*(Text(safe(cell)) for cell in cells))
    page = RichConsole(file=StringIO(), width=console.width, color_system=None)
    with page.capture() as capture:
        page.print(table)
    console.verbatim("\n".join(line.rstrip() for line in capture.get().splitlines()))
