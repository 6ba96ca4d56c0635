"""Warnings: what can be used in a framework file, and is perhaps not meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from functools import cache
from typing import Final, get_args, get_type_hints

from partnership_cli.framework.ids import find_items
from partnership_cli.framework.model import About, Framework, find_keys, forbids_changes
from partnership_cli.framework.text_normalization import normalize_question
from partnership_cli.framework.validation import Finding, find_near
from partnership_cli.yaml_reader import YamlDocument, YamlPath, YamlValue, describe_key

_SENTENCES: Final = frozenset({"title", "text", "heading", "why", "description", "moment"})
"""Keys whose texts people write as sentences."""
_SEVERAL: Final = re.compile(r" and | & |[,،，、;]")
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
"""The form of a language tag, after BCP 47."""
_LONGEST_QUESTION: Final = 300
"""Characters up to which a question is known again in a file that a partner gives."""


@dataclass(frozen=True)
class Original:
    """A text whose licence lets nobody share a translation, and how it may be named."""

    id: str
    title: str
    doi: str
    language: str


def find_language(tree: YamlValue) -> Iterator[Finding]:
    """Yield a finding if the language is no tag such as `en`; screen readers need the tag."""
    about = tree.get("framework") if isinstance(tree, dict) else None
    language = about.get("language") if isinstance(about, dict) else None
    if isinstance(language, str) and language.strip() and not _TAG.fullmatch(language.strip()):
        what = f"{describe_key(language)} is no short name of a language"
        yield Finding(("framework", "language"), what, "write en, cy, ar or zh-Hant, say")


def find_punctuation(tree: YamlValue) -> Iterator[Finding]:
    """Yield findings for texts in curly quotation marks and for several authors in one item."""
    about = tree.get("framework") if isinstance(tree, dict) else None
    texts: list[tuple[YamlPath, YamlValue | None]] = [
        ((*path, key), item.get(key))
        for kind, key in (("themes", "title"), ("questions", "text"), ("guides", "title"))
        for path, item in find_items(tree, kind)
    ]
    if isinstance(about, dict):
        texts.append((("framework", "title"), about.get("title")))
    for path, text in texts:
        if isinstance(text, str) and text[:1] in {"“", "„", "«"} and text[-1:] in {"”", "“", "»"}:
            what = "the curly quotation marks are a part of this text"
            yield Finding(path, what, 'type straight ones (") if they are not meant to be shown')
    authors = about.get("authors") if isinstance(about, dict) else None
    for at, author in enumerate(authors if isinstance(authors, list) else ()):
        if isinstance(author, str) and _SEVERAL.search(author):
            what = "this is read as one author"
            yield Finding(("framework", "authors", at), what, "give each person an item")


def find_alike(tree: YamlValue) -> Iterator[Finding]:
    """Yield a finding for each question whose words do not tell it from others.

    A question in a filled-in handout or a partner's file is found by its words.
    """
    seen: dict[str, str] = {}
    titles = {
        normalize_question(title)
        for _, theme in find_items(tree, "themes")
        if isinstance(title := theme.get("title"), str)
    }
    for path, question in find_items(tree, "questions"):
        text, name = question.get("text"), question.get("id")
        if not isinstance(text, str) or not isinstance(name, str):
            continue
        folded = normalize_question(text[: 2 * _LONGEST_QUESTION])
        what = ""
        if not folded:
            what = "there is no letter in it"
        elif len(text) > _LONGEST_QUESTION:
            what = f"longer than {_LONGEST_QUESTION} characters"
        elif folded in seen:
            what = f"these are the words of {describe_key(seen[folded])} again"
        elif folded in titles:
            what = "these are the words of a title"
        if what:
            do = "change them if partners are to share answers: a question is known by its words"
            yield Finding((*path, "text"), what, do)
        seen.setdefault(folded, name)


def find_asked_prompts(tree: YamlValue) -> Iterator[Finding]:
    """Yield a finding for each guiding question that has the words of a question."""
    asked = {
        normalize_question(text): question.get("id")
        for _, question in find_items(tree, "questions")
        if isinstance(text := question.get("text"), str)
    }
    for path, question in find_items(tree, "questions"):
        prompts = question.get("prompts")
        for at, prompt in enumerate(prompts if isinstance(prompts, list) else ()):
            name = asked.get(normalize_question(prompt)) if isinstance(prompt, str) else None
            if isinstance(name, str):
                what = f"these are the words of {describe_key(name)}"
                yield Finding((*path, "prompts", at), what, "change them, or leave them out here")


def find_taken_id(tree: YamlValue, originals: tuple[Original, ...]) -> Iterator[Finding]:
    """Yield a finding if the framework has the id of another one."""
    about = tree.get("framework") if isinstance(tree, dict) else None
    if not isinstance(about, dict):
        return
    for one in originals:
        if about.get("id") == one.id and about.get("title") != one.title:
            what = f"{one.id} is the id of {one.title}"
            do = "choose another, or notes of the two are mixed"
            yield Finding(("framework", "id"), what, do)


def find_unknown_keys(model: type, tree: YamlValue, path: YamlPath = ()) -> Iterator[Finding]:
    """Yield a finding for each key that the model does not have; it may be misspelt."""
    if not isinstance(tree, dict):
        return
    fields, types = find_keys(model), _find_types(model)
    for key, below in tree.items():
        if key not in fields:
            near = find_near(key, fields.keys() - tree.keys())
            do = f"check the spelling{near}, or leave it"
            if not path and key in find_keys(About):
                do = "move it below framework, two spaces further in"
            elif path == ("framework",) and key in find_keys(Framework):
                do = "move it to the beginning of a line"
            what = f"{describe_key(key)} is not known here; it is kept, and not shown"
            yield Finding((*path, key), what, do, at_key=True)
        elif inner := _find_model(types[fields[key].name]):
            items = enumerate(below) if isinstance(below, list) else [(None, below)]
            for at, item in items:
                step = (*path, key) if at is None else (*path, key, at)
                yield from find_unknown_keys(inner, item, step)


@cache
def _find_types(model: type) -> dict[str, object]:
    return get_type_hints(model)


def _find_model(annotation: object) -> type | None:
    """Return the model inside a type such as `Licence | None` or `tuple[Theme, ...]`."""
    if isinstance(annotation, type) and is_dataclass(annotation):
        return annotation
    inner = map(_find_model, get_args(annotation))
    return next((model for model in inner if model is not None), None)


def find_cut_off(document: YamlDocument) -> Iterator[Finding]:
    """Yield a finding for each text with a comment behind it, perhaps meant as its end."""
    for path in document.commented:
        if path and path[-1] in _SENTENCES:
            what = f"what follows the # is no part of {path[-1]}"
            yield Finding(path, what, "if it is meant to be, put all of it between quotation marks")


def find_derived_ids(new_ids: Mapping[YamlPath, str]) -> Iterator[Finding]:
    """Yield a finding for each item that got an id because it had none."""
    for path, one in new_ids.items():
        what = "the id is missing, and made of the words"
        do = f"give it the id {one}, so that it stays when you change the words"
        yield Finding(path, what, do)


def find_translation(tree: YamlValue, originals: tuple[Original, ...]) -> Iterator[Finding]:
    """Yield a finding if this is a translation that must not be shared."""
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
    dois = (str(about.get(key, "")).casefold() for key in ("doi", "doi_url"))
    doi = original.doi.casefold()
    same = about.get("id") == original.id or any(doi and doi in one for one in dois)
    return (
        same
        and isinstance(language, str)
        and _primary_language(language) != _primary_language(original.language)
    )


def _primary_language(language: str) -> str:
    return language.casefold().replace("_", "-").partition("-")[0].strip()
