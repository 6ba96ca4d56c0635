"""`partnership letter`: words that somebody chose to hand on to those who come next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer

from partnership_cli.commands.letter_dialog import LetterDialog
from partnership_cli.commands.options import ForceOption, FrameworkOption, spell_choice
from partnership_cli.commands.output import (
    Destination,
    expand,
    name_place,
    show_document,
    write_document,
)
from partnership_cli.commands.partner_files import ContributionReader
from partnership_cli.context import AppContext
from partnership_cli.errors import DamagedNoteError, FileProblemError, NotFoundError, UsageError
from partnership_cli.files import is_taken, list_folder, read_file
from partnership_cli.formats.document_forms import LETTERS, name_forms
from partnership_cli.formats.note import is_note
from partnership_cli.framework.model import About
from partnership_cli.reflection.dates import format_date
from partnership_cli.reflection.letter import Letter, Writing
from partnership_cli.reflection.session import INTENTION
from partnership_cli.session.terminal import InputOptions, TerminalSession, open_terminal
from partnership_cli.terminal.console import Console
from partnership_cli.terminal.menu import choose_several
from partnership_cli.views.letter import (
    ASK_NOTES,
    NO_LETTER,
    show_letter_made,
    show_notes_to_choose,
)

_NAME: Final = "letter"
_INSTEAD: Final = "A letter is chosen and looked at in a terminal: partnership letter"
_MOST_OFFERED: Final = 20
_ON_ONE_SHEET: Final = 1800
"""Characters of a letter that are sure to have room on one folded sheet."""


def run(
    ctx: typer.Context,
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REF|FILE]...", help="Your reflections, or files that partners gave you."
        ),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option("--format", metavar=name_forms(LETTERS), help="For paper, or as text."),
    ] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE|DIR|-", help="Where to.")
    ] = None,
    force: ForceOption = False,
    _framework: FrameworkOption = None,
) -> None:
    """Write a letter for those who come next, in words you choose from what you wrote.

    You choose sentences by number, put them in order, and change them in this copy if you like.
    You see the whole letter before it is made. It tells no day, and nothing of what you left out.

    HTML is one sheet, A4 or Letter, folded once, with room for the reader's own answer on the
    last side. Several partners can write one letter, from the files they gave each other.

    Examples:
      partnership letter last
      partnership letter last k7m -o letter.md
      partnership letter amina.md sam.md
    """
    context: AppContext = ctx.obj
    given = (*map(expand, sources or ()), *context.frameworks.files)
    destination = Destination(form, output, sources=given)
    destination.require_free(destination.choose_form(LETTERS).name, force=force)
    about = context.framework.framework
    found = [one for source in sources or () for one in read_source(context, source)]
    instead = _INSTEAD + ("" if sources else " last") + spell_choice(ctx)
    with open_terminal(context, InputOptions(), instead) as terminal:
        writings = found or _ask_for_notes(context, terminal)
        if writings:
            delivery = _Delivery(context.console, about, destination, force)
            LetterDialog(context, terminal, writings, delivery.deliver).run()
        else:
            terminal.console.paragraph(NO_LETTER)


def read_source(context: AppContext, source: str) -> Sequence[Writing]:
    """Return what stands in a note of one's own, or in a file that a partner gave.

    Raises NotFoundError, UsageError, DamagedNoteError, FileProblemError.
    """
    path = expand(source)
    if list_folder(path) is not None:
        raise UsageError(f"{source} is a folder", "Name the files in it.", "Nothing was made.")
    if is_taken(path) and not is_note(_read(source)):
        return _read_given(context, path)
    try:
        entry = context.notebook.find(source, context.now().date())
    except NotFoundError:
        if not is_taken(path):
            raise
        # A note of somebody else: whoever reads what partners gave says why it is refused.
        return _read_given(context, path)
    if entry.problem is not None:
        raise DamagedNoteError(entry.problem, "Fix the line in a text editor, then try again.")
    found = [
        Writing(one.text, one.answer)
        for one in entry.session.answers
        if one.answer.strip() and one.question != INTENTION
    ]
    if not found:
        raise NotFoundError("nothing is written in it yet", "To continue: partnership resume")
    return found


def _read_given(context: AppContext, path: Path) -> Sequence[Writing]:
    """Return what a partner gave. Raises FileProblemError."""
    given = ContributionReader(context.framework, context.companion).read(path)
    for told in given.told:
        context.console.say(told)
    return [
        Writing(": ".join(filter(None, (given.name, one.text))), one.answer, shared=True)
        for one in given.answers
    ]


def _read(source: str) -> bytes:
    try:
        return read_file(expand(source)) or b""
    except FileProblemError:
        # Whoever reads it as a partner's file says what is wrong.
        return b""


def _ask_for_notes(context: AppContext, terminal: TerminalSession) -> Sequence[Writing]:
    """Ask from which of one's own reflections to choose. Raises NotFoundError, StopRequest."""
    entries = [one for one in context.notebook.entries() if one.problem is None][:_MOST_OFFERED]
    if not entries:
        raise NotFoundError("there is no reflection yet", "To begin one: partnership reflect")
    titles = [f"{format_date(one.session.started)}. {one.session.title}" for one in entries]
    show_notes_to_choose(terminal.console, titles)
    numbers = choose_several(terminal.console, len(entries), ASK_NOTES, terminal.read_line)
    terminal.console.blank()
    return [
        one
        for number in numbers or ()
        for one in read_source(context, str(entries[number - 1].path))
    ]


@dataclass(frozen=True, slots=True)
class _Delivery:
    """Where a letter goes."""

    console: Console
    about: About
    destination: Destination
    force: bool

    def deliver(self, letter: Letter) -> None:
        """Make the letter, and say where it is. Raises NotSavedError."""
        form = self.destination.choose_form(LETTERS)
        if self.destination.is_stdout:
            show_document(self.console, form, letter, self.about)
            return
        path = self.destination.name_file(f"{_NAME}.{form.name}", numbered=not self.force)
        write_document(path, form.render(letter, self.about), force=self.force)
        long = len(letter.body) + len(letter.thanks) > _ON_ONE_SHEET
        show_letter_made(self.console, name_place(path), to_print=form.name == "html", long=long)
