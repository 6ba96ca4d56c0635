"""The file that a person gives away."""

from __future__ import annotations

import pytest

from partnership_cli.errors import FileProblemError
from partnership_cli.formats.framework_attribution import QuestionOrigins, attribute_in_markdown
from partnership_cli.formats.question_matcher import QuestionIndex
from partnership_cli.formats.shared_file import is_shared, parse_shared, render_shared
from partnership_cli.framework.loader import load_framework
from partnership_cli.framework.model import About, Question
from partnership_cli.reflection.together import SharedAnswer

WHY = Question(id="why", text="Why *us*?")
WHO = Question(id="who", text="Who's here?")
INDEX = QuestionIndex([WHY, WHO])
FOOT = "The questions are from the *Book*. The answers belong to the people who wrote them."
GIVEN = (SharedAnswer("why", WHY.text, "Because.\n\n- x"), SharedAnswer("who", WHO.text, "We."))
TEXT = """# Answers from Sam \\& Jo

## Why \\*us\\*?

> Because.
>
> - x

## Who's here?

> We.

---

The questions are from the *Book*. The answers belong to the people who wrote them.
"""


def read(text: str) -> tuple[str, tuple[SharedAnswer, ...]]:
    return parse_shared(text, "sam.md", INDEX)


def refuse(text: str) -> list[str]:
    with pytest.raises(FileProblemError) as raised:
        read(text)
    return [f"{one.line} {one.what}" for one in raised.value.problems]


def test_a_file_is_a_name_questions_quotations_and_the_attribution() -> None:
    assert render_shared("Sam & Jo", GIVEN, FOOT) == TEXT


def test_a_file_is_read_as_it_was_made() -> None:
    assert read(TEXT) == ("Sam & Jo", GIVEN)


def test_a_file_is_known_by_its_first_words() -> None:
    assert is_shared(TEXT)
    assert is_shared("\n\n" + TEXT)
    assert not is_shared("# Answers\n" + TEXT)


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("\n\n", "\n\n\n"),
        TEXT.replace("\n>\n", "\n\n"),
        TEXT.replace("> ", ">"),
        TEXT.replace("## Why \\*us\\*?", "## why"),
        TEXT.replace("Who's", "who’s"),
        TEXT.replace("the *Book*", "the\n*Book*"),
        TEXT.rstrip("\n"),
        TEXT.replace("---\n", "---  \n"),
    ],
)
def test_what_a_hand_or_a_mail_program_changes_is_read_all_the_same(text: str) -> None:
    assert read(text.replace(">- x", "> - x")) == ("Sam & Jo", GIVEN)


def test_a_question_that_is_not_known_keeps_its_words() -> None:
    assert read(TEXT.replace("Who's here?", "Was \\[nun\\]?"))[1][1].text == "Was [nun]?"
    assert read(TEXT.replace("Who's here?", "Was?"))[1][1].question == ""


def test_a_question_without_an_answer_is_not_told_of() -> None:
    assert read(TEXT.replace("> We.\n", ""))[1] == GIVEN[:1]


def test_blank_lines_that_end_an_answer_are_kept() -> None:
    ends_blank = (SharedAnswer("why", WHY.text, "x\n\n"),)
    assert read(render_shared("Sam", ends_blank, FOOT))[1] == ends_blank


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (TEXT.replace("> We.", "We."), "11 this line belongs to no answer"),
        ("\n> lost\n" + TEXT, "2 this line belongs to no answer"),
        (TEXT.replace("## Who's here?", "## Why us"), "9 this question is answered twice"),
        (TEXT.replace("Sam \\& Jo", "\u202e"), "1 this cannot be a name"),
        (TEXT.replace("The questions are", "PS: the questions are"), "15 this line comes after"),
    ],
)
def test_nothing_is_passed_over(text: str, problem: str) -> None:
    assert refuse(text)[0].startswith(problem)


@pytest.mark.parametrize("gap", ["", "\n", "\n\n"])
def test_a_line_below_the_attribution_is_not_passed_over(gap: str) -> None:
    assert "comes after the end" in refuse(f"{TEXT}{gap}PS: one thing more.\n")[0]


@pytest.mark.parametrize("end", ["---", FOOT, "who wrote them"])
def test_a_file_that_was_cut_off_is_refused(end: str) -> None:
    assert refuse(TEXT[: TEXT.index(end)])


def test_a_file_without_an_answer_is_refused() -> None:
    assert refuse("# Answers from Sam\n\n---\n") == ["1 there is no answer in it"]


def test_20_problems_are_named_at_once() -> None:
    assert len(refuse(TEXT.replace("> We.", "We.\n" * 100))) == 20


ABOUT = load_framework().framework


@pytest.mark.parametrize(
    "quoted",
    [
        QuestionOrigins(),
        QuestionOrigins(some=False, others=("Who cooks?",)),
        QuestionOrigins(others=("Who cooks?",)),
        QuestionOrigins(others=("Who wrote them?", "Do we not share?", "What else?")),
    ],
)
@pytest.mark.parametrize("about", [ABOUT, None])
def test_whatever_is_said_of_the_questions_a_file_is_read_as_it_was_made(
    quoted: QuestionOrigins, about: About | None
) -> None:
    foot = attribute_in_markdown(about, quoted)
    assert read(render_shared("Sam & Jo", GIVEN, foot)) == ("Sam & Jo", GIVEN)


def test_words_below_what_is_said_of_other_questions_are_named() -> None:
    foot = attribute_in_markdown(ABOUT, QuestionOrigins(others=("Who cooks?",)))
    text = f"{render_shared('Sam', GIVEN, foot)}\nA postscript.\n"
    assert [one.partition(" ")[2] for one in refuse(text)] == ["this line comes after the end"]
