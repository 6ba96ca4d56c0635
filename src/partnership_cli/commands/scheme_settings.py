"""`config use`: show the settings of a partnership scheme in full, and save them on a yes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from partnership_cli.command_names import quote_path
from partnership_cli.commands.framework import NOTHING_CHANGED, inspect_file, require_framework
from partnership_cli.commands.output import expand
from partnership_cli.config.keys import Setting, parse_scheme, refuse_address
from partnership_cli.config.settings import find_framework, write_settings
from partnership_cli.context import AppContext
from partnership_cli.errors import FileProblemError, NeedsTerminalError, Problem, UsageError
from partnership_cli.framework.check import check_guides
from partnership_cli.framework.companion import Companion, make_companion
from partnership_cli.framework.loader import load_companion, load_framework, read_given
from partnership_cli.framework.model import Framework
from partnership_cli.session.terminal import InputOptions, open_terminal
from partnership_cli.terminal.menu import confirm
from partnership_cli.views.settings import show_scheme

_ASK: Final = "Type yes to keep these, or Enter to leave everything as it is: "


def use_scheme(context: AppContext, name: str, *, unasked: bool) -> None:
    """Show the settings of a partnership scheme, and save them if the person answers yes.

    Raises UsageError, NotFoundError, FileProblemError, NeedsTerminalError; then nothing is kept.
    """
    refuse_address(name)
    path = expand(name).absolute()
    values = _read_scheme(path, name)
    console = context.console
    for warning in _require_scheme(context, values):
        console.say(f"warning: {warning}")
    show_scheme(console, values, context.settings.values)
    if not unasked and not _agrees(context, name):
        console.paragraph(NOTHING_CHANGED)
        return
    # Guides that were set before point at the framework that was set before.
    before: dict[str, Setting | None] = (
        {"guides": None, "guide": None} if "framework" in values else {}
    )
    write_settings(context.environ, {**before, **values})
    console.paragraph("Kept. To see or change your settings: partnership config")


def _read_scheme(path: Path, name: str) -> dict[str, Setting]:
    try:
        return parse_scheme(read_given(path), name, path.parent)
    except FileProblemError as error:
        hint = "Fix the file, or ask for it again."
        raise FileProblemError(error.problems, hint, NOTHING_CHANGED) from error


def _require_scheme(context: AppContext, values: Mapping[str, Setting]) -> tuple[Problem, ...]:
    """Return the warnings about the files that a scheme names.

    Raises what is wrong with them, and with the guide that it names.
    """
    framework, companion, warnings = _read_scheme_framework(context, values.get("framework"))
    guides = companion.guides
    if "guides" in values:
        file = Path(str(values["guides"])).expanduser()
        questions = [question.id for _, question in framework.questions()]
        checked = check_guides(read_given(file), str(file), questions)
        guides = checked.require("Fix the file, or ask for it again.", NOTHING_CHANGED).guides
        warnings += checked.warnings
    guide = values.get("guide")
    if guide is not None and guide not in {one.id for one in guides}:
        ids = ", ".join(one.id for one in guides) or "none"
        raise UsageError(f"there is no guide {guide!r}", f"The guides are: {ids}", NOTHING_CHANGED)
    return warnings


def _read_scheme_framework(
    context: AppContext, named: Setting | None
) -> tuple[Framework, Companion, tuple[Problem, ...]]:
    """Return the framework that a scheme names, or the one in use, with its warnings."""
    if named is None:
        return context.framework, context.companion, ()
    file = find_framework(str(named))
    if file is None:
        framework = load_framework()
        return framework, load_companion(framework), ()
    checked = inspect_file(file, str(file))
    framework = require_framework(checked, str(file))
    return framework, make_companion(framework), checked.warnings


def _agrees(context: AppContext, name: str) -> bool:
    instead = f"To keep them without being asked: partnership config use {quote_path(name)} --yes"
    try:
        with open_terminal(context, InputOptions(), instead) as terminal:
            return confirm(terminal.console, _ASK, terminal.read_line)
    except NeedsTerminalError as error:
        raise NeedsTerminalError(error.message, error.hint, NOTHING_CHANGED) from error
