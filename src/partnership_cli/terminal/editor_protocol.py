"""The two ways to write an answer share one shape: write until something else is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

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


def _show_nothing(_asked: SlashCommand | UnknownCommand, _text: str, _columns: int) -> str:
    return ""


def _show_no_question(_columns: int) -> None:
    return None


@dataclass(frozen=True)
class Beside:
    """What stands beside an answer while it is written: its place and its question.

    `show` returns what a command has to show to the text that stands written, or nothing where
    the editor is to be left for it. `show_question` writes the question to the screen. Both are
    told how many columns there are now.
    """

    place: str = ""
    question: str = ""
    show: Callable[[SlashCommand | UnknownCommand, str, int], str] = _show_nothing
    show_question: Callable[[int], None] = _show_no_question


NOTHING_BESIDE: Final = Beside()


class AnswerEditor(Protocol):
    """Lets the person write."""

    def edit(
        self,
        text: str,
        cursor: int,
        sharing: Sharing,
        saver: DraftSaver,
        beside: Beside = NOTHING_BESIDE,
    ) -> EditResult:
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
