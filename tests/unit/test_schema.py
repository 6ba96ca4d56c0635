from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from partnership_cli.framework.check import check_framework
from partnership_cli.framework.schema import make_schema
from partnership_cli.yaml_reader import read_yaml_document

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
EXAMPLES = {
    path.name: path
    for path in sorted((ROOT / "examples").glob("*.yaml"))
    if path.read_text(encoding="utf-8").find("\nframework:") >= 0
}
GOOD = """\
framework:
  id: small
  title: A small framework
themes:
  - id: beginning
    title: Beginning
    questions:
      - id: hope
        text: What do you hope for?
values:
  - id: honesty
    text: Honesty
guides:
  - id: first
    title: First
    questions: [hope]
"""


@pytest.fixture(scope="module")
def validator() -> Any:
    return Draft202012Validator(make_schema())


def change(old: str, new: str) -> str:
    assert GOOD.count(old) == 1
    return GOOD.replace(old, new)


def accepts(validator: Any, text: str) -> bool:
    return bool(validator.is_valid(yaml.safe_load(text)))


def places_of_schema(validator: Any, text: str) -> set[tuple[int, int]]:
    gathered = read_yaml_document(text.encode(), "f")
    found = validator.iter_errors(yaml.safe_load(text))
    return {gathered.locate(list(error.absolute_path)) for error in found}


def places_of_check(text: str) -> set[tuple[int, int]]:
    found = check_framework(text.encode(), "f").problems
    return {(problem.line, problem.column) for problem in found}


# The schema itself


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(make_schema())


def test_the_schema_names_the_draft_it_is_of() -> None:
    assert make_schema()["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


def test_the_schema_is_json() -> None:
    assert json.loads(json.dumps(make_schema())) == make_schema()


def test_an_editor_finds_the_keys_as_a_file_writes_them() -> None:
    assert {"for", "moment", "may_be_painful"} < make_schema()["$defs"]["Question"][
        "properties"
    ].keys()


def test_the_schema_has_no_name_of_our_own_for_a_key() -> None:
    assert "audience" not in make_schema()["$defs"]["Question"]["properties"]


# What it accepts


@pytest.mark.parametrize("name", ["framework.yaml", "start.yaml"])
def test_a_file_of_this_program_is_accepted(validator: Any, name: str) -> None:
    text = (DATA / name).read_text(encoding="utf-8")
    assert list(validator.iter_errors(yaml.safe_load(text))) == []


def test_there_is_an_example_to_look_at() -> None:
    assert "working-side-by-side.yaml" in EXAMPLES


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_accepted(validator: Any, name: str) -> None:
    text = EXAMPLES[name].read_text(encoding="utf-8")
    assert list(validator.iter_errors(yaml.safe_load(text))) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_has_neither_problems_nor_warnings(name: str) -> None:
    checked = check_framework(EXAMPLES[name].read_bytes(), name)
    assert (checked.problems, checked.warnings) == ((), ())


@pytest.mark.parametrize(
    "rest", ["themes: [{title: x}]", "values: [{text: x}]", "projects: [{title: x}]"]
)
def test_an_id_a_title_and_one_list_are_accepted(validator: Any, rest: str) -> None:
    assert accepts(validator, f"framework: {{id: a, title: b}}\n{rest}\n")


TAKEN_OUT = (
    "  - id: beginning\n    title",
    "      - id: hope\n        text",
    "  - id: honesty\n    text",
    "  - id: first\n    title",
)


@pytest.mark.parametrize("old", TAKEN_OUT)
def test_an_item_needs_no_id(validator: Any, old: str) -> None:
    indent, key = old.split("- ", maxsplit=1)[0], old.rpartition(" ")[2]
    assert accepts(validator, change(old, f"{indent}- {key}"))


ALSO_ACCEPTED = {
    "a key that is not known": ("framework:\n", "colour: red\nframework:\n"),
    "a key that is not known in a question": (
        "        text: What",
        "        x: y\n        text: What",
    ),
    "a year": ("  id: small\n", "  id: small\n  year: 2022\n"),
    "a year between quotation marks": ("  id: small\n", "  id: small\n  year: '2022'\n"),
    "a date as a text": ("  id: small\n", "  id: small\n  copyright: '2022-11-23'\n"),
    "a licence": ("  id: small\n", "  id: small\n  licence: {spdx: MIT, url: x}\n"),
    "a licence by its name alone": ("  id: small\n", "  id: small\n  licence: MIT\n"),
    "true": ("    title: First\n", "    title: First\n    quiet: true\n"),
    "empty lists": ("framework:\n", "prose: []\nvoices: []\nframework:\n"),
    "a theme without questions": ("    title: Beginning\n", "    title: Beginning\n  - title: x\n"),
    "a text of two paragraphs": (
        "    text: Honesty\n",
        "    text: Honesty\n    description: |\n      One.\n\n      Two.\n",
    ),
    "a line that is folded": ("    text: Honesty\n", "    text: >\n      Honesty,\n      always\n"),
    "words of another script": ("    text: Honesty\n", "    text: «צדק» ۱۲ 誠実 🎓\n"),
}


@pytest.mark.parametrize("name", ALSO_ACCEPTED)
def test_what_the_check_accepts_is_accepted(validator: Any, name: str) -> None:
    old, new = ALSO_ACCEPTED[name]
    text = change(old, new)
    assert places_of_check(text) == places_of_schema(validator, text) == set()


# What it refuses, where the check does

REFUSED: Mapping[str, tuple[str, str]] = {
    "no title": ("  title: A small framework\n", ""),
    "no id of the framework": ("  id: small\n", ""),
    "no framework": ("framework:\n  id: small\n  title: A small framework\n", ""),
    "a framework that is a text": (
        "framework:\n  id: small\n  title: A small framework\n",
        "framework: small\n",
    ),
    "a text that is a list": ("text: What do you hope for?", "text: ['Hope?']"),
    "a title that is a group": ("title: Beginning", "title: {en: Beginning}"),
    "themes that are a text": (
        "  - id: beginning\n    title: Beginning\n    questions:\n      - id: hope\n"
        "        text: What do you hope for?\nvalues:\n  - id: honesty\n    text: Honesty\n"
        "guides:\n  - id: first\n    title: First\n    questions: [hope]\n",
        "  Beginning\n",
    ),
    "an item that is a text": ("  - id: honesty\n    text: Honesty\n", "  - Honesty\n"),
    "a contact that is a text": ("framework:\n", "contact: Ada\nframework:\n"),
    "authors that are a text": ("  id: small\n", "  id: small\n  authors: Ada\n"),
    "an author without a name": ("  id: small\n", "  id: small\n  authors: [Ada, '']\n"),
    "a licence without its name": ("  id: small\n", "  id: small\n  licence: {url: x}\n"),
    "a licence of white space": ("  id: small\n", "  id: small\n  licence: '  '\n"),
    "a licence that is a list": ("  id: small\n", "  id: small\n  licence: [MIT]\n"),
    "a kind of theme that is none": ("title: Beginning", "title: Beginning\n    kind: zone"),
    "a kind of question that is none": ("        text", "        kind: riddle\n        text"),
    "an id with capitals": ("id: honesty", "id: Honesty"),
    "an id of the framework with capitals": ("id: small", "id: Small"),
    "an id with a space": ("id: honesty", "id: very honest"),
    "an id that is too long": ("id: honesty", f"id: {'x' * 81}"),
    "an empty text": ("text: Honesty", "text: ''"),
    "a text of white space": ("text: Honesty", "text: '  '"),
    "a paragraph of white space": ("text: Honesty", "text: Honesty\n    description: '  '"),
    "a text of two lines": ("text: Honesty", 'text: "Honest\\nat last"'),
    "a character that nobody sees": ("text: Honesty", 'text: "Hon\\aesty"'),
    "such a character in a paragraph": (
        "text: Honesty",
        'text: Honesty\n    description: "Hon\\aesty"',
    ),
    "a text with nothing behind its key": ("text: Honesty", "text:"),
    "an address with nothing behind its key": ("  id: small\n", "  id: small\n  url:\n"),
    "a year with nothing behind its key": ("  id: small\n", "  id: small\n  year:\n"),
    "a group with nothing behind its key": ("framework:\n", "contact:\nframework:\n"),
    "a list with nothing behind its key": ("framework:\n", "prose:\nframework:\n"),
    "for teachers": ("        text", "        for: teachers\n        text"),
    "a year that is a word": ("  id: small\n", "  id: small\n  year: soon\n"),
    "a year and a half": ("  id: small\n", "  id: small\n  year: 2022.5\n"),
    "quiet perhaps": ("title: First", "title: First\n    quiet: perhaps"),
    "painful perhaps": ("        text", "        may_be_painful: perhaps\n        text"),
    "alone last": ("title: First", "title: First\n    mode: alone last"),
    "a guide without questions": ("    questions: [hope]\n", ""),
    "a guide with an empty list": ("[hope]", "[]"),
    "a question without words": ("        text: What do you hope for?\n", ""),
    "a level without a title": ("framework:\n", "levels: [{text: x}]\nframework:\n"),
    "two things at once": (
        "      - id: hope\n        text: What do you hope for?\n",
        "      - id: hope\n        for: all\n        kind: riddle\n        text: x\n",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_is_refused_where_the_check_refuses_it(validator: Any, name: str) -> None:
    text = change(*REFUSED[name])
    expected = places_of_check(text)
    assert expected
    assert places_of_schema(validator, text) == expected


@pytest.mark.parametrize("rest", ["", "themes: []\n", "values: []\nprojects: []\nprose: []\n"])
def test_a_file_that_lists_nothing_to_think_about_is_refused_as_a_whole(
    validator: Any, rest: str
) -> None:
    text = "# Ours.\nframework: {id: a, title: b}\n" + rest
    assert places_of_schema(validator, text) == places_of_check(text) == {(2, 1)}


@pytest.mark.parametrize("text", ["words\n", "- a\n", "[]\n"])
def test_what_is_no_group_of_keys_is_refused_as_a_whole(validator: Any, text: str) -> None:
    assert places_of_schema(validator, text) == places_of_check(text) == {(1, 1)}
