"""Show the result of a check of a framework file, and which framework is in use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from partnership_cli.errors import Problem
from partnership_cli.formats.credit import credit
from partnership_cli.framework.model import Framework
from partnership_cli.terminal.console import Console

_HERE = "This is the built-in framework."


def show_check(
    console: Console, use: str, problems: Sequence[Problem], warnings: Sequence[Problem]
) -> None:
    """Show every problem and, apart from them, every warning; `use` is the command to go on."""
    if problems:
        console.paragraph("Not ready yet. Fix these, then check again:")
        _show_problems(console, problems)
    else:
        console.paragraph("No problem was found.")
    if warnings:
        console.blank()
        console.paragraph(
            "Please check these, too:" if problems else "It can be used. Please check these:"
        )
        _show_problems(console, warnings)
    if not problems:
        console.blank()
        console.commands([("To use it:", use)])


def serialize_check(
    file: str, problems: Sequence[Problem], warnings: Sequence[Problem]
) -> dict[str, object]:
    """Return what was found as `framework check --json` gives it."""
    return {
        "file": file,
        "ok": not problems,
        "problems": [_as_row(one) for one in problems],
        "warnings": [_as_row(one) for one in warnings],
    }


def show_in_use(console: Console, framework: Framework, file: str | None) -> None:
    """Show which framework is in use, and what else can be done."""
    console.paragraph(f"In use: {credit(framework.framework)}.")
    if file is None:
        console.paragraph(_HERE)
    else:
        console.paragraph("Its file:")
        console.verbatim(file)
    console.blank()
    console.commands(
        [
            ("To use another", "partnership framework use FILE"),
            *([("To go back", "partnership framework use bundled")] if file else []),
            ("To check one", "partnership framework check FILE"),
            ("To write one", "partnership framework new FILE"),
        ],
        indent="" if console.plain else "  ",
    )


def serialize_in_use(framework: Framework, file: str | None) -> dict[str, object]:
    """Return which framework is in use as `framework --json` gives it."""
    about = framework.framework
    return {"id": about.id, "title": about.title, "file": file}


def _show_problems(console: Console, problems: Sequence[Problem]) -> None:
    for problem in problems:
        console.text(str(problem))


def _as_row(problem: Problem) -> dict[str, object]:
    row = asdict(problem)
    del row["file"]
    return row
