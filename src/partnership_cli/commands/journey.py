"""`partnership journey`: which questions were answered, month by month."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from partnership_cli.commands.options import FrameworkOption, JsonOption, PartnerOption
from partnership_cli.context import AppContext
from partnership_cli.reflection.journey import Journey, JourneyMark, trace_journey
from partnership_cli.reflection.session import Session, is_with
from partnership_cli.views.journey import serialize_journey, show_journey
from partnership_cli.views.notes import UNREADABLE


def run(
    ctx: typer.Context,
    partner: PartnerOption = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also the questions that you have not answered.")
    ] = False,
    as_json: JsonOption = False,
    _framework: FrameworkOption = None,
) -> None:
    """See which questions you answered, and in which months.

    It shows no word of what you wrote, and counts nothing. What you wrote in a guide for a
    difficult moment is left out.

    Examples:
      partnership journey
      partnership journey --all
      partnership journey --partner Sam
    """
    context: AppContext = ctx.obj
    journey, unread = find_journey(context, partner)
    if as_json:
        context.console.json(serialize_journey(journey))
    elif not any(journey.themes.values()):
        context.console.paragraph("This framework has no questions.")
    elif partner is not None and journey.first is None:
        context.console.paragraph(f"Nothing is noted with {partner}.")
    else:
        with context.show_in_pages():
            show_journey(context.console, journey, everything=everything, partner=partner)
    if unread:
        named = "One reflection" if unread == 1 else f"{unread} reflections"
        context.console.say(UNREADABLE.format(named))


def find_journey(context: AppContext, partner: str | None) -> tuple[Journey, int]:
    """Return which questions were answered in which months, with a partner or with anyone.

    What was written in a quiet guide is left out. With it comes how many notes cannot be read.
    """
    unread = 0

    def read() -> Iterator[Session]:
        nonlocal unread
        for entry in context.notebook.entries():
            unread += entry.problem is not None
            yield entry.session

    quiet = context.companion.quiet_guides
    known = {context.framework.framework.id, ""}
    marks = (
        JourneyMark(answer.question, answer.written)
        for session in read()
        if session.guide not in quiet and session.framework in known
        if partner is None or is_with(session, partner)
        for answer in session.answers
    )
    journey = trace_journey(context.framework, marks, context.now())
    return journey, unread
