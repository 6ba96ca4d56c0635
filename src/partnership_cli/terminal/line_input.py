"""One line from the keyboard, without an escape byte and without a limit on its length.

The system's own line editing cuts a line at 4,095 bytes; line editors redraw, and a screen
reader reads the redraw again. This reader echoes what is typed, and takes it back with
backspace, space, backspace.
"""

from __future__ import annotations

import re
import signal
import time
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from typing import Final, Protocol

from partnership_cli.errors import StopRequest
from partnership_cli.terminal.console import Stream
from partnership_cli.terminal.control_sequences import ESC, HOLD, Controls, Sent
from partnership_cli.terminal.key_source import open_keys
from partnership_cli.terminal.long_key_forms import shorten

IDLE: Final = 1.0
"""Seconds between two calls of `idle` while a line is typed."""

_FIRST_AFTER_C1: Final = 0xA0
_RETURNS: Final = "\r\n"
_WITH_ALT: Final = {"\r": "\r", "\n": "\r", "\x7f": "\x17", "\x08": "\x17"}
"""What a key means that was pressed with Alt, or after Esc; other keys mean nothing then."""
_MOVES: Final = re.compile(r"\x1b(?:\[|O|\[1;\d+)[ABCDHF]")
"""Arrow keys, Home and End."""


@dataclass(frozen=True)
class InputLine:
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

    moved: bool
    """Whether a key was pressed that moves the cursor elsewhere, and does nothing here."""

    @property
    def guessed(self) -> bool:
        """Whether letters came that are not in the encoding of the terminal."""

    def opened(self) -> AbstractContextManager[None]:
        """Hold the terminal for line reading; it is as before afterwards."""

    def lent(self) -> AbstractContextManager[None]:
        """Give the terminal as it was to another program for a while."""

    def read_line(self, prompt: str, idle: Callable[[], None] | None = None) -> InputLine:
        """Return the next line. `idle` is called about once a second. Raises StopRequest."""

    def show_again(self, prompt: str) -> None:
        """Show a prompt and the unfinished line once more, after something else was said."""

    def waits(self, seconds: float) -> bool:
        """Whether more input arrives within so many seconds."""

    def put_back(self, typed: str) -> None:
        """Take back what another reader took too much of."""

    def take_waiting(self) -> str:
        """Return what was typed ahead and read, for another reader."""

    def take_rest(self) -> str:
        """Return the unfinished line with all that was typed and not read yet, without waiting."""


class KeyboardLines:
    """Lines from a terminal, read key by key."""

    def __init__(self, source: int, out: Stream, encoding: str | None = None) -> None:
        self.partial = ""
        self.moved = False
        self._source = open_keys(source, encoding)
        self._out = out
        self._controls = Controls()
        self._waiting: deque[str] = deque()
        self._keys: deque[Sent] = deque()
        self._after_return = False
        self._prompt = ""
        self._due = 0.0

    @property
    def guessed(self) -> bool:
        """Whether letters came that are not in the encoding of the terminal."""
        return self._source.guessed

    def opened(self) -> AbstractContextManager[None]:
        """Read keys unechoed and uncut until the end of the block."""
        return self._source.opened()

    def lent(self) -> AbstractContextManager[None]:
        """Give the terminal back as it was found until the end of the block."""
        return self._source.lent()

    def read_line(self, prompt: str, idle: Callable[[], None] | None = None) -> InputLine:
        """Return the next line. Raises StopRequest, also when the terminal is gone."""
        self._show(prompt)
        self._prompt, self._source.was_away = prompt or self._prompt, False
        self.partial = ""
        while True:
            key = self._key(idle)
            ended = self._type(key)
            if ended is not None:
                if self._source.echoes or ended.last:
                    self._show("\n")
                return ended

    def show_again(self, prompt: str) -> None:
        """Show a prompt and the unfinished line once more, after something else was said."""
        self._show(prompt)
        self._echo(self.partial)
        self._out.flush()

    def waits(self, seconds: float) -> bool:
        """Whether more is typed within so many seconds; a report is not typed."""
        due = time.monotonic() + seconds
        while not self._keys:
            if not self._hear(max(due - time.monotonic(), 0)):
                return False
        return True

    def put_back(self, typed: str) -> None:
        """Read this before anything else."""
        if typed:
            self._waiting = deque(typed + self.take_waiting())

    def take_waiting(self) -> str:
        """Return what was typed ahead and read, for another reader."""
        keys = "".join(key.text for key in self._keys)
        typed = keys + self._controls.take_held() + "".join(self._waiting)
        self._keys.clear()
        self._waiting.clear()
        return typed

    def take_rest(self) -> str:
        """Return the unfinished line with all that was typed and not read yet."""
        # A terminal that is gone has nothing more to say.
        with suppress(StopRequest):
            while self._hear(0):
                pass
        self._press(self._controls.expire())
        for char in self._source.read_last():
            self._press([Sent(char)])
        rest = self.partial
        for key in self._keys:
            rest += "\n" if key.text in _RETURNS else key.text
        self._keys.clear()
        return "".join(key for key in rest if key in "\n\t" or key.isprintable())

    def _type(self, key: Sent) -> InputLine | None:
        """Apply one key to the line, and return the line if the key ended it."""
        after_return, self._after_return = self._after_return, key.text == "\r"
        match key.text:
            case "\n" if after_return:
                return None
            case "\r" | "\n":
                return self._end(pasted=key.pasted)
            case "\x04" if not key.pasted:
                return self._end(last=True)
            case "\x03":
                raise StopRequest(signal.SIGINT, by_key=True)
            case "\x7f" | "\x08" | "\x15" | "\x17" if not key.pasted:
                self._take_back(len(self.partial) - _kept_after(key.text, self.partial))
            case char if char == "\t" or char.isprintable() or ord(char) >= _FIRST_AFTER_C1:
                self.partial += char
                self._echo(char)
        return None

    def _end(self, *, last: bool = False, pasted: bool = False) -> InputLine:
        text, self.partial = self.partial, ""
        return InputLine(text, pasted=pasted, last=last)

    def _take_back(self, count: int) -> None:
        if count <= 0:
            return
        from wcwidth import wcswidth

        gone, self.partial = self.partial[-count:], self.partial[:-count]
        self._echo("\b \b" * max(wcswidth(gone), 0))

    def _key(self, idle: Callable[[], None] | None) -> Sent:
        while not self._keys:
            if self._source.was_away:
                self._source.was_away = False
                self.show_again(self._prompt)
            if idle is not None and time.monotonic() >= self._due:
                idle()
                self._due = time.monotonic() + IDLE
            if not self._hear(0):
                self._out.flush()
                self._hear_or_expire()
        return self._keys.popleft()

    def _hear_or_expire(self) -> None:
        """Wait for a byte; what has only begun like a sequence is not waited for that long."""
        held = bool(self._controls.held)
        if not self._hear(HOLD if held else IDLE) and held:
            self._press(self._controls.expire())

    def _hear(self, seconds: float) -> bool:
        """Take one more character or byte, and tell whether there was one in that time."""
        if self._waiting:
            self._press(self._controls.feed(self._waiting.popleft(), 0))
            return True
        pause = 0.0
        if not self._source.is_ready(0):
            since = time.monotonic()
            if not (seconds and self._source.is_ready(seconds)):
                return False
            pause = time.monotonic() - since
        for char in self._source.read():
            self._press(self._controls.feed(char, pause))
        return True

    def _press(self, sent: list[Sent]) -> None:
        """Note what was typed; what a terminal reports, and keys of no use here, is nothing."""
        for one in sent:
            if one.pasted:
                self._keys.append(one)
                continue
            short = shorten(one.text)
            self.moved = self.moved or _MOVES.fullmatch(short) is not None
            typed = _WITH_ALT.get(short[1:], "") if short.startswith(ESC) else short
            self._keys.extend(map(Sent, typed))

    def _echo(self, text: str) -> None:
        if self._source.echoes:
            self._show(text)

    def _show(self, text: str) -> None:
        self._out.write(text)


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
