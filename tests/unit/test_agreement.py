"""What was agreed, as a page; and read again from the page, or from one of `together` filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape

import pytest

from partnership_cli.errors import FileProblemError
from partnership_cli.formats.agreement import (
    build_agreement_value,
    draw_words,
    is_agreement,
    render_agreement,
)
from partnership_cli.formats.agreement_reader import AgreementReader
from partnership_cli.formats.framework_attribution import attribute, escape_about
from partnership_cli.formats.html_pages import render_together_html
from partnership_cli.formats.markdown_pages import render_together_markdown
from partnership_cli.formats.markdown_safety import lower_headings, quote
from partnership_cli.formats.question_matcher import QuestionIndex
from partnership_cli.framework.loader import load_framework
from partnership_cli.reflection.agreement import (
    BETWEEN_US,
    FOR_ALL,
    AgreedQuestion,
    Agreement,
    make_agreement,
)
from partnership_cli.reflection.together import Contribution, SharedAnswer, compare_answers

FRAMEWORK = load_framework()
ABOUT = FRAMEWORK.framework
QUESTIONS = [question for _, question in FRAMEWORK.questions()]
TEXTS = {question.id: question.text for question in QUESTIONS}
READER = AgreementReader(QuestionIndex(QUESTIONS), QUESTIONS, attribute(escape_about(ABOUT)))
DAY = "25 November 2026"
AGREED = Agreement(
    ("Amina", "Sam & Jo"),
    DAY,
    (
        AgreedQuestion("joy", TEXTS["joy"], ("We like\n\n- tea", "", "When.")),
        AgreedQuestion("", "Who *cooks*?", ("", "Sam does not.", "")),
    ),
    ("Meet on Mondays.", ""),
)
TEXT = f"""# What we agreed

- Amina
- Sam \\& Jo

Agreed on: 25 November 2026

Three words: {draw_words(AGREED)}

This is no contract. It says what we agreed on that day, and it can be changed whenever one of us \
asks.

## {TEXTS["joy"]}

**What we share**

> We like
>
> - tea

**What stays open**

> When.

## Not in the framework’s words: Who \\*cooks\\*?

**Where we differ**

> Sam does not.

## What we will do, and by when

> Meet on Mondays.

---

"""
PEOPLE = [
    Contribution(
        name,
        f"acorn elm {last}",
        tuple(
            SharedAnswer(one, TEXTS[one], f"{name} on {one}: a secret.")
            for one in ("joy", "equity", *own)
        ),
    )
    for name, last, own in (("Amina", "fox", ("sharing-power",)), ("Sam", "harp", ()))
]
PEOPLE[1] = Contribution("Sam", "acorn elm harbour", PEOPLE[1].answers)
PAGE = render_together_markdown(
    compare_answers(PEOPLE, [question.id for question in QUESTIONS]), ABOUT
)


def read(text: str, day: str = DAY) -> Agreement:
    return READER.read(text, "agreed.md", day).agreement


def refuse(text: str) -> list[str]:
    with pytest.raises(FileProblemError) as raised:
        read(text)
    return [f"{one.line} {one.what}" for one in raised.value.problems]


def fill(page: str, label: str, words: str, number: int = 1) -> str:
    """Write words below a label, the number-th of its kind."""
    parts = page.split(f"**{label}**\n")
    return f"**{label}**\n".join(
        [*parts[:number], f"\n{words}\n{parts[number]}", *parts[number + 1 :]]
    )


def test_an_agreement_is_names_a_day_three_words_and_what_was_agreed() -> None:
    assert render_agreement(AGREED, ABOUT).startswith(TEXT)


def test_the_page_says_what_it_is_not() -> None:
    assert "This is no contract." in render_agreement(AGREED, ABOUT)
    assert "can be changed whenever one of us asks" in render_agreement(AGREED, ABOUT)


def test_what_is_empty_is_left_out() -> None:
    made = make_agreement(("Amina",), DAY, (AgreedQuestion("joy", TEXTS["joy"]),), ("", "Sam."))
    text = render_agreement(made, ABOUT)
    assert TEXTS["joy"] not in text
    assert "What we will do" not in text
    assert "The questions are from" not in text


def test_an_agreement_is_read_as_it_was_made() -> None:
    assert READER.read(render_agreement(AGREED, ABOUT), "agreed.md", "another day") == (
        type(READER.read(render_agreement(AGREED, ABOUT), "agreed.md", ""))(AGREED, changed=False)
    )


def test_a_page_whose_words_were_changed_says_so() -> None:
    text = render_agreement(AGREED, ABOUT).replace("Mondays", "Fridays")
    reading = READER.read(text, "agreed.md", DAY)
    assert reading.changed
    assert reading.agreement.for_all == ("Meet on Fridays.", "")


def test_the_three_words_are_those_of_the_words_whatever_the_form() -> None:
    value = build_agreement_value(AGREED, ABOUT)
    assert value["words"] == draw_words(AGREED)
    assert json.loads(json.dumps(value))["questions"][0]["share"] == "We like\n\n- tea"


def test_a_page_is_known_by_its_first_words() -> None:
    assert is_agreement(TEXT)
    assert is_agreement("\n\nWhat we agreed\n")
    assert not is_agreement(PAGE)


def test_a_filled_page_of_together_is_read_and_no_answer_is_taken() -> None:
    page = fill(PAGE, "What we share", "We both laugh.\n\nOften.", 2)
    page = fill(page, "Where we differ", "> In words.", 1)
    page = fill(page, "Who decides what", "Sam decides.")
    page = fill(page, "Agreed on", "3 May 2027")
    agreed = read(page)
    assert set(agreed.names) == {"Amina", "Sam"}
    assert agreed.day == "3 May 2027"
    assert {one.question: one.parts for one in agreed.questions} == {
        "joy": ("", "In words.", ""),
        "equity": ("We both laugh.\n\nOften.", "", ""),
    }
    assert agreed.for_all == ("", "Sam decides.")
    assert "secret" not in render_agreement(agreed, ABOUT)


def test_a_page_without_a_day_gets_the_day_on_which_it_is_read() -> None:
    assert read(fill(PAGE, "What we share", "Tea.")).day == DAY


def test_a_page_that_was_saved_as_plain_text_is_read() -> None:
    page = fill(PAGE, "What stays open", "The rest.")
    page = fill(page, "What we will do, and by when", "Meet.")
    plain = "\n".join(
        line.lstrip("#> ").replace("**", "").replace("- Amina", "• Amina").replace("- Sam", "• Sam")
        for line in page.split("\n")
    )
    assert read(plain) == read(page)


def test_a_page_for_a_browser_that_was_filled_in_and_saved_as_text_is_read() -> None:
    laid = compare_answers(PEOPLE, [question.id for question in QUESTIONS])
    page = re.sub(r"(?s)<head>.*?</head>", "", render_together_html(laid, ABOUT))
    text = unescape(re.sub("<[^>]*>", "", page.replace("</dt>", "\n")))
    text = text.replace("What stays open\n", "What stays open\n\nThe rest.\n", 1)
    agreed = read(text.replace("Who decides what\n", "Who decides what\nSam.\n"))
    assert [one.parts for one in agreed.questions] == [("", "", "The rest.")]
    assert agreed.for_all == ("", "Sam.")
    assert set(agreed.names) == {"Amina", "Sam"}


def test_an_agreement_that_was_saved_as_plain_text_is_read() -> None:
    plain = "\n".join(
        line.lstrip("#>").strip().replace("**", "").replace("- Amina", "• Amina")
        for line in render_agreement(AGREED, ABOUT).split("\n")
    )
    agreed = read(plain)
    assert agreed.names == AGREED.names
    assert agreed.for_all == AGREED.for_all
    assert agreed.questions[0] == AGREED.questions[0]


@pytest.mark.parametrize(
    "label", ["What we share: Tea.", "**What we share:** Tea.", "_What we share_\n\nTea.\n"]
)
def test_words_may_stand_behind_a_label_and_a_label_in_other_signs(label: str) -> None:
    text = f"# What we agreed\n\n## {TEXTS['joy']}\n\n{label}\n"
    assert read(text).questions[0].parts[0] == "Tea."


def test_a_page_that_nobody_filled_in_is_empty() -> None:
    assert read(PAGE).is_empty


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT.replace("**What we share**\n\n", ""), ["14 this line belongs to no part",
         "15 this line belongs to no part"]),
        (TEXT.replace("- Amina", f"- {'x' * 90}"), ["3 this cannot be a name"]),
        (TEXT.replace("25 November 2026", "x" * 90), ["6 this cannot be a day"]),
        ("# What we agreed\n\n**What we share**\n\nTea.\n",
         ["3 no question stands above this line"]),
        (f"{TEXT}The questions are from the *Book*, licensed under X, http://x . "
         "The answers belong to the people who wrote them.\n\nMore.\n",
         ["38 this line comes after the end"]),
    ],
)  # fmt: skip
def test_a_line_that_belongs_to_no_part_is_named(text: str, said: list[str]) -> None:
    assert refuse(text)[: len(said)] == said


def test_words_between_answers_and_labels_are_named() -> None:
    page = PAGE.replace("### Between us\n", "### Between us\n\nWe said this.\n", 1)
    assert refuse(fill(page, "What we share", "Tea."))[0].endswith("this line belongs to no part")


def test_a_part_that_stands_there_twice_is_named() -> None:
    again = "\n**What we share**\n\nMore.\n"
    text = TEXT.replace("\n**What stays open**", f"{again}\n**What stays open**")
    assert refuse(text) == ["20 “What we share” stands there twice"]


IN_A_PART = [
    "## Tuesday at ten", "# Tuesday", "### Tea", "#### Tea", "## Tea\n\n### Cake", "Tea\n## Tea",
    "Agreed on: Tuesdays", "Three words: we like tea", "What we share: all", "What we share",
    "Where we differ: no", "What stays open: all", "**Who decides what:** Sam",
    "Who decides what: Sam", "What we will do, and by when: rest", "Between us", "### Between us",
    "For all of it", "## For all of it", "Brought by one of us", "## Brought by one of us",
    "To check the files", "### What you agreed on Monday", "What you agreed on Monday", "- Li",
    "This is no contract. It says what we agreed on that day, and it can be changed whenever one "
    "of us asks.", "Not in the framework’s words: Who?", "## Not in the framework’s words: Who?",
    TEXTS["joy"], f"## {TEXTS['equity']}", TEXTS["equity"], f"### {TEXTS['sharing-power']}",
    "Together: Li", "What we agreed", "> a\nb",
]  # fmt: skip


def unmark(page: str) -> str:
    """Return a page of Markdown as a program saves it that keeps no signs."""
    return re.sub(r"(?m)^(#+ |> ?|\*\*(?=.*\*\*$))|(?<=\S)\*\*$", "", page)


def set_in_word(page: str) -> str:
    """Return a page of Markdown as it comes out of Word: no quotations, labels as headings."""
    return re.sub(r"(?m)^\*\*(.*)\*\*$", r"#### \1", re.sub("(?m)^> ?", "", page))


FORMS = pytest.mark.parametrize(
    "form", [str, unmark, set_in_word], ids=["Markdown", "plain", "Word"]
)


@FORMS
@pytest.mark.parametrize("label", [*BETWEEN_US, *FOR_ALL])
@pytest.mark.parametrize("words", IN_A_PART)
def test_words_of_a_part_stay_in_it_whatever_they_look_like_or_are_refused(
    words: str, label: str, form: Callable[[str], str]
) -> None:
    written = f"Before.\n\n{words}\n\nBehind."
    for number in (1,) if label in FOR_ALL else (1, 2):
        page = form(fill(PAGE, label, "Canary.", number)).replace("Canary.", written)
        try:
            agreed = read(page)
        except FileProblemError as error:
            assert all(one.line > 1 for one in error.problems)
            continue
        texts = [text for one in agreed.questions for text in one.parts if text]
        assert [*texts, *filter(None, agreed.for_all)] == [written]
        assert agreed.day == DAY


@pytest.mark.parametrize(
    "words", ["## Tuesday at ten", "### Tea", "# Tea", f"## {TEXTS['equity']}"]
)
@pytest.mark.parametrize("above", ["> - tea\n", "> When.\n", "- Amina\n", "> Meet on Mondays.\n"])
def test_a_heading_added_by_hand_to_a_finished_agreement_is_told_or_refused(
    words: str, above: str
) -> None:
    text = render_agreement(AGREED, ABOUT).replace(above, f"{above}\n{words}\n", 1)
    try:
        assert READER.read(text, "agreed.md", DAY).changed
    except FileProblemError as error:
        assert error.problems


@FORMS
@pytest.mark.parametrize("words", IN_A_PART)
def test_an_answer_is_taken_for_nothing_of_ours_whatever_it_looks_like(
    words: str, form: Callable[[str], str]
) -> None:
    answer = quote(lower_headings(f"A secret.\n\n{words}\n\nA secret.", 3))
    page = PAGE.replace("> Amina on equity: a secret.", answer)
    try:
        agreed = read(form(fill(page, "What stays open", "When.", 2)))
    except FileProblemError as error:
        assert all(one.line > 1 for one in error.problems)
        return
    assert [one.parts for one in agreed.questions] == [("", "", "When.")]
    assert (agreed.for_all, agreed.day) == (("", ""), DAY)


def test_one_quotation_in_a_page_of_a_word_processor_refuses_no_answer() -> None:
    page = fill(PAGE, "What we share", "Tea.").replace("> ", "")
    page = page.replace("Sam on joy: a secret.", "> a secret.")
    assert read(page).questions[0].parts == ("Tea.", "", "")


@FORMS
def test_two_lines_that_name_a_day_are_refused_and_none_of_them_is_dropped(
    form: Callable[[str], str],
) -> None:
    page = re.sub(r"(?m)^[*#]*Agreed on[*]*$", "Agreed on: 3 May", form(PAGE))
    page = re.sub(r"(?m)^([*#]* ?Who decides what[*]*)$", r"Agreed on: Tuesdays\n\n\1", page)
    page = page.replace("#### Agreed on\n", "Agreed on: 3 May\n")
    assert any(one.endswith("“Agreed on” stands there twice") for one in refuse(page))
