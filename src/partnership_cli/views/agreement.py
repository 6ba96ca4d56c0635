"""Show what was agreed, and the steps in which partners agree at one screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from partnership_cli.reflection.agreement import Agreement
from partnership_cli.reflection.together import PartnerAnswer
from partnership_cli.terminal.console import Console
from partnership_cli.terminal.menu import Choice, Menu
from partnership_cli.views.markdown import show_markdown

MAKE_AGREEMENT, GO_THROUGH, READ_PAGE, STOP_AGREEING, REMOVE_WORDS = 1, 2, 3, 4, 5
AFTER_AGREEING: Final = Menu(
    (
        Choice("Make the file"),
        Choice("Go through the words again"),
        Choice("Read the page again"),
        Choice("Stop, and keep the words for another time"),
        Choice("Stop, and remove the words"),
    ),
    default=STOP_AGREEING,
)
MAKE_READ, READ_AGAIN, STOP_READ = 1, 2, 3
AFTER_READING: Final = Menu(
    (Choice("Make the file"), Choice("Read the page again"), Choice("Stop")), default=STOP_READ
)
CAME_OF_IT: Final = "What came of what we agreed"
ABOUT_CAME_OF_IT: Final = (
    "What came of it? Write about it as you like. It is yours. Nobody sees it unless you share it."
)
WHOLE_AGREEMENT: Final = "This is the whole page, as each of you would keep it:"
NO_FILE_MADE: Final = "No file was made."
NOTHING_AGREED: Final = "Nothing is written, so no file was made."
WORDS_REMOVED: Final = "The words are removed from this computer, and no file was made."
STANDS_HERE: Final = "What stands here now:"
HOW_TO_AGREE: Final = (
    "Write down what you agree on, at this screen, all of you. Each part can stay empty. Nothing "
    "of your answers goes into it unless you write it again. At the end you see the whole page, "
    "and decide."
)


def show_agreed(console: Console, title: str, agreed: Sequence[tuple[str, str]]) -> None:
    """Show what was agreed before, each part below its label; nothing where nothing was."""
    if not agreed:
        return
    console.paragraph(title if title.endswith("?") else f"{title}:")
    console.blank()
    for label, text in agreed:
        if label:
            console.quote(f"{label}:")
            console.blank()
        show_their_words(console, text)
        console.blank()


def show_agreement(console: Console, agreement: Agreement) -> None:
    """Show all that was agreed, before somebody writes on what came of it."""
    console.heading(agreement.title)
    console.blank()
    for one in agreement.questions:
        show_agreed(console, one.heading, one.written)
    for pair in agreement.written_for_all:
        show_agreed(console, pair[0], (("", pair[1]),))
    console.paragraph(ABOUT_CAME_OF_IT)
    console.blank()


def show_their_words(console: Console, text: str) -> None:
    """Show words that people wrote, set in, so that no line of them passes for anything else."""
    if console.plain:
        console.text("\n".join(f"  {line}" for line in text.split("\n")))
    else:
        show_markdown(console, text, "  ")


def show_words_here(console: Console, title: str, text: str) -> None:
    """Show words that stand in a part already, below what is said of them."""
    console.blank()
    console.paragraph(title)
    console.blank()
    show_their_words(console, text)


def show_agreed_part(
    console: Console, place: str, asked: tuple[str, str], answers: Sequence[PartnerAnswer]
) -> None:
    """Show which part is to be written: its label and its question, and what each brought."""
    label, question = asked
    if answers:
        console.heading(question)
        console.blank()
    for one in answers:
        console.paragraph(f"{one.name}:")
        console.blank()
        show_their_words(console, one.answer)
        console.blank()
    console.paragraph(f"Part {place}. {label}:")
    if question and not answers:
        console.quote(question)


def say_kept(console: Console, folder: str) -> None:
    """Say where the words are that were written, and how to go on."""
    console.paragraph("The words you wrote are kept on this computer, in the folder")
    console.verbatim(folder)
    console.paragraph("To go on, give the same command again.")


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
