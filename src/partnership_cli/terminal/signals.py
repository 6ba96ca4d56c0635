"""Signals that ask the program to stop, turned into `Stopped` wherever it stands.

Every write is one durable step, so that a stop at any moment loses nothing kept before.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from partnership_cli.errors import Stopped

# SIGHUP and SIGQUIT do not exist on Windows.
STOPPING: Final = tuple(
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")
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


def raise_stopped(number: int, _frame: FrameType | None) -> None:
    """Handle a signal. Raises Stopped."""
    raise Stopped(number)


@contextmanager
def stopping() -> Iterator[None]:
    """Turn the signals that end a program into `Stopped`, and give the old handlers back."""
    before = {number: signal.signal(number, raise_stopped) for number in STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def ignoring_keys() -> Iterator[None]:
    """Leave the keys that stop a program to another one, such as an editor."""
    numbers = [number for number in STOPPING if number.name in {"SIGINT", "SIGQUIT"}]
    before = {number: signal.signal(number, signal.SIG_IGN) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
