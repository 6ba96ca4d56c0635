"""A long answer in plain mode: line by line, without an escape byte or a redraw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from partnership_cli.errors import StopRequest
from partnership_cli.reflection.session import Sharing
from partnership_cli.terminal.draft_saver import DraftSaver
from partnership_cli.terminal.editor_protocol import NOTHING_BESIDE, Beside, EditResult
from partnership_cli.terminal.line_input import InputLine, LineReader
from partnership_cli.terminal.slash_commands import (
    LEAVE_COMMANDS,
    PAUSE_BEFORE_A_COMMAND,
    LineChange,
    LiteralLine,
    SlashCommand,
    UnknownCommand,
    parse_line_change,
    parse_slash_command,
)

YOUR_ANSWER: Final = "Your answer: "
GO_ON: Final = "Go on with your answer: "
INSTEAD: Final = "Type it again, or Enter to keep it: "
NO_ARROWS: Final = (
    "Arrow keys do not move here. To change a line, type /change and its number, such as /change 1."
)
_Typed = SlashCommand | UnknownCommand | LineChange | LiteralLine


class PlainEditor:
    """Adds lines to an answer until a typed command, a full stop or Ctrl-D ends it.

    `say` speaks our own words, and `show` words of the answer.
    """

    def __init__(
        self, reader: LineReader, say: Callable[[str], None], show: Callable[[str], None]
    ) -> None:
        self._reader = reader
        self._say = say
        self._show = show
        self._goes_on = False
        self._told_arrows = False

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
        prompt = GO_ON if text or self._goes_on else YOUR_ANSWER
        try:
            while True:
                typed = self._add_line(prompt, lines, saver)
                if typed is not None:
                    self._goes_on = typed not in LEAVE_COMMANDS
                    return _edited(typed, lines)
                prompt = self._explain_arrows()
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

    def _add_line(
        self, prompt: str, lines: list[str], saver: DraftSaver
    ) -> SlashCommand | UnknownCommand | None:
        """Read one line into the answer; return the command that it was instead, if it was one."""
        line = self._read(prompt, lines, saver)
        while True:
            match typed := self._read_typed(line):
                case None:
                    if line.text or not line.last:
                        lines.append(line.text)
                    return SlashCommand.DONE if line.last else None
                case LiteralLine():
                    lines.append(typed.text)
                    return None
                case LineChange():
                    line = self._change(typed.number, lines, saver)
                case SlashCommand.UNDO:
                    self._say("The last line is gone." if lines else "There is no line to drop.")
                    del lines[-1:]
                    line = self._read(GO_ON, lines, saver)
                case UnknownCommand():
                    lines.append(line.text)
                    return typed
                case _:
                    return typed

    def _change(self, number: int, lines: list[str], saver: DraftSaver) -> InputLine:
        """Say a line of the answer and take its replacement; return the line that comes next.

        That is what was typed in its place, where it is a command.
        """
        if not 1 <= number <= len(lines):
            self._say(_explain_change(number, len(lines)))
            return self._read(GO_ON, lines, saver)
        at = number - 1
        self._show(f"Line {number}: {lines[at]}".rstrip())
        line = self._read(INSTEAD, lines, saver)
        typed = self._read_typed(line)
        if isinstance(typed, SlashCommand | LineChange):
            return line
        if line.text:
            lines[at] = typed.text if isinstance(typed, LiteralLine) else line.text
        # Of a text that was pasted, every line takes its place.
        while not line.last and (line.pasted or self._reader.waits(PAUSE_BEFORE_A_COMMAND)):
            at += 1
            line = self._read("", lines, saver)
            if line.text or not line.last:
                lines.insert(at, line.text)
        if line.last:
            return InputLine("", last=True)
        return self._read(GO_ON, lines, saver)

    def _read(self, prompt: str, lines: list[str], saver: DraftSaver) -> InputLine:
        return self._reader.read_line(prompt, lambda: self._save(lines, saver))

    def _save(self, lines: list[str], saver: DraftSaver) -> None:
        half = self._half_line()
        text = "\n".join([*lines, half] if half else lines)
        if saver.is_due(text) and (said := saver.save(text)):
            # What is said begins on a line of its own.
            self._say("")
            self._say(said)
            self._reader.show_again(GO_ON)

    def _explain_arrows(self) -> str:
        """Say once that arrow keys do nothing; return the prompt for what is typed next."""
        if self._told_arrows or not self._reader.moved:
            return ""
        self._told_arrows = True
        self._say(NO_ARROWS)
        return GO_ON

    def _read_typed(self, line: InputLine) -> _Typed | None:
        if line.pasted or line.last:
            return None
        typed = parse_line_change(line.text) or parse_slash_command(line.text, plain=True)
        if typed is None or self._reader.waits(PAUSE_BEFORE_A_COMMAND):
            return None
        return typed

    def _half_line(self) -> str:
        return self._reader.partial


def _explain_change(number: int, count: int) -> str:
    if not count:
        return "Nothing is written here yet."
    has = f"Your answer has {count} {'line' if count == 1 else 'lines'}."
    if not number:
        return f"{has} Type the number of one too, such as /change 1."
    return f"There is no line {number}. {has}"


def _edited(
    command: SlashCommand | UnknownCommand, lines: list[str], signal: int = 0
) -> EditResult:
    text = "\n".join(lines)
    return EditResult(command, text, len(text), signal)
