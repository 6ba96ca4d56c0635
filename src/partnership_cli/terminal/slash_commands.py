"""Commands that are typed alone on a line, in both modes: `/skip`, `/done`, `/help` ..."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

PAUSE_BEFORE_A_COMMAND: Final = 0.08
"""Seconds without input after which a line counts as a command, and not as part of a paste."""

_LINE = re.compile(r"(/{1,2})([a-z]+)[ \t]*\Z")
_CHANGE = re.compile(r"(/{1,2})change(?:[ \t]+([0-9]{1,6}))?[ \t]*\Z")
_LINE_END = re.compile(r"(?!.*://).*[^/]/([a-z]+)[ \t]*\Z")


class SlashCommand(StrEnum):
    """What can be typed in place of a line of the answer."""

    DONE = "done"
    SKIP = "skip"
    BACK = "back"
    EDIT = "edit"
    LAST = "last"
    READ = "read"
    VALUES = "values"
    MORE = "more"
    SHAREABLE = "shareable"
    PRIVATE = "private"
    HIDE = "hide"
    DISCARD = "discard"
    PAUSE = "pause"
    LIST = "list"
    HELP = "help"
    UNDO = "undo"


LEAVE_COMMANDS: Final = frozenset(
    {
        SlashCommand.DONE,
        SlashCommand.SKIP,
        SlashCommand.BACK,
        SlashCommand.LIST,
        SlashCommand.DISCARD,
        SlashCommand.PAUSE,
    }
)
"""The commands after which the same answer is not written on."""


@dataclass(frozen=True)
class UnknownCommand:
    """A line that looks like a command and is none.

    `meant` is the command that was probably wanted; `at_end` when it ends a line of words.
    """

    word: str
    meant: SlashCommand | None = None
    at_end: bool = False


@dataclass(frozen=True)
class LineChange:
    """A wish to write one line of the answer anew, in plain mode; `number` counts from 1.

    It is 0 where none was typed.
    """

    number: int


@dataclass(frozen=True)
class LiteralLine:
    """A line that is to stand in the answer with one slash less."""

    text: str


_WORDS: Final = {str(command): command for command in SlashCommand}
_MEANT: Final = {
    "quit": SlashCommand.PAUSE,
    "exit": SlashCommand.PAUSE,
    "q": SlashCommand.PAUSE,
    ":q": SlashCommand.PAUSE,
    ":wq": SlashCommand.DONE,
    "help": SlashCommand.HELP,
    "done": SlashCommand.DONE,
}
"""Words by which other programs are left, and the commands that are probably meant."""


def parse_slash_command(
    line: str, *, plain: bool
) -> SlashCommand | UnknownCommand | LiteralLine | None:
    """Return what this line means when it stands alone, or None for a line of the answer."""
    if plain and line == ".":
        return SlashCommand.DONE
    found = _LINE.match(line)
    if found is None:
        return _guess(line.strip())
    command = _WORDS.get(found[2])
    if command is SlashCommand.UNDO and not plain:
        command = None
    if found[1] == "//":
        return LiteralLine(line[1:]) if command else None
    return command or UnknownCommand(found[2])


def parse_line_change(line: str) -> LineChange | LiteralLine | None:
    """Return which line is to be written anew, or None where this asks for none."""
    change = _CHANGE.match(line)
    if change is None:
        return None
    return LiteralLine(line[1:]) if change[1] == "//" else LineChange(int(change[2] or 0))


def _guess(line: str) -> UnknownCommand | None:
    """Return what looks like a command in a line of the answer, so that it can be told."""
    if meant := _MEANT.get(line.casefold()):
        return UnknownCommand(line, meant)
    found = _LINE_END.match(line)
    command = _WORDS.get(found[1]) if found else None
    if command and command is not SlashCommand.UNDO:
        return UnknownCommand(f"/{command}", command, at_end=True)
    return None
