"""The keyboard in rich mode: what a terminal sends, as the keys that prompt_toolkit knows."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Final, TextIO

from prompt_toolkit.input.ansi_escape_sequences import ANSI_SEQUENCES
from prompt_toolkit.input.vt100_parser import Vt100Parser
from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.keys import Keys

from partnership_cli.terminal.byte_decoder import Letters
from partnership_cli.terminal.control_sequences import ESC, Controls, Sent
from partnership_cli.terminal.long_key_forms import shorten

_PLACE_REPLY: Final = "R"
_READ_AT_ONCE: Final = 1024


class Keyboard(Vt100Parser):
    """Stands where the library's own parser does, which types what it does not know."""

    def __init__(self, take: Callable[[KeyPress], None], clock: Callable[[], float]) -> None:
        self._take = take
        self._clock = clock
        self._controls = Controls()
        self._pasted: list[str] = []
        self._last = clock()
        super().__init__(take)

    def feed(self, data: str) -> None:
        """Take what was read at once."""
        now = self._clock()
        pause, self._last = now - self._last, now
        for char in data:
            self._press(self._controls.feed(char, pause))
            pause = 0

    def flush(self) -> None:
        """Take it that nothing more belongs to what was begun."""
        alone = self._controls.held == ESC and not self._controls.in_paste
        self._press(self._controls.expire())
        self._end_paste()
        if alone:
            self._take(KeyPress(Keys.Escape, ESC))

    def take_held(self) -> str:
        """Return what was begun, for another reader to go on with."""
        return self._controls.take_held()

    def _press(self, sent: list[Sent]) -> None:
        for one in sent:
            if one.pasted:
                self._pasted.append(one.text)
            else:
                self._end_paste()
                for key in read_keys(one.text):
                    self._take(key)
        if not self._controls.in_paste:
            self._end_paste()

    def _end_paste(self) -> None:
        if self._pasted:
            self._take(KeyPress(Keys.BracketedPaste, "".join(self._pasted)))
            self._pasted.clear()


def read_keys(sent: str) -> tuple[KeyPress, ...]:
    """Return the keys of a character or a sequence; none for what no key sends."""
    short = shorten(sent)
    if not short.startswith(ESC):
        return tuple(_read_key(char, sent if len(short) == 1 else char) for char in short)
    if len(short) == 2 and short[0] == ESC:  # noqa: PLR2004 - Alt and a key
        return (KeyPress(Keys.Escape, ESC), _read_key(short[1], short[1]))
    if short.startswith(f"{ESC}[") and short.endswith(_PLACE_REPLY) and ";" in short:
        return (KeyPress(Keys.CPRResponse, sent),) if _is_place(short[2:-1]) else ()
    named = ANSI_SEQUENCES.get(short)
    return (KeyPress(named, sent),) if isinstance(named, Keys) else ()


def _read_key(char: str, sent: str) -> KeyPress:
    named = ANSI_SEQUENCES.get(char)
    return KeyPress(named if isinstance(named, Keys) else char, sent)


def _is_place(numbers: str) -> bool:
    row, _, column = numbers.partition(";")
    return row.isdecimal() and column.isdecimal()


class ParsedKeys:
    """The keys of what was read, until they are asked for."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._keys: list[KeyPress] = []
        self.keyboard = Keyboard(self._keys.append, clock)

    def feed(self, typed: str) -> list[KeyPress]:
        """Return the keys of what was read."""
        self.keyboard.feed(typed)
        return self._take()

    def flush(self) -> list[KeyPress]:
        """Return the keys of what was begun, as nothing more has come."""
        self.keyboard.flush()
        return self._take()

    def _take(self) -> list[KeyPress]:
        keys = self._keys.copy()
        self._keys.clear()
        return keys


if sys.platform != "win32":
    import select

    from prompt_toolkit.input.vt100 import Vt100Input

    class TerminalInput(Vt100Input):
        """A POSIX terminal whose bytes become letters and keys by our own rules."""

        def __init__(self, stdin: TextIO, clock: Callable[[], float]) -> None:
            super().__init__(stdin)
            self.letters = Letters(stdin.encoding)
            self._gone = False
            self.parsed = ParsedKeys(clock)

        @property
        def closed(self) -> bool:
            """Whether the terminal is gone."""
            return self._gone

        @property
        def guessed(self) -> bool:
            """Whether letters came that are not in the encoding of the terminal."""
            return self.letters.guessed

        def read_keys(self) -> list[KeyPress]:
            """Return the keys that have come, without waiting."""
            data = self._read()
            return self.parsed.feed(self.letters.decode(data, last=self._gone))

        def flush_keys(self) -> list[KeyPress]:
            """Return the keys of what was begun, as nothing more has come."""
            return self.parsed.flush()

        def _read(self) -> bytes:
            try:
                if not select.select([self.fileno()], [], [], 0)[0]:
                    return b""
                data = os.read(self.fileno(), _READ_AT_ONCE)
            except BlockingIOError:
                return b""
            except OSError:
                data = b""
            self._gone = not data
            return data

else:
    from prompt_toolkit.input.win32 import Win32Input

    from partnership_cli.terminal.console_keys import ConsoleKeys
    from partnership_cli.terminal.windows_console import WindowsConsole

    class TerminalInput(Win32Input):
        """A Windows console whose records become letters and keys by our own rules.

        The library hands over the halves of an emoji one by one, and drops a letter that was
        typed by its number.
        """

        def __init__(self, stdin: TextIO, clock: Callable[[], float]) -> None:
            super().__init__(stdin)
            self.guessed = False
            self.parsed = ParsedKeys(clock)
            self._console = WindowsConsole(self.handle.value or 0)
            self._records = ConsoleKeys()
            self._gone = False

        @property
        def closed(self) -> bool:
            """Whether the console is gone."""
            return self._gone

        def read_keys(self) -> list[KeyPress]:
            """Return the keys that have come, without waiting."""
            typed = ""
            try:
                while (record := self._console.take_record()) is not None:
                    typed += self._records.read(record)
            except OSError:
                self._gone = True
            return self.parsed.feed(typed)

        def flush_keys(self) -> list[KeyPress]:
            """Return the keys of what was begun, as nothing more has come."""
            return self.parsed.flush()
