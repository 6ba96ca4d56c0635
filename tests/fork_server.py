"""Processes of the program that begin when it is imported: copies of one process that has.

Each has the streams, the environment and the folder it is given, ends as Python ends, and is seen
from outside as any process. Only how Python starts is not seen in it; what is about the start, and
about variables that Python reads then, starts Python.
"""

from __future__ import annotations

import gc
import io
import os
import pickle
import re
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from subprocess import DEVNULL, CompletedProcess, Popen
from typing import IO, Any, Final

CALL: Final = "from partnership_cli.__main__ import main; main()"
PROGRAM: Final = (
    "import cached_results; cached_results.keep_what_is_the_same(); cached_results.prepare_copies()"
)
_BEGIN: Final = "import sys; sys.path[:0] = [{path!r}]; import fork_server; "
_WAIT: Final = "; fork_server.wait_for_work({door})"
_LARGEST: Final = 150_000
_MOST_FILES: Final = 4096
_USUAL: Final = ("SIGQUIT", "SIGHUP", "SIGTSTP", "SIGTERM", "SIGALRM", "SIGWINCH", "SIGCHLD")
_STREAMS: Final = 3
_CHANGE: Final = re.compile(r"(\d?)([<>])(?:&(?:(-)|(\d+))|(\S+))")


@dataclass(frozen=True)
class _Work:
    """What one process is to do. `streams` says which of the three are open."""

    words: tuple[str, ...]
    environment: dict[str, str]
    folder: str
    code: str
    streams: tuple[bool, ...]


class Born:
    """A process of the program; what it said is read when it has ended."""

    def __init__(self, status: int, out: IO[bytes], err: IO[bytes]) -> None:
        self._status, self._out, self._err = status, out, err

    def wait(self) -> CompletedProcess[bytes]:
        """Return how it ended."""
        with os.fdopen(self._status, "rb") as status, self._out, self._err:
            code = int(status.read())
            self._out.seek(0)
            self._err.seek(0)
            return CompletedProcess("partnership", code, self._out.read(), self._err.read())


class ForkServer:
    """The process that is copied, once it has prepared what all copies need."""

    def __init__(
        self, prepare: str = PROGRAM, environment: Mapping[str, str] | None = None
    ) -> None:
        self._door, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        path = str(Path(__file__).parent)
        self._process = Popen(
            [
                *(sys.executable, "-c"),
                _BEGIN.format(path=path) + prepare + _WAIT.format(door=far.fileno()),
            ],
            pass_fds=[far.fileno()],
            stdin=DEVNULL,
            env=environment,
        )
        far.close()

    def start(
        self,
        words: Sequence[str],
        environment: Mapping[str, str],
        folder: Path,
        given: bytes = b"",
        *,
        streams: str = "",
        code: str = CALL,
    ) -> Born:
        """Start the program, with its streams changed as a shell is told to: `<&- 2>/dev/full`."""
        # They are closed when what was written into them has been read.
        out, err = (tempfile.TemporaryFile() for _ in range(2))  # noqa: SIM115
        with ExitStack() as stack:
            source = stack.enter_context(tempfile.TemporaryFile())
            source.write(given)
            source.seek(0)
            status, told = os.pipe()
            stack.callback(os.close, told)
            ends: list[int | None] = [source.fileno(), out.fileno(), err.fileno()]
            for number, place in _read_changes(streams):
                ends[number] = place if isinstance(place, int) else None
                if isinstance(place, str):
                    opened = os.open(place, os.O_RDWR)
                    stack.callback(os.close, opened)
                    ends[number] = opened
            are_open = tuple(end is not None for end in ends)
            work = _Work(tuple(words), dict(environment), str(folder), code, are_open)
            message = pickle.dumps(work)
            assert len(message) < _LARGEST
            numbers = [told, *(end for end in ends if end is not None)]
            socket.send_fds(self._door, [message], numbers)
        return Born(status, out, err)

    def run(self, *arguments: Any, **named: Any) -> CompletedProcess[bytes]:
        """Run the program as `start` does, and return how it ended."""
        return self.start(*arguments, **named).wait()


def _read_changes(streams: str) -> Iterator[tuple[int, int | str | None]]:
    """Give the number of each stream, and the descriptor or the path that it becomes, or None."""
    for number, way, closed, descriptor, path in _CHANGE.findall(streams):
        stream = int(number or way == ">")
        yield stream, None if closed else int(descriptor) if descriptor else path


@cache
def fork_server() -> ForkServer:
    """Return the one of this process of tests; it ends with it."""
    return ForkServer()


# In the process that is copied


def wait_for_work(number: int) -> None:
    """Make a copy for each piece of work, which returns from here when it was done."""
    gc.collect()
    gc.freeze()
    # Who looks after a copy is not waited for.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    door = socket.socket(fileno=number)
    while True:
        message, numbers, _, _ = socket.recv_fds(door, _LARGEST, 1 + _STREAMS)
        if not message:
            return
        if not os.fork():
            door.detach()
            _look_after(pickle.loads(message), numbers)  # noqa: S301 - it comes from ourselves
            return
        for one in numbers:
            os.close(one)


def _look_after(work: _Work, numbers: list[int]) -> None:
    """Do the work in a copy of its own, and tell how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    told, *streams = numbers
    child = os.fork()
    if not child:
        _become(work, streams)
        exec(work.code, {"__name__": "__main__"})  # noqa: S102 - as `python -c` does
        return
    for one in streams:
        os.close(one)
    _, status = os.waitpid(child, 0)
    os.write(told, str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _become(work: _Work, streams: list[int]) -> None:
    """Make this process what a shell makes of it."""
    # Out of the way of the numbers that they are to get.
    above = [os.dup2(one, _MOST_FILES + at) for at, one in enumerate(streams)]
    for number, is_open in enumerate(work.streams):
        if is_open:
            os.dup2(above.pop(0), number)
        else:
            os.close(number)
    os.closerange(_STREAMS, _MOST_FILES + _STREAMS)
    os.chdir(work.folder)
    os.environ.clear()
    os.environ.update(work.environment)
    time.tzset()
    sys.argv = [_find_start(), *work.words]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in _USUAL:
        signal.signal(getattr(signal, name), signal.SIG_DFL)
    open_streams()


def _find_start() -> str:
    """Return what stands before the words of a program that was started with `-m`."""
    package = find_spec("partnership_cli")
    assert package is not None
    assert package.origin is not None
    return str(Path(package.origin).with_name("__main__.py"))


def open_streams() -> None:
    """Open the streams of this process as Python does; one that is closed is None."""
    sys.stdin = _open_stream(0, "r", "surrogateescape")
    sys.stdout = _open_stream(1, "w", "surrogateescape")
    sys.stderr = _open_stream(2, "w", "backslashreplace")
    for name in ("stdin", "stdout", "stderr"):
        setattr(sys, f"__{name}__", getattr(sys, name))


def _open_stream(number: int, mode: str, errors: str) -> io.TextIOWrapper | None:
    try:
        raw = io.FileIO(number, mode, closefd=False)
    except OSError:
        return None
    buffered = io.BufferedReader(raw) if mode == "r" else io.BufferedWriter(raw)
    lines = mode == "w" and (number == 2 or raw.isatty())
    return io.TextIOWrapper(buffered, "utf-8", errors, line_buffering=lines)
