"""Print what a command costs in notebooks of several sizes, and how that grows.

    python benchmarks/notebook.py [--sizes 100 1000 10000] [--runs 5] [--no-peers]

Each note has five answers of 80 words; the notes are spread over the last ten years, and for
`journey` 1,000 others over the last three. The same text is one jrnl journal, an entry a note.
jrnl and ripgrep are installed into an environment in a temporary folder. All commands of all
sizes take turns, so that a busy moment meets them all alike; the disk's cache is warm. CPU is
user and system time of the whole process, CPU and wall time are the median of the runs, memory
is the highest peak. Ratios hold from one machine to another; the milliseconds do not.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

PROGRAM = str(Path(sys.executable).with_name("partnership"))
WORDS = ("partner", "meeting", "listen", "together", "change", "trust", "course", "share", "we")
WORDS_IN_ANSWER, ANSWERS, YEARS = 80, 5, 10
JOURNEY_YEARS = 3
ACCENTED = "café"
"""Stands in every tenth note: such a note is not ASCII, and takes longer to search."""
RARE = "lantern in the fog"
"""Stands in one note, in the middle of the notebook."""
ASKED = "joy"
SMALL, MIDDLE, LARGE = 100, 1_000, 10_000
JRNL, RIPGREP = "jrnl==4.6", "ripgrep"
JRNL_UP_TO, JRNL_SAVES_UP_TO = LARGE, MIDDLE
"""A save in jrnl took half a minute at 10,000, so that none is measured there."""
NEWEST, LAST, SEARCH, HISTORY = "list -n 5", "show last", "search", "history"
JOURNEY = "journey, 3 years"
SAVE, LOOP, START = "save", "reading loop", "values"

# A child's peak of memory begins at that of its parent, so a parent smaller than this one
# starts it and counts.
SMALL_PARENT = """
import os, sys, time
nowhere = os.open(os.devnull, os.O_RDWR)
to = [(os.POSIX_SPAWN_DUP2, nowhere, number) for number in (0, 1, 2)]
begun = time.perf_counter()
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=to)
_, status, used = os.wait4(child, 0)
print(used.ru_utime + used.ru_stime, time.perf_counter() - begun, used.ru_maxrss, status)
"""

# Opens and reads every note and does nothing else: the limit for whatever reads them all.
READING_LOOP = """
import os, sys
for year in os.scandir(sys.argv[1]):
    for note in os.scandir(year.path):
        descriptor = os.open(note.path, os.O_RDONLY)
        os.read(descriptor, 65536)
        os.close(descriptor)
"""

JRNL_SETTINGS = """version: v4.6
journals:
  default:
    journal: {journal}
editor: ''
encrypt: false
template: false
default_hour: 9
default_minute: 0
timeformat: '%Y-%m-%d %H:%M'
tagsymbols: '@'
highlight: false
linewrap: 79
indent_character: '|'
colors:
  body: none
  date: none
  tags: none
  title: none
"""


@dataclass
class Cost:
    """What the runs of one command took."""

    cpus: list[float] = field(default_factory=list)
    walls: list[float] = field(default_factory=list)
    memory: int = 0

    @property
    def cpu(self) -> float:
        """The median of the CPU time, in seconds."""
        return statistics.median(self.cpus)

    @property
    def wall(self) -> float:
        """The median of the wall time, in seconds."""
        return statistics.median(self.walls)


Key = tuple[str, int]
"""What is measured, and the size of the notebook."""
Costs = Mapping[Key, Cost]


@dataclass(frozen=True)
class Peers:
    """The programs ours is compared with; None where one is not there."""

    jrnl: str | None = None
    ripgrep: str | None = None


@dataclass(frozen=True)
class Place:
    """A folder with a notebook and the journal of the same text."""

    folder: Path
    size: int
    years: int = YEARS

    @property
    def notebook(self) -> Path:
        """The notes."""
        return self.folder / "notebook"

    @property
    def journal(self) -> Path:
        """The same text for jrnl."""
        return self.folder / "journal.txt"

    @property
    def settings(self) -> Path:
        """The settings of jrnl."""
        return self.folder / "jrnl.yaml"

    @property
    def answers(self) -> Path:
        """The answer that is saved."""
        return self.folder / "answers.md"


def install_peers(folder: Path) -> Peers:
    """Install jrnl and ripgrep into an environment of their own."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    pip = [str(folder / "bin" / "pip"), "install", "--quiet", "--only-binary", ":all:"]
    for name in (JRNL, RIPGREP):
        subprocess.run([*pip, name], capture_output=True, check=False)
    inside = str(folder / "bin")
    ripgrep = shutil.which("rg", path=inside) or shutil.which("rg")
    return Peers(shutil.which("jrnl", path=inside), ripgrep)


def read_questions() -> dict[str, str]:
    """Return the framework's questions by their ids."""
    command = [PROGRAM, "questions", "--json"]
    printed = subprocess.run(command, capture_output=True, check=True).stdout
    return {question["id"]: question["text"] for question in json.loads(printed)}


def write_answer(number: int, at: int) -> str:
    """Return an answer; the same for the same numbers."""
    words = [WORDS[(number * 7 + at * 3 + n * n) % len(WORDS)] for n in range(WORDS_IN_ANSWER)]
    if number % 10 == at == 0:
        words[9] = ACCENTED
    return " ".join(words)


def write_place(place: Place, questions: Mapping[str, str]) -> None:
    """Write a notebook, and the same text as a journal."""
    place.notebook.mkdir(parents=True)
    place.settings.write_text(JRNL_SETTINGS.format(journal=place.journal), encoding="utf-8")
    place.answers.write_text(f"## {ASKED}\n\n{write_answer(1, 1)}\n", encoding="utf-8")
    ids = list(questions)
    days = timedelta(days=365 * place.years)
    begin = datetime.now(UTC).replace(microsecond=0) - days - timedelta(days=1)
    with place.journal.open("w", encoding="utf-8") as journal:
        for number in range(place.size):
            asked = [ids[(number * ANSWERS + at) % len(ids)] for at in range(ANSWERS)]
            texts = {one: write_answer(number, at) for at, one in enumerate(asked)}
            if number == place.size // 2:
                texts[asked[2]] += f" {RARE}"
            started = begin + days * number / place.size
            write_note(place.notebook, number, started, questions, texts)
            entry = "".join(f"{questions[one]} @{one}\n{text}\n" for one, text in texts.items())
            journal.write(f"[{started:%Y-%m-%d %H:%M}] Note {number}.\n{entry}\n")


def write_note(
    notebook: Path,
    number: int,
    started: datetime,
    questions: Mapping[str, str],
    texts: Mapping[str, str],
) -> None:
    """Write one note as the program does; its token is its number in letters of base 20."""
    letters = "bcdfghjkmnpqrstvwxyz"
    token = "".join(letters[number // 20**place % 20] for place in range(6))
    moment = started.isoformat(timespec="seconds")
    path = notebook / f"{started:%Y/%Y-%m-%d-%H%M}-{token}.md"
    path.parent.mkdir(exist_ok=True)
    parts = [
        f"---\npartnership: 1\nid: {started:%Y%m%dt%H%M%Sz}-{token}\ntitle: Note {number}\n"
        f"status: done\nstarted: {moment}\nframework: westminster-student-partnership\n"
        f"questions: [{', '.join(texts)}]\npartners: [Sam]\n---\n\n# Note {number}\n"
    ]
    parts += [
        f"\n## {questions[one]}\n<!-- answer: {one} private {moment} -->\n\n{text}\n\n"
        "<!-- /answer -->\n"
        for one, text in texts.items()
    ]
    path.write_text("".join(parts), encoding="utf-8")


def list_commands(place: Place, peers: Peers) -> dict[Key, list[str]]:
    """Return what is measured in a place."""
    partnership = [PROGRAM]
    if place.years == JOURNEY_YEARS:
        return {(JOURNEY, place.size): [*partnership, "journey"]}
    commands = {
        LOOP: [sys.executable, "-c", READING_LOOP, str(place.notebook)],
        SEARCH: [*partnership, "search", RARE],
        HISTORY: [*partnership, "history", ASKED],
    }
    if place.size:
        # Each save adds a note of one answer.
        save = ["reflect", "--question", ASKED, "--answers", str(place.answers)]
        commands |= {
            NEWEST: [*partnership, "list", "-n", "5"],
            LAST: [*partnership, "show", "last"],
            SAVE: [*partnership, *save],
        }
    else:
        commands[START] = [*partnership, "values"]
    if peers.ripgrep and place.size:
        common = [peers.ripgrep, "--no-config"]
        commands |= {
            f"ripgrep {SEARCH}": [*common, "-i", RARE, str(place.notebook)],
            f"ripgrep {HISTORY}": [*common, "-A2", f"answer: {ASKED} ", str(place.notebook)],
        }
    if peers.jrnl and 0 < place.size <= JRNL_UP_TO:
        common = [peers.jrnl, "--config-file", str(place.settings)]
        commands |= {
            f"jrnl {NEWEST}": [*common, "-n", "5", "--short"],
            f"jrnl {LAST}": [*common, "-n", "1"],
            f"jrnl {SEARCH}": [*common, "-contains", RARE],
            # Titles only, which is less than ours prints: whole entries take it far longer.
            f"jrnl {HISTORY}": [*common, f"@{ASKED}", "--short"],
        }
        if place.size <= JRNL_SAVES_UP_TO:
            commands[f"jrnl {SAVE}"] = [*common, f"Joy. {write_answer(1, 1)}"]
    return {(name, place.size): command for name, command in commands.items()}


def check_place(place: Place, environ: Mapping[str, str]) -> None:
    """Stop unless the rare phrase is found once: a notebook that is not read costs nothing."""
    command = [PROGRAM, "search", RARE, "--json"]
    printed = subprocess.run(command, env=environ, capture_output=True, check=True).stdout
    if len(json.loads(printed)) != min(place.size, 1):
        sys.exit(f"the notebook of {place.size} notes is not as it was meant")


def run_once(command: Sequence[str], environ: Mapping[str, str], cost: Cost) -> None:
    """Run a command without its output and note what it took."""
    bare = [sys.executable, "-I", "-S", "-c", SMALL_PARENT, *command]
    printed = subprocess.run(bare, env=environ, capture_output=True, check=True, text=True).stdout
    cpu, wall, memory, status = printed.split()
    if status != "0":
        sys.exit(f"failed: {' '.join(command)}")
    cost.cpus.append(float(cpu))
    cost.walls.append(float(wall))
    cost.memory = max(cost.memory, int(memory))


def measure(places: Sequence[Place], peers: Peers, runs: int) -> Costs:
    """Run everything in turn, so many times, after a first round that is not counted."""
    commands: dict[Key, list[str]] = {}
    environs: dict[Key, dict[str, str]] = {}
    for place in places:
        check_place(place, find_environ(place))
        found = list_commands(place, peers)
        commands |= found
        environs |= dict.fromkeys(found, find_environ(place))
    for key, command in commands.items():
        run_once(command, environs[key], Cost())
    costs = {key: Cost() for key in commands}
    for _ in range(runs):
        for key, command in commands.items():
            run_once(command, environs[key], costs[key])
    return costs


def find_environ(place: Place) -> dict[str, str]:
    """Return the environment in which nothing but this place is known."""
    folder = str(place.folder)
    return {"PATH": os.environ["PATH"], "HOME": folder, "PARTNERSHIP_HOME": folder}


def print_costs(costs: Costs, sizes: Sequence[int]) -> None:
    """Print every command at every size, as ratios to `values` and to the smallest notebook."""
    start = costs[START, 0]
    cpu, wall = start.cpu * 1000, start.wall * 1000
    print(f"1.00 is `partnership values`: {cpu:.0f} ms of CPU, {wall:.0f} ms in all")
    print(f"{'':<22}{'notes':>8}{'CPU':>8}{'wall':>8}{'memory':>8}   CPU and memory, smallest = 1")
    for name in dict.fromkeys(name for name, size in costs if size):
        first = next(costs[name, size] for size in sizes if (name, size) in costs)
        for size in sizes:
            if (name, size) not in costs:
                print(f"{name:<22}{size:>8}   not measured")
                continue
            cost = costs[name, size]
            print(
                f"{name:<22}{size:>8}{cost.cpu / start.cpu:>8.2f}{cost.wall / start.wall:>8.2f}"
                f"{cost.memory / start.memory:>8.2f}"
                f"   {cost.cpu / first.cpu:>7.2f}{cost.memory / first.memory:>8.2f}"
            )


def main() -> None:
    """Make the notebooks, measure every command in turn, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[SMALL, MIDDLE, LARGE])
    parser.add_argument("--runs", type=int, default=5, help="how often each is run")
    parser.add_argument("--no-peers", action="store_true", help="measure neither jrnl nor ripgrep")
    given = parser.parse_args()
    sizes = sorted(set(given.sizes))
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        peers = Peers() if given.no_peers else install_peers(folder / "peers")
        for name, found in (("jrnl", peers.jrnl), ("ripgrep", peers.ripgrep)):
            print(f"{name}: {describe(found) if found else 'not there, so it was not measured'}")
        questions = read_questions()
        places = [Place(folder / str(size), size) for size in (0, *sizes)]
        if MIDDLE in sizes:
            places.append(Place(folder / "journey", MIDDLE, JOURNEY_YEARS))
        for place in places:
            write_place(place, questions)
        costs = measure(places, peers, given.runs)
    print_costs(costs, sizes)


def describe(program: str) -> str:
    """Return the first line of what a program says of its version."""
    printed = subprocess.run([program, "--version"], capture_output=True, check=True, text=True)
    return printed.stdout.splitlines()[0]


if __name__ == "__main__":
    main()
