"""Print every goal with what is reached, from one run: the table of docs/benchmarks.md.

    python -m benchmarks.goals [--runs 9]

Run it in the folder of the project. It installs the project, jrnl and ripgrep into environments in
a temporary folder, and measures the installed script. CPU is user and system time of the whole
process, the median of the runs; all commands take turns, and those that read 10,000 notes whole
are run three times. P is `python -c pass`. Of a session in a terminal of 80 by 24 the CPU is that
until the question stands on the screen. Memory is the highest peak; keys, wake-ups and the
memory of a session are read in /proc, so that they are measured on Linux alone.
"""

from __future__ import annotations

import argparse
import json
import os
import pty
import select
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.notebook import (
    ASKED,
    RARE,
    READING_LOOP,
    Cost,
    Peers,
    Place,
    describe,
    find_environ,
    install_peers,
    run_once,
    write_place,
)

ROOT = Path(__file__).parents[1]
ONE_COMMAND = '''
from typing import Annotated
import typer
app = typer.Typer({settings})
@app.command()
def hello(name: Annotated[str, typer.Option(help="Whom to greet.")] = "you") -> None:
    """Say hello."""
    typer.echo(name)
app()
'''
SMALL, LARGE = 100, 10_000
SLOW_RUNS = 3
KEYS, MANY_KEYS = 40, 6_000
_CURSOR = b"\x1b[6n"
_WORDS = ("partner", "meeting", "listen", "together", "change", "trust", "course", "share")


@dataclass(frozen=True)
class Goal:
    """What is to be reached: `figure` is worked out after everything was measured."""

    name: str
    most: float
    figure: Callable[[], float]
    unit: str = ""


@dataclass(frozen=True)
class Desk:
    """An installed copy of the program, the programs beside it, and notebooks of three sizes."""

    folder: Path
    peers: Peers

    @property
    def python(self) -> str:
        """Its interpreter."""
        return str(self.folder / "installed/bin/python")

    @property
    def program(self) -> str:
        """The installed script."""
        return str(self.folder / "installed/bin/partnership")

    def place(self, size: int) -> Place:
        """Return the place with a notebook of this size."""
        return Place(self.folder / str(size), size)


def install(folder: Path) -> Desk:
    """Install everything, and write the notebooks."""
    subprocess.run([sys.executable, "-m", "venv", str(folder / "installed")], check=True)
    pip = [str(folder / "installed/bin/pip"), "install", "--quiet"]
    subprocess.run([*pip, "-c", str(ROOT / "constraints.txt"), str(ROOT)], check=True)
    desk = Desk(folder, install_peers(folder / "peers"))
    questions = read_questions(desk)
    for size in (0, SMALL, LARGE):
        write_place(desk.place(size), questions)
    return desk


def read_questions(desk: Desk) -> dict[str, str]:
    """Return the framework's questions by their ids."""
    environ = {"PATH": os.environ["PATH"], "HOME": str(desk.folder)}
    command = [desk.program, "questions", "--json"]
    printed = subprocess.run(command, env=environ, capture_output=True, check=True).stdout
    return {question["id"]: question["text"] for question in json.loads(printed)}


def list_commands(desk: Desk) -> dict[tuple[str, int], list[str]]:
    """Return what is run, by its name and the size of the notebook."""
    bare = desk.folder / "bare.py"
    bare.write_text(ONE_COMMAND.format(settings="rich_markup_mode=None"), encoding="utf-8")
    commands = {
        ("P", 0): [desk.python, "-c", "pass"],
        ("one option", 0): [desk.python, str(bare), "--name", "Ama"],
        ("values", 0): [desk.program, "values"],
        ("--help", 0): [desk.program, "--help"],
    }
    for size in (SMALL, LARGE):
        ours = {
            "list -n 5": ["list", "-n", "5"],
            "show last": ["show", "last"],
            "search": ["search", RARE],
            "bare": [],
            "resume": ["resume"],
            "history": ["history", ASKED],
            "journey": ["journey"],
            "list": ["list"],
            "doctor": ["doctor"],
            "export": ["export", "--all", "--format", "md", "-o", "-"],
        }
        commands |= {(name, size): [desk.program, *words] for name, words in ours.items()}
    large = desk.place(LARGE)
    commands["L", LARGE] = [desk.python, "-c", READING_LOOP, str(large.notebook)]
    if desk.peers.ripgrep:
        command = [desk.peers.ripgrep, "--no-config", "-i", RARE, str(large.notebook)]
        commands["ripgrep", LARGE] = command
    if desk.peers.jrnl:
        theirs = {
            "jrnl -n 5": ["-n", "5", "--short"],
            "jrnl search": ["-contains", RARE],
            "jrnl history": [f"@{ASKED}", "--short"],
            "jrnl --short": ["--short"],
            "jrnl md": ["--format", "md"],
        }
        common = [desk.peers.jrnl, "--config-file", str(large.settings)]
        commands |= {(name, LARGE): [*common, *words] for name, words in theirs.items()}
    return commands


class Session:
    """One run of `partnership reflect` in a pseudo-terminal."""

    def __init__(self, desk: Desk, size: int) -> None:
        self.seen = b""
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            environ = {**find_environ(desk.place(size)), "TERM": "xterm-256color", "COLUMNS": "80"}
            os.execve(desk.program, [desk.program, "reflect", "--question", ASKED], environ)

    def read(self, seconds: float) -> bytes:
        """Read what comes within so many seconds, and answer where the cursor is."""
        if not select.select([self.terminal], [], [], seconds)[0]:
            return b""
        got = os.read(self.terminal, 65536)
        self.seen += got
        for _ in range(got.count(_CURSOR)):
            os.write(self.terminal, b"\x1b[20;1R")
        return got

    def wait_for(self, text: str) -> None:
        """Read until a text was seen."""
        due = time.monotonic() + 120
        while text.encode() not in self.seen:
            self.read(0.2)
            if time.monotonic() > due:
                sys.exit(f"not seen: {text!r}")

    def settle(self, seconds: float) -> None:
        """Read until the screen is quiet for so long."""
        while self.read(seconds):
            pass

    def send(self, data: bytes) -> None:
        """Send keys, and read meanwhile."""
        while data:
            if select.select([], [self.terminal], [], 0)[1]:
                data = data[os.write(self.terminal, data[:512]) :]
            self.read(0)

    def paste(self, words: int, *, in_paragraph: int) -> None:
        """Paste so many words, in paragraphs of so many."""
        texts = [
            " ".join(_WORDS[at % len(_WORDS)] for at in range(in_paragraph))
            for _ in range(words // in_paragraph)
        ]
        self.send(b"\x1b[200~" + "\n\n".join(texts).encode() + b"\x1b[201~")
        self.settle(2)

    def find_number(self, file: str, key: str = "") -> int:
        """Return a number of the process in /proc, the first or that behind a key."""
        text = Path(f"/proc/{self.pid}/{file}").read_text(encoding="ascii")
        return int(text.partition(key)[2].split()[0] if key else text.split()[0])

    def kill(self) -> float:
        """End the process; return the CPU seconds that it took."""
        os.kill(self.pid, signal.SIGKILL)
        _, _, used = os.wait4(self.pid, 0)
        os.close(self.terminal)
        return used.ru_utime + used.ru_stime


def open_editor(desk: Desk) -> Session:
    """Return a session in which an answer can be written."""
    session = Session(desk, 0)
    session.wait_for("Ctrl-D finish")
    session.settle(1.5)
    return session


def time_question(desk: Desk, size: int, question: str) -> float:
    """Return the CPU seconds until the question stands on the screen."""
    session = Session(desk, size)
    session.wait_for(question[:20])
    took = session.kill()
    # Nothing is left to be carried on.
    shutil.rmtree(desk.place(size).folder / "drafts", ignore_errors=True)
    return took


def time_keys(desk: Desk, words: int) -> float:
    """Return the CPU milliseconds of a key, at p95, in one paragraph of so many words."""
    session = open_editor(desk)
    session.paste(words, in_paragraph=words)
    took = []
    for _ in range(KEYS):
        before = session.find_number("schedstat")
        os.write(session.terminal, b"x")
        session.settle(0.15)
        took.append((session.find_number("schedstat") - before) / 1e6)
    session.kill()
    return statistics.quantiles(took, n=20)[18]


def grow_by_keys(desk: Desk) -> float:
    """Return the memory after many keys in 5,000 words, over that before them."""
    session = open_editor(desk)
    session.paste(5_000, in_paragraph=100)
    before = session.find_number("status", "VmRSS:")
    for _ in range(MANY_KEYS // 50):
        session.send(b"word " * 10)
        session.settle(0.03)
    session.settle(1.5)
    after = session.find_number("status", "VmRSS:")
    session.kill()
    return after / before


def count_wakes(desk: Desk) -> float:
    """Return how often an editor wakes in a minute in which nobody types."""
    session = open_editor(desk)
    session.send(b"word")
    session.settle(3)
    before = session.find_number("status", "\nvoluntary_ctxt_switches:")
    time.sleep(60)
    after = session.find_number("status", "\nvoluntary_ctxt_switches:")
    session.kill()
    return float(after - before)


def measure(desk: Desk, runs: int) -> dict[tuple[str, int], Cost]:
    """Run everything in turn, after a first round that is not counted."""
    commands = list_commands(desk)
    question = read_questions(desk)[ASKED]
    costs = {key: Cost() for key in (*commands, ("question", 0), ("question", LARGE))}
    for number in range(runs + 1):
        for key, command in commands.items():
            slow = key[0] in {"list", "doctor", "export", "journey"} or key[0].startswith("jrnl")
            if slow and key[1] == LARGE and number > SLOW_RUNS:
                continue
            # What is not there to be carried on, or damaged, would end in another code.
            cost = costs[key] if number else Cost()
            run_once(command, find_environ(desk.place(key[1])), cost)
        for size in (0, LARGE):
            took = time_question(desk, size, question)
            costs["question", size].cpus += [took] if number else []
    return costs


def list_goals(desk: Desk, costs: dict[tuple[str, int], Cost]) -> list[Goal]:
    """Return the goals, in the order of the table."""

    def over(name: str, size: int, other: str = "P", other_size: int = 0) -> Callable[[], float]:
        return lambda: costs[name, size].cpu / costs[other, other_size].cpu

    def over_jrnl(name: str, other: str) -> Callable[[], float]:
        return over(name, LARGE, f"jrnl {other}", LARGE)

    def grown(name: str) -> Callable[[], float]:
        return lambda: costs[name, LARGE].memory / costs[name, SMALL].memory

    lean = costs["values", 0], costs["P", 0]
    return [
        Goal("`values` / P", 8.5, over("values", 0)),
        Goal("`values` / a one-option Typer program", 0.7, over("values", 0, "one option")),
        Goal("`--help` / P", 6.0, over("--help", 0)),
        *(
            Goal(f"`{name}` at 100 notes / P", 12, over(name, SMALL))
            for name in ("list -n 5", "show last", "search")
        ),
        Goal("question on screen / P, no notes", 12, over("question", 0)),
        Goal("question on screen / P, 10,000 notes", 20, over("question", LARGE)),
        Goal("bare command, nothing paused, at 10,000 / P", 20, over("bare", LARGE)),
        Goal("`resume`, nothing paused, at 10,000 / P", 20, over("resume", LARGE)),
        *(
            Goal(f"`{name}` at 10,000 / jrnl `-n 5`", 0.12, over_jrnl(name, "-n 5"))
            for name in ("list -n 5", "show last")
        ),
        Goal("`search`, rare, at 10,000 / jrnl's", 0.28, over_jrnl("search", "search")),
        Goal("`history`, one note in six / jrnl's", 0.5, over_jrnl("history", "history")),
        Goal("`list`, all, at 10,000 / jrnl `--short`", 0.9, over_jrnl("list", "--short")),
        Goal("`export --all --format md` / jrnl's", 2.5, over_jrnl("export", "md")),
        Goal("peak memory of `values` / of P", 2.3, lambda: lean[0].memory / lean[1].memory),
        *(
            Goal(f"peak memory of `{name}`, 10,000 / 100 notes", 1.2, grown(name))
            for name in ("list", "doctor", "export")
        ),
        Goal("memory after 6,000 keys in 5,000 words / before", 1.4, lambda: grow_by_keys(desk)),
        Goal("a key at p95, one paragraph of 1,500 words", 20, lambda: time_keys(desk, 1500), "ms"),
        Goal("the same, of 20,000 words", 60, lambda: time_keys(desk, 20_000), "ms"),
        Goal("wake-ups in an idle minute", 10, lambda: count_wakes(desk)),
    ]


def print_table(goals: Sequence[Goal]) -> None:
    """Print each goal with what was reached, as rows of Markdown."""
    print("| what | figure | goal | |\n| --- | --- | --- | --- |")
    for goal in goals:
        try:
            reached = goal.figure()
        except (KeyError, FileNotFoundError):
            print(f"| {goal.name} | not measured here | {goal.most:g} | |")
            continue
        unit = f" {goal.unit}" if goal.unit else ""
        missed = "missed" if round(reached, 2) > goal.most else ""
        print(f"| {goal.name} | {reached:.2f}{unit} | {goal.most:g}{unit} | {missed} |", flush=True)


def print_costs(costs: dict[tuple[str, int], Cost]) -> None:
    """Print what each command took, in P, and its peak memory."""
    least = costs["P", 0]
    print("\n| command | notes | CPU / P | memory / P |\n| --- | --- | --- | --- |")
    for (name, size), cost in costs.items():
        memory = f"{cost.memory / least.memory:.1f}" if cost.memory else ""
        print(f"| {name} | {size:,} | {cost.cpu / least.cpu:.1f} | {memory} |")
    print(f"\nP is {least.cpu * 1000:.1f} ms of CPU here.")


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9, help="how often each is run")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        desk = install(Path(name))
        for peer, found in (("jrnl", desk.peers.jrnl), ("ripgrep", desk.peers.ripgrep)):
            print(f"{peer}: {describe(found) if found else 'missing, so it was not measured'}")
        costs = measure(desk, runs)
        print_table(list_goals(desk, costs))
        print_costs(costs)


if __name__ == "__main__":
    main()
