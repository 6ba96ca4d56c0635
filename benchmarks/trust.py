"""Print what becomes of words when things go wrong, here and in jrnl.

    python benchmarks/trust.py [--jrnl PATH] [--kills 60]

Each row of docs/trust.md is made here, or by the test that the row names. jrnl is given by the
path of its program in an environment of its own; without it its column stays empty. All that is
written goes into a temporary folder.
"""

from __future__ import annotations

import argparse
import json
import os
import pty
import random
import re
import resource
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

PROGRAM = str(Path(sys.executable).with_name("partnership"))
WORDS = "Quietly the board met, and I spoke only twice"
MANY = 50
PATIENCE = 60
ESCAPES = "\x1b[31mred\x1b]0;title\x07\x1b]52;c;aGk=\x07\x9b2J"
CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]")
BOMB = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))


@dataclass(frozen=True)
class Peer:
    """One program with a home of its own: how an answer is saved, listed and typed."""

    name: str
    home: Path
    save: Callable[[str], tuple[list[str], bytes]]
    show: list[str]
    typing: list[str]
    environ: dict[str, str]

    def run(self, command: Sequence[str], given: bytes = b"", **more: object) -> Done:
        """Run one command; return how it ended."""
        began = time.monotonic()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            command, input=given, capture_output=True, env=self.environ, check=False, **more
        )  # type: ignore[call-overload]  # the keywords of subprocess, handed through
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return Done(done.returncode, done.stdout, done.stderr, time.monotonic() - began, cpu)

    def keep(self, words: str, **more: object) -> Done:
        """Save one answer."""
        command, given = self.save(words)
        return self.run(command, given, **more)

    def every_byte(self) -> bytes:
        """Return all that is in the home."""
        files = (path for path in sorted(self.home.rglob("*")) if path.is_file())
        return b"\n".join(path.read_bytes() for path in files)


@dataclass(frozen=True)
class Done:
    """How a run ended, and the seconds it took."""

    code: int
    out: bytes
    err: bytes
    wall: float
    cpu: float


def make_partnership(folder: Path) -> Peer:
    """Return this program with a home in a folder."""
    environ = make_environ(folder, PARTNERSHIP_HOME=str(folder))
    reflect = [PROGRAM, "reflect", "--answers", "-"]
    return Peer(
        "partnership",
        folder,
        lambda words: (reflect, f"## joy\n\n{words}\n".encode()),
        [PROGRAM, "history", "joy"],
        [PROGRAM, "--plain", "reflect", "--question", "joy"],
        environ,
    )


def make_jrnl(folder: Path, program: str) -> Peer:
    """Return jrnl with a journal in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "jrnl.yaml"
    config.write_text(
        f"version: v4.6\njournals:\n  default:\n    journal: {folder}/journal.txt\neditor: ''\n"
        "encrypt: false\ntemplate: false\ndefault_hour: 9\ndefault_minute: 0\n"
        "timeformat: '%F %r'\ntagsymbols: '#@'\nhighlight: true\nlinewrap: 79\n"
        "indent_character: '|'\ncolors:\n  body: none\n  date: none\n  tags: none\n  title: none\n"
    )
    (folder / "journal.txt").write_text("[2026-01-01 09:00:00 AM] The first entry.\n")
    start = [program, "--config-file", str(config)]
    return Peer(
        "jrnl",
        folder,
        lambda words: (start, words.encode()),
        [*start, "-n", "100"],
        start,
        make_environ(folder),
    )


def make_environ(folder: Path, **more: str) -> dict[str, str]:
    """Return an environment in which the home is a folder."""
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", **more}


def kill_saves(make: Callable[[Path], Peer], folder: Path, kills: int) -> str:
    """Kill a save at a random moment; count the answers saved before that are lost."""
    peer = make(folder)
    saved: list[str] = []
    chance = random.Random(1)  # noqa: S311  # nothing secret is drawn
    usual = peer.keep("A first one.").wall
    for number in range(kills):
        words = f"Answer {number} {'x' * chance.randrange(2000)} end."
        command, given = peer.save(words)
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=peer.environ,
        ) as run:
            if run.stdin is not None:
                run.stdin.write(given)
                run.stdin.close()
            time.sleep(chance.uniform(0.3, 1.1) * usual)
            run.kill()
        if run.returncode == 0:
            saved.append(f"Answer {number} ")
    shown = peer.run(peer.show)
    lost = sum(words.encode() not in peer.every_byte() for words in saved)
    return f"{kills} kills, {len(saved)} saved before, {lost} lost, shown: {shown.code == 0}"


def type_and_end(make: Callable[[Path], Peer], folder: Path, number: signal.Signals) -> str:
    """Type a text, wait for two seconds, end the program; count what is kept."""
    peer = make(folder)
    child, terminal = pty.fork()
    if not child:
        os.execve(peer.typing[0], peer.typing, peer.environ)  # that is the aim
    read_for(terminal, 1.5)
    if peer.name == "partnership":
        os.write(terminal, b"\r")
        read_for(terminal, 1)
    os.write(terminal, WORDS.encode())
    read_for(terminal, 2)
    os.kill(child, number)
    os.waitpid(child, 0)
    os.close(terminal)
    kept = peer.every_byte().decode("utf-8", "replace")
    longest = max(n for n in range(len(WORDS) + 1) if WORDS[:n] in kept)
    return f"{len(WORDS) - longest} of {len(WORDS)} lost"


def read_for(terminal: int, seconds: float) -> None:
    """Take what the program writes for a while."""
    due = time.monotonic() + seconds
    while (left := due - time.monotonic()) > 0:
        if select.select([terminal], [], [], left)[0]:
            try:
                os.read(terminal, 65536)
            except OSError:
                return


def fill_disk(make: Callable[[Path], Peer], folder: Path) -> str:
    """Save where no file may grow beyond 4 KiB, as on a disk that is full."""
    peer = make(folder)
    peer.keep("Kept before. " + "y" * 3000)
    done = peer.keep(
        "Typed now. " + "z" * 9000,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
    )
    before = b"Kept before." in peer.every_byte()
    trace = b"Traceback" in done.err + done.out
    return f"exit {done.code}, kept before: {before}, traceback: {trace}"


def write_at_once(make: Callable[[Path], Peer], folder: Path) -> str:
    """Save fifty answers at once."""
    peer = make(folder)
    with ThreadPoolExecutor(MANY) as threads:
        ended = list(threads.map(lambda n: peer.keep(f"Answer number {n}.").code, range(MANY)))
    kept = peer.every_byte().decode("utf-8", "replace")
    found = sum(f"Answer number {n}." in kept for n in range(MANY))
    return f"{found} of {MANY} kept, {ended.count(0)} said so"


def edit_by_hand(make: Callable[[Path], Peer], folder: Path) -> str:
    """Write a line above the first entry by hand, then save an answer."""
    peer = make(folder)
    peer.keep("First.")
    for path in [*folder.rglob("*.md"), *folder.glob("journal.txt")]:
        text = path.read_text()
        path.write_text(
            text.replace("# ", "By hand.\n\n# ", 1) if "# " in text else f"By hand.\n{text}"
        )
    peer.keep("Second.")
    return "kept" if b"By hand." in peer.every_byte() else "deleted"


def look_like_structure(make: Callable[[Path], Peer], folder: Path) -> str:
    """Save lines that look like the program's own structure; see whether they come back."""
    peer = make(folder)
    text = "One.\n[2026-02-02 09:00:00 AM] Two.\n<!-- /answer -->\n### Three.\n---\nFour."
    peer.keep(text)
    shown = peer.run(
        [*peer.show, *(["--json"] if peer.name == "partnership" else ["--format", "json"])]
    )

    found = json.loads(shown.out)
    rows = found if isinstance(found, list) else found["entries"]
    bodies = [
        f"{row.get('title', '')}\n{row.get('body', '')}{row.get('answer', '')}" for row in rows
    ]
    whole = any(body.strip() == text for body in bodies)
    return "exact" if whole else f"{len(rows)} entries"


def show_escapes(make: Callable[[Path], Peer], folder: Path) -> str:
    """Count the control bytes of an answer that reach the output."""
    peer = make(folder)
    peer.keep(f"Colours {ESCAPES} end.")
    shown = peer.run(peer.show).out
    return f"{len(CONTROL.findall(shown))} control bytes"


def list_large(make: Callable[[Path], Peer], folder: Path) -> str:
    """List a home that holds an entry of 10 MB."""
    peer = make(folder)
    peer.keep("word " * 2_000_000)
    command = [PROGRAM, "list"] if peer.name == "partnership" else peer.show
    try:
        done = peer.run(command, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return f"no answer in {PATIENCE} s"
    return f"{done.wall:.1f} s, exit {done.code}"


def count_syncs(make: Callable[[Path], Peer], folder: Path) -> str:
    """Count how often a save asks the disk to keep what was written."""
    if shutil.which("strace") is None:
        return "not measured: strace is missing"
    peer = make(folder)
    command, given = peer.save("Words.")
    log = folder.with_suffix(".log")
    wanted = "trace=fsync,fdatasync,sync,syncfs"
    peer.run(["strace", "-f", "-qq", "-o", str(log), "-e", wanted, *command], given)
    return f"{sum('sync' in line for line in log.read_text().splitlines())} calls"


def read_bomb(make: Callable[[Path], Peer], folder: Path) -> str:
    """List a home in which one file is a YAML bomb; only this program keeps YAML in notes."""
    peer = make(folder)
    peer.keep("Good.")
    good = min(peer.run([PROGRAM, "list"]).cpu for _ in range(5))
    for path in list(folder.rglob("*.md")):
        bomb = path.with_name("2026-01-01-0000-bbbbbb.md")
        bomb.write_text(f"---\npartnership: 1\na0: &a0 lol\n{BOMB}---\n")
    bad = min(peer.run([PROGRAM, "list"]).cpu for _ in range(5))
    return f"refused within {max(bad - good, 0) * 1000:.0f} ms of CPU"


def look_at_modes(make: Callable[[Path], Peer], folder: Path) -> str:
    """Save at umask 022, and see which modes came out."""
    peer = make(folder)
    for path in folder.glob("journal.txt"):
        path.unlink()
    peer.keep("Words.", umask=0o022)
    modes = {
        f"{'folders' if path.is_dir() else 'files'} {path.stat().st_mode & 0o777:04o}"
        for path in folder.rglob("*")
        if path.suffix != ".yaml"
    }
    return ", ".join(sorted(modes))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jrnl", help="the program of jrnl 4.6")
    parser.add_argument("--kills", type=int, default=60)
    given = parser.parse_args()
    makes: list[Callable[[Path], Peer]] = [make_partnership]
    if given.jrnl:
        makes.append(lambda folder: make_jrnl(folder, given.jrnl))
    rows: list[tuple[str, Callable[[Callable[[Path], Peer], Path], str]]] = [
        ("random kill -9 of a save", lambda make, at: kill_saves(make, at, given.kills)),
        *(
            (f"{number.name} while typing", lambda make, at, n=number: type_and_end(make, at, n))
            for number in (signal.SIGKILL, signal.SIGHUP, signal.SIGTERM, signal.SIGINT)
        ),
        ("calls of fsync at a save", count_syncs),
        ("no room for the file at save", fill_disk),
        ("50 writers at once", write_at_once),
        ("text above the first entry by hand", edit_by_hand),
        ("lines that look like structure", look_like_structure),
        ("escape sequences in a note", show_escapes),
        ("a 10 MB entry, listed", list_large),
        ("YAML bomb in a note", read_bomb),
        ("modes at umask 022", look_at_modes),
    ]
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, measure) in enumerate(rows):
            for make in makes:
                home = Path(folder, f"{number}-{makes.index(make)}")
                peer = make(home).name
                if measure is read_bomb and peer != "partnership":
                    continue
                print(f"{name:36} {peer:12} {measure(make, home)}", flush=True)


if __name__ == "__main__":
    main()
