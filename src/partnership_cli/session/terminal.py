"""The terminal of one session: open it, ask in it, restore it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TextIO

from partnership_cli.context import AppContext
from partnership_cli.errors import NeedsTerminalError, StopRequest
from partnership_cli.reflection.conversation import Prompt
from partnership_cli.session.asker import (
    AskerResources,
    TerminalAsker,
    lend_to_editor,
)
from partnership_cli.terminal.console import Console, find_height
from partnership_cli.terminal.editor_protocol import AnswerEditor
from partnership_cli.terminal.external_editor import find_editor
from partnership_cli.terminal.line_input import InputLine, KeyboardLines
from partnership_cli.terminal.pager import run_pager, split_screens
from partnership_cli.terminal.signals import HANGUP, stop_on_signals
from partnership_cli.views.framework import format_values
from partnership_cli.views.messages import NO_EDITOR, READ_ON, list_commands
from partnership_cli.views.session import show_question


@dataclass(frozen=True)
class InputOptions:
    """The options on how a person answers in this run. `keeps` is false if nothing is to be kept.

    `audience` is `students`, `staff`, or None for all questions. `typed` are the arguments that say
    what is asked for, as they have to be typed again.
    """

    editor_first: bool = False
    no_input: bool = False
    keeps: bool = True
    audience: str | None = None
    typed: str = ""


class TerminalOutput:
    """Standard output that raises StopRequest when the terminal is gone."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text."""
        try:
            return self._stream.write(text)
        except OSError as error:
            raise StopRequest(HANGUP) from error

    def flush(self) -> None:
        """Flush the stream."""
        try:
            self._stream.flush()
        except OSError as error:
            raise StopRequest(HANGUP) from error

    def isatty(self) -> bool:
        """Whether this is a terminal."""
        return self._stream.isatty()


class TerminalSession:
    """The terminal to ask in; a context manager that restores it at the end."""

    def __init__(self, context: AppContext, options: InputOptions) -> None:
        self.console = replace(context.console, out=TerminalOutput(sys.stdout))
        self._context = context
        self._options = options
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
        return self._options.keeps

    @property
    def audience(self) -> str | None:
        """The audience whose questions can be chosen, or None for all."""
        return self._options.audience

    def use_plain(self) -> None:
        """Change to plain mode."""
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

    def wait_for_enter(self, prompt: str) -> str:
        """Wait for Enter, and return the word that was typed before it.

        Several words are no reply to that: they are typed ahead, for what is asked next. Raises
        StopRequest.
        """
        line = self.read_line(prompt)
        said = line.text.strip()
        if line.last:
            raise StopRequest
        if len(said.split()) > 1:
            self._reader.put_back(f"{line.text}\r")
            return ""
        return said.casefold()

    @contextmanager
    def show_in_pages(self) -> Iterator[Console]:
        """Give a console; what is longer than the screen is read a screen at a time at the end.

        That is in the person's pager, or here where there is none.
        """
        with self._context.hold_for_pager(self.console, self._page) as console:
            yield console

    def _page(self, parts: tuple[str, ...], text: str, environ: Mapping[str, str]) -> bool:
        with self._reader.lent():
            if run_pager(parts, text, environ):
                return True
        height = find_height(environ, (sys.stdout,))
        first, *others = split_screens(text, self.console.width, height)
        self.console.page(first)
        for part in others:
            self.wait_for_enter(READ_ON)
            self.console.page(part)
        return True

    def open_editor(self, path: Path) -> None:
        """Open a file in the person's editor, and return how that ended."""
        context = self._context
        editor = find_editor(context.settings.editor, context.environ)
        if editor is None:
            self.console.paragraph(NO_EDITOR)
        else:
            lend_to_editor(self.console, self._reader, self.read_line, editor, path)

    def make_asker(
        self, show_asked: Callable[[Console, Prompt], None] = show_question, *, page: bool = False
    ) -> TerminalAsker:
        """Return an asker for this terminal, in its present mode.

        `show_asked` puts a question on screen; what is written is perhaps for a `page`.
        """
        context = self._context
        resources = AskerResources(
            values=format_values(context.framework),
            levels=context.framework.levels_by_theme(),
            care_lines=context.settings.care_lines,
            editor=context.settings.editor,
            environ=context.environ,
            editor_first=self._options.editor_first,
            keeps=self._options.keeps,
            page=page,
            show_asked=show_asked,
        )
        guided = any(question.prompts for _, question in context.framework.questions())
        commands = list_commands(plain=False, keeps=resources.keeps, guided=guided, page=page)
        writer = partial(self._open_writer, commands, page=page)
        return TerminalAsker(self.console, self._reader, writer, resources, context.now)

    def _open_writer(self, commands: Sequence[tuple[str, str]], *, page: bool) -> AnswerEditor:
        if self.console.plain:
            from partnership_cli.terminal.plain_editor import PlainEditor

            return PlainEditor(self._reader, self.console.paragraph, self.console.text)
        from partnership_cli.terminal.rich_editor import RichEditor

        offered = tuple(row for row in commands if not row[0].startswith("//"))
        keeps = self._options.keeps
        editor = RichEditor(self.console.paragraph, keeps=keeps, commands=offered)
        editor.page = page
        return editor


def open_terminal(context: AppContext, options: InputOptions, instead: str) -> TerminalSession:
    """Return the terminal to ask in; `instead` is the hint if there is none.

    Raises NeedsTerminalError.
    """
    if options.no_input:
        why = "--no-input was given"
    elif not sys.stdin.isatty():
        why = "the input is no terminal"
    elif not sys.stdout.isatty():
        why = "the output is no terminal"
    else:
        return TerminalSession(context, options)
    raise NeedsTerminalError(
        f"there is no terminal to ask in ({why})",
        instead,
        "Nothing was created.",
    )
