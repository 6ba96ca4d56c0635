"""Whatever the system answers while a person writes: nothing written is lost, and it is said.

The conversation, the keeper and both ways of writing are the real ones; the keys come from a
script, and the calls of this very process fail.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Callable
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Final

import pytest
from prompt_toolkit.output import DummyOutput

from fakes import START, Clock
from faults import ERRORS, Fault, failing
from partnership_cli.errors import NoFileError, NotSavedError, StopRequest
from partnership_cli.formats.note import parse_note
from partnership_cli.notebook.session_store import SessionStore
from partnership_cli.reflection.conversation import Conversation, QuestionPrompt
from partnership_cli.reflection.session import Session, Sharing
from partnership_cli.session.asker import AskerResources, TerminalAsker
from partnership_cli.terminal.console import Console
from partnership_cli.terminal.draft_saver import DraftSaver
from partnership_cli.terminal.editor_protocol import (
    NOTHING_BESIDE,
    AnswerEditor,
    Beside,
    EditResult,
)
from partnership_cli.terminal.line_input import InputLine
from partnership_cli.terminal.plain_editor import PlainEditor
from partnership_cli.terminal.rich_editor import RichEditor

if sys.platform != "win32":
    import tty

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the faults are those of POSIX")

TEXT: Final = "Words that nobody can write twice,\nin two lines."
SESSION: Final = Session(
    id="20261123t173105z-k7m2q9",
    title="Sharing power",
    started=START,
    framework="f",
    questions=("equity",),
)
FOR_GOOD: Final = 1_000_000
FOR_A_WHILE: Final = 3
_TRIES: Final = 2
"""How often a person tries to finish before they leave."""


class Person:
    """Reads lines from a script: writes, waits, finishes, tries again, and then leaves."""

    def __init__(self, fault: Fault, way: str) -> None:
        self.partial = ""
        self.guessed = False
        self.moved = False
        self._fault = fault
        self._way = way
        self._lines = TEXT.split("\n")
        self._finished = 0

    def lent(self) -> nullcontext[None]:
        return nullcontext()

    opened = lent

    def show_again(self, prompt: str) -> None:
        pass

    def waits(self, seconds: float) -> bool:
        return False

    def put_back(self, typed: str) -> None:
        assert not typed

    def take_waiting(self) -> str:
        return ""

    def take_rest(self) -> str:
        return ""

    def read_line(self, prompt: str, idle: Callable[[], None] | None = None) -> InputLine:
        if idle is None:
            # Every menu is left by Enter.
            return InputLine("")
        self._fault.begin()
        for _ in range(3):
            idle()
        if self._lines:
            return InputLine(self._lines.pop(0))
        self._finished += 1
        if self._finished > _TRIES or self._way == "leave":
            raise StopRequest(2, by_key=True)
        return InputLine("", last=True) if self._way == "key" else InputLine(self._way)


_SAVE: Final = "\x13"


class RichPerson(RichEditor):
    """Presses keys in the rich editor: writes, saves, finishes, tries again, and then leaves."""

    def __init__(self, fault: Fault, way: str, say: Callable[[str], None]) -> None:
        self._fault = fault
        self._way = way
        self._edits = 0
        self._near, far = os.openpty()
        tty.setraw(far)
        self._far = os.fdopen(far, encoding="utf-8")
        super().__init__(say, keyboard=self._far, screen=DummyOutput())

    def edit(
        self,
        text: str,
        cursor: int,
        sharing: Sharing,
        saver: DraftSaver,
        beside: Beside = NOTHING_BESIDE,
    ) -> EditResult:
        self._fault.begin()
        self._edits += 1
        keys = {"key": "\x04", "leave": "\x03"}.get(self._way, f"\r{self._way}\r")
        typed = TEXT.replace("\n", "\r") if not text else ""
        ended = keys if self._edits <= _TRIES else "\x03"
        os.write(self._near, f"{typed}{_SAVE * 3}{ended}".encode())
        return super().edit(text, cursor, sharing, saver, beside)

    def close(self) -> None:
        self._far.close()
        os.close(self._near)


@dataclass
class Sitting:
    """One session on a disk that refuses some calls, and how it ended."""

    folder: Path
    fault: Fault
    mode: str
    way: str
    out: StringIO = field(default_factory=StringIO)
    error: NotSavedError | None = None
    finished: bool = False

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def said(self) -> str:
        return self.out.getvalue()

    def run(self) -> None:
        console = Console(self.out, StringIO(), plain=True, styled=False, width=0)
        person = Person(self.fault, self.way)
        if self.mode == "plain":
            self._talk(console, person, PlainEditor(person, console.paragraph, console.text))
            return
        with closing(RichPerson(self.fault, self.way, console.paragraph)) as writer:
            self._talk(console, person, writer)

    def _talk(self, console: Console, person: Person, writer: AnswerEditor) -> None:
        resources = AskerResources(values=(), care_lines=(), editor="", environ={})
        clock = Clock()
        note = self.home / "notebook" / "2026" / "2026-11-23-1731-k7m2q9.md"
        keeper = SessionStore(SESSION, note, self.home / "drafts" / SESSION.id)
        keeper.open()
        conversation = Conversation(
            (QuestionPrompt("equity", "How is equity considered?", "Theme"),),
            TerminalAsker(console, person, lambda: writer, resources, clock),
            keeper,
            lambda _question: None,
            clock,
        )
        with failing(self.fault):
            try:
                self.finished = conversation.run(SESSION).finished
            except NotSavedError as error:
                self.error = error
            finally:
                keeper.has_words()
                keeper.close()

    def judge(self) -> None:
        """Compare where the words are with what was said. Raises AssertionError."""
        self.fault.end()
        kept = self._kept()
        if self.error is None:
            assert TEXT in kept.values(), (self.said, kept)
            return
        if isinstance(self.error, NoFileError):
            assert TEXT in self.said
            assert "in no file" in self.error.words
        elif not self.error.words.startswith("Every answer is saved in"):
            named = re.search(r"Your words are kept in (.*)", self.error.words)
            assert named is not None, self.error.words
            assert Path(named[1]).read_text("utf-8") == TEXT
        else:
            assert TEXT in kept.values()

    def _kept(self) -> dict[str, str]:
        found = {path.name: path.read_text("utf-8") for path in self.home.rglob("equity.md")}
        for path in (self.home / "notebook").rglob("*.md"):
            if not path.name.startswith("."):
                session = parse_note(path.read_bytes(), path.name).session
                found[str(path)] = "".join(one.answer for one in session.answers)
        return found


@pytest.fixture
def sit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Sitting]:
    """Return a function that lets a person write while a call fails."""
    number = iter(range(100_000))

    def write(call: str, code: int, first: int, times: int, mode: str, way: str) -> Sitting:
        folder = tmp_path / f"{next(number)}"
        refuge = folder / "refuge"
        refuge.mkdir(parents=True)
        monkeypatch.setenv("TMPDIR", str(refuge))
        # A paste that goes on is not the point here.
        monkeypatch.setattr("partnership_cli.terminal.rich_editor.PAUSE_BEFORE_A_COMMAND", 0.0)
        fault = Fault(call, code, first, times, (folder / "home",))
        sitting = Sitting(folder, fault, mode, way)
        try:
            sitting.run()
            sitting.judge()
        except Exception as error:
            error.add_note(f"{call} number {first}: {errno.errorcode[code]}, {times} times, {way}")
            raise
        return sitting

    return write


def meet_every_call(
    sit: Callable[..., Sitting], mode: str, way: str, each: int, step: int = 1
) -> int:
    """Let each call of each kind fail in turn, until there is none left; return how many did.

    Of the errors that it may give, for once, for a while and for good, so many are tried, and of
    the places where a call is made, each or every so manieth.
    """
    met = 0
    for number, (call, codes) in enumerate(ERRORS.items()):
        kinds = [(code, times) for code in codes for times in (1, FOR_A_WHILE, FOR_GOOD)]
        for first in range(1 + (number + len(way) + len(mode)) % step, 1000, step):
            begin = (number + first + len(way)) * 7
            some = {
                kinds[(begin + more * (1 if each >= len(kinds) else 5)) % len(kinds)]
                for more in range(each)
            }
            found = [sit(call, code, first, times, mode, way).fault.met for code, times in some]
            met += sum(map(bool, found))
            if not any(found):
                break
    return met


EACH: Final = int(os.environ.get("PARTNERSHIP_FAULTS", "1"))
"""How many of the errors of a call are tried at each place where it is made; 40 are all."""
QUICK_STEP: Final = 4
"""In the quick suite every fourth place is tried, another one for each kind of call."""
MODES: Final = ("plain", "rich")
WAYS: Final = ("key", "/done", "/skip", "/back", "leave")


@pytest.mark.parametrize("way", ["key", "leave"])
@pytest.mark.parametrize("mode", MODES)
def test_no_call_that_fails_while_a_person_writes_loses_a_word(
    sit: Callable[..., Sitting], mode: str, way: str
) -> None:
    assert meet_every_call(sit, mode, way, each=1, step=QUICK_STEP) > 15


@pytest.mark.campaign
@pytest.mark.timeout(900)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("mode", MODES)
def test_no_call_and_no_error_in_any_way_of_finishing_loses_a_word(
    sit: Callable[..., Sitting], mode: str, way: str
) -> None:
    assert meet_every_call(sit, mode, way, each=EACH) > 100


@pytest.mark.parametrize("mode", MODES)
def test_that_words_are_not_saved_is_said_once_with_the_reason_and_the_time(
    sit: Callable[..., Sitting], mode: str
) -> None:
    said = sit("open", errno.ENOSPC, 1, FOR_GOOD, mode, "key").said
    assert len(re.findall(r"not been saved since \d\d:\d\d: .*the disk is full", said)) == 1


@pytest.mark.parametrize("mode", MODES)
def test_that_words_are_saved_again_is_said_once(sit: Callable[..., Sitting], mode: str) -> None:
    said = sit("open", errno.ENOSPC, 1, FOR_A_WHILE, mode, "key").said
    assert said.count("saved again") == 1


@pytest.mark.parametrize("mode", MODES)
def test_words_that_no_folder_takes_stand_on_the_screen(tmp_path: Path, mode: str) -> None:
    everywhere = Fault("open", errno.ENOSPC, 1, FOR_GOOD, (Path("/"),))
    sitting = Sitting(tmp_path, everywhere, mode, "key")
    sitting.run()
    assert isinstance(sitting.error, NoFileError)
    sitting.judge()
