"""Another framework than the bundled one: looked at, kept, begun; and a scheme's settings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from partnership_cli.configuration import BUNDLED, Setting, parse_scheme, refuse_address
from partnership_cli.errors import PartnershipError, UsageError
from partnership_cli.exchange.destinations import expand, write_document
from partnership_cli.framework.checking import Checked, Original, check_framework
from partnership_cli.framework.companion import make_companion
from partnership_cli.framework.loader import (
    START,
    load_companion,
    load_framework,
    read_bundled,
    read_given,
    read_guides,
)
from partnership_cli.framework.model import Framework
from partnership_cli.program import quote_path
from partnership_cli.settings import find_framework, write_settings
from partnership_cli.terminal.views_checks import (
    check_as_json,
    in_use_as_json,
    show_check,
    show_in_use,
)
from partnership_cli.terminal.views_settings import show_scheme

if TYPE_CHECKING:
    from partnership_cli.workspace import Workspace

NOT_KEPT: Final = "Nothing was changed."
_ASK: Final = "Type yes to keep these, or Enter to leave everything as it is: "


def show_framework(workspace: Workspace, *, as_json: bool) -> None:
    """Show which framework is in use."""
    file = None if workspace.framework_file is None else str(workspace.framework_file)
    if as_json:
        workspace.console.json(in_use_as_json(workspace.framework, file))
    else:
        show_in_use(workspace.console, workspace.framework, file)


def check_file(workspace: Workspace, name: str, *, as_json: bool) -> bool:
    """Show everything that was found in a file; return whether it can be used.

    Raises UsageError, NotFoundError, FileProblemError where there is no text to be read.
    """
    refuse_address(name)
    checked = _check(expand(name), name)
    if as_json:
        found = check_as_json(name, checked.problems, checked.warnings)
        workspace.console.json(found)
    else:
        shown = quote_path(name)
        show_check(workspace.console, shown, checked.problems, checked.warnings)
    return not checked.problems


def use_framework(workspace: Workspace, name: str) -> None:
    """Keep which framework is used from now on.

    Raises UsageError, NotFoundError, FileProblemError with every problem of the file.
    """
    path = find_framework(name)
    console = workspace.console
    # Guides that were set point at the ids of the framework that was set.
    others = {"guides": None, "guide": None}
    if path is None:
        write_settings(workspace.environ, {"framework": None, **others})
        console.paragraph("From now on the framework is used that comes with this program.")
        return
    checked = _check(path, name)
    framework = _require(checked, name)
    write_settings(workspace.environ, {"framework": str(path), **others})
    console.paragraph(f"From now on the questions are from: {framework.framework.title}")
    console.paragraph("Its file is read each time, so it has to stay where it is:")
    console.verbatim(str(path))
    if checked.warnings:
        console.say(f"There are warnings. To see them: partnership framework check {name}")
    console.commands([("To go back:", f"partnership framework use {BUNDLED}")])


def _require(checked: Checked[Framework], name: str) -> Framework:
    hint = f"Mend it, then look again: partnership framework check {quote_path(name)}"
    return checked.require(hint, NOT_KEPT)


def use_scheme(workspace: Workspace, name: str, *, unasked: bool) -> None:
    """Show the settings of a partnership scheme, and keep them if the person says so.

    Raises UsageError, NotFoundError, FileProblemError, NeedsTerminalError; then nothing is kept.
    """
    refuse_address(name)
    path = expand(name).absolute()
    data = read_given(path)
    values = parse_scheme(data, name, path.parent)
    _require_scheme(workspace, values)
    console = workspace.console
    show_scheme(console, values, workspace.settings.values)
    if not unasked and not _agrees(workspace, name):
        console.paragraph(NOT_KEPT)
        return
    # Guides that were set before point at the framework that was set before.
    before: dict[str, Setting | None] = (
        {"guides": None, "guide": None} if "framework" in values else {}
    )
    write_settings(workspace.environ, {**before, **values})
    console.paragraph("Kept. To see or change your settings: partnership config")


def _require_scheme(workspace: Workspace, values: Mapping[str, Setting]) -> None:
    """Raise what is wrong with the files and the guide that a scheme names."""
    named = values.get("framework")
    if named is None:
        framework, companion = workspace.framework, workspace.companion
    elif (file := find_framework(str(named))) is None:
        framework = load_framework()
        companion = load_companion(framework)
    else:
        framework = _require(_check(file, str(file)), str(file))
        companion = make_companion(framework)
    guides = companion.guides
    if "guides" in values:
        guides = read_guides(Path(str(values["guides"])).expanduser(), framework)
    guide = values.get("guide")
    if guide is not None and guide not in {one.id for one in guides}:
        ids = ", ".join(one.id for one in guides) or "none"
        raise UsageError(f"there is no guide {guide!r}", f"The guides are: {ids}", NOT_KEPT)


def _agrees(workspace: Workspace, name: str) -> bool:
    from partnership_cli.sitting.table import Input, open_table

    instead = f"To keep them without being asked: partnership config use {quote_path(name)} --yes"
    with open_table(workspace, Input(), instead) as table:
        return table.read_line(_ASK).text.strip().casefold() == "yes"


def begin_framework(workspace: Workspace, name: str, *, force: bool) -> None:
    """Write a file to begin a framework from. Raises UsageError, NotSavedError."""
    write_document(expand(name), read_bundled(START).decode(), force=force)
    console = workspace.console
    console.paragraph("A framework to be changed into yours is in this file:")
    console.verbatim(name)
    console.commands(
        [("When you have changed it:", f"partnership framework check {quote_path(name)}")]
    )


def show_schema(workspace: Workspace) -> None:
    """Show the form of a framework file, for editors."""
    from partnership_cli.framework.schema import make_schema

    workspace.console.json(make_schema())


def _check(path: Path, name: str) -> Checked[Framework]:
    return check_framework(read_given(path), name, _find_originals())


def _find_originals() -> tuple[Original, ...]:
    """Return what is known of texts that must not be translated: the bundled one."""
    try:
        about = load_framework().framework
    except PartnershipError:
        # A file can be checked and used without it.
        return ()
    return (Original(about.id, about.doi_url or "", about.language or ""),)
