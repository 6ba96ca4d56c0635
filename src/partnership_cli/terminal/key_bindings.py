"""The keys of the editor in rich mode. The list is ours: what is not named here does nothing."""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final, Protocol

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.renderer import CPR_Support

from partnership_cli.terminal.cursor_moves import (
    Act,
    delete_back,
    delete_on,
    delete_to_line_end,
    delete_to_line_start,
    delete_up_to,
    go_back_a_word,
    go_down,
    go_on_a_word,
    go_to_end,
    go_to_line_end,
    go_to_line_start,
    go_to_start,
    go_up,
    step_back,
    step_on,
)
from partnership_cli.terminal.slash_commands import SlashCommand

Handler = Callable[[KeyPressEvent], None]

_ENDING: Final = (
    (Keys.ControlD, SlashCommand.DONE, 0),
    (Keys.ControlC, SlashCommand.PAUSE, int(signal.SIGINT)),
    (Keys.ControlO, SlashCommand.EDIT, 0),
    (Keys.F1, SlashCommand.HELP, 0),
)
# Letters typed in one go are taken back by one undo; this many, and a part of a long text.
_UNDONE_AT_ONCE: Final = 60
_PART_UNDONE_AT_ONCE: Final = 20


class EditActions(Protocol):
    """What the keys can do to an edit."""

    def end(self, command: SlashCommand, number: int = 0) -> None:
        """Leave the editor with everything that stands in it."""

    def end_line(self) -> None:
        """Begin a new line, or carry out the command that was typed on this one."""

    def save_now(self) -> None:
        """Write the draft."""


_MOVES: Final[Mapping[Keys, Act]] = {
    Keys.Left: step_back,
    Keys.Right: step_on,
    Keys.Up: go_up,
    Keys.Down: go_down,
    Keys.Home: go_to_line_start,
    Keys.End: go_to_line_end,
    Keys.ControlA: go_to_line_start,
    Keys.ControlE: go_to_line_end,
    Keys.ControlHome: go_to_start,
    Keys.ControlEnd: go_to_end,
    Keys.ControlLeft: go_back_a_word,
    Keys.ControlRight: go_on_a_word,
}
_SELECTING: Final[Mapping[Keys, Act]] = {
    Keys.ShiftLeft: step_back,
    Keys.ShiftRight: step_on,
    Keys.ShiftUp: go_up,
    Keys.ShiftDown: go_down,
    Keys.ShiftHome: go_to_line_start,
    Keys.ShiftEnd: go_to_line_end,
    Keys.ControlShiftHome: go_to_start,
    Keys.ControlShiftEnd: go_to_end,
    Keys.ControlShiftLeft: go_back_a_word,
    Keys.ControlShiftRight: go_on_a_word,
}
_delete_back_a_word: Final = partial(delete_up_to, go_back_a_word)
_delete_on_a_word: Final = partial(delete_up_to, go_on_a_word)
_DELETING: Final[Mapping[Keys, Act]] = {
    Keys.ControlH: delete_back,
    Keys.Delete: delete_on,
    Keys.ControlW: _delete_back_a_word,
    Keys.ControlU: delete_to_line_start,
    Keys.ControlK: delete_to_line_end,
}
_UNDOING: Final[Mapping[Keys, Act]] = {
    Keys.ControlZ: Buffer.undo,
    Keys.ControlUnderscore: Buffer.undo,
    Keys.ControlY: Buffer.redo,
}
# With Alt, or after Esc. Enter begins a new line however it is sent.
_MOVES_WITH_ALT: Final = {"b": go_back_a_word, "f": go_on_a_word}
_DELETING_WITH_ALT: Final = {"d": _delete_on_a_word, Keys.ControlH: _delete_back_a_word}
_UNDOING_WITH_ALT: Final = {"_": Buffer.redo}
_THEMSELVES_WITH_ALT: Final = (Keys.ControlM, Keys.ControlJ)


def bind_keys(edit: EditActions) -> KeyBindings:
    """Return the bindings of one edit.

    All are eager, the one for any key too: so none of the library's own keys is ever reached.
    """
    keys = KeyBindings()
    for key, command, number in _ENDING:
        _bind(keys, key, _end(edit, command, number))
    _bind(keys, Keys.ControlS, lambda _event: edit.save_now())
    _bind(keys, Keys.ControlL, lambda event: event.app.renderer.clear())
    _bind(keys, Keys.CPRResponse, _note_place)
    _bind(keys, Keys.Escape, _read_alt)
    for acts, do in ((_MOVES, _move), (_SELECTING, _select), (_UNDOING, _undo)):
        for key, act in acts.items():
            _bind(keys, key, _in_buffer(do, act))
    for key, act in _DELETING.items():
        _bind_change(keys, key, _in_buffer(_delete, act))
    _bind_writing(keys, edit)
    return keys


def _end(edit: EditActions, command: SlashCommand, number: int) -> Handler:
    return lambda _event: edit.end(command, number)


def _in_buffer(do: Callable[[Buffer, Act], None], act: Act) -> Handler:
    return lambda event: do(event.current_buffer, act)


def _bind(keys: KeyBindings, key: Keys, act: Handler) -> None:
    """Bind a key that changes no text: it begins no new step to undo."""
    keys.add(key, eager=True, save_before=lambda _event: False)(act)


def _bind_change(keys: KeyBindings, key: Keys, act: Handler) -> None:
    keys.add(key, eager=True)(act)


def _bind_writing(keys: KeyBindings, edit: EditActions) -> None:
    def end_line(event: KeyPressEvent) -> None:
        _replace(event.current_buffer)
        edit.end_line()

    def end_line_once(event: KeyPressEvent) -> None:
        # A pasted CR LF is one line end.
        before = event.previous_key_sequence
        if not (before and before[-1].key == Keys.ControlM):
            end_line(event)

    def paste(event: KeyPressEvent) -> None:
        _replace(event.current_buffer)
        text = event.data.replace("\r\n", "\n").replace("\r", "\n")
        event.current_buffer.insert_text(text)

    def tab(event: KeyPressEvent) -> None:
        _replace(event.current_buffer)
        event.current_buffer.insert_text("\t")

    def write(event: KeyPressEvent) -> None:
        # A key that is none of those above: its name stands for no letter.
        key = event.key_sequence[0].key
        if not isinstance(key, Keys):
            _replace(event.current_buffer)
            event.current_buffer.insert_text(_take_letters(event))

    _bind_change(keys, Keys.ControlM, end_line)
    _bind_change(keys, Keys.ControlJ, end_line_once)
    _bind_change(keys, Keys.ControlI, tab)
    _bind_change(keys, Keys.BracketedPaste, paste)
    keys.add(Keys.Any, eager=True, save_before=_Steps().begins)(write)


def _take_letters(event: KeyPressEvent) -> str:
    """Take the rest of a word that came at once: a paste that is not marked is quick so."""
    queue = event.key_processor.input_queue
    letters = event.key_sequence[0].key
    while queue and not isinstance(queue[0].key, Keys) and not letters[-1].isspace():
        letters += queue.popleft().key
    return letters


class _Steps:
    """Where undo stops: letters typed in one go are one step, unless they are many."""

    def __init__(self) -> None:
        self._length = 0

    def begins(self, event: KeyPressEvent) -> bool:
        """Tell whether a step to undo begins with this letter."""
        if isinstance(event.key_sequence[0].key, Keys):
            return False
        document = event.current_buffer.document
        length = len(document.text)
        longest = max(_UNDONE_AT_ONCE, length // _PART_UNDONE_AT_ONCE)
        enough = length - self._length >= longest and document.char_before_cursor.isspace()
        if event.is_repeat and not enough:
            return False
        self._length = length
        return True


def _read_alt(event: KeyPressEvent) -> None:
    """Read the key that came at once with Esc, which is Alt; Esc alone does nothing."""
    processor, buffer = event.key_processor, event.current_buffer
    if not processor.input_queue:
        return
    following = processor.input_queue.popleft()
    key = following.key
    if move := _MOVES_WITH_ALT.get(key):
        _move(buffer, move)
    elif delete := _DELETING_WITH_ALT.get(key):
        buffer.save_to_undo_stack()
        _delete(buffer, delete)
    elif undo := _UNDOING_WITH_ALT.get(key):
        _undo(buffer, undo)
    elif key in _THEMSELVES_WITH_ALT or key == Keys.Escape:
        processor.feed(following, first=True)


def _note_place(event: KeyPressEvent) -> None:
    """Take the reply to where the cursor is, if that was asked."""
    renderer = event.app.renderer
    if renderer.waiting_for_cpr and renderer.cpr_support is not CPR_Support.NOT_SUPPORTED:
        row, _, _ = event.data[2:-1].partition(";")
        renderer.report_absolute_cursor_row(int(row))


def _move(buffer: Buffer, move: Act) -> None:
    buffer.exit_selection()
    move(buffer)


def _select(buffer: Buffer, move: Act) -> None:
    if buffer.selection_state is None:
        buffer.start_selection()
    move(buffer)
    selection = buffer.selection_state
    if selection and selection.original_cursor_position == buffer.cursor_position:
        buffer.exit_selection()


def _delete(buffer: Buffer, delete: Act) -> None:
    if not _replace(buffer):
        delete(buffer)


def _undo(buffer: Buffer, undo: Act) -> None:
    buffer.exit_selection()
    undo(buffer)


def _replace(buffer: Buffer) -> bool:
    """Remove what is selected, and tell whether anything was."""
    if buffer.selection_state is None:
        return False
    buffer.cut_selection()
    return True
