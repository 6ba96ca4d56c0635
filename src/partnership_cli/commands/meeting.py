"""`partnership meeting`: pages, a message and a plan for a meeting of partners."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from partnership_cli.command_names import quote_path
from partnership_cli.commands.options import FrameworkOption, GuideArgument, LargeOption
from partnership_cli.commands.output import (
    Destination,
    expand,
    name_all,
    name_for_file,
    write_document,
)
from partnership_cli.context import AppContext
from partnership_cli.errors import NotFoundError, UsageError
from partnership_cli.files import is_taken, list_folder, make_folder, read_file
from partnership_cli.formats.document_forms import TO_FILL_IN, DocumentForm, name_forms
from partnership_cli.formats.encodings import decode_text
from partnership_cli.formats.handout import Handout, make_handout
from partnership_cli.formats.meeting import MESSAGE, write_message
from partnership_cli.formats.paper_pages import render_handout_html, render_hour_html
from partnership_cli.formats.partnerships_reader import parse_pairs
from partnership_cli.framework.model import About
from partnership_cli.reflection.person_names import read_names, split_names
from partnership_cli.reflection.selection import Selection, select_questions
from partnership_cli.session.start import ask_names, choose_questions
from partnership_cli.session.terminal import InputOptions, open_terminal
from partnership_cli.terminal.console import Console

PAPER: Final = "on-paper.html"
THE_HOUR: Final = "the-hour.html"
_CONTENTS: Final = (
    (PAPER, "the same questions, to print"),
    (MESSAGE, "to paste into a message"),
    (THE_HOUR, "how the hour could go"),
)
_LONGEST_NAME: Final = 100
"""Bytes of the name of a folder; a disk takes 255."""
_LARGEST: Final = 1024 * 1024
_EXAMPLE: Final = '--with "Amina,Sam"'


def run(
    ctx: typer.Context,
    guide: GuideArgument = None,
    names: Annotated[
        str | None,
        typer.Option("--with", metavar="NAMES", help="Who meets: names, separated by commas."),
    ] = None,
    file: Annotated[
        str | None,
        typer.Option("--from", metavar="FILE", help="A CSV file: one partnership on each line."),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar=name_forms(TO_FILL_IN),
            help="The pages to write on; for Word: docx.",
        ),
    ] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FOLDER", help="A new folder.")
    ] = None,
    large: LargeOption = False,
    _framework: FrameworkOption = None,
) -> None:
    """Prepare a meeting: a folder with what partners need.

    In it are a page for each person to write on, the same on paper, a text to paste into a
    message, and a page on how the hour could go. Nothing is sent, and nothing else is kept.

    Examples:
      partnership meeting sharing-power --with "Amina,Sam"
      partnership meeting sharing-power --with "Amina,Sam" --format docx
      partnership meeting before-we-meet --from pairs.csv
    """
    context: AppContext = ctx.obj
    selection = None
    if guide is not None:
        selection = select_questions(context.framework, context.companion, guide=guide)
    prepare_meetings(context, selection, names, file, Destination(form, output, large))


def prepare_meetings(
    context: AppContext,
    selection: Selection | None,
    names: str | None,
    file: str | None,
    destination: Destination,
) -> None:
    """Make the folder of a meeting, or one for each line of a file; nothing else is kept.

    `names` have commas between them. Raises UsageError, NotFoundError, FileProblemError,
    NeedsTerminalError, NotSavedError.
    """
    if destination.is_stdout:
        raise UsageError("a meeting is a folder, not a text", "Name a folder: -o FOLDER")
    if selection is not None:
        _refuse_quiet(selection)
    # The name of a folder says nothing of what is in it.
    has_size = destination.form == "docx"
    form = Destination(destination.form, large=destination.large and has_size).choose_form(
        TO_FILL_IN
    )
    groups = _read_groups(names, file)
    if selection is None or not groups:
        selection, groups = _ask_missing(context, selection, groups)
    kind = "meeting" if file is None else "meetings"
    folder = destination.path if destination.output else Path(_name_folder(kind, selection))
    if is_taken(folder) and list_folder(folder) != []:
        raise UsageError(
            f"{folder} already exists. Nothing was changed", "Name another folder with -o."
        )
    below = (
        folder if file is None else folder / _name_group(number, len(groups), group)
        for number, group in enumerate(groups, 1)
    )
    name_all(
        context.console,
        (
            _make(context, selection, group, one, form, large=destination.large)
            for one, group in zip(below, groups, strict=True)
        ),
    )
    if file is None and context.console.out.isatty():
        _show_contents(context.console, groups[0], form.endings[0])
    context.console.say("Nothing was sent to anyone. Put the pages that come back into the folder.")
    context.console.say(
        "To see them together: partnership together "
        f"{'FOLDER' if file else quote_path(str(folder))}"
    )


def _show_contents(console: Console, names: Sequence[str], ending: str) -> None:
    """Say what is in the folder of a meeting, and what each file is for."""
    pages = [
        (file, f"for {name}, to write on")
        for file, name in zip(_name_pages(names, ending), names, strict=True)
    ]
    console.rows([*pages, *_CONTENTS], "  ")
    console.blank()


def _read_groups(names: str | None, file: str | None) -> tuple[tuple[str, ...], ...]:
    if names is not None and file is not None:
        raise UsageError("--with and --from exclude each other", "Give one of the two.")
    if names is not None:
        return (read_names(split_names(names), _EXAMPLE),)
    if file is None:
        return ()
    data = read_file(expand(file), _LARGEST)
    if data is None:
        raise NotFoundError(f"there is no file {file}", words="Nothing was made.")
    return parse_pairs(decode_text(data), file)


def _ask_missing(
    context: AppContext, selection: Selection | None, groups: tuple[tuple[str, ...], ...]
) -> tuple[Selection, tuple[tuple[str, ...], ...]]:
    instead = f"Name all of it: partnership meeting GUIDE {_EXAMPLE}"
    with open_terminal(context, InputOptions(), instead) as terminal:
        selection = selection or choose_questions(context, terminal, "What is the meeting about?")
        _refuse_quiet(selection)
        groups = groups or (ask_names(terminal, "Who meets? Names, separated by commas: "),)
        return selection, groups


def _refuse_quiet(selection: Selection) -> None:
    if selection.quiet:
        raise UsageError(
            "those questions are for one person alone",
            "To see which others there are: partnership guides",
            "Nothing was made.",
        )


def _make(
    context: AppContext,
    selection: Selection,
    names: Sequence[str],
    folder: Path,
    form: DocumentForm[Handout, About],
    *,
    large: bool,
) -> Path:
    about = context.framework.framework
    painful = frozenset(context.companion.may_be_painful)
    files = _name_pages(names, form.endings[0])
    texts = {
        file: form.render(make_handout(selection, painful, name), about)
        for name, file in zip(names, files, strict=True)
    }
    texts[PAPER] = render_handout_html(make_handout(selection, painful), about, large=large)
    texts[MESSAGE] = write_message(names, files, PAPER, about)
    texts[THE_HOUR] = render_hour_html(
        names, selection.title, selection.questions, about, large=large
    )
    make_folder(folder)
    for name, text in texts.items():
        write_document(folder / name, text, force=False)
    return folder


def _name_pages(names: Sequence[str], ending: str) -> list[str]:
    """Return a different file name for the page of each person."""
    files: list[str] = []
    for name in names:
        stem = "-".join(filter(None, ("for", name_for_file(name))))
        same = sum(file == f"{stem}{ending}" or file.startswith(f"{stem}--") for file in files)
        files.append(f"{stem}--{same + 1}{ending}" if same else f"{stem}{ending}")
    return files


def _name_folder(kind: str, selection: Selection) -> str:
    return "-".join(filter(None, (kind, selection.guide)))


def _name_group(number: int, count: int, names: Sequence[str]) -> str:
    width = len(str(count))
    name = "-".join(filter(None, (f"{number:0{width}}", *map(name_for_file, names))))
    return name.encode()[:_LONGEST_NAME].decode(errors="ignore")
