"""The errors of pydantic as findings in our words, each at its path in the file."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar, cast

from partnership_cli.errors import MOST_PROBLEMS
from partnership_cli.framework.ids import derive_id
from partnership_cli.framework.model import ID_PATTERN
from partnership_cli.yaml_reader import YamlPath, YamlValue, describe_key

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_Model = TypeVar("_Model")
_LISTS: Final = {
    **dict.fromkeys(("themes", "projects", "guides", "levels"), "title"),
    **dict.fromkeys(("questions", "values", "voices", "references", "get_involved"), "text"),
    **dict.fromkeys(("prose",), "text"),
}
"""The lists of groups, and the key that each item needs."""
_REFERENCE_KEYS: Final = frozenset({"questions", "looks_back_to"})
_REQUIRED: Final = frozenset({"id", "title", "text"})
_OR_REMOVE: Final = ", or remove the key"
_WRITE_ID: Final = "write small letters a to z, digits and hyphens, such as"
# What pydantic calls its findings, in our words: what is wrong, and what to do.
_FINDINGS: Final[Mapping[str, tuple[str, str]]] = {
    "missing": ("{key} is missing", "add it"),
    "unexpected_keyword_argument": (
        "{key} is not known here",
        "remove it, or check the spelling",
    ),
    "string_type": (
        "{key} is not a text",
        "write a text, between quotation marks if it has a colon",
    ),
    "string_too_short": ("{key} is empty", "write a text"),
    "string_too_long": ("{key} is too long", "make it shorter"),
    "string_pattern_mismatch": (
        "{key} has a character that is not allowed there",
        "write it as one line, without characters that nobody sees",
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
    "dataclass_type": ("{key} is not a group of keys", "write keys and values below it"),
    "int_parsing_size": ("{key} is not a number", "write a number, such as 2022"),
    "literal_error": ("{key} is not one of the words allowed", "write {expected}"),
}


_LONGEST_COMPARED: Final = 40
_MOST_UNLIKE: Final = 5
"""By how many characters two words may differ in length that are compared; it takes long."""
_UNKNOWN: Final = ("{key} cannot be read", "compare it with docs/frameworks.md")


class Finding(NamedTuple):
    """Something found in a file: at which path, what it is, and what to do about it."""

    path: YamlPath
    what: str
    do: str
    at_key: bool = False
    """Whether the place is that of the key, and not of its value."""


@cache
def make_adapter(model: Any) -> TypeAdapter[Any]:
    """Return what checks a tree as this model; to make it takes longer than to check a file."""
    from pydantic import TypeAdapter

    return TypeAdapter(model)


def validate(model: type[_Model], tree: YamlValue) -> tuple[_Model | None, Sequence[Finding]]:
    """Return the value of a tree, or None with the findings."""
    from pydantic import ValidationError

    try:
        return make_adapter(cast("Hashable", model)).validate_python(tree), ()
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)[:MOST_PROBLEMS]
    return None, [finding for found in errors if (finding := _describe_finding(found, tree))]


def _describe_finding(found: Mapping[str, object], tree: YamlValue) -> Finding | None:
    """Return the finding for an error of pydantic; None where other findings say the same."""
    location = found["loc"] if isinstance(found["loc"], tuple) else ()
    path = _convert_location(location, tree)
    value = _find_value(tree, path)
    kind = str(found["type"])
    if kind == "too_short" and value:
        # Items that are wrong are not counted; each of them is named by itself.
        return None
    words = [step for step in location if isinstance(step, str)]
    key = describe_key(words[-1]) if words else "the file"
    context = found.get("ctx")
    known = context if isinstance(context, dict) else {}
    what, do = _choose_words(kind, key, value, is_id=known.get("pattern") == ID_PATTERN)
    expected = str(known.get("expected", "")).replace("'", "")
    what, do = what.format(key=key), do.format(expected=expected)
    if kind == "missing":
        what += _describe_item(_find_value(tree, path[:-1]) if path[-1:] == (key,) else value)
    return Finding(path, what, do)


def _choose_words(kind: str, key: str, value: YamlValue | None, *, is_id: bool) -> tuple[str, str]:
    """Return what is wrong with a value, and what to do, with places for the key."""
    if value == "" and kind not in {"missing", "too_short"}:
        return "{key} is empty", "write a text" + ("" if key in _REQUIRED else _OR_REMOVE)
    if kind == "dataclass_type" and isinstance(value, str) and key in _LISTS:
        return "this item of {key} has no key", f"write {_LISTS[key]}: behind its hyphen"
    if is_id and isinstance(value, str):
        if key in _REFERENCE_KEYS:
            return "this is no id of a question", "write the id of one that is there"
        return _FINDINGS[kind][0], f"{_WRITE_ID} {derive_id(key, value)}"
    return _FINDINGS.get(kind, _UNKNOWN)


def _describe_item(item: YamlValue | None) -> str:
    """Return ` in ...` with the id of an item that lacks something, if it has one."""
    name = item.get("id") if isinstance(item, dict) else None
    return f" in {describe_key(name)}" if isinstance(name, str) else ""


def _convert_location(location: Sequence[str | int], tree: YamlValue) -> YamlPath:
    """Return the path of an error of pydantic, without the steps that pydantic adds."""
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


def find_near(word: str, words: Iterable[str]) -> str:
    """Return `, perhaps ...` with the one of the words that was perhaps meant, or nothing."""
    length = len(word)
    alike = (one for one in words if abs(len(one) - length) <= _MOST_UNLIKE and one.isprintable())
    near = get_close_matches(word, alike, n=1) if length <= _LONGEST_COMPARED else []
    return f", perhaps {near[0]}" if near else ""
