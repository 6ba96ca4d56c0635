"""A long answer in rich mode: an inline editor, without an alternate screen or a mouse.

prompt_toolkit with word wrap, tabs that stay tabs, lines without a copied indent, backspace
by what a person sees as one character, a draft each second, and a clean end on signals.
"""

from __future__ import annotations

import asyncio
import contextlib
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.application import Application, run_in_terminal
from prompt_toolkit.application.current import set_app
from prompt_toolkit.document import Document
from prompt_toolkit.history import DummyHistory
from prompt_toolkit.input import Input
from prompt_toolkit.input.typeahead import get_typeahead, store_typeahead
from prompt_toolkit.output import ColorDepth, Output, create_output
from prompt_toolkit.renderer import CPR_Support

from partnership_cli.errors import StopRequest
from partnership_cli.reflection.session import Sharing
from partnership_cli.terminal.control_sequences import HOLD
from partnership_cli.terminal.draft_saver import DraftSaver
from partnership_cli.terminal.editor_protocol import EditResult
from partnership_cli.terminal.key_bindings import bind_keys
from partnership_cli.terminal.prompt_input import (
    has_guessed,
    open_input,
    read_typed_ahead,
    take_held,
)
from partnership_cli.terminal.signals import FOR_NOW, HANGUP, STOP_SIGNALS, stop_for_now
from partnership_cli.terminal.slash_commands import (
    LEAVE_COMMANDS,
    PAUSE_BEFORE_A_COMMAND,
    LiteralLine,
    SlashCommand,
    UnknownCommand,
    parse_slash_command,
)
from partnership_cli.terminal.word_wrap import WordWrap

SAVE_EVERY: Final = 1.0
"""Seconds between two looks at whether the draft has to be written."""


class RichEditor:
    """Edits one text after another in the same terminal."""

    def __init__(
        self,
        say: Callable[[str], None],
        *,
        keeps: bool = True,
        keyboard: TextIO | None = None,
        screen: Output | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._say = say
        self._keeps = keeps
        self._input = open_input(keyboard or sys.stdin, clock)
        self._output = screen or create_output(sys.stdout)
        self._says_place = True

    @property
    def guessed(self) -> bool:
        """Whether letters came that are not in the encoding of the terminal."""
        return has_guessed(self._input)

    def edit(self, text: str, cursor: int, sharing: Sharing, saver: DraftSaver) -> EditResult:
        """Let the person write until a key or a typed command asks for something else.

        What the saver has to say stands above the text from then on, and in the toolbar whether
        the words are saved.
        """
        return asyncio.run(_Edit(self, text, cursor, sharing, saver).run())

    def take_text(self) -> str:
        """Return the keys that were read but not used."""
        typed = "".join(key.data for key in get_typeahead(self._input))
        return typed + take_held(self._input)

    def give_text(self, typed: str) -> None:
        """Use these keys first in the next edit."""
        keys = read_typed_ahead(self._input, typed)
        store_typeahead(self._input, [*keys, *get_typeahead(self._input)])


class _Edit:
    """One edit, from the first key to the one that ends it."""

    def __init__(
        self,
        writer: RichEditor,
        text: str,
        cursor: int,
        sharing: Sharing,
        saver: DraftSaver,
    ) -> None:
        self._say = writer._say  # noqa: SLF001 - one piece of work in two classes
        self._keeps = writer._keeps  # noqa: SLF001 - the same
        self._sharing = sharing
        self._saver = saver
        self._last_word: asyncio.Future[None] | None = None
        self._start = Document(text, cursor)
        self._session: PromptSession[EditResult] = PromptSession(
            multiline=True,
            key_bindings=bind_keys(self),
            prompt_continuation="",
            input_processors=[WordWrap()],
            bottom_toolbar=self._toolbar,
            complete_while_typing=False,
            reserve_space_for_menu=0,
            history=DummyHistory(),
            include_default_pygments_style=False,
            color_depth=ColorDepth.DEPTH_1_BIT,
            erase_when_done=True,
            input=writer._input,  # noqa: SLF001 - the same
            output=writer._output,  # noqa: SLF001 - the same
        )
        self._prepare(writer)

    def _prepare(self, writer: RichEditor) -> None:
        app = self._session.app
        app.ttimeoutlen = HOLD
        app.before_render += self._place_toolbar
        # The library would write a warning into the answer.
        app.renderer.cpr_not_supported_callback = lambda: self._note_no_place(writer)
        if not writer._says_place:  # noqa: SLF001 - one piece of work in two classes
            app.renderer.cpr_support = CPR_Support.NOT_SUPPORTED

    def _note_no_place(self, writer: RichEditor) -> None:
        writer._says_place = False  # noqa: SLF001 - one piece of work in two classes
        self._session.app.invalidate()

    def _place_toolbar(self, app: Application[EditResult]) -> None:
        """Put the last line below the text where the terminal does not say where the cursor is."""
        renderer = app.renderer
        if renderer.cpr_support is CPR_Support.NOT_SUPPORTED and not renderer.height_is_known:
            renderer.report_absolute_cursor_row(app.output.get_size().rows)
            renderer.cpr_support = CPR_Support.NOT_SUPPORTED

    async def run(self) -> EditResult:
        asyncio.get_running_loop().set_exception_handler(self._take_error)
        saver = asyncio.create_task(self._save_each_second())
        try:
            with self._ending_on_signals():
                return await self._session.prompt_async(
                    default=self._start, handle_sigint=False, set_exception_handler=False
                )
        except (EOFError, OSError):
            # The terminal is gone; what was written is still here.
            return self._edited(SlashCommand.PAUSE, HANGUP)
        finally:
            saver.cancel()

    def end(self, command: SlashCommand | UnknownCommand, number: int = 0) -> None:
        """Leave the editor with everything that stands in it."""
        app = self._session.app
        if app.is_running and not app.future.done():  # type: ignore[union-attr]  # set while running
            app.exit(result=self._edited(command, number))

    def _take_error(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """End the edit by what was raised beside it; asyncio would print it over the text."""
        error = context.get("exception")
        app = self._session.app
        if isinstance(error, OSError):
            self.end(SlashCommand.PAUSE, HANGUP)
        elif isinstance(error, Exception) and app.is_running and not app.future.done():  # type: ignore[union-attr]  # set while running
            self.save_now()
            app.exit(exception=error)

    def _end_by_signal(self, number: int) -> None:
        """Take what was typed and not read yet, so that none of it reaches the shell."""
        app = self._session.app
        with contextlib.suppress(OSError):
            app.key_processor.feed_multiple(app.input.read_keys())
            while _input_waits(app.input) and not app.input.closed:
                app.key_processor.feed_multiple(app.input.read_keys())
            app.key_processor.feed_multiple(app.input.flush_keys())
            app.key_processor.process_keys()
        self.end(SlashCommand.PAUSE, number)

    def _stop_for_now(self) -> None:
        """Give the terminal back, stop until the person brings the program back, and draw."""
        self.save_now()
        run_in_terminal(lambda: stop_for_now(self._listen_for_stop))

    def _listen_for_stop(self) -> None:
        for number in FOR_NOW:
            asyncio.get_running_loop().add_signal_handler(number, self._stop_for_now)

    def save_now(self) -> None:
        """Write the draft now, changed or not."""
        self._write_draft(always=True)

    def _write_draft(self, *, always: bool = False) -> None:
        """Write the draft if that is due, and say above the text what there is to say of it."""
        if not (always or self._saver.is_due(self._session.default_buffer.text)):
            return
        said = self._saver.save(self._session.default_buffer.text)
        if said:
            with set_app(self._session.app):
                # Kept, since asyncio itself keeps no task alive.
                self._last_word = asyncio.ensure_future(run_in_terminal(lambda: self._tell(said)))
        self._session.app.invalidate()

    def _tell(self, said: str) -> None:
        # Where the terminal is gone, the next key says so.
        with contextlib.suppress(StopRequest):
            self._say(said)

    def end_line(self) -> None:
        """Begin a new line; if the one before was a typed command, carry it out.

        It counts only when nothing more arrives for a moment, so that a paste stays whole.
        """
        buffer = self._session.default_buffer
        before = buffer.document
        typed = parse_slash_command(before.current_line, plain=False)
        alone = before.is_cursor_at_the_end_of_line
        buffer.newline(copy_margin=False)
        if typed is not None and alone:
            asyncio.get_running_loop().call_later(
                PAUSE_BEFORE_A_COMMAND, self._carry_out, typed, buffer.document
            )

    def _carry_out(
        self, typed: SlashCommand | UnknownCommand | LiteralLine, after: Document
    ) -> None:
        buffer = self._session.default_buffer
        if buffer.document != after or _input_waits(self._session.app.input):
            return
        if isinstance(typed, UnknownCommand):
            self.end(typed)
            return
        buffer.document = _without_typed(after, typed)
        if isinstance(typed, SlashCommand):
            self.end(typed)

    def _edited(self, command: SlashCommand | UnknownCommand, number: int) -> EditResult:
        buffer = self._session.default_buffer
        return EditResult(command, buffer.text, buffer.cursor_position, number)

    def _toolbar(self) -> str:
        word = "may be shared" if self._sharing is Sharing.SHAREABLE else "private"
        stop = "pause" if self._keeps else "stop"
        word = word if self._keeps else "not kept"
        parts = [word, self._name_state(), "Ctrl-D finish", f"Ctrl-C {stop}", "/help"]
        width = self._session.app.output.get_size().columns
        while len(line := " " + "   ".join(filter(None, parts))) > width and len(parts) > 1:
            parts.pop(-2 if len(parts) > 2 else -1)  # noqa: PLR2004 - the state stays longest
        return line[:width]

    def _name_state(self) -> str:
        if not self._keeps:
            return ""
        if self._saver.since is not None:
            return f"not saved since {self._saver.since:%H:%M}"
        return f"saved {self._saver.written:%H:%M:%S}" if self._saver.written else ""

    async def _save_each_second(self) -> None:
        while True:
            await asyncio.sleep(SAVE_EVERY)
            self._write_draft()

    @contextmanager
    def _ending_on_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        before = {number: signal.getsignal(number) for number in (*STOP_SIGNALS, *FOR_NOW)}
        for number in STOP_SIGNALS:
            if sys.platform == "win32":
                signal.signal(
                    number,
                    lambda got, _: loop.call_soon_threadsafe(self.end, SlashCommand.PAUSE, got),
                )
            else:
                loop.add_signal_handler(number, self._end_by_signal, number)
        self._listen_for_stop()
        try:
            yield
        finally:
            for number, handler in before.items():
                if sys.platform != "win32":
                    loop.remove_signal_handler(number)
                signal.signal(number, handler)


def _without_typed(after: Document, typed: SlashCommand | LiteralLine) -> Document:
    """Return the text as it was before a command was typed on the line above the cursor."""
    lines = after.text.split("\n")
    row = after.cursor_position_row - 1
    if isinstance(typed, LiteralLine):
        lines[row] = typed.text
        return Document("\n".join(lines), after.cursor_position - 1)
    del lines[row]
    if typed in LEAVE_COMMANDS and row == len(lines) - 1 and row > 0 and not lines[row]:
        # The line end before it was only there to have a line for the command.
        return Document("\n".join(lines[:row]))
    return Document("\n".join(lines), sum(len(line) + 1 for line in lines[:row]))


def _input_waits(given: Input) -> bool:
    if sys.platform == "win32":
        import msvcrt

        return msvcrt.kbhit()
    with contextlib.suppress(OSError):
        return bool(select.select([given.fileno()], [], [], 0)[0])
    return False
