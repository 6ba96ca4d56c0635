"""A kill at any moment loses no answer that was acknowledged.

An answer is acknowledged when "Saved." was shown; it is safe as well once its draft holds
it. `PARTNERSHIP_KILLS=1000` runs the long campaign.
"""

from __future__ import annotations

import os
import random
import re
import signal
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest
from harness import CTRL_D, ENTER
from reflecting import ASKED, GUIDE, MODES, Home, Writer

from fork_server import fork_server

KILLS: Final = int(os.environ.get("PARTNERSHIP_KILLS", "200"))
AT_ONCE: Final = 2
LONGEST: Final = 100_000
SAVED: Final = b"Saved. Private."
LETTERS: Final = "etaoinshrdlu é権\u0301"

# The line that names the session ends in a full stop there.
_PLACE = re.compile(rb"Question (\d) of 6[^.]")


@dataclass
class Sitting:
    """One session in a home of its own, killed and resumed until its end."""

    home: Home
    mode: str
    chance: random.Random
    acknowledged: dict[str, str] = field(default_factory=dict)
    drafted: str = ""
    begun: bool = False
    ended: bool = False

    def live(self) -> None:
        """Start the program, answer for a while, kill it, and look at what is left."""
        self.drafted = ""
        arguments = ("resume",) if self.begun else ("reflect", GUIDE)
        found = {**self.home.drafts(), **self._noted()} if self.begun else {}
        found.update({name: text for name, text in self.home.drafts().items() if text})
        with Writer(self.home, *arguments, f"--{self.mode}") as writer:
            if not self.begun:
                wait_for(writer, b"Press Enter to continue")
                writer.send(ENTER)
            self.begun = True
            wait_for(writer, _PLACE, b"Enter to finish:")
            if _PLACE.search(writer.raw):
                typed = self._answer_until_killed(writer, found)
            else:
                typed = {}
                self._kill_at_the_end(writer)
        assert b"Traceback" not in writer.raw, writer.describe()
        self._compare(typed, writer.raw.count(SAVED))

    def _answer_until_killed(self, writer: Writer, found: dict[str, str]) -> dict[str, str]:
        """Answer some questions; return what every answer is to be, the last one killed."""
        typed: dict[str, str] = {}
        for left in reversed(range(self.chance.randrange(4))):
            question = ASKED[self._place(writer) - 1]
            text = draw_text(self.chance)
            start = found.get(question, "")
            # Whoever comes back to an answer begins on a line of its own.
            joint = "" if not start or (self.mode == "rich" and start.endswith("\n")) else "\n"
            typed[question] = f"{start}{joint}{text}"
            wait_until_asked(writer, self.mode)
            dying = left == 0
            if dying and self.chance.random() < 0.4:
                self._kill_while_typing(writer, text)
                return typed
            writer.paste(text, marked=self.mode == "rich")
            if dying and self.chance.random() < 0.4:
                wait_for_draft(writer, typed[question])
                self.drafted = question
            asked = len(writer.raw)
            writer.send(CTRL_D)
            if dying:
                self._kill_soon(writer, 0.1)
                return typed
            wait_for(writer, SAVED, after=asked)
            if question == ASKED[-1]:
                self._kill_at_the_end(writer)
                return typed
            wait_for(writer, _PLACE, after=asked)
        self._kill_soon(writer, 0.5)
        return typed

    def _place(self, writer: Writer) -> int:
        return int(_PLACE.findall(writer.raw)[-1])

    def _kill_while_typing(self, writer: Writer, text: str) -> None:
        after = self.chance.randrange(len(text)) if self.chance.random() < 0.5 else len(text)
        writer.type_fast(text[:after])
        self._kill_soon(writer, 1.5)

    def _kill_at_the_end(self, writer: Writer) -> None:
        self.ended = True
        wait_for(writer, b"Enter to finish:")
        writer.send(ENTER)
        wait_for(writer, b"or press Enter:")
        writer.send(ENTER)
        self._kill_soon(writer, 0.1)

    def _kill_soon(self, writer: Writer, seconds: float) -> None:
        writer.written_within(self.chance.uniform(0, seconds))
        writer.kill(signal.SIGKILL)
        writer.wait_exit()

    def _noted(self) -> dict[str, str]:
        return self.home.answers() if self.home.saved_notes() else {}

    def _compare(self, typed: dict[str, str], saved: int) -> None:
        noted = self._noted()
        for number, (question, text) in enumerate(typed.items()):
            if number < saved:
                self.acknowledged[question] = text
            kept = self.home.drafts().get(question) or noted.get(question, "")
            assert text.startswith(kept), f"{question}: {kept[-80:]!r} is not what was typed"
        for question, text in self.acknowledged.items():
            # An answer may have been written anew, and the program killed before it said so.
            assert noted.get(question) in {text, typed.get(question)}, f"{question} is lost"
        if self.drafted:
            found = (noted.get(self.drafted), self.home.drafts().get(self.drafted))
            assert typed[self.drafted] in found, f"{self.drafted} was safe and is lost"
        if noted:
            environ = self.home.environment()
            shown = fork_server().run(["show", "last"], environ, self.home.folder)
            assert shown.returncode == 0, shown.stderr


def wait_for(writer: Writer, *any_of: bytes | re.Pattern[bytes], after: int = 0) -> None:
    sought = [re.compile(re.escape(one)) if isinstance(one, bytes) else one for one in any_of]
    writer.wait_until(
        lambda: any(one.search(writer.raw, after) for one in sought), repr(any_of), seconds=30
    )


def wait_until_asked(writer: Writer, mode: str) -> None:
    if mode == "rich":
        places = list(_PLACE.finditer(writer.raw))
        wait_for(writer, b"\x1b[?2004h", after=places[-1].end())


def wait_for_draft(writer: Writer, text: str) -> None:
    """Wait until the text is as safe as one that was saved: it stands in its draft."""
    writer.wait_until(lambda: text in writer.home.drafts().values(), "the text in its draft")


def draw_text(chance: random.Random) -> str:
    """Draw an answer of 1 byte to 100 KB, in lines that a person might write."""
    length = int(LONGEST ** chance.random())
    signs = "".join(chance.choices(LETTERS, k=length))
    rows = (signs[at : at + 70] for at in range(0, length, 70))
    return f"a{chr(10).join(rows)}z"[-length:] if length > 1 else "a"


def kill_again_and_again(folder: Path, kills: int, seed: int) -> int:
    """Kill so many times, in one sitting after another; return how many answers were saved."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret is drawn
    saved = 0
    sitting = None
    for number in range(kills):
        if sitting is None or sitting.ended:
            home = Home(folder / f"{seed}-{number}")
            home.folder.mkdir()
            sitting = Sitting(home, chance.choice(MODES), chance)
        before = len(sitting.acknowledged)
        try:
            sitting.live()
        except AssertionError as error:
            error.add_note(f"kill {number} of seed {seed}, {sitting.mode}, {sitting.home.folder}")
            raise
        saved += len(sitting.acknowledged) - before
    return saved


@pytest.mark.campaign
@pytest.mark.timeout(2 * KILLS + 120)
def test_random_kills_lose_no_acknowledged_answer(tmp_path: Path) -> None:
    with ThreadPoolExecutor(AT_ONCE) as threads:
        runs = [
            threads.submit(kill_again_and_again, tmp_path, KILLS // AT_ONCE, seed)
            for seed in range(AT_ONCE)
        ]
        saved = sum(run.result() for run in runs)
    assert saved > KILLS / 3


def test_some_random_kills_lose_no_acknowledged_answer(tmp_path: Path) -> None:
    assert kill_again_and_again(tmp_path, 6, seed=7) > 0
