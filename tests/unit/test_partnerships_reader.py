"""The partnerships of a scheme, one a line."""

from __future__ import annotations

import pytest

from partnership_cli.errors import FileProblemError
from partnership_cli.formats.partnerships_reader import parse_pairs


def refuse(text: str) -> list[str]:
    with pytest.raises(FileProblemError) as raised:
        parse_pairs(text, "p.csv")
    return [f"{one.line} {one.what}" for one in raised.value.problems]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_names_are_read_with_the_separator_of_the_first_line(separator: str) -> None:
    text = f"Amina{separator}Sam\nLi{separator} Jo {separator}Ana\n"
    assert parse_pairs(text, "f") == (("Amina", "Sam"), ("Li", "Jo", "Ana"))


def test_a_comma_within_quotation_marks_is_part_of_a_name() -> None:
    assert parse_pairs('"Berg, Amina",Sam\n', "f") == (("Berg, Amina", "Sam"),)


@pytest.mark.parametrize(
    "heading", ["Name,Name", "Student,Staff", "First name,Second name", "PARTNER 1,PARTNER 2"]
)
def test_a_first_line_of_headings_is_passed_over(heading: str) -> None:
    assert parse_pairs(f"\n{heading}\nAmina,Sam\n", "f") == (("Amina", "Sam"),)


def test_only_a_first_line_is_a_heading() -> None:
    assert parse_pairs("Amina,Sam\nName,Partner\n", "f")[1] == ("Name", "Partner")


def test_empty_lines_and_cells_are_passed_over() -> None:
    assert parse_pairs("\n,,\nAmina,,Sam,\n\n", "f") == (("Amina", "Sam"),)


def test_each_line_that_cannot_be_read_is_named() -> None:
    found = refuse("Amina,Sam\nLi\n\nJo,jo\nAna,\x1b\n")
    assert [one.split(" ")[0] for one in found] == ["2", "4", "5"]


def test_an_open_quotation_mark_is_named() -> None:
    assert refuse('Amina,"Sam\n')[0].startswith("1 this is no CSV")


def test_a_file_without_names_is_refused() -> None:
    assert refuse("\n\n") == ["1 there are no names in it"]
    assert refuse("Student,Staff\n") == ["1 there are no names in it"]


def test_2000_lines_are_read_and_no_more() -> None:
    lines = "".join(f"a{n},b{n}\n" for n in range(2000))
    assert len(parse_pairs(lines, "f")) == 2000
    assert refuse(f"{lines}c,d\n") == ["2001 more than 2000 lines"]


def test_20_problems_are_named_at_once() -> None:
    assert len(refuse("Amina,Sam\n" + "x\n" * 100)) == 20
