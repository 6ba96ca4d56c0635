"""Commands that are typed alone on a line, in both modes: `/skip`, `/done`, `/help` ..."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

PAUSE_BEFORE_A_COMMAND: Final = 0.08
"""Seconds without input after which a line counts as a command, and not as part of a paste."""

_LINE = re.compile(r"(/{1,2})([a-z]+)[ \t]*\Z")
_LINE_END = re.compile(r"(?!.*://).*[^/]/([a-z]+)[ \t]*\Z")


class Command(StrEnum):
    """What can be typed in place of a line of the answer."""

    DONE = "done"
    SKIP = "skip"
    BACK = "back"
    EDIT = "edit"
    LAST = "last"
    READ = "read"
    VALUES = "values"
    SHAREABLE = "shareable"
    PRIVATE = "private"
    HIDE = "hide"
    DISCARD = "discard"
    PAUSE = "pause"
    LIST = "list"
    HELP = "help"
    UNDO = "undo"


LEAVING: Final = frozenset(
    {Command.DONE, Command.SKIP, Command.BACK, Command.LIST, Command.DISCARD, Command.PAUSE}
)
"""The commands after which the same answer is not written on."""


@dataclass(frozen=True)
class Unknown:
    """A line that looks like a command and is none.

    `meant` is the command that was probably wanted; `at_end` when it ends a line of words.
    """

    word: str
    meant: Command | None = None
    at_end: bool = False


@dataclass(frozen=True)
class Literal:
    """A line that is to stand in the answer with one slash less."""

    text: str


_WORDS: Final = {str(command): command for command in Command}
_MEANT: Final = {
    "quit": Command.PAUSE,
    "exit": Command.PAUSE,
    "q": Command.PAUSE,
    ":q": Command.PAUSE,
    ":wq": Command.DONE,
    "help": Command.HELP,
    "done": Command.DONE,
}
"""Words by which other programs are left, and the commands that are probably meant."""


def read_typed(line: str, *, plain: bool) -> Command | Unknown | Literal | None:
    """Return what this line means when it stands alone, or None for a line of the answer."""
    if plain and line == ".":
        return Command.DONE
    found = _LINE.match(line)
    if found is None:
        return _guess(line.strip())
    command = _WORDS.get(found[2])
    if command is Command.UNDO and not plain:
        command = None
    if found[1] == "//":
        return Literal(line[1:]) if command else None
    return command or Unknown(found[2])


def _guess(line: str) -> Unknown | None:
    """Return what looks like a command in a line of the answer, so that it can be told."""
    if meant := _MEANT.get(line.casefold()):
        return Unknown(line, meant)
    found = _LINE_END.match(line)
    command = _WORDS.get(found[1]) if found else None
    if command and command is not Command.UNDO:
        return Unknown(f"/{command}", command, at_end=True)
    return None
