"""What partners need for an hour together: a message before it, and how it could go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from partnership_cli.formats.credit import credit
from partnership_cli.framework.model import About
from partnership_cli.reflection.person_names import join_names

HOUR_TITLE: Final = "One hour together"
HOUR_WHY: Final = (
    "This is one way to use the hour. Change it as you like. Anyone can leave a question, or stop, "
    "and nobody has to say why.",
)


@dataclass(frozen=True)
class HourPart:
    """One part of the hour, and at which minute of it this begins."""

    minute: str
    heading: str
    paragraphs: tuple[str, ...] = ()


HOUR: Final = (
    HourPart(
        "0",
        "Ten quiet minutes",
        (
            "Each of you writes, or reads again what you wrote, and decides what to bring. It can "
            "be one answer.",
        ),
    ),
    HourPart(
        "10",
        "Swap at the same moment",
        (
            "If you made files, first say the three words of each file. They change if one letter "
            "changes.",
            "Then give your pages to each other at the same time. Read in silence.",
        ),
    ),
    HourPart(
        "15",
        "Half an hour to talk",
        (
            "Take one question at a time. Take turns to begin.",
            "Ask before you answer. A silence is fine.",
        ),
    ),
    HourPart(
        "45",
        "Between us, ten minutes",
        (
            "Write down together, for the questions you talked about: what we share, where we "
            "differ, what stays open.",
            "You do not have to agree.",
        ),
    ),
    HourPart(
        "55",
        "Five minutes on what to keep private",
        (
            "Say what may be told to others, and what stays between you.",
            "Decide who keeps the pages, and which are destroyed.",
        ),
    ),
    HourPart("60", "The end of the hour"),
)


_IN_TEXT: Final = "in any program that edits text. Save it as plain text"
_IN_WORD: Final = "in Word, or in another program that opens such files. Save it as it is"


def write_message(names: Sequence[str], files: Sequence[str], paper: str, about: About) -> str:
    """Return a text to paste into a message. `files` are the pages, in the order of the names.

    No question stands in it, so that it is never taken for somebody's answers.
    """
    pages = "\n".join(f"  {name}: {file}" for name, file in zip(names, files, strict=True))
    write_in = _IN_WORD if files[0].endswith(".docx") else _IN_TEXT
    return (
        f"Hello {join_names(names)},\n"
        "\n"
        "here are questions to think about, each of you alone, before you meet. They are from "
        f"{credit(about)}.\n"
        "\n"
        f"There is a page for each of you to write on, {write_in}:\n"
        "\n"
        f"{pages}\n"
        "\n"
        f"To write by hand, print {paper}.\n"
        "\n"
        "Write as much or as little as you like, in any language, and leave any question you "
        "like. What you write is yours. Bring only what you choose to bring; you do not have to "
        "say what you left out.\n"
        "\n"
        "When you meet, you swap your pages at the same moment, so that nobody speaks first.\n"
    )
