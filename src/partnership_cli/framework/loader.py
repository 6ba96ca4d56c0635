"""A YAML file as a framework, with every problem named by its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import islice
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from partnership_cli.errors import FileProblemError, PartnershipError, Problem
from partnership_cli.framework.model import Companion, Framework
from partnership_cli.yamltext import YamlValue, locate_all, name_key, read_yaml

FRAMEWORK: Final = "framework.yaml"
COMPANION: Final = "companion.yaml"

_Model = TypeVar("_Model", bound=BaseModel)
_Path = tuple[str | int, ...]
_Finding = tuple[_Path, str, str]
_MOST_PROBLEMS: Final = 20
"""Problems that are named at once; a file of thousands is named by its first ones."""
_KINDS: Final = (
    "prose",
    "themes",
    "values",
    "projects",
    "get_involved",
    "voices",
    "references",
)
# What pydantic calls its findings, in our words: what is wrong, and what to do.
_FINDINGS: Final[Mapping[str, tuple[str, str]]] = {
    "missing": ("{key} is missing", "write it"),
    "extra_forbidden": ("{key} is not known here", "remove it, or look for a misspelling"),
    "string_type": ("{key} is not a text", "write a text"),
    "string_too_short": ("{key} is empty", "write a text"),
    "string_too_long": ("{key} is too long", "make it shorter"),
    "string_pattern_mismatch": (
        "{key} has a character that cannot stand there",
        "write an id in small letters, digits and hyphens, and a text on one line",
    ),
    "int_parsing": ("{key} is not a number", "write a number, such as 2022"),
    "int_type": ("{key} is not a number", "write a number, such as 2022"),
    "bool_parsing": ("{key} is neither true nor false", "write one of them"),
    "too_short": ("{key} is empty", "write at least one"),
    "tuple_type": ("{key} is not a list", "begin each of its lines with a hyphen"),
    "dict_type": ("{key} is not a group of keys", "write keys and values below it"),
    "model_type": ("{key} is not a group of keys", "write keys and values below it"),
    "literal_error": ("{key} is not one of the words allowed", "write {expected}"),
}


def load_framework() -> Framework:
    """Return the bundled framework. Raises FileProblemError, PartnershipError."""
    return parse_framework(_read_bundled(FRAMEWORK), FRAMEWORK)


def load_companion(framework: Framework) -> Companion:
    """Return what this tool adds to the framework. Raises FileProblemError, PartnershipError."""
    return parse_companion(_read_bundled(COMPANION), COMPANION, framework)


def parse_framework(data: bytes, name: str) -> Framework:
    """Return the framework in these bytes. Raises FileProblemError with every problem."""
    values = read_yaml(data, name)
    framework = _validate(Framework, values, data, name)
    _raise_if_any(_find_repeated_ids(framework), data, name)
    return framework


def parse_companion(data: bytes, name: str, framework: Framework) -> Companion:
    """Return the additions in these bytes, which point at the ids of `framework`.

    Raises FileProblemError with every problem.
    """
    values = read_yaml(data, name)
    companion = _validate(Companion, values, data, name)
    _raise_if_any(_find_loose_ends(companion, framework), data, name)
    return companion


def _read_bundled(name: str) -> bytes:
    try:
        return files("partnership_cli.data").joinpath(name).read_bytes()
    except (OSError, ModuleNotFoundError) as error:
        raise PartnershipError(
            f"{name} is missing from this installation",
            "Install partnership again, as its README says.",
        ) from error


def _validate(model: type[_Model], values: YamlValue, data: bytes, name: str) -> _Model:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        found = [
            (_as_path(finding["loc"], values), *_in_our_words(finding["type"], finding))
            for finding in error.errors(include_url=False, include_input=False)[:_MOST_PROBLEMS]
        ]
    raise FileProblemError(_place(found, data, name))


def _as_path(location: Sequence[str | int], values: YamlValue) -> _Path:
    """Return where a finding of pydantic's stands, without the marks it adds to a place."""
    path: list[str | int] = []
    node: YamlValue = values
    for step in location:
        if step == "[key]":
            continue
        path.append(step)
        below = _step_down(node, step)
        if below is None:
            break
        node = below
    return tuple(path)


def _step_down(node: YamlValue, step: str | int) -> YamlValue | None:
    if isinstance(node, dict) and isinstance(step, str):
        return node.get(step)
    if isinstance(node, list) and isinstance(step, int) and step < len(node):
        return node[step]
    return None


def _in_our_words(kind: str, finding: Mapping[str, object]) -> tuple[str, str]:
    what, do = _FINDINGS.get(kind, ("{key} cannot be read", "compare it with the example"))
    location = finding["loc"]
    words = (
        [step for step in location if isinstance(step, str)] if isinstance(location, tuple) else []
    )
    context = finding.get("ctx")
    expected = context.get("expected", "") if isinstance(context, dict) else ""
    key = name_key(words[-1]) if words else "the file"
    return what.format(key=key), do.format(expected=expected)


def _raise_if_any(found: Iterator[_Finding], data: bytes, name: str) -> None:
    if first := list(islice(found, _MOST_PROBLEMS)):
        raise FileProblemError(_place(first, data, name))


def _place(found: Sequence[_Finding], data: bytes, name: str) -> tuple[Problem, ...]:
    places = locate_all(data, [path for path, _, _ in found])
    return tuple(
        Problem(name, line, column, what, do)
        for (line, column), (_, what, do) in zip(places, found, strict=True)
    )


def _find_repeated_ids(framework: Framework) -> Iterator[_Finding]:
    paths = [
        ((kind, at, "id"), item.id)
        for kind in _KINDS
        for at, item in enumerate(getattr(framework, kind))
    ]
    questions = [
        (("themes", at, "questions", number, "id"), question.id)
        for at, theme in enumerate(framework.themes)
        for number, question in enumerate(theme.questions)
    ]
    seen: Counter[tuple[str, str]] = Counter()
    for path, item_id in (*paths, *questions):
        kind = "questions" if len(path) > len(("kind", 0, "id")) else str(path[0])
        seen[kind, item_id] += 1
        if seen[kind, item_id] > 1:
            yield path, f"the id {item_id} is given twice", "give each an id of its own"


def _find_loose_ends(companion: Companion, framework: Framework) -> Iterator[_Finding]:
    questions = {question.id for _, question in framework.questions()}
    projects = {project.id for project in framework.projects}
    pointing: list[tuple[_Path, str, set[str]]] = [
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
            yield path, f"the framework has no {one}", "write an id that it has"
