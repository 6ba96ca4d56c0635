"""`partnership together`: the answers of partners, side by side."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final, TypeVar

import typer

from partnership_cli.commands.agreement_dialog import AgreementMaker
from partnership_cli.commands.agreement_files import AgreementFile, find_agreement, list_files
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
from partnership_cli.formats.document_forms import (
    TIMES_PAGES,
    TOGETHER_PAGES,
    DocumentForm,
    name_forms,
)
from partnership_cli.formats.framework_attribution import attribute, quote_asked
from partnership_cli.framework.model import About
from partnership_cli.reflection.dates import format_date
from partnership_cli.reflection.person_names import read_name, require_name
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
_NOTHING: Final = "Nothing was made."
_ADD_YES: Final = "To make it without being asked, add: --yes"
_FILL_IN: Final = (
    "To write it without a terminal: make the page with -o page.md, fill it in, and give it: "
    "partnership together page.md --agree --yes"
)


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
        typer.Option(
            "--as", metavar="NAME", help="The name for a file that does not say whose it is."
        ),
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
    agree: Annotated[
        bool, typer.Option("--agree", help="Write down what you agree on, and make a file of it.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Without being asked; goes with --agree and a page.")
    ] = False,
    force: ForceOption = False,
    _framework: FrameworkOption = None,
) -> None:
    """Put the answers that partners chose to share side by side.

    No notebook is opened: only what each of you gave. The same files give the same page on
    every computer. Whose answer stands first changes from question to question.

    With --then, what each of you brought at an earlier time stands beside what you bring now.
    Without -o or --format the answers are shown here.

    With --agree you write down at this screen what you agree on, part by part, or give a page of
    together that you filled in. You see the whole page before it is made. Each of you keeps the
    same file; given with your next answers, it stands above each question.

    Examples:
      partnership together amina.md sam.md
      partnership together amina.md sam.txt --as Sam -o together.html
      partnership together meeting-folder --format md
      partnership together amina.md sam.md --then first-meeting
      partnership together amina.md sam.md --agree
      partnership together amina.md sam.md agreement.md
    """
    context: AppContext = ctx.obj
    if yes and not agree:
        raise UsageError("--yes goes with --agree", "Leave --yes out.", "Nothing was made.")
    if then and agree:
        raise UsageError("--then and --agree exclude each other", "Leave one out.", _NOTHING)
    before = [expand(file) for file in then or ()]
    paths = [expand(file) for file in files]
    given = (*list_files((*paths, *before)), *context.frameworks.files)
    destination = Destination(form, output, large, given)
    if agree:
        agree_on_files(
            context, paths, names or (), AgreementMaker(context, destination, force=force), yes=yes
        )
    else:
        compare_files(context, paths, names or (), destination, then=before, force=force)


def agree_on_files(
    context: AppContext,
    paths: Sequence[Path],
    names: Sequence[str],
    maker: AgreementMaker,
    *,
    yes: bool,
) -> None:
    """Make a file of what partners agree: of a page that they filled in, or at one screen.

    Raises what `compare_files` raises, and StopRequest.
    """
    found = _find_agreement(context, paths, filled=True)
    before = found.agreement if found else None
    if found is not None and (found.filled or list(paths) == [found.path]):
        if yes:
            maker.make(found.agreement)
            return
        with open_terminal(context, InputOptions(), _ADD_YES) as terminal:
            maker.keep(terminal, found.agreement)
    elif yes:
        raise UsageError(
            "--yes goes with --agree and a page that was filled in",
            "To write at this screen, leave --yes out.",
            "Nothing was made.",
        )
    else:
        page = _lay_together(context, paths, names, found)
        with open_terminal(context, InputOptions(), _FILL_IN) as terminal:
            maker.agree(terminal, page, before)


def compare_files(
    context: AppContext,
    paths: Sequence[Path],
    names: Sequence[str],
    destination: Destination,
    *,
    then: Sequence[Path] = (),
    force: bool,
) -> None:
    """Put the answers that stand in files side by side. No notebook is opened.

    `names` are those of files that do not say whose they are, in the order of the files. `then`
    are files and folders from an earlier time, which come after the others.
    Raises UsageError, NotFoundError, FileProblemError, NeedsTerminalError, NotSavedError.
    """
    # A form that is none is refused before anything is read.
    destination.choose_form(TOGETHER_PAGES)
    agreed = _find_agreement(context, paths, filled=False)
    if then:
        times = _lay_times(context, paths, names, agreed, then)
        _deliver(context, TIMES_PAGES, show_times, times, destination, force=force)
    else:
        page = _lay_together(context, paths, names, agreed)
        _deliver(context, TOGETHER_PAGES, show_together, page, destination, force=force)


def _find_agreement(
    context: AppContext, paths: Sequence[Path], *, filled: bool
) -> AgreementFile | None:
    """Return what was agreed, if a file says it, and say how it was read."""
    found = find_agreement(context.framework, format_date(context.now()), paths, filled=filled)
    for told in found.told if found else ():
        context.console.say(told)
    return found


def _lay_together(
    context: AppContext,
    paths: Sequence[Path],
    names: Sequence[str],
    agreed: AgreementFile | None,
) -> Comparison:
    given = _Given(context, [require_name(name, "--as Sam") for name in names])
    people = given.read(paths, (agreed.path,) if agreed else ())
    given.refuse_names_left()
    page = compare_answers(people, _say_what_is_there(context, people))
    _say_unknown(context, page)
    return replace(page, agreed=agreed.agreement) if agreed else page


def _lay_times(
    context: AppContext,
    paths: Sequence[Path],
    names: Sequence[str],
    agreed: AgreementFile | None,
    then: Sequence[Path],
) -> ThenAndNow:
    if agreed:
        context.console.say(f"Skipped: {agreed.path}: --then shows what each of you brought.")
    given = _Given(context, [require_name(name, "--as Sam") for name in names])
    now = given.read(paths, (agreed.path,) if agreed else (), at_least=1)
    before = given.read(then, at_least=1)
    given.refuse_names_left()
    page = compare_times(before, now, _say_what_is_there(context, now))
    _say_unknown(context, page)
    return page


def _say_what_is_there(context: AppContext, people: Sequence[Contribution]) -> list[str]:
    """Say whose page is still empty; return the ids of questions in the framework's order."""
    for one in people:
        if not one.answers:
            context.console.say(EMPTY_PAGE.format(one.name))
    return [question.id for _, question in context.framework.questions()]


def _say_unknown(context: AppContext, page: Comparison | ThenAndNow) -> None:
    if quote_asked(page.questions).others:
        context.console.say(UNKNOWN_QUESTIONS)


class _Given:
    """The files that are given, read, each under a name."""

    def __init__(self, context: AppContext, names: list[str]) -> None:
        self._context = context
        self._names = names
        self._reader = ContributionReader(context.framework, context.companion)

    def read(
        self, paths: Sequence[Path], known: Collection[Path] = (), *, at_least: int = 2
    ) -> list[Contribution]:
        """Return what people bring in these files; what is `known` is read by others."""
        say = self._context.console.say
        brought = self._reader.read_all(paths, say, known, at_least)
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
    context.console.say(f"Skipped: {one.path}: nothing is written in it yet.")
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
