"""Everything that can be said of a framework file: its problems, and apart from them warnings.

The checks read the tree of a file, not the values made of it, so that each is made whatever the
others find.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Generic, TypeVar

from pydantic import BaseModel

from partnership_cli.errors import FileProblemError, Problem
from partnership_cli.framework.flaws import (
    find_asked_twice,
    find_devices,
    find_loose_ends,
    find_nothing,
    find_repeated_ids,
    list_ids,
)
from partnership_cli.framework.ids import NAMED_BY, fill_ids
from partnership_cli.framework.model import Framework, Guide, Line
from partnership_cli.framework.validation import MOST, Finding, validate
from partnership_cli.framework.warnings import (
    Original,
    find_alike,
    find_cut_off,
    find_language,
    find_punctuation,
    find_taken_id,
    find_translation,
    find_unknown_keys,
    name_derived,
)
from partnership_cli.yaml_reader import Gathered, YamlValue, gather_yaml

_Model = TypeVar("_Model", bound=BaseModel)


class GuidesFile(BaseModel):
    """A file that holds guides alone, for a framework that stands in another."""

    model_config = Framework.model_config

    title: Line | None = None
    guides: tuple[Guide, ...]


@dataclass(frozen=True)
class Checked(Generic[_Model]):
    """What was found in a file; and what it holds, where there are no problems."""

    value: _Model | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]

    def require(self, hint: str, words: str = "") -> _Model:
        """Return what the file holds. Raises FileProblemError with every problem."""
        if self.value is None:
            raise FileProblemError(self.problems, hint, words)
        return self.value


def check_framework(
    data: bytes, name: str, originals: Iterable[Original] = ()
) -> Checked[Framework]:
    """Return what a framework file called `name` holds, with every problem and every warning."""

    def find(tree: YamlValue) -> Iterator[Finding]:
        yield from find_nothing(tree)
        yield from find_repeated_ids(tree, tuple(NAMED_BY))
        yield from find_loose_ends(tree, list_ids(tree, "questions"))
        yield from find_asked_twice(tree)
        yield from find_devices(tree)

    def warn(tree: YamlValue) -> Iterator[Finding]:
        yield from find_translation(tree, known)
        yield from find_taken_id(tree, known)
        yield from find_language(tree)
        yield from find_punctuation(tree)
        yield from find_alike(tree)

    known = tuple(originals)

    return _check(Framework, gather_yaml(data, name), name, find, warn)


def check_guides(data: bytes, name: str, questions: Iterable[str]) -> Checked[GuidesFile]:
    """Return what a file of guides holds; `questions` are the ids that it may point at."""

    def find(tree: YamlValue) -> Iterator[Finding]:
        yield from find_repeated_ids(tree, ("guides",))
        yield from find_loose_ends(tree, frozenset(questions))
        yield from find_asked_twice(tree)

    return _check(GuidesFile, gather_yaml(data, name), name, find, lambda _tree: iter(()))


def _check(
    model: type[_Model],
    gathered: Gathered,
    name: str,
    find: Callable[[YamlValue], Iterator[Finding]],
    warn: Callable[[YamlValue], Iterator[Finding]],
) -> Checked[_Model]:
    tree = gathered.value
    if tree is None:
        return Checked(None, gathered.problems, ())
    derived = fill_ids(tree)
    value, found = validate(model, tree)
    problems = (*gathered.problems, *_place(chain(found, find(tree)), gathered, name))
    # Those that matter most come first, because many are cut off.
    warned = chain(
        warn(tree), find_unknown_keys(model, tree), find_cut_off(gathered), name_derived(derived)
    )
    return Checked(
        None if problems else value, _in_order(problems), _in_order(_place(warned, gathered, name))
    )


def _place(found: Iterable[Finding], gathered: Gathered, name: str) -> Iterator[Problem]:
    for one in islice(found, MOST):
        line, column = gathered.locate_key(one.path) if one.at_key else gathered.locate(one.path)
        yield Problem(name, line, column, one.what, one.do)


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda one: (one.line, one.column)))[:MOST]
