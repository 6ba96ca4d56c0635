"""`partnership journey`: which questions were answered, month by month."""

from __future__ import annotations

from typing import Annotated

import typer

from partnership_cli.commands.options import FrameworkOption, JsonOption, PartnerOption
from partnership_cli.context import AppContext
from partnership_cli.reflection.journey import Journey, JourneyMark, trace_journey
from partnership_cli.reflection.session import is_with
from partnership_cli.views.journey import serialize_journey, show_journey


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
    journey = find_journey(context, partner)
    if as_json:
        context.console.json(serialize_journey(journey))
    elif not any(journey.themes.values()):
        context.console.paragraph("This framework has no questions.")
    elif partner is not None and journey.first is None:
        context.console.paragraph(f"Nothing is noted with {partner}.")
    else:
        with context.show_in_pages():
            show_journey(context.console, journey, everything=everything, partner=partner)


def find_journey(context: AppContext, partner: str | None) -> Journey:
    """Return which questions were answered in which months, with a partner or with anyone.

    What was written in a quiet guide is left out.
    """
    quiet = context.companion.quiet_guides
    known = {context.framework.framework.id, ""}
    sessions = (entry.session for entry in context.notebook.entries())
    marks = (
        JourneyMark(answer.question, answer.written)
        for session in sessions
        if session.guide not in quiet and session.framework in known
        if partner is None or is_with(session, partner)
        for answer in session.answers
    )
    return trace_journey(context.framework, marks, context.now())
