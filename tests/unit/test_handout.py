"""Questions to fill in by hand."""

from __future__ import annotations

import pytest

from partnership_cli.formats.framework_attribution import attribute
from partnership_cli.formats.handout import (
    ALONE,
    KEEP_QUESTIONS,
    PAINFUL,
    ROOM,
    format_source,
    introduce,
    list_own_words,
    make_handout,
    render_handout_markdown,
)
from partnership_cli.framework.loader import load_framework
from partnership_cli.framework.model import Question
from partnership_cli.reflection.selection import Selection

ABOUT = load_framework().framework
ASKED = (Question(id="why", text="Why *us*?"), Question(id="who", text="Who?"))
CHOICE = Selection("A * title", ASKED)
QUIET = Selection("Painful", ASKED, quiet=True)
NOBODY: frozenset[str] = frozenset()


def test_whose_questions_these_are_stands_before_the_first() -> None:
    text = render_handout_markdown(make_handout(CHOICE, NOBODY), ABOUT)
    assert text.index(format_source(ABOUT)) < text.index("## ")


def test_each_question_has_empty_lines_below_it() -> None:
    text = render_handout_markdown(make_handout(CHOICE, NOBODY), ABOUT)
    room = "\n" * (ROOM + 2)
    assert f"## Why \\*us\\*?{room}## Who?{room}---\n" in text


def test_the_attribution_stands_at_the_foot() -> None:
    assert render_handout_markdown(make_handout(CHOICE, NOBODY), ABOUT).endswith(
        f"\n{attribute(ABOUT)}\n"
    )


def test_a_name_stands_in_its_line_as_it_is() -> None:
    assert "\nName: A \\& B\n" in render_handout_markdown(
        make_handout(CHOICE, NOBODY, "A & B"), ABOUT
    )
    assert "\nName:\n" in render_handout_markdown(make_handout(CHOICE, NOBODY), ABOUT)


@pytest.mark.parametrize(("painful", "told"), [({"who"}, True), ({"other"}, False)])
def test_what_can_hurt_is_said_where_it_can(painful: set[str], told: bool) -> None:
    assert (PAINFUL in introduce(make_handout(CHOICE, frozenset(painful)), ABOUT)) is told


def test_a_quiet_handout_has_no_title_and_no_name() -> None:
    text = render_handout_markdown(make_handout(QUIET, NOBODY), ABOUT)
    assert text.startswith("# Questions to think about\n")
    assert "Name:" not in text
    assert "Painful" not in text
    assert KEEP_QUESTIONS not in text
    assert ALONE in text


def test_only_a_quiet_handout_says_that_no_one_is_told() -> None:
    assert ALONE not in render_handout_markdown(make_handout(CHOICE, NOBODY), ABOUT)


def test_every_paragraph_of_a_handout_is_known_as_ours() -> None:
    ours = list_own_words(ABOUT)
    for selection in (CHOICE, QUIET):
        handout = make_handout(selection, frozenset({"why"}))
        kept = [
            part.strip("\n")
            for part in render_handout_markdown(handout, ABOUT).split("\n\n")
            if part.strip("\n") and not part.strip("\n").startswith(("#", "Name:", "---"))
        ]
        assert set(kept) <= set(ours)
