from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from partnership_cli.errors import FileProblemError, Problem
from partnership_cli.framework.check import CheckResult, GuidesFile, check_framework, check_guides
from partnership_cli.framework.model import Framework, Question
from partnership_cli.framework.warnings import Original
from partnership_cli.yaml_reader import LARGEST_YAML

FILE = "mine.yaml"
MOST = 20
GOOD = """\
# Ours.
framework:
  id: small
  title: A small framework
themes:
  - id: beginning
    title: Beginning
    questions:
      - id: hope
        text: What do you hope for?
      - id: fear
        text: What is hard?
        looks_back_to: [hope]
  - id: end
    title: End
    questions:
      - id: changed
        text: What changed?
values:
  - id: honesty
    text: Honesty
projects:
  - id: garden
    title: A garden
guides:
  - id: first
    title: First
    questions: [hope, fear]
"""
GUIDES = """\
title: For our scheme
guides:
  - id: first
    title: First
    questions: [hope, fear]
  - id: last
    title: Last
    questions: [changed]
"""
QUESTIONS = ("hope", "fear", "changed")
ABOUT = "framework: {id: a, title: b}\n"
VALUES = "values: [{id: v, text: w}]\n"
LIBRARY = re.compile(
    r"pydantic|Input should|Field required|Extra inputs|validation|ValidationError|str_|_type"
    r"|valid (string|dictionary|list|tuple|integer)|Traceback|None\b|\byaml\.|scanner|parser",
)


def check(text: str, *originals: Original) -> CheckResult[Framework]:
    return check_framework(text.encode(), FILE, originals)


def check_guides_of(text: str) -> CheckResult[GuidesFile]:
    return check_guides(text.encode(), FILE, QUESTIONS)


def change(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def whats(problems: Sequence[Problem]) -> list[str]:
    return [one.what for one in problems]


def places(problems: Sequence[Problem]) -> list[tuple[int, int]]:
    return [(one.line, one.column) for one in problems]


def value_of(checked: CheckResult[Framework]) -> Framework:
    assert checked.problems == ()
    assert checked.value is not None
    return checked.value


# What has to be there


def test_a_good_file_has_neither_problems_nor_warnings() -> None:
    checked = check(GOOD)
    assert (checked.problems, checked.warnings) == ((), ())


def test_what_a_good_file_holds_is_returned() -> None:
    assert [question.id for _, question in value_of(check(GOOD)).questions()] == list(QUESTIONS)


SOMETHING = {
    "themes": "themes: [{id: t, title: Power}]\n",
    "values": "values: [{id: v, text: Honesty}]\n",
    "projects": "projects: [{id: p, title: A garden}]\n",
}


@pytest.mark.parametrize("key", SOMETHING)
def test_an_id_a_title_and_one_list_are_enough(key: str) -> None:
    checked = check(ABOUT + SOMETHING[key])
    assert (checked.problems, checked.warnings) == ((), ())


@pytest.mark.parametrize("key", SOMETHING)
@pytest.mark.parametrize("missing", ["id", "title"])
def test_an_id_and_a_title_are_required_whatever_is_listed(key: str, missing: str) -> None:
    about = {"id": "framework: {title: b}\n", "title": "framework: {id: a}\n"}[missing]
    checked = check(about + SOMETHING[key])
    assert checked.value is None
    (problem,) = checked.problems
    assert problem.what.startswith(f"{missing} is missing")
    assert (problem.line, problem.column) == (1, 12)


@pytest.mark.parametrize("rest", ["", "themes: []\nvalues: []\nprojects: []\n", "prose: []\n"])
def test_a_file_that_lists_nothing_to_think_about_is_refused(rest: str) -> None:
    (problem,) = check("# Ours.\n" + ABOUT + rest).problems
    assert problem.what == "there are neither themes nor values nor projects"
    assert (problem.line, problem.column) == (2, 1)


@pytest.mark.parametrize("text", ["", "# Nothing yet.\n", "words\n", "- a\n- b\n", "[]", "''"])
def test_what_is_no_framework_at_all_is_refused(text: str) -> None:
    checked = check(text)
    assert checked.value is None
    assert checked.problems


EMPTY = {
    "of the file": (
        "framework:\n",
        "prose: []\nlevels: []\nget_involved: []\nvoices: []\nreferences: []\n"
        "links_without_url: []\nframework:\n",
    ),
    "authors": ("  title: A small framework\n", "  title: A small framework\n  authors: []\n"),
    "levels of a theme": ("    title: End\n", "    title: End\n    levels: []\n"),
    "questions that it looks back to": (
        "        text: What changed?\n",
        "        text: What changed?\n        looks_back_to: []\n",
    ),
}


@pytest.mark.parametrize("lists", EMPTY)
def test_an_empty_list_is_as_none(lists: str) -> None:
    old, new = EMPTY[lists]
    checked = check(change(GOOD, old, new))
    assert checked.value == value_of(check(GOOD))
    assert checked.warnings == ()


def test_a_theme_with_an_empty_list_of_questions_is_as_one_without() -> None:
    without = check(ABOUT + "themes: [{id: t, title: Power}]\n")
    assert check(ABOUT + "themes: [{id: t, title: Power, questions: []}]\n") == without


# Problems

PROBLEMS: dict[str, tuple[str, str, tuple[int, int], str, str]] = {
    "a key that is missing": (
        "  title: A small framework\n",
        "",
        (3, 3),
        "title is missing in small",
        "add it",
    ),
    "a group that is missing": (
        "framework:\n  id: small\n  title: A small framework\n",
        "",
        (2, 1),
        "framework is missing",
        "add it",
    ),
    "a question without words": (
        "        text: What changed?\n",
        "",
        (17, 9),
        "text is missing in changed",
        "add it",
    ),
    "a list for a text": (
        "text: What changed?",
        "text: [What changed?]",
        (18, 15),
        "text is not a text",
        "write a text, between quotation marks if it has a colon",
    ),
    "an empty text": (
        "text: Honesty",
        "text: ''",
        (21, 11),
        "text is empty",
        "write a text",
    ),
    "a text of white space": (
        "text: Honesty",
        "text: '  '",
        (21, 11),
        "text is empty",
        "write a text",
    ),
    "a key with nothing behind it": (
        "text: Honesty",
        "text:",
        (21, 10),
        "text is empty",
        "write a text",
    ),
    "a text of two lines": (
        "text: Honesty",
        'text: "Honesty\\nalways"',
        (21, 11),
        "text has a character that is not allowed there",
        "write it as one line",
    ),
    "an empty text that may be left out": (
        "    text: Honesty\n",
        "    text: Honesty\n    description: ''\n",
        (22, 18),
        "description is empty",
        "write a text, or remove the key",
    ),
    "an id with capitals": (
        "id: honesty",
        "id: Honesty",
        (20, 9),
        "id has a character that is not allowed there",
        "small letters a to z, digits and hyphens",
    ),
    "an id that is too long": (
        "id: honesty",
        "id: " + "x" * 81,
        (20, 9),
        "id is too long",
        "make it shorter",
    ),
    "no number": (
        "  id: small\n",
        "  year: soon\n  id: small\n",
        (3, 9),
        "year is not a number",
        "such as 2022",
    ),
    "a list for a number": (
        "  id: small\n",
        "  year: [2022]\n  id: small\n",
        (3, 9),
        "year is not a number",
        "such as 2022",
    ),
    "neither true nor false": (
        "    title: First\n",
        "    title: First\n    quiet: perhaps\n",
        (28, 12),
        "quiet is neither true nor false",
        "write one of them",
    ),
    "a list for true or false": (
        "        text: What changed?\n",
        "        text: What changed?\n        may_be_painful: [true]\n",
        (19, 25),
        "may_be_painful is neither true nor false",
        "write one of them",
    ),
    "a text for a list": (
        "questions: [hope, fear]",
        "questions: hope",
        (28, 16),
        "questions is not a list",
        "begin each of its lines with a hyphen",
    ),
    "a guide with an empty list": (
        "questions: [hope, fear]",
        "questions: []",
        (28, 16),
        "questions is empty",
        "write at least one",
    ),
    "a text for a group": (
        "framework:\n",
        "contact: Ada\nframework:\n",
        (2, 10),
        "contact is not a group of keys",
        "write keys and values below it",
    ),
    "a text for an item": (
        "  - id: honesty\n    text: Honesty\n",
        "  - Honesty\n",
        (20, 5),
        "this item of values has no key",
        "write text: behind its hyphen",
    ),
    "a text for an item that has a title": (
        "  - id: garden\n    title: A garden\n",
        "  - A garden\n",
        (23, 5),
        "this item of projects has no key",
        "write title: behind its hyphen",
    ),
    "a kind that is none": (
        "    title: End\n",
        "    title: End\n    kind: zone\n",
        (16, 11),
        "kind is not one of the words allowed",
        "theme, area, principle or stage",
    ),
    "an audience that is none": (
        "        text: What changed?\n",
        "        text: What changed?\n        for: teachers\n",
        (19, 14),
        "for is not one of the words allowed",
        "students, staff or both",
    ),
    "a mode that is none": (
        "    title: First\n",
        "    title: First\n    mode: alone last\n",
        (28, 11),
        "mode is not one of the words allowed",
        "alone, alone first or together",
    ),
    "a licence without its name": (
        "  id: small\n",
        "  licence: {url: x}\n  id: small\n",
        (3, 12),
        "spdx is missing",
        "add it",
    ),
    "an id twice among the questions of two themes": (
        "id: changed",
        "id: hope",
        (17, 13),
        "the id hope is given twice",
        "give each an id of its own",
    ),
    "an id twice among the themes": (
        "id: end",
        "id: beginning",
        (14, 9),
        "the id beginning is given twice",
        "give each an id of its own",
    ),
    "a loose end in a guide": (
        "questions: [hope, fear]",
        "questions: [hope, feer]",
        (28, 23),
        "the framework has no question feer",
        "write the id of a question that is there, perhaps fear",
    ),
    "a loose end that looks back": (
        "looks_back_to: [hope]",
        "looks_back_to: [hopes]",
        (13, 25),
        "the framework has no question hopes",
        "write the id of a question that is there, perhaps hope",
    ),
    "a question that a guide asks twice": (
        "questions: [hope, fear]",
        "questions: [hope, fear, hope]",
        (28, 29),
        "this guide asks hope twice",
        "remove one of the two",
    ),
    "an id that no file can have on Windows": (
        "id: changed",
        "id: aux",
        (17, 13),
        "aux is a name that Windows keeps for itself",
        "choose another id",
    ),
    "a character that nobody sees": (
        "text: Honesty",
        'text: "Hon\\x07esty"',
        (21, 11),
        "text has a character that is not allowed there",
        "without characters that nobody sees",
    ),
    "a paragraph with a character that nobody sees": (
        "    text: Honesty\n",
        '    text: Honesty\n    description: "a\\x00b"\n',
        (22, 18),
        "description has a character that is not allowed there",
        "without characters that nobody sees",
    ),
    "a key twice": (
        "  id: small\n",
        "  id: small\n  id: large\n",
        (4, 3),
        "the key id is given twice",
        "remove one of them",
    ),
    "an anchor": (
        "text: Honesty",
        "text: &h Honesty",
        (21, 11),
        "an alias or anchor (* or &)",
        "write the text itself",
    ),
    "a tag": (
        "text: Honesty",
        "text: !x Honesty",
        (21, 11),
        "a tag (!)",
        "write the text without it",
    ),
    "a merge key": (
        "    text: Honesty",
        "    text: Honesty\n    <<: {a: b}",
        (22, 5),
        "a merge key (<<)",
        "write the keys themselves",
    ),
}


def find_problem(name: str) -> Problem:
    old, new, *_ = PROBLEMS[name]
    (problem,) = check(change(GOOD, old, new)).problems
    return problem


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_problem_is_named(name: str) -> None:
    assert find_problem(name).what == PROBLEMS[name][3]


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_problem_has_its_line_and_column(name: str) -> None:
    problem = find_problem(name)
    assert (problem.line, problem.column) == PROBLEMS[name][2]


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_problem_says_what_to_do(name: str) -> None:
    assert PROBLEMS[name][4] in find_problem(name).do


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_file_with_a_problem_gives_no_framework(name: str) -> None:
    old, new, *_ = PROBLEMS[name]
    assert check(change(GOOD, old, new)).value is None


ENDS: dict[str, tuple[bytes, int, str, str]] = {
    "a tab": (b"framework:\n\tid: a\n", 2, "a tab, which looks like", "type spaces"),
    "a colon in a text": (
        b"framework:\n  id: a\n  title: One: two\n",
        3,
        "this is not YAML (",
        "between quotation marks",
    ),
    "a text without an end": (
        b'framework:\n  id: a\n  title: "One\n  year: 2022\n',
        3,
        "the quotation mark that begins here is not closed",
        "close it where the text ends",
    ),
    "a quotation mark within a text": (
        b"framework:\n  id: a\n  title: 'One's own'\n",
        3,
        "this is not YAML (",
        "that stands inside a text",
    ),
    "a text that begins with a sign": (
        b"framework:\n  id: a\n  title: @home\n",
        3,
        "this is not YAML (",
        "between quotation marks",
    ),
    "another encoding": (b"framework:\n  title: \xe9\n", 2, "not UTF-8 text", "save it as UTF-8"),
    "a control character": (
        b"framework:\n  title: a\x00\n",
        2,
        "the character U+0000",
        "remove it",
    ),
    "a second document": (ABOUT.encode() + b"---\nx: y\n", 2, "a second document", "remove"),
    "too much": (b"#" * (LARGEST_YAML + 1), 1, "larger than 256 KiB", "make it smaller"),
}


@pytest.mark.parametrize("name", ENDS)
def test_what_ends_the_reading_is_said_with_its_line_and_what_to_do(name: str) -> None:
    data, line, what, do = ENDS[name]
    checked = check_framework(data, FILE)
    (problem,) = checked.problems
    assert problem.line == line
    assert problem.what.startswith(what)
    assert do in problem.do
    assert (checked.value, checked.warnings) == (None, ())


@pytest.mark.parametrize("name", [*PROBLEMS, *ENDS])
def test_every_problem_is_of_the_file_and_in_plain_words(name: str) -> None:
    if name in PROBLEMS:
        said = str(find_problem(name))
    else:
        (problem,) = check_framework(ENDS[name][0], FILE).problems
        said = str(problem)
    assert said.startswith(f"{FILE}:")
    assert not LIBRARY.search(said)


def test_a_year_of_thousands_of_digits_is_refused_with_what_to_do() -> None:
    year = "9" * 5000
    (problem,) = check(change(GOOD, "  id: small\n", f"  id: small\n  year: {year}\n")).problems
    assert (problem.line, problem.column) == (4, 9)
    assert "such as 2022" in problem.do


@pytest.mark.parametrize("braces", ["{", "}", "{x}", "{0}", "{key}", "{{"])
def test_braces_in_an_id_stand_in_a_message_as_they_are(braces: str) -> None:
    problems = check(ABOUT + f"values: [{{id: '{braces}'}}]\n").problems
    assert f"text is missing in {braces}" in whats(problems)


def test_a_value_and_a_question_may_have_the_same_id() -> None:
    assert check(change(GOOD, "id: honesty", "id: hope")).problems == ()


@pytest.mark.parametrize("far", ["zzzzzz", "fear-and-anger", "fear" * 20])
def test_where_no_id_is_near_none_is_named(far: str) -> None:
    (problem,) = check(change(GOOD, "[hope, fear]", f"[hope, {far}]")).problems
    assert problem.do == "write the id of a question that is there"


def test_two_guides_may_ask_one_question() -> None:
    more = "  - id: second\n    title: Second\n    questions: [hope]\n"
    assert check(GOOD + more).problems == ()


def test_a_guide_may_point_at_a_question_of_another_theme() -> None:
    assert check(change(GOOD, "[hope, fear]", "[changed, hope]")).problems == ()


# All at once

MANY = """\
framework:
  id: Small
  title: ''
  year: soon
  year: later
themes:
  - id: beginning
    title: &t Beginning
    questions:
      - id: hope
        text: What do you hope for?
        for: teachers
      - id: hope
        text: [What is hard?]
guides:
  - id: first
    title: First
    mode: alone last
    questions: [hopes]
"""


def test_all_problems_of_a_file_are_named_at_once_in_the_order_of_its_lines() -> None:
    checked = check(MANY)
    assert [(one.line, one.what) for one in checked.problems] == [
        (2, "id has a character that is not allowed there"),
        (3, "title is empty"),
        (5, "the key year is given twice"),
        (5, "year is not a number"),
        (8, "an alias or anchor (* or &)"),
        (12, "for is not one of the words allowed"),
        (13, "the id hope is given twice"),
        (14, "text is not a text"),
        (18, "mode is not one of the words allowed"),
        (19, "the framework has no question hopes"),
    ]


def test_problems_of_one_line_stand_in_the_order_of_its_columns() -> None:
    checked = check(ABOUT + "values: [{id: v, text: w}, {id: v, text: '', text: ''}]\n")
    assert [(one.column, one.what) for one in checked.problems] == [
        (33, "the id v is given twice"),
        (46, "the key text is given twice"),
        (52, "text is empty"),
    ]


MANY_OF_ONE_KIND: dict[str, Callable[[int], str]] = {
    "what the model finds": lambda n: f"  - {{id: v{n}, text: ''}}\n",
    "what the text holds": lambda n: f"  - {{id: v{n}, text: &a{n} w}}\n",
    "ids that are there twice": lambda _n: "  - {id: v, text: w}\n",
    "two on each line": lambda n: f"  - {{id: V{n}, text: ''}}\n",
}


@pytest.mark.parametrize("kind", MANY_OF_ONE_KIND)
def test_no_more_than_twenty_problems_are_named(kind: str) -> None:
    lines = "".join(MANY_OF_ONE_KIND[kind](n) for n in range(50))
    assert len(check(ABOUT + "values:\n" + lines).problems) == MOST


def test_no_more_than_twenty_problems_of_several_kinds_are_named() -> None:
    lines = "".join(f"  - {{id: v{n}, text: &a{n} ''}}\n" for n in range(15))
    found = check(ABOUT + "values:\n" + lines).problems
    assert len(found) == MOST
    assert {one.what for one in found} == {"an alias or anchor (* or &)", "text is empty"}


@pytest.mark.parametrize("more", [0, 5])
def test_a_file_of_twenty_problems_names_the_first_of_them_first(more: int) -> None:
    lines = "".join(f"  - {{id: v{n}, text: ''}}\n" for n in range(MOST + more))
    found = check(ABOUT + "values:\n" + lines).problems
    assert [one.line for one in found] == list(range(3, 3 + MOST))


def test_no_more_than_twenty_warnings_are_named() -> None:
    keys = "".join(f"key{n}: x\n" for n in range(50))
    assert len(check(GOOD + keys).warnings) == MOST


# Warnings


def test_an_unknown_key_is_no_problem() -> None:
    assert check(GOOD + "colour: red\n").problems == ()


def test_an_unknown_key_is_named_where_it_stands() -> None:
    (warning,) = check(
        change(GOOD, "    title: End\n", "    title: End\n    colour: red\n")
    ).warnings
    assert warning.what == "colour is not known here; it is kept, and not shown"
    assert (warning.file, warning.line, warning.column) == (FILE, 16, 5)


@pytest.mark.parametrize(
    ("old", "new", "near"),
    [
        ("    title: End\n", "    title: End\n    level: []\n", ", perhaps levels,"),
        (
            "        text: What changed?\n",
            "        text: What changed?\n        fo: staff\n",
            "for",
        ),
        ("framework:\n", "refrences: []\nframework:\n", ", perhaps references,"),
        ("  id: small\n", "  id: small\n  license: MIT\n", ", perhaps licence,"),
    ],
)
def test_a_misspelt_key_is_named_with_the_one_that_was_meant(old: str, new: str, near: str) -> None:
    (warning,) = check(change(GOOD, old, new)).warnings
    assert near in warning.do


def test_a_key_that_is_there_already_is_not_the_one_that_was_meant() -> None:
    (warning,) = check(change(GOOD, "    title: End\n", "    title: End\n    titel: E\n")).warnings
    assert warning.do == "check the spelling, or leave it"


UNKNOWN_AT = {
    "the file": ("framework:\n", "colour: red\nframework:\n"),
    "the framework": ("  id: small\n", "  id: small\n  colour: red\n"),
    "a theme": ("    title: End\n", "    title: End\n    colour: red\n"),
    "a question": (
        "        text: What changed?\n",
        "        text: What changed?\n        colour: red\n",
    ),
    "a value": ("    text: Honesty\n", "    text: Honesty\n    colour: red\n"),
    "a guide": ("    title: First\n", "    title: First\n    colour: red\n"),
    "a licence": ("  id: small\n", "  id: small\n  licence:\n    spdx: MIT\n    colour: red\n"),
    "a contact": ("framework:\n", "contact:\n  text: Ada\n  colour: red\nframework:\n"),
    "a level": ("    title: End\n", "    title: End\n    levels: [{title: x, colour: red}]\n"),
    "a link": (
        "framework:\n",
        "get_involved: [{id: w, text: x, link: {anchor: y, colour: red}}]\nframework:\n",
    ),
}


@pytest.mark.parametrize("where", UNKNOWN_AT)
def test_an_unknown_key_is_found_wherever_it_stands(where: str) -> None:
    old, new = UNKNOWN_AT[where]
    text = change(GOOD, old, new)
    before = text[: text.index("colour")]
    (warning,) = check(text).warnings
    assert (warning.line, warning.column) == (
        before.count("\n") + 1,
        len(before) - before.rfind("\n"),
    )


def test_an_unknown_key_is_kept_in_the_framework() -> None:
    assert value_of(check(GOOD + "colour: red\n")).unknown_keys == {"colour": "red"}


@pytest.mark.parametrize(
    "key", ["__class__", "__dict__", "is_statement", "audience", "unknown_keys", "sort_keys"]
)
def test_an_unknown_key_named_as_something_of_the_program_s_is_kept_as_any_other(key: str) -> None:
    text = change(GOOD, "text: What changed?", f"text: What changed?\n        {key}: staff")
    found = value_of(check(text)).find_question("changed")
    assert found is not None
    assert found[1] == replace(find_changed(), unknown_keys={key: "staff"})


def test_no_key_of_a_file_says_who_made_the_guides() -> None:
    text = change(GOOD, "framework:\n", "framework:\n  chosen_by: tool\n")
    assert value_of(check(text)).framework.chosen_by == "framework"


def find_changed() -> Question:
    found = value_of(check(GOOD)).find_question("changed")
    assert found is not None
    return found[1]


def test_an_unknown_key_of_a_question_is_kept_in_the_question() -> None:
    text = change(GOOD, "text: What changed?", "text: What changed?\n        more: [{a: [b]}, c]")
    found = value_of(check(text)).find_question("changed")
    assert found is not None
    assert found[1].unknown_keys == {"more": [{"a": ["b"]}, "c"]}


def test_a_key_of_the_framework_at_the_top_of_the_file_is_sent_to_its_place() -> None:
    (warning,) = check("licence: MIT\n" + GOOD).warnings
    assert (warning.line, warning.column) == (1, 1)
    assert warning.do == "move it below framework, two spaces further in"


def test_such_a_key_further_down_is_not_sent_there() -> None:
    (warning,) = check(
        change(GOOD, "    title: End\n", "    title: End\n    year: 2022\n")
    ).warnings
    assert warning.do == "check the spelling, or leave it"


def test_what_stands_below_an_unknown_key_is_not_looked_at() -> None:
    (warning,) = check(GOOD + "more: [{title: '', colour: red}]\n").warnings
    assert warning.what.startswith("more is not known here")


def test_a_missing_id_is_named_where_its_item_begins_with_the_one_that_is_made() -> None:
    (warning,) = check(change(GOOD, "      - id: changed\n        text", "      - text")).warnings
    assert warning == Problem(
        FILE,
        17,
        9,
        "the id is missing, and made of the words",
        "give it the id what-changed, so that it stays when you change the words",
    )


def test_a_missing_id_is_no_problem_and_the_made_one_is_used() -> None:
    text = change(GOOD, "      - id: changed\n        text", "      - text")
    assert value_of(check(text)).find_question("what-changed") is not None


def test_what_points_at_a_made_id_is_no_loose_end() -> None:
    text = change(GOOD, "      - id: changed\n        text", "      - text")
    assert check(change(text, "[hope, fear]", "[what-changed]")).problems == ()


def test_every_missing_id_is_named() -> None:
    text = re.sub(r"- id: [a-z]+\n +", "- ", GOOD)
    ids = [re.findall("the id ([a-z0-9-]+),", one.do) for one in check(text).warnings]
    assert ids == [
        ["beginning"],
        ["what-do-you-hope-for"],
        ["what-is-hard"],
        ["end"],
        ["what-changed"],
        ["honesty"],
        ["a-garden"],
        ["first"],
    ]


def test_an_id_written_as_the_warning_says_ends_the_warning_and_changes_nothing() -> None:
    text = change(GOOD, "      - id: changed\n        text", "      - text")
    first = check(text)
    (made,) = re.findall("the id ([a-z0-9-]+),", first.warnings[0].do)
    second = check(change(GOOD, "id: changed", f"id: {made}"))
    assert second.warnings == ()
    assert second.value == first.value


@pytest.mark.parametrize(
    ("old", "key"),
    [
        ("text: What changed?", "text"),
        ("title: A small framework", "title"),
        ("title: A garden", "title"),
    ],
)
def test_words_behind_a_hash_that_may_be_meant_are_warned_of(old: str, key: str) -> None:
    (warning,) = check(change(GOOD, old, f"{old} #1 of ours")).warnings
    assert warning.what == f"what follows the # is no part of {key}"
    assert warning.do == "if it is meant to be, put all of it between quotation marks"


def test_a_warning_of_words_behind_a_hash_stands_where_the_text_begins() -> None:
    (warning,) = check(change(GOOD, "text: What changed?", "text: What changed? # so far")).warnings
    assert (warning.line, warning.column) == (18, 15)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("text: What changed?", "text: 'What changed?' # so far"),
        ("text: What changed?", "text: 'What changed? # so far'"),
        ("text: What changed?", "text: What changed in C#?"),
        ("text: What changed?", "# So far.\n        text: What changed?"),
        ("id: changed", "id: changed # for ever"),
        ("questions: [hope, fear]", "questions: [hope, fear] # both"),
    ],
)
def test_a_comment_that_cuts_no_sentence_off_is_not_warned_of(old: str, new: str) -> None:
    assert check(change(GOOD, old, new)).warnings == ()


def test_warnings_are_named_beside_problems() -> None:
    checked = check(change(GOOD, "text: Honesty", "text: ''") + "colour: red\n")
    assert (len(checked.problems), len(checked.warnings)) == (1, 1)


def test_warnings_stand_in_the_order_of_lines() -> None:
    text = change(GOOD, "  - id: honesty\n    text", "  - text")
    text = change(text, "framework:\n", "colour: red\nframework:\n") + "shape: round\n"
    lines = [one.line for one in check(text).warnings]
    assert lines == sorted(lines)
    assert len(lines) == 3


# A licence


@pytest.mark.parametrize("licence", ["MIT", "{spdx: MIT}"])
def test_a_licence_may_be_its_name_alone(licence: str) -> None:
    found = value_of(check(change(GOOD, "  id: small\n", f"  id: small\n  licence: {licence}\n")))
    assert found.framework.licence is not None
    assert found.framework.licence.spdx == "MIT"


def test_a_licence_without_a_name_is_a_problem() -> None:
    (problem,) = check(change(GOOD, "  id: small\n", "  id: small\n  licence: ''\n")).problems
    assert places([problem]) == [(4, 12)]


# Translations

ORIGINAL = Original("first-framework", "A first one", "10.1000/abc", "en-GB")
A_TRANSLATION = "a translation of a text whose licence allows no changed version to be shared"


def translations(checked: CheckResult[Framework]) -> tuple[Problem, ...]:
    return tuple(one for one in checked.warnings if one.what == A_TRANSLATION)


def of_framework(lines: str) -> str:
    return change(GOOD, "  id: small\n", lines)


@pytest.mark.parametrize(
    "licence",
    [
        "CC-BY-ND-4.0",
        "CC-BY-NC-ND-4.0",
        "cc-by-nc-nd-3.0",
        "CC BY-NC-ND 4.0",
        "CC BY-ND",
        "Attribution-NoDerivatives 4.0",
        "Creative Commons Attribution No Derivatives",
    ],
)
def test_a_translation_under_a_licence_without_derivatives_is_warned_of(licence: str) -> None:
    text = of_framework(f"  id: x\n  translation_of: Y\n  licence: {{spdx: {licence}}}\n")
    (warning,) = translations(check(text))
    assert warning.do.startswith("ask its authors")
    assert (warning.line, warning.column) == (4, 3)


@pytest.mark.parametrize(
    "licence",
    [
        "",
        "  licence: {spdx: CC-BY-SA-4.0}\n",
        "  licence: {spdx: CC BY-NC 4.0}\n",
        "  licence: {spdx: MIT}\n",
        "  licence: {spdx: Our own and only}\n",
        "  licence: CC-BY-SA-4.0\n",
    ],
)
def test_a_translation_under_a_licence_that_allows_one_is_not_warned_of(licence: str) -> None:
    assert check(of_framework("  id: x\n  translation_of: Y\n" + licence)).warnings == ()


def test_a_text_that_is_no_translation_is_not_warned_of_for_its_licence() -> None:
    text = of_framework("  id: x\n  language: cy\n  licence: {spdx: CC-BY-NC-ND-4.0}\n")
    assert translations(check(text, ORIGINAL)) == ()


SAME = {
    "its id": "  id: first-framework\n",
    "its DOI": "  id: x\n  doi: 10.1000/abc\n",
    "its DOI in capitals": "  id: x\n  doi: 10.1000/ABC\n",
    "its DOI as an address": "  id: x\n  doi: https://doi.org/10.1000/abc\n",
    "the address of its DOI": "  id: x\n  doi_url: https://doi.org/10.1000/abc\n",
}


@pytest.mark.parametrize("same", SAME)
@pytest.mark.parametrize("language", ["cy", "fr-FR", "zh-Hant"])
def test_the_same_work_in_another_language_is_warned_of_where_the_language_stands(
    same: str, language: str
) -> None:
    text = of_framework(f"  language: {language}\n" + SAME[same])
    (warning,) = translations(check(text, ORIGINAL))
    assert (warning.line, warning.column) == (3, 3)


@pytest.mark.parametrize(
    "of",
    [
        "first-framework",
        "A first one",
        "“a First One” by its authors (2022)",
        "https://doi.org/10.1000/ABC",
    ],
)
@pytest.mark.parametrize("licence", ["", "  licence: MIT\n"])
def test_a_translation_that_names_such_a_text_is_warned_of_whatever_its_licence_says(
    of: str, licence: str
) -> None:
    text = of_framework(f"  translation_of: {of}\n  id: x\n{licence}")
    (warning,) = translations(check(text, ORIGINAL))
    assert (warning.line, warning.column) == (3, 3)


def test_a_translation_of_another_text_is_not_warned_of() -> None:
    text = of_framework("  translation_of: A second one\n  id: x\n  language: cy\n")
    assert translations(check(text, ORIGINAL)) == ()


def test_a_licence_by_its_name_alone_is_looked_at_too() -> None:
    text = of_framework("  id: x\n  translation_of: Y\n  licence: CC-BY-ND-4.0\n")
    assert len(translations(check(text))) == 1


@pytest.mark.parametrize("same", SAME)
@pytest.mark.parametrize("language", ["en-GB", "en", "en-US", "EN_gb"])
def test_the_same_work_in_the_same_language_is_not_warned_of(same: str, language: str) -> None:
    text = of_framework(f"  language: {language}\n" + SAME[same])
    assert translations(check(text, ORIGINAL)) == ()


@pytest.mark.parametrize("same", SAME)
def test_the_same_work_is_not_warned_of_where_no_language_is_named(same: str) -> None:
    assert translations(check(of_framework(SAME[same]), ORIGINAL)) == ()


def test_another_work_in_another_language_is_not_warned_of() -> None:
    text = of_framework("  id: x\n  language: cy\n  doi: 10.1000/xyz\n")
    assert check(text, ORIGINAL, Original("y", "Y", "", "en")).warnings == ()


def test_a_work_without_a_doi_is_not_taken_for_one_without_a_doi() -> None:
    text = of_framework("  id: x\n  language: cy\n")
    assert check(text, Original("y", "Y", "", "en")).warnings == ()


def test_a_translation_is_warned_of_once() -> None:
    text = of_framework(
        "  id: first-framework\n  language: cy\n  translation_of: First framework\n"
        "  licence: {spdx: CC-BY-ND-4.0}\n"
    )
    assert len(translations(check(text, ORIGINAL))) == 1


def test_a_translation_can_still_be_used() -> None:
    text = of_framework("  id: first-framework\n  language: cy\n")
    assert value_of(check(text, ORIGINAL)).framework.language == "cy"


# The id of another framework


def test_the_id_of_another_framework_is_warned_of_where_it_stands() -> None:
    (warning,) = check(of_framework("  id: first-framework\n"), ORIGINAL).warnings
    assert warning.what == "first-framework is the id of A first one"
    assert warning.do == "choose another, or notes of the two are mixed"
    assert (warning.line, warning.column) == (3, 7)


def test_another_edition_keeps_its_id_without_a_warning() -> None:
    text = of_framework("  id: first-framework\n")
    text = change(text, "title: A small framework", "title: A first one")
    assert check(text, ORIGINAL).warnings == ()


# Questions that are known by their words


@pytest.mark.parametrize("again", ["What is hard?", "what is  hard", "WHAT IS HARD?!"])
def test_the_words_of_another_question_are_warned_of_where_they_stand_again(again: str) -> None:
    (warning,) = check(change(GOOD, "text: What changed?", f"text: {again}")).warnings
    assert warning.what == "these are the words of fear again"
    assert warning.do.startswith("change them if partners are to share answers")
    assert (warning.line, warning.column) == (18, 15)


def test_the_words_of_a_title_are_warned_of_where_they_are_asked() -> None:
    (warning,) = check(change(GOOD, "text: What changed?", "text: Beginning")).warnings
    assert warning.what == "these are the words of a title"


@pytest.mark.parametrize(("length", "warned"), [(300, []), (301, ["longer than 300 characters"])])
def test_a_question_that_is_too_long_to_be_known_again_is_warned_of(
    length: int, warned: list[str]
) -> None:
    text = change(GOOD, "text: What changed?", f"text: {'x' * length}")
    assert whats(check(text).warnings) == warned


# What is made of it


def test_where_there_are_problems_all_of_them_are_raised() -> None:
    checked = check(MANY)
    with pytest.raises(FileProblemError) as caught:
        checked.require("Mend it.", "Nothing was changed.")
    assert caught.value.problems == checked.problems
    assert (caught.value.hint, caught.value.words) == ("Mend it.", "Nothing was changed.")


def test_warnings_keep_nobody_from_using_a_file() -> None:
    checked = check(GOOD + "colour: red\n")
    assert checked.require("Mend it.") is checked.value


# A file of guides


def test_a_good_file_of_guides_has_neither_problems_nor_warnings() -> None:
    checked = check_guides_of(GUIDES)
    assert (checked.problems, checked.warnings) == ((), ())
    assert checked.value is not None
    assert [guide.id for guide in checked.value.guides] == ["first", "last"]


def test_a_file_of_guides_needs_no_title() -> None:
    assert check_guides_of(change(GUIDES, "title: For our scheme\n", "")).problems == ()


GUIDE_PROBLEMS: dict[str, tuple[str, str, tuple[int, int], str, str]] = {
    "no guides": (GUIDES, "title: None yet\n", (1, 1), "guides is missing", "add it"),
    "a guide without questions": (
        "    questions: [changed]\n",
        "",
        (6, 5),
        "questions is missing in last",
        "add it",
    ),
    "an id twice": (
        "id: last",
        "id: first",
        (6, 9),
        "the id first is given twice",
        "give each an id of its own",
    ),
    "a question that is not there": (
        "[changed]",
        "[chnged]",
        (8, 17),
        "the framework has no question chnged",
        "write the id of a question that is there, perhaps changed",
    ),
    "a question that is asked twice": (
        "[changed]",
        "[changed, changed]",
        (8, 26),
        "this guide asks changed twice",
        "remove one of the two",
    ),
    "a mode that is none": (
        "    title: Last\n",
        "    title: Last\n    mode: at once\n",
        (8, 11),
        "mode is not one of the words allowed",
        "write alone, alone first or together",
    ),
}


@pytest.mark.parametrize("name", GUIDE_PROBLEMS)
def test_a_problem_in_a_file_of_guides_is_named_where_it_stands(name: str) -> None:
    old, new, place, what, do = GUIDE_PROBLEMS[name]
    checked = check_guides_of(change(GUIDES, old, new))
    assert checked.value is None
    (problem,) = checked.problems
    assert (problem.line, problem.column) == place
    assert (problem.what, problem.do) == (what, do)


def test_a_framework_is_no_file_of_guides_but_its_guides_are_read() -> None:
    checked = check_guides_of(GOOD)
    assert checked.value is not None
    assert len(checked.value.guides) == 1


def test_an_unknown_key_in_a_file_of_guides_is_warned_of_and_kept() -> None:
    checked = check_guides_of(change(GUIDES, "title: For our scheme", "titel: For our scheme"))
    (warning,) = checked.warnings
    assert (warning.line, warning.column) == (1, 1)
    assert warning.do == "check the spelling, perhaps title, or leave it"
    assert checked.value is not None
    assert checked.value.unknown_keys == {"titel": "For our scheme"}


def test_a_missing_id_in_a_file_of_guides_is_warned_of_with_the_one_that_is_made() -> None:
    (warning,) = check_guides_of(change(GUIDES, "  - id: last\n    title", "  - title")).warnings
    assert (warning.line, warning.column) == (6, 5)
    assert "the id last," in warning.do


def test_all_problems_of_a_file_of_guides_are_named_at_once() -> None:
    text = change(change(GUIDES, "[changed]", "[chnged]"), "id: last", "id: Last")
    assert whats(check_guides_of(text).problems) == [
        "id has a character that is not allowed there",
        "the framework has no question chnged",
    ]


@pytest.mark.parametrize(
    ("line", "column", "what"),
    [
        ("  title: “Ours”", 10, "the curly quotation marks are a part of this text"),
        ("  title: Ours\n  authors: [Ada and Ben]", 13, "this is read as one author"),
        ("  title: Ours\n  authors: [阿达，本]", 13, "this is read as one author"),
        ("  title: Ours\n  language: Welsh", 13, "Welsh is no short name of a language"),
    ],
)
def test_what_is_perhaps_a_slip_of_the_keyboard_is_warned_of(
    line: str, column: int, what: str
) -> None:
    text = f"framework:\n  id: ours\n{line}\nvalues:\n  - id: care\n    text: Care\n"
    (warning,) = check_framework(text.encode(), "mine.yaml").warnings
    assert (warning.column, warning.what) == (column, what)


@pytest.mark.parametrize("language", ["en", "en-GB", "zh-Hant", "cy", "gsw", "sr-Latn-RS"])
def test_a_tag_of_a_language_is_no_slip(language: str) -> None:
    text = (
        f"framework:\n  id: ours\n  title: Ours\n  language: {language}\n"
        "values:\n  - id: care\n    text: Care\n"
    )
    assert check_framework(text.encode(), "mine.yaml").warnings == ()
