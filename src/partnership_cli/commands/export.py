"""`partnership export`: documents of one's own reflections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import typer

from partnership_cli.commands.history import find_note_or_writings
from partnership_cli.commands.options import ForceOption, FrameworkOption, LargeOption
from partnership_cli.commands.output import (
    Destination,
    expand,
    name_all,
    show_document,
    write_document,
)
from partnership_cli.context import AppContext
from partnership_cli.errors import DamagedNoteError, NotFoundError, PartnershipError, UsageError
from partnership_cli.formats.document_forms import EXPORTS, WRITINGS, name_forms
from partnership_cli.formats.framework_attribution import restore_wording
from partnership_cli.formats.markdown_pages import export_name
from partnership_cli.framework.model import Framework
from partnership_cli.notebook.notebook import Entry
from partnership_cli.reflection.search import Writings
from partnership_cli.reflection.session import Session


def run(
    ctx: typer.Context,
    refs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REF|WHAT]...",
            help="Last, a day, a code that list shows, or a file; or a theme, question or guide.",
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every reflection you have.")] = False,
    form: Annotated[
        str | None,
        typer.Option("--format", metavar=name_forms(EXPORTS), help="Markdown if not said."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE|DIR|-", help="Where to; - is the terminal."),
    ] = None,
    large: LargeOption = False,
    force: ForceOption = False,
    _framework: FrameworkOption = None,
) -> None:
    """Make a document of your reflections, private answers included.

    It is for you: nothing is sent to anyone. Paused reflections can be exported too. A theme, a
    question or a guide makes a page of all your answers to it. A word that names a reflection,
    too, means the reflection. Without -o a file is made in this folder. The ending of the file's
    name gives the format.

    Examples:
      partnership export last
      partnership export last -o reflection.html
      partnership export emotions -o emotions.html
      partnership export --all -o reflections/
    """
    context: AppContext = ctx.obj
    sources = (*map(expand, refs or ()), *context.frameworks.files)
    destination = Destination(form, output, large, sources)
    files = export_notes(context, refs or (), destination, everything=everything, force=force)
    name_all(context.console, files)


def export_notes(
    context: AppContext,
    refs: Sequence[str],
    destination: Destination,
    *,
    everything: bool,
    force: bool,
) -> Iterator[Path]:
    """Make the documents and give the name of each; those for the terminal are shown there.

    Raises UsageError, NotFoundError, DamagedNoteError, NotSavedError.
    """
    count, pages = _find_pages(context, refs, destination, everything=everything)
    if destination.is_stdout:
        for page in pages:
            page.show()
        return
    if everything or count > 1:
        destination = destination.as_folder()
    if count > 1 and not destination.is_folder:
        raise UsageError(
            "several reflections do not go into one file", "Name a folder: -o reflections/"
        )
    for page in pages:
        text = page.render()
        # What was written to a theme has no name of its own that tells nothing of it.
        path = destination.name_file(page.name, numbered=page.may_be_numbered and not force)
        write_document(path, text, force=force)
        yield path


class _Page(NamedTuple):
    """A document that is made when it is asked for: its name in a folder, and what is in it."""

    name: str
    show: Callable[[], None]
    render: Callable[[], str | bytes]
    may_be_numbered: bool = False


def _find_pages(
    context: AppContext, refs: Sequence[str], destination: Destination, *, everything: bool
) -> tuple[int, Iterator[_Page]]:
    """Return how many documents there are, and each; every note is looked at before the first."""
    if everything == bool(refs):
        raise UsageError(
            "say which reflections to export", "For the newest: partnership export last"
        )
    if everything:
        # Thousands of notes are read twice, and none is held.
        count = sum(_require_readable(context, entry) for entry in context.notebook.entries())
        entries = context.notebook.entries()
        return count, (_make_session_page(context, entry, destination) for entry in entries)
    found = [find_note_or_writings(context, ref) for ref in refs]
    pages = [
        _make_writings_page(context, one, destination)
        if isinstance(one, Writings)
        else _require_readable(context, one) and _make_session_page(context, one, destination)
        for one in found
    ]
    return len(pages), iter(pages)


def _require_readable(context: AppContext, entry: Entry) -> Literal[True]:
    """Say what could not be read beside the answers. Raises DamagedNoteError."""
    if entry.problem is not None:
        raise DamagedNoteError(entry.problem, "Fix the line in a text editor, then export again.")
    for problem in (*entry.warnings, *context.notebook.doubts(entry)):
        context.console.say(str(problem))
    return True


def _make_session_page(context: AppContext, entry: Entry, destination: Destination) -> _Page:
    form = destination.choose_form(EXPORTS)
    session, framework = _take(context, entry.session)
    return _Page(
        export_name(entry.session, form.name),
        partial(show_document, context.console, form, session, framework),
        partial(form.render, session, framework),
    )


def _make_writings_page(context: AppContext, writings: Writings, destination: Destination) -> _Page:
    if not writings.histories:
        raise NotFoundError(
            f"nothing is written to this yet: {writings.title}", "To begin: partnership reflect"
        )
    form = destination.choose_form(WRITINGS)
    framework = None
    with suppress(PartnershipError):
        framework = context.framework
    return _Page(
        f"reflections-{context.now():%Y-%m-%d}.{form.name}",
        partial(show_document, context.console, form, writings, framework),
        partial(form.render, writings, framework),
        may_be_numbered=True,
    )


def _take(context: AppContext, session: Session) -> tuple[Session, Framework | None]:
    """Return a session with its framework, in whose words each question stands that is one of it.

    Nobody knows of a framework that is gone.
    """
    framework = context.frameworks.find(session)
    answers = tuple(
        restore_wording(framework, answer) for answer in session.arrange_answers().answers
    )
    return replace(session, answers=answers), framework
