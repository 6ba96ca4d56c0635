"""The keys of the editor in rich mode."""

from __future__ import annotations

import signal
from typing import Final, Protocol

from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from wcwidth import iter_graphemes

from partnership_cli.terminal.typed import Command

_ENDING: Final = (
    (Command.DONE, (Keys.ControlD,)),
    (Command.DONE, (Keys.Escape, Keys.ControlM)),
    (Command.DONE, (Keys.F2,)),
    (Command.EDIT, (Keys.ControlX, Keys.ControlE)),
    (Command.EDIT, (Keys.ControlO,)),
    (Command.HELP, (Keys.F1,)),
)
_STOPPING: Final = (
    (Keys.ControlC, int(signal.SIGINT)),
    (Keys.ControlBackslash, int(getattr(signal, "SIGQUIT", signal.SIGINT))),
)
# No grapheme that a person types is longer than this.
_LONGEST_GRAPHEME: Final = 64


class Editing(Protocol):
    """What the keys can do to an edit."""

    def end(self, command: Command, number: int = 0) -> None:
        """Leave the editor with everything that stands in it."""

    def end_line(self) -> None:
        """Begin a new line, or carry out the command that was typed on this one."""

    def save_now(self) -> None:
        """Write the draft."""


def bind_keys(edit: Editing) -> KeyBindings:
    """Return the bindings of one edit."""
    keys = KeyBindings()
    for command, sequence in _ENDING:
        _bind_end(keys, edit, command, 0, sequence)
    for key, number in _STOPPING:
        _bind_end(keys, edit, Command.PAUSE, number, (key,))
    _bind_writing(keys, edit)
    _bind_the_rest(keys, edit)
    return keys


def _bind_end(
    keys: KeyBindings, edit: Editing, command: Command, number: int, sequence: tuple[Keys, ...]
) -> None:
    @keys.add(*sequence)
    def _(_event: KeyPressEvent) -> None:
        edit.end(command, number)


def _bind_writing(keys: KeyBindings, edit: Editing) -> None:
    @keys.add(Keys.ControlM)
    def _(_event: KeyPressEvent) -> None:
        edit.end_line()

    @keys.add(Keys.ControlJ)
    def _(event: KeyPressEvent) -> None:
        # A pasted CR LF is one line end.
        before = event.previous_key_sequence
        if not (before and before[-1].key == Keys.ControlM):
            edit.end_line()

    @keys.add(Keys.ControlI)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\t")

    @keys.add(Keys.ControlH)
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        before = buffer.document.current_line_before_cursor[-_LONGEST_GRAPHEME:]
        last = list(iter_graphemes(before))[-1:]
        buffer.delete_before_cursor(len(last[0]) if last else 1)


def _bind_the_rest(keys: KeyBindings, edit: Editing) -> None:
    @keys.add(Keys.ControlS)
    def _(_event: KeyPressEvent) -> None:
        edit.save_now()

    @keys.add(Keys.ControlR)
    def _(_event: KeyPressEvent) -> None:
        """Search nothing: what was written before is not to appear unasked."""

    @keys.add(Keys.ControlZ)
    def _(event: KeyPressEvent) -> None:
        edit.save_now()
        event.app.suspend_to_background()
