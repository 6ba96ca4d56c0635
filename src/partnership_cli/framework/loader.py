"""A YAML file as a framework, with every problem named by its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel

from partnership_cli.errors import FileProblemError, NotFoundError, PartnershipError, Problem
from partnership_cli.files import read_file
from partnership_cli.framework.companion import Companion, make_companion
from partnership_cli.framework.model import Framework, Guide
from partnership_cli.framework.validation import MOST, Finding, validate
from partnership_cli.program import quote_path
from partnership_cli.yaml_reader import LARGEST_YAML, YamlValue, locate_all, read_yaml

FRAMEWORK: Final = "framework.yaml"
COMPANION: Final = "companion.yaml"
START: Final = "start.yaml"

_Model = TypeVar("_Model", bound=BaseModel)


def load_framework() -> Framework:
    """Return the bundled framework. Raises FileProblemError, PartnershipError."""
    data = read_bundled(FRAMEWORK)
    framework = _validate(Framework, read_yaml(data, FRAMEWORK), data, FRAMEWORK)
    return framework.chosen_by("tool")


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
    from partnership_cli.framework.check import check_guides

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
    from partnership_cli.framework.check import check_framework

    hint = f"To see everything that is wrong: partnership framework check {quote_path(name)}"
    return check_framework(data, name).require(hint)


def parse_companion(data: bytes, name: str, framework: Framework) -> Companion:
    """Return the additions in these bytes, which point at the ids of `framework`.

    Raises FileProblemError with every problem.
    """
    values = read_yaml(data, name)
    companion = _validate(Companion, values, data, name)
    if found := list(islice(_find_loose_ends(companion, framework), MOST)):
        raise FileProblemError(_locate_findings(found, data, name))
    return companion


def read_bundled(name: str) -> bytes:
    """Return a file of this package. Raises PartnershipError."""
    try:
        return files("partnership_cli.data").joinpath(name).read_bytes()
    except (OSError, ModuleNotFoundError) as error:
        raise PartnershipError(
            f"{name} is missing from this installation",
            "Install partnership again, as its README says.",
        ) from error


def _validate(model: type[_Model], values: YamlValue, data: bytes, name: str) -> _Model:
    value, found = validate(model, values)
    if value is None:
        raise FileProblemError(_locate_findings(found, data, name))
    return value


def _locate_findings(found: Sequence[Finding], data: bytes, name: str) -> tuple[Problem, ...]:
    places = locate_all(data, [one.path for one in found])
    return tuple(
        Problem(name, line, column, one.what, one.do)
        for (line, column), one in zip(places, found, strict=True)
    )


def _find_loose_ends(companion: Companion, framework: Framework) -> Iterator[Finding]:
    questions = {question.id for _, question in framework.questions()}
    projects = {project.id for project in framework.projects}
    pointing: list[tuple[tuple[str | int, ...], str, set[str]]] = [
        *((("question_voice", one), one, questions) for one in companion.question_voice),
        *(
            (("may_be_painful", at), one, questions)
            for at, one in enumerate(companion.may_be_painful)
        ),
        *((("projects", one), one, projects) for one in companion.projects),
    ]
    for at, guide in enumerate(companion.guides):
        for number, one in enumerate(guide.questions):
            pointing.append((("guides", at, "questions", number), one, questions))
    for later, earlier in companion.looks_back_to.items():
        pointing.append((("looks_back_to", later), later, questions))
        for number, one in enumerate(earlier):
            pointing.append((("looks_back_to", later, number), one, questions))
    for path, one, known in pointing:
        if one not in known:
            yield Finding(path, f"the framework has no {one}", "write an id that it has")
