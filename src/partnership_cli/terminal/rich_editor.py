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
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, TextIO

from prompt_toolkit.application import Application, run_in_terminal
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import is_done, renderer_height_is_known
from prompt_toolkit.input import Input
from prompt_toolkit.input.typeahead import get_typeahead, store_typeahead
from prompt_toolkit.layout import ConditionalContainer, HSplit, Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.output import ColorDepth, Output, create_output
from prompt_toolkit.renderer import CPR_Support

from partnership_cli.errors import StopRequest
from partnership_cli.reflection.session import Sharing
from partnership_cli.terminal.bottom_rows import ROWS_FOR_BOTH, draw_place, draw_state
from partnership_cli.terminal.control_sequences import HOLD
from partnership_cli.terminal.cursor_moves import RowMoves
from partnership_cli.terminal.draft_saver import DraftSaver
from partnership_cli.terminal.editor_protocol import NOTHING_BESIDE, Beside, EditResult
from partnership_cli.terminal.key_bindings import bind_keys
from partnership_cli.terminal.output_pane import Pane
from partnership_cli.terminal.rich_keyboard import TerminalInput
from partnership_cli.terminal.signals import FOR_NOW, HANGUP, STOP_SIGNALS, stop_for_now
from partnership_cli.terminal.slash_commands import (
    LEAVE_COMMANDS,
    PAUSE_BEFORE_A_COMMAND,
    LiteralLine,
    SlashCommand,
    UnknownCommand,
    parse_slash_command,
)
from partnership_cli.terminal.undo import Steps
from partnership_cli.terminal.visible_rows import AnswerControl
from partnership_cli.terminal.wrap import wrap

_UNTIL_RESIZED: Final = 0.1
_SIZE_EVERY: Final = 0.5
_LEAST_OF_ANSWER: Final = 2
SAVE_EVERY: Final = 1.0
"""Seconds from a change to the draft that holds it."""


class RichEditor:
    """Edits one text after another in the same terminal.

    `commands` are what can be typed after a slash, each with what it does. With `page`
    what is written is for a page; else it is an answer, which is private or shareable.
    """

    def __init__(
        self,
        say: Callable[[str], None],
        *,
        keeps: bool = True,
        commands: Sequence[tuple[str, str]] = (),
        keyboard: TextIO | None = None,
        screen: Output | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.say = say
        self.keeps = keeps
        self.page = False
        self.commands = commands
        self.clock = clock
        self.input = TerminalInput(keyboard or sys.stdin, clock)
        self.output = screen or create_output(sys.stdout)
        self.says_place = True
        self._written: tuple[DraftSaver, Steps] | None = None

    @property
    def guessed(self) -> bool:
        """Whether letters came that are not in the encoding of the terminal."""
        return self.input.guessed

    def edit(
        self,
        text: str,
        cursor: int,
        sharing: Sharing,
        saver: DraftSaver,
        beside: Beside = NOTHING_BESIDE,
    ) -> EditResult:
        """Let the person write until a key or a typed command asks for something else.

        What the saver has to say stands above the text from then on, and in the last row whether
        the words are saved.
        """
        steps = self._find_steps(text, saver)
        return asyncio.run(_Edit(self, Document(text, cursor), sharing, steps, beside).run(saver))

    def _find_steps(self, text: str, saver: DraftSaver) -> Steps:
        """Return what can be undone: that of the same answer, as long as it stands unchanged."""
        if self._written and self._written[0] is saver and self._written[1].text == text:
            return self._written[1]
        steps = Steps(text)
        self._written = (saver, steps)
        return steps

    def take_text(self) -> str:
        """Return the keys that were read but not used."""
        typed = "".join(key.data for key in get_typeahead(self.input))
        return typed + self.input.parsed.keyboard.take_held()

    def give_text(self, typed: str) -> None:
        """Use these keys first in the next edit."""
        keys = self.input.parsed.feed(typed)
        store_typeahead(self.input, [*keys, *get_typeahead(self.input)])


class _Application(Application[EditResult]):
    """An application of which we draw the screen anew when the window has another size."""

    on_resize: Callable[[], None] = staticmethod(lambda: None)

    def _on_resize(self) -> None:
        self.on_resize()


class _Edit:
    """One edit, from the first key to the one that ends it."""

    def __init__(
        self,
        writer: RichEditor,
        start: Document,
        sharing: Sharing,
        steps: Steps,
        beside: Beside,
    ) -> None:
        self._writer = writer
        self._sharing = sharing
        self._steps = steps
        self._beside = beside
        self._drawing: asyncio.TimerHandle | None = None
        self._buffer = Buffer(document=start)
        self._changed = asyncio.Event()
        self._buffer.on_text_changed += lambda _buffer: self._changed.set()
        self._steps.end_step(start.cursor_position)
        self._control = AnswerControl(self._buffer, writer.output)
        self._window = Window(self._control, wrap_lines=False)
        self.moves = RowMoves(self._control.find_rows, self._count_seen)
        self.pane = Pane()
        self._app = self._build(writer)

    def _build(self, writer: RichEditor) -> _Application:
        known = renderer_height_is_known & ~is_done
        app = _Application(
            layout=Layout(
                HSplit(
                    [
                        self._window,
                        ConditionalContainer(self._build_pane(), known),
                        ConditionalContainer(self._build_last_rows(), known),
                    ]
                )
            ),
            key_bindings=bind_keys(self),
            include_default_pygments_style=False,
            color_depth=ColorDepth.DEPTH_1_BIT,
            erase_when_done=True,
            # Where the system says that the window has another size, nobody needs to look.
            terminal_size_polling_interval=None if hasattr(signal, "SIGWINCH") else _SIZE_EVERY,
            input=writer.input,
            output=writer.output,
        )
        app.ttimeoutlen = HOLD
        app.on_resize = self._redraw_soon
        app.before_render += self._place_last_rows
        app.key_processor.after_key_press += self._take_note
        # The library would write a warning into the answer.
        app.renderer.cpr_not_supported_callback = self._note_no_place
        if not writer.says_place:
            app.renderer.cpr_support = CPR_Support.NOT_SUPPORTED
        return app

    def _build_pane(self) -> Window:
        control = FormattedTextControl(self.pane.draw)
        return Window(control, height=self._measure_pane, dont_extend_height=True)

    def _build_last_rows(self) -> Window:
        control = FormattedTextControl(self._draw_last_rows)
        height = lambda: Dimension.exact(self._count_last_rows())  # noqa: E731 - one line
        return Window(control, height=height, style="reverse", dont_extend_height=True)

    def _measure_pane(self) -> Dimension:
        size = self._app.output.get_size()
        room = size.rows - self._count_last_rows() - _LEAST_OF_ANSWER
        return Dimension.exact(self.pane.count_rows(size.columns, max(room, 1)))

    def _count_last_rows(self) -> int:
        rows = self._app.output.get_size().rows
        return 2 if rows >= ROWS_FOR_BOTH else int(rows > _LEAST_OF_ANSWER)

    def _count_seen(self) -> int:
        seen = self._window.render_info
        return seen.window_height if seen else self._app.output.get_size().rows

    def _note_no_place(self) -> None:
        self._writer.says_place = False
        self._app.invalidate()

    def _place_last_rows(self, app: Application[EditResult]) -> None:
        """Put the last rows below the text where the terminal does not say where the cursor is."""
        renderer = app.renderer
        if renderer.cpr_support is CPR_Support.NOT_SUPPORTED and not renderer.height_is_known:
            renderer.report_absolute_cursor_row(app.output.get_size().rows)
            renderer.cpr_support = CPR_Support.NOT_SUPPORTED

    async def run(self, saver: DraftSaver) -> EditResult:
        """Let the person write."""
        self._saver = saver
        asyncio.get_running_loop().set_exception_handler(self._take_error)
        saving = asyncio.create_task(self._save_changes())
        try:
            with self._ending_on_signals():
                return await self._app.run_async(handle_sigint=False, set_exception_handler=False)
        except (EOFError, OSError):
            # The terminal is gone; what was written is still here.
            return self._edited(SlashCommand.PAUSE, HANGUP)
        finally:
            saving.cancel()
            if self._drawing:
                self._drawing.cancel()

    def end(self, command: SlashCommand | UnknownCommand, number: int = 0) -> None:
        """Leave the editor with everything that stands in it."""
        app = self._app
        if app.is_running and not app.future.done():  # type: ignore[union-attr]  # set while running
            app.exit(result=self._edited(command, number))

    def _take_error(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """End the edit by what was raised beside it; asyncio would print it over the text."""
        error = context.get("exception")
        app = self._app
        if isinstance(error, OSError):
            self.end(SlashCommand.PAUSE, HANGUP)
        elif isinstance(error, Exception) and app.is_running and not app.future.done():  # type: ignore[union-attr]  # set while running
            self.save_now()
            app.exit(exception=error)

    def _end_by_signal(self, number: int) -> None:
        """Take what was typed and not read yet, so that none of it reaches the shell."""
        app = self._app
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
        self.pane.held = True

    def _write_draft(self, *, always: bool = False) -> None:
        """Write the draft if that is due, and say above the text what there is to say of it."""
        if not (always or self._saver.is_due(self._buffer.text)):
            return
        before = (self._saver.written, self._saver.since)
        said = self._saver.save(self._buffer.text)
        if said:
            self._say(said)
        if before != (self._saver.written, self._saver.since):
            self._app.invalidate()

    def _say(self, said: str) -> None:
        """Say a sentence above the answer, or in the pane where the answer would hide it."""
        size = self._app.output.get_size()
        taken = len(self._control.find_rows(self._buffer.text)) + self._count_last_rows()
        if taken + len(wrap(said, size.columns)) + _LEAST_OF_ANSWER > size.rows:
            self._open(lambda _columns: said)
            return
        # The terminal keeps its mode, so that a key pressed meanwhile is read as a key.
        renderer = self._app.renderer
        renderer.erase()
        self._tell(said)
        renderer.request_absolute_cursor_position()
        self._app.invalidate()

    def _tell(self, said: str) -> None:
        # Where the terminal is gone, the next key says so.
        with contextlib.suppress(StopRequest):
            self._writer.say(said)

    def end_line(self) -> None:
        """Begin a new line; if the one before was a typed command, carry it out.

        It counts only when nothing more arrives for a moment, so that a paste stays whole.
        """
        buffer = self._buffer
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
        if self._is_pasted(after):
            return
        if isinstance(typed, UnknownCommand):
            self._show(typed)
            return
        self._remove_typed(after, typed)
        if isinstance(typed, SlashCommand):
            self._show(typed)

    def _is_pasted(self, after: Document) -> bool:
        """Tell whether more came at once than this, so that nobody typed it."""
        return self._buffer.document != after or _input_waits(self._app.input)

    def _remove_typed(self, after: Document, typed: SlashCommand | LiteralLine) -> None:
        """Take away the line that a command was typed on; undo does not bring it back."""
        before = _without_typed(after, typed)
        self._buffer.document = before
        if not self._steps.forget_back_to(before.text):
            self._take_note()
        self._steps.end_step(before.cursor_position)

    def show(self, command: SlashCommand) -> None:
        """Show what a command shows."""
        self._show(command)
        self.pane.held = True

    def _show(self, typed: SlashCommand | UnknownCommand) -> None:
        """Show in the pane what was asked for; leave the editor for what is not shown there."""
        said = self._beside.show(typed, self._buffer.text, self._app.output.get_size().columns)
        if isinstance(typed, SlashCommand) and not said:
            self.end(typed)
        elif isinstance(typed, SlashCommand):
            self._open(lambda columns: self._beside.show(typed, self._buffer.text, columns))
        elif said:
            self._say(said)

    def _open(self, read: Callable[[int], str]) -> None:
        self.pane.open(read)
        # The next key may be pressed before the pane is drawn.
        self._measure_pane()
        self._app.invalidate()

    def write_tab(self) -> None:
        """Write a tab; after a slash alone on its line offer the commands instead."""
        offers = self._buffer.document.current_line == "/" and self._writer.commands
        self._buffer.insert_text("\t")
        if offers:
            asyncio.get_running_loop().call_later(
                PAUSE_BEFORE_A_COMMAND, self._offer, self._buffer.document
            )

    def _offer(self, after: Document) -> None:
        """Offer the commands, if the tab was pressed by itself and was not part of a paste."""
        if self._is_pasted(after):
            return
        self._buffer.delete_before_cursor(1)
        self._take_note()
        self.pane.offer(self._writer.commands)
        self._app.invalidate()

    def take_marked(self) -> None:
        """Carry out the command that is marked, in place of the slash."""
        word, _ = self._writer.commands[self.pane.marked]
        self.pane.close()
        typed = parse_slash_command(word, plain=False)
        if isinstance(typed, SlashCommand):
            self._buffer.newline(copy_margin=False)
            self._remove_typed(self._buffer.document, typed)
            self.show(typed)

    def undo(self) -> None:
        """Go back by one step."""
        self._go_to(self._steps.undo())

    def redo(self) -> None:
        """Take one step again that was undone."""
        self._go_to(self._steps.redo())

    def _go_to(self, place: tuple[str, int] | None) -> None:
        self._buffer.exit_selection()
        if place:
            self._buffer.document = Document(*place)

    def _take_note(self, _sender: object = None) -> None:
        """After each key: note what it changed, and let it close the pane."""
        document = self._buffer.document
        if document.text == self._steps.text:
            self._steps.end_step(document.cursor_position)
        else:
            self._steps.note(document.text, document.cursor_position, self._writer.clock())
        self.pane.pass_key()

    def _redraw_soon(self) -> None:
        """Draw once when the window has its new size: while it is dragged it has many."""
        if self._drawing:
            self._drawing.cancel()
        self._drawing = asyncio.get_running_loop().call_later(_UNTIL_RESIZED, self.redraw)

    def redraw(self) -> None:
        """Draw question and answer anew on an empty screen."""
        output, size = self._app.output, self._app.output.get_size()
        # Row by row: what is erased at once some terminals keep above the screen.
        for row in range(size.rows):
            output.cursor_goto(row + 1, 1)
            output.erase_end_of_line()
        output.cursor_goto(1, 1)
        output.flush()
        # Where the terminal is gone, the next key says so.
        with contextlib.suppress(StopRequest):
            self._beside.show_question(size.columns)
        self._app.renderer.reset()
        self._app.renderer.request_absolute_cursor_position()
        self._app.invalidate()

    def _edited(self, command: SlashCommand | UnknownCommand, number: int) -> EditResult:
        buffer = self._buffer
        return EditResult(command, buffer.text, buffer.cursor_position, number)

    def _draw_last_rows(self) -> str:
        width = self._app.output.get_size().columns
        stop = "pause" if self._writer.keeps else "stop"
        state = draw_state(
            self._name_sharing(),
            self._name_state(),
            ("Ctrl-D finish", f"Ctrl-C {stop}", "F1 help"),
            width,
            failed=self._saver.since is not None,
        )
        if self._count_last_rows() == 1:
            return state
        return f"{draw_place(self._beside.place, self._beside.question, width)}\n{state}"

    def _name_sharing(self) -> str:
        if not self._writer.keeps:
            return "Not kept"
        if self._writer.page:
            return "For the page"
        return "Shareable" if self._sharing is Sharing.SHAREABLE else "Private"

    def _name_state(self) -> str:
        if not self._writer.keeps:
            return ""
        if self._saver.since is not None:
            return f"not saved since {self._saver.since:%H:%M}"
        return f"saved {self._saver.written:%H:%M}" if self._saver.written else ""

    async def _save_changes(self) -> None:
        """Write the draft a second after a change, and each second while that fails."""
        while True:
            if not self._saver.is_due(self._buffer.text):
                await self._changed.wait()
            await asyncio.sleep(SAVE_EVERY)
            self._changed.clear()
            self._write_draft()

    @contextmanager
    def _ending_on_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        before = {number: signal.getsignal(number) for number in (*STOP_SIGNALS, *FOR_NOW)}
        for number in STOP_SIGNALS:
            if sys.platform == "win32":
                signal.signal(
                    number,
                    lambda got, _: loop.call_soon_threadsafe(self._end_by_signal, got),
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
