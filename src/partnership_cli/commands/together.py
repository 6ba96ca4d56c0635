"""`partnership together`: the answers of partners, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from partnership_cli.commands.options import ForceOption, FrameworkOption, LargeOption
from partnership_cli.commands.output import (
    Destination,
    expand,
    name_place,
    show_document,
    write_document,
)
from partnership_cli.commands.partner_files import (
    ContributionFile,
    ContributionReader,
    name_contributors,
)
from partnership_cli.context import AppContext
from partnership_cli.errors import StopRequest, UsageError
from partnership_cli.formats.documents import TOGETHER_PAGES, name_forms
from partnership_cli.formats.framework_attribution import attribute, quote_questions
from partnership_cli.reflection.names import read_name, require_name
from partnership_cli.reflection.together import EMPTY_PAGE, compare_answers
from partnership_cli.session.terminal import InputOptions, open_terminal
from partnership_cli.views.sharing import NAME_NEEDED
from partnership_cli.views.together import UNKNOWN_QUESTIONS, show_together

_NAME: Final = "together"


def run(
    ctx: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|FOLDER...",
            help="Files of share, handouts filled in (.docx or text), or folders.",
        ),
    ],
    names: Annotated[
        list[str] | None,
        typer.Option("--as", metavar="NAME", help="Whose a file is that does not say it."),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format", metavar=name_forms(TOGETHER_PAGES), help="Make a page in this form."
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE|DIR|-", help="Make a page here."),
    ] = None,
    large: LargeOption = False,
    force: ForceOption = False,
    _framework: FrameworkOption = None,
) -> None:
    """Lay the answers that partners chose to share side by side.

    No notebook is opened: only what each of you gave. The same files give the same page on
    every computer. Whose answer stands first changes from question to question.

    Without -o or --format the answers are shown here.

    Examples:
      partnership together amina.md sam.md
      partnership together amina.md sam.txt --as Sam -o together.html
      partnership together meeting-folder --format md
    """
    context: AppContext = ctx.obj
    compare_files(context, files, names or (), Destination(form, output, large), force=force)


def compare_files(
    context: AppContext,
    files: Sequence[str],
    names: Sequence[str],
    destination: Destination,
    *,
    force: bool,
) -> None:
    """Lay together the answers that stand in files. No notebook is opened.

    `names` are those of files that do not say whose they are, in the order of the files.
    Raises UsageError, NotFoundError, FileProblemError, NeedsTerminalError, NotSavedError.
    """
    form = destination.choose_form(TOGETHER_PAGES)
    given = [require_name(name, "--as Sam") for name in names]
    framework = context.framework
    console = context.console
    reader = ContributionReader(framework, context.companion)
    brought = reader.read_all([expand(file) for file in files], console.say)
    left = list(given)
    people = name_contributors(
        brought, lambda one: left.pop(0) if left else _find_name(context, one)
    )
    if left:
        raise UsageError(
            f"--as {left[0]} names nobody: each file says whose it is",
            "Leave --as out. To change a name, change it in the file itself.",
            "Nothing was made.",
        )
    for one in people:
        if not one.answers:
            console.say(EMPTY_PAGE.format(one.name))
    page = compare_answers(people, [question.id for _, question in framework.questions()])
    quoted = quote_questions(page)
    if quoted.others:
        console.say(UNKNOWN_QUESTIONS)
    about = framework.framework
    if destination == Destination():
        with context.show_in_pages():
            show_together(context.console, page, attribute(about, quoted))
    elif not destination.is_stdout:
        path = destination.name_file(f"{_NAME}.{form.name}")
        write_document(path, form.render(page, about), force=force)
        console.made([name_place(path)])
    else:
        show_document(console, form, page, about)


def _find_name(context: AppContext, one: ContributionFile) -> str:
    """Return whose a file is; nobody is asked about one in which nothing is written yet."""
    if one.answers:
        return _ask_name(context, one.path)
    context.console.say(f"Passed over: {one.path}: nothing is written in it yet.")
    return ""


def _ask_name(context: AppContext, path: Path) -> str:
    """Ask whose answers stand in a file that does not say it. Raises NeedsTerminalError."""
    with open_terminal(
        context, InputOptions(), f"To say whose {path.name} is, add: --as NAME"
    ) as terminal:
        while True:
            terminal.console.paragraph(f"Whose answers are in {path.name}? The file does not say.")
            line = terminal.read_line("Name: ")
            if name := read_name(line.text):
                return name
            if line.last:
                raise StopRequest
            terminal.console.paragraph(NAME_NEEDED)
