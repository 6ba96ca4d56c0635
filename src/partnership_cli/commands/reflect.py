"""`partnership reflect`: a new session."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from partnership_cli.commands.agreement_files import require_agreement
from partnership_cli.commands.options import (
    AudienceOption,
    EverythingOption,
    FrameworkOption,
    QuestionsOption,
    ThemesOption,
    WhatArgument,
    spell_choice,
)
from partnership_cli.context import AppContext
from partnership_cli.errors import UsageError
from partnership_cli.reflection.person_names import require_title
from partnership_cli.reflection.selection import (
    FREE_WRITING,
    narrow_to,
    require_audience,
    select_named,
)
from partnership_cli.session.create import read_participants
from partnership_cli.session.ephemeral import run_ephemeral_session
from partnership_cli.session.from_file import start_from_file
from partnership_cli.session.run import start_session
from partnership_cli.session.terminal import InputOptions
from partnership_cli.views.agreement import CAME_OF_IT, show_agreement


def run(
    ctx: typer.Context,
    what: WhatArgument = None,
    theme: ThemesOption = None,
    question: QuestionsOption = None,
    everything: EverythingOption = False,
    audience: AudienceOption = None,
    partner: Annotated[
        list[str] | None, typer.Option("--partner", help="With whom you work, for your own notes.")
    ] = None,
    nobody: Annotated[
        bool, typer.Option("--no-partner", help="Without the partners in your settings.")
    ] = False,
    together: Annotated[
        str | None,
        typer.Option(
            "--together",
            metavar="NAMES",
            help="Names of those at this screen, separated by commas.",
        ),
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", help="What this reflection is called in your list.")
    ] = None,
    free: Annotated[bool, typer.Option("--free", help="Write freely, without a question.")] = False,
    let_go: Annotated[bool, typer.Option("--let-go", help="Nothing you write is kept.")] = False,
    agreed: Annotated[
        str | None,
        typer.Option(
            "--agreed", metavar="FILE", help="Write freely on what came of what you agreed."
        ),
    ] = None,
    answers: Annotated[
        str | None,
        typer.Option("--answers", metavar="FILE", help="Take the answers from a file, or from -"),
    ] = None,
    no_input: Annotated[
        bool, typer.Option("--no-input", help="Do not ask; stop with an error instead.")
    ] = False,
    editor: Annotated[bool, typer.Option("--editor", help="Write in your own editor.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Plain mode, for screen readers.")] = False,
    rich: Annotated[bool, typer.Option("--rich", help="Rich mode.")] = False,
    _framework: FrameworkOption = None,
) -> None:
    """Answer the framework's questions, one at a time.

    Without WHAT you choose from a list. Every answer starts as
    private. You can stop at any time, and continue with: partnership resume

    Examples:
      partnership reflect
      partnership reflect sharing-power
      partnership reflect emotions --partner Sam
      partnership reflect --free
      partnership reflect --free --answers thoughts.txt
      partnership reflect --agreed agreement.md
      partnership reflect --let-go
      partnership reflect starting-together --together "Amina,Sam"
      partnership reflect sharing-power --answers answers.md
    """
    require_audience(audience)
    context: AppContext = ctx.obj
    context.use_interface("plain" if plain else "rich" if rich else None)
    usual = () if nobody else context.settings.partners
    participants = read_participants(partner or (), together, usual)
    selection = None
    named = bool(what or theme or question or everything)
    contradictions = {
        "--free with what to write about": free and named,
        "--free with --together": free and together is not None,
        "--agreed with what to write about": agreed is not None and named,
        "--agreed with --together": agreed is not None and together is not None,
        "--agreed with --let-go": agreed is not None and let_go,
        "--let-go with --answers": let_go and answers is not None,
        "--let-go with --title": let_go and title is not None,
        "--let-go with --together": let_go and together is not None,
        "--let-go with --editor, which needs a file": let_go and editor,
    }
    for pair, given_both in contradictions.items():
        if given_both:
            raise UsageError(f"{pair} cannot be", "Leave one of them out.")
    called = "" if title is None else require_title(title, '--title "Coffee with Sam"')
    before = require_agreement(context, agreed) if agreed is not None else None
    if free or before:
        selection = FREE_WRITING
        called = called or (CAME_OF_IT if before else "")
    elif named:
        selection = select_named(
            context.framework,
            context.companion,
            what=what,
            themes=theme or (),
            questions=question or (),
            everything=everything,
        )
        selection = narrow_to(selection, audience)
    if answers is not None:
        start_from_file(context, answers, selection, participants, called)
        return
    options = InputOptions(editor, no_input, audience=audience, typed=spell_choice(ctx))
    if let_go:
        raise typer.Exit(run_ephemeral_session(context, options, selection))
    show = partial(show_agreement, agreement=before) if before else None
    raise typer.Exit(start_session(context, options, selection, participants, called, show))
