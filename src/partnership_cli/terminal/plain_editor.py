"""A long answer in plain mode: line by line, without an escape byte or a redraw."""

from __future__ import annotations

from collections.abc import Callable

from partnership_cli.errors import StopRequest
from partnership_cli.reflection.session import Sharing
from partnership_cli.terminal.draft_saver import DraftSaver
from partnership_cli.terminal.editor_protocol import NOTHING_BESIDE, Beside, EditResult
from partnership_cli.terminal.line_input import InputLine, LineReader
from partnership_cli.terminal.slash_commands import (
    PAUSE_BEFORE_A_COMMAND,
    LiteralLine,
    SlashCommand,
    UnknownCommand,
    parse_slash_command,
)


class PlainEditor:
    """Adds lines to an answer until a typed command, a full stop or Ctrl-D ends it."""

    def __init__(self, reader: LineReader, say: Callable[[str], None]) -> None:
        self._reader = reader
        self._say = say

    def edit(
        self,
        text: str,
        cursor: int,  # noqa: ARG002  # it stands at the end
        sharing: Sharing,  # noqa: ARG002  # the state is said in words
        saver: DraftSaver,
        beside: Beside = NOTHING_BESIDE,  # noqa: ARG002  # nothing stands beside a line
    ) -> EditResult:
        """Go on after the last line of `text`."""
        lines = text.split("\n") if text else []
        try:
            while True:
                line = self._reader.read_line("", lambda: self._save(lines, saver))
                typed = self._read_typed(line)
                if typed is None:
                    if line.text or not line.last:
                        lines.append(line.text)
                    if line.last:
                        return _edited(SlashCommand.DONE, lines)
                elif isinstance(typed, LiteralLine):
                    lines.append(typed.text)
                elif typed is SlashCommand.UNDO:
                    self._say("The last line is gone." if lines else "There is no line to drop.")
                    del lines[-1:]
                else:
                    if isinstance(typed, UnknownCommand):
                        lines.append(line.text)
                    return _edited(typed, lines)
        except StopRequest as stop:
            half = self._half_line() if stop.by_key else self._reader.take_rest()
            return _edited(SlashCommand.PAUSE, [*lines, half] if half else lines, stop.signal)

    @property
    def guessed(self) -> bool:
        """Whether letters came that are not in the encoding of the terminal."""
        return self._reader.guessed

    def take_text(self) -> str:
        """Return nothing: this writer reads no key too many."""
        return ""

    def give_text(self, typed: str) -> None:
        """Read these keys first."""
        self._reader.put_back(typed)

    def _save(self, lines: list[str], saver: DraftSaver) -> None:
        half = self._half_line()
        text = "\n".join([*lines, half] if half else lines)
        if saver.is_due(text) and (said := saver.save(text)):
            if half:
                # What is said begins on a line of its own.
                self._say("")
            self._say(said)

    def _read_typed(self, line: InputLine) -> SlashCommand | UnknownCommand | LiteralLine | None:
        if line.pasted or line.last:
            return None
        typed = parse_slash_command(line.text, plain=True)
        if typed is None or self._reader.waits(PAUSE_BEFORE_A_COMMAND):
            return None
        return typed

    def _half_line(self) -> str:
        return self._reader.partial


def _edited(
    command: SlashCommand | UnknownCommand, lines: list[str], signal: int = 0
) -> EditResult:
    text = "\n".join(lines)
    return EditResult(command, text, len(text), signal)
