"""What every reader of a file has in common: how many problems it names, and where."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership_cli.config.keys import parse_settings, put_setting
from partnership_cli.errors import MOST_PROBLEMS, FileProblemError, Problem, Problems
from partnership_cli.formats.answers_file import parse_answers
from partnership_cli.formats.handout_reader import HandoutReader
from partnership_cli.formats.partnerships_reader import parse_pairs
from partnership_cli.formats.question_matcher import QuestionIndex
from partnership_cli.formats.shared_file import parse_shared
from partnership_cli.framework.loader import load_companion, load_framework
from partnership_cli.utf8_decoder import decode_utf8
from partnership_cli.yaml_reader import read_yaml

FILE = "given.txt"
FRAMEWORK = load_framework()
QUESTIONS = [question for _, question in FRAMEWORK.questions()]
Read = Callable[[bytes], object]


def read_handout(data: bytes) -> object:
    return HandoutReader(FRAMEWORK, load_companion(FRAMEWORK)).read(data.decode(), FILE)


READERS: dict[str, tuple[Read, str]] = {
    "answers in Markdown": (lambda data: parse_answers(data, FILE, QUESTIONS), "## who\n" * 99),
    "answers in JSON": (
        lambda data: parse_answers(data, FILE, QUESTIONS),
        "{" + ", ".join(['"joy": 1'] * 99) + "}",
    ),
    "a shared file": (
        lambda data: parse_shared(data.decode(), FILE, QuestionIndex(QUESTIONS)),
        "# Answers from Ama\n" + "no answer\n" * 99,
    ),
    "a handout": (read_handout, "no answer\n" * 99 + f"## {QUESTIONS[0].text}\n"),
    "partnerships": (lambda data: parse_pairs(data.decode(), FILE), "Ama\n" * 99),
    "settings": (
        lambda data: parse_settings(data, FILE),
        "".join(f"a{n} = 1\n" for n in range(99)),
    ),
    "YAML": (lambda data: read_yaml(data, FILE), "a: 1\n" * 99),
}
DECODERS: dict[str, Read] = {
    "answers": lambda data: parse_answers(data, FILE, QUESTIONS),
    "settings": lambda data: parse_settings(data, FILE),
    "a change of settings": lambda data: put_setting(data, "care", "on", FILE),
    "YAML": lambda data: read_yaml(data, FILE),
}
NOT_UTF8 = st.sampled_from([b"\xff", b"\xed\xa0\x80", b"\xc3", b"\xf0\x9f\x8e"])
MARKS = st.sampled_from([b"", b"\xef\xbb\xbf"])


def find_problems(read: Read, data: bytes) -> tuple[Problem, ...]:
    with pytest.raises(FileProblemError) as caught:
        read(data)
    return caught.value.problems


@pytest.mark.parametrize("name", READERS)
def test_a_file_with_many_problems_is_named_by_its_first_ones(name: str) -> None:
    read, text = READERS[name]
    problems = find_problems(read, text.encode())
    assert len(problems) == MOST_PROBLEMS
    assert list(problems) == sorted(problems, key=lambda one: (one.line, one.column))
    assert {one.file for one in problems} == {FILE}


@pytest.mark.parametrize("name", DECODERS)
@given(
    before=st.text(st.characters(codec="utf-8", exclude_characters="\r")), bad=NOT_UTF8, mark=MARKS
)
def test_what_is_not_utf8_is_named_by_its_line_and_column(
    name: str, before: str, bad: bytes, mark: bytes
) -> None:
    lines = before.split("\n")
    (problem,) = find_problems(DECODERS[name], mark + before.encode() + bad)
    assert (problem.what, problem.do) == ("not UTF-8 text", "save it as UTF-8")
    assert (problem.line, problem.column) == (len(lines), len(lines[-1]) + 1)


@pytest.mark.parametrize(("limit", "size"), [(64 * 1024, "64 KiB"), (2 * 1024 * 1024, "2 MiB")])
def test_a_file_that_is_too_large_is_named_by_what_it_may_have(limit: int, size: str) -> None:
    problems = Problems(FILE)
    assert not decode_utf8(b"a" * (limit + 1), problems, limit)
    assert str(problems.found[0]) == f"{FILE}:1:1: larger than {size}: make it smaller"


def test_a_file_as_large_as_it_may_be_is_read() -> None:
    problems = Problems(FILE)
    assert decode_utf8(b"a" * 1024, problems, 1024) == "a" * 1024
    assert not problems


def test_problems_of_a_part_are_counted_from_the_first_line_of_the_file() -> None:
    problems = Problems(FILE, first_line=3)
    problems.add(2, 5, "wrong", "fix it")
    assert str(problems.found[0]) == f"{FILE}:4:5: wrong: fix it"
