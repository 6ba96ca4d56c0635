"""What no single value of a framework file shows to be wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from partnership_cli.framework.ids import find_items, is_id
from partnership_cli.framework.model import SOMETHING
from partnership_cli.framework.validation import Finding, find_near
from partnership_cli.yaml_reader import YamlValue, name_key

_MOST_COMPARED: Final = 5
"""Ids that are not there, after which none is compared with those that are; it takes long."""
_MOST_IDS: Final = 200
"""Ids of questions, above which none is compared."""
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
"""Names that Windows keeps for itself; a draft is called as its question is."""


def find_nothing(tree: YamlValue) -> Iterator[Finding]:
    """Give that there is nothing to think about, if so."""
    if not (isinstance(tree, dict) and any(tree.get(key) for key in SOMETHING)):
        what = "there are neither themes nor values nor projects"
        yield Finding((), what, "write at least one of these lists")


def find_repeated_ids(tree: YamlValue, kinds: Iterable[str]) -> Iterator[Finding]:
    """Give each id of these kinds that another item of the kind has."""
    seen: Counter[tuple[str, str]] = Counter()
    for kind in kinds:
        for path, item in find_items(tree, kind):
            if not isinstance(item_id := item.get("id"), str):
                continue
            seen[kind, item_id] += 1
            if seen[kind, item_id] > 1:
                what = f"the id {name_key(item_id)} is given twice"
                yield Finding((*path, "id"), what, "give each an id of its own")


def find_loose_ends(tree: YamlValue, questions: frozenset[str]) -> Iterator[Finding]:
    """Give what guides and questions point at that is none of these questions."""
    pointing = [
        (path, "questions", item.get("questions")) for path, item in find_items(tree, "guides")
    ]
    pointing += [
        (path, "looks_back_to", item.get("looks_back_to"))
        for path, item in find_items(tree, "questions")
    ]
    compared = 0
    for path, key, ids in pointing:
        for at, one in enumerate(ids if isinstance(ids, list) else ()):
            if isinstance(one, str) and is_id(one) and one not in questions:
                few = compared < _MOST_COMPARED and len(questions) <= _MOST_IDS
                near = find_near(one, filter(is_id, questions)) if few else ""
                compared += 1
                do = f"write the id of a question that is there{near}"
                what = f"the framework has no question {name_key(one)}"
                yield Finding((*path, key, at), what, do)


def find_asked_twice(tree: YamlValue) -> Iterator[Finding]:
    """Give the questions that a guide names more than once."""
    for path, guide in find_items(tree, "guides"):
        ids = guide.get("questions")
        seen = set()
        for at, one in enumerate(ids if isinstance(ids, list) else ()):
            if isinstance(one, str) and one in seen:
                what = f"this guide asks {name_key(one)} twice"
                yield Finding((*path, "questions", at), what, "remove one of the two")
            seen.add(str(one))


def find_devices(tree: YamlValue) -> Iterator[Finding]:
    """Give the ids of questions that no file can be called by on Windows."""
    for path, question in find_items(tree, "questions"):
        if question.get("id") in _DEVICES:
            what = f"{question['id']} is a name that Windows keeps for itself"
            yield Finding((*path, "id"), what, "choose another id")


def list_ids(tree: YamlValue, kind: str) -> frozenset[str]:
    """Return the ids of all items of a kind."""
    ids = (item.get("id") for _, item in find_items(tree, kind))
    return frozenset(one for one in ids if isinstance(one, str))
