"""The bundled framework, and a YAML file as one, with every problem named by its place.

What checks a file is imported where one is read, which most runs do not do.
"""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from partnership_cli.command_names import quote_path
from partnership_cli.errors import FileProblemError, NotFoundError, PartnershipError, Problem
from partnership_cli.files import read_file
from partnership_cli.framework.companion import Companion, make_companion
from partnership_cli.framework.model import Framework, Guide

START: Final = "start.yaml"
_INSTALL_AGAIN: Final = "Install partnership again, as its README says."
_MOST_IDS: Final = 3
"""Ids that are named of those that are nowhere."""


def load_framework() -> Framework:
    """Return the bundled framework. Raises PartnershipError without it."""
    framework: Framework = _import_bundled().FRAMEWORK
    return framework


def load_companion(framework: Framework) -> Companion:
    """Return what this tool adds to the framework. Raises FileProblemError, PartnershipError."""
    return _require_ids(_import_bundled().COMPANION, "companion.yaml", framework)


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
    from partnership_cli.framework.check import check_guides

    hint = "To do without these guides: partnership config unset guides"
    try:
        data = read_given(path)
    except NotFoundError as error:
        raise NotFoundError(error.message, hint) from error
    return check_guides(data, str(path), framework.ids).require(hint).guides


def read_given(path: Path) -> bytes:
    """Return the bytes of a file that was named. Raises NotFoundError, FileProblemError."""
    from partnership_cli.yaml_reader import LARGEST_YAML

    data = read_file(path, LARGEST_YAML + 1)
    if data is None:
        raise NotFoundError(f"there is no file {path}")
    return data


def parse_framework(data: bytes, name: str) -> Framework:
    """Return the framework in these bytes. Raises FileProblemError with every problem."""
    from partnership_cli.framework.check import check_framework

    hint = f"To see everything that is wrong: partnership framework check {quote_path(name)}"
    return check_framework(data, name).require(hint)


def parse_companion(data: bytes, name: str, framework: Framework) -> Companion:
    """Return the additions in these bytes, which point at the ids of `framework`.

    Raises FileProblemError with every problem.
    """
    from partnership_cli.framework.check import check_companion

    return _require_ids(check_companion(data, name).require(_INSTALL_AGAIN), name, framework)


def _require_ids(companion: Companion, name: str, framework: Framework) -> Companion:
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
    from importlib.resources import files

    try:
        return files("partnership_cli.data").joinpath(name).read_bytes()
    except (OSError, ModuleNotFoundError) as error:
        raise _miss(name) from error


def _import_bundled() -> Any:
    """Return the module that .ci/bundle.py makes of the YAML files."""
    try:
        return import_module("partnership_cli.data.bundled")
    except ModuleNotFoundError as error:
        raise _miss("bundled.py") from error


def _miss(name: str) -> PartnershipError:
    return PartnershipError(f"{name} is missing from this installation", _INSTALL_AGAIN)
