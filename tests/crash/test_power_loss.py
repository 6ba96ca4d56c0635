"""After a power loss nothing that was acknowledged is missing, and every note can be read.

The system calls of a real session are recorded with strace, and replayed on a model of a disk
(tests/power.py). The checker is checked as well: it has to catch four mutants.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from partnership_cli.errors import DamagedNoteError
from partnership_cli.formats.note import parse_note
from partnership_cli.notebook.notebook import Notebook
from power import TRACED, Call, Disk, State, read_log, replay

SESSION = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from partnership_cli.notebook.notebook import Notebook, make_id
from partnership_cli.reflection.session import Answer, Session

home = Path(sys.argv[1])
now = datetime(2026, 11, 23, 17, 31, 5, tzinfo=UTC)
asked = ("joy", "equity")
session = Session(id=make_id(now, "k7m2q9"), title="T", started=now, framework="f", questions=asked)
keeper = Notebook(home / "notebook", home / "drafts").begin(session)

def say(question, text):
    os.write(1, f"{question}={text}\\n".encode())

keeper.open()
for question, texts in (("joy", ["J", "Joy", "Joyful"]), ("equity", ["E", "Equity"])):
    draft = keeper.draft(question)
    for text in texts:
        draft.write(text)
        say(question, text)
    answer = Answer(question=question, text="Q?", answer=texts[-1] + ".", written=now)
    session = session.record_answer(answer)
    keeper.keep(session, answer)
    say(question, texts[-1] + ".")
keeper.finish()
keeper.close()
"""


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Call], Path]:
    """The calls of a session from its first draft to its end, and the home they were made in."""
    assert shutil.which("strace"), "strace is needed; .ci/run installs it"
    folder = tmp_path_factory.mktemp("power")
    home, log = folder / "home", folder / "log"
    home.mkdir()
    subprocess.run(
        [
            *("strace", "-qq", "-xx", "-s", "1000000", "-e", f"trace={TRACED}", "-o", str(log)),
            *(sys.executable, "-c", SESSION, str(home)),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return read_log(log.read_text(), home), home


def find_bad_states(calls: Sequence[Call], home: Path, folder: Path) -> Iterator[str]:
    """Open every state that a power loss may leave; say what is wrong with each that is bad."""
    seen: set[tuple[tuple[tuple[str, bytes], ...], tuple[str, ...]]] = set()
    for disk in replay(calls, home):
        for state in disk.states():
            key = (tuple(sorted(state.items())), tuple(disk.said))
            if key not in seen:
                seen.add(key)
                yield from judge(state, disk, home, folder / str(len(seen)))


def judge(state: State, disk: Disk, home: Path, place: Path) -> Iterator[str]:
    """Put a state on a real disk, and compare it with what the program had said by then."""
    place.mkdir(parents=True)
    for path, data in state.items():
        file = place / Path(path).relative_to(home)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    kept: dict[str, set[str]] = {}
    for file in place.rglob("*.md"):
        if "notebook" not in file.parts:
            kept.setdefault(file.stem, set()).add(file.read_text())
            continue
        try:
            note = parse_note(file.read_bytes(), file.name)
        except DamagedNoteError as error:
            yield f"a note cannot be read: {error.message}"
            continue
        for answer in note.session.answers:
            kept.setdefault(answer.question, set()).add(answer.answer)
    last = dict(line.split("=") for line in disk.said)
    for question, text in last.items():
        # What was being written at that moment may be there already.
        if not any(words.startswith(text) for words in kept.get(question, ())):
            yield f"{question} is {kept.get(question)} after {text!r} was said to be saved"
    notebook = Notebook(place / "notebook", place / "drafts")
    found = [*notebook.entries(), *notebook.unfinished_entries()]
    if last and not found:
        yield "there is nothing to list and nothing to continue"
    shutil.rmtree(place)


def without_sync(calls: Sequence[Call], part: str) -> list[Call]:
    """Return the calls without the syncs of the paths that this expression finds."""
    opened: dict[int, str] = {}
    left = []
    for call in calls:
        if call.name == "open":
            opened[call.descriptor] = call.paths[0]
        if call.name != "fsync" or not re.search(part, opened.get(call.descriptor, "")):
            left.append(call)
    return left


def with_late_sync(calls: Sequence[Call]) -> list[Call]:
    """Return the calls with each file synced only after it has its name."""
    opened: dict[int, str] = {}
    late: list[Call] = []
    done: list[Call] = []
    for call in calls:
        if call.name == "open":
            opened[call.descriptor] = call.paths[0]
        if call.name == "fsync" and opened.get(call.descriptor, "").endswith(".tmp"):
            at = Call("open", (opened[call.descriptor],), 1000)
            late = [at, Call("fsync", (), 1000)]
            continue
        done.append(call)
        if call.name in {"link", "rename", "exchange"}:
            done += [Call(one.name, (call.paths[1],) if one.paths else (), 1000) for one in late]
    return done


def test_no_state_after_a_power_loss_is_bad(
    recorded: tuple[list[Call], Path], tmp_path: Path
) -> None:
    assert list(find_bad_states(*recorded, tmp_path)) == []


def test_every_name_is_given_after_the_bytes_are_safe(recorded: tuple[list[Call], Path]) -> None:
    assert list(replay(*recorded))[-1].faults == []


def test_something_was_said_and_much_may_be_found(recorded: tuple[list[Call], Path]) -> None:
    disks = list(replay(*recorded))
    assert len(disks[-1].said) == 7
    assert sum(len(list(disk.states())) for disk in disks) > 300


@pytest.mark.parametrize(
    "part",
    [r"/notebook/2026/\.", "/notebook/2026$", r"/drafts/20261123t173105z-k7m2q9/\.joy"],
    ids=["note", "folder", "draft"],
)
def test_a_missing_sync_of_note_folder_or_draft_is_caught(
    recorded: tuple[list[Call], Path], tmp_path: Path, part: str
) -> None:
    calls, home = recorded
    assert list(find_bad_states(without_sync(calls, part), home, tmp_path))


def test_a_name_given_before_the_sync_is_caught(recorded: tuple[list[Call], Path]) -> None:
    calls, home = recorded
    assert list(replay(with_late_sync(calls), home))[-1].faults
