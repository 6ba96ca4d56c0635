"""A program in a pseudo-terminal, driven by keys and seen on a screen, as a person would.

Every wait is a bounded poll, and one that fails shows what stood on the screen.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Protocol, Self

import pyte
from screens import Screen, squeeze

ENTER: Final = "\r"
ESCAPE: Final = "\x1b"
BACKSPACE: Final = "\x7f"
CTRL_C: Final = "\x03"
CTRL_D: Final = "\x04"
LEFT: Final = "\x1b[D"

PATIENCE: Final = 10.0
"""Seconds after which a wait has failed."""

_POLL: Final = 0.02
# The child becomes the leader of a terminal of its own, with the signals a shell would give it.
_LAUNCH: Final = """
import os, signal, sys
for name in ("SIGINT", "SIGQUIT", "SIGHUP", "SIGTSTP"):
    signal.signal(getattr(signal, name), signal.SIG_DFL)
os.login_tty(0)
os.execv(sys.argv[1], sys.argv[1:])
"""


class Process(Protocol):
    """What runs in a terminal."""

    pid: int
    returncode: Any

    def poll(self) -> int | None:
        """Return how it ended, or None."""

    def wait(self, timeout: float, /) -> int:
        """Wait for its end."""

    def kill(self) -> None:
        """End it."""


Start = Callable[[Sequence[str], Mapping[str, str], Path, int], Process]
"""Starts a program with an environment, in a folder, in a terminal."""


def _launch(
    program: Sequence[str], environment: Mapping[str, str], folder: Path, terminal: int
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _LAUNCH, *program],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env=dict(environment),
        cwd=folder,
    )


def eventually(condition: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Poll until the condition holds. Raises AssertionError."""
    due = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < due, f"not within {seconds} s: {what}"
        time.sleep(_POLL)


class Terminal:
    """One program in a pseudo-terminal.

    `raw` holds every byte that it wrote, `screen` what a person sees now.
    """

    def __init__(
        self,
        program: Sequence[str],
        environment: Mapping[str, str],
        folder: Path,
        columns: int = 80,
        rows: int = 24,
        *,
        start: Start | None = None,
    ) -> None:
        self.raw = bytearray()
        self._screen = Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._drawn = 0
        self._unsent = bytearray()
        # The near end of the terminal stays open here, to look at its settings afterwards.
        self._keyboard, self._device = os.openpty()
        os.set_blocking(self._keyboard, False)
        self._set_size(columns, rows)
        self.settings_before = self.settings()
        self.process = (start or _launch)(program, environment, folder, self._device)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.close()

    # What is seen

    @property
    def screen(self) -> Screen:
        """The screen, with all that was written so far."""
        if self._drawn < len(self.raw):
            new = bytes(self.raw[self._drawn :])
            self._drawn = len(self.raw)
            self._stream.feed(new)
            self._unsent += self._screen.replies
            self._screen.replies.clear()
        return self._screen

    def settings(self) -> list[Any]:
        """Return what `stty` shows of the terminal."""
        return termios.tcgetattr(self._device)

    @property
    def takes_keys(self) -> bool:
        """Whether the program reads keys, not the lines that a terminal makes of them."""
        return not self.settings()[3] & termios.ICANON

    def describe(self) -> str:
        """Return the screen, for a person who reads why a test failed."""
        rows = "\n".join(f"  |{row}" for row in self.screen.rows)
        state = "running" if self.process.poll() is None else f"ended {self.process.returncode}"
        last = bytes(self.raw[-300:])
        return f"the program is {state}; the screen shows:\n{rows}\nlast: {last!r}"

    # What is done

    def send(self, keys: str | bytes, meanwhile: Callable[[], None] | None = None) -> None:
        """Press keys, reading what the program writes meanwhile: neither side waits for ever."""
        self._unsent += keys.encode() if isinstance(keys, str) else keys
        due = time.monotonic() + 6 * PATIENCE
        while self._unsent:
            assert time.monotonic() < due, f"the program takes no keys; {self.describe()}"
            if not self.read(_POLL) and self.process.poll() is not None:
                self._unsent.clear()
            if meanwhile is not None:
                meanwhile()

    def type_fast(self, text: str, meanwhile: Callable[[], None] | None = None) -> None:
        """Send a text as keys, all at once, as a paste that is not marked."""
        self.send(text.replace("\n", ENTER), meanwhile)

    def paste(self, text: str, *, marked: bool | None = None) -> None:
        """Paste a text; it is marked as a paste where the program asked for that."""
        keys = text.replace("\n", ENTER)
        if self.screen.takes_pastes if marked is None else marked:
            keys = f"\x1b[200~{keys}\x1b[201~"
        self.send(keys)

    def resize(self, columns: int, rows: int = 24) -> None:
        """Change the size of the window."""
        self.read(0)
        self.screen.resize(rows, columns)
        self._set_size(columns, rows)

    def kill(self, number: signal.Signals) -> None:
        """Send a signal to the program in the foreground, if there is one."""
        front = os.tcgetpgrp(self._keyboard)
        # No group in the foreground is number 0, which would be the tests themselves.
        if self.process.poll() is None and front > 0:
            with contextlib.suppress(ProcessLookupError):
                os.kill(front, number)

    def hang_up(self) -> None:
        """Close the window."""
        self.read(0)
        os.close(self._device)
        os.close(self._keyboard)
        self._device = self._keyboard = -1

    def read(self, seconds: float) -> bool:
        """Take what the program writes, and give it what is to be sent; say if it wrote."""
        if self._keyboard < 0:
            time.sleep(seconds)
            return False
        writing = [self._keyboard] if self._unsent else []
        readable, writable, _ = select.select([self._keyboard], writing, [], seconds)
        if readable:
            with contextlib.suppress(OSError):
                self.raw += os.read(self._keyboard, 65536)
            if b"\x1b[6n" in self.raw[self._drawn :]:
                # Drawing finds the place of the cursor, for which the program waits.
                assert self.screen
        if writable and self._unsent:
            with contextlib.suppress(BlockingIOError):
                del self._unsent[: os.write(self._keyboard, self._unsent[:1024])]
        return bool(readable)

    # What is waited for

    def wait_until(
        self, condition: Callable[[], bool], what: str, seconds: float = PATIENCE
    ) -> None:
        """Read until the condition holds. Raises AssertionError with the screen."""
        due = time.monotonic() + seconds
        while not condition():
            ended = self.process.poll() is not None
            wrote = self.read(_POLL)
            if (ended and not wrote) or time.monotonic() >= due:
                assert condition(), f"not within {seconds} s: {what}; {self.describe()}"

    def wait_for(self, text: str, times: int = 1, seconds: float = PATIENCE) -> None:
        """Wait until the text was shown so many times, wrapped in whichever way."""
        wanted = squeeze(text)
        self.wait_until(
            lambda: squeeze(self.screen.text).count(wanted) >= times,
            f"{text!r} {times} times",
            seconds,
        )

    def wait_exit(self, seconds: float = PATIENCE) -> int:
        """Return the exit code, or the negative number of the signal that ended the program."""
        due = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < due, f"still there after {seconds} s; {self.describe()}"
            self.read(_POLL)
        while self.read(0):
            pass
        return int(self.process.returncode)

    def written_within(self, seconds: float) -> bytes:
        """Return what the program writes in a stretch of time, to see that it writes nothing."""
        start = len(self.raw)
        due = time.monotonic() + seconds
        while (left := due - time.monotonic()) > 0:
            self.read(min(left, _POLL))
        return bytes(self.raw[start:])

    def unread(self) -> bytes:
        """Return what was typed and not read: a shell would get it. For an ended program."""
        mode = self.settings()
        mode[3] &= ~(termios.ICANON | termios.ECHO)
        mode[6][termios.VMIN] = mode[6][termios.VTIME] = 0
        termios.tcsetattr(self._device, termios.TCSANOW, mode)
        return os.read(self._device, 65536)

    def close(self) -> None:
        """End the program, if it is still there, and give the terminal back."""
        if self._keyboard >= 0:
            if self.process.poll() is None:
                self.kill(signal.SIGKILL)
            self.hang_up()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)

    def _set_size(self, columns: int, rows: int) -> None:
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self._keyboard, termios.TIOCSWINSZ, size)
