"""A text that is longer than the screen goes to the person's own pager, as with git."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Final

from partnership_cli.terminal.console import Console, Stream, guard_output
from partnership_cli.terminal.external_editor import split_command
from partnership_cli.terminal.signals import ignore_keys
from partnership_cli.terminal.styled_text import remove_styles
from partnership_cli.terminal.wrap import measure

_PROMPT: Final = r"?eThe end\. q\: close:Space\: more   q\: close."
_LESS: Final = {
    "LESS": f"FRXPs{_PROMPT}",
    "LV": "-c",
    "LESSCHARSET": "utf-8",
    "LESSHISTFILE": "-",
}
"""What less is told where nothing else is set: as by git, and how it is left.

It keeps no record of what was searched for.
"""

_PATIENCE: Final = 5.0
"""Seconds that a pager has to end when it is told to."""

RunPager = Callable[[tuple[str, ...], str, Mapping[str, str]], bool]


def find_pager(environ: Mapping[str, str]) -> tuple[str, ...] | None:
    """Return the command of `$PAGER` in parts, else less, or no part where that is not there.

    None where no pager is wanted. No shell reads the command: a sign that has a meaning for one
    has none here.
    """
    command = environ.get("PAGER")
    if command is None:
        found = shutil.which("less", path=environ.get("PATH"))
        return (found,) if found else ()
    parts = split_command(command)
    return None if parts in {(), ("cat",)} else parts


def run_pager(parts: tuple[str, ...], text: str, environ: Mapping[str, str]) -> bool:
    """Show a text in a pager until it is closed; return whether it was shown.

    A person may close it before it has read everything.
    """
    if not parts:
        return False
    try:
        pager = subprocess.Popen(parts, stdin=subprocess.PIPE, env={**_LESS, **environ})  # noqa: S603 - the person's own command
    except (OSError, ValueError):
        return False
    try:
        with ignore_keys():
            pager.communicate(text.encode("utf-8", "backslashreplace"))
    except BaseException:
        # Whoever asked us to stop is not to be left with a pager that has no program.
        pager.terminate()
        with suppress(subprocess.TimeoutExpired):
            pager.wait(_PATIENCE)
        raise
    return pager.returncode <= 0


@contextmanager
def hold_for_pager(
    console: Console, height: int, environ: Mapping[str, str], run: RunPager = run_pager
) -> Iterator[Console]:
    """Give a console to write to, and show at the end what was written.

    It is shown in the pager where it is longer than `height` rows of the screen and no key has
    interrupted it; else, and where the pager cannot be started, as it would have been.
    """
    held: list[tuple[Stream, str]] = []
    sides = [
        _Side(stream, held) if stream.isatty() else stream for stream in (console.out, console.err)
    ]
    interrupted = False
    try:
        yield replace(console, out=sides[0], err=sides[1])
    except KeyboardInterrupt:
        interrupted = True
        raise
    finally:
        text = "".join(part for _, part in held)
        parts = find_pager(environ) if count_rows(text, console.width) >= height else None
        with guard_output():
            console.out.flush()
            if interrupted or parts is None or not run(parts, text, environ):
                for stream, part in held:
                    stream.write(part)


def split_screens(text: str, width: int, height: int) -> Iterator[str]:
    """Give a text in parts that leave one row of the screen for a prompt."""
    part: list[str] = []
    rows = 0
    for line in text.removesuffix("\n").split("\n"):
        taken = count_rows(line, width)
        if part and rows + taken >= height:
            yield "\n".join(part)
            part, rows = [], 0
        part.append(line)
        rows += taken
    yield "\n".join(part)


def count_rows(text: str, width: int) -> int:
    """Return how many rows of the screen a text takes."""
    lines = remove_styles(text).removesuffix("\n").split("\n")
    return sum(max(1, -(-measure(line) // width)) for line in lines)


@dataclass(frozen=True)
class _Side:
    """One of two streams, of which what is written is held, in the order of both."""

    stream: Stream
    held: list[tuple[Stream, str]]

    def write(self, text: str) -> int:
        self.held.append((self.stream, text))
        return len(text)

    def flush(self) -> None:
        """What is held is written at the end."""

    def isatty(self) -> bool:
        return self.stream.isatty()
