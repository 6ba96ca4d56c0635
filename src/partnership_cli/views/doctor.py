"""Show what `doctor` found, or serialize it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from partnership_cli.errors import Problem
from partnership_cli.notebook.health import HealthFinding
from partnership_cli.terminal.console import Console

Moves = Sequence[tuple[Path, Path]]
"""Each path that was moved, and where it is now."""


_COMMAND: Final = "chmod "
_FEW: Final = 3
"""Up to so many things of a kind in one folder have a line each."""


def show_health(console: Console, findings: Sequence[HealthFinding], moved: Moves) -> None:
    """Show what was found, damage first, and what was moved."""
    if not findings:
        console.paragraph("Everything is in order.")
        return
    for title, damage in (("Cannot be read:", True), ("Please check:", False)):
        some = [one for one in findings if one.damage is damage]
        if some:
            console.heading(title)
            for problem in _gather(some):
                _show_problem(console, problem)
            console.blank()
    if moved:
        console.heading("Moved, unchanged:")
        for source, target in moved:
            console.verbatim(f"{source} -> {target}")
    elif any(one.movable for one in findings):
        console.paragraph("Nothing was changed.")
        console.commands([("To move what is in the way:", "partnership doctor --repair")])
    else:
        console.paragraph("Nothing was changed.")


def _show_problem(console: Console, problem: Problem) -> None:
    """Show a problem in one line, as programs read it; on a screen its place stands alone.

    Neither a path nor a command is broken, so that it can be copied.
    """
    if not console.out.isatty():
        console.verbatim(str(problem))
        return
    console.verbatim(problem.place)
    console.quote(problem.what)
    if problem.do.startswith(_COMMAND):
        console.unbroken(problem.do)
    elif problem.do:
        console.quote(problem.do)


def _gather(findings: Sequence[HealthFinding]) -> Iterator[Problem]:
    """Yield a problem for each finding, or one for many of a kind in one folder."""
    together: dict[tuple[Path, str], list[HealthFinding]] = {}
    for one in findings:
        place = Path(one.problem.file).parent, one.kind or one.problem.what
        together.setdefault(place, []).append(one)
    for (folder, kind), some in together.items():
        if len(some) <= _FEW:
            yield from (one.problem for one in some)
            continue
        names = ", ".join(_name_place(one.problem) for one in some[:_FEW])
        what = f"{len(some)} files: {kind} ({names} and {len(some) - _FEW} more)"
        yield Problem(str(folder), 0, 0, what, some[0].problem.do)


def _name_place(problem: Problem) -> str:
    name = Path(problem.file).name
    return f"{name}:{problem.line}" if problem.line else name


def serialize_health(findings: Sequence[HealthFinding], moved: Moves) -> dict[str, object]:
    """Return what was found as `doctor --json` gives it."""
    return {
        "findings": [
            {
                "file": one.problem.file,
                "line": one.problem.line,
                "column": one.problem.column,
                "what": one.problem.what,
                "do": one.problem.do,
                "damage": one.damage,
            }
            for one in findings
        ],
        "moved": [{"from": str(source), "to": str(target)} for source, target in moved],
    }
