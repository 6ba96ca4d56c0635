"""An agreement in any words, after what other programs do to it: read exactly, or refused."""

from __future__ import annotations

import re
from functools import reduce

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from damages import IN_ORDER, Damage
from partnership_cli.errors import FileProblemError
from partnership_cli.formats.agreement import render_agreement
from partnership_cli.formats.agreement_reader import AgreementReader, AgreementReading
from partnership_cli.formats.framework_attribution import attribute, escape_about
from partnership_cli.formats.markdown_pages import render_together_markdown
from partnership_cli.formats.markdown_safety import trim_blank_lines
from partnership_cli.formats.question_matcher import QuestionIndex
from partnership_cli.formats.text_repair import repair
from partnership_cli.framework.loader import load_framework
from partnership_cli.reflection.agreement import AgreedQuestion, Agreement, make_agreement
from partnership_cli.reflection.session import clean_text
from partnership_cli.reflection.together import (
    Comparison,
    Contribution,
    SharedAnswer,
    compare_answers,
)

FRAMEWORK = load_framework()
ABOUT = FRAMEWORK.framework
FOOT = attribute(escape_about(ABOUT))
SOME = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
SIGNS = st.sampled_from(
    [
        "```", "~~~", "<b>x</b>", "<!--", "![a](b)", "[Sam]: https://x.example", "> ", ">", "---",
        "***", "===", "# ", "## Why?", "### Sam", "- a", "1\\. c", "\\*", "{#x}", "7", "\n", "\n\n",
        "**What we share**\n", "What we share: ", "Between us\n", "For all of it\n", "Agreed on: x",
        "Three words: a b c", "The questions are from ", "-- \n", "_" * 47, "From: Sam\nSubject: x",
        "Not in the framework’s words: x", "# What we agreed\n", "# Together\n", "\u2028", "\x0c",
        "This is no contract.", "é👩‍🎓ع", "\\## x",
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

QUESTIONS = [question for _, question in FRAMEWORK.questions()]
READER = AgreementReader(QuestionIndex(QUESTIONS), QUESTIONS, FOOT)
PLACED = re.compile(r"f:[1-9]\d*:\d+: \S.*: \S.*", re.DOTALL)
NAMES = st.sampled_from(
    ["Amina", "Sam, Jo", "- Li", "Zoë *Q*", "What we share", "# Ra", "> Ed", "7"]
)


def agreements(words: st.SearchStrategy[str], least: int = 1) -> st.SearchStrategy[Agreement]:
    """Return agreements in which any part may be empty, but not all."""
    part = st.one_of(st.just(""), words)
    asked = st.lists(
        st.sampled_from(QUESTIONS), min_size=least, max_size=3, unique_by=lambda one: one.id
    )
    parts = st.tuples(part, part, part).filter(any)

    return st.builds(
        lambda names, ids, texts, for_all: make_agreement(
            tuple(names),
            "25 November 2026",
            tuple(
                AgreedQuestion(one.id, one.text, text)
                for one, text in zip(ids, texts, strict=False)
            ),
            for_all,
        ),
        st.lists(NAMES, max_size=3, unique=True),
        asked,
        st.lists(parts, min_size=3, max_size=3),
        st.tuples(words, part),
    )


@st.composite
def damages(draw: st.DrawFn) -> list[Damage]:
    """Return at most one damage of each kind, in the order in which they happen."""
    names = [(kind, draw(st.sampled_from(["", "", *kind]))) for kind in IN_ORDER]
    return [kind[name] for kind, name in names if name]


def damage(text: str, chosen: list[Damage]) -> str:
    return reduce(lambda changed, one: one(changed), chosen, text)


def read(text: str) -> AgreementReading | None:
    """Return what was read, or None where it was refused, which has to be by line and remedy."""
    try:
        repaired = repair(text, "f", FOOT)
        return repaired.read(lambda clear: READER.read(clear, "f", "no day"))
    except FileProblemError as error:
        lines = text.count("\n") + 1
        assert all(PLACED.fullmatch(str(one)) for one in error.problems)
        assert all(0 < one.line <= lines for one in error.problems)
        return None


@SOME
@given(agreements(WILD, least=0))
def test_an_agreement_in_any_words_is_read_as_it_was_made(made: Agreement) -> None:
    reading = READER.read(render_agreement(made, ABOUT), "f", "no day")
    assert (reading.agreement, reading.changed) == (made, False)


@SOME
@given(agreements(WILD), damages())
def test_an_agreement_in_any_words_is_read_exactly_or_said_to_be_changed_after_any_damages(
    made: Agreement, chosen: list[Damage]
) -> None:
    reading = read(damage(render_agreement(made, ABOUT), chosen))
    assert reading is None or reading.changed or reading.agreement == made


@SOME
@given(agreements(PLAIN), damages())
def test_plain_words_are_read_exactly_after_any_damages(
    made: Agreement, chosen: list[Damage]
) -> None:
    assert read(damage(render_agreement(made, ABOUT), chosen)) == AgreementReading(made)


@SOME
@given(agreements(PLAIN), damages())
def test_a_page_of_together_that_was_filled_in_is_read_exactly_after_any_damages(
    made: Agreement, chosen: list[Damage]
) -> None:
    page = render_together_markdown(make_page(made), ABOUT)
    for one in made.questions:
        above, heading, below = page.partition(f"## {one.text}\n")
        for label, words in one.written:
            below = below.replace(f"**{label}**\n", f"**{label}**\n\n{words}\n", 1)
        page = above + heading + below
    for label, words in made.written_for_all:
        page = page.replace(f"**{label}**\n", f"**{label}**\n\n{words}\n", 1)
    reading = read(damage(page, chosen))
    assert reading is not None
    assert set(reading.agreement.questions) == set(made.questions)
    assert reading.agreement.for_all == made.for_all


def make_page(made: Agreement) -> Comparison:
    """Return the page of two people who brought answers to the questions of an agreement."""
    given_by = [
        Contribution(
            name,
            words,
            tuple(SharedAnswer(one.question, one.text, f"{name}.") for one in made.questions),
        )
        for name, words in (("Amina", "acorn elm fox"), ("Sam", "harbour elm fox"))
    ]
    return compare_answers(given_by, [one.id for one in QUESTIONS])
