"""A terminal at which lines and answers are typed in turn, for dialogs that make a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import cast

from partnership_cli.context import AppContext
from partnership_cli.errors import StopRequest
from partnership_cli.reflection.conversation import Prompt
from partnership_cli.reflection.session import Sharing
from partnership_cli.session.asker import AskerResources, TerminalAsker
from partnership_cli.session.terminal import TerminalSession
from partnership_cli.terminal.console import Console
from partnership_cli.terminal.draft_saver import DraftSaver
from partnership_cli.terminal.editor_protocol import NOTHING_BESIDE, Beside, EditResult
from partnership_cli.terminal.line_input import InputLine, LineReader
from partnership_cli.terminal.slash_commands import SlashCommand

STOP = "\x03"
"""Typed instead of a line, or at the end of words: Ctrl-C."""
DISCARD = "/discard"
COMMANDS = {f"/{one}": one for one in SlashCommand}
SIGINT = 2


class TypedTerminal:
    """Lines are typed where a line is asked for, and words where an answer is.

    An answer is added to what stands there; `=words` takes its place.
    """

    keeps = True
    audience = None
    guessed = False

    def __init__(self, context: AppContext, *typed: str) -> None:
        self.out = StringIO()
        self.console = Console(self.out, self.out, plain=True)
        self._context = context
        self._typed: Iterator[str] = iter(typed)

    @property
    def session(self) -> TerminalSession:
        return cast("TerminalSession", self)

    @property
    def said(self) -> str:
        return self.out.getvalue()

    def read_line(self, prompt: str) -> InputLine:
        self.out.write(f"{prompt}\n")
        if (typed := next(self._typed)) == STOP:
            raise StopRequest(SIGINT)
        return InputLine(typed)

    @contextmanager
    def show_in_pages(self) -> Iterator[Console]:
        yield self.console

    def make_asker(
        self, show_asked: Callable[[Console, Prompt], None], *, page: bool
    ) -> TerminalAsker:
        resources = AskerResources((), (), "", {}, page=page, show_asked=show_asked)
        reader = cast("LineReader", self)
        return TerminalAsker(self.console, reader, lambda: self, resources, self._context.now)

    def edit(
        self,
        text: str,
        _cursor: int,
        _sharing: Sharing,
        saver: DraftSaver,
        _beside: Beside = NOTHING_BESIDE,
    ) -> EditResult:
        typed = next(self._typed)
        if typed in COMMANDS:
            return EditResult(COMMANDS[typed], text, len(text))
        stops = typed.endswith(STOP)
        typed = typed.removesuffix(STOP)
        text = typed[1:] if typed.startswith("=") else text + typed
        saver.save(text)
        if stops:
            return EditResult(SlashCommand.PAUSE, text, len(text), SIGINT)
        return EditResult(SlashCommand.DONE, text, len(text))

    def take_text(self) -> str:
        return ""

    def put_back(self, _typed: str) -> None:
        pass

    def give_text(self, _typed: str) -> None:
        pass
