"""One line from the keyboard, without an escape byte and without a limit on its length.

The system's own line editing cuts a line at 4,095 bytes; line editors redraw, and a screen
reader reads the redraw again. This reader echoes what is typed, and takes it back with
backspace, space, backspace.
"""

from __future__ import annotations

import codecs
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from types import FrameType
from typing import Any, Final, Protocol

from partnership_cli.errors import Stopped
from partnership_cli.terminal.console import Stream
from partnership_cli.terminal.stopping import HANGUP

IDLE: Final = 1.0
"""Seconds between two calls of `idle` while a line is typed."""

_AFTER_ESCAPE: Final = 0.05
_FIRST_AFTER_C1: Final = 0xA0
_PASTE_BEGINS: Final = "[200~"
_PASTE_ENDS: Final = "[201~"


@dataclass(frozen=True)
class Line:
    """One line as it was typed.

    `pasted` when the terminal said that it came from a paste; `last` when the input was
    ended (Ctrl-D) instead of the line.
    """

    text: str
    pasted: bool = False
    last: bool = False


class LineReader(Protocol):
    """Reads lines, in both modes."""

    partial: str
    """What stands on the line that is not finished yet."""

    def opened(self) -> AbstractContextManager[None]:
        """Hold the terminal for line reading; it is as before afterwards."""

    def lent(self) -> AbstractContextManager[None]:
        """Give the terminal as it was to another program for a while."""

    def read_line(self, prompt: str, idle: Callable[[], None] | None = None) -> Line:
        """Return the next line. `idle` is called about once a second. Raises Stopped."""

    def waits(self, seconds: float) -> bool:
        """Whether more input arrives within so many seconds."""

    def put_back(self, typed: str) -> None:
        """Take back what another reader took too much of."""

    def take_rest(self) -> str:
        """Return the unfinished line with all that was typed and not read yet, without waiting."""


if sys.platform != "win32":
    import select
    import termios

    class KeyboardLines:
        """Lines from a POSIX terminal, read key by key."""

        def __init__(self, source: int, out: Stream) -> None:
            self.partial = ""
            self._source = source
            self._out = out
            self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
            self._waiting: deque[str] = deque()
            self._before: list[Any] | None = None
            self._in_paste = False
            self._after_return = False
            self._due = 0.0

        @contextmanager
        def opened(self) -> Iterator[None]:
            """Read keys unechoed and uncut until the end of the block."""
            self._before = termios.tcgetattr(self._source)
            old = signal.signal(signal.SIGCONT, self._take_again)
            try:
                self._take()
                yield
            finally:
                signal.signal(signal.SIGCONT, old)
                self._set(self._before)

        @contextmanager
        def lent(self) -> Iterator[None]:
            """Give the terminal back as it was found until the end of the block."""
            if self._before is not None:
                self._set(self._before)
            try:
                yield
            finally:
                self._take()

        def read_line(self, prompt: str, idle: Callable[[], None] | None = None) -> Line:
            """Return the next line. Raises Stopped, also when the terminal is gone."""
            self._show(prompt)
            self.partial = ""
            while True:
                key = self._key(idle)
                ended = self._type(key)
                if ended is not None:
                    self._show("\n")
                    return ended

        def waits(self, seconds: float) -> bool:
            """Whether more input arrives within so many seconds."""
            return bool(self._waiting) or bool(select.select([self._source], [], [], seconds)[0])

        def put_back(self, typed: str) -> None:
            """Read this before anything else."""
            self._waiting.extendleft(reversed(typed))

        def take_rest(self) -> str:
            """Return the unfinished line with all that was typed and not read yet."""
            rest = self.partial
            # A terminal that is gone has nothing more to say.
            with suppress(Stopped):
                while self.waits(0):
                    key = self._waiting.popleft() if self._waiting else self._read()
                    rest += "\n" if key == "\r" else key
            return "".join(key for key in rest if key in "\n\t" or key.isprintable())

        def _type(self, key: str) -> Line | None:
            """Apply one key to the line, and return the line if the key ended it."""
            after_return, self._after_return = self._after_return, key == "\r"
            match key:
                case "\n" if after_return:
                    return None
                case "\r" | "\n":
                    return self._end(last=False)
                case "\x04" if not self._in_paste:
                    return self._end(last=True)
                case "\x03" | "\x1c" | "\x1a":
                    self._obey(key)
                case "\x1b":
                    self._follow_escape()
                case "\x7f" | "\x08" | "\x15" | "\x17":
                    self._take_back(len(self.partial) - _kept_after(key, self.partial))
                case _ if key == "\t" or key.isprintable() or ord(key) >= _FIRST_AFTER_C1:
                    self.partial += key
                    self._show(key)
            return None

        def _obey(self, key: str) -> None:
            """Do what the terminal itself does where it reads lines. Raises Stopped."""
            if key == "\x1a":
                with self.lent():
                    os.kill(0, signal.SIGTSTP)
                return
            raise Stopped(signal.SIGINT if key == "\x03" else signal.SIGQUIT, by_key=True)

        def _end(self, *, last: bool) -> Line:
            text, self.partial = self.partial, ""
            return Line(text, pasted=self._in_paste, last=last)

        def _take_back(self, count: int) -> None:
            if count <= 0:
                return
            from wcwidth import wcswidth

            gone, self.partial = self.partial[-count:], self.partial[:-count]
            self._show("\b \b" * max(wcswidth(gone), 0))

        def _follow_escape(self) -> None:
            """Pass over what a key of no use here sends, and note where a paste begins."""
            if not self.waits(_AFTER_ESCAPE):
                return
            sequence = self._key(None)
            if sequence not in "[O":
                return
            while not ("@" <= sequence[-1] <= "~" and len(sequence) > 1):
                sequence += self._key(None)
            if sequence == _PASTE_BEGINS:
                self._in_paste = True
            elif sequence == _PASTE_ENDS:
                self._in_paste = False

        def _key(self, idle: Callable[[], None] | None) -> str:
            while not self._waiting:
                if idle is not None and time.monotonic() >= self._due:
                    idle()
                    self._due = time.monotonic() + IDLE
                if not select.select([self._source], [], [], 0)[0]:
                    self._out.flush()
                    if not select.select([self._source], [], [], IDLE)[0]:
                        continue
                self._waiting.extend(self._read())
            return self._waiting.popleft()

        def _read(self) -> str:
            """Return what one more byte makes: a character, or nothing yet."""
            # One byte at a time: what comes after this line may be for another reader.
            try:
                byte = os.read(self._source, 1)
            except OSError as error:
                raise Stopped(HANGUP) from error
            if not byte:
                raise Stopped(HANGUP)
            return self._decoder.decode(byte)

        def _show(self, text: str) -> None:
            self._out.write(text)

        def _take(self) -> None:
            if self._before is None:
                return
            mode = list(self._before)
            mode[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON)
            mode[3] &= ~(termios.ICANON | termios.ECHO | termios.IEXTEN | termios.ISIG)
            mode[6] = list(mode[6])
            mode[6][termios.VMIN] = 1
            mode[6][termios.VTIME] = 0
            self._set(mode)

        def _take_again(self, _number: int, _frame: FrameType | None) -> None:
            self._take()

        def _set(self, mode: list[Any]) -> None:
            try:
                termios.tcsetattr(self._source, termios.TCSADRAIN, mode)
            except termios.error:
                # The terminal is gone; the next read says so.
                return

else:
    import msvcrt

    class KeyboardLines:
        """Lines from a Windows console, through the system's own line editing."""

        def __init__(self, source: int, out: Stream) -> None:
            self.partial = ""
            self._source = source
            self._out = out
            self._waiting: deque[str] = deque()

        @contextmanager
        def opened(self) -> Iterator[None]:
            """Hold the console; nothing has to be changed in it."""
            yield

        @contextmanager
        def lent(self) -> Iterator[None]:
            """Lend the console; nothing has to be given back."""
            yield

        def read_line(self, prompt: str, idle: Callable[[], None] | None = None) -> Line:
            """Return the next line. `idle` is called once before it."""
            if idle is not None:
                idle()
            try:
                return Line("".join(self._waiting) + input(prompt))
            except EOFError:
                return Line("", last=True)
            finally:
                self._waiting.clear()

        def waits(self, seconds: float) -> bool:
            """Whether more input arrives within so many seconds."""
            due = time.monotonic() + seconds
            while not msvcrt.kbhit():
                if time.monotonic() >= due:
                    return False
                time.sleep(0.01)
            return True

        def put_back(self, typed: str) -> None:
            """Read this before anything else."""
            self._waiting.extend(typed)

        def take_rest(self) -> str:
            """Return nothing: the console keeps what was not entered."""
            return ""


def _kept_after(key: str, text: str) -> int:
    """Return how many characters stay when a key takes back a character, a word or all."""
    if key == "\x15":
        return 0
    if key == "\x17":
        return text.rstrip().rfind(" ") + 1
    return _start_of_last_grapheme(text)


def _start_of_last_grapheme(text: str) -> int:
    """Return where the last character that a person sees begins."""
    if text.isascii():
        return max(len(text) - 1, 0)
    from wcwidth import iter_graphemes

    # No grapheme that a person types is longer than this.
    tail = text[-64:]
    last = ""
    for grapheme in iter_graphemes(tail):
        last = grapheme
    return len(text) - len(last)
