"""`partnership share`: make a file of the answers one chooses to give to partners."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from partnership_cli.commands.options import ForceOption, FrameworkOption, RefArgument
from partnership_cli.commands.output import (
    Destination,
    expand,
    name_for_file,
    name_place,
    write_document,
)
from partnership_cli.commands.share_dialog import ShareableAnswers, SharedFile, run_share_dialog
from partnership_cli.completion import complete_questions
from partnership_cli.context import AppContext
from partnership_cli.errors import DamagedNoteError, NotFoundError, UsageError
from partnership_cli.formats.document_forms import SHARED_FILES
from partnership_cli.formats.fingerprint_words import make_fingerprint
from partnership_cli.formats.framework_attribution import restore_wording
from partnership_cli.reflection.person_names import require_name
from partnership_cli.reflection.selection import find_answered
from partnership_cli.terminal.safe_text import safe
from partnership_cli.views.sharing import SAY_WORDS, show_made


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
    _framework: FrameworkOption = None,
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
    if name is not None:
        name = require_name(name, "--as Sam")
    if yes and not (only and name):
        raise UsageError(
            "--yes goes with --only and --as, so that nothing is shared that was not named",
            f"Type it so: partnership share {ref} --only QUESTION --as NAME --yes",
        )
    destination = Destination(output=output, sources=(expand(ref), *context.frameworks.files))
    destination.require_free(destination.choose_form(SHARED_FILES).name, force=force)
    shareables = find_shareables(context, ref)
    chosen = tuple(find_answered(shareables.answers, one) for one in only or ())
    deliver = partial(_deliver, context, destination=destination, force=force, by_dialog=not yes)
    if name and yes:
        deliver(SharedFile(name, shareables.render(name, chosen, {})))
    else:
        run_share_dialog(context, shareables, chosen, name, deliver)


def find_shareables(context: AppContext, ref: str) -> ShareableAnswers:
    """Return the answers of one note that can be shared. Raises NotFoundError, DamagedNoteError."""
    entry = context.notebook.find(ref, context.now().date())
    if entry.problem is not None:
        raise DamagedNoteError(entry.problem, "Fix the line in a text editor, then share again.")
    for problem in context.notebook.doubts(entry):
        context.console.say(str(problem))
    session = entry.session
    framework = context.frameworks.find(session)
    # In the order of asking, which tells nothing of the order in which they were written.
    known = [one.id for _, one in framework.questions()] if framework else []
    places = {one: at for at, one in enumerate(dict.fromkeys((*session.questions, *known)))}
    answers = tuple(
        sorted(
            (restore_wording(framework, answer) for answer in session.to_share),
            key=lambda answer: places.get(answer.question, len(places)),
        )
    )
    if not answers:
        raise NotFoundError(
            "no question of the framework is answered here, and nothing else is shared",
            f"To continue: partnership resume {ref}",
        )
    return ShareableAnswers(session, answers, framework)


def _deliver(
    context: AppContext, file: SharedFile, destination: Destination, *, force: bool, by_dialog: bool
) -> None:
    console = context.console
    # What reaches a terminal has no character that hides; the words are those of what is given.
    text = safe(file.text) if destination.is_stdout else file.text
    words = make_fingerprint(text)
    if destination.is_stdout:
        console.verbatim(text.removesuffix("\n"))
        console.say(f"Its three words: {words}. {SAY_WORDS}")
        return
    stem = "-".join(filter(None, ("answers", name_for_file(file.name))))
    path = destination.name_file(f"{stem}.md", numbered=not force)
    write_document(path, file.text, force=force)
    if by_dialog:
        show_made(console, path.name, name_place(path.parent), words)
        return
    console.made([name_place(path)])
    console.say(f"Nothing was sent to anyone. Its three words: {words}. {SAY_WORDS}")
