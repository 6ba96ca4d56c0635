"""What partners brought at two times: beside each other, by question and by name."""

from __future__ import annotations

import json
import re
from html import unescape
from io import StringIO
from itertools import pairwise, permutations

import pytest

from partnership_cli.formats.document_forms import TIMES_PAGES, DocumentForm
from partnership_cli.formats.file_kinds import FileKind, TextRecogniser
from partnership_cli.formats.framework_attribution import attribute
from partnership_cli.formats.handout_reader import HandoutReader
from partnership_cli.formats.html_pages import render_times_html
from partnership_cli.formats.question_matcher import QuestionIndex
from partnership_cli.formats.then_and_now_pages import build_times_value, render_times_markdown
from partnership_cli.framework.loader import load_companion, load_framework
from partnership_cli.framework.model import About
from partnership_cli.reflection.then_and_now import ThenAndNow, compare_times
from partnership_cli.reflection.together import Contribution, SharedAnswer
from partnership_cli.terminal.console import Console
from partnership_cli.views.together import show_times

FRAMEWORK = load_framework()
ABOUT = FRAMEWORK.framework
ORDER = [question.id for _, question in FRAMEWORK.questions()]
TEXTS = {question.id: question.text for _, question in FRAMEWORK.questions()}
JOY, EQUITY, SCOPE = TEXTS["joy"], TEXTS["equity"], TEXTS["scope"]


def bring(name: str, words: str, **answers: str) -> Contribution:
    given = tuple(
        SharedAnswer(one, TEXTS[one], answer) if one in TEXTS else SharedAnswer("", one, answer)
        for one, answer in answers.items()
    )
    return Contribution(name, words, given)


BEFORE = [
    bring("Amina", "fern otter lake", joy="Music.", equity="A form."),
    bring("Sam", "elm owl sea", joy="Food.", scope="Small."),
]
AFTER = [
    bring("Amina", "oak bee sky", joy="Silence.\n\n# Mine"),
    bring("sam", "ash cat bay", joy="Food.", equity="Pay."),
]
PAGE = compare_times(BEFORE, AFTER, ORDER)


def say(page: ThenAndNow) -> list[tuple[str, list[tuple[str, str, str]]]]:
    return [
        (one.question, sorted((spoken.name, spoken.then, spoken.now) for spoken in one.answers))
        for one in page.both
    ]


def test_what_each_brought_then_stands_beside_what_they_bring_now() -> None:
    assert dict(say(PAGE)) == {
        "equity": [("Amina", "A form.", ""), ("sam", "", "Pay.")],
        "joy": [("Amina", "Music.", "Silence.\n\n# Mine"), ("sam", "Food.", "Food.")],
    }


def test_questions_stand_in_the_frameworks_order() -> None:
    assert [one.question for one in PAGE.both] == [q for q in ORDER if q in {"joy", "equity"}]


def test_what_was_asked_at_one_time_only_stands_at_the_end() -> None:
    assert [one.question for one in PAGE.only_then] == ["scope"]
    assert PAGE.only_now == ()
    other = compare_times(AFTER, BEFORE, ORDER)
    assert [one.question for one in other.only_now] == ["scope"]
    assert other.only_then == ()


def test_a_name_in_other_capitals_is_the_same_person_under_the_name_of_now() -> None:
    assert {spoken.name for one in PAGE.both for spoken in one.answers} == {"Amina", "sam"}
    assert sorted(PAGE.words) == [
        ("Amina", "fern otter lake", "oak bee sky"),
        ("sam", "elm owl sea", "ash cat bay"),
    ]


def test_who_brought_something_only_then_is_there() -> None:
    page = compare_times(BEFORE, AFTER[:1], ORDER)
    assert ("Sam", "elm owl sea", "") in page.words
    assert ("Sam", "Food.", "") in dict(say(page))["joy"]


def test_a_question_of_no_framework_is_known_again_by_its_words() -> None:
    page = compare_times(
        [bring("Amina", "a b c", **{"Our own?": "No."})],
        [bring("Amina", "d e f", **{"Our own?": "Yes.", "And this?": "Perhaps."})],
        ORDER,
    )
    assert [(one.question, one.text) for one in page.both] == [("", "Our own?")]
    assert [one.text for one in page.only_now] == ["And this?"]


@pytest.mark.parametrize("form", TIMES_PAGES, ids=lambda form: form.name)
def test_the_same_files_in_any_order_give_the_same_bytes(
    form: DocumentForm[ThenAndNow, About],
) -> None:
    made = {
        form.render(compare_times(then, now, ORDER), ABOUT)
        for then in permutations(BEFORE)
        for now in permutations(AFTER)
    }
    assert len(made) == 1


def test_in_markdown_each_time_has_a_heading_below_the_name() -> None:
    text = render_times_markdown(PAGE, ABOUT)
    assert text.startswith("# Then and now: ")
    assert f"## {JOY}\n" in text
    assert "### Amina\n\n#### Then\n\n> Music.\n\n#### Now\n\n> Silence.\n" in text
    assert "### sam\n\n#### Now\n\n> Pay.\n" in text
    assert f"## Brought only then\n\n### {SCOPE}\n\n#### Sam\n\n> Small.\n" in text
    assert "- **Amina**: fern otter lake (then), oak bee sky (now)" in text
    assert text.endswith(attribute(ABOUT) + "\n")


def test_in_html_headings_go_down_by_one_and_times_stand_side_by_side() -> None:
    page = render_times_html(PAGE, ABOUT)
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    times = re.findall(r'<div class="voices of-(\d)">\n<div class="voice">\n<h4[^>]*>(\w+)<', page)
    assert sorted(times) == [
        ("1", "Now"),
        ("1", "Sam"),
        ("1", "Then"),
        ("2", "Then"),
        ("2", "Then"),
    ]
    assert "<h4>Mine" not in page


def test_in_json_each_time_is_a_key() -> None:
    value = json.loads(json.dumps(build_times_value(PAGE, ABOUT)))
    (joy,) = (one for one in value["questions"] if one["question"] == "joy")
    assert {"name": "sam", "then": "Food.", "now": "Food."} in joy["answers"]
    assert [one["question"] for one in value["only_then"]] == ["scope"]


@pytest.mark.parametrize("plain", [True, False])
def test_on_screen_each_answer_has_its_name_and_its_time(plain: bool) -> None:
    out = StringIO()
    show_times(Console(out, out, plain=plain), PAGE, "the foot")
    said = out.getvalue()
    places = [said.index(words) for words in ("Amina, then:", "Music.", "Amina, now:", "Silence.")]
    assert places == sorted(places)
    assert said.index("Brought only then") < said.index("Small.") < said.index("the foot")


@pytest.mark.parametrize(
    "text",
    [
        render_times_markdown(PAGE, ABOUT),
        unescape(re.sub(r"<h1>", "# ", render_times_html(PAGE, ABOUT).split("<main>\n")[1])),
    ],
    ids=["markdown", "a page"],
)
def test_such_a_page_is_not_taken_for_somebodys_answers(text: str) -> None:
    index = QuestionIndex([question for _, question in FRAMEWORK.questions()])
    handouts = HandoutReader(FRAMEWORK, load_companion(FRAMEWORK))
    assert TextRecogniser(index, handouts).recognise(text) is FileKind.TOGETHER
