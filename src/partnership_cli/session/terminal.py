"""The terminal, held for one sitting."""

from __future__ import annotations

import sys
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from partnership_cli.errors import NeedsTerminalError, Stopped
from partnership_cli.session.asker import Company, TerminalAsker, lend_to_editor
from partnership_cli.terminal.external_editor import find_editor
from partnership_cli.terminal.line_input import KeyboardLines, Line
from partnership_cli.terminal.signals import HANGUP, stopping
from partnership_cli.views.framework import name_values
from partnership_cli.views.messages import NO_EDITOR

if TYPE_CHECKING:
    from partnership_cli.context import Workspace
    from partnership_cli.terminal.editor_protocol import Writer


@dataclass(frozen=True)
class Input:
    """How a person answers in this run; `keeps` unless nothing is to be kept of it.

    `audience` is for whom the questions are to be, students or staff, if it matters.
    """

    editor_first: bool = False
    no_input: bool = False
    keeps: bool = True
    audience: str | None = None


class Output:
    """Standard output that says when the terminal is gone. Raises Stopped."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text."""
        try:
            return self._stream.write(text)
        except OSError as error:
            raise Stopped(HANGUP) from error

    def flush(self) -> None:
        """Let what was written be seen."""
        try:
            self._stream.flush()
        except OSError as error:
            raise Stopped(HANGUP) from error

    def isatty(self) -> bool:
        """Whether this is a terminal."""
        return self._stream.isatty()


class Table:
    """The terminal to ask in. A context: afterwards the terminal is as it was before."""

    def __init__(self, workspace: Workspace, given: Input) -> None:
        self.console = replace(workspace.console, out=Output(sys.stdout))
        self._workspace = workspace
        self._given = given
        self._reader = KeyboardLines(sys.stdin.fileno(), Output(sys.stdout), sys.stdin.encoding)
        self._stack = ExitStack()

    def __enter__(self) -> Table:
        self._stack.enter_context(stopping())
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

    def read_line(self, prompt: str) -> Line:
        """Ask for one line. Raises Stopped."""
        try:
            return self._reader.read_line(self.console.break_prompt(prompt))
        except Stopped:
            # Whatever is said next begins on a line of its own, if the terminal is still there.
            with suppress(Stopped):
                self.console.blank()
            raise

    def open_editor(self, path: Path) -> None:
        """Let the person edit a file, and say how that ended."""
        workspace = self._workspace
        editor = find_editor(workspace.settings.editor, workspace.environ)
        if editor is None:
            self.console.paragraph(NO_EDITOR)
        else:
            lend_to_editor(self.console, self._reader, self.read_line, editor, path)

    def seat(self) -> TerminalAsker:
        """Return the asker for this terminal, in the mode it is now in."""
        workspace = self._workspace
        company = Company(
            values=name_values(workspace.framework),
            levels=workspace.framework.levels_by_theme(),
            care_lines=workspace.settings.care_lines,
            editor=workspace.settings.editor,
            environ=workspace.environ,
            editor_first=self._given.editor_first,
            keeps=self._given.keeps,
        )
        return TerminalAsker(self.console, self._reader, self._writer(), company, workspace.now)

    def _writer(self) -> Writer:
        if self.console.plain:
            from partnership_cli.terminal.plain_editor import PlainWriter

            return PlainWriter(self._reader, self.console.paragraph)
        from partnership_cli.terminal.rich_editor import RichWriter

        return RichWriter(self.console.paragraph, keeps=self._given.keeps)


def open_table(workspace: Workspace, given: Input, instead: str) -> Table:
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
        return Table(workspace, given)
    raise NeedsTerminalError(
        f"there is no terminal to ask in ({why})",
        instead,
        "Nothing was created.",
    )
