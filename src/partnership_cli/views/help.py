"""What `partnership` alone and `--help` show."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from partnership_cli.program import CommandRow
from partnership_cli.terminal.console import Console
from partnership_cli.views.help_topics import TOPICS, Topic

if TYPE_CHECKING:
    from partnership_cli.framework.model import About

_INDENT: Final = "  "
_EXAMPLES: Final = (
    ("Begin, one question at a time", "partnership reflect"),
    ("Begin with a guide", "partnership reflect sharing-power"),
    ("Carry on where you paused", "partnership resume"),
    ("Read the newest reflection", "partnership show last"),
)
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
    resume = (("Carry on where you paused", "partnership resume"),) if paused else ()
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
    *,
    another: bool = False,
) -> None:
    """Show what the program is for, examples, its commands, and its options last.

    `another` when another framework is in use than the bundled one.
    """
    console.paragraph("Usage: partnership [OPTIONS] COMMAND")
    console.blank()
    console.paragraph("Reflect on working in partnership, alone and with your partners.")
    console.blank()
    console.paragraph("Examples:")
    examples = [(want, fit_examples(command, another=another)) for want, command in _EXAMPLES]
    console.commands(examples, _INDENT)
    for title, group in (("For a first week", "first week"), ("More", "more")):
        rows = [(row.name, row.summary) for row in commands if row.group == group]
        _show_section(console, title, rows)
    _show_section(console, "Topics for help", [(t.name, t.summary) for t in TOPICS])
    for title, of_title in options.items():
        _show_section(console, title, of_title)


def show_command_help(console: Console, page: CommandHelp) -> None:
    """Show how one command is used."""
    console.paragraph(f"Usage: {page.usage}")
    console.blank()
    first, *others = page.about
    console.paragraph(first)
    if page.examples:
        console.blank()
        console.paragraph("Examples:")
        for example in page.examples:
            console.verbatim(("" if console.plain else _INDENT) + console.spell(example))
    for paragraph in others:
        console.blank()
        console.paragraph(paragraph)
    for title, rows in page.groups.items():
        _show_section(console, title, rows)


def show_topic(console: Console, topic: Topic) -> None:
    """Show one page of help."""
    for number, part in enumerate(topic.read()):
        if number:
            console.blank()
        if isinstance(part, str):
            console.paragraph(part)
        else:
            console.rows(part, _INDENT)


def _show_section(console: Console, title: str, rows: Sequence[tuple[str, str]]) -> None:
    console.blank()
    console.paragraph(f"{title}:")
    console.rows(rows, _INDENT)
