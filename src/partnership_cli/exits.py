"""How a run ends: every error is shown here, once, and nowhere else."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final

import typer

from partnership_cli.command_names import COMMANDS, NAME, quote_word
from partnership_cli.errors import (
    NotSavedError,
    OutputError,
    PartnershipError,
    StopRequest,
    UsageError,
)
from partnership_cli.exit_codes import INTERRUPTED, MISTAKE, READER_LEFT, code_of_signal
from partnership_cli.terminal.console import Console, give_up, guard_output

DEBUG: Final = "PARTNERSHIP_DEBUG"

_SURPLUS: Final = re.compile(r"unexpected extra argument\(s\) \((\S+)\)")
_INSTEAD: Final = {
    "questions": f"For those of one theme: {NAME} questions --theme {{}}",
    "guides": f"To answer the questions of one: {NAME} reflect {{}}",
}
"""What is meant by a word after a command that takes none."""
_SHARED_OPTIONS: Final = frozenset({"--plain", "--rich", "--no-color", "--pager", "--no-pager"})


@contextmanager
def handle_errors(open_console: Callable[[], Console]) -> Iterator[None]:
    """Show every error that is raised inside, and raise typer.Exit with its exit code instead.

    Where the reader of the output is gone, nothing is shown.
    """
    console = partial(_open, open_console)
    try:
        with _flush_streams():
            yield
    except (typer.Exit, typer.Abort):
        raise
    except KeyboardInterrupt:
        # The terminal has shown ^C; what follows begins on a line of its own.
        console().say("")
        raise typer.Exit(INTERRUPTED) from None
    except StopRequest as stopped:
        # Only a question that belongs to no session ends here; nothing was begun.
        raise typer.Exit(code_of_signal(stopped.signal)) from None
    except typer.TyperException as error:
        raise typer.Exit(_show_error(_translate(error), console())) from None
    except OutputError as error:
        give_up(sys.stdout)
        raise typer.Exit(
            READER_LEFT if error.reader_left else _show_error(error, console())
        ) from None
    except PartnershipError as error:
        raise typer.Exit(_show_error(error, console())) from None
    except OSError as error:
        raise typer.Exit(_show_refusal(error, console())) from None
    except Exception:  # noqa: BLE001  # whatever else is raised is a mistake in this program
        raise typer.Exit(_show_mistake(console())) from None


def _open(open_console: Callable[[], Console]) -> Console:
    try:
        return open_console()
    except Exception:  # noqa: BLE001  # an error that cannot be shown well is shown all the same
        return Console(sys.stdout, sys.stderr, plain=True)


@contextmanager
def _flush_streams() -> Iterator[None]:
    """Flush the output at the end, while an error of it can still be shown. Raises OutputError."""
    try:
        yield
    except typer.Exit as ending:
        try:
            _flush()
        except OutputError:
            if not ending.exit_code:
                raise
            # The terminal is gone; how the run ended is told by its exit code.
            give_up(sys.stdout)
        raise
    _flush()


def _flush() -> None:
    with guard_output():
        sys.stdout.flush()


def _translate(error: typer.TyperException) -> UsageError:
    """Return a UsageError for an error that Typer raised about the command line."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else NAME
    option = getattr(error, "option_name", "")
    near = getattr(error, "possibilities", None)
    hint = f"To see how it is used: {command} --help"
    if option in _SHARED_OPTIONS:
        _, _, rest = command.partition(" ")
        return UsageError(
            f"{option} goes before the command", f"Type it so: {NAME} {option} {rest}"
        )
    message = error.format_message().rstrip(".")
    if surplus := _SURPLUS.search(message):
        return _refuse_surplus(command, surplus[1]) or UsageError(_begin_small(message), hint)
    param = getattr(error, "param", None)
    if param is not None and message.startswith("Missing"):
        name = (param.metavar or param.name).strip("[]").upper()
        example = f"Which one? For example: {command} last" if "REF" in name else hint
        return UsageError(f"{command} needs {name}", example)
    if near is None and "No such" not in message:
        counts = message.startswith("Invalid value") and getattr(param, "metavar", "") == "N"
        what = f"{param.opts[0]} takes a whole number, from 1 on" if param and counts else message
        return UsageError(_begin_small(what), hint)
    meant = f" (did you mean {' or '.join(sorted(near))}?)" if near else ""
    return UsageError(f"there is no option {option}{meant}", hint)


def _refuse_surplus(command: str, word: str) -> UsageError | None:
    """Return what to type in place of a word that a command does not take, if it is known."""
    instead = _INSTEAD.get(command.rpartition(" ")[2])
    if word in {row.name for row in COMMANDS}:
        instead = f"Type it so: {NAME} {{}}"
    if instead is None:
        return None
    return UsageError(f"{command} takes no {word}", instead.format(quote_word(word)))


def _begin_small(message: str) -> str:
    return message[:1].lower() + message[1:]


def _show_error(error: PartnershipError, console: Console) -> int:
    console.say_error(error.message)
    for part in (error.words, error.hint):
        if part:
            console.say(part)
    return error.exit_code


def _show_refusal(error: OSError, console: Console) -> int:
    """Show an OSError that no other code has handled, and return the exit code."""
    _show_details(console)
    where = f"{error.filename}: " if isinstance(error.filename, str) else ""
    reason = (error.strerror or "unknown reason").lower()
    refused = NotSavedError(
        f"a file or the system refused ({where}{reason})",
        f"To look at your files: {NAME} doctor",
        "What was saved stays saved.",
    )
    return _show_error(refused, console)


def _show_mistake(console: Console) -> int:
    """Show that the program has a mistake, without the text of the error, which may be private."""
    _show_details(console)
    console.say_error("this is a mistake in the program, not in what you did")
    console.say("What was saved stays saved.")
    console.say(
        f"To see the details, set {DEBUG}=1 and run the command again. Look through them "
        "before you pass them on: they may hold words of yours."
    )
    return MISTAKE


def _show_details(console: Console) -> None:
    if os.environ.get(DEBUG, "0") not in {"", "0"}:
        from traceback import format_exc

        console.say(format_exc())
