"""A pseudo-terminal without a person, from which each of the two modes reads in process."""

from __future__ import annotations

import os
import select
import threading
import time
import tty
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, TextIO, cast

import pyte
from prompt_toolkit.data_structures import Size
from prompt_toolkit.output import DummyOutput
from prompt_toolkit.output.vt100 import Vt100_Output
from screens import Screen

from partnership_cli.reflection.session import Sharing
from partnership_cli.terminal.draft_saver import DraftSaver
from partnership_cli.terminal.editor_protocol import NOTHING_BESIDE, Beside, EditResult
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


class Seen:
    """A screen on which everything is drawn that the editor writes."""

    encoding = "utf-8"

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self._drawn: Callable[[], None] = lambda: None
        self.output = Vt100_Output(
            cast("TextIO", self), lambda: Size(rows, columns), term="xterm", enable_cpr=False
        )

    def when_drawn(self, act: Callable[[], None]) -> None:
        """Do something each time something was drawn."""
        self._drawn = act

    def write(self, text: str) -> int:
        self._stream.feed(text)
        return len(text)

    def flush(self) -> None:
        self._drawn()

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1


@dataclass(frozen=True)
class Look:
    """What stood on the screen after some keys, and what stood written."""

    rows: tuple[str, ...]
    before_cursor: str
    after_cursor: str
    text: str
    cursor: int


class SeenDesk:
    """A keyboard and a screen without a person."""

    def __init__(self, columns: int = 80, rows: int = 24, beside: Beside = NOTHING_BESIDE) -> None:
        self._near, far = os.openpty()
        tty.setraw(far)
        self._far: TextIO = os.fdopen(far, encoding="utf-8")
        self._seen = Seen(columns, rows)
        self._beside = beside
        self._later: list[tuple[str, str]] = []
        self.writer = RichEditor(
            lambda _said: None,
            keyboard=self._far,
            screen=self._seen.output,
            commands=(("/done", "Finish."), ("/values", "See the values.")),
        )

    def press_when(self, shown: str, keys: str) -> None:
        """Press more keys in the next look, when this is shown."""
        self._later.append((shown, keys))

    def look(
        self, keys: str, text: str = "", *, until: str = "", sharing: Sharing = Sharing.PRIVATE
    ) -> Look:
        """Press keys in an answer with this text, and look at the screen after the last.

        Where something is shown a little later, `until` is a part of it.
        """
        saver = DraftSaver(lambda _text: None, lambda: NOW, text)
        screen = self._seen.screen
        seen: list[Look] = []

        def look() -> None:
            waits = select.select([self._far], [], [], 0)[0]
            drawn = any(screen.rows) and not screen.cursor.hidden
            shown = "\n".join(screen.rows)
            if self._later and self._later[0][0] in shown:
                os.write(self._near, self._later.pop(0)[1].encode())
            elif self._later:
                return
            elif drawn and not waits and not seen and until in shown:
                row = screen.buffer[screen.cursor.y]
                data = [row[x].data for x in range(screen.columns)]
                before, after = data[: screen.cursor.x], data[screen.cursor.x :]
                seen.append(Look(tuple(screen.rows), "".join(before), "".join(after), "", 0))
                os.write(self._near, b"\x04")

        screen.reset()
        self._seen.when_drawn(look)
        os.write(self._near, keys.encode())
        edited = self.writer.edit(text, len(text), sharing, saver, self._beside)
        return replace(seen[0], text=edited.text, cursor=edited.cursor)

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
