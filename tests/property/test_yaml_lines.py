"""The simplest YAML is read in the same way with the parser and without it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from partnership_cli.errors import FileProblemError
from partnership_cli.yaml_lines import read_lines
from partnership_cli.yaml_reader import YamlValue, read_yaml, write_mapping

PIECES = st.sampled_from(
    [
        *("a", "id", "é", "日", "9", "_", "\u0663", "²", "\U0001d4a9", "---", "..."),
        *(": ", ":", " ", "  ", "\t", ", ", ",", "[", "]", "{", "}", "'", "''", '"', "#", " #"),
        *("\n", "\r", "\r\n", "\u2028", "\x85", "\x00", "\x7f", "\ufeff", "\ufffe", "\ue000"),
        *(
            "- ",
            "-",
            "? ",
            "?",
            "!",
            "!!str ",
            "&a",
            "*a",
            "|",
            ">",
            "%",
            "@",
            "`",
            "\\",
            "<<",
            "~",
        ),
        *("title: ", "id: ", "a: b\n", "x: [a, 'b']\n", "y: 'c'\n", "…", "“", "\u200f", "\xa0"),
    ]
)
VALUES = st.lists(PIECES, max_size=6).map("".join)


def read_with_parser(data: bytes) -> YamlValue | None:
    try:
        return read_yaml(data, "n")
    except FileProblemError:
        return None


@given(st.lists(PIECES, max_size=14).map("".join))
@example("a: 'b''c'\n")
@example("a: b:c\n")
@example("a:\nb:\n")
@example("a:\n- b\n")
@example("a: [b:c]\n")
@example("a: b\n c: d\n")
@example("a: b\na: c\n")
@example("a: [b, c,\nd: e]\n")
@example("a: b\n---\n")
@example("a: [" + "b, " * 5_000 + "b]\n")
@example("a: [" + "b, " * 6_000 + "b]\n")
def test_what_is_read_without_a_parser_is_what_the_parser_reads(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    found = read_lines(data)
    assert found is None or found == read_with_parser(data)


@given(VALUES, st.lists(VALUES, max_size=3))
def test_so_is_a_line_with_any_value(one: str, several: list[str]) -> None:
    for text in (f"a: {one}\nb: c\n", f"a: [{', '.join(several)}]\nb: c\n"):
        found = read_lines(text.encode())
        assert found is None or found == read_with_parser(text.encode())


@given(
    st.dictionaries(st.sampled_from(["id", "title", "guide"]), VALUES, min_size=1),
    st.lists(VALUES, max_size=3),
)
def test_so_is_what_this_program_writes(texts: dict[str, str], several: list[str]) -> None:
    data = write_mapping({**texts, "questions": several}).encode()
    found = read_lines(data)
    assert found is None or found == {**texts, "questions": several}


@pytest.mark.parametrize(
    "title", ["Sharing power", "Qué es justo", "What is fair between us?", "Monday, 23 November"]
)
def test_ordinary_front_matter_needs_no_parser(title: str) -> None:
    front = {
        "partnership": "1",
        "id": "20261123t173105z-k7m2q9",
        "title": title,
        "started": "2026-11-23T17:31:05+00:00",
        "guide": "",
        "questions": ("joy", "sharing-power", "@free"),
    }
    assert read_lines(write_mapping(front).encode()) == front | {"questions": [*front["questions"]]}
