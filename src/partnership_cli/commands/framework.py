"""`partnership framework`: which framework is in use, and one of your own."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

from partnership_cli.commands.options import AsJson, Force
from partnership_cli.errors import UsageError

if TYPE_CHECKING:
    from partnership_cli.context import Workspace

_ACTIONS = ("check", "use", "new", "schema")


def _complete_actions(incomplete: str) -> list[str]:
    return [action for action in _ACTIONS if action.startswith(incomplete)]


def run(
    ctx: typer.Context,
    action: Annotated[
        str | None,
        typer.Argument(
            metavar="[check|use|new|schema]",
            help="What to do. To see which is in use: none.",
            autocompletion=_complete_actions,
        ),
    ] = None,
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="A framework file, or bundled.")
    ] = None,
    as_json: AsJson = False,
    force: Force = False,
) -> None:
    """Use another framework, look for mistakes in one, or write your own.

    check names every problem with its line, and warnings apart. use keeps a framework for every
    command; --framework FILE takes one for a single run. new writes a file to begin from.
    schema prints the form of such a file for editors that complete and check as you type.

    Examples:
      partnership framework
      partnership framework new mine.yaml
      partnership framework check mine.yaml
      partnership framework use mine.yaml
      partnership framework use bundled
      partnership framework schema
    """
    from partnership_cli.adopting import frameworks

    workspace: Workspace = ctx.obj
    match (action, file):
        case (None, None):
            frameworks.show_framework(workspace, as_json=as_json)
        case ("check", str(name)):
            if not frameworks.check_file(workspace, name, as_json=as_json):
                raise typer.Exit(UsageError.exit_code)
        case ("use", str(name)):
            frameworks.use_framework(workspace, name)
        case ("new", str(name)):
            frameworks.begin_framework(workspace, name, force=force)
        case ("schema", None):
            frameworks.show_schema(workspace)
        case (str(known), None) if known in _ACTIONS:
            raise UsageError(
                f"partnership framework {known} needs FILE",
                f"For example: partnership framework {known} mine.yaml",
            )
        case ("schema", _):
            raise UsageError(
                "schema takes no file, and is shown here",
                "Type it so: partnership framework schema",
            )
        case _:
            near = get_close_matches(str(action), _ACTIONS, n=1)
            meant = f" (did you mean {near[0]}?)" if near else ""
            raise UsageError(
                f"framework cannot {action!r}{meant}",
                "For example: partnership framework check FILE",
            )
