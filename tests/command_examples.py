"""The examples in the help of each command, from which tests of every command are made."""

from __future__ import annotations

import inspect
import shlex
from collections.abc import Iterator
from importlib import import_module
from typing import Final

from partnership_cli.command_names import COMMANDS

Words = tuple[str, ...]


def read_examples(name: str) -> tuple[Words, ...]:
    """Return the examples of a command, without the name of the program; one at least."""
    run = import_module(f"partnership_cli.commands.{name}").run
    lines = (inspect.getdoc(run) or "").partition("\nExamples:\n")[2].splitlines()
    return tuple(tuple(shlex.split(line)[1:]) for line in lines if line.strip())


def takes_json(name: str) -> bool:
    """Whether a command can show what it shows as JSON too."""
    run = import_module(f"partnership_cli.commands.{name}").run
    return "as_json" in inspect.signature(run).parameters


EXAMPLES: Final = {row.name: read_examples(row.name) for row in COMMANDS}


def put_instead(call: Words, word: str) -> Iterator[Words]:
    """Give a call again and again, each time with another of its values replaced by a word."""
    for at, one in enumerate(call[1:], 1):
        if not one.startswith("-"):
            yield (*call[:at], word, *call[at + 1 :])
