"""The keys of the editor in rich mode. The list is ours: what is not named here does nothing."""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final, Protocol

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Always, Condition, Filter
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.renderer import CPR_Support

from partnership_cli.terminal.control_sequences import ESC
from partnership_cli.terminal.cursor_moves import (
    Act,
    RowMoves,
    delete_back,
    delete_on,
    delete_up_to,
    go_back_a_word,
    go_on_a_word,
    go_to_end,
    go_to_start,
    step_back,
    step_on,
)
from partnership_cli.terminal.output_pane import Pane
from partnership_cli.terminal.slash_commands import SlashCommand

Handler = Callable[[KeyPressEvent], None]
_ALWAYS: Final = Always()
RowAct = Callable[[RowMoves, Buffer], None]

_ENDING: Final = (
    (Keys.ControlD, SlashCommand.DONE, 0),
    (Keys.ControlC, SlashCommand.PAUSE, int(signal.SIGINT)),
    (Keys.ControlO, SlashCommand.EDIT, 0),
)


class EditActions(Protocol):
    """What the keys can do to an edit."""

    @property
    def moves(self) -> RowMoves:
        """The moves by row of the screen."""

    @property
    def pane(self) -> Pane:
        """What stands between the answer and the last rows."""

    def end(self, command: SlashCommand, number: int = 0) -> None:
        """Leave the editor with everything that stands in it."""

    def end_line(self) -> None:
        """Begin a new line, or carry out the command that was typed on this one."""

    def save_now(self) -> None:
        """Write the draft."""

    def undo(self) -> None:
        """Go back by one step."""

    def redo(self) -> None:
        """Take one step again that was undone."""

    def redraw(self) -> None:
        """Draw question and answer anew on an empty screen."""

    def show(self, command: SlashCommand) -> None:
        """Show what a command shows."""

    def write_tab(self) -> None:
        """Write a tab, or offer the commands after a slash alone on its line."""

    def take_marked(self) -> None:
        """Carry out the command that is marked."""


_MOVES: Final[Mapping[Keys, Act]] = {
    Keys.Left: step_back,
    Keys.Right: step_on,
    Keys.ControlHome: go_to_start,
    Keys.ControlEnd: go_to_end,
    Keys.ControlLeft: go_back_a_word,
    Keys.ControlRight: go_on_a_word,
}
_MOVES_BY_ROW: Final[Mapping[Keys, RowAct]] = {
    Keys.Up: RowMoves.go_up,
    Keys.Down: RowMoves.go_down,
    Keys.PageUp: RowMoves.go_up_a_screen,
    Keys.PageDown: RowMoves.go_down_a_screen,
    Keys.Home: RowMoves.go_to_row_start,
    Keys.End: RowMoves.go_to_row_end,
    Keys.ControlA: RowMoves.go_to_row_start,
    Keys.ControlE: RowMoves.go_to_row_end,
}
_SHIFTED: Final[Mapping[Keys, Keys]] = {
    Keys.ShiftLeft: Keys.Left,
    Keys.ShiftRight: Keys.Right,
    Keys.ShiftUp: Keys.Up,
    Keys.ShiftDown: Keys.Down,
    Keys.ShiftPageUp: Keys.PageUp,
    Keys.ShiftPageDown: Keys.PageDown,
    Keys.ShiftHome: Keys.Home,
    Keys.ShiftEnd: Keys.End,
    Keys.ControlShiftHome: Keys.ControlHome,
    Keys.ControlShiftEnd: Keys.ControlEnd,
    Keys.ControlShiftLeft: Keys.ControlLeft,
    Keys.ControlShiftRight: Keys.ControlRight,
}
_delete_back_a_word: Final = partial(delete_up_to, go_back_a_word)
_delete_on_a_word: Final = partial(delete_up_to, go_on_a_word)
_DELETING: Final[Mapping[Keys, Act]] = {
    Keys.ControlH: delete_back,
    Keys.Delete: delete_on,
    Keys.ControlW: _delete_back_a_word,
}
_DELETING_BY_ROW: Final[Mapping[Keys, RowAct]] = {
    Keys.ControlU: RowMoves.delete_to_row_start,
    Keys.ControlK: RowMoves.delete_to_row_end,
}
# With Alt, or after Esc. Enter begins a new line however it is sent.
_MOVES_WITH_ALT: Final = {"b": go_back_a_word, "f": go_on_a_word}
_DELETING_WITH_ALT: Final = {"d": _delete_on_a_word, Keys.ControlH: _delete_back_a_word}
_REDO_WITH_ALT: Final = "_"
_THEMSELVES_WITH_ALT: Final = (Keys.ControlM, Keys.ControlJ)


def bind_keys(edit: EditActions) -> KeyBindings:
    """Return the bindings of one edit.

    All are eager, the one for any key too: so none of the library's own keys is ever reached.
    """
    keys = KeyBindings()
    for key, command, number in _ENDING:
        _bind(keys, key, _end(edit, command, number))
    for key, do in _list_acts(edit).items():
        _bind(keys, key, _without_event(do))
    _bind(keys, Keys.CPRResponse, _note_place)
    _bind(keys, Keys.Escape, partial(_read_alt, edit))
    moves = {**_MOVES, **_bind_rows(edit, _MOVES_BY_ROW)}
    for key, act in moves.items():
        _bind(keys, key, _in_buffer(_move, act))
    for key, plain_key in _SHIFTED.items():
        _bind(keys, key, _in_buffer(_select, moves[plain_key]))
    for key, act in {**_DELETING, **_bind_rows(edit, _DELETING_BY_ROW)}.items():
        _bind(keys, key, _in_buffer(_delete, act))
    _bind_writing(keys, edit)
    _bind_pane(keys, edit)
    return keys


def _list_acts(edit: EditActions) -> dict[Keys, Callable[[], None]]:
    return {
        Keys.ControlS: edit.save_now,
        Keys.ControlL: edit.redraw,
        Keys.ControlZ: edit.undo,
        Keys.ControlUnderscore: edit.undo,
        Keys.ControlY: edit.redo,
        Keys.F1: partial(edit.show, SlashCommand.HELP),
    }


def _bind_rows(edit: EditActions, acts: Mapping[Keys, RowAct]) -> dict[Keys, Act]:
    return {key: partial(act, edit.moves) for key, act in acts.items()}


def _bind_pane(keys: KeyBindings, edit: EditActions) -> None:
    """Bind the keys that are the pane's while one is open; any other key closes it."""
    pane = edit.pane
    long, marks = Condition(lambda: pane.is_long), Condition(lambda: pane.marks)
    _bind(keys, Keys.PageDown, _without_event(partial(pane.turn, 1)), long)
    _bind(keys, Keys.PageUp, _without_event(partial(pane.turn, -1)), long)
    for key, by in ((Keys.Down, 1), (Keys.ControlI, 1), (Keys.Up, -1)):
        _bind(keys, key, _without_event(partial(pane.mark, by)), marks)
    for key in (Keys.ControlM, Keys.ControlJ):
        _bind(keys, key, _without_event(edit.take_marked), marks)


def _without_event(act: Callable[[], None]) -> Handler:
    return lambda _event: act()


def _end(edit: EditActions, command: SlashCommand, number: int) -> Handler:
    return lambda _event: edit.end(command, number)


def _in_buffer(do: Callable[[Buffer, Act], None], act: Act) -> Handler:
    return lambda event: do(event.current_buffer, act)


def _bind(keys: KeyBindings, key: Keys, act: Handler, when: Filter = _ALWAYS) -> None:
    # The library keeps no copy of the text to undo: `undo.py` says why.
    keys.add(key, filter=when, eager=True, save_before=lambda _event: False)(act)


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
        edit.write_tab()

    def write(event: KeyPressEvent) -> None:
        # A key that is none of those above: its name stands for no letter.
        key = event.key_sequence[0].key
        if not isinstance(key, Keys):
            _replace(event.current_buffer)
            event.current_buffer.insert_text(_take_letters(event))

    _bind(keys, Keys.ControlM, end_line)
    _bind(keys, Keys.ControlJ, end_line_once)
    _bind(keys, Keys.ControlI, tab)
    _bind(keys, Keys.BracketedPaste, paste)
    _bind(keys, Keys.Any, write)


def _take_letters(event: KeyPressEvent) -> str:
    """Take the rest of a word that came at once: a paste that is not marked is quick so."""
    queue = event.key_processor.input_queue
    letters = event.key_sequence[0].key
    while queue and not isinstance(queue[0].key, Keys) and not letters[-1].isspace():
        letters += queue.popleft().key
    return letters


def _read_alt(edit: EditActions, event: KeyPressEvent) -> None:
    """Read the key that came at once with Esc, which is Alt; Esc alone only closes a pane.

    Esc in its long form is no Alt: what follows it was pressed by itself.
    """
    processor, buffer = event.key_processor, event.current_buffer
    if not processor.input_queue or event.data != ESC:
        return
    following = processor.input_queue.popleft()
    key = following.key
    if move := _MOVES_WITH_ALT.get(key):
        _move(buffer, move)
    elif delete := _DELETING_WITH_ALT.get(key):
        _delete(buffer, delete)
    elif key == _REDO_WITH_ALT:
        edit.redo()
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


def _replace(buffer: Buffer) -> bool:
    """Remove what is selected, and tell whether anything was."""
    if buffer.selection_state is None:
        return False
    buffer.cut_selection()
    return True
