"""What this program is called, on this computer, and the commands it has."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal, NamedTuple

VERSION: Final = "0.1.0"
NAME: Final = "partnership"
TRASH: Final = f".{NAME}-trash"
"""The folder of deleted notes, in that of the notes."""


class CommandRow(NamedTuple):
    """One command, as `--help` names it."""

    name: str
    summary: str
    group: Literal["first week", "more"]


COMMANDS: Final = (
    CommandRow("reflect", "Answer the framework's questions, one at a time.", "first week"),
    CommandRow("resume", "Carry on where you paused.", "first week"),
    CommandRow("list", "See which reflections you have.", "first week"),
    CommandRow("show", "Read a reflection, or all you wrote to a theme.", "first week"),
    CommandRow("export", "Make a document of your reflections.", "first week"),
    CommandRow("questions", "Read the framework's questions.", "first week"),
    CommandRow("search", "Find an answer by its words.", "more"),
    CommandRow("history", "Read all you wrote to one question or theme.", "more"),
    CommandRow("journey", "See which questions you wrote to, month by month.", "more"),
    CommandRow("share", "Choose answers, and make a file of them for partners.", "more"),
    CommandRow("together", "Lay the answers of partners side by side.", "more"),
    CommandRow("handout", "Make a page of questions to fill in by hand.", "more"),
    CommandRow("meeting", "Prepare a meeting: pages, a message, and how it could go.", "more"),
    CommandRow("edit", "Change a note in your own editor.", "more"),
    CommandRow("rename", "Give a reflection another title.", "more"),
    CommandRow("delete", "Put a note into the trash, or remove it for good.", "more"),
    CommandRow("restore", "Bring a note back from the trash.", "more"),
    CommandRow("guides", "Read the guides: short choices of questions.", "more"),
    CommandRow("values", "Read the framework's values.", "more"),
    CommandRow("projects", "See the framework's example projects.", "more"),
    CommandRow("voices", "Read what people say in the framework.", "more"),
    CommandRow("about", "About the framework, and about this tool.", "more"),
    CommandRow("framework", "Use another framework, or write one.", "more"),
    CommandRow("doctor", "Look whether your notes are well.", "more"),
    CommandRow("where", "See where your files are.", "more"),
    CommandRow("config", "See or change your settings.", "more"),
    CommandRow("help", "Help on keys, files and more.", "more"),
)

READING_FRAMEWORK: Final = frozenset(
    {
        *(
            "reflect",
            "resume",
            "list",
            "show",
            "export",
            "questions",
            "search",
            "history",
            "journey",
        ),
        *("share", "together", "handout", "meeting", "guides", "values", "projects", "voices"),
        "about",
    }
)
"""The commands that read the framework, and so take the option `--framework`."""

# A command in a sentence of ours: to the end of the line after a colon, else its name alone.
_IN_OUR_WORDS: Final = (
    rf"(?<![^\s(`]){NAME} (?=--|(?:{'|'.join(row.name for row in COMMANDS)})\b)"
    rf"(?:(?<=: {NAME} )[^\n]*|\S+)"
)


def name_program(started_as: str, executable: str, environ: Mapping[str, str]) -> str:
    """Return what to type to start this program: its name where PATH finds it, else its path.

    `started_as` is the first word of the command line and `executable` the interpreter.
    """
    found = shutil.which(NAME, path=environ.get("PATH"))
    if Path(started_as).stem == NAME:
        own = shutil.which(started_as, path=environ.get("PATH"))
    else:
        own = shutil.which(NAME, path=str(Path(executable).parent))
    if own is None:
        return f"{quote_path(executable)} -m partnership_cli"
    if found is not None and Path(found).samefile(own):
        return NAME
    return quote_path(str(Path(own).absolute()))


def spell_commands(text: str, program: str, space: str = " ", framework: str = "") -> str:
    """Return our own words with every command in them as it has to be typed on this computer.

    `space` stands between the words of a command, and `framework` is the file of a framework
    that was named for this run alone.
    """
    if f"{NAME} " not in text:
        return text
    option = f" --framework {framework}" if framework and "--framework" not in text else ""

    def spell(found: re.Match[str]) -> str:
        given = found[0].removeprefix(NAME)
        reads = given.split(maxsplit=1)[0] in READING_FRAMEWORK
        return f"{program}{option if reads else ''}{given}".replace(" ", space)

    return re.sub(_IN_OUR_WORDS, spell, text)


def quote_path(path: str) -> str:
    """Return a path as it has to be typed in a command."""
    if os.name != "nt":
        from shlex import quote

        return quote(path)
    # PowerShell reads a quoted path as a text unless `&` stands before it.
    return f'& "{path}"' if " " in path else path
