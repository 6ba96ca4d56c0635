"""Everything that can be said of a framework file: its problems, and apart from them warnings.

The checks read the tree of a file, not the values made of it, so that each is made whatever the
others find.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain, islice
from typing import Final, Generic, TypeVar, get_args

from pydantic import BaseModel

from partnership_cli.errors import FileProblemError, Problem
from partnership_cli.framework.findings import MOST, Finding, validate
from partnership_cli.framework.model import About, Framework, Guide, Line, forbids_changes
from partnership_cli.framework.naming import NAMED_BY, fill_ids, find_items
from partnership_cli.yamltext import (
    Gathered,
    YamlPath,
    YamlValue,
    gather_yaml,
    name_key,
)

_Model = TypeVar("_Model", bound=BaseModel)
_SENTENCES: Final = frozenset({"title", "text", "heading", "why", "description", "moment"})
"""Keys whose texts people write as sentences."""
_SOMETHING: Final = ("themes", "values", "projects")


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


@dataclass(frozen=True)
class Original:
    """A text whose licence lets nobody share a translation, and how it may be named."""

    id: str
    title: str
    doi: str
    language: str


def check_framework(
    data: bytes, name: str, originals: Iterable[Original] = ()
) -> Checked[Framework]:
    """Return what a framework file called `name` holds, with every problem and every warning."""

    def find(tree: YamlValue) -> Iterator[Finding]:
        if not (isinstance(tree, dict) and any(tree.get(key) for key in _SOMETHING)):
            what = "there are neither themes nor values nor projects"
            yield Finding((), what, "write at least one of these lists")
        yield from _find_repeated_ids(tree, tuple(NAMED_BY))
        yield from _find_loose_ends(tree, _ids_of(tree, "questions"))

    def warn(tree: YamlValue) -> Iterator[Finding]:
        yield from _find_translation(tree, tuple(originals))

    return _check(Framework, gather_yaml(data, name), name, find, warn)


def check_guides(data: bytes, name: str, questions: Iterable[str]) -> Checked[GuidesFile]:
    """Return what a file of guides holds; `questions` are the ids that it may point at."""

    def find(tree: YamlValue) -> Iterator[Finding]:
        yield from _find_repeated_ids(tree, ("guides",))
        yield from _find_loose_ends(tree, frozenset(questions))

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
    warned = chain(
        _find_unknown_keys(model, tree), _find_cut_off(gathered), warn(tree), _name_derived(derived)
    )
    return Checked(
        None if problems else value, _in_order(problems), _in_order(_place(warned, gathered, name))
    )


def _find_repeated_ids(tree: YamlValue, kinds: Iterable[str]) -> Iterator[Finding]:
    seen: Counter[tuple[str, str]] = Counter()
    for kind in kinds:
        for path, item in find_items(tree, kind):
            if not isinstance(item_id := item.get("id"), str):
                continue
            seen[kind, item_id] += 1
            if seen[kind, item_id] > 1:
                what = f"the id {name_key(item_id)} is given twice"
                yield Finding((*path, "id"), what, "give each an id of its own")


def _find_loose_ends(tree: YamlValue, questions: frozenset[str]) -> Iterator[Finding]:
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
            if isinstance(one, str) and one not in questions:
                # To compare takes long.
                near = _find_near(one, questions) if compared < MOST else ""
                compared += 1
                do = f"write the id of a question that is there{near}"
                what = f"the framework has no question {name_key(one)}"
                yield Finding((*path, key, at), what, do)


def _ids_of(tree: YamlValue, kind: str) -> frozenset[str]:
    ids = (item.get("id") for _, item in find_items(tree, kind))
    return frozenset(one for one in ids if isinstance(one, str))


def _find_unknown_keys(
    model: type[BaseModel], tree: YamlValue, path: YamlPath = ()
) -> Iterator[Finding]:
    if not isinstance(tree, dict):
        return
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    for key, below in tree.items():
        if key not in fields:
            near = _find_near(key, fields.keys() - tree.keys())
            do = f"look for a misspelling{near}, or leave it"
            if not path and key in About.model_fields:
                do = "move it below framework, two spaces further in"
            what = f"{name_key(key)} is not known here; it is kept, and not shown"
            yield Finding((*path, key), what, do, at_key=True)
        elif inner := _find_model(fields[key].annotation):
            items = enumerate(below) if isinstance(below, list) else [(None, below)]
            for at, item in items:
                step = (*path, key) if at is None else (*path, key, at)
                yield from _find_unknown_keys(inner, item, step)


def _find_model(annotation: object) -> type[BaseModel] | None:
    """Return the model inside a type such as `Licence | None` or `tuple[Theme, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = map(_find_model, get_args(annotation))
    return next((model for model in inner if model is not None), None)


def _find_near(word: str, words: Iterable[str]) -> str:
    near = get_close_matches(word[:80], words, n=1)
    return f", perhaps {near[0]}" if near else ""


def _find_cut_off(gathered: Gathered) -> Iterator[Finding]:
    """Give the texts behind which a comment stands, which may be meant as part of them."""
    for path in gathered.commented:
        if path and path[-1] in _SENTENCES:
            what = f"what follows the # is no part of {path[-1]}"
            yield Finding(path, what, "if it is meant to be, put all of it between quotation marks")


def _name_derived(derived: Mapping[YamlPath, str]) -> Iterator[Finding]:
    for path, one in derived.items():
        what = "the id is missing, and made of the words"
        do = f"give it the id {one}, so that it stays when you change the words"
        yield Finding(path, what, do)


def _find_translation(tree: YamlValue, originals: tuple[Original, ...]) -> Iterator[Finding]:
    about = tree.get("framework") if isinstance(tree, dict) else None
    if not isinstance(about, dict):
        return
    licence = about.get("licence")
    name = licence.get("spdx") if isinstance(licence, dict) else licence
    of = about.get("translation_of")
    key = "translation_of" if isinstance(of, str) else "language"
    forbidden = isinstance(of, str) and isinstance(name, str) and forbids_changes(name)
    if forbidden or any(_is_translation(about, one) for one in originals):
        what = "a translation of a text whose licence allows no changed version to be shared"
        do = "ask its authors, and until they agree share neither this file nor what is made of it"
        yield Finding(("framework", key), what, do, at_key=True)


def _is_translation(about: Mapping[str, YamlValue], original: Original) -> bool:
    """Tell whether a framework says, in whichever way, that it translates this one."""
    of = str(about.get("translation_of", "")).casefold()
    known = (original.id, original.title, original.doi)
    if any(one and one.casefold() in of for one in known):
        return True
    language = about.get("language")
    found = (about.get("id"), str(about.get("doi", "")), str(about.get("doi_url", "")))
    same = found[0] == original.id or any(original.doi and original.doi in one for one in found[1:])
    return same and isinstance(language, str) and _main(language) != _main(original.language)


def _main(language: str) -> str:
    return language.casefold().replace("_", "-").partition("-")[0].strip()


def _place(found: Iterable[Finding], gathered: Gathered, name: str) -> Iterator[Problem]:
    for one in islice(found, MOST):
        line, column = gathered.locate_key(one.path) if one.at_key else gathered.locate(one.path)
        yield Problem(name, line, column, one.what, one.do)


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda one: (one.line, one.column)))[:MOST]
