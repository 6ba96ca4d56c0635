"""Whatever a framework says, in whatever script: it is read as it was written."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from partnership_cli.formats.framework_attribution import attribute
from partnership_cli.framework.check import check_framework
from partnership_cli.framework.loader import parse_framework
from partnership_cli.framework.model import (
    OF_NO_FILE,
    About,
    Contact,
    Framework,
    Guide,
    Level,
    Licence,
    Link,
    Passage,
    Project,
    Question,
    Reference,
    SpokenWords,
    Theme,
    Value,
    WayIn,
)
from partnership_cli.framework.schema import make_schema
from partnership_cli.framework.validation import make_adapter

FILE = "mine.yaml"
WHOLE_ONES = settings().max_examples * 3 // 5
"""Whole files of one property; each takes 30 ms to draw, to write and to read."""
SCRIPTS = st.sampled_from(
    [
        "What was good?",
        "- no list: 'here' #1",
        "2022",
        "true",
        "null",
        "~",
        "<b>*one*</b> & `two` [x](y)",
        "מה היה טוב?",
        "ما الذي كان جيدًا؟ ١٢",
        "نیم‌فاصله",
        "\u202bمختلط with Latin\u202c",
        "何が良かったですか。",
        "क्या अच्छा था?",
        "ምን ጥሩ ነበር?",
        "Beth oedd yn dda, a’r gweddill?",
        "cafe\u0301",
        "👩‍👩‍👧 🏳️‍🌈",
    ]
)
ANY_LINE = (
    st.text(
        st.characters(
            exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufffe\uffff"
        ),
        min_size=1,
        max_size=30,
    )
    .filter(str.strip)
    .map(str.strip)
)
LINES = SCRIPTS | ANY_LINE
ANY_TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x0b\x0c\x1c\x1d\x1e\x1f\x85")
    | st.sampled_from(" \t\n\r\x00\x1b\x7f\x80\xa0\u2028\u200b\u3000\ufeffaA-"),
    max_size=12,
)
TEXTS = st.lists(LINES, min_size=1, max_size=3).map("\n\n".join)
IDS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,15}", fullmatch=True)
LICENCES = st.builds(
    Licence,
    spdx=LINES | st.sampled_from(["CC-BY-4.0", "CC-BY-NC-ND-4.0", "MIT", "CC0-1.0"]),
    url=st.none() | LINES,
    url_printed=st.none() | LINES,
    notice=st.none() | LINES,
)
ABOUTS = st.builds(
    About,
    id=IDS,
    title=LINES | st.sampled_from(["A small framework", "Our charter"]),
    year=st.none() | st.integers(1, 9999),
    authors=st.lists(LINES, max_size=3).map(tuple),
    publisher=st.none() | LINES,
    place=st.none() | LINES,
    language=st.none() | st.sampled_from(["en-GB", "cy", "ar", "no", "zh-Hant"]) | LINES,
    url=st.none() | LINES,
    doi=st.none() | LINES,
    doi_url=st.none() | LINES,
    copyright=st.none() | LINES,
    licence=st.none() | LICENCES,
    citation=st.none() | LINES,
    modifications=st.none() | LINES,
    translation_of=st.none() | LINES,
)
LEVELS = st.lists(st.builds(Level, title=LINES, text=st.none() | TEXTS), max_size=2).map(tuple)
LINKS = st.builds(Link, anchor=LINES, section=st.none() | LINES, url=st.none() | LINES)


def some_ids(least: int = 0, most: int = 3) -> st.SearchStrategy[list[str]]:
    return st.lists(IDS, min_size=least, max_size=most, unique=True)


@st.composite
def themes(draw: st.DrawFn, ids: list[str]) -> list[Theme]:
    """Draw themes whose questions have these ids, in this order."""
    questions = [
        Question(
            id=one,
            text=draw(LINES),
            kind=draw(st.sampled_from(("question", "statement"))),
            audience=draw(st.sampled_from(("students", "staff", "both"))),
            moment=draw(st.none() | LINES),
            may_be_painful=draw(st.booleans()),
            looks_back_to=tuple(draw(st.lists(st.sampled_from(ids), max_size=2))),
        )
        for one in ids
    ]
    cut = draw(st.integers(0, len(questions)))
    parts = (tuple(questions[:cut]), tuple(questions[cut:]))
    return [
        draw(
            st.builds(
                Theme,
                id=st.just(one),
                title=LINES,
                kind=st.sampled_from(["theme", "area", "principle", "stage"]),
                text=st.none() | TEXTS,
                levels=LEVELS,
                questions=st.just(part),
            )
        )
        for one, part in zip(draw(some_ids(2, 2)), parts, strict=True)
    ]


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    """Draw a framework with any of the parts that it may have."""
    has_themes, has_values, has_projects = draw(
        st.tuples(st.booleans(), st.booleans(), st.booleans()).filter(any)
    )
    asked = draw(some_ids(most=4)) if has_themes else []

    def items(kind: Any, least: int = 0, **parts: Any) -> list[Any]:
        ids = draw(some_ids(least, 2))
        return [draw(st.builds(kind, id=st.just(one), **parts)) for one in ids]

    def guides() -> list[Any]:
        if not asked:
            return []
        return items(
            Guide,
            title=LINES,
            mode=st.sampled_from(["alone", "alone first", "together"]),
            why=st.none() | LINES,
            questions=st.lists(st.sampled_from(asked), min_size=1, max_size=3, unique=True).map(
                tuple
            ),
            quiet=st.booleans(),
        )

    return Framework(
        framework=draw(ABOUTS),
        contact=draw(
            st.none()
            | st.builds(
                Contact,
                email=st.none() | LINES,
                url=st.none() | LINES,
                text=st.none() | LINES,
                more=st.none() | LINES,
            )
        ),
        prose=tuple(items(Passage, heading=st.none() | LINES, text=TEXTS)),
        levels=draw(LEVELS),
        themes=tuple(draw(themes(asked))) if has_themes else (),
        values=tuple(items(Value, 1, text=LINES, description=st.none() | TEXTS))
        if has_values
        else (),
        projects=tuple(
            items(
                Project,
                1,
                title=LINES,
                institution=st.none() | LINES,
                url=st.none() | LINES,
                text=st.none() | TEXTS,
            )
        )
        if has_projects
        else (),
        guides=tuple(guides()),
        get_involved=tuple(items(WayIn, text=LINES, link=st.none() | LINKS)),
        voices=tuple(
            items(SpokenWords, text=TEXTS, speaker=st.none() | LINES, role=st.none() | LINES)
        ),
        references=tuple(items(Reference, text=LINES)),
        links_without_url=tuple(draw(st.lists(LINKS, max_size=2))),
    )


def drop_what_no_file_says(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {
            key: drop_what_no_file_says(below)
            for key, below in tree.items()
            if key not in OF_NO_FILE
        }
    return [*map(drop_what_no_file_says, tree)] if isinstance(tree, list) else tree


@st.composite
def written_frameworks(draw: st.DrawFn) -> tuple[Framework, str]:
    """Draw a framework and a file that holds it, as one of many hands would write it."""
    framework = draw(frameworks())
    shortly = draw(st.booleans())
    tree = drop_what_no_file_says(
        make_adapter(Framework).dump_python(
            framework, mode="json", by_alias=True, exclude_none=True, exclude_defaults=shortly
        )
    )
    if draw(st.integers(0, 4)) == 0:
        # JSON is YAML too.
        return framework, json.dumps(tree, ensure_ascii=False)
    text: str = yaml.dump(
        tree,
        Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper),
        allow_unicode=draw(st.booleans()),
        default_flow_style=draw(st.sampled_from([True, False, None])),
        line_break=draw(st.sampled_from(["\n", "\r\n"])),
        sort_keys=draw(st.booleans()),
        width=draw(st.sampled_from([40, 100, 10_000])),
    )
    return framework, text


@cache
def validator() -> Any:
    return Draft202012Validator(make_schema())


@settings(max_examples=WHOLE_ONES)
@given(written_frameworks())
def test_the_check_finds_no_problem_in_a_valid_framework(written: tuple[Framework, str]) -> None:
    assert check_framework(written[1].encode(), FILE).problems == ()


@settings(max_examples=WHOLE_ONES)
@given(written_frameworks())
def test_the_check_knows_every_key_of_a_framework_and_misses_no_id(
    written: tuple[Framework, str],
) -> None:
    warnings = check_framework(written[1].encode(), FILE).warnings
    assert [one for one in warnings if "not known here" in one.what or "missing" in one.what] == []


@settings(max_examples=WHOLE_ONES)
@given(written_frameworks())
def test_a_framework_is_read_as_it_was_written(written: tuple[Framework, str]) -> None:
    framework, text = written
    assert parse_framework(text.encode(), FILE) == framework


@settings(max_examples=WHOLE_ONES)
@given(written_frameworks())
def test_the_schema_accepts_every_valid_framework(written: tuple[Framework, str]) -> None:
    assert list(validator().iter_errors(yaml.safe_load(written[1]))) == []


@given(st.sampled_from(["text", "description", "id"]), ANY_TEXT)
@example("text", "\u2028")
@example("description", "\u00a0\n")
def test_the_schema_and_the_check_agree_on_every_text(key: str, text: str) -> None:
    # To Python, and to no other reader of a schema, $ stands before a last line end too. What is
    # white space to some of them and a control character to others ANY_TEXT leaves out.
    assume(key != "id" or not text.endswith("\n"))
    value = {"id": "honesty", "text": "Honesty"} | {key: text}
    tree = {"framework": {"id": "small", "title": "Small"}, "values": [value]}
    checked = check_framework(yaml.safe_dump(tree).encode(), FILE)
    assert validator().is_valid(tree) == (checked.problems == ())


@given(ABOUTS)
def test_the_attribution_begins_with_whose_questions_these_are(about: About) -> None:
    assert attribute(about).startswith("The questions are from ")


@given(ABOUTS)
def test_the_attribution_says_that_the_licence_is_unknown_exactly_where_there_is_none(
    about: About,
) -> None:
    said = "licence unknown, do not share" in attribute(about)
    assert said == (about.licence is None)


@given(st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=5))
@example("\x1c")
@example("\u2028")
def test_a_title_that_the_check_accepts_can_be_attributed(title: str) -> None:
    tree = {"framework": {"id": "a", "title": title}, "values": [{"id": "v", "text": "w"}]}
    value = check_framework(json.dumps(tree).encode(), FILE).value
    if value is not None:
        assert attribute(value.framework).startswith("The questions are from ")
