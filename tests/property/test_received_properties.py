"""Damages in any number, in the order in which they happen: read exactly, or refused by line."""

from __future__ import annotations

import re
from functools import reduce

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from damages import IN_ORDER, Damage
from partnership_cli.errors import FileProblemError
from partnership_cli.formats.framework_attribution import (
    attribute,
    begins_attribution,
    escape_about,
)
from partnership_cli.formats.handout import make_handout, render_handout_markdown
from partnership_cli.formats.handout_reader import HandoutReader
from partnership_cli.formats.markdown_safety import trim_blank_lines
from partnership_cli.formats.question_matcher import QuestionIndex
from partnership_cli.formats.shared_file import (
    is_shared,
    parse_shared,
    render_shared,
    restore_shared,
)
from partnership_cli.formats.text_repair import repair
from partnership_cli.framework.loader import load_companion, load_framework
from partnership_cli.reflection.selection import select_questions
from partnership_cli.reflection.session import clean_text
from partnership_cli.reflection.together import SharedAnswer

FRAMEWORK = load_framework()
COMPANION = load_companion(FRAMEWORK)
ABOUT = FRAMEWORK.framework
FOOT = attribute(escape_about(ABOUT))
CHOICE = select_questions(FRAMEWORK, COMPANION, guide="before-we-meet")
ASKED = CHOICE.questions
INDEX = QuestionIndex([question for _, question in FRAMEWORK.questions()])
READER = HandoutReader(FRAMEWORK, COMPANION)
PAGE = render_handout_markdown(make_handout(CHOICE, frozenset(), "Amina"), ABOUT)
PLACED = re.compile(r"f:[1-9]\d*:\d+: \S.*: \S.*")
SOME = settings(deadline=None, suppress_health_check=list(HealthCheck))

SIGNS = st.sampled_from(
    [
        "```", "~~~", "<b>x</b>", "<!--", "![a](b)", "[Sam]: https://x.example", "> ", ">", "---",
        "***", "===", "—", "# ", "## Why?", "- a", "1. b", "1\\. c", "\\*", "\\", "{#x}", "7",
        "The questions are from ", "The questions are from the\nheart.", "-- ", "_" * 47,
        "From: Sam\nSubject: x", "Sent from my hand", "Name: Li", "$5 * 2", "\u2028", "\x0c",
        "\x0b", "2026-11-25", "    ", "\n", "\n\n", "é👩‍🎓ع", "wrote:", "&lt;", "~~~\n",
        "On 1/2 a@b.example wrote:",
    ]
)  # fmt: skip
WILD = (
    st.lists(st.one_of(SIGNS, SIGNS, st.text(st.characters(codec="utf-8"), max_size=8)), max_size=8)
    .map(lambda parts: clean_text("".join(parts)).rstrip("\n"))
    .filter(lambda text: bool(text.strip()))
)
LINES = st.text(st.characters(categories=["L", "Nd", "Zs"], max_codepoint=255), max_size=30)
PLAIN = (
    st.lists(LINES, min_size=1, max_size=4)
    .map(lambda lines: trim_blank_lines([line.strip() for line in lines]))
    .filter(lambda text: bool(text.strip()))
)


@st.composite
def damages(draw: st.DrawFn) -> list[tuple[str, Damage]]:
    """Return at most one damage of each kind, in the order in which they happen."""
    chosen = []
    for kind in IN_ORDER:
        name = draw(st.sampled_from(["", "", *kind]))
        if name:
            chosen.append((name, kind[name]))
    return chosen


def damage(text: str, chosen: list[tuple[str, Damage]]) -> str:
    return reduce(lambda changed, one: one[1](changed), chosen, text)


def give(answers: list[str]) -> tuple[SharedAnswer, ...]:
    return tuple(
        SharedAnswer(question.id, question.text, answer)
        for question, answer in zip(ASKED, answers, strict=False)
    )


def fill_in(answers: list[str]) -> str:
    text = PAGE
    for one in give(answers):
        text = text.replace(f"## {one.text}\n", f"## {one.text}\n\n{one.answer}\n")
    return text


def read(text: str) -> tuple[str, tuple[SharedAnswer, ...]] | None:
    """Return what was read, or None where it was refused, which has to be by line and remedy."""
    repaired = repair(text, "f", FOOT)
    try:
        if is_shared(repaired.text):
            return repaired.read(lambda clear: parse_shared(clear, "f", INDEX))
        filled = repaired.read(lambda clear: READER.read(clear, "f"))
    except FileProblemError as error:
        lines = text.count("\n") + 1
        assert all(PLACED.fullmatch(str(one)) for one in error.problems)
        assert all(0 < one.line <= lines for one in error.problems)
        return None
    return (filled.name, filled.answers) if filled.asked else None


def holds_foot(answers: tuple[SharedAnswer, ...]) -> bool:
    return any("provided as is" in one.answer.casefold() for one in answers)


@SOME
@given(st.lists(WILD, min_size=1, max_size=3))
@example(["<b>\\*</b>", "\\$5"])
@example(["From: Sam\nSubject: x", "\x0c7\x0c8"])
@example(["---\n\nThe questions are from \n-- \nx"])
def test_nothing_is_undone_in_a_file_as_it_was_shared(answers: list[str]) -> None:
    text = render_shared("Amina", give(answers), FOOT)
    assert repair(text, "f", FOOT).text == text
    assert restore_shared(text, "Amina", give(answers), FOOT) == text


@SOME
@given(st.lists(PLAIN, min_size=1, max_size=3), damages())
def test_plain_answers_are_read_exactly_after_any_damages(
    answers: list[str], chosen: list[tuple[str, Damage]]
) -> None:
    wanted = ("Amina", give(answers))
    assert read(damage(render_shared("Amina", give(answers), FOOT), chosen)) == wanted
    assert read(damage(fill_in(answers), chosen)) == wanted


@SOME
@given(st.lists(WILD, min_size=1, max_size=3), damages())
def test_any_answers_of_a_shared_file_are_read_exactly_or_refused_after_any_damages(
    answers: list[str], chosen: list[tuple[str, Damage]]
) -> None:
    text = damage(render_shared("Amina", give(answers), FOOT), chosen)
    found = read(text)
    told = " ".join(map(str, repair(text, "f", FOOT).told))
    names = {name for name, _ in chosen}
    if found and "fences of backticks" not in names and "backslashes" not in told:
        assert found == ("Amina", give(answers))
    assert found is None or not holds_foot(found[1])


@SOME
@given(st.lists(WILD, min_size=1, max_size=3), damages())
def test_no_answer_of_a_handout_ends_with_the_attribution(
    answers: list[str], chosen: list[tuple[str, Damage]]
) -> None:
    found = read(damage(fill_in(answers), chosen))
    assert found is None or not holds_foot(found[1])


def test_the_damages_leave_no_attribution_that_is_not_known() -> None:
    for kind in IN_ORDER:
        for name, change in kind.items():
            text = repair(change(fill_in(["x"])), "f", FOOT).text
            lines = text.split("\n")
            assert any(begins_attribution(lines, at) for at in range(len(lines))), name
