"""Runs the program in a console, and does when a file appears what Windows does to close a window.

The first word is that file. The function that the program gave to Windows is called in a thread of
its own, and the process ends as soon as that has returned.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HANDLERS: list[Callable[[int], bool]] = []
CLOSE = 2


def remember_handlers() -> None:
    """Note each function that is given to Windows to be called."""
    make = ctypes.WINFUNCTYPE  # type: ignore[attr-defined]  # Windows alone has it

    def make_and_note(*types: Any) -> Any:
        kind = make(*types)

        def note(function: Callable[[int], bool]) -> Any:
            HANDLERS.append(function)
            return kind(function)

        return note

    ctypes.WINFUNCTYPE = make_and_note  # type: ignore[attr-defined]  # the same


def close_when(trigger: Path) -> None:
    """Wait for the file, and close the window."""
    while not trigger.exists():
        time.sleep(0.02)
    HANDLERS[-1](CLOSE)
    os._exit(77)


def main() -> None:
    """Run the program with the words that are left."""
    trigger = Path(sys.argv[1])
    remember_handlers()
    threading.Thread(target=close_when, args=(trigger,), daemon=True).start()
    sys.argv = ["partnership", *sys.argv[2:]]
    from partnership_cli.__main__ import main as run

    run()


main()
