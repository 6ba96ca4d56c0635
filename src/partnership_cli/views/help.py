"""What `partnership` alone and `--help` show."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from partnership_cli.command_names import CommandRow
from partnership_cli.terminal.console import Console
from partnership_cli.views.help_topics import Topic

if TYPE_CHECKING:
    from partnership_cli.framework.model import About

_HELP: Final = "--help"
_INDENT: Final = "  "
_BEGINNING: Final = (
    ("Begin", "partnership reflect"),
    ("Print a page for a meeting", "partnership handout"),
    ("Read the questions", "partnership questions"),
    ("Everything else", "partnership --help"),
)


# The names of the bundled framework that examples use, and what each stands for in another one.
_NAMES: Final = {
    "GUIDE": ("sharing-power", "starting-together", "before-we-meet"),
    "THEME": ("values-and-power", "emotions"),
    "PROJECT": ("green-fund",),
    "QUESTION": ("about-partnership", "equity", "joy"),
}


@dataclass(frozen=True)
class CommandHelp:
    """The help of one command. `groups` are its options by the title they stand under."""

    usage: str
    about: Sequence[str]
    examples: Sequence[str]
    groups: Mapping[str, Sequence[tuple[str, str]]]


def show_start(console: Console, about: About | None, *, paused: bool) -> None:
    """Show what this program is and how to begin, and whether a session is paused.

    `about` is None where the framework cannot be read.
    """
    from partnership_cli.formats.credit import format_title

    source = f" From {format_title(about)}." if about else ""
    console.paragraph(
        "Questions for working in partnership, to think about alone and with your partners."
        f"{source}"
    )
    console.blank()
    resume = (("Continue where you paused", "partnership resume"),) if paused else ()
    console.commands([*resume, *_BEGINNING], _INDENT)


def fit_examples(text: str, *, another: bool) -> str:
    """Return a text of help whose examples fit the framework in use.

    For `another` than the bundled one its ids are not known without reading it, so a placeholder
    stands in an example: GUIDE for a guide.
    """
    if not another:
        return text
    for what, names in _NAMES.items():
        text = re.sub(rf"\b(?:{'|'.join(names)})\b", what, text)
    return text


def show_top_help(
    console: Console,
    commands: Sequence[CommandRow],
    options: Mapping[str, Sequence[tuple[str, str]]],
) -> None:
    """Show what the program is for, its commands by what people want, and its options last."""
    console.paragraph("Reflect on working in partnership, alone and with your partners.")
    console.paragraph("Usage: partnership [OPTIONS] COMMAND")
    groups = {
        title: [(row.name, row.summary) for row in rows]
        for title, rows in groupby(commands, key=lambda row: row.group)
    }
    _show_sections(console, groups)
    # Whoever reads this has asked for it.
    told = {title: [row for row in rows if row[0] != _HELP] for title, rows in options.items()}
    _show_sections(console, told)


def show_command_help(console: Console, page: CommandHelp) -> None:
    """Show how one command is used."""
    console.paragraph(f"Usage: {page.usage}")
    console.blank()
    first, *others = page.about
    console.paragraph(first)
    if page.examples:
        console.blank()
        console.title("Examples")
        for example in page.examples:
            console.verbatim(("" if console.plain else _INDENT) + console.spell(example))
    for paragraph in others:
        console.blank()
        console.paragraph(paragraph)
    _show_sections(console, page.groups)


def show_topic(console: Console, topic: Topic) -> None:
    """Show one page of help."""
    for number, part in enumerate(topic.read()):
        if number:
            console.blank()
        if isinstance(part, str):
            console.paragraph(part)
        else:
            console.rows(part, _INDENT)


def _show_sections(console: Console, groups: Mapping[str, Sequence[tuple[str, str]]]) -> None:
    """Show rows under titles, with one column for all of them."""
    column = max((len(label) for rows in groups.values() for label, _ in rows), default=0)
    for title, rows in groups.items():
        console.blank()
        console.title(title)
        console.rows(rows, _INDENT, strong=True, column=column)
