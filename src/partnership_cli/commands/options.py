"""The arguments and options that several commands have."""

from __future__ import annotations

from typing import Annotated

import typer

from partnership_cli.completion import complete_guides, complete_questions, complete_themes

RefArgument = Annotated[
    str, typer.Argument(help="Which one: last, a day, letters of list, or a file.")
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
ForceOption = Annotated[bool, typer.Option("--force", help="Replace a file that exists.")]
