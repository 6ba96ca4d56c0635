"""The answers a person chooses to give away, made into a file. The note is read, never written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partnership_cli.commands.output import (
    Destination,
    find_free_name,
    name_for_file,
    write_document,
)
from partnership_cli.errors import DamagedNoteError, NotFoundError, UsageError
from partnership_cli.files import is_taken
from partnership_cli.formats.attribution import attribute_in_markdown, compare, restore_wording
from partnership_cli.formats.fingerprint import name_fingerprint
from partnership_cli.formats.shared_file import render_shared
from partnership_cli.reflection.names import require_name
from partnership_cli.reflection.selection import find_answered
from partnership_cli.reflection.session import Answer, Session, Sharing
from partnership_cli.reflection.together import Given
from partnership_cli.terminal.escape import safe
from partnership_cli.views.sharing import SAY_WORDS, show_made

if TYPE_CHECKING:
    from partnership_cli.context import Workspace
    from partnership_cli.framework.model import Framework


@dataclass(frozen=True)
class Offer:
    """What the command line asks for: which answers, under which name, and whether unasked."""

    ref: str
    only: tuple[str, ...] = ()
    name: str | None = None
    unasked: bool = False


@dataclass(frozen=True)
class Made:
    """What was decided to be given away: the name, and the whole text of the file."""

    name: str
    text: str


@dataclass(frozen=True)
class Shareables:
    """The answers of one session that can be given away, and the framework that asked for them.

    The framework is None where it is not at hand.
    """

    session: Session
    answers: tuple[Answer, ...]
    framework: Framework | None

    def render(self, name: str, chosen: Collection[str], changed: Mapping[str, str]) -> str:
        """Return the file; `changed` holds other words for some of the chosen questions."""
        answers = [
            answer.model_copy(update={"answer": changed.get(answer.question, answer.answer)})
            for answer in self.answers
            if answer.question in chosen
        ]
        given = [Given(one.question, one.text, one.answer) for one in answers if one.answer.strip()]
        return render_shared(name, given, attribute_in_markdown(*compare(self.framework, answers)))


def share(workspace: Workspace, offer: Offer, destination: Destination, *, force: bool) -> None:
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
    destination.choose_form(("md",), "md")
    shareables = find_shareables(workspace, offer.ref)
    only = tuple(find_answered(shareables.answers, one) for one in offer.only)
    if name and offer.unasked:
        text = shareables.render(name, only, {})
        _deliver(workspace, Made(name, text), destination, force=force, asked=False)
        return
    from partnership_cli.commands.share_dialog import talk_over

    def deliver(made: Made) -> None:
        _deliver(workspace, made, destination, force=force, asked=True)

    talk_over(workspace, shareables, only, name, deliver)


def find_shareables(workspace: Workspace, ref: str) -> Shareables:
    """Return what can be given away of one note. Raises NotFoundError, DamagedNoteError."""
    entry = workspace.notebook.find(ref, workspace.now().date())
    if entry.problem is not None:
        raise DamagedNoteError(entry.problem, "Mend the line in a text editor, then share again.")
    session = entry.session
    framework = workspace.at_hand.find(session)
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
    return Shareables(session, answers, framework)


def preselect(answers: Collection[Answer]) -> tuple[str, ...]:
    """Return the questions whose answers were marked as ones that may be shared."""
    return tuple(one.question for one in answers if one.sharing is Sharing.SHAREABLE)


def _deliver(
    workspace: Workspace, made: Made, destination: Destination, *, force: bool, asked: bool
) -> None:
    console = workspace.console
    # What reaches a terminal has no character that hides; the words are those of what is given.
    text = safe(made.text) if destination.is_stdout else made.text
    words = name_fingerprint(text)
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
