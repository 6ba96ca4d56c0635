"""Reflecting in a terminal as a person does it, and what is found in the home afterwards."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from harness import CTRL_D, ENTER, Terminal, eventually
from screens import squeeze

from forks import Forked
from partnership_cli.formats.note import Note, parse_note
from partnership_cli.terminal.plain_editor import GO_ON, YOUR_ANSWER
from running import call_program

MODES: Final = ("rich", "plain")
PROGRAM: Final = str(Path(sys.executable).with_name("partnership"))
GUIDE: Final = "sharing-power"
ASKED: Final = (
    "meaningful-relationships",
    "sensitive-issues",
    "sharing-power",
    "equity",
    "speaking-freely",
    "traditional-power-dynamics",
)
"""The questions of that guide, in its order."""


@dataclass(frozen=True)
class Home:
    """A person's home folder, in which everything that the program keeps has its place."""

    folder: Path

    @property
    def kept(self) -> Path:
        """The folder of everything that is kept."""
        return self.folder / "partnership"

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return the environment of a person who has set nothing."""
        return {
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            # What is on the screen is read by a test, and not in a pager.
            "PAGER": "cat",
            "PARTNERSHIP_HOME": str(self.kept),
            "PATH": os.pathsep.join([str(Path(PROGRAM).parent), "/usr/bin", "/bin"]),
            "PS1": "$ ",
            "TERM": "xterm-256color",
            "TZ": "UTC",
            **(more or {}),
        }

    def call(self, *arguments: str, given: str = "", more: Mapping[str, str] | None = None) -> str:
        """Run the program without a terminal, to set something up, and return its output."""
        ended = call_program(arguments, given.encode(), self.environment(more), self.folder)
        assert ended.code == 0, ended.err
        return ended.out

    def saved_notes(self) -> tuple[Note, ...]:
        """Read every note, the oldest first."""
        paths = sorted((self.kept / "notebook").rglob("*.md"))
        return tuple(parse_note(path.read_bytes(), path.name) for path in paths)

    def answers(self) -> dict[str, str]:
        """Return the answers of the only note by the ids of their questions."""
        (note,) = self.saved_notes()
        return {answer.question: answer.answer for answer in note.session.answers}

    def drafts(self) -> dict[str, str]:
        """Return the drafts by the names of their files, without their endings."""
        found = {}
        for path in (self.kept / "drafts").rglob("*.md"):
            if not path.name.startswith("."):
                found[path.stem] = path.read_bytes().decode()
        return found

    def everything_kept(self) -> tuple[str, ...]:
        """Return the text of every answer and of every draft."""
        answers = [answer for note in self.saved_notes() for answer in note.session.answers]
        return (*(answer.answer for answer in answers), *self.drafts().values())

    def files(self) -> list[str]:
        """Return the names of all files there are."""
        return sorted(
            str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file()
        )


class Writer(Terminal):
    """A person who reflects in a terminal."""

    def __init__(
        self,
        home: Home,
        *arguments: str,
        columns: int = 80,
        rows: int = 24,
        environment: Mapping[str, str] | None = None,
        program: tuple[str, ...] | None = None,
    ) -> None:
        self.home = home
        super().__init__(
            [*(program or (PROGRAM,)), *arguments],
            home.environment(environment),
            home.folder,
            columns,
            rows,
            # What is no other program need not be started anew.
            start=None if program else Forked,
        )

    def reach_question(self, number: int, mode: str) -> None:
        """Go on until this question can be answered, past the promise of the first run."""
        self.wait_until(
            lambda: self._asks_for_enter or self._count_asked(number) > 0, f"question {number}"
        )
        if self._asks_for_enter:
            self.send(ENTER)
        self.next_question(number, mode)

    def _count_asked(self, number: int) -> int:
        """Return how often this question was asked; one alone has no number."""
        alone = "|[·,]" if number == 1 else ""
        return len(re.findall(rf"Question(?:{number}of{alone})", squeeze(self.screen.text)))

    @property
    def _asks_for_enter(self) -> bool:
        return "PressEntertocontinue" in squeeze(self.screen.up_to_cursor)[-90:]

    def wait_until_asked(self, mode: str) -> None:
        """Wait until an answer can be typed."""
        if mode == "rich":
            self.wait_until(lambda: self.screen.takes_pastes, "a place to write")
        else:
            self.wait_until(
                lambda: self.stands_after("answer:") and self.takes_keys, "a place to write"
            )

    def next_question(self, number: int, mode: str, times: int = 1) -> None:
        """Wait until this question is asked, for the so manieth time."""
        self.wait_until(
            lambda: self._count_asked(number) >= times, f"question {number}, {times} times"
        )
        self.wait_until_asked(mode)

    def write(self, text: str) -> None:
        """Type a text and wait until it is to be seen."""
        self.type_fast(text)
        shown = squeeze(text.rpartition("\t")[2])[-24:]
        self.wait_until(lambda: self.stands_after(shown), f"the cursor after {shown!r}")
        if text.endswith("\n"):
            self.wait_until(lambda: self.at_start_of_line, "a new line")

    def stands_after(self, text: str) -> bool:
        """Whether the cursor stands after this text; it is hidden while the screen is drawn."""
        screen = self.screen
        return screen.shows_cursor and squeeze(screen.up_to_cursor).endswith(squeeze(text))

    @property
    def at_start_of_line(self) -> bool:
        """Whether nothing stands before the cursor, or only the prompt of plain mode."""
        before = self.screen.before_cursor.strip()
        return self.screen.shows_cursor and before in {"", *map(str.strip, (YOUR_ANSWER, GO_ON))}

    def command(self, word: str, says: str = "") -> None:
        """Type a command alone on a line, and Enter; wait for what it says."""
        self.wait_until(lambda: self.screen.shows_cursor, "the cursor")
        if not self.at_start_of_line:
            self.write("\n")
        self.write(word)
        said = self.count(says) if says else 0
        self.send(ENTER)
        if says:
            self.wait_for(says, said + 1)

    def finish(self, text: str = "") -> None:
        """Type the rest of an answer and finish it; wait until it is saved."""
        saved = self.count("Saved. Private.")
        if text:
            self.write(text)
        self.send(CTRL_D)
        self.wait_for("Saved. Private.", saved + 1)

    def count(self, text: str) -> int:
        """Return how often a text is to be seen, when scrolling back too."""
        return squeeze(self.screen.text).count(squeeze(text))

    def wait_for_draft(self, text: str, seconds: float = 10.0) -> None:
        """Wait until a draft holds exactly this text."""
        self.wait_until(
            lambda: text in self.home.drafts().values(),
            f"a draft with {text[-60:]!r}, found {[d[-60:] for d in self.home.drafts().values()]}",
            seconds,
        )


def wait_until_kept(home: Home, text: str) -> None:
    """Wait until the text stands in a note or in a draft."""
    eventually(lambda: text in home.everything_kept(), f"{text[-60:]!r} kept")
