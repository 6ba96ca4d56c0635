"""The program in a process of its own that need not import it: a copy of the one of the tests.

It is a whole process, with signals, streams and a terminal of its own. Only how Python starts is
not seen in it; for that a test names a program to start.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import random
import signal
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Mapping, Sequence
from io import BufferedReader, BufferedWriter, FileIO, TextIOWrapper
from pathlib import Path
from subprocess import TimeoutExpired
from typing import Final, NoReturn

from prompt_toolkit.application import create_app_session

from cached_results import prepare_copies
from partnership_cli import __main__ as starting

_CRASHED: Final = 1
_POLL: Final = 0.005
_MOST_FILES: Final = 4096
_USUAL_SIGNALS: Final = ("SIGQUIT", "SIGHUP", "SIGTSTP", "SIGTERM", "SIGALRM", "SIGWINCH")


class Forked:
    """The program in a copy of this process; it is asked as a `subprocess.Popen` is."""

    def __init__(
        self, words: Sequence[str], environment: Mapping[str, str], folder: Path, terminal: int
    ) -> None:
        self.returncode: int | None = None
        prepare_copies()
        with warnings.catch_warnings():
            # Of a copy the threads of the tests are no part, and it needs none of them.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.pid = os.fork()
        if not self.pid:
            _become(words, environment, folder, terminal)

    def poll(self) -> int | None:
        """Return how it ended, as `Popen` does, or None."""
        if self.returncode is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            if ended:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, seconds: float) -> int:
        """Wait for its end. Raises TimeoutExpired."""
        due = time.monotonic() + seconds
        while (code := self.poll()) is None:
            if time.monotonic() > due:
                raise TimeoutExpired("partnership", seconds)
            time.sleep(_POLL)
        return code

    def kill(self) -> None:
        """End it."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)


def _become(
    words: Sequence[str], environment: Mapping[str, str], folder: Path, terminal: int
) -> NoReturn:
    """Make this process what a shell makes of it, and run the program as its entry point does."""
    code = _CRASHED
    try:
        os.login_tty(terminal)
        os.closerange(3, _MOST_FILES)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        time.tzset()
        _forget_the_tests()
        sys.argv = list(words)
        code = _call()
    except BaseException:  # noqa: BLE001 - nothing may go on into the tests
        traceback.print_exc()
    finally:
        os._exit(code)


def _forget_the_tests() -> None:
    """Take away what the tests changed in this process, and open its streams as Python does."""
    gc.freeze()
    faulthandler.disable()
    random.seed()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in _USUAL_SIGNALS:
        signal.signal(getattr(signal, name), signal.SIG_DFL)
    sys.excepthook, sys.unraisablehook = sys.__excepthook__, sys.__unraisablehook__
    threading.excepthook = threading.__excepthook__
    sys.stdin = TextIOWrapper(BufferedReader(FileIO(0)), "utf-8", "surrogateescape")
    sys.stdout = _open_output(1, "surrogateescape")
    sys.stderr = _open_output(2, "backslashreplace")
    for name in ("stdin", "stdout", "stderr"):
        setattr(sys, f"__{name}__", getattr(sys, name))


def _open_output(number: int, errors: str) -> TextIOWrapper:
    return TextIOWrapper(BufferedWriter(FileIO(number, "w")), "utf-8", errors, line_buffering=True)


def _call() -> int:
    try:
        with create_app_session():
            starting.main()
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    return 0
