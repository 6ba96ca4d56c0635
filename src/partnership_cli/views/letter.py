"""Show the steps in which a letter to those who come next is made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from partnership_cli.reflection.conversation import Prompt
from partnership_cli.terminal.console import Console
from partnership_cli.terminal.menu import Choice, Menu

WHOLE_LETTER: Final = "This is the whole letter:"
GO_ON: Final = 1
BEGUN_BEFORE: Final = Menu((Choice("Go on with the letter you began"), Choice("Begin again")))
ASK_PASSAGES: Final = "Numbers, in the order you want them, such as 3 1 2, or Enter to stop: "
ASK_READERS: Final = "Which question may whoever reads the letter answer?"
ASK_NOTES: Final = "Numbers of the reflections to choose from, such as 1 3, or Enter to stop: "
OF_PARTNERS: Final = "These are also words of your partners. Make the letter if all of you agree."
CHOSEN_WORDS: Final = "The words you chose:"
NO_LETTER: Final = "No letter was made."
NO_WORDS: Final = "No words stand in the letter yet. To stop, press Ctrl-C."
HOW_TO_PRINT: Final = (
    "Open it in a browser. Print it on both sides of one sheet, flipped on the short edge, and "
    "fold it once."
)
LETTER_PARTS: Final = {
    "to": ("To", "Whoever comes next, in any words you like, on one line. It can stay empty."),
    "words": (
        "The letter",
        "These are the words you chose. You can change them here; what you wrote before stays as "
        "it is.",
    ),
    "from": ("From", "A name, or several, or none, on one line. It can stay empty."),
    "thanks": ("A word of thanks", "To anybody you like. It can stay empty."),
}
"""The parts of a letter, in the order in which they are asked for: a label, and what it is."""


def show_notes_to_choose(console: Console, titles: Sequence[str]) -> None:
    """Show the reflections from which words can be chosen."""
    console.paragraph("Your reflections, the newest first:")
    console.blank()
    _show_numbered(console, titles, 1)


def show_passages(console: Console, groups: Sequence[tuple[str, Sequence[str]]]) -> None:
    """Show what can be chosen, numbered through, below what it answers."""
    number = 1
    for heading, texts in groups:
        console.heading(heading)
        console.blank()
        _show_numbered(console, texts, number)
        number += len(texts)


def _show_numbered(console: Console, texts: Sequence[str], first: int) -> None:
    for number, text in enumerate(texts, first):
        if console.plain:
            console.text(f"{number}. {text}")
        else:
            console.rows([(f"{number}.", text)], "  ")
    console.blank()


def show_letter_part(console: Console, asking: Prompt) -> None:
    """Put a part of the letter on screen."""
    label, about = LETTER_PARTS[asking.question.id]
    console.paragraph(f"Part {asking.number} of {asking.total}. {label}:")
    console.paragraph(about)


def show_letter_made(console: Console, file: str, *, to_print: bool, long: bool) -> None:
    """Say where the letter is, and how it is printed."""
    console.paragraph("The letter is made. It is on this computer, and nothing was sent to anyone:")
    console.verbatim(file if console.plain else f"  {file}")
    if to_print:
        console.blank()
        console.paragraph(HOW_TO_PRINT)
    if to_print and long:
        console.paragraph("It is long, so it may need a second sheet. The print preview shows it.")
