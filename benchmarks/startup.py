"""Print what a command costs, as ratios of CPU from one run on one machine.

    python benchmarks/startup.py [--runs 15] [--jrnl PATH]

CPU is user and system time of the whole process, the median of the runs; the commands take
turns, so that a busy moment meets them all alike. Ratios hold from one machine to another;
the milliseconds beside them do not.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

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

SMALL_PARENT = """
import os, sys
nowhere = os.open(os.devnull, os.O_RDWR)
to = [(os.POSIX_SPAWN_DUP2, nowhere, number) for number in (0, 1, 2)]
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=to)
print(os.wait4(child, 0)[2].ru_maxrss)
"""


@dataclass
class Cost:
    """What the runs of one command took."""

    cpu: list[float] = field(default_factory=list)
    memory: int = 0

    @property
    def median(self) -> float:
        """The median of the CPU time, in seconds."""
        return statistics.median(self.cpu)


@dataclass(frozen=True)
class Ratio:
    """One command set against another, with the most it may be."""

    name: str
    over: str
    goal: float


RATIOS = (
    Ratio("partnership --help", "one command, no rich, --help", 1.15),
    Ratio("partnership --help", "one command, --help", 1.15),
    Ratio("partnership --version", "one command, no rich, --help", 1.15),
    Ratio("partnership values", "one command, one option", 1.25),
    Ratio("partnership --version", "jrnl --version", 1.0),
)


def measure_cpu(command: list[str], environ: Mapping[str, str]) -> float:
    """Run a command without its output; return its CPU seconds."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    child = os.posix_spawn(
        command[0],
        command,
        environ,
        file_actions=[(os.POSIX_SPAWN_DUP2, nowhere, to) for to in (0, 1, 2)],
    )
    os.close(nowhere)
    _, status, used = os.wait4(child, 0)
    if status:
        sys.exit(f"failed: {' '.join(command)}")
    return used.ru_utime + used.ru_stime


def measure_memory(command: list[str], environ: Mapping[str, str]) -> int:
    """Return the peak memory of a command in the system's own unit.

    A child's peak begins at that of its parent, so a parent smaller than this one starts it.
    """
    bare = [sys.executable, "-I", "-S", "-c", SMALL_PARENT, *command]
    return int(subprocess.run(bare, env=environ, capture_output=True, check=True).stdout)


def list_commands(folder: Path, jrnl: str | None) -> dict[str, list[str]]:
    """Return what is measured, by the name it is printed under."""
    python, bare = sys.executable, folder / "bare.py"
    with_rich = folder / "with_rich.py"
    bare.write_text(ONE_COMMAND.format(settings="rich_markup_mode=None"), encoding="utf-8")
    with_rich.write_text(ONE_COMMAND.format(settings=""), encoding="utf-8")
    partnership = [python, "-m", "partnership_cli"]
    commands = {
        "python -c pass": [python, "-c", "pass"],
        "one command, no rich, --help": [python, str(bare), "--help"],
        "one command, --help": [python, str(with_rich), "--help"],
        "one command, one option": [python, str(bare), "--name", "Ama"],
        "partnership --help": [*partnership, "--help"],
        "partnership --version": [*partnership, "--version"],
        "partnership values": [*partnership, "values"],
    }
    return commands | ({"jrnl --version": [jrnl, "--version"]} if jrnl else {})


def main() -> None:
    """Measure every command in turn and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="how often each is run")
    parser.add_argument("--jrnl", help="the path of a jrnl, to compare with")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        commands = list_commands(folder, given.jrnl)
        environ = {"PATH": os.environ["PATH"], "HOME": home, "PARTNERSHIP_HOME": home}
        costs = {name: Cost() for name in commands}
        for number in range(max(given.runs, 10) + 1):
            for name, command in commands.items():
                cpu = measure_cpu(command, environ)
                # The first round fills the caches of the disk and of compiled modules.
                if number:
                    costs[name].cpu.append(cpu)
        for name, command in commands.items():
            costs[name].memory = measure_memory(command, environ)
    least = costs["python -c pass"]
    for name, cost in costs.items():
        memory_ratio = cost.memory / least.memory
        print(f"{name:<30} {cost.median * 1000:6.0f} ms  memory {memory_ratio:4.1f} times python's")
    for ratio in RATIOS:
        if ratio.over in costs:
            reached = costs[ratio.name].median / costs[ratio.over].median
            print(f"{ratio.name} / {ratio.over}: {reached:.2f} (goal {ratio.goal})")


if __name__ == "__main__":
    main()
