"""`partnership doctor`: what is wrong with the notebook, and how to fix it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from partnership_cli.commands.options import JsonOption
from partnership_cli.config.settings import Settings
from partnership_cli.context import AppContext
from partnership_cli.errors import DamagedNoteError, NotSavedError, OutputError, Problem
from partnership_cli.notebook.health import HealthFinding, examine, quarantine
from partnership_cli.views.doctor import serialize_health, show_health
from partnership_cli.views.folders import make_former_problem


def run(
    ctx: typer.Context,
    repair: Annotated[
        bool, typer.Option("--repair", help="Move what is in the way into quarantine.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Check your notes, and the folders they are in, for problems. Nothing is changed.

    It looks for notes that cannot be read, files that may be notes and are not listed, copies
    that a conflict or a sync service left, drafts without a note, files that other accounts can
    open, a disk that is nearly full, and a framework or guides that are set and not there.
    With --repair, unreadable notes, copies and such drafts are moved into a folder beside
    the notes; nothing is removed.

    Examples:
      partnership doctor
      partnership doctor --repair
    """
    context: AppContext = ctx.obj
    notebook = context.notebook
    findings = (
        *examine(notebook, context.deleted),
        *map(HealthFinding, find_missing_files(context.settings)),
        *(
            HealthFinding(make_former_problem(one, notebook.folder))
            for one in context.find_former_notes()
        ),
    )
    moved: list[tuple[Path, Path]] = []

    def show() -> None:
        if as_json:
            context.console.json(serialize_health(findings, moved))
        else:
            with context.show_in_pages():
                show_health(context.console, findings, moved)

    try:
        moved.extend(quarantine(findings, notebook) if repair else ())
    except NotSavedError:
        # What was moved before the error is shown too, if the output still works.
        with suppress(OutputError):
            show()
        raise
    show()
    if any(one.damage for one in findings) and not repair:
        raise typer.Exit(DamagedNoteError.exit_code)


def find_missing_files(settings: Settings) -> Iterator[Problem]:
    """Yield a problem for each file that is set and does not exist."""
    for key, file in (("framework", settings.framework), ("guides", settings.guides)):
        if file is not None and not file.is_file():
            what = f"is set as your {key}, and is not there"
            yield Problem(str(file), 0, 0, what, f"put it back, or: partnership config unset {key}")
