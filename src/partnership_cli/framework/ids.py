"""Ids for items of a framework file that have none.

A note refers to a question by its id. One that is derived from the words changes with them, so
`framework check` asks for it to be written down.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from hashlib import sha256
from typing import Final

from partnership_cli.framework.model import ID_PATTERN
from partnership_cli.yaml_reader import YamlPath, YamlValue

NAMED_BY: Final[dict[str, tuple[str, ...]]] = {
    "prose": ("heading", "text"),
    "themes": ("title",),
    "questions": ("text",),
    "values": ("text",),
    "projects": ("title",),
    "guides": ("title",),
    "get_involved": ("text",),
    "voices": ("speaker", "text"),
    "references": ("text",),
}
"""The lists whose items have ids, and the keys whose words an id is derived from."""
_LONGEST_ID: Final = 40
_MOST_READ: Final = 200
_NOT_IN_IDS: Final = re.compile(r"[^a-z0-9]+")
_APOSTROPHES: Final = re.compile("['’‘ʼ]")
_IS_ID: Final = re.compile(ID_PATTERN)


def derive_id(kind: str, words: str, taken: Collection[str] = ()) -> str:
    """Return an id made of words, unlike those that are taken.

    Words of a script other than Latin give the kind and eight hexadecimal digits of their
    SHA-256.
    """
    taken_apart = unicodedata.normalize("NFKD", words[:_MOST_READ].casefold())
    folded = "".join(char for char in taken_apart if not unicodedata.combining(char))
    letters = sum(char.isalnum() for char in folded)
    name = _NOT_IN_IDS.sub("-", _APOSTROPHES.sub("", folded)).strip("-")
    if 2 * sum(char.isalnum() for char in name) < letters or not name:
        name = f"{kind}-{sha256(words.encode(errors='replace')).hexdigest()[:8]}"
    if len(name) > _LONGEST_ID:
        cut = name[: _LONGEST_ID + 1]
        name = cut.rpartition("-")[0] or name[:_LONGEST_ID]
    return _add_number(name, taken)[0]


def _add_number(name: str, taken: Collection[str], last: int = 1) -> tuple[str, int]:
    """Return a name that is not taken, and the number it got; `last` is the one before."""
    unlike = name
    while unlike in taken:
        last += 1
        unlike = f"{name}-{last}"
    return unlike, last


def fill_ids(tree: YamlValue) -> dict[YamlPath, str]:
    """Put an id wherever one is missing; return each with the path of its item."""
    new_ids: dict[YamlPath, str] = {}
    for kind in NAMED_BY:
        items = list(find_items(tree, kind))
        taken = {one for _, item in items if isinstance(one := item.get("id"), str)}
        # Without these, thousands of items of one name would each try all numbers anew.
        numbers: dict[str, int] = {}
        for path, item in items:
            if "id" not in item:
                name = derive_id(_find_singular(kind), _find_words(kind, item))
                new, numbers[name] = _add_number(name, taken, numbers.get(name, 1))
                item["id"] = new_ids[path] = new
                taken.add(new)
    return new_ids


def find_items(tree: YamlValue, kind: str) -> Iterator[tuple[YamlPath, dict[str, YamlValue]]]:
    """Yield every item of a kind with its path; the tree may have any form."""
    if not isinstance(tree, dict):
        return
    if kind != "questions":
        yield from _find_in(tree, kind, ())
        return
    for path, theme in _find_in(tree, "themes", ()):
        yield from _find_in(theme, kind, path)


def is_id(text: str) -> bool:
    """Tell whether a text can be an id."""
    return _IS_ID.fullmatch(text) is not None


def _find_in(
    above: dict[str, YamlValue], key: str, path: YamlPath
) -> Iterator[tuple[YamlPath, dict[str, YamlValue]]]:
    items = above.get(key)
    for at, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            yield (*path, key, at), item


def _find_words(kind: str, item: dict[str, YamlValue]) -> str:
    given = (item.get(key) for key in NAMED_BY[kind])
    return next((words for words in given if isinstance(words, str) and words.strip()), "")


def _find_singular(kind: str) -> str:
    return {"prose": "passage", "get_involved": "way"}.get(kind, kind.removesuffix("s"))
