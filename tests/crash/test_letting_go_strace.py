"""What is let go reaches no disk: every system call of a real session is looked at with strace.

The one who looks is looked at as well: in a session that is kept, it finds the words.
"""

from __future__ import annotations

import codecs
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest
from harness import CTRL_D, ENTER
from reflecting import GUIDE, MODES, PROGRAM, Home, Writer

STRACE: Final = shutil.which("strace") or ""
CANARY: Final = "canaryofthemarsh"
_WRITES_CALLS: Final = (
    "write pwrite64 writev pwritev pwritev2 send sendto sendmsg sendmmsg sendfile sendfile64 "
    "splice tee vmsplice copy_file_range"
)
WRITES: Final = frozenset(_WRITES_CALLS.split())
OPENS: Final = frozenset({"open", "openat", "openat2", "creat"})
_NAMES_CALLS: Final = (
    "mkdir mkdirat mknod mknodat rename renameat renameat2 link linkat symlink symlinkat "
    "truncate ftruncate fallocate setxattr fsetxattr lsetxattr memfd_create io_uring_setup "
    "shmget msgget mq_open"
)
NAMES: Final = frozenset(_NAMES_CALLS.split())
"""What makes a file, or a place for words, in another way than by opening it."""
STARTS: Final = frozenset({"execve", "execveat"})
MAPS: Final = frozenset({"mmap"})
TRACED: Final = ",".join(f"?{one}" for one in sorted(WRITES | OPENS | NAMES | STARTS | MAPS))
TERMINALS: Final = re.compile(r"/dev/(?:pts/\d+|tty|null)\b")
_CALL: Final = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)")
_DESCRIPTOR: Final = re.compile(r"\d+<([^>]*)")
_TEXT: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
_FOR_WRITING: Final = re.compile(r"O_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND|TMPFILE)\b")


@dataclass
class Seen:
    """What a session did: what it wrote where, and what else could hold words."""

    to_terminal: bytes = b""
    elsewhere: dict[str, bytes] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    started: list[str] = field(default_factory=list)
    mapped: list[str] = field(default_factory=list)


def read_calls(logs: Path) -> Iterator[tuple[str, str, int, str]]:
    """Give the name, the arguments and the result of every call, and its line."""
    for log in sorted(logs.iterdir()):
        for line in log.read_text("utf-8", "replace").splitlines():
            if found := _CALL.search(line):
                yield found[1], found[2], int(found[3]), line


def look_at(logs: Path) -> Seen:
    """Sort the calls of a session by what they could do with words."""
    seen = Seen()
    for name, arguments, result, line in read_calls(logs):
        if name in WRITES:
            place = _DESCRIPTOR.match(arguments)
            where = place[1] if place else arguments
            data = b"".join(
                codecs.escape_decode(text.encode())[0] for text in _TEXT.findall(arguments)
            )
            if TERMINALS.match(where):
                seen.to_terminal += data
            else:
                seen.elsewhere[where] = seen.elsewhere.get(where, b"") + data
        elif name in OPENS and result >= 0 and (_FOR_WRITING.search(arguments) or name == "creat"):
            path = _TEXT.search(arguments)
            if path is None or not TERMINALS.fullmatch(path[1]):
                seen.opened.append(line)
        elif name in NAMES and result >= 0:
            seen.made.append(line)
        elif name in STARTS and result >= 0:
            seen.started.append(line)
        elif name in MAPS and "MAP_SHARED" in arguments and "PROT_WRITE" in arguments:
            seen.mapped.append(line)
    return seen


@pytest.fixture
def home(tmp_path: Path) -> Home:
    assert STRACE, "strace is needed; .ci/run installs it"
    folder = tmp_path / "home"
    (folder / "temporary").mkdir(parents=True)
    return Home(folder)


def write_watched(home: Home, logs: Path, mode: str, *arguments: str) -> Seen:
    """Type the canary, finish it, leave everything else, and look at what was done meanwhile."""
    logs.mkdir()
    tracer = (STRACE, "-ff", "-qq", "-yy", "-s", "1000000", "-e", f"trace={TRACED}")
    environment = {
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "TMPDIR": str(home.folder / "temporary"),
        "EDITOR": "true",
    }
    with Writer(
        home,
        *("reflect", *arguments, f"--{mode}"),
        environment=environment,
        program=(*tracer, "-o", str(logs / "log"), PROGRAM),
    ) as writer:
        writer.wait_for("Press Enter to continue", seconds=30)
        writer.wait_until(lambda: writer.takes_keys, "a place to type")
        writer.send(ENTER)
        writer.wait_for("/help.", seconds=30)
        writer.wait_until_asked(mode)
        writer.write(f"{CANARY}\n{CANARY}")
        # A draft would be written each second.
        writer.written_within(1.3)
        writer.send(CTRL_D)
        writer.wait_until(lambda: b"Not kept." in writer.raw or b"Saved." in writer.raw, "a word")
        while writer.process.poll() is None:
            writer.send(CTRL_D)
            writer.read(0.2)
        assert writer.wait_exit() == 0
    return look_at(logs)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "what",
    [
        pytest.param(GUIDE, id="questions"),
        pytest.param("--free", id="free writing", marks=pytest.mark.campaign),
    ],
)
def test_no_word_that_is_let_go_is_written_anywhere_but_to_the_terminal(
    mode: str, what: str, home: Home, tmp_path: Path
) -> None:
    seen = write_watched(home, tmp_path / "logs", mode, what, "--let-go")
    assert len(seen.to_terminal) > 2 * len(CANARY)
    assert b"Nothing was kept." in seen.to_terminal
    assert seen.opened == []
    assert seen.made == []
    assert seen.mapped == []
    assert len(seen.started) == 1
    # What asyncio tells itself, a byte at a time, goes through a pair of sockets.
    assert {len(data.strip(b"\0")) for data in seen.elsewhere.values()} <= {0}
    assert not [where for where in seen.elsewhere if where.startswith("/")]
    assert home.files() == []


@pytest.mark.parametrize("mode", MODES)
def test_in_a_session_that_is_kept_the_words_are_found(
    mode: str, home: Home, tmp_path: Path
) -> None:
    seen = write_watched(home, tmp_path / "logs", mode, GUIDE)
    assert [where for where, data in seen.elsewhere.items() if CANARY.encode() in data]
    assert seen.opened
    assert seen.made
