"""`partnership history`: all answers to one question."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Annotated

import typer

from partnership_cli.commands.options import FrameworkOption, JsonOption, PartnerOption
from partnership_cli.completion import complete_questions
from partnership_cli.context import AppContext
from partnership_cli.errors import PartnershipError
from partnership_cli.formats.note_syntax import may_answer
from partnership_cli.reflection.search import History, Match
from partnership_cli.reflection.selection import find_question
from partnership_cli.reflection.session import OURS, clean_text, is_with
from partnership_cli.views.answers import serialize_history, show_elsewhere, show_history


def run(
    ctx: typer.Context,
    question: Annotated[
        str,
        typer.Argument(
            help="A question, by its id or the beginning of its text.",
            autocompletion=complete_questions,
        ),
    ],
    partner: PartnerOption = None,
    as_json: JsonOption = False,
    _framework: FrameworkOption = None,
) -> None:
    """Read all you wrote to one question, whole, the oldest first.

    Examples:
      partnership history joy
      partnership history joy --partner Sam
      partnership history about-partnership --json
    """
    context: AppContext = ctx.obj
    history = find_history(context, question, partner)
    if as_json:
        context.console.json(serialize_history(history.answers))
    else:
        show_history(context.console, history)
        elsewhere = {one: context.frameworks.name_file(one) for one in history.elsewhere}
        show_elsewhere(context.console, history.question, elsewhere)


def find_history(context: AppContext, name: str, partner: str | None = None) -> History:
    """Return every answer to a question, with a partner or with anyone.

    It is found by its id, so that it may have been asked in other words. One that the framework
    no longer has is found by its whole id. Raises NotFoundError when neither the framework nor a
    note knows it.
    """
    wanted = clean_text(name).strip()
    try:
        framework = context.framework
        question = find_question([one for _, one in framework.questions()], name)
    except PartnershipError:
        found = _answers_to(context, wanted, partner)
        if not found:
            raise
        return _divide_by_notes(context, found)
    # A whole id that stands in a note is meant, and not the beginning of another.
    if wanted != question.id and (found := _answers_to(context, wanted, partner)):
        return _divide_by_notes(context, found)
    found = _answers_to(context, question.id, partner)
    history = _divide(question.id, question.text, found, framework.framework.id)
    return replace(history, is_statement=question.is_statement)


def _divide_by_notes(context: AppContext, found: Sequence[Match]) -> History:
    """Return the answers to a question that only notes know.

    Those under the framework in use come before those of another.
    """
    name = None
    with suppress(PartnershipError):
        name = context.framework.framework.id
    newest = next((one for one in reversed(found) if one.framework == name), found[-1])
    history = _divide(newest.answer.question, newest.answer.text, found, newest.framework)
    return replace(history, asked_by="" if newest.framework == name else newest.framework)


def _divide(question: str, text: str, found: Sequence[Match], framework: str) -> History:
    """Return the answers under one framework, and the ids of the others that use the same id."""
    # Free writing, and what is carried away, belong to no framework.
    others = set() if question in OURS else {one.framework for one in found} - {framework, ""}
    mine = tuple(one for one in found if one.framework not in others)
    return History(question, text, mine, tuple(sorted(others)))


def _answers_to(context: AppContext, question: str, partner: str | None) -> tuple[Match, ...]:
    found = [
        Match.whole(entry.session, answer, str(entry.path))
        for entry in context.notebook.entries_where(may_answer(question))
        if (partner is None or is_with(entry.session, partner))
        and (answer := entry.session.answer_to(question))
    ]
    return tuple(reversed(found))
