"""Answers as quotations."""

from __future__ import annotations

import pytest

from partnership_cli.formats.markdown_safety import lower_headings, quote, unquote


def test_a_sign_stands_before_each_line_and_none_ends_in_a_space() -> None:
    assert quote("one\n\n two") == "> one\n>\n>  two"


@pytest.mark.parametrize(
    "answer",
    [
        "<div>", "<!-- x", "a <b> b", "![a](b)", "[a]: b", "- [a]: b", "> [a\nb]: c", "$$\nx",
        "%% x", "[^1]: x", "<script>x</script>", "<i>", "<b>x</b>", "<s> `</s>`",
    ],
)  # fmt: skip
def test_what_gets_out_of_a_quotation_is_set_as_code(answer: str) -> None:
    assert quote(answer).startswith("> ~~~\n")
    assert unquote(quote(answer).split("\n")) == answer


@pytest.mark.parametrize(
    "answer",
    [
        "plain", "**bold**", "```\nx", "~~~\nx\n~~~", "- [ ] a", "[a](b)", "<https://a.b>", "a > b",
        "1 < 2", "$5 and $6", "\\[a]: b", "~~~", "# heading", "| a |", "---",
    ],
)  # fmt: skip
def test_what_stays_within_a_quotation_is_left_as_it_is(answer: str) -> None:
    assert quote(answer) == "\n".join(f"> {line}" for line in answer.split("\n"))
    assert unquote(quote(answer).split("\n")) == answer


def test_the_fence_is_longer_than_any_in_the_answer() -> None:
    assert quote("<div>\n~~~~").startswith("> ~~~~~\n> <div>")


def test_an_answer_that_looks_like_what_we_set_as_code_stays_so() -> None:
    looks = "~~~\n<div>\n~~~"
    assert quote(looks) == "> ~~~~\n> ~~~\n> <div>\n> ~~~\n> ~~~~"
    assert unquote(quote(looks).split("\n")) == looks


def test_a_quotation_without_spaces_after_its_signs_is_read() -> None:
    assert unquote([">one", ">", ">  two"]) == "one\n\n two"


@pytest.mark.parametrize(
    ("answer", "lowered"),
    [
        ("# One\n\nwords", "#### One\n\nwords"),
        ("### Three\n###### Six", "###### Three\n###### Six"),
        ("#no heading\n    # code", "#no heading\n    # code"),
        ("```\n# code\n```\n# One", "```\n# code\n```\n#### One"),
        ("Amina\n---\nwords", "#### Amina\n\nwords"),
        ("words\n\n---\n\nwords", "words\n\n---\n\nwords"),
        ("- a list\n---", "- a list\n---"),
        ("<b># set as code</b>\n# it stays", "<b># set as code</b>\n# it stays"),
    ],
)
def test_a_heading_of_an_answer_stands_below_the_name_above_it(answer: str, lowered: str) -> None:
    assert lower_headings(answer, 3) == lowered
