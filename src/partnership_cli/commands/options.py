"""The arguments and options that several commands have."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from partnership_cli.command_names import spell_arguments
from partnership_cli.completion import (
    complete_guides,
    complete_questions,
    complete_subjects,
    complete_themes,
)
from partnership_cli.context import AppContext
from partnership_cli.terminal.console import Interface

_HOW: Final = frozenset({"answers", "no_input", "editor", "plain", "rich", "let_go", "ref"})
"""Options on how a person answers, and a note that is named by its code."""
FRAMEWORK_HELP: Final = "Use the framework in this file, or the bundled one."


def find_context(ctx: typer.Context) -> AppContext:
    """Return the context of this run, or one made from the shared options that were read so far."""
    if isinstance(ctx.obj, AppContext):
        return ctx.obj
    options = ctx.find_root().params
    interface: Interface | None = None
    if options.get("plain") or options.get("rich"):
        interface = "plain" if options.get("plain") else "rich"
    return AppContext(
        interface=interface, colour=not options.get("no_color"), framework=options.get("framework")
    )


def _use_framework(ctx: typer.Context, value: str | None) -> None:
    root = ctx.find_root()
    root.obj = find_context(ctx)
    root.obj.use_framework(value)


def spell_choice(ctx: typer.Context) -> str:
    """Return the arguments that say what is asked for, as they have to be typed again."""
    given = {
        max(param.opts, key=len) if param.param_type_name == "option" else "": value
        for param in ctx.command.params
        if param.name not in _HOW and (value := ctx.params.get(str(param.name)))
    }
    return spell_arguments(given)


WhatArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[WHAT]",
        help="A guide, a theme or a question: its id, its title, or a word of it.",
        autocompletion=complete_subjects,
    ),
]
RefArgument = Annotated[
    str, typer.Argument(help="Which one: last, a day, the code that list shows, or a file.")
]
GuideArgument = Annotated[
    str | None,
    typer.Argument(
        help="A guide, by its id or the beginning of its title.", autocompletion=complete_guides
    ),
]
ThemesOption = Annotated[
    list[str] | None,
    typer.Option("--theme", help="All questions of a theme.", autocompletion=complete_themes),
]
QuestionsOption = Annotated[
    list[str] | None,
    typer.Option("--question", help="One question, by its id.", autocompletion=complete_questions),
]
AudienceOption = Annotated[
    str | None,
    typer.Option("--for", metavar="students|staff", help="Only questions that are for them."),
]
EverythingOption = Annotated[bool, typer.Option("--all", help="Every question there is.")]
PartnerOption = Annotated[
    str | None, typer.Option("--partner", metavar="NAME", help="With this partner only.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="As JSON.")]
LargeOption = Annotated[
    bool, typer.Option("--large", help="A page in large print, 18 pt, as HTML.")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace a file that exists.")]
FrameworkOption = Annotated[
    str | None,
    typer.Option(
        "--framework",
        metavar="FILE",
        help=FRAMEWORK_HELP,
        is_eager=True,
        expose_value=False,
        callback=_use_framework,
    ),
]
"""For the commands of READING_FRAMEWORK. Its callback gives the framework to the context."""
