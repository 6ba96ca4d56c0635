"""Answers found in the notebook: by their words, and by their question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from partnership_cli.errors import NotFoundError
from partnership_cli.reflection.dates import require_day
from partnership_cli.reflection.search import (
    Match,
    Query,
    find_matches,
    may_match,
    parse_query,
)
from partnership_cli.reflection.selection import find_question, find_theme
from partnership_cli.reflection.session import clean_text

if TYPE_CHECKING:
    from partnership_cli.workspace import Workspace


@dataclass(frozen=True)
class Finding:
    """What is looked for, as it was typed."""

    words: str
    since: str | None = None
    until: str | None = None


def find_answers(workspace: Workspace, finding: Finding) -> tuple[Match, ...]:
    """Return the answers that fit, the newest first. Raises UsageError, NotFoundError."""
    query = parse_query(clean_text(finding.words))
    today = workspace.now().date()
    first = require_day(finding.since, today) if finding.since else date.min
    last = require_day(finding.until, today) if finding.until else date.max
    themes = _resolve_themes(workspace, query)
    return tuple(
        Match.of(entry.session, answer, snippet, str(entry.path))
        for entry in workspace.notebook.entries_where(lambda data: may_match(query, data))
        if first <= entry.session.started.date() <= last
        for answer, snippet in find_matches(query, entry.session, themes)
    )


def find_history(workspace: Workspace, name: str) -> tuple[Match, ...]:
    """Return every answer to a question, the oldest first.

    A question that the framework no longer has is found by its whole id. Raises
    NotFoundError when neither the framework nor a note knows it.
    """
    questions = [question for _, question in workspace.framework.questions()]
    try:
        wanted = find_question(questions, name).id
    except NotFoundError:
        wanted = clean_text(name).strip()
        found = _answers_to(workspace, wanted)
        if not found:
            raise
        return found
    return _answers_to(workspace, wanted)


def ask_for_words(workspace: Workspace) -> str:
    """Ask in the terminal what to look for. Raises NeedsTerminalError."""
    from partnership_cli.sitting.table import Input, open_table

    with open_table(workspace, Input(), "Name them: partnership search trust") as table:
        return table.read_line("What are you looking for? ").text


def _answers_to(workspace: Workspace, question: str) -> tuple[Match, ...]:
    mark = f"<!-- answer: {question} ".encode()
    found = [
        Match.whole(entry.session, answer, str(entry.path))
        for entry in workspace.notebook.entries_where(lambda data: mark in data)
        if (answer := entry.session.answer_to(question))
    ]
    return tuple(reversed(found))


def _resolve_themes(workspace: Workspace, query: Query) -> dict[str, frozenset[str]]:
    if not query.themes:
        return {}
    known = workspace.framework.themes
    return {
        name: frozenset(question.id for question in find_theme(known, name).questions)
        for name in query.themes
    }
