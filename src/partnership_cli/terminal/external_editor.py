"""The person's own editor, opened on the draft file itself, as git does with its message."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Final

from partnership_cli.terminal.signals import ignore_keys

# Editors with a window of their own return at once unless they are told to wait.
_WAITING: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("--wait",),
    "code-insiders": ("--wait",),
    "codium": ("--wait",),
    "cursor": ("--wait",),
    "zed": ("--wait",),
    "subl": ("--wait",),
    "atom": ("--wait",),
    "mate": ("--wait",),
    "bbedit": ("--wait",),
    "gedit": ("--wait",),
    "gnome-text-editor": ("--standalone",),
    "kate": ("--block",),
    "gvim": ("-f",),
    "mvim": ("-f",),
    "notepad++": ("-multiInst", "-nosession"),
}
_KNOWN: Final = ("nano", "micro", "notepad", "gedit", "kate", "code", "vim", "vi")
_AT_ONCE: Final = 2.0
"""Seconds within which an editor that changed nothing may still be open somewhere."""


class EditorExit(Enum):
    """How an editor ended."""

    WELL = auto()
    AT_ONCE = auto()
    FAILED = auto()
    NOT_FOUND = auto()


@dataclass(frozen=True)
class ExternalEditor:
    """A command that opens a file, in parts, and as it was set where somebody set it."""

    parts: tuple[str, ...]
    command: str = ""

    @property
    def name(self) -> str:
        """The program, as a person would name it; a setting that starts nothing, whole.

        Of `/opt/my editor/ed`, without quotation marks, the first part is nothing anybody meant.
        """
        if self.command and shutil.which(self.parts[0]) is None:
            return self.command
        return Path(self.parts[0]).name


def find_editor(chosen: str, environ: Mapping[str, str]) -> ExternalEditor | None:
    """Return the editor to use: the chosen one, `$VISUAL`, `$EDITOR`, or a simple one.

    None when the person has to say which: vim is never started unasked.
    """
    command = chosen or environ.get("VISUAL", "") or environ.get("EDITOR", "")
    if parts := split_command(command):
        wait = _WAITING.get(Path(parts[0]).stem.lower(), ())
        added = (word for word in wait if word not in parts)
        return ExternalEditor((*parts, *added), command.strip())
    if path := shutil.which("nano"):
        return ExternalEditor((path,))
    if sys.platform == "win32":
        return ExternalEditor(("notepad",))
    if sys.platform == "darwin":
        return ExternalEditor(("open", "-W", "-t"))
    return None


def name_another(failed: str) -> str:
    """Return the name of an editor to choose in place of one that failed: one that is here."""
    given = {Path(word).stem.lower() for word in (*failed.split()[:1], failed)}
    others = [one for one in _KNOWN if one not in given]
    return next((one for one in others if shutil.which(one)), others[0])


def split_command(command: str) -> tuple[str, ...]:
    """Return the parts of a command; no shell reads it.

    One that cannot be taken apart, because a quotation mark is missing, is taken as it stands.
    """
    try:
        return tuple(shlex.split(command, posix=os.name == "posix"))
    except ValueError:
        return (command,)


def run_editor(editor: ExternalEditor, path: Path) -> EditorExit:
    """Open the file in the editor and wait until the editor is closed."""
    before = _read_stamp(path)
    started = time.monotonic()
    with ignore_keys():
        try:
            code = subprocess.run([*editor.parts, str(path)], check=False).returncode  # noqa: S603 - the person's own command
        except OSError:
            return EditorExit.NOT_FOUND
    if code != 0:
        return EditorExit.FAILED
    unchanged = _read_stamp(path) == before
    if unchanged and time.monotonic() - started < _AT_ONCE:
        return EditorExit.AT_ONCE
    return EditorExit.WELL


def _read_stamp(path: Path) -> int | None:
    """Return when a file was last changed, to see whether it was; None where it is not there."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return None
