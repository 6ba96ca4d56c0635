"""What `doctor` found, as a person reads it and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from partnership_cli.errors import Problem
from partnership_cli.terminal.console import Console

Moved = Sequence[tuple[Path, Path]]
"""Each path that was moved, and where it is now."""


class Seen(NamedTuple):
    """One thing that was found, and whether words cannot be read because of it."""

    problem: Problem
    damage: bool


def show_checkup(console: Console, seen: Sequence[Seen], moved: Moved, *, movable: bool) -> None:
    """Show what was found, damage first, and what was moved."""
    if not seen:
        console.paragraph("Everything is in order.")
        return
    for title, damage in (("Cannot be read:", True), ("To know:", False)):
        some = [one.problem for one in seen if one.damage is damage]
        if some:
            console.heading(title)
            for problem in some:
                console.verbatim(str(problem))
            console.blank()
    if moved:
        console.heading("Moved, with every word in it:")
        for source, target in moved:
            console.verbatim(f"{source} -> {target}")
    elif movable:
        console.paragraph("Nothing was changed.")
        console.commands([("To move what is in the way:", "partnership doctor --repair")])
    else:
        console.paragraph("Nothing was changed.")


def checkup_as_json(seen: Sequence[Seen], moved: Moved) -> dict[str, object]:
    """Return what was found as `doctor --json` gives it."""
    return {
        "findings": [
            {
                "file": problem.file,
                "line": problem.line,
                "column": problem.column,
                "what": problem.what,
                "do": problem.do,
                "damage": damage,
            }
            for problem, damage in seen
        ],
        "moved": [{"from": str(source), "to": str(target)} for source, target in moved],
    }
