"""`partnership search`: find an answer by its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from partnership_cli.commands.options import AsJson

if TYPE_CHECKING:
    from partnership_cli.context import Workspace


def run(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]...", help="What to look for.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DAY", help="Begun on this day or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DAY", help="Begun on this day or earlier.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Find answers by their words, the newest first.

    All words must be there; OR between two of them asks for one; "a phrase" stands together;
    -word must not be there; theme:emotions and partner:Sam narrow it. Case and accents do not
    matter. Without WORDS you are asked for them, so that they do not stay in your shell's
    history.

    Examples:
      partnership search
      partnership search trust OR fairness theme:values-and-power
      partnership search --since 3m -- '"who decides"' -money
    """
    from partnership_cli.finding import Finding, ask_for_words, find_answers
    from partnership_cli.views.answers import matches_as_json, show_matches

    workspace: Workspace = ctx.obj
    text = _join(words) if words else ask_for_words(workspace)
    matches = find_answers(workspace, Finding(text, since, until))
    if as_json:
        workspace.console.json(matches_as_json(matches))
    else:
        show_matches(workspace.console, matches)


def _join(words: list[str]) -> str:
    """Return the words as one query; an argument with a space in it is a phrase."""
    return " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
