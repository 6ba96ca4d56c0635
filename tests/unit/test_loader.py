from __future__ import annotations

import re
from pathlib import Path

import pytest

from partnership_cli.errors import FileProblemError, Problem
from partnership_cli.framework.loader import (
    load_companion,
    load_framework,
    parse_companion,
    parse_framework,
)
from partnership_cli.framework.model import Framework

DATA = Path(__file__).parents[2] / "data"
FRAMEWORK = (DATA / "framework.yaml").read_bytes()
COMPANION = (DATA / "companion.yaml").read_bytes()
JARGON = re.compile(
    r"pydantic|Input should|Field required|Extra inputs|validation|ValidationError|str_|_type"
    r"|valid (string|dictionary|list|tuple|integer)|Traceback|None\b",
)


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load_framework()


def refuse(data: bytes) -> tuple[Problem, ...]:
    with pytest.raises(FileProblemError) as caught:
        parse_framework(data, "mine.yaml")
    return caught.value.problems


def refuse_companion(data: bytes, framework: Framework) -> tuple[Problem, ...]:
    with pytest.raises(FileProblemError) as caught:
        parse_companion(data, "more.yaml", framework)
    return caught.value.problems


def change(data: bytes, old: bytes, new: bytes) -> bytes:
    assert data.count(old) >= 1
    return data.replace(old, new, 1)


def line_of(data: bytes, part: bytes) -> int:
    return data.count(b"\n", 0, data.index(part)) + 1


def test_the_bundled_framework_is_read(framework: Framework) -> None:
    assert framework.framework.id == "westminster-student-partnership"


def test_the_bundled_companion_is_read(framework: Framework) -> None:
    assert load_companion(framework).guides[0].id == "considering"


def test_a_question_is_found_with_its_theme(framework: Framework) -> None:
    found = framework.find_question("joy")
    assert found is not None
    assert found[1] in found[0].questions


def test_an_unknown_question_is_not_found(framework: Framework) -> None:
    assert framework.find_question("no-such-question") is None


BROKEN = {
    "an empty text": (b"  place: London", b"  place: ''", b"place: ''", "place is empty"),
    "no number": (b"year: '2022'", b"year: soon", b"year: soon", "year is not a number"),
    "a text for a list": (
        b"themes:\n",
        b"themes: none\nold:\n",
        b"themes: none",
        "themes is not a list",
    ),
    "a list for a text": (
        b"  place: London",
        b"  place: [London]",
        b"place: [London]",
        "place is not a text",
    ),
    "a text for a group": (
        b"contact:\n",
        b"contact: none\nold:\n",
        b"contact: none",
        "contact is not a group of keys",
    ),
    "an id with capitals": (
        b"id: who-and-why",
        b"id: Who And Why",
        b"id: Who And Why",
        "id has a character that is not allowed there",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_problem_is_named_in_plain_words_on_its_line(name: str) -> None:
    old, new, part, what = BROKEN[name]
    data = change(FRAMEWORK, old, new)
    found = [problem for problem in refuse(data) if problem.what == what]
    assert [problem.line for problem in found] == [line_of(data, part)]


@pytest.mark.parametrize("name", BROKEN)
def test_every_problem_has_file_line_column_what_and_what_to_do(name: str) -> None:
    old, new, _, _ = BROKEN[name]
    for problem in refuse(change(FRAMEWORK, old, new)):
        assert re.fullmatch(r"mine\.yaml:\d+:\d+: [^:]+: [^:]+", str(problem))


@pytest.mark.parametrize("name", BROKEN)
def test_no_problem_speaks_the_language_of_a_library(name: str) -> None:
    old, new, _, _ = BROKEN[name]
    assert not [one for one in refuse(change(FRAMEWORK, old, new)) if JARGON.search(str(one))]


def test_a_missing_key_is_placed_in_the_group_that_lacks_it() -> None:
    data = change(FRAMEWORK, b"  title: University", b"  name: University")
    (problem,) = refuse(data)
    assert problem.what == "title is missing in westminster-student-partnership"
    assert problem.line == line_of(data, b"  id: westminster-student-partnership")


def test_all_problems_of_a_file_are_named_at_once() -> None:
    data = change(FRAMEWORK, b"  place: London", b"  place: ''")
    data = change(data, b"- id: shared-vision", b"- id: who-and-why")
    data = change(data, b"      - id: joy\n", b"      - id: joy\n        id: joy\n")
    assert [problem.what for problem in refuse(data)] == [
        "place is empty",
        "the id who-and-why is given twice",
        "the key id is given twice",
    ]


@pytest.mark.parametrize("data", [b"", b"words", b"- a\n- b\n", b"[]", b"''"])
def test_a_file_that_is_no_framework_at_all_is_refused_in_plain_words(data: bytes) -> None:
    problems = refuse(data)
    assert all(problem.line >= 1 for problem in problems)
    assert not [problem for problem in problems if JARGON.search(str(problem))]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"- id: shared-vision", b"- id: who-and-why"),
        (b"  - id: what-is-2", b"  - id: what-is-1"),
        (b"  - id: uniqueness-and-togetherness", b"  - id: curiosity"),
    ],
)
def test_an_id_that_is_given_twice_is_refused_where_it_is_repeated(old: bytes, new: bytes) -> None:
    data = change(FRAMEWORK, old, new)
    (problem,) = refuse(data)
    name = new.split(b": ")[1]
    assert problem.what == f"the id {name.decode()} is given twice"
    second = data.index(b"id: " + name + b"\n", data.index(b"id: " + name + b"\n") + 1)
    assert problem.line == data.count(b"\n", 0, second) + 1


def test_a_question_of_another_theme_cannot_have_the_same_id() -> None:
    data = change(FRAMEWORK, b"- id: collective-dreams", b"- id: joy")
    (problem,) = refuse(data)
    assert problem.what == "the id joy is given twice"


def test_a_value_and_a_question_may_have_the_same_id(framework: Framework) -> None:
    assert framework.find_question("joy")
    assert "joy" in {value.id for value in framework.values}


LOOSE = {
    "a guide": (b"      - who-and-why\n", b"      - who-and-when\n", "who-and-when"),
    "a voice": (b"  who-and-why: i\n", b"  who-and-when: i\n", "who-and-when"),
    "a painful question": (
        b"may_be_painful:\n  - sensitive-issues\n",
        b"may_be_painful:\n  - no-issues\n",
        "no-issues",
    ),
    "a later question": (b"\n  how-assumptions-changed:\n", b"\n  how-it-was:\n", "how-it-was"),
    "an earlier question": (b"\n    - about-partnership\n", b"\n    - about-me\n", "about-me"),
    "a project": (b"  green-fund:\n", b"  red-fund:\n", "red-fund"),
}


@pytest.mark.parametrize("name", LOOSE)
def test_a_companion_stands_beside_no_framework_that_lacks_an_id_of_it(
    name: str, framework: Framework
) -> None:
    old, new, unknown = LOOSE[name]
    (problem,) = refuse_companion(change(COMPANION, old, new), framework)
    assert problem.what == f"the framework has no {unknown}"


@pytest.mark.parametrize(
    ("old", "new", "what", "do"),
    [
        (b"mode: alone first", b"mode: alone last", "mode is not one of the words", "together"),
        (b"joy: you", b"joy: they", "joy is not one of the words allowed", "we"),
        (b"quiet: 'true'", b"quiet: perhaps", "quiet is neither true nor false", "one of them"),
    ],
)
def test_a_word_that_is_not_allowed_is_refused_with_those_that_are(
    old: bytes, new: bytes, what: str, do: str, framework: Framework
) -> None:
    (problem,) = refuse_companion(change(COMPANION, old, new), framework)
    assert problem.what.startswith(what)
    assert do in problem.do
    assert not JARGON.search(str(problem))


def test_a_framework_with_windows_line_ends_and_a_byte_order_mark_is_the_same(
    framework: Framework,
) -> None:
    data = b"\xef\xbb\xbf" + FRAMEWORK.replace(b"\n", b"\r\n")
    assert parse_framework(data, "mine.yaml").chosen_by("tool") == framework


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_the_line_end_behind_a_folded_text_is_none_of_it(end: bytes) -> None:
    data = change(FRAMEWORK, b"  place: London", b"  place: >" + end + b"    London" + end)
    assert parse_framework(data, "mine.yaml").framework.place == "London"


def test_a_title_of_two_lines_is_refused() -> None:
    data = change(FRAMEWORK, b"  place: London", b"  place: |\n    London\n    Paris\n")
    assert [problem.what for problem in refuse(data)] == [
        "place has a character that is not allowed there"
    ]
