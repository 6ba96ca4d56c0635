"""`partnership list`: which reflections there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from partnership_cli.commands.options import AsJson, Partner
from partnership_cli.completion import complete_themes

if TYPE_CHECKING:
    from partnership_cli.context import Workspace


def run(
    ctx: typer.Context,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DAY", help="Begun on this day or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DAY", help="Begun on this day or earlier.")
    ] = None,
    theme: Annotated[
        str | None,
        typer.Option(
            "--theme",
            help="With an answer to a question of this theme.",
            autocompletion=complete_themes,
        ),
    ] = None,
    partner: Partner = None,
    status: Annotated[
        str | None, typer.Option("--status", metavar="open|done", help="Paused, or finished.")
    ] = None,
    count: Annotated[
        int | None, typer.Option("-n", metavar="N", min=1, help="At most so many.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """See which reflections you have, the newest first.

    The letters in front of each are its REF: show, resume and export take it.
    DAY is a date such as 2026-11-23, or today, yesterday, 7d, 2w, 3m.

    Examples:
      partnership list
      partnership list --since 3m --partner Sam
    """
    from partnership_cli.notebook.filters import Wanted, choose_entries, make_filter
    from partnership_cli.notebook.paths import short_id
    from partnership_cli.views.notes import Beside, Row, describe_beside, list_as_json, show_list

    workspace: Workspace = ctx.obj
    console, notebook = workspace.console, workspace.notebook
    wanted = Wanted(since, until, theme, partner, status)
    fits = make_filter(wanted, lambda: workspace.framework, workspace.now().date())
    chosen = choose_entries(notebook, fits, count)
    rows = tuple(
        Row(short_id(entry.session.id), entry.session, str(entry.path), entry.problem)
        for entry in chosen.entries
    )
    filtered = wanted.is_anything()
    beside = Beside(chosen.strangers, 0 if filtered else len(notebook.begun()))
    if as_json:
        console.json(list_as_json(rows))
        for line in describe_beside(beside):
            console.say(line)
    else:
        show_list(console, rows, beside, filtered=filtered)
