"""Signals that ask the program to stop, turned into `StopRequest` wherever it stands.

Every write is one durable step, so that a stop at any moment loses nothing kept before.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from partnership_cli.errors import StopRequest

# SIGHUP and SIGQUIT do not exist on Windows, and SIGBREAK (Ctrl-Break) nowhere else.
STOP_SIGNALS: Final = tuple(
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK")
    if hasattr(signal, name)
)
FOR_NOW: Final = (signal.SIGTSTP,) if hasattr(signal, "SIGTSTP") else ()
HANGUP: Final = int(getattr(signal, "SIGHUP", 1))


def stop_for_now(listen: Callable[[], None]) -> None:
    """Stop as any program does until somebody brings it back; then `listen` for the next time."""
    for number in FOR_NOW:
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
    listen()


def raise_stop(number: int, _frame: FrameType | None) -> None:
    """Handle a signal. Raises StopRequest."""
    raise StopRequest(number)


@contextmanager
def stop_on_signals() -> Iterator[None]:
    """Turn the signals that end a program into `StopRequest`, and give the old handlers back."""
    before = {number: signal.signal(number, raise_stop) for number in STOP_SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def ignore_keys() -> Iterator[None]:
    """Leave the keys that stop a program to another one, such as an editor."""
    numbers = [
        number for number in STOP_SIGNALS if number.name in {"SIGINT", "SIGQUIT", "SIGBREAK"}
    ]
    before = {number: signal.signal(number, signal.SIG_IGN) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
