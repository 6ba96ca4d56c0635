from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from partnership_cli.formats.document_forms import EXPORTS
from partnership_cli.formats.html_pages import export_html
from partnership_cli.formats.markdown_pages import (
    export_markdown,
    export_name,
    is_export,
    is_together,
)
from partnership_cli.framework.loader import load_framework
from partnership_cli.framework.model import About, Framework, Licence
from partnership_cli.reflection.session import FREE, Answer, Session

(export_json,) = (form.render for form in EXPORTS if form.name == "json")
FORMS = ("md", "json", "html")
STARTED = datetime(2026, 11, 23, 17, 31, 5, tzinfo=UTC)
QUESTION = "How is equity considered in my partnerships?"
FOOT = (
    "The questions are from the *University of Westminster Student Partnership Framework* © 2022 "
    "by Kyra Araneta, Jennifer Fraser, Fatima Maatwk, licensed under CC BY-NC-ND 4.0, "
    "https://creativecommons.org/licenses/by-nc-nd/4.0/ . "
    "Source: https://cti.westminster.ac.uk/about-student-partnership/ , "
    "https://doi.org/10.34737/w0qz4 . "
    "Wording unchanged; page layout, bullets and links are not kept; the choice of questions is "
    "this tool's. Provided as is, without warranties. "
    "The answers belong to the people who wrote them."
)


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load_framework()


def of(about: About) -> Framework:
    """Return a framework of other makers that asks the same questions."""
    return replace(load_framework(), framework=about)


def make_session(*texts: str, **more: Any) -> Session:
    answers = tuple(
        Answer(question=f"question-{at}", text=QUESTION, answer=text, written=STARTED)
        for at, text in enumerate(texts)
    )
    fields: dict[str, Any] = {
        "id": "20261123t173105z-k7m2q9",
        "title": "Sharing power",
        "started": STARTED,
        "framework": "westminster-student-partnership",
        "answers": answers,
    }
    return Session(**(fields | more))


def test_a_page_is_title_day_partners_questions_answers_and_the_foot(framework: Framework) -> None:
    session = make_session("One.\n\nTwo.", partners=("Sam", "Ama"))
    assert export_markdown(session, framework) == (
        "# Sharing power\n\n"
        "23 November 2026, with Sam, Ama\n\n"
        f"## {QUESTION}\n\n"
        "One.\n\nTwo.\n\n"
        "---\n\n"
        f"{FOOT}\n"
    )


def test_no_partner_is_named_where_there_is_none(framework: Framework) -> None:
    assert "\n23 November 2026\n" in export_markdown(make_session("x"), framework)


@pytest.mark.parametrize(
    ("answer", "closed"),
    [
        ("```\nx", "```\nx\n```"),
        ("~~~~ py\nx", "~~~~ py\nx\n~~~~"),
        ("```\nx\n~~~", "```\nx\n~~~\n```"),
        ("````\n```", "````\n```\n````"),
    ],
)
def test_an_open_fence_is_closed_below_the_answer(
    answer: str, closed: str, framework: Framework
) -> None:
    assert f"\n\n{closed}\n\n---\n" in export_markdown(make_session(answer), framework)


@pytest.mark.parametrize(
    "answer",
    [
        "Plain words & signs: 3 < 4, a <- b, <3, R&D.",
        "```\nx\n```\nafter",
        "```\nx\n   `````\t\nafter",
        "- a list\n- of two",
        "> a quotation",
        "> ```\n> in a quotation",
        "| a |\n|---|\n| b |",
        "See <https://example.org/a>, and <b>mind</b> the<br>rest.",
        "[a](",
        "It costs $$, and $5.",
        "`a` ```` b",
        "trailing spaces  ",
    ],
)
def test_an_answer_that_leaves_nothing_open_stands_as_it_was_typed(
    answer: str, framework: Framework
) -> None:
    assert f"\n\n{answer}\n\n---\n" in export_markdown(make_session(answer), framework)


@pytest.mark.parametrize(
    "answer",
    [
        "<!--",
        "> <!-- in a quotation",
        "a <details> in a line",
        "<script>",
        "<plaintext>",
        '<div title="',
        "dear <name>",
        "<b>bold to the end",
        "</b><b>",
        "- item\n\n  ```\n  in a list, or not",
        "<b>\n```\n",
        "$$\nx",
        "%%\nhidden",
    ],
)
def test_what_has_no_certain_end_is_set_as_code_word_for_word(
    answer: str, framework: Framework
) -> None:
    page = export_markdown(make_session(answer), framework)
    assert f"\n\n~~~\n{answer}\n~~~\n\n---\n" in page


def test_the_fence_of_code_is_longer_than_any_in_the_answer(framework: Framework) -> None:
    page = export_markdown(make_session("<!--\n~~~~\n"), framework)
    assert "\n~~~~~\n<!--\n~~~~\n\n~~~~~\n" in page


def test_an_answer_of_white_space_is_not_in_the_page(framework: Framework) -> None:
    assert QUESTION not in export_markdown(make_session(" \n\t"), framework)


def test_a_lone_carriage_return_of_a_note_edited_by_hand_ends_a_line(framework: Framework) -> None:
    page = export_markdown(make_session("a\r```\rb"), framework)
    assert "\n\na\n```\nb\n```\n\n---\n" in page


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a *b* _c_ `d` [e](f) <g> &amp; h #", r"a \*b\* \_c\_ \`d\` \[e\](f) \<g\> \&amp; h \#"),
        ("a\r\x0b\u2028b", "a b"),
        ("{#id} %%", r"\{\#id\} \%\%"),
    ],
)
def test_a_heading_is_one_line_that_shows_what_it_says(
    typed: str, shown: str, framework: Framework
) -> None:
    page = export_markdown(make_session(title=typed), framework)
    assert page.startswith(f"# {shown}\n\n")


def test_of_a_framework_that_is_not_at_hand_the_licence_is_unknown() -> None:
    session = make_session("x", framework="ours")
    for form in (export_markdown, export_json):
        assert "licence unknown, do not share" in form(session, None)


def test_the_json_is_the_whole_session_with_the_attribution(framework: Framework) -> None:
    session = make_session("<b>", "日本 \u2028", partners=("Sam",), questions=("a", "b"))
    value = json.loads(export_json(session, framework))
    assert value.pop("attribution") == FOOT
    assert TypeAdapter(Session).validate_python(value) == session


def test_the_name_of_the_file_holds_the_day_and_the_letters_but_no_title() -> None:
    assert export_name(make_session(), "md") == "reflection-2026-11-23-k7m2q9.md"


@pytest.mark.parametrize(
    "session_id", ["x-../../etc/passwd", "x-a\\b", "x-a:b", "x-", "", "x-" + "a" * 300, "x-\x1b[2J"]
)
def test_an_id_changed_by_hand_gives_a_name_that_is_one_short_file(session_id: str) -> None:
    name = export_name(make_session(id=session_id), "md")
    assert re.fullmatch(r"reflection-2026-11-23(-[0-9a-z]{1,12})?\.md", name)


def test_the_words_of_a_framework_are_no_markdown_at_the_foot(framework: Framework) -> None:
    hostile = replace(
        framework.framework,
        title="![x](http://e/p.png)",
        authors=("<script>a</script>", "[b](http://e)"),
    )
    foot = export_markdown(make_session("x"), of(hostile)).rpartition("---\n\n")[2]
    assert r"\!\[x\](http://e/p.png)" in foot
    assert r"\<script\>a\</script\>, \[b\](http://e)" in foot


def test_what_a_framework_does_not_say_is_left_out_at_the_foot() -> None:
    bare = About(id="bare", title="Working side by side")
    foot = export_markdown(make_session("x"), of(bare)).rpartition("---\n\n")[2]
    assert foot == (
        "The questions are from *Working side by side*: licence unknown, do not share. Wording "
        "unchanged; page layout, bullets and links are not kept. Provided as is, without "
        "warranties. The answers belong to the people who wrote them.\n"
    )


def test_a_translation_that_nobody_may_share_is_said_to_be_one() -> None:
    licence = Licence(spdx="CC-BY-ND-4.0", url="https://example.org/by-nd")
    about = About(id="t", title="Gyda'n gilydd", licence=licence, translation_of="Together")
    foot = export_markdown(make_session("x"), of(about)).rpartition("---\n\n")[2]
    assert "a translation of Together" in foot
    assert "do not share." in foot
    assert "Wording unchanged" not in foot


ALTERED = "How is fun considered in my partnerships?"
UNTRUE = ("The questions are from the", "Wording unchanged", "Westminster")


def read_export(form: str, session: Session, framework: Framework | None) -> str:
    """Return what a document of each form says of its questions."""
    if form == "md":
        return export_markdown(session, framework).rpartition("---\n\n")[2].strip()
    if form == "json":
        return str(json.loads(export_json(session, framework))["attribution"])
    foot = export_html(session, framework).rpartition("<footer>\n<p>")[2].partition("</p>")[0]
    return unescape(re.sub("<[^>]*>", "", foot))


def ask_as(session: Session, *texts: str, question: str = "") -> Session:
    """Return a session whose questions were changed by hand in its note."""
    answers = tuple(
        replace(answer, text=text, question=question or answer.question)
        for answer, text in zip(session.answers, texts, strict=True)
    )
    return replace(session, answers=answers)


@pytest.mark.parametrize("form", FORMS)
def test_of_questions_that_were_all_changed_nothing_is_claimed(
    form: str, framework: Framework
) -> None:
    foot = read_export(form, ask_as(make_session("x", "y"), ALTERED, "And why?"), framework)
    assert not [claim for claim in UNTRUE if claim in foot]
    assert "licence unknown, do not share." in foot


@pytest.mark.parametrize("form", FORMS)
def test_of_some_that_were_changed_it_is_said_which(form: str, framework: Framework) -> None:
    foot = read_export(form, ask_as(make_session("x", "y"), QUESTION, ALTERED), framework)
    assert "The questions are from the" in foot
    said = f"Some of the questions are not from it: “{ALTERED}”; licence unknown, do not share."
    assert foot.endswith(said)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("at_hand", [True, False])
def test_a_page_without_a_question_says_nothing_of_questions(
    form: str, at_hand: bool, framework: Framework
) -> None:
    session = ask_as(make_session("x"), "Free writing", question=FREE)
    foot = read_export(form, session, framework if at_hand else None)
    assert foot == "The answers belong to the people who wrote them."


@pytest.mark.parametrize("form", FORMS)
def test_a_changed_question_that_nobody_answered_is_not_told_of(
    form: str, framework: Framework
) -> None:
    foot = read_export(form, ask_as(make_session("x", " "), QUESTION, ALTERED), framework)
    assert "not from it" not in foot


@given(changed=st.lists(st.booleans(), min_size=1, max_size=14))
def test_the_foot_claims_wording_exactly_where_a_question_has_it(changed: list[bool]) -> None:
    framework = load_framework()
    texts = [
        one.text.replace("?", " today?") if other else one.text
        for other, (_, one) in zip(changed, framework.questions(), strict=False)
    ]
    foot = read_export("json", ask_as(make_session(*("x" for _ in changed)), *texts), framework)
    assert ("Wording unchanged" in foot) == (not all(changed))
    assert ("do not share" in foot) == any(changed)


@pytest.mark.parametrize("form", FORMS)
def test_a_foot_is_bounded_whatever_was_written_into_a_note(
    form: str, framework: Framework
) -> None:
    texts = (QUESTION, *("x" * 5_000 for _ in range(50)))
    foot = read_export(form, ask_as(make_session(*("x" for _ in texts)), *texts), framework)
    assert "40 more" in foot
    assert len(foot) < 5_000


def test_a_changed_question_is_no_markdown_at_the_foot(framework: Framework) -> None:
    session = ask_as(make_session("x", "y"), QUESTION, "![x](http://e/p.png)")
    assert r"“\!\[x\](http://e/p.png)”" in read_export("md", session, framework)


@pytest.mark.parametrize("day", ["2026-09-29", "29 September 2026", "1 May 2027"])
@pytest.mark.parametrize(
    "text", ["# A\n\n{}\n", "# A\n\n{}, with Sam\n", "# A\n\n## {}\n", "# A\n\n## B?\n\n### {}\n"]
)
def test_a_page_of_private_answers_is_known_by_its_day(text: str, day: str) -> None:
    assert is_export(text.format(day))
    assert not is_export(text.format("a day"))


@pytest.mark.parametrize("title", ["# Together\n", "# Together: Amina and Sam\n"])
def test_a_page_of_answers_side_by_side_is_known_by_its_title(title: str) -> None:
    assert is_together(title)
    assert not is_together("# Togetherness\n")
