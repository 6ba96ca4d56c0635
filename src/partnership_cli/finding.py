"""Answers found in the notebook: by their words, and by their question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from partnership_cli.documents.marks import mark_session
from partnership_cli.errors import NotFoundError
from partnership_cli.reflection.dates import require_day
from partnership_cli.reflection.journey import Journey, trace_journey
from partnership_cli.reflection.search import (
    Match,
    Query,
    find_matches,
    may_match,
    parse_query,
)
from partnership_cli.reflection.selection import find_question, find_theme
from partnership_cli.reflection.session import Session, clean_text, is_with

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


def find_history(workspace: Workspace, name: str, partner: str | None = None) -> tuple[Match, ...]:
    """Return every answer to a question, with a partner or with anyone, the oldest first.

    A question that the framework no longer has is found by its whole id. Raises
    NotFoundError when neither the framework nor a note knows it.
    """
    questions = [question for _, question in workspace.framework.questions()]
    try:
        wanted = find_question(questions, name).id
    except NotFoundError:
        wanted = clean_text(name).strip()
        found = _answers_to(workspace, wanted, partner)
        if not found:
            raise
        return found
    return _answers_to(workspace, wanted, partner)


def find_journey(workspace: Workspace, partner: str | None) -> Journey:
    """Return which questions were sat with and when, with a partner or with anyone.

    What was written in a quiet guide is left out.
    """
    quiet = workspace.companion.quiet_guides
    notes = (
        workspace.notebook.marks()
        if partner is None
        else map(mark_session, _sessions_with(workspace, partner))
    )
    marks = (mark for note in notes if note.guide not in quiet for mark in note.marks)
    return trace_journey(workspace.framework, marks, workspace.now())


def ask_for_words(workspace: Workspace) -> str:
    """Ask in the terminal what to look for. Raises NeedsTerminalError."""
    from partnership_cli.sitting.table import Input, open_table

    with open_table(workspace, Input(), "Name them: partnership search trust") as table:
        return table.read_line("What are you looking for? ").text


def _sessions_with(workspace: Workspace, partner: str) -> Iterator[Session]:
    return (
        entry.session for entry in workspace.notebook.entries() if is_with(entry.session, partner)
    )


def _answers_to(workspace: Workspace, question: str, partner: str | None) -> tuple[Match, ...]:
    mark = f"<!-- answer: {question} ".encode()
    found = [
        Match.whole(entry.session, answer, str(entry.path))
        for entry in workspace.notebook.entries_where(lambda data: mark in data)
        if (partner is None or is_with(entry.session, partner))
        and (answer := entry.session.answer_to(question))
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
