"""What a person did where a parser stopped reading is said, and where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership_cli.errors import FileProblemError
from partnership_cli.yaml_hints import find_hint
from partnership_cli.yaml_reader import read_yaml

SLIPS = {
    "a tab": ("a:\n\tb: 1\n", 2, 1, "a tab, which looks like spaces"),
    "a space that does not break": ("a:\n  b: 1\n\xa0c: d: 2\n", 3, 1, "a space of another kind"),
    "a wide colon": ("framework：\n  id: x\n", 1, 10, "a wide colon"),
    "a wide colon one line above": ("title：Ours\nb: 1\n", 1, 6, "a wide colon"),
    "no space behind a colon": ("title:Ours\nb: 1\n", 1, 6, "there is no space behind this colon"),
    "no space, an empty line above": ("t:x\n\nb: 1\n", 1, 2, "there is no space behind this colon"),
    "no space behind a hyphen": (
        "a:\n  - id: x\n  -id: y\n",
        3,
        3,
        "there is no space behind this hyphen",
    ),
    "a long dash": ("a:\n  – id: x\n    text: y\n", 2, 3, "a sign that looks like a hyphen"),
    "a curly quotation mark": ("t: “Ours: a”\n", 1, 4, "a curly quotation mark"),
    "a text behind the sign of a long one": (
        "t: > Ours\n",
        1,
        4,
        "there is text on the line of this sign",
    ),
    "a bracket that is not closed": (
        "t: [a, b\nc: 1\n",
        1,
        4,
        "the bracket that begins here is not closed, or a comma is missing in it",
    ),
    "a quotation mark that is not closed": (
        't: "a\nc: 1\n',
        1,
        4,
        "the quotation mark that begins here is not closed",
    ),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_named_where_it_was_made(name: str) -> None:
    text, line, column, what = SLIPS[name]
    with pytest.raises(FileProblemError) as raised:
        read_yaml(text.encode(), "f.yaml")
    (problem,) = raised.value.problems
    assert (problem.line, problem.column, problem.what) == (line, column, what)
    assert problem.do


@pytest.mark.parametrize(
    "line",
    [
        "title: Ours",
        "  - id: x",
        "url: https://example.org/a:b",
        "- https://example.org",
        'text: "Ours: a"',
        "text: >",
        "text: |-  # a note",
        "",
    ],
)
def test_what_is_as_it_should_be_is_no_slip(line: str) -> None:
    assert find_hint(line, 1) is None


@given(st.text(), st.integers(1, 50))
def test_whatever_the_text_is_a_slip_stands_in_it(text: str, line: int) -> None:
    slip = find_hint(text, line)
    if slip is not None:
        assert 1 <= slip.column <= len(text.split("\n")[slip.line - 1])
