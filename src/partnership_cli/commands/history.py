"""`partnership history`: all answers to one question, or to those of a theme or a guide."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Annotated

import typer

from partnership_cli.commands.options import FrameworkOption, JsonOption, PartnerOption
from partnership_cli.completion import complete_subjects
from partnership_cli.context import AppContext
from partnership_cli.errors import FileProblemError, NotFoundError, PartnershipError
from partnership_cli.formats.note_syntax import may_answer
from partnership_cli.framework.model import Question
from partnership_cli.notebook.notebook import LAST, Entry
from partnership_cli.reflection.search import History, Match, Writings
from partnership_cli.reflection.selection import find_subject, list_questions
from partnership_cli.reflection.session import OURS, clean_text, is_with
from partnership_cli.views.answers import serialize_history, show_elsewhere, show_writings


def run(
    ctx: typer.Context,
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help="A question, a theme or a guide: its id, its title, or a word of it.",
            autocompletion=complete_subjects,
        ),
    ],
    partner: PartnerOption = None,
    as_json: JsonOption = False,
    _framework: FrameworkOption = None,
) -> None:
    """Read all your answers to a question or a theme, the oldest first.

    Examples:
      partnership history joy
      partnership history emotions
      partnership history joy --partner Sam
      partnership history about-partnership --json
    """
    context: AppContext = ctx.obj
    show_found_writings(context, find_writings(context, what, partner), as_json=as_json)


def show_found_writings(
    context: AppContext, writings: Writings, *, as_json: bool, as_typed: bool = False
) -> None:
    """Show all that was written to a question, a theme or a guide, or give it as JSON."""
    if as_json:
        answers = [match for one in writings.histories for match in one.answers]
        context.console.json(serialize_history(answers))
        return
    with context.show_in_pages():
        show_writings(context.console, writings, as_typed=as_typed)
        for history in writings.asked:
            elsewhere = {one: context.frameworks.name_file(one) for one in history.elsewhere}
            show_elsewhere(context.console, history.question, elsewhere)


def find_writings(context: AppContext, name: str, partner: str | None = None) -> Writings:
    """Return every answer to a question, a theme or a guide, with a partner or with anyone.

    A question is found by its id, so that it may have been asked in other words. One that the
    framework no longer has is found by its whole id. Raises NotFoundError when neither the
    framework nor a note knows it, UsageError when several fit.
    """
    wanted = clean_text(name).strip()
    try:
        framework = context.framework
        subject = find_subject(framework, context.companion, name, to_read=True)
    except PartnershipError:
        found = _answers_to(context, wanted, partner)
        if not found:
            raise
        return _make_single(_divide_by_notes(context, found))
    # A whole id that stands in a note is meant, and not the beginning of another.
    if wanted != subject.id and (found := _answers_to(context, wanted, partner)):
        return _make_single(_divide_by_notes(context, found))
    questions = list_questions(framework, subject)
    asked = tuple(
        replace(
            _divide(
                one.id, one.text, _answers_to(context, one.id, partner), framework.framework.id
            ),
            is_statement=one.is_statement,
        )
        for one in questions
    )
    return Writings(subject.text if isinstance(subject, Question) else subject.title, asked)


def find_note_or_writings(context: AppContext, name: str) -> Entry | Writings:
    """Return the note that a word means, or else all that was written to what it names.

    Raises NotFoundError where it means neither, UsageError where it fits several.
    """
    try:
        return context.notebook.find(name, context.now().date())
    except NotFoundError as error:
        if name.strip().lower() == LAST:
            raise
        try:
            return find_writings(context, name)
        except NotFoundError as other:
            message = f"{error.message}, and {other.message}"
            raise NotFoundError(message, error.hint) from error
        except FileProblemError:
            # A framework that cannot be read names nothing.
            raise error from None


def _make_single(history: History) -> Writings:
    return Writings(history.text, (history,))


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
