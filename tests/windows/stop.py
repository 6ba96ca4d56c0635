"""Runs the program in a console of Windows, and stops it when a file appears, as Windows does.

The first word is that file; the second is `break` for Ctrl-Break, or `close` for a window that is
closed. What Windows calls when a window is closed is called as it would be, in a thread of its own.
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
CTRL_BREAK, CLOSE = 1, 2


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


def stop_when(trigger: Path, how: str) -> None:
    """Wait for the file, and stop the program."""
    while not trigger.exists():
        time.sleep(0.02)
    if how == "break":
        ctypes.windll.kernel32.GenerateConsoleCtrlEvent(CTRL_BREAK, 0)  # type: ignore[attr-defined]  # the same
        return
    HANDLERS[-1](CLOSE)
    # Windows ends the process as soon as its function has returned.
    os._exit(77)


def main() -> None:
    """Run the program with the words that are left."""
    trigger, how = Path(sys.argv[1]), sys.argv[2]
    remember_handlers()
    threading.Thread(target=stop_when, args=(trigger, how), daemon=True).start()
    sys.argv = ["partnership", *sys.argv[3:]]
    from partnership_cli.__main__ import main as run

    run()


main()
