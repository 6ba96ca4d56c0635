"""Show what was agreed, and the steps in which partners agree at one screen."""

from __future__ import annotations

from typing import Final

from partnership_cli.reflection.agreement import FOR_ALL_TITLE, Agreement
from partnership_cli.reflection.together import PartnerAnswer, SharedQuestion
from partnership_cli.terminal.console import Console
from partnership_cli.terminal.menu import Choice, Menu
from partnership_cli.views.markdown import show_markdown

MAKE_AGREEMENT, GO_THROUGH, STOP_AGREEING, REMOVE_WORDS = 1, 2, 3, 4
AFTER_AGREEING: Final = Menu(
    (
        Choice("Make the file"),
        Choice("Go through the words again"),
        Choice("Stop, and keep the words for another time"),
        Choice("Stop, and remove the words"),
    ),
    default=STOP_AGREEING,
)
MAKE_READ, STOP_READ = 1, 2
AFTER_READING: Final = Menu((Choice("Make the file"), Choice("Stop")), default=STOP_READ)
NO_FILE_MADE: Final = "No file was made."
WORDS_REMOVED: Final = "The words are removed from this computer, and no file was made."
HOW_TO_AGREE: Final = (
    "Write down what you agree on, at this screen, all of you. Each part can stay empty. Nothing "
    "of your answers goes into it unless you write it again. At the end you see the whole page, "
    "and decide."
)


def introduce_agreed(agreement: Agreement) -> str:
    """Return the words before what was agreed earlier."""
    return f"What you agreed on {agreement.day}"


def show_agreed(console: Console, pairs: tuple[tuple[str, str], ...]) -> None:
    """Show what was agreed, each part below its label."""
    for label, text in pairs:
        console.paragraph(f"{label}:")
        console.blank()
        show_their_words(console, text)
        console.blank()


def show_their_words(console: Console, text: str) -> None:
    """Show words that people wrote, set in, so that no line of them passes for anything else."""
    if console.plain:
        console.text("\n".join(f"  {line}" for line in text.split("\n")))
    else:
        show_markdown(console, text, "  ")


def show_agreed_before(
    console: Console, agreement: Agreement, page: tuple[SharedQuestion, ...]
) -> None:
    """Show what was agreed for all of it, and on questions that nobody brought now."""
    brought = {(one.question, one.text) for one in page}
    others = tuple(agreement.without(brought))
    if not (others or agreement.written_for_all):
        return
    console.heading(introduce_agreed(agreement))
    console.blank()
    for one in others:
        console.quote_heading(one.heading)
        console.blank()
        show_agreed(console, one.written)
    show_agreed(console, agreement.written_for_all)


def show_agreed_part(
    console: Console, place: str, label: str, question: str, answers: tuple[PartnerAnswer, ...]
) -> None:
    """Show which part is to be written; above the first of a question, what each brought."""
    if answers:
        console.heading(question or FOR_ALL_TITLE)
        console.blank()
        for one in answers:
            console.paragraph(f"{one.name}:")
            console.blank()
            show_their_words(console, one.answer)
            console.blank()
    console.paragraph(f"Part {place}. {label}:")
    console.blank()


def show_agreement_preview(console: Console, text: str) -> None:
    """Show the whole page."""
    console.paragraph("This is the whole page, as each of you would keep it:")
    console.blank()
    console.text(text.removesuffix("\n"))
    console.blank()


def show_agreement_made(console: Console, file: str, words: str) -> None:
    """Say where the file is, and what can be done with it."""
    console.paragraph("The file is made. It is on this computer, and nothing was sent to anyone:")
    console.verbatim(file if console.plain else f"  {file}")
    console.blank()
    console.paragraph(
        f"Its three words: {words}. Give each of you the same file; whoever has the same three "
        "words has the same page."
    )
    console.paragraph(
        "When you meet again, give it with your new answers: partnership together FILES"
    )
