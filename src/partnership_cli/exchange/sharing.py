"""The answers a person chooses to give away, made into a file. The note is read, never written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partnership_cli.documents.attribution import (
    OTHER_QUESTIONS,
    attribute_to,
    escape_about,
)
from partnership_cli.documents.fingerprint import name_fingerprint
from partnership_cli.documents.shared import render_shared
from partnership_cli.errors import DamagedNoteError, NotFoundError, UsageError
from partnership_cli.exchange.destinations import (
    Destination,
    find_free_name,
    name_for_file,
    write_document,
)
from partnership_cli.files import is_taken
from partnership_cli.framework.folding import fold_text
from partnership_cli.reflection.people import require_name
from partnership_cli.reflection.selection import find_answered
from partnership_cli.reflection.session import Answer, Session, Sharing
from partnership_cli.reflection.together import Given
from partnership_cli.terminal.safe import safe
from partnership_cli.terminal.views_sharing import SAY_WORDS, show_made

if TYPE_CHECKING:
    from partnership_cli.framework.model import Framework
    from partnership_cli.workspace import Workspace


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
    """The answers of one session that can be given away, and the attribution they need.

    `others` are questions that the framework does not ask in the words in which they were asked.
    """

    session: Session
    answers: tuple[Answer, ...]
    foot: str
    others: tuple[str, ...] = ()

    def render(self, name: str, chosen: Collection[str], changed: Mapping[str, str]) -> str:
        """Return the file; `changed` holds other words for some of the chosen questions."""
        given = [
            Given(answer.question, answer.text, changed.get(answer.question, answer.answer))
            for answer in self.answers
            if answer.question in chosen
        ]
        foot = f"{self.foot} {OTHER_QUESTIONS}" if set(chosen) & set(self.others) else self.foot
        return render_shared(name, [one for one in given if one.answer.strip()], foot)


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
    from partnership_cli.exchange.offering import talk_over

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
            (_as_asked(framework, answer) for answer in session.to_share),
            key=lambda answer: places.get(answer.question, len(places)),
        )
    )
    own = {one.text for _, one in framework.questions()} if framework else set()
    if not answers:
        raise NotFoundError(
            "no question of the framework is answered here, and nothing else is shared",
            f"To go on: partnership resume {ref}",
        )
    others = tuple(answer.question for answer in answers if answer.text not in own)
    about = escape_about(framework.framework) if framework else None
    return Shareables(session, answers, attribute_to(about), others if framework else ())


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


def _as_asked(framework: Framework | None, answer: Answer) -> Answer:
    """Return an answer below its question as it was asked, which is what the person answered.

    Where no letter differs, it is the framework's own words, which nobody may change and give on.
    """
    found = framework.find_question(answer.question) if framework else None
    if found is None or fold_text(found[1].text) != fold_text(answer.text):
        return answer
    return answer.model_copy(update={"text": found[1].text})
