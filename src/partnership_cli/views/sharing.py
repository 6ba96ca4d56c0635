"""Show the steps of the dialog in which a person chooses what to share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from partnership_cli.reflection.person_names import LONGEST_NAME
from partnership_cli.reflection.session import Answer
from partnership_cli.terminal.console import Console
from partnership_cli.terminal.menu import Choice, Menu
from partnership_cli.views.messages import describe_sharing

MAKE, CHANGE, CHOOSE, READ, STOP = 1, 2, 3, 4, 5
WHOLE_FILE: Final = "This is the whole file, as your partners would get it:"
WHAT_NOW: Final = Menu(
    (
        Choice("Make the file"),
        Choice("Change the words in this copy first"),
        Choice("Choose again"),
        Choice("Read the file again"),
        Choice("Stop"),
    ),
    default=STOP,
)
ASK_NAME: Final = "The name your partners will see: "
ASK_WHICH: Final = "Numbers to share, such as 1 3, or Enter for the shareable ones: "
ASK_WHICH_OF_PRIVATE: Final = "Numbers to share, such as 1 3, or Enter to stop: "
SOMEONE_ELSE: Final = (
    "Does it name or describe anyone who has not agreed to this? You can change the words in "
    "this copy first. Your note stays as it is."
)
NAME_NEEDED: Final = (
    f"A name has 1 to {LONGEST_NAME} characters, on one line. To stop, press Ctrl-C."
)
NOTHING_MADE: Final = "Nothing was made, and nothing was shared."
SAY_WORDS: Final = (
    "Say your words to each other before you swap files: they change if one letter of a file "
    "changes."
)


def show_choice(console: Console, answers: Sequence[Answer]) -> None:
    """Show the questions that are answered, without the answers, and which may be shared."""
    console.paragraph("Your answers in this reflection:")
    console.blank()
    rows = [
        (f"{number}.", f"{answer.text} ({describe_sharing(answer.sharing)})")
        for number, answer in enumerate(answers, 1)
    ]
    if console.plain:
        for label, text in rows:
            console.paragraph(f"{label} {text}")
    else:
        console.rows(rows, "  ")
    console.blank()


def show_preview(console: Console, what: str, text: str) -> None:
    """Show the whole of what would be made, below what it is."""
    console.paragraph(what)
    console.blank()
    console.text(text.removesuffix("\n"))
    console.blank()


def show_made(console: Console, name: str, folder: str, words: str) -> None:
    """Say where the file is, that it was not sent, and its three words."""
    console.paragraph("The file is made. It is on this computer, and nothing was sent to anyone:")
    console.verbatim(name if console.plain else f"  {name}")
    console.paragraph(f"It is in the folder {folder}")
    console.blank()
    console.paragraph(f"Its three words: {words}.")
    console.paragraph(SAY_WORDS)
    console.blank()
    console.paragraph(
        "Give the file to your partners in any way you like. When you have theirs, put them side "
        "by side: partnership together FILE FILE"
    )
