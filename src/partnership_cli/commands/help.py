"""`partnership help`: a page on keys, on files and more, or the help of a command."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from partnership_cli.command_names import COMMANDS
from partnership_cli.completion import complete_topics
from partnership_cli.context import AppContext
from partnership_cli.errors import NotFoundError
from partnership_cli.views.help import show_topic
from partnership_cli.views.help_topics import TOPICS


def run(
    ctx: typer.Context,
    topic: Annotated[
        str | None,
        typer.Argument(help="A topic, or a command.", autocompletion=complete_topics),
    ] = None,
) -> None:
    """Read about keys, accessibility, files and more, or how a command is used.

    Examples:
      partnership help keys
      partnership help accessibility
      partnership help files
      partnership help completion
      partnership help exit-codes
      partnership help reflect
    """
    context: AppContext = ctx.obj
    page = next((page for page in TOPICS if page.name == topic), None)
    if page is not None:
        with context.show_in_pages():
            show_topic(context.console, page)
    elif topic is None or topic in {row.name for row in COMMANDS}:
        text = _find_help(ctx, topic)
        with context.show_in_pages():
            context.console.page(text)
    else:
        names = ", ".join(page.name for page in TOPICS)
        raise NotFoundError(
            f"there is no help on {topic!r}", f"There is help on {names}, and on every command."
        )


def _find_help(ctx: typer.Context, name: str | None) -> str:
    everything = ctx.find_root()
    if name is None:
        return everything.get_help()
    # Only the program's own group of commands is ever the root.
    commands: Any = everything.command
    command = commands.get_command(everything, name)
    command_context = command.make_context(name, [], parent=everything, resilient_parsing=True)
    return str(command_context.get_help())
