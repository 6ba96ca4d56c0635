"""A pseudo-terminal without a person, from which each of the two modes reads in process."""

from __future__ import annotations

import os
import threading
import time
import tty
from datetime import UTC, datetime
from typing import Final, TextIO

from prompt_toolkit.output import DummyOutput

from partnership_cli.reflection.session import Sharing
from partnership_cli.terminal.draft_saver import DraftSaver
from partnership_cli.terminal.editor_protocol import EditResult
from partnership_cli.terminal.line_input import InputLine, KeyboardLines
from partnership_cli.terminal.rich_editor import RichEditor
from partnership_cli.terminal.slash_commands import SlashCommand

NOW: Final = datetime(2026, 11, 23, 17, 31, 5, tzinfo=UTC)


class RichDesk:
    """A keyboard without a person: what it sends is read by the editor."""

    def __init__(self, encoding: str = "utf-8") -> None:
        self._near, far = os.openpty()
        tty.setraw(far)
        self._far: TextIO = os.fdopen(far, encoding=encoding)
        self.said: list[str] = []
        self.writer = RichEditor(self.said.append, keyboard=self._far, screen=DummyOutput())
        self.saved: list[str] = []

    def send(self, keys: str | bytes) -> None:
        os.write(self._near, keys if isinstance(keys, bytes) else keys.encode())

    def edit(self, keys: str | bytes, text: str = "") -> EditResult:
        self.send(keys)
        saver = DraftSaver(self.saved.append, lambda: NOW, text)
        return self.writer.edit(text, len(text), Sharing.PRIVATE, saver)

    def write(self, keys: str) -> str:
        """Return what these keys write, finished by Ctrl-D alone."""
        edited = self.edit(keys + "\x04")
        assert edited.command is SlashCommand.DONE
        return edited.text

    def close(self) -> None:
        self._far.close()
        os.close(self._near)


class Echo:
    """What was echoed."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return True


class PlainDesk:
    """A keyboard without a person."""

    def __init__(self) -> None:
        self._near, self._far = os.openpty()
        tty.setraw(self._far)
        self.screen = Echo()
        self.reader = KeyboardLines(self._far, self.screen)

    def send(self, keys: str | bytes) -> None:
        os.write(self._near, keys if isinstance(keys, bytes) else keys.encode())

    def send_later(self, *pieces: str, pause: float = 0.1) -> None:
        """Send pieces with a pause before each: the pauses are what is looked at."""

        def send() -> None:
            for piece in pieces:
                time.sleep(pause)
                self.send(piece)

        threading.Thread(target=send, daemon=True).start()

    def read(self, keys: str | bytes) -> InputLine:
        self.send(keys)
        return self.reader.read_line("")

    def read_lines(self, keys: str) -> str:
        """Return all lines up to Ctrl-D."""
        self.send(keys + "\x04")
        lines = [line := self.reader.read_line("")]
        while not line.last:
            lines.append(line := self.reader.read_line(""))
        return "\n".join(line.text for line in lines)

    def close(self) -> None:
        os.close(self._far)
        os.close(self._near)
