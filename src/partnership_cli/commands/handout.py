"""`partnership handout`: questions on paper, or in a file to fill in."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from partnership_cli.commands.options import (
    AudienceOption,
    EverythingOption,
    ForceOption,
    FrameworkOption,
    LargeOption,
    QuestionsOption,
    ThemesOption,
    WhatArgument,
)
from partnership_cli.commands.output import (
    Destination,
    name_place,
    show_document,
    write_document,
)
from partnership_cli.context import AppContext
from partnership_cli.formats.document_forms import HANDOUTS, name_forms
from partnership_cli.formats.handout import make_handout
from partnership_cli.formats.handout_files import name_handout
from partnership_cli.reflection.selection import (
    Selection,
    narrow_to,
    require_audience,
    select_named,
)
from partnership_cli.session.start import choose_questions
from partnership_cli.session.terminal import InputOptions, open_terminal

_ASK: Final = "Which questions go on the page?"


def run(
    ctx: typer.Context,
    what: WhatArgument = None,
    theme: ThemesOption = None,
    question: QuestionsOption = None,
    everything: EverythingOption = False,
    audience: AudienceOption = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar=name_forms(HANDOUTS),
            help="For paper (html), or to fill in (docx, md).",
        ),
    ] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE|DIR|-", help="Where to.")
    ] = None,
    large: LargeOption = False,
    force: ForceOption = False,
    _framework: FrameworkOption = None,
) -> None:
    """Make a page of questions with room to write, and no answers on it.

    HTML is for paper, A4 or Letter. A file for Word (.docx), or Markdown for any program, can be
    filled in, and read again by together and by reflect --answers. Without -o a file is made in
    this folder, in HTML if no format is said; Markdown is shown here instead.

    Examples:
      partnership handout sharing-power
      partnership handout emotions -o emotions.html
      partnership handout sharing-power -o to-fill-in.docx
    """
    require_audience(audience)
    context: AppContext = ctx.obj
    selection = None
    if what or theme or question or everything:
        selection = select_named(
            context.framework,
            context.companion,
            what=what,
            themes=theme or (),
            questions=question or (),
            everything=everything,
        )
        selection = narrow_to(selection, audience)
    write_handout(
        context,
        selection,
        Destination(form, output, large, context.frameworks.files),
        force=force,
        audience=audience,
    )


def write_handout(
    context: AppContext,
    selection: Selection | None,
    destination: Destination,
    *,
    force: bool,
    audience: str | None = None,
) -> None:
    """Make a handout; without a choice of questions, ask for it among those for an audience.

    Raises UsageError, NeedsTerminalError, NotSavedError.
    """
    form = destination.choose_form(HANDOUTS)
    chosen = selection or _choose_selection(context, audience)
    handout = make_handout(chosen, frozenset(context.companion.may_be_painful))
    about = context.framework.framework
    console = context.console
    if destination.is_stdout or (form.name == "md" and destination.output is None):
        with context.show_in_pages():
            show_document(context.console, form, handout, about)
        return
    path = destination.name_file(f"{name_handout(chosen)}.{form.name}")
    write_document(path, form.render(handout, about), force=force)
    console.made([name_place(path)])
    if form.name == "html":
        console.say("Open it in a browser, and print it there.")


def _choose_selection(context: AppContext, audience: str | None) -> Selection:
    options = InputOptions(audience=audience)
    with open_terminal(
        context, options, "Name the questions: partnership handout WHAT"
    ) as terminal:
        return choose_questions(context, terminal, _ASK)
