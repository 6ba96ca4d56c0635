"""`partnership share`: make a file of the answers one chooses to give to partners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from partnership_cli.commands.options import ForceOption, RefArgument
from partnership_cli.commands.output import (
    Destination,
    find_free_name,
    name_for_file,
    write_document,
)
from partnership_cli.commands.share_dialog import ShareableAnswers, SharedFile, run_share_dialog
from partnership_cli.completion import complete_questions
from partnership_cli.errors import DamagedNoteError, NotFoundError, UsageError
from partnership_cli.files import is_taken
from partnership_cli.formats.attribution import restore_wording
from partnership_cli.formats.documents import SHARED_FILES
from partnership_cli.formats.fingerprint import make_fingerprint
from partnership_cli.reflection.names import require_name
from partnership_cli.reflection.selection import find_answered
from partnership_cli.terminal.escape import safe
from partnership_cli.views.sharing import SAY_WORDS, show_made

if TYPE_CHECKING:
    from partnership_cli.context import AppContext


@dataclass(frozen=True)
class ShareRequest:
    """What the command line asks for: which answers, under which name, and whether unasked."""

    ref: str
    only: tuple[str, ...] = ()
    name: str | None = None
    unasked: bool = False


def run(
    ctx: typer.Context,
    ref: RefArgument,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only",
            metavar="QUESTION",
            help="Share the answer to this question.",
            autocompletion=complete_questions,
        ),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help="The name your partners will see.")
    ] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE|DIR|-", help="Where to.")
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Without being asked; goes with --only and --as.")
    ] = False,
    force: ForceOption = False,
) -> None:
    """Make a file of the answers you choose, to give to your partners.

    You see the whole file before it is made, and can change its words; your note stays as it
    is. Nothing is sent to anyone.

    Examples:
      partnership share last
      partnership share last --only joy --as Sam
      partnership share k7m --only joy --only equity --as Sam --yes -o sam.md
    """
    context: AppContext = ctx.obj
    offer = ShareRequest(ref, tuple(only or ()), name, yes)
    share(context, offer, Destination(output=output), force=force)


def share(
    context: AppContext, offer: ShareRequest, destination: Destination, *, force: bool
) -> None:
    """Make the file that a person gives away, after all that has to be asked.

    Raises UsageError, NotFoundError, NeedsTerminalError, InUseError, DamagedNoteError,
    NotSavedError.
    """
    name = None if offer.name is None else require_name(offer.name, "--as Sam")
    if offer.unasked and not (offer.only and name):
        raise UsageError(
            "--yes goes with --only and --as, so that nothing is shared that was not named",
            f"Type it so: partnership share {offer.ref} --only QUESTION --as NAME --yes",
        )
    in_file = not (destination.is_folder or destination.is_stdout)
    if in_file and is_taken(destination.path) and not force:
        raise UsageError(
            f"{destination.path} exists already, and was left as it is",
            "Choose another name, or add --force to replace it.",
        )
    destination.choose_form(SHARED_FILES)
    shareables = find_shareables(context, offer.ref)
    only = tuple(find_answered(shareables.answers, one) for one in offer.only)
    if name and offer.unasked:
        text = shareables.render(name, only, {})
        _deliver(context, SharedFile(name, text), destination, force=force, asked=False)
        return

    def deliver(made: SharedFile) -> None:
        _deliver(context, made, destination, force=force, asked=True)

    run_share_dialog(context, shareables, only, name, deliver)


def find_shareables(context: AppContext, ref: str) -> ShareableAnswers:
    """Return what can be given away of one note. Raises NotFoundError, DamagedNoteError."""
    entry = context.notebook.find(ref, context.now().date())
    if entry.problem is not None:
        raise DamagedNoteError(entry.problem, "Mend the line in a text editor, then share again.")
    session = entry.session
    framework = context.frameworks.find(session)
    # In the framework's order, or that of asking, which tell nothing of the order in which they
    # were written.
    order = [one.id for _, one in framework.questions()] if framework else session.questions
    places = {question: place for place, question in enumerate(order)}
    answers = tuple(
        sorted(
            (restore_wording(framework, answer) for answer in session.to_share),
            key=lambda answer: places.get(answer.question, len(places)),
        )
    )
    if not answers:
        raise NotFoundError(
            "no question of the framework is answered here, and nothing else is shared",
            f"To go on: partnership resume {ref}",
        )
    return ShareableAnswers(session, answers, framework)


def _deliver(
    context: AppContext, made: SharedFile, destination: Destination, *, force: bool, asked: bool
) -> None:
    console = context.console
    # What reaches a terminal has no character that hides; the words are those of what is given.
    text = safe(made.text) if destination.is_stdout else made.text
    words = make_fingerprint(text)
    if destination.is_stdout:
        console.verbatim(text.removesuffix("\n"))
        console.say(f"Its three words: {words}. {SAY_WORDS}")
        return
    stem = "-".join(filter(None, ("answers", name_for_file(made.name))))
    path = destination.name_file(f"{stem}.md")
    if destination.is_folder and not force:
        path = find_free_name(path)
    write_document(path, made.text, force=force)
    if asked:
        show_made(console, str(path), words)
        return
    console.verbatim(str(path))
    console.say(f"Nothing was sent to anyone. Its three words: {words}. {SAY_WORDS}")
