"""`partnership list`: list the reflections."""

from __future__ import annotations

from typing import Annotated

import typer

from partnership_cli.commands.options import FrameworkOption, JsonOption, PartnerOption
from partnership_cli.completion import complete_themes
from partnership_cli.context import AppContext
from partnership_cli.notebook.filters import FilterOptions, NoteSelection, make_filter
from partnership_cli.views.folders import show_former
from partnership_cli.views.notes import (
    UnlistedFiles,
    describe_unlisted,
    serialize_entries,
    show_list,
)


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
    partner: PartnerOption = None,
    status: Annotated[
        str | None, typer.Option("--status", metavar="paused|done", help="Paused, or finished.")
    ] = None,
    count: Annotated[
        int | None, typer.Option("-n", metavar="N", min=1, help="At most so many.")
    ] = None,
    as_json: JsonOption = False,
    _framework: FrameworkOption = None,
) -> None:
    """See which reflections you have, the newest first.

    The code in front of each is its REF: show, resume and export take it.
    DAY is a date such as 2026-11-23, or today, yesterday, 7d, 2w, 3m.

    Examples:
      partnership list
      partnership list --since 3m --partner Sam
    """
    context: AppContext = ctx.obj
    console, notebook = context.console, context.notebook
    wanted = FilterOptions(since, until, theme, partner, status)
    fits = make_filter(wanted, lambda: context.framework, context.now().date())
    chosen = NoteSelection(notebook, fits, count)
    filtered = wanted.is_anything()
    former = context.find_former_notes()

    def find_beside() -> UnlistedFiles:
        begun = 0 if filtered else len(notebook.noteless_entries())
        return UnlistedFiles(chosen.count_lost(), begun, len(former))

    if as_json:
        console.json(serialize_entries(chosen.entries))
        for line in describe_unlisted(find_beside()):
            console.say(line)
    else:
        with context.show_in_pages():
            show_list(context.console, chosen.entries, find_beside, filtered=filtered)
    show_former(console, former, notebook.folder)
