"""`partnership framework`: show, check, choose or write a framework."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from partnership_cli.command_names import find_close, quote_path
from partnership_cli.commands.options import ForceOption, JsonOption
from partnership_cli.commands.output import expand, name_place, write_document
from partnership_cli.config.keys import BUNDLED, refuse_address
from partnership_cli.config.settings import find_framework, write_settings
from partnership_cli.context import AppContext
from partnership_cli.errors import PartnershipError, UsageError
from partnership_cli.files import require_file_name
from partnership_cli.framework.check import CheckResult, GuidesFile, check_framework, check_guides
from partnership_cli.framework.loader import START, load_framework, read_bundled, read_given
from partnership_cli.framework.model import Framework
from partnership_cli.framework.schema import make_schema
from partnership_cli.framework.warnings import Original
from partnership_cli.views.framework_check import (
    serialize_check,
    serialize_in_use,
    show_check,
    show_in_use,
)
from partnership_cli.yaml_reader import read_yaml_document

_ACTIONS = ("check", "use", "new", "schema")

NOTHING_CHANGED: Final = "Nothing was changed."


def _complete_actions(incomplete: str) -> list[str]:
    return [action for action in _ACTIONS if action.startswith(incomplete)]


def run(
    ctx: typer.Context,
    action: Annotated[
        str | None,
        typer.Argument(
            metavar="[check|use|new|schema]",
            help="What to do. Leave it out to see what is in use.",
            autocompletion=_complete_actions,
        ),
    ] = None,
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="A framework file, or bundled.")
    ] = None,
    as_json: JsonOption = False,
    force: ForceOption = False,
) -> None:
    """Use another framework, check one, or write your own.

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
    context: AppContext = ctx.obj
    match (action, file):
        case (None, None):
            show_framework(context, as_json=as_json)
        case ("check", str(name)):
            if not check_file(context, name, as_json=as_json):
                raise typer.Exit(UsageError.exit_code)
        case ("use", str(name)):
            use_framework(context, name)
        case ("new", str(name)):
            begin_framework(context, name, force=force)
        case ("schema", None):
            show_schema(context)
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
            near = find_close(str(action), _ACTIONS, 1)
            meant = f" (did you mean {near[0]}?)" if near else ""
            raise UsageError(
                f"framework cannot {action!r}{meant}",
                "For example: partnership framework check FILE",
            )


def show_framework(context: AppContext, *, as_json: bool) -> None:
    """Show which framework is in use."""
    file = None if context.frameworks.file is None else str(context.frameworks.file)
    try:
        framework = context.framework
    except PartnershipError:
        # Whoever asks for it may be looking for the file that cannot be read.
        if file is not None:
            context.console.say(f"The framework that is set is in this file: {file}")
        raise
    if as_json:
        context.console.json(serialize_in_use(framework, file))
    else:
        show_in_use(context.console, framework, file)


def check_file(context: AppContext, name: str, *, as_json: bool) -> bool:
    """Show every problem and warning of a file; return whether it can be used.

    Raises UsageError, NotFoundError, FileProblemError where there is no text to be read.
    """
    refuse_address(name)
    checked = _check_either(context, name)
    if as_json:
        found = serialize_check(name, checked.problems, checked.warnings)
        context.console.json(found)
    else:
        use = (
            f"partnership framework use {quote_path(name)}"
            if isinstance(checked.value, Framework)
            else f"partnership config set guides {quote_path(str(expand(name).absolute()))}"
        )
        show_check(context.console, use, checked.problems, checked.warnings)
    return not checked.problems


def use_framework(context: AppContext, name: str) -> None:
    """Save which framework is used from now on.

    Raises UsageError, NotFoundError, FileProblemError with every problem of the file.
    """
    path = find_framework(name)
    console = context.console
    # Guides that were set point at the ids of the framework that was set.
    others = {"guides": None, "guide": None}
    if path is None:
        write_settings(context.environ, {"framework": None, **others})
        console.paragraph("From now on the built-in framework is used.")
        return
    checked = inspect_file(path, name)
    framework = require_framework(checked, name)
    write_settings(context.environ, {"framework": str(path), **others})
    console.paragraph(f"From now on the questions are from: {framework.framework.title}")
    console.paragraph("Its file is read each time, so it has to stay where it is:")
    console.verbatim(str(path))
    if checked.warnings:
        console.say(
            f"There are warnings. To see them: partnership framework check {quote_path(name)}"
        )
    console.commands([("To go back:", f"partnership framework use {BUNDLED}")])


def require_framework(checked: CheckResult[Framework], name: str) -> Framework:
    """Return the framework of a checked file. Raises FileProblemError where it has problems."""
    hint = f"Fix it, then check again: partnership framework check {quote_path(name)}"
    return checked.require(hint, NOTHING_CHANGED)


def begin_framework(context: AppContext, name: str, *, force: bool) -> None:
    """Write a template of a framework file. Raises UsageError, NotSavedError."""
    require_file_name(name)
    lines = read_bundled(START).decode().splitlines(keepends=True)
    # What comes of it is the person's, and says nothing of our copyright.
    text = "".join(line for line in lines if not line.startswith("# SPDX-"))
    write_document(expand(name), text, force=force)
    console = context.console
    console.paragraph("This file holds a framework that you can change into yours:")
    console.verbatim(name_place(expand(name)))
    console.commands(
        [("When you have changed it:", f"partnership framework check {quote_path(name)}")]
    )


def show_schema(context: AppContext) -> None:
    """Show the JSON Schema of a framework file, for editors."""
    context.console.json(make_schema())


def inspect_file(path: Path, name: str) -> CheckResult[Framework]:
    """Return what a check of a file found. Raises NotFoundError, FileProblemError."""
    return check_framework(read_given(path), name, _find_originals())


def _check_either(
    context: AppContext, name: str
) -> CheckResult[Framework] | CheckResult[GuidesFile]:
    """Return what was found in a file of a framework, or in one of guides for the one in use."""
    path = expand(name)
    data = read_given(path)
    tree = read_yaml_document(data, name).value
    if isinstance(tree, dict) and "guides" in tree and tree.keys() <= {"title", "guides"}:
        questions = [question.id for _, question in context.framework.questions()]
        return check_guides(data, name, questions)
    return check_framework(data, name, _find_originals())


def _find_originals() -> tuple[Original, ...]:
    """Return what is known of texts that must not be translated: the bundled one."""
    try:
        about = load_framework().framework
    except PartnershipError:
        # A file can be checked and used without it.
        return ()
    return (Original(about.id, about.title, about.doi or "", about.language or ""),)
