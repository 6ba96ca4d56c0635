"""What this program is called, on this computer, and the commands it has."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Final, Literal, NamedTuple

VERSION: Final = "0.1.0"
NAME: Final = "partnership"
TRASH: Final = f".{NAME}-trash"
"""The folder of deleted notes, in that of the notes."""


_SHORT: Final = 5
_CLOSE: Final = 0.7
Group = Literal["Write", "Read again", "With partners", "The framework", "Your files"]
"""What people want of a command; `--help` has a heading for each."""


class CommandRow(NamedTuple):
    """One command, as `--help` names it."""

    name: str
    summary: str
    group: Group


COMMANDS: Final = (
    CommandRow("reflect", "Answer the framework's questions, one at a time.", "Write"),
    CommandRow("resume", "Continue where you paused.", "Write"),
    CommandRow("edit", "Change a note in your own editor.", "Write"),
    CommandRow("rename", "Give a reflection another title.", "Write"),
    CommandRow("list", "See which reflections you have.", "Read again"),
    CommandRow("show", "Read a reflection, or all your answers to a theme.", "Read again"),
    CommandRow("search", "Find an answer by its words.", "Read again"),
    CommandRow("history", "Read all your answers to a question or a theme.", "Read again"),
    CommandRow("journey", "See which questions you answered, month by month.", "Read again"),
    CommandRow("share", "Choose answers, and make a file of them for partners.", "With partners"),
    CommandRow("together", "Put the answers of partners side by side.", "With partners"),
    CommandRow("letter", "Write a letter for those who come next.", "With partners"),
    CommandRow("handout", "Make a page of questions to fill in by hand.", "With partners"),
    CommandRow("meeting", "Prepare a meeting: pages, a message, a plan.", "With partners"),
    CommandRow("questions", "Read the framework's questions.", "The framework"),
    CommandRow("guides", "Read the guides: short sets of questions.", "The framework"),
    CommandRow("values", "Read the framework's values.", "The framework"),
    CommandRow("projects", "See the framework's example projects.", "The framework"),
    CommandRow("voices", "Read what people say in the framework.", "The framework"),
    CommandRow("about", "About the framework, and about this tool.", "The framework"),
    CommandRow("framework", "Use another framework, or write one.", "The framework"),
    CommandRow("export", "Make a document of your reflections.", "Your files"),
    CommandRow("delete", "Put a reflection into the trash, or remove it for good.", "Your files"),
    CommandRow("restore", "Bring a reflection back from the trash.", "Your files"),
    CommandRow("where", "See where your files are.", "Your files"),
    CommandRow("doctor", "Check your notes for problems.", "Your files"),
    CommandRow("config", "See or change your settings.", "Your files"),
    CommandRow("help", "Read more, on keys, accessibility and files.", "Your files"),
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
        *(
            "share",
            "together",
            "letter",
            "handout",
            "meeting",
            "guides",
            "values",
            "projects",
            "voices",
        ),
        "about",
    }
)
"""The commands that read the framework, and so take the option `--framework`."""

ONE_FILE: Final = ".pyz"
"""The ending of the file that holds the whole program (.ci/one_file.py)."""

# A command in our words: to the end of the sentence after a colon, else its name alone.
_IN_OUR_WORDS: Final = (
    rf"(?<![^\s(`]){NAME} (?=--|(?:{'|'.join(row.name for row in COMMANDS)})\b)"
    rf"(?:(?<=: {NAME} )(?:[^\n.]|\.(?! ))*|\S+)"
)


def find_close(word: str, names: Iterable[str], most: int) -> list[str]:
    """Return the names that were perhaps meant, the nearest first.

    A short word is near to many others: it begins as they do, or has their letters.
    """
    alike = [
        one
        for one in names
        if len(word) > _SHORT or one[:1] == word[:1] or sorted(one) == sorted(word)
    ]
    return get_close_matches(word, alike, n=most, cutoff=_CLOSE)


def name_program(started_as: str, executable: str, environ: Mapping[str, str]) -> str:
    """Return what to type to start this program: its name where PATH finds it, else its path.

    `started_as` is the first word of the command line and `executable` the interpreter.
    """
    if started_as.endswith(ONE_FILE):
        # Saved from a mail it is a file that Python runs, and none that starts by itself.
        file = str(Path(started_as).absolute())
        return f"{quote_path(executable)} {quote_path(file).removeprefix('& ')}"
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


def name_shortcut(program: str, environ: Mapping[str, str]) -> str | None:
    """Return the command after which the program is one word in every folder; None where it is.

    `program` is what starts it now. A Python that is told what to run is no file to point at.
    """
    if program == NAME or program.rstrip("'\"").endswith(("-m partnership_cli", ONE_FILE)):
        return None
    if os.name == "nt":
        folder = str(Path(program.removeprefix("& ").strip('"')).parent).replace("'", "''")
        known = "[Environment]::GetEnvironmentVariable('Path','User')"
        return f"[Environment]::SetEnvironmentVariable('Path', {known} + ';{folder}', 'User')"
    home = environ.get("HOME", "")
    listed = [one for one in environ.get("PATH", "").split(os.pathsep) if one]
    own = next((one for one in listed if home and one.startswith(f"{home}/")), "~/.local/bin")
    place = own if own.startswith("~") else quote_path(own)
    return f"mkdir -p {place} && ln -s {program} {place}/{NAME}"


def name_packing(folder: Path) -> tuple[str, str]:
    """Return the command that packs a folder into one file, and the one that unpacks it there.

    Both are the same for tar on Linux, macOS and Windows 10 or newer, and replace no file.
    """
    if os.name == "nt":
        place, make = f'"{folder}"', f'mkdir -Force "{folder}";'
    else:
        place = quote_path(str(folder))
        make = f"mkdir -p {place} &&"
    return f"tar -czf notes.tar.gz -C {place} .", f"{make} tar -xkzf notes.tar.gz -C {place}"


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


def spell_arguments(given: Mapping[str, str | Sequence[str] | bool | None]) -> str:
    """Return arguments as they have to be typed again, each after a space; none is left out.

    The key is the name of an option, or empty for what has none.
    """
    words: list[str] = []
    for option, value in given.items():
        if isinstance(value, bool):
            words += [option] if value else []
        else:
            values = [value] if isinstance(value, str) else value or ()
            words += [part for one in values for part in (option, quote_word(one)) if part]
    return "".join(f" {word}" for word in words)


def quote_word(word: str) -> str:
    """Return an argument as it has to be typed in a command."""
    if os.name != "nt":
        return quote_path(word)
    return word if re.fullmatch(r"[\w.:\\/-]+", word) else "'" + word.replace("'", "''") + "'"


def quote_path(path: str) -> str:
    """Return a path as it has to be typed in a command."""
    if os.name != "nt":
        from shlex import quote

        return quote(path)
    # PowerShell reads a quoted path as a text unless `&` stands before it.
    return f'& "{path}"' if " " in path else path
