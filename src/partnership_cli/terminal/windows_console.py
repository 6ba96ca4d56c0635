"""The calls of Windows that a console is read with."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from partnership_cli.terminal.console_keys import RECORD_SIZE

ECHO: Final = 4
COOKED: Final = 1 | 2 | ECHO | 0x200
"""Ctrl-C as a signal, whole lines, echo, and keys as sequences of bytes."""
_CLOSE_EVENTS: Final = frozenset({2, 5, 6})
"""The window is closed, the person logs off, the computer shuts down."""
_BEFORE_THE_END: Final = 4.0
"""Seconds to put words away; Windows waits for five."""

if sys.platform == "win32":
    import ctypes
    import threading
    from ctypes import wintypes

    class WindowsConsole:
        """The input of a console, by its handle."""

        def __init__(self, handle: int) -> None:
            self._system = ctypes.WinDLL("kernel32", use_last_error=True)
            self._handle = wintypes.HANDLE(handle)

        def read_mode(self) -> int | None:
            """Return how the console gives keys; None where it is gone."""
            mode = wintypes.DWORD()
            known = self._system.GetConsoleMode(self._handle, ctypes.byref(mode))
            return mode.value if known else None

        def set_mode(self, mode: int) -> None:
            """Let the console give keys in another way."""
            self._system.SetConsoleMode(self._handle, mode)

        def wait(self, seconds: float) -> None:
            """Wait until something happens in the console, for so many seconds at most."""
            self._system.WaitForSingleObject(self._handle, int(seconds * 1000))

        def take_record(self) -> bytes | None:
            """Return the record of what happened next, or None. Raises OSError where it is gone."""
            count = wintypes.DWORD()
            if not self._system.GetNumberOfConsoleInputEvents(self._handle, ctypes.byref(count)):
                raise ctypes.WinError(ctypes.get_last_error())
            if not count.value:
                return None
            record = ctypes.create_string_buffer(RECORD_SIZE)
            if not self._system.ReadConsoleInputW(self._handle, record, 1, ctypes.byref(count)):
                raise ctypes.WinError(ctypes.get_last_error())
            return record.raw if count.value else None

        @contextmanager
        def when_closed(self, stop: Callable[[], None]) -> Iterator[None]:
            """Call `stop` when the window is closed, and let it wait until this block has ended."""
            ended = threading.Event()

            def take_event(event: int) -> bool:
                if event not in _CLOSE_EVENTS:
                    return False
                stop()
                ended.wait(_BEFORE_THE_END)
                return True

            handler = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.DWORD)(take_event)
            self._system.SetConsoleCtrlHandler(handler, 1)
            try:
                yield
            finally:
                self._system.SetConsoleCtrlHandler(handler, 0)
                ended.set()
