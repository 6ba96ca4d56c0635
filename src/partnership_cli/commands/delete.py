"""`partnership delete`: a note into the trash, or for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from partnership_cli.commands.options import Ref
from partnership_cli.completion import complete_questions

if TYPE_CHECKING:
    from partnership_cli.context import Workspace


def run(
    ctx: typer.Context,
    ref: Ref,
    question: Annotated[
        str | None,
        typer.Option(
            "--question",
            help="Only the answer to this question, for good.",
            autocompletion=complete_questions,
        ),
    ] = None,
    purge: Annotated[bool, typer.Option("--purge", help="For good, with every copy.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Without being asked.")] = False,
) -> None:
    """Put a note into the trash, from where it can be brought back.

    With --purge it is removed for good, from the trash too. With --question one answer is
    taken out of it for good. Both ask first, and say what they cannot reach.

    Examples:
      partnership delete k7m
      partnership delete k7m --question joy
      partnership delete k7m --purge
    """
    from partnership_cli.changing import Deletion, delete
    from partnership_cli.errors import UsageError

    if question is not None and purge:
        raise UsageError(
            "--question and --purge exclude each other",
            "An answer is removed for good in any case: leave --purge out.",
        )
    workspace: Workspace = ctx.obj
    delete(workspace, Deletion(ref, question, purge, yes))
