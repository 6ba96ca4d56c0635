"""Print how long a person waits: for the first question, and for a key in a long answer.

    python benchmarks/typing.py [--keys 60]

Run in a pseudo-terminal of 80 by 24. The first question is counted in CPU of the whole
process, as a ratio to `python -c pass`; a key in milliseconds of wall time from the key to
the screen. Peak memory is that of the session, as a ratio to `python -c pass`.
"""

from __future__ import annotations

import argparse
import os
import pty
import select
import statistics
import sys
import tempfile
import time
from pathlib import Path

WORDS = ("partner", "meeting", "listen", "together", "change", "trust", "course", "share")
GOALS = {"first question": 40.0, "memory": 6.0, "50 paragraphs": 50.0}
PARAGRAPHS = {1500: 50.0, 5000: 50.0, 20000: 100.0}
_CURSOR = b"\x1b[6n"


class Session:
    """One run of `partnership reflect` in a pseudo-terminal."""

    def __init__(self, home: Path) -> None:
        self.seen = b""
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.environ.update(PARTNERSHIP_HOME=str(home), TERM="xterm-256color", COLUMNS="80")
            command = [sys.executable, "-m", "partnership_cli", "reflect", "sharing-power"]
            os.execv(sys.executable, command)

    def read(self, seconds: float) -> bytes:
        """Read what comes within so many seconds, and answer where the cursor is."""
        if not select.select([self.terminal], [], [], seconds)[0]:
            return b""
        got = os.read(self.terminal, 65536)
        self.seen += got
        for _ in range(got.count(_CURSOR)):
            os.write(self.terminal, b"\x1b[20;1R")
        return got

    def wait_for(self, text: bytes, seconds: float = 60.0) -> None:
        """Read until a text was seen."""
        due = time.monotonic() + seconds
        while text not in self.seen:
            self.read(0.2)
            if time.monotonic() > due:
                sys.exit(f"not seen: {text!r}")

    def paste(self, text: str) -> None:
        """Paste a text, and wait until the screen is quiet."""
        data = b"\x1b[200~" + text.encode() + b"\x1b[201~"
        while data:
            if select.select([], [self.terminal], [], 0)[1]:
                data = data[os.write(self.terminal, data[:512]) :]
            self.read(0)
        while self.read(1.5):
            pass

    def time_key(self) -> float:
        """Type one key and return the milliseconds until the screen has changed."""
        while self.read(0.02):
            pass
        started = time.perf_counter()
        os.write(self.terminal, b"x")
        while b"x" not in self.read(5):
            pass
        return (time.perf_counter() - started) * 1000

    def close(self) -> tuple[float, int]:
        """Pause the session; return its CPU seconds and its peak memory."""
        os.write(self.terminal, b"\x03")
        try:
            while self.read(1):
                pass
        except OSError:
            pass
        _, _, used = os.wait4(self.pid, 0)
        os.close(self.terminal)
        return used.ru_utime + used.ru_stime, used.ru_maxrss


def start(folder: Path, number: int) -> Session:
    """Return a session whose first question can be answered."""
    home = folder / str(number)
    home.mkdir()
    (home / "notebook").mkdir()
    session = Session(home)
    session.wait_for(b"Ctrl-D finish")
    return session


def time_keys(folder: Path, number: int, text: str, keys: int) -> float:
    """Return the 95th percentile of the milliseconds for a key at the end of a text."""
    session = start(folder, number)
    session.paste(text)
    times = [session.time_key() for _ in range(keys)]
    session.close()
    return statistics.quantiles(times, n=20)[18]


def cost_of_nothing() -> tuple[float, int]:
    """Return CPU seconds and peak memory of `python -c pass`."""
    pid = os.posix_spawn(sys.executable, [sys.executable, "-c", "pass"], os.environ)
    _, _, used = os.wait4(pid, 0)
    return used.ru_utime + used.ru_stime, used.ru_maxrss


def report(name: str, goal: float, figure: float, unit: str) -> None:
    """Print one figure beside its goal."""
    print(f"{name:<46} {figure:7.1f} {unit} (goal {goal:g})")


def main() -> None:
    """Measure in turn, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=60, help="how many keys are timed")
    keys = parser.parse_args().keys
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        nothing, question = [], []
        for number in range(11):
            nothing.append(cost_of_nothing())
            question.append(start(folder, number).close())
        cpu = statistics.median(one[0] for one in question[1:])
        least = statistics.median(one[0] for one in nothing[1:])
        report("first question and pause, CPU", GOALS["first question"], cpu / least, "times")
        memory = max(one[1] for one in question) / max(one[1] for one in nothing)
        report("peak memory", GOALS["memory"], memory, "times")
        paragraph = " ".join(WORDS[at % len(WORDS)] for at in range(100))
        many = "\n\n".join([paragraph] * 50)
        waited = time_keys(folder, 100, many, keys)
        report("key in 50 paragraphs, p95", GOALS["50 paragraphs"], waited, "ms")
        for number, (words, goal) in enumerate(PARAGRAPHS.items(), 101):
            one = " ".join(WORDS[at % len(WORDS)] for at in range(words))
            waited = time_keys(folder, number, one, keys)
            report(f"key in one paragraph of {words} words, p95", goal, waited, "ms")


if __name__ == "__main__":
    main()
