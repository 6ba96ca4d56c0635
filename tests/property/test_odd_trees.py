"""Whatever stands among the notes, no command stops at it, and the good notes are listed."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from partnership_cli.cli import app
from partnership_cli.formats.note import render_note
from partnership_cli.reflection.session import Answer, Session

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such names and no pipes")

EXAMPLES = int(os.environ.get("PARTNERSHIP_EXAMPLES", settings().max_examples // 12))
"""Few, because each runs every command: 2 in the quick suite, 8 in the whole one."""
DOCUMENTED = {0, 2, 3, 4, 5, 6, 7}
STARTED = datetime(2026, 11, 23, 17, 31, 5, tzinfo=UTC)
LETTERS = "k7m2q9"
OWN = f"2026-11-23-1731-{LETTERS}.md"
SESSION = Session(
    id=f"20261123t173105z-{LETTERS}",
    title="The good one",
    started=STARTED,
    framework="westminster-student-partnership",
    questions=("joy", "equity"),
    answers=(Answer(question="joy", text="Joy?", answer="Some joy.", written=STARTED),),
)
GOOD = render_note(SESSION)
OTHER = GOOD.replace(LETTERS.encode(), b"bbbbbb")
FOLDERS = ("", "2026", "2025", "drafts of mine/2026", ".hidden", ".obsidian/x", "2026/2026")
NAMES = (
    "2026-13-45-9999-abcdef.md",
    "0000-00-00-0000-abcdef.md",
    "9999-12-31-2359-zzzzzz.md",
    "2026-11-22-1200-bbbbbb.md",
    "2026-11-22-1200-bbbbbb.MD",
    "2026-11-22-1200-bbbbbb.markdown",
    "2026-11-22-1200-bbbbbb.md.txt",
    ".2026-11-22-1200-bbbbbb.md.icloud",
    "2026-11-22-1200-bbbbbb.md~",
    f"2026-11-23-1731-{LETTERS} (1).md",
    f"2026-11-23-1731-{LETTERS}-conflict.md",
    OWN,
    "my thoughts.md",
    "thoughts.txt",
    "-rf.md",
    "a\nb.md",
    "\udcff\udcfe.md",
    "\u202egnp.md",
    "x" * 250 + ".md",
)
CONTENTS = (
    b"",
    b"\x00" * 600,
    GOOD,
    OTHER,
    GOOD.replace(b"\n", b"\r"),
    GOOD.decode().encode("utf-16"),
    GOOD.decode().encode("utf-16-be"),
    b"---\npartnership: 1\nbroken",
    b"---\npartnership: 1\n---\n",
    b"---\npartnership: 1\nid: \xff\n---\n<!-- answer: joy\n",
    b"---\npartnership: 1\nstarted: 0001-01-01T00:00:00+14:00\nid: x\n---\n",
    b"---\npartnership: 1\nstarted: 9999-12-31T23:59:59-14:00\nid: x\n---\n",
    b"---\npartnership: 1\nid: ../../x\ntitle: [a]\nquestions: {a: b}\n---\n",
    b"---\npartnership: 2\n---\n",
    b"---\n" + b"[" * 60_000 + b"\npartnership: 1\n---\n",
    OTHER.replace(b"2026-11-23T17:31:05+00:00", b"2026-11-25"),
    OTHER.replace(b"<!-- answer", b"<!--  answer"),
    OTHER.replace(b"<!-- /answer -->", b""),
    OTHER.replace(b"<!-- answer", b"\\<!-- answer").replace(b"<!-- /answer", b"\\<!-- /answer"),
)


def link(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def fill(data: bytes, mode: int = 0o600) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(data)
        path.chmod(mode)

    return write


def make_large(path: Path) -> None:
    with path.open("wb") as out:
        out.truncate(65 * 1024 * 1024)


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


kinds = st.one_of(
    st.sampled_from(CONTENTS).map(fill),
    st.tuples(st.sampled_from(CONTENTS), st.sampled_from([0, 0o444, 0o644, 0o777])).map(
        lambda one: fill(*one)
    ),
    st.binary(max_size=200).map(fill),
    st.binary(max_size=100).map(lambda data: fill(b"---\npartnership: 1\n" + data + GOOD[4:])),
    st.sampled_from(["nothing", ".", "/etc/passwd", "loop", OWN]).map(link),
    st.sampled_from([make_pipe, Path.mkdir, make_large]),
)
any_bytes = st.binary(min_size=1, max_size=30).map(
    lambda name: os.fsdecode(name.replace(b"/", b"_").replace(b"\x00", b"_"))
)
names = st.one_of(
    st.sampled_from(NAMES),
    any_bytes,
    any_bytes.map(lambda name: f"2026-11-22-1200-bbbbbb{name}.md"),
)
trees = st.lists(st.tuples(st.sampled_from(FOLDERS), names, kinds), max_size=8)
READING = (
    "list --json",
    "list",
    "list -n 1",
    "list --theme emotions --since 2025-01-01",
    "list --status open",
    "show last",
    "show 2026-11-23",
    f"show {LETTERS}",
    f"show {SESSION.id} --json",
    "show bbbbbb",
    "show abcdef",
    "search joy",
    "history joy --json",
    "journey",
    "export --all -o {out}",
    f"export {LETTERS} -o -",
    f"share {LETTERS} --only joy --as Me --yes -o -",
    "doctor",
    "doctor --json",
    "restore",
    "where",
)
CHANGING = (
    "edit last",
    f"edit {LETTERS}",
    f"resume {LETTERS} --answers {{answers}}",
    "resume --no-input",
    "delete bbbbbb",
    "restore bbbbbb",
    "doctor --repair",
    "delete bbbbbb --purge --yes",
    f"delete {LETTERS} --question joy --yes",
    f"delete {LETTERS} --purge --yes",
    "list",
)


class Home:
    """A home with one good note and whatever else was generated."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notebook = folder / "notebook"
        self.own = self.notebook / "2026" / OWN
        self.own.parent.mkdir(parents=True)
        self.own.write_bytes(GOOD)
        (folder / "answers.md").write_text("## equity\n\nFair.\n")

    def add(self, place: str, name: str, make: Callable[[Path], None]) -> None:
        path = self.notebook / place / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.lstat()
        except FileNotFoundError:
            make(path)
        except OSError:
            return

    def run(self, command: str) -> str:
        """Run a command, and return what it wrote; it ends as it is documented."""
        places = {"out": self.folder / "exported", "answers": self.folder / "answers.md"}
        words = [word.format(**places) for word in command.split(" ")]
        environ = {"PARTNERSHIP_HOME": str(self.folder), "EDITOR": "true", "PARTNERSHIP_DEBUG": ""}
        done = CliRunner(env=environ).invoke(app, words)
        assert done.exit_code in DOCUMENTED, (command, done.output)
        assert "Traceback" not in done.output, (command, done.output)
        return done.stdout


def check(home: Home) -> None:
    """Try every command, first those that only read."""
    before = home.own.read_bytes()
    for command in READING:
        home.run(command)
        shutil.rmtree(home.folder / "exported", ignore_errors=True)
    assert home.own.read_bytes() == before
    listed = json.loads(home.run("list --json"))
    assert [one["file"] for one in listed if one["id"] == SESSION.id] == [str(home.own)]
    assert "Some joy." in home.run(f"show {LETTERS}")
    assert home.run("history joy --json").count(str(home.own)) == 1
    for command in CHANGING:
        home.run(command)


# Each example runs every command, so that making one smaller would take minutes.
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(trees)
@example([("2026", NAMES[0], fill(CONTENTS[7]))])
@example([("2026", one, fill(GOOD)) for one in NAMES if one != OWN])
@example([("2026", f"{at}{NAMES[3]}", fill(data)) for at, data in enumerate(CONTENTS)])
@example([("2026", f"2026-11-22-12{at:02}-bbbbbb.md", fill(c)) for at, c in enumerate(CONTENTS)])
@example([(one, OWN, fill(b"")) for one in FOLDERS])
def test_one_file_never_stops_a_command(
    tree: list[tuple[str, str, Callable[[Path], None]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        for place, name, make in tree:
            home.add(place, name, make)
        check(home)


@pytest.mark.parametrize("place", ["notebook/2026", f"drafts/{SESSION.id}"])
def test_folders_in_folders_deeper_than_python_calls_itself_stop_no_command(place: str) -> None:
    # Deeper than Python calls itself; each step more is gone through by every command.
    deep = sys.getrecursionlimit() + 50
    folder = Path(tempfile.mkdtemp())
    here = os.open(".", os.O_RDONLY)
    try:
        home = Home(folder / "home")
        (home.folder / place).mkdir(parents=True, exist_ok=True)
        os.chdir(home.folder / place)
        for _ in range(deep):
            Path("d").mkdir()
            os.chdir("d")
        Path("x.md").write_bytes(OTHER)
        os.fchdir(here)
        check(home)
    finally:
        os.fchdir(here)
        os.close(here)
        # What the standard library offers for this calls itself for every folder.
        os.system(f"rm -rf '{folder}'")  # noqa: S605
