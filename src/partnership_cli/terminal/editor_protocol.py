"""The two ways to write an answer share one shape: write until something else is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from partnership_cli.reflection.session import Sharing
from partnership_cli.terminal.draft_saver import DraftSaver
from partnership_cli.terminal.slash_commands import SlashCommand, UnknownCommand


@dataclass(frozen=True)
class EditResult:
    """How a stretch of writing ended: what was asked for, and all that stands written.

    `cursor` counts characters from the start of the text; `signal` is the number of the
    signal or key that stops the program, or 0.
    """

    command: SlashCommand | UnknownCommand
    text: str
    cursor: int
    signal: int = 0


class AnswerEditor(Protocol):
    """Lets the person write."""

    def edit(self, text: str, cursor: int, sharing: Sharing, saver: DraftSaver) -> EditResult:
        """Go on from `text` until a key or a typed command asks for something else.

        `saver` is given the whole text at least once a second while it changes, and what it
        has to say is said while the writing goes on.
        """

    @property
    def guessed(self) -> bool:
        """Whether letters came that are not in the encoding of the terminal."""

    def take_text(self) -> str:
        """Return keys that were read and not used."""

    def give_text(self, typed: str) -> None:
        """Use these keys first in the next stretch."""
