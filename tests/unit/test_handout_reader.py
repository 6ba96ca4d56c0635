"""A handout that somebody filled in."""

from __future__ import annotations

import pytest

from partnership_cli.errors import FileProblemError
from partnership_cli.formats.handout import KEEP_QUESTIONS, make_handout, render_handout_markdown
from partnership_cli.formats.handout_reader import HandoutAnswers, HandoutReader
from partnership_cli.framework.companion import make_companion
from partnership_cli.framework.loader import load_companion, load_framework, parse_framework
from partnership_cli.framework.model import Question
from partnership_cli.reflection.selection import select_questions
from partnership_cli.reflection.together import SharedAnswer

FRAMEWORK = load_framework()
COMPANION = load_companion(FRAMEWORK)
READER = HandoutReader(FRAMEWORK, COMPANION)
CHOICE = select_questions(FRAMEWORK, COMPANION, guide="before-we-meet")
FIRST, SECOND, *_ = CHOICE.questions
OTHER = next(one for _, one in FRAMEWORK.questions() if one not in CHOICE.questions)
EMPTY = render_handout_markdown(make_handout(CHOICE, frozenset(), "Amina"), FRAMEWORK.framework)


def fill(answer: str, text: str = EMPTY) -> str:
    return text.replace(f"## {FIRST.text}\n", f"## {FIRST.text}\n{answer}\n")


def read(text: str) -> HandoutAnswers:
    return READER.read(text, "amina.txt")


def refuse(text: str) -> list[str]:
    with pytest.raises(FileProblemError) as raised:
        read(text)
    return [f"{one.line} {one.what}" for one in raised.value.problems]


def test_an_empty_handout_has_a_name_and_no_answers() -> None:
    assert read(EMPTY) == HandoutAnswers("Amina", ())


def test_what_stands_below_a_question_is_its_answer() -> None:
    assert read(fill("\nOne.\n\n  two\n")).answers == (
        SharedAnswer(FIRST.id, FIRST.text, "One.\n\n  two"),
    )


@pytest.mark.parametrize(
    "line", ["Name: Li", "**Name:** Li", "NAME： Li", "  Name :Li__", "Name: ____ Li"]
)
def test_a_name_is_found_in_its_line(line: str) -> None:
    assert read(EMPTY.replace("Name: Amina", line)).name == "Li"


@pytest.mark.parametrize("line", ["Name:", "Name: ______", "Name: ……", ""])
def test_a_line_for_a_name_can_be_left(line: str) -> None:
    assert read(EMPTY.replace("Name: Amina", line)).name == ""


def test_a_name_that_cannot_be_one_is_refused() -> None:
    assert refuse(EMPTY.replace("Amina", "x" * 81))[0].endswith("this cannot be a name")


@pytest.mark.parametrize(
    "answer", ["---", KEEP_QUESTIONS, "Emotions", "Name: Sam", "# A heading", "> quoted", "- x"]
)
def test_an_answer_may_say_anything(answer: str) -> None:
    written = f"Before.\n\n{answer}\n\nAfter."
    assert read(fill(written)).answers[0].answer == written


@pytest.mark.parametrize("signs", ["{}", "**{}**", "- {}", "> {}", "1. {}"])
@pytest.mark.parametrize("asked", [FIRST, SECOND, OTHER], ids=["same", "next", "other"])
def test_a_line_with_the_words_of_a_question_in_an_answer_is_text_where_questions_are_headings(
    asked: Question, signs: str
) -> None:
    written = f"You ask:\n{signs.format(asked.text)}\n\nI do not know."
    assert read(fill(written)).answers == (SharedAnswer(FIRST.id, FIRST.text, written),)


def test_a_line_with_the_words_of_a_question_is_one_where_questions_are_no_headings() -> None:
    text = fill("One.").replace("## ", "").replace(f"{SECOND.text}\n", f"{SECOND.text}\nTwo.\n")
    assert [one.answer for one in read(text).answers] == ["One.", "Two."]


def test_a_rule_at_the_end_of_an_answer_that_is_not_the_last_is_kept() -> None:
    assert read(fill("x\n---")).answers[0].answer == "x\n---"


def test_words_before_the_first_question_are_not_passed_over() -> None:
    number = EMPTY.split("\n").index("Name: Amina") + 2
    found = refuse(EMPTY.replace("Name: Amina", "Name: Amina\nI wrote this here."))
    assert found == [f"{number} this line comes before the first question"]


def test_words_after_the_attribution_are_not_passed_over() -> None:
    assert refuse(f"{EMPTY}\nPS: one thing more.\n")[0].endswith("comes after the end")


def test_a_question_filled_in_twice_is_refused() -> None:
    assert "twice" in refuse(fill(f"x\n\n## {FIRST.text}\n\ny"))[0]


def test_a_question_with_a_word_mistyped_is_refused_with_the_one_that_was_meant() -> None:
    mistyped = fill("x").replace(f"## {SECOND.text}", SECOND.text.replace("e", "ee", 1))
    assert SECOND.text in refuse(mistyped)[0]


def test_a_question_of_another_framework_keeps_its_words() -> None:
    answers = read(fill("x\n\n## What would \\*you\\* bring to a picnic?\n\nBread.")).answers
    assert answers[1] == SharedAnswer("", "What would *you* bring to a picnic?", "Bread.")


def test_an_attribution_that_was_changed_is_nobodys_answer() -> None:
    changed = EMPTY.replace("Provided as is", "Provided as it is")
    assert "The questions are from" not in "".join(one.answer for one in read(changed).answers)


@pytest.mark.parametrize(("text", "is_one"), [(EMPTY, True), ("# Hello\n\nWords.\n", False)])
def test_a_handout_is_known_by_our_words(text: str, is_one: bool) -> None:
    assert READER.is_handout(text) is is_one


def test_a_question_is_found_anywhere() -> None:
    assert READER.read(f"* {SECOND.text.upper()}\n", "li.txt").asked
    assert not READER.read("Words.\n\nWhy?\n", "li.txt").asked


def test_twenty_problems_are_named_at_once() -> None:
    assert len(refuse("x\n" * 100 + SECOND.text)) == 20


SMALL = parse_framework(
    """framework: {id: small, title: Small}
themes:
  - id: trust
    title: Trust
    questions:
      - {id: trust, text: Trust, kind: statement}
      - {id: respect, text: Respect, kind: statement}
      - {id: deciding, text: We decide together what to do next., kind: statement}
      - {id: amal, text: ماذا تأمل من هذه الشراكة بيننا؟}
""".encode(),
    "small.yaml",
)
SMALL_READER = HandoutReader(SMALL, make_companion(SMALL))
SMALL_EMPTY = render_handout_markdown(
    make_handout(select_questions(SMALL, make_companion(SMALL), themes=("trust",)), frozenset()),
    SMALL.framework,
)


def read_small(text: str) -> dict[str, str]:
    return {one.question: one.answer for one in SMALL_READER.read(text, "a.txt").answers}


def test_a_title_with_the_words_of_a_statement_is_a_title() -> None:
    assert read_small(SMALL_EMPTY) == {}


def test_a_short_statement_in_an_answer_is_a_part_of_it() -> None:
    filled = SMALL_EMPTY.replace("## Trust\n", "## Trust\n\nBoth:\n- respect\n- trust\n")
    assert read_small(filled) == {"trust": "Both:\n- respect\n- trust"}


def test_a_heading_that_is_almost_a_statement_is_doubted() -> None:
    typed = SMALL_EMPTY.replace("## We decide together what", "## We decided together what")
    with pytest.raises(FileProblemError) as raised:
        SMALL_READER.read(typed, "a.txt")
    assert "almost the question" in raised.value.problems[0].what


def test_a_question_with_an_arabic_mark_is_one_of_another_framework() -> None:
    text = SMALL_EMPTY.replace("## Respect\n", "## Respect\n\nYes.\n\n## لماذا؟\n\nNo.\n")
    given = SMALL_READER.read(text, "a.txt").answers
    assert [(one.question, one.text) for one in given] == [("respect", "Respect"), ("", "لماذا؟")]
