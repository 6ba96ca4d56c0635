"""`partnership list`: which reflections there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from partnership_cli.commands.options import AsJson, Partner
from partnership_cli.completion import complete_themes

if TYPE_CHECKING:
    from partnership_cli.workspace import Workspace


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
    from itertools import islice

    from partnership_cli.notebook.filters import Wanted, make_filter
    from partnership_cli.notebook.names import short_id
    from partnership_cli.terminal.views_notes import Row, list_as_json, show_list

    workspace: Workspace = ctx.obj
    wanted = Wanted(since, until, theme, partner, status)
    entries = workspace.notebook.entries()
    if wanted.is_anything():
        entries = filter(
            make_filter(wanted, lambda: workspace.framework, workspace.now().date()), entries
        )
    rows = tuple(
        Row(short_id(entry.session.id), entry.session, str(entry.path), entry.problem)
        for entry in islice(entries, count)
    )
    if as_json:
        workspace.console.json(list_as_json(rows))
    else:
        show_list(workspace.console, rows, filtered=wanted.is_anything())
