"""`partnership together`: the answers of partners, side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Final, TypeVar

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
from partnership_cli.formats.documents import (
    TIMES_PAGES,
    TOGETHER_PAGES,
    DocumentForm,
    name_forms,
)
from partnership_cli.formats.framework_attribution import (
    attribute,
    quote_asked,
)
from partnership_cli.framework.model import About
from partnership_cli.reflection.names import read_name, require_name
from partnership_cli.reflection.then_and_now import ThenAndNow, compare_times
from partnership_cli.reflection.together import (
    EMPTY_PAGE,
    Comparison,
    Contribution,
    compare_answers,
)
from partnership_cli.session.terminal import InputOptions, open_terminal
from partnership_cli.terminal.console import Console
from partnership_cli.views.sharing import NAME_NEEDED
from partnership_cli.views.together import UNKNOWN_QUESTIONS, show_times, show_together

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
    then: Annotated[
        list[str] | None,
        typer.Option("--then", metavar="FOLDER", help="Beside what you brought at another time."),
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

    With --then, what each of you brought at an earlier time stands beside what you bring now.
    Without -o or --format the answers are shown here.

    Examples:
      partnership together amina.md sam.md
      partnership together amina.md sam.txt --as Sam -o together.html
      partnership together meeting-folder --format md
      partnership together amina.md sam.md --then first-meeting
    """
    context: AppContext = ctx.obj
    destination = Destination(form, output, large)
    compare_files(context, files, names or (), destination, then=then or (), force=force)


def compare_files(
    context: AppContext,
    files: Sequence[str],
    names: Sequence[str],
    destination: Destination,
    *,
    then: Sequence[str] = (),
    force: bool,
) -> None:
    """Lay together the answers that stand in files. No notebook is opened.

    `names` are those of files that do not say whose they are, in the order of the files. `then`
    are files and folders from an earlier time, which come after the others.
    Raises UsageError, NotFoundError, FileProblemError, NeedsTerminalError, NotSavedError.
    """
    # A form that is none is refused before anything is read.
    destination.choose_form(TOGETHER_PAGES)
    given = _Given(context, [require_name(name, "--as Sam") for name in names])
    now = given.read(files, at_least=1 if then else 2)
    before = given.read(then, at_least=1) if then else []
    given.refuse_names_left()
    for one in now:
        if not one.answers:
            context.console.say(EMPTY_PAGE.format(one.name))
    order = [question.id for _, question in context.framework.questions()]
    if then:
        times = compare_times(before, now, order)
        _deliver(context, TIMES_PAGES, show_times, times, destination, force=force)
    else:
        page = compare_answers(now, order)
        _deliver(context, TOGETHER_PAGES, show_together, page, destination, force=force)


class _Given:
    """The files that are given, read, each under a name."""

    def __init__(self, context: AppContext, names: list[str]) -> None:
        self._context = context
        self._names = names
        self._reader = ContributionReader(context.framework, context.companion)

    def read(self, files: Sequence[str], *, at_least: int) -> list[Contribution]:
        """Return what people bring in these files."""
        paths = [expand(file) for file in files]
        brought = self._reader.read_all(paths, self._context.console.say, at_least)
        return name_contributors(brought, self._find_name)

    def refuse_names_left(self) -> None:
        """Raise UsageError where more names were given than files without one."""
        if self._names:
            raise UsageError(
                f"--as {self._names[0]} names nobody: each file says whose it is",
                "Leave --as out. To change a name, change it in the file itself.",
                "Nothing was made.",
            )

    def _find_name(self, one: ContributionFile) -> str:
        return self._names.pop(0) if self._names else _find_name(self._context, one)


_Page = TypeVar("_Page", Comparison, ThenAndNow)


def _deliver(
    context: AppContext,
    forms: Sequence[DocumentForm[_Page, About]],
    show: Callable[[Console, _Page, str], None],
    page: _Page,
    destination: Destination,
    *,
    force: bool,
) -> None:
    """Show a page, or make it in the form that was asked for."""
    form = destination.choose_form(forms)
    quoted = quote_asked(page.questions)
    if quoted.others:
        context.console.say(UNKNOWN_QUESTIONS)
    about = context.framework.framework
    if destination == Destination():
        with context.show_in_pages():
            show(context.console, page, attribute(about, quoted))
    elif not destination.is_stdout:
        path = destination.name_file(f"{_NAME}.{form.name}")
        write_document(path, form.render(page, about), force=force)
        context.console.made([name_place(path)])
    else:
        show_document(context.console, form, page, about)


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
