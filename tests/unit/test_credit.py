"""Whose questions these are, in a few words."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from partnership_cli.formats.credit import credit, format_title, name_makers
from partnership_cli.framework.model import About, Licence


def about(title: str = "Side by side", **more: object) -> About:
    return TypeAdapter(About).validate_python({"id": "one", "title": title, **more})


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("University Partnership Framework", "the University Partnership Framework"),
        ("Our Framework", "“Our Framework”"),
        ("The Charter", "“The Charter”"),
        ("Working side by side", "“Working side by side”"),
        ("إطار", "“إطار”"),
    ],
)
def test_a_title_stands_behind_an_article_or_between_quotation_marks(
    title: str, named: str
) -> None:
    assert format_title(about(title)) == named


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "“Side by side”"),
        ({"year": 2026}, "“Side by side” (2026)"),
        ({"authors": ["A", "B"]}, "“Side by side”, by A and B"),
        ({"authors": ["A"], "year": 2026}, "“Side by side”, by A (2026)"),
    ],
)
def test_what_a_framework_does_not_say_is_left_out(more: dict[str, Any], said: str) -> None:
    assert credit(about(**more)) == said


def test_those_who_made_it_are_named_where_nobody_was() -> None:
    assert name_makers(about()) == "those who made the framework"
    assert name_makers(about(authors=["A"])) == "them"


@pytest.mark.parametrize(
    ("spdx", "name", "terms"),
    [
        ("CC-BY-NC-ND-4.0", "CC BY-NC-ND 4.0", {"BY", "NC", "ND"}),
        ("CC BY-NC-ND 4.0", "CC BY-NC-ND 4.0", {"BY", "NC", "ND"}),
        ("cc_by_sa_4.0", "CC BY-SA 4.0", {"BY", "SA"}),
        ("CC BY\u2011ND 4.0", "CC BY-ND 4.0", {"BY", "ND"}),
        ("CC-BY", "CC BY", {"BY"}),
        ("CC-BY-4.0-IGO", "CC BY 4.0", {"BY"}),
        ("CC Attribution-NoDerivatives 4.0", "CC Attribution-NoDerivatives 4.0", set()),
        ("MIT", "MIT", set()),
        ("CC0-1.0", "CC0-1.0", set()),
    ],
)
def test_a_licence_is_known_in_whichever_way_it_is_written(
    spdx: str, name: str, terms: set[str]
) -> None:
    licence = Licence(spdx=spdx)
    assert (licence.name, licence.terms) == (name, frozenset(terms))


@pytest.mark.parametrize(
    ("spdx", "forbids"),
    [
        ("CC-BY-ND-4.0", True),
        ("cc_by_nd_4.0", True),
        ("Attribution-NoDerivatives 4.0", True),
        ("No derivatives", True),
        ("CC-BY-4.0", False),
        ("MIT and others", False),
    ],
)
def test_a_licence_that_forbids_changes_is_seen_by_its_name(spdx: str, forbids: bool) -> None:
    assert Licence(spdx=spdx).forbids_changes is forbids
