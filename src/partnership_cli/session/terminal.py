"""The terminal, held for one session."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from partnership_cli.errors import NeedsTerminalError, StopRequest
from partnership_cli.session.asker import (
    AskerResources,
    TerminalAsker,
    lend_to_editor,
    list_commands,
)
from partnership_cli.terminal.external_editor import find_editor
from partnership_cli.terminal.line_input import InputLine, KeyboardLines
from partnership_cli.terminal.signals import HANGUP, stop_on_signals
from partnership_cli.views.framework import format_values
from partnership_cli.views.messages import NO_EDITOR

if TYPE_CHECKING:
    from partnership_cli.context import AppContext
    from partnership_cli.terminal.editor_protocol import AnswerEditor


@dataclass(frozen=True)
class InputOptions:
    """How a person answers in this run; `keeps` unless nothing is to be kept of it.

    `audience` is for whom the questions are to be, students or staff, if it matters.
    """

    editor_first: bool = False
    no_input: bool = False
    keeps: bool = True
    audience: str | None = None


class TerminalOutput:
    """Standard output that says when the terminal is gone. Raises StopRequest."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text."""
        try:
            return self._stream.write(text)
        except OSError as error:
            raise StopRequest(HANGUP) from error

    def flush(self) -> None:
        """Let what was written be seen."""
        try:
            self._stream.flush()
        except OSError as error:
            raise StopRequest(HANGUP) from error

    def isatty(self) -> bool:
        """Whether this is a terminal."""
        return self._stream.isatty()


class TerminalSession:
    """The terminal to ask in. A context: afterwards the terminal is as it was before."""

    def __init__(self, context: AppContext, given: InputOptions) -> None:
        self.console = replace(context.console, out=TerminalOutput(sys.stdout))
        self._context = context
        self._given = given
        self._reader = KeyboardLines(
            sys.stdin.fileno(), TerminalOutput(sys.stdout), sys.stdin.encoding
        )
        self._stack = ExitStack()

    def __enter__(self) -> TerminalSession:
        self._stack.enter_context(stop_on_signals())
        self._stack.enter_context(self._reader.opened())
        return self

    def __exit__(self, *_exc: object) -> None:
        self._stack.close()

    @property
    def keeps(self) -> bool:
        """Whether what is written here is kept."""
        return self._given.keeps

    @property
    def audience(self) -> str | None:
        """For whom the questions are to be that are chosen here."""
        return self._given.audience

    def use_plain(self) -> None:
        """Go on in plain mode."""
        self.console = replace(self.console, plain=True, styled=False)

    def read_line(self, prompt: str) -> InputLine:
        """Ask for one line. Raises StopRequest."""
        try:
            return self._reader.read_line(self.console.break_prompt(prompt))
        except StopRequest:
            # Whatever is said next begins on a line of its own, if the terminal is still there.
            with suppress(StopRequest):
                self.console.blank()
            raise

    def open_editor(self, path: Path) -> None:
        """Let the person edit a file, and say how that ended."""
        context = self._context
        editor = find_editor(context.settings.editor, context.environ)
        if editor is None:
            self.console.paragraph(NO_EDITOR)
        else:
            lend_to_editor(self.console, self._reader, self.read_line, editor, path)

    def seat(self) -> TerminalAsker:
        """Return the asker for this terminal, in the mode it is now in."""
        context = self._context
        resources = AskerResources(
            values=format_values(context.framework),
            levels=context.framework.levels_by_theme(),
            care_lines=context.settings.care_lines,
            editor=context.settings.editor,
            environ=context.environ,
            editor_first=self._given.editor_first,
            keeps=self._given.keeps,
        )
        writer = self._writer(list_commands(resources, plain=False))
        return TerminalAsker(self.console, self._reader, writer, resources, context.now)

    def _writer(self, commands: Sequence[tuple[str, str]]) -> AnswerEditor:
        if self.console.plain:
            from partnership_cli.terminal.plain_editor import PlainEditor

            return PlainEditor(self._reader, self.console.paragraph)
        from partnership_cli.terminal.rich_editor import RichEditor

        offered = tuple(row for row in commands if not row[0].startswith("//"))
        return RichEditor(self.console.paragraph, keeps=self._given.keeps, commands=offered)


def open_terminal(context: AppContext, given: InputOptions, instead: str) -> TerminalSession:
    """Return the terminal to ask in; `instead` says what can be done without one.

    Raises NeedsTerminalError.
    """
    if given.no_input:
        why = "--no-input was given"
    elif not sys.stdin.isatty():
        why = "the input is no terminal"
    elif not sys.stdout.isatty():
        why = "the output is no terminal"
    else:
        return TerminalSession(context, given)
    raise NeedsTerminalError(
        f"there is no terminal to ask in ({why})",
        instead,
        "Nothing was created.",
    )
