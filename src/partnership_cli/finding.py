"""Answers found in the notebook: by their words, and by their question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from partnership_cli.errors import PartnershipError
from partnership_cli.formats.note_index import mark_session, may_answer
from partnership_cli.reflection.dates import require_day
from partnership_cli.reflection.journey import Journey, trace_journey
from partnership_cli.reflection.search import (
    History,
    Match,
    Query,
    find_matches,
    may_match,
    parse_query,
)
from partnership_cli.reflection.selection import find_question, find_theme
from partnership_cli.reflection.session import OURS, Session, clean_text, is_of, is_with

if TYPE_CHECKING:
    from partnership_cli.context import Workspace


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
    # A theme is one of the framework in use, and so are its questions.
    framework = workspace.framework.framework.id if themes else ""
    return tuple(
        Match.of(entry.session, answer, snippet, str(entry.path))
        for entry in workspace.notebook.entries_where(lambda data: may_match(query, data))
        if first <= entry.session.started.date() <= last
        and (not themes or is_of(entry.session, framework))
        for answer, snippet in find_matches(query, entry.session, themes)
    )


def find_history(workspace: Workspace, name: str, partner: str | None = None) -> History:
    """Return every answer to a question, with a partner or with anyone.

    It is found by its id, so that it may have been asked in other words. One that the framework
    no longer has is found by its whole id. Raises NotFoundError when neither the framework nor a
    note knows it.
    """
    given = clean_text(name).strip()
    try:
        framework = workspace.framework
        question = find_question([one for _, one in framework.questions()], name)
    except PartnershipError:
        found = _answers_to(workspace, given, partner)
        if not found:
            raise
        return _divide_by_notes(workspace, found)
    # A whole id that stands in a note is meant, and not the beginning of another.
    if given != question.id and (found := _answers_to(workspace, given, partner)):
        return _divide_by_notes(workspace, found)
    found = _answers_to(workspace, question.id, partner)
    history = _divide(question.id, question.text, found, framework.framework.id)
    return replace(history, is_statement=question.is_statement)


def _divide_by_notes(workspace: Workspace, found: Sequence[Match]) -> History:
    """Return the answers to a question that is known by notes alone.

    Those under the framework in use come before those of another.
    """
    name = None
    with suppress(PartnershipError):
        name = workspace.framework.framework.id
    newest = next((one for one in reversed(found) if one.framework == name), found[-1])
    history = _divide(newest.answer.question, newest.answer.text, found, newest.framework)
    return replace(history, asked_by="" if newest.framework == name else newest.framework)


def _divide(question: str, text: str, found: Sequence[Match], framework: str) -> History:
    """Return the answers under one framework; the same id may name another question elsewhere."""
    # Free writing, and what is carried away, belong to no framework.
    others = set() if question in OURS else {one.framework for one in found} - {framework, ""}
    mine = tuple(one for one in found if one.framework not in others)
    return History(question, text, mine, tuple(sorted(others)))


def find_journey(workspace: Workspace, partner: str | None) -> Journey:
    """Return which questions were sat with and when, with a partner or with anyone.

    What was written in a quiet guide is left out.
    """
    quiet = workspace.companion.quiet_guides
    known = {workspace.framework.framework.id, ""}
    notes = (
        workspace.notebook.marks()
        if partner is None
        else map(mark_session, _sessions_with(workspace, partner))
    )
    marks = (
        mark
        for note in notes
        if note.guide not in quiet and note.framework in known
        for mark in note.marks
    )
    return trace_journey(workspace.framework, marks, workspace.now())


def ask_for_words(workspace: Workspace) -> str:
    """Ask in the terminal what to look for. Raises NeedsTerminalError."""
    from partnership_cli.session.terminal import Input, open_table

    with open_table(workspace, Input(), "Name them: partnership search trust") as table:
        return table.read_line("What are you looking for? ").text


def _sessions_with(workspace: Workspace, partner: str) -> Iterator[Session]:
    return (
        entry.session for entry in workspace.notebook.entries() if is_with(entry.session, partner)
    )


def _answers_to(workspace: Workspace, question: str, partner: str | None) -> tuple[Match, ...]:
    found = [
        Match.whole(entry.session, answer, str(entry.path))
        for entry in workspace.notebook.entries_where(may_answer(question))
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
