"""A framework file as a value, with all its problems and, apart from them, warnings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final, Generic, TypeVar

from partnership_cli.errors import MOST_PROBLEMS, FileProblemError, Problem
from partnership_cli.framework.companion import Companion
from partnership_cli.framework.ids import NAMED_BY, fill_ids, find_items, is_id
from partnership_cli.framework.model import CONTENT_LISTS, Framework, Guide, Line, Part
from partnership_cli.framework.validation import Finding, find_near, validate
from partnership_cli.framework.warnings import (
    Original,
    find_alike,
    find_asked_prompts,
    find_cut_off,
    find_derived_ids,
    find_language,
    find_punctuation,
    find_taken_id,
    find_translation,
    find_unknown_keys,
)
from partnership_cli.yaml_reader import YamlDocument, YamlValue, describe_key, read_yaml_document

_Model = TypeVar("_Model")


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidesFile(Part):
    """A file that holds guides alone, for a framework that stands in another."""

    title: Line | None = None
    guides: tuple[Guide, ...]


@dataclass(frozen=True)
class CheckResult(Generic[_Model]):
    """The problems and warnings of a file, and its value where there are no problems."""

    value: _Model | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]

    def require(self, hint: str, words: str = "") -> _Model:
        """Return the value. Raises FileProblemError with every problem."""
        if self.value is None:
            raise FileProblemError(self.problems, hint, words)
        return self.value


_MOST_COMPARED: Final = 5
"""Ids that are not there, after which none is compared with those that are; it takes long."""
_MOST_IDS: Final = 200
"""Ids of questions, above which none is compared."""
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
"""Names that Windows keeps for itself; a draft is called as its question is."""


def check_framework(
    data: bytes, name: str, originals: Iterable[Original] = ()
) -> CheckResult[Framework]:
    """Read a framework file called `name`; return its value, problems and warnings."""

    def find(tree: YamlValue) -> Iterator[Finding]:
        yield from find_missing_content(tree)
        yield from find_repeated_ids(tree, tuple(NAMED_BY))
        yield from find_loose_ends(tree, list_ids(tree, "questions"))
        yield from find_repeated_questions(tree)
        yield from find_devices(tree)

    def warn(tree: YamlValue) -> Iterator[Finding]:
        yield from find_translation(tree, known)
        yield from find_taken_id(tree, known)
        yield from find_language(tree)
        yield from find_punctuation(tree)
        yield from find_alike(tree)
        yield from find_asked_prompts(tree)

    known = tuple(originals)

    return _check_document(Framework, read_yaml_document(data, name), name, find, warn)


def check_guides(data: bytes, name: str, questions: Iterable[str]) -> CheckResult[GuidesFile]:
    """Read a file of guides; `questions` are the ids that it may point at."""

    def find(tree: YamlValue) -> Iterator[Finding]:
        yield from find_repeated_ids(tree, ("guides",))
        yield from find_loose_ends(tree, frozenset(questions))
        yield from find_repeated_questions(tree)

    return _check_document(GuidesFile, read_yaml_document(data, name), name, find, _find_nothing)


def check_companion(data: bytes, name: str) -> CheckResult[Companion]:
    """Read a file with the guides and marks for a framework."""
    return _check_document(
        Companion, read_yaml_document(data, name), name, _find_nothing, _find_nothing
    )


def _find_nothing(_tree: YamlValue) -> Iterator[Finding]:
    return iter(())


def _check_document(
    model: type[_Model],
    document: YamlDocument,
    name: str,
    find: Callable[[YamlValue], Iterator[Finding]],
    warn: Callable[[YamlValue], Iterator[Finding]],
) -> CheckResult[_Model]:
    tree = document.value
    if tree is None:
        return CheckResult(None, document.problems, ())
    new_ids = fill_ids(tree)
    value, found = validate(model, tree)
    problems = (*document.problems, *_locate(chain(found, find(tree)), document, name))
    # Those that matter most come first, because many are cut off.
    warnings = chain(
        warn(tree),
        find_unknown_keys(model, tree),
        find_cut_off(document),
        find_derived_ids(new_ids),
    )
    return CheckResult(
        None if problems else value, _sort(problems), _sort(_locate(warnings, document, name))
    )


def _locate(found: Iterable[Finding], document: YamlDocument, name: str) -> Iterator[Problem]:
    for one in islice(found, MOST_PROBLEMS):
        line, column = document.locate_key(one.path) if one.at_key else document.locate(one.path)
        yield Problem(name, line, column, one.what, one.do)


def _sort(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda one: (one.line, one.column)))[:MOST_PROBLEMS]


def find_missing_content(tree: YamlValue) -> Iterator[Finding]:
    """Yield a finding if the framework has no themes, values or projects."""
    if not (isinstance(tree, dict) and any(tree.get(key) for key in CONTENT_LISTS)):
        what = "there are neither themes nor values nor projects"
        yield Finding((), what, "write at least one of these lists")


def find_repeated_ids(tree: YamlValue, kinds: Iterable[str]) -> Iterator[Finding]:
    """Yield a finding for each id that two items of one of these kinds have."""
    seen: Counter[tuple[str, str]] = Counter()
    for kind in kinds:
        for path, item in find_items(tree, kind):
            if not isinstance(item_id := item.get("id"), str):
                continue
            seen[kind, item_id] += 1
            if seen[kind, item_id] > 1:
                what = f"the id {describe_key(item_id)} is given twice"
                yield Finding((*path, "id"), what, "give each an id of its own")


def find_loose_ends(tree: YamlValue, questions: frozenset[str]) -> Iterator[Finding]:
    """Yield a finding for each id in a guide or question that none of `questions` has."""
    references = [
        (path, "questions", item.get("questions")) for path, item in find_items(tree, "guides")
    ]
    references += [
        (path, "looks_back_to", item.get("looks_back_to"))
        for path, item in find_items(tree, "questions")
    ]
    compared = 0
    for path, key, ids in references:
        for at, one in enumerate(ids if isinstance(ids, list) else ()):
            if isinstance(one, str) and is_id(one) and one not in questions:
                few = compared < _MOST_COMPARED and len(questions) <= _MOST_IDS
                near = find_near(one, filter(is_id, questions)) if few else ""
                compared += 1
                do = f"write the id of a question that is there{near}"
                what = f"the framework has no question {describe_key(one)}"
                yield Finding((*path, key, at), what, do)


def find_repeated_questions(tree: YamlValue) -> Iterator[Finding]:
    """Yield a finding for each question that a guide names more than once."""
    for path, guide in find_items(tree, "guides"):
        ids = guide.get("questions")
        seen = set()
        for at, one in enumerate(ids if isinstance(ids, list) else ()):
            if isinstance(one, str) and one in seen:
                what = f"this guide asks {describe_key(one)} twice"
                yield Finding((*path, "questions", at), what, "remove one of the two")
            seen.add(str(one))


def find_devices(tree: YamlValue) -> Iterator[Finding]:
    """Yield a finding for each question id that cannot be a file name on Windows."""
    for path, question in find_items(tree, "questions"):
        if question.get("id") in _DEVICES:
            what = f"{question['id']} is a name that Windows keeps for itself"
            yield Finding((*path, "id"), what, "choose another id")


def list_ids(tree: YamlValue, kind: str) -> frozenset[str]:
    """Return the ids of all items of a kind."""
    ids = (item.get("id") for _, item in find_items(tree, kind))
    return frozenset(one for one in ids if isinstance(one, str))
