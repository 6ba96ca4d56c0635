"""The keys of a terminal as they are pressed: unechoed, and before the line is finished."""

from __future__ import annotations

import signal
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType
from typing import Any, Final, Protocol

from partnership_cli.errors import StopRequest
from partnership_cli.terminal.signals import FOR_NOW, HANGUP, stop_for_now


class KeySource(Protocol):
    """Where keys come from."""

    echoes: bool
    """Whether the terminal shows what is typed, when nobody reads key by key."""

    was_away: bool
    """Whether the program was stopped and came back; whoever has shown that sets it back."""

    @property
    def guessed(self) -> bool:
        """Whether letters came that are not in the encoding of the terminal."""

    def opened(self) -> AbstractContextManager[None]:
        """Hold the terminal; it is as before afterwards."""

    def lent(self) -> AbstractContextManager[None]:
        """Give the terminal as it was to another program for a while."""

    def is_ready(self, seconds: float) -> bool:
        """Whether something comes within so many seconds."""

    def read(self) -> str:
        """Return the next character, or nothing where it is not whole. Raises StopRequest."""

    def read_last(self) -> str:
        """Return what came of a character that will never be whole."""


if sys.platform != "win32":
    import os
    import select
    import termios

    from partnership_cli.terminal.byte_decoder import Letters

    class PosixKeys:
        """The keys of a POSIX terminal."""

        def __init__(self, source: int, encoding: str | None) -> None:
            self.echoes = True
            self.was_away = False
            self._source = source
            self._letters = Letters(encoding)
            self._before: list[Any] | None = None
            self._is_lent = False

        @property
        def guessed(self) -> bool:
            """Whether letters came that are not in the encoding of the terminal."""
            return self._letters.guessed

        @contextmanager
        def opened(self) -> Iterator[None]:
            """Read keys unechoed and uncut until the end of the block."""
            self._before = termios.tcgetattr(self._source)
            # Where it is off, as in Emacs, what is typed is shown already.
            self.echoes = bool(self._before[3] & termios.ECHO)
            numbers = (signal.SIGCONT, *FOR_NOW)
            old = {number: signal.getsignal(number) for number in numbers}
            signal.signal(signal.SIGCONT, self._take_again)
            self._listen_for_stop()
            try:
                self._take()
                yield
            finally:
                for number, handler in old.items():
                    signal.signal(number, handler)
                self._set(self._before)

        @contextmanager
        def lent(self) -> Iterator[None]:
            """Give the terminal back as it was found until the end of the block."""
            if self._before is not None:
                self._set(self._before)
            was_lent, self._is_lent = self._is_lent, True
            try:
                yield
            finally:
                self._is_lent = was_lent
                if not was_lent:
                    self._take()

        def is_ready(self, seconds: float) -> bool:
            """Whether a byte comes within so many seconds."""
            return bool(select.select([self._source], [], [], seconds)[0])

        def read(self) -> str:
            """Return what one more byte makes: a character, or nothing yet."""
            # One byte at a time: what comes after this line may be for another reader.
            try:
                byte = os.read(self._source, 1)
            except OSError as error:
                raise StopRequest(HANGUP) from error
            if not byte:
                raise StopRequest(HANGUP)
            return self._letters.decode(byte)

        def read_last(self) -> str:
            """Return what came of a character that will never be whole."""
            return self._letters.decode(b"", last=True)

        def _listen_for_stop(self) -> None:
            for number in FOR_NOW:
                signal.signal(number, self._stop_for_now)

        def _stop_for_now(self, _number: int, _frame: FrameType | None) -> None:
            """Stop when somebody asks from outside, with the terminal as it was found."""
            with self.lent():
                stop_for_now(self._listen_for_stop)
            # A signal may come in the middle of a write, so that nothing is written here.
            self.was_away = True

        def _take(self) -> None:
            if self._before is None or self._is_lent:
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

    def open_keys(source: int, encoding: str | None) -> KeySource:
        """Return the keys of a terminal."""
        return PosixKeys(source, encoding)

else:
    import msvcrt
    from _thread import interrupt_main

    from partnership_cli.terminal.console_keys import ConsoleKeys
    from partnership_cli.terminal.windows_console import COOKED, ECHO, WindowsConsole

    _NOTICE_A_SIGNAL: Final = 0.1
    """Seconds after which Python looks whether there was a signal."""

    class WindowsKeys:
        """The keys of a Windows console.

        `msvcrt.getwch` is no help here: it gives the same code for à and for an arrow key.
        """

        def __init__(self, source: int) -> None:
            self.echoes = True
            self.was_away = False
            self.guessed = False
            self._console = WindowsConsole(msvcrt.get_osfhandle(source))
            self._before: int | None = None
            self._is_lent = False
            self._keys = ConsoleKeys()
            self._typed: deque[str] = deque()

        @contextmanager
        def opened(self) -> Iterator[None]:
            """Read keys unechoed and uncut until the end of the block."""
            self._before = self._console.read_mode()
            self.echoes = self._before is None or bool(self._before & ECHO)
            with self._console.when_closed(lambda: interrupt_main(signal.SIGBREAK)):
                try:
                    self._take()
                    yield
                finally:
                    self._give_back()

        @contextmanager
        def lent(self) -> Iterator[None]:
            """Give the console back as it was found until the end of the block."""
            self._give_back()
            was_lent, self._is_lent = self._is_lent, True
            try:
                yield
            finally:
                self._is_lent = was_lent
                if not was_lent:
                    self._take()

        def is_ready(self, seconds: float) -> bool:
            """Whether a letter comes within so many seconds. Raises StopRequest."""
            due = time.monotonic() + seconds
            while not self._typed:
                try:
                    record = self._console.take_record()
                except OSError as error:
                    raise StopRequest(HANGUP) from error
                left = due - time.monotonic()
                if record is not None:
                    self._typed.extend(self._keys.read(record))
                elif left <= 0:
                    return False
                else:
                    self._console.wait(min(left, _NOTICE_A_SIGNAL))
            return True

        def read(self) -> str:
            """Return the next character."""
            self.is_ready(float("inf"))
            return self._typed.popleft()

        def read_last(self) -> str:
            """Return nothing: a console sends whole letters."""
            return ""

        def _take(self) -> None:
            if self._before is not None and not self._is_lent:
                self._console.set_mode(self._before & ~COOKED)

        def _give_back(self) -> None:
            if self._before is not None:
                self._console.set_mode(self._before)

    def open_keys(source: int, encoding: str | None) -> KeySource:  # noqa: ARG001 - a Windows console sends letters, not bytes
        """Return the keys of a console."""
        return WindowsKeys(source)
