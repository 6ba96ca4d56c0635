"""A YAML file as a framework, with every problem named by its place."""

from __future__ import annotations

from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Final

from partnership_cli.errors import FileProblemError, NotFoundError, PartnershipError, Problem
from partnership_cli.files import read_file
from partnership_cli.framework.check import check_companion, check_framework, check_guides
from partnership_cli.framework.companion import Companion, make_companion
from partnership_cli.framework.model import Framework, Guide
from partnership_cli.program import quote_path
from partnership_cli.yaml_reader import LARGEST_YAML

FRAMEWORK: Final = "framework.yaml"
COMPANION: Final = "companion.yaml"
START: Final = "start.yaml"
_INSTALL_AGAIN: Final = "Install partnership again, as its README says."
_MOST_IDS: Final = 3
"""Ids that are named of those that are nowhere."""


def load_framework() -> Framework:
    """Return the bundled framework. Raises FileProblemError, PartnershipError."""
    checked = check_framework(read_bundled(FRAMEWORK), FRAMEWORK)
    return checked.require(_INSTALL_AGAIN).chosen_by("tool")


def load_companion(framework: Framework) -> Companion:
    """Return what this tool adds to the framework. Raises FileProblemError, PartnershipError."""
    return parse_companion(read_bundled(COMPANION), COMPANION, framework)


def read_framework(path: Path) -> Framework:
    """Return the framework in a file. Raises NotFoundError, FileProblemError."""
    return parse_framework(read_given(path), str(path))


def read_with_companion(path: Path) -> tuple[Framework, Companion]:
    """Return the framework in a file, and the guides and marks that stand beside it.

    Those that this tool has for the bundled framework stand beside a copy of it, or another
    edition, that brings no guides of its own. Raises NotFoundError, FileProblemError.
    """
    framework = read_framework(path)
    if not framework.guides:
        with suppress(PartnershipError):
            companion = load_companion(framework)
            if companion.framework == framework.framework.id:
                return framework.chosen_by("tool"), companion
    return framework, make_companion(framework)


def read_guides(path: Path, framework: Framework) -> tuple[Guide, ...]:
    """Return the guides in a file, which point at the ids of `framework`.

    Raises NotFoundError, FileProblemError.
    """
    hint = "To do without these guides: partnership config unset guides"
    try:
        data = read_given(path)
    except NotFoundError as error:
        raise NotFoundError(error.message, hint) from error
    return check_guides(data, str(path), framework.ids).require(hint).guides


def read_given(path: Path) -> bytes:
    """Return the bytes of a file that was named. Raises NotFoundError, FileProblemError."""
    data = read_file(path, LARGEST_YAML + 1)
    if data is None:
        raise NotFoundError(f"there is no file {path}")
    return data


def parse_framework(data: bytes, name: str) -> Framework:
    """Return the framework in these bytes. Raises FileProblemError with every problem."""
    hint = f"To see everything that is wrong: partnership framework check {quote_path(name)}"
    return check_framework(data, name).require(hint)


def parse_companion(data: bytes, name: str, framework: Framework) -> Companion:
    """Return the additions in these bytes, which point at the ids of `framework`.

    Raises FileProblemError with every problem.
    """
    companion = check_companion(data, name).require(_INSTALL_AGAIN)
    projects = {project.id for project in framework.projects}
    lacking = sorted(
        (companion.question_ids - framework.ids) | (companion.projects.keys() - projects)
    )
    if lacking:
        what = f"the framework has no {', '.join(lacking[:_MOST_IDS])}"
        raise FileProblemError((Problem(name, 1, 1, what, "take it out"),), _INSTALL_AGAIN)
    return companion


def read_bundled(name: str) -> bytes:
    """Return a file of this package. Raises PartnershipError."""
    try:
        return files("partnership_cli.data").joinpath(name).read_bytes()
    except (OSError, ModuleNotFoundError) as error:
        raise PartnershipError(
            f"{name} is missing from this installation", _INSTALL_AGAIN
        ) from error
