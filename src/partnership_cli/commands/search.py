"""`partnership search`: find an answer by its words."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from partnership_cli.commands.options import FrameworkOption, JsonOption
from partnership_cli.context import AppContext
from partnership_cli.reflection.dates import require_day
from partnership_cli.reflection.search import Match, Query, find_matches, may_match, parse_query
from partnership_cli.reflection.selection import find_theme
from partnership_cli.reflection.session import clean_text, is_of
from partnership_cli.session.terminal import InputOptions, open_terminal
from partnership_cli.views.answers import serialize_matches, show_matches


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
    as_json: JsonOption = False,
    _framework: FrameworkOption = None,
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
    context: AppContext = ctx.obj
    text = _join(words) if words else ask_for_words(context)
    matches = find_answers(context, text, since, until)
    if as_json:
        context.console.json(serialize_matches(matches))
    else:
        with context.show_in_pages():
            show_matches(context.console, matches)


def _join(words: list[str]) -> str:
    """Return the words as one query; an argument with a space in it is a phrase."""
    return " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)


def find_answers(
    context: AppContext, words: str, since: str | None = None, until: str | None = None
) -> tuple[Match, ...]:
    """Return the answers that fit, the newest first. Raises UsageError, NotFoundError."""
    query = parse_query(clean_text(words))
    today = context.now().date()
    first = require_day(since, today) if since else date.min
    last = require_day(until, today) if until else date.max
    themes = _resolve_themes(context, query)
    # A theme is one of the framework in use, and so are its questions.
    framework = context.framework.framework.id if themes else ""
    return tuple(
        Match.of(entry.session, answer, snippet, str(entry.path))
        for entry in context.notebook.entries_where(lambda data: may_match(query, data))
        if first <= entry.session.started.date() <= last
        and (not themes or is_of(entry.session, framework))
        for answer, snippet in find_matches(query, entry.session, themes)
    )


def ask_for_words(context: AppContext) -> str:
    """Ask in the terminal for the words to find. Raises NeedsTerminalError."""
    with open_terminal(context, InputOptions(), "Name them: partnership search trust") as terminal:
        return terminal.read_line("What are you looking for? ").text


def _resolve_themes(context: AppContext, query: Query) -> dict[str, frozenset[str]]:
    if not query.themes:
        return {}
    known = context.framework.themes
    return {
        name: frozenset(question.id for question in find_theme(known, name).questions)
        for name in query.themes
    }
