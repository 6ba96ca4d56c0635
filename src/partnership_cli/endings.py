"""How a run ends: every error is shown here, once, and nowhere else."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

import typer

from partnership_cli.errors import NotSavedError, PartnershipError, Stopped, UsageError
from partnership_cli.program import COMMANDS, NAME
from partnership_cli.terminal.console import Console

MISTAKE: Final = 1
_SIGNAL: Final = 128
INTERRUPTED: Final = 130
READER_LEFT: Final = 141
"""What a shell reports of a program whose reader stopped reading, as in `... | head -1`."""
DEBUG: Final = "PARTNERSHIP_DEBUG"

_SURPLUS: Final = re.compile(r"unexpected extra argument\(s\) \((\S+)\)")
_SHARED_OPTIONS: Final = frozenset({"--plain", "--rich", "--no-color"})


@contextmanager
def ending_well(open_console: Callable[[], Console]) -> Iterator[None]:
    """Turn whatever is raised inside into words on the error stream and an exit code.

    Raises typer.Exit in place of every error. A reader that stops reading ends the run without
    a word.
    """
    try:
        with _flushing():
            yield
    except (typer.Exit, typer.Abort):
        raise
    except KeyboardInterrupt:
        # The terminal has shown ^C; what follows begins on a line of its own.
        open_console().say("")
        raise typer.Exit(INTERRUPTED) from None
    except Stopped as stopped:
        # Only a question that belongs to no session ends here; nothing was begun.
        raise typer.Exit(_SIGNAL + stopped.signal if stopped.signal else 0) from None
    except typer.TyperException as error:
        raise typer.Exit(_show(_translate(error), open_console())) from None
    except PartnershipError as error:
        raise typer.Exit(_show(error, open_console())) from None
    except OSError as error:
        raise typer.Exit(_show_refusal(error, open_console())) from None
    except Exception:  # noqa: BLE001  # whatever else is raised is a mistake in this program
        raise typer.Exit(_show_mistake(open_console())) from None


@contextmanager
def _flushing() -> Iterator[None]:
    """Write out what was said, while an error in doing so can still be shown."""
    try:
        yield
    except typer.Exit as ending:
        try:
            sys.stdout.flush()
        except OSError:
            if not ending.exit_code:
                raise
            # The terminal is gone; how the run ended is told by its exit code.
            _give_up_output()
        raise
    sys.stdout.flush()


def _translate(error: typer.TyperException) -> UsageError:
    """Return Typer's own error about the command line in this program's words."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else NAME
    option = getattr(error, "option_name", "")
    near = getattr(error, "possibilities", None)
    hint = f"To see how it is used: {command} --help"
    if option in _SHARED_OPTIONS:
        _, _, rest = command.partition(" ")
        return UsageError(
            f"{option} stands before the command", f"Type it so: {NAME} {option} {rest}"
        )
    message = error.format_message().rstrip(".")
    if (surplus := _SURPLUS.search(message)) and surplus[1] in {row.name for row in COMMANDS}:
        return UsageError(f"{command} takes no {surplus[1]}", f"Type it so: {NAME} {surplus[1]}")
    param = getattr(error, "param", None)
    if param is not None and message.startswith("Missing"):
        name = (param.metavar or param.name).strip("[]").upper()
        return UsageError(f"{command} needs {name}", hint)
    if near is None and "No such" not in message:
        return UsageError(message[:1].lower() + message[1:], hint)
    meant = f" (did you mean {' or '.join(sorted(near))}?)" if near else ""
    return UsageError(f"there is no option {option}{meant}", hint)


def _show(error: PartnershipError, console: Console) -> int:
    for part in (f"error: {error.message}", error.words, error.hint):
        if part:
            console.say(part)
    return error.exit_code


def _show_refusal(error: OSError, console: Console) -> int:
    """Show an error of the output itself; of a named file it would be a mistake of ours."""
    if error.filename is not None:
        return _show_mistake(console)
    _give_up_output()
    # Windows gives EINVAL for a pipe that has no reader.
    if error.errno in {errno.EPIPE, errno.EINVAL}:
        return READER_LEFT
    reason = (error.strerror or "unknown reason").lower()
    return _show(NotSavedError(f"the output cannot be written ({reason})"), console)


def _show_mistake(console: Console) -> int:
    """Say that the program has a mistake, without the text of the error: it may be private."""
    if os.environ.get(DEBUG, "0") not in {"", "0"}:
        from traceback import format_exc

        console.say(format_exc())
    console.say("error: this is a mistake in the program, not in what you did")
    console.say("What was saved stays saved.")
    console.say(
        f"To see the details, set {DEBUG}=1 and run the command again. Look through them "
        "before you pass them on: they may hold words of yours."
    )
    return MISTAKE


def _give_up_output() -> None:
    """Let what cannot be written go nowhere, so that nothing is said of it at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
