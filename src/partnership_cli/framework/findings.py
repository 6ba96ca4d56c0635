"""What pydantic finds wrong with a file, in our words and at its path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from partnership_cli.framework.model import ID_PATTERN
from partnership_cli.yamltext import YamlPath, YamlValue, name_key

_Model = TypeVar("_Model", bound=BaseModel)
MOST: Final = 20
"""Problems that are named at once; a file of thousands is named by its first ones."""
_WITH_TITLE: Final = frozenset({"themes", "projects", "guides", "levels"})
_WRITE_ID: Final = "write small letters, digits and hyphens, such as first-meeting"
# What pydantic calls its findings, in our words: what is wrong, and what to do.
_FINDINGS: Final[Mapping[str, tuple[str, str]]] = {
    "missing": ("{key} is missing", "write it"),
    "extra_forbidden": ("{key} is not known here", "remove it, or look for a misspelling"),
    "string_type": (
        "{key} is not a text",
        "write a text, between quotation marks if it has a colon",
    ),
    "string_too_short": ("{key} is empty", "write a text, or remove the key"),
    "string_too_long": ("{key} is too long", "make it shorter"),
    "string_pattern_mismatch": (
        "{key} has a character that cannot stand there",
        "write it as one line",
    ),
    "int_parsing": ("{key} is not a number", "write a number, such as 2022"),
    "int_type": ("{key} is not a number", "write a number, such as 2022"),
    "bool_parsing": ("{key} is neither true nor false", "write one of them"),
    "bool_type": ("{key} is neither true nor false", "write one of them"),
    "too_short": ("{key} is empty", "write at least one, or remove the key"),
    "tuple_type": (
        "{key} is not a list",
        "begin each of its lines with a hyphen, or write it as [one, two]",
    ),
    "dict_type": ("{key} is not a group of keys", "write keys and values below it"),
    "model_type": ("{key} is not a group of keys", "write keys and values below it"),
    "literal_error": ("{key} is not one of the words allowed", "write {expected}"),
}


class Finding(NamedTuple):
    """Something found in a file: at which path, what it is, and what to do about it."""

    path: YamlPath
    what: str
    do: str
    at_key: bool = False
    """Whether the place is that of the key, and not of its value."""


def validate(model: type[_Model], tree: YamlValue) -> tuple[_Model | None, Sequence[Finding]]:
    """Return the value that a tree holds, or None and what keeps it from being one."""
    try:
        return model.model_validate(tree), ()
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)[:MOST]
    return None, [_say(found, tree) for found in errors]


def _say(found: Mapping[str, object], tree: YamlValue) -> Finding:
    """Return one finding of pydantic's as it is said."""
    what, do = _FINDINGS.get(str(found["type"]), ("{key} cannot be read", "see the example"))
    location = found["loc"] if isinstance(found["loc"], tuple) else ()
    words = [step for step in location if isinstance(step, str)]
    context = found.get("ctx")
    known = context if isinstance(context, dict) else {}
    if known.get("pattern") == ID_PATTERN:
        do = _WRITE_ID
    key = name_key(words[-1]) if words else "the file"
    path = _as_path(location, tree)
    if found["type"] == "model_type" and path and isinstance(path[-1], int):
        what = "this item of {key} has no key"
        do = f"write {'title' if key in _WITH_TITLE else 'text'}: behind its hyphen"
    elif found["type"] != "missing" and _find_value(tree, path) == "":
        what, do = _FINDINGS["string_too_short"]
    return Finding(path, what.format(key=key), do.format(expected=known.get("expected", "")))


def _as_path(location: Sequence[str | int], tree: YamlValue) -> YamlPath:
    """Return where a finding of pydantic's stands, without the marks it adds to a place."""
    path: list[str | int] = []
    node: YamlValue = tree
    for step in location:
        if step == "[key]":
            continue
        path.append(step)
        below = _step_down(node, step)
        if below is None:
            break
        node = below
    return tuple(path)


def _find_value(tree: YamlValue, path: YamlPath) -> YamlValue | None:
    node: YamlValue | None = tree
    for step in path:
        node = None if node is None else _step_down(node, step)
    return node


def _step_down(node: YamlValue, step: str | int) -> YamlValue | None:
    if isinstance(node, dict) and isinstance(step, str):
        return node.get(step)
    if isinstance(node, list) and isinstance(step, int) and step < len(node):
        return node[step]
    return None
