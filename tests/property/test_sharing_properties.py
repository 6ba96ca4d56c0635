"""What people give each other is exact, tells of nothing else, and is forged by no answer."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise, permutations

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from partnership_cli.commands.share_dialog import ShareableAnswers
from partnership_cli.formats.document_forms import TOGETHER_PAGES
from partnership_cli.formats.encodings import decode_text
from partnership_cli.formats.fingerprint_words import make_fingerprint
from partnership_cli.formats.framework_attribution import attribute
from partnership_cli.formats.handout import make_handout, render_handout_markdown
from partnership_cli.formats.handout_reader import HandoutReader
from partnership_cli.formats.markdown_pages import render_together_markdown
from partnership_cli.formats.markdown_safety import quote, trim_blank_lines, unquote
from partnership_cli.formats.question_matcher import QuestionIndex
from partnership_cli.formats.shared_file import parse_shared, render_shared
from partnership_cli.framework.loader import load_companion, load_framework
from partnership_cli.framework.model import About
from partnership_cli.reflection.person_names import read_name
from partnership_cli.reflection.selection import select_questions
from partnership_cli.reflection.session import Answer, Session, clean_text
from partnership_cli.reflection.together import Contribution, SharedAnswer, compare_answers

FRAMEWORK = load_framework()
COMPANION = load_companion(FRAMEWORK)
ABOUT: About = FRAMEWORK.framework
FOOT = attribute(ABOUT)
ASKED = select_questions(FRAMEWORK, COMPANION, guide="before-we-meet").questions
ORDER = [question.id for _, question in FRAMEWORK.questions()]
INDEX = QuestionIndex([question for _, question in FRAMEWORK.questions()])
READER = HandoutReader(FRAMEWORK, COMPANION)
BEFORE_WE_MEET = make_handout(
    select_questions(FRAMEWORK, COMPANION, guide="before-we-meet"), frozenset(), "Amina"
)
RENDERERS = (
    MarkdownIt("commonmark", {"html": True}),
    MarkdownIt("commonmark", {"html": False}),
    MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]),
    MarkdownIt("js-default", {"html": True}),
)
FORMATTING = ("b", "s", "u", "code", "em", "strong", "small")
"""What goes on in a browser, past the end of a quotation, until it is closed."""

HARD_SIGNS = (
    "```", "~~~", "~~~~~", "```python", "<!--", "-->", "<script>", "</script>", "<details>",
    "</blockquote>", "<div>", "<b>", "</b>", "<s>", "</s>", "<br>", "<plaintext>", "![a](b)",
    "![", "[Sam]: https://evil.example", "[a\nb]: /c", "- [a]: b", "[^1]: x", "[Sam]", "> ", ">",
    "> > ", "---", "===", "# Answers from Eve", "## Between us", "### Sam", "- ", "1. ",
    "|a|\n|-|\n|b|", "|", "$$", "%%", "\\", "`", "The questions are from the ", "&lt;", "***",
    "<https://example.org>", "\u2028", "\u000b", "\u0085", "\ufeff", "    ", "\t", " ", "\n",
    "\n\n", "é👩‍🎓ع",
)  # fmt: skip
HARD = st.sampled_from(HARD_SIGNS)
TEXTS = st.lists(
    st.one_of(HARD, HARD, st.text(st.characters(codec="utf-8"), max_size=8)), max_size=10
).map(lambda parts: clean_text("".join(parts)))
ANSWERS = TEXTS.filter(lambda text: bool(text.strip())).map(lambda text: text.rstrip("\n"))
NAMES = st.one_of(
    st.sampled_from(
        ["Sam", "*Li*", "A & B", "<b>Eve</b>", "[x](y)", "1. Jo", "- Jo", "`Ana`", "#"]
    ),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=20),
).filter(lambda name: read_name(name) == name)
SOME = settings(
    max_examples=settings().max_examples // 2,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def give(*answers: str) -> tuple[SharedAnswer, ...]:
    return tuple(
        SharedAnswer(question.id, question.text, answer)
        for question, answer in zip(ASKED, answers, strict=False)
    )


def read_top(tokens: Sequence[Token], kind: str, tag: str) -> list[str]:
    return [
        "".join(part.content for part in content.children or ())
        for opening, content in pairwise(tokens)
        if opening.type == kind and opening.tag == tag and opening.level == 0
    ]


def read_outline(tokens: Sequence[Token]) -> list[tuple[str, str]]:
    """Return the headings at top level, in which no mark-up may be."""
    found = []
    for opening, content in pairwise(tokens):
        if opening.type == "heading_open" and opening.level == 0:
            children = content.children or []
            assert {part.type for part in children} <= {"text", "text_special"}
            found.append((opening.tag, "".join(part.content for part in children)))
    return found


def leaves_formatting_open(tokens: Sequence[Token]) -> bool:
    tags = [
        part.content
        for token in tokens
        for part in (token, *(token.children or ()))
        if part.type in {"html_inline", "html_block"}
    ]
    text = "".join(tags)
    return any(text.count(f"<{one}>") > text.count(f"</{one}>") for one in FORMATTING)


@given(TEXTS)
@example("~~~\n![x](y)\n~~~")
@example("~~~\n~~~\n<div>\n~~~\n~~~")
@example("[a]: b")
@example("")
@example("\n\n")
def test_a_quotation_gives_the_answer_back_character_by_character(text: str) -> None:
    assert unquote(quote(text).split("\n")) == text


@given(TEXTS)
def test_each_line_of_a_quotation_begins_with_its_sign(text: str) -> None:
    assert all(line == ">" or line.startswith("> ") for line in quote(text).split("\n"))


@SOME
@given(NAMES, st.lists(ANSWERS, min_size=1, max_size=3))
@example("Sam", ["The questions are from the", "---"])
@example("Sam", ["# Answers from Eve\n\n## Why?\n\n> x"])
def test_a_shared_file_is_read_as_it_was_made(name: str, answers: list[str]) -> None:
    text = render_shared(name, give(*answers), FOOT)
    assert parse_shared(text, "f", INDEX) == (name, give(*answers))


@SOME
@given(st.text(max_size=30), ANSWERS)
def test_a_question_of_another_framework_keeps_its_words(question: str, answer: str) -> None:
    asked = " ".join("".join(c if c.isprintable() else " " for c in question).split())
    assume(asked and INDEX.find(asked) is None)
    text = render_shared("Sam", [SharedAnswer("", asked, answer)], FOOT)
    assert parse_shared(text, "f", INDEX)[1] == (SharedAnswer("", asked, answer),)


@SOME
@given(NAMES, st.lists(ANSWERS, min_size=2, max_size=3))
@example("Sam", ["<!--", "-->"])
@example("Sam", ["```", "x"])
@example("Sam", ["<details>", "</details>"])
def test_no_answer_adds_or_hides_a_heading_of_a_shared_file(name: str, answers: list[str]) -> None:
    page = render_shared(name, give(*answers), FOOT)
    asked = [("h2", one.text) for one in give(*answers)]
    for renderer in RENDERERS:
        tokens = renderer.parse(page)
        assert read_outline(tokens) == [("h1", f"Answers from {name}"), *asked]
        foot = read_top(tokens, "paragraph_open", "p")
        assert len(foot) == 1
        assert foot[0].startswith("The questions are from the ")
        assert sum(one.type == "hr" and one.level == 0 for one in tokens) == 1


@SOME
@given(st.lists(ANSWERS, min_size=3, max_size=3))
@example(["<!--", "-->", "x"])
@example(["### Sam\n\n> forged", "### Between us", "[Sam]: https://evil.example"])
def test_no_answer_adds_or_hides_a_heading_of_a_page_together(answers: list[str]) -> None:
    first, second, third = answers
    people = [
        Contribution("Amina", "a b c", give(first)),
        Contribution("Sam", "d e f", give(second, third)),
    ]
    page = render_together_markdown(compare_answers(people, ORDER), ABOUT)
    for renderer in RENDERERS:
        tokens = renderer.parse(page)
        outline = read_outline(tokens)
        assert sorted(outline[0][1].split()) == ["Amina", "Sam", "Together:", "and"]
        assert outline[1] == ("h2", ASKED[0].text)
        assert sorted(outline[2:4]) == [("h3", "Amina"), ("h3", "Sam")]
        assert outline[4:] == [
            ("h3", "Between us"),
            ("h2", "Brought by one of us"),
            ("h3", ASKED[1].text),
            ("h4", "Sam"),
            ("h2", "For all of it"),
            ("h2", "To check the files"),
        ]
        parts = read_top(tokens, "paragraph_open", "p")
        assert parts[0].startswith("Each of you chose what to bring.")
        assert parts[1:-2] == [
            *("What we share", "Where we differ", "What stays open"),
            *("What we will do, and by when", "Who decides what", "Agreed on"),
        ]
        assert parts[-2].endswith("was changed.")
        assert parts[-1].startswith("The questions are from the ")


@SOME
@given(NAMES, NAMES)
@example("1. Sam", "- Li")
def test_a_name_is_one_item_of_the_list_of_people(name: str, other: str) -> None:
    assume(name != other)
    people = [
        Contribution(name, "a b c", give("x")),
        Contribution(other, "d e f", give("y")),
    ]
    page = render_together_markdown(compare_answers(people, ORDER), ABOUT)
    for renderer in RENDERERS:
        tokens = renderer.parse(page)
        items = [
            "".join(part.content for part in tokens[at + 2].children or ())
            for at, one in enumerate(tokens)
            if one.type == "list_item_open" and one.level == 1
        ]
        assert sorted(items) == sorted([f"{name}: a b c", f"{other}: d e f"])


@SOME
@given(ANSWERS)
@example("<s> `</s>`")
@example("<s>\n\n    </s>")
@example("<b> \\</b>")
@example("<u>\n\n```\n</u>\n```")
def test_formatting_that_one_answer_begins_ends_in_it(answer: str) -> None:
    for renderer in RENDERERS:
        assert not leaves_formatting_open(renderer.parse(quote(answer)))


@SOME
@given(ANSWERS)
@example("[Sam]: https://evil.example")
@example("* a\n  [Sam]: https://evil.example")
@example("[^Sam]: x\n\n[Sam\\]]: https://evil.example\n[Sam]: /y")
def test_no_answer_makes_a_link_of_somebody_elses_words(answer: str) -> None:
    page = f"{quote(answer)}\n\n## Next\n\n{quote('[Sam], [a], [a b] and [^1]')}\n"
    for renderer in RENDERERS:
        last = renderer.parse(page)[-3]
        assert {part.type for part in last.children or ()} == {"text"}


@SOME
@given(ANSWERS)
def test_no_picture_is_fetched_from_an_answer(answer: str) -> None:
    for renderer in RENDERERS:
        for token in renderer.parse(quote(answer)):
            assert "image" not in {part.type for part in token.children or ()}


CANARIES = st.from_regex("CANARY[a-z]{8}", fullmatch=True)


@SOME
@given(st.lists(CANARIES, min_size=6, max_size=6, unique=True), st.data())
def test_a_shared_file_holds_no_byte_of_what_was_left_out(
    canaries: list[str], data: st.DataObject
) -> None:
    left_out, title, guide, partner, ident, aside = canaries
    chosen = data.draw(st.sampled_from(ASKED))
    written = datetime(2031, 7, 19, 4, 53, 27, tzinfo=UTC)
    session = Session(
        id=ident,
        title=title,
        started=written,
        framework=ABOUT.id,
        guide=guide,
        partners=(partner,),
        questions=tuple(question.id for question in ASKED),
        answers=tuple(
            Answer(
                question=one.id,
                text=one.text,
                answer="Mine." if one == chosen else f"{left_out} {aside}",
                written=written,
            )
            for one in ASKED
        ),
    )
    shared = ShareableAnswers(session, session.answers, FRAMEWORK).render("Sam", [chosen.id], {})
    other_questions = [one.text for one in ASKED if one != chosen]
    facts = ["2031", "07-19", "04:53", "04-53", *other_questions]
    facts += [one.id for one in ASKED if "-" in one.id]
    told = shared.replace(FOOT, "")
    assert not [one for one in (*canaries, *facts) if one in told]
    own = tuple(one for one in session.answers if one.question == chosen.id)
    assert shared == ShareableAnswers(
        replace(session, answers=own),
        own,
        FRAMEWORK,
    ).render("Sam", [chosen.id], {})


@st.composite
def meetings(draw: st.DrawFn) -> list[Contribution]:
    names = draw(st.lists(NAMES, min_size=2, max_size=4, unique_by=str.casefold))
    people = []
    for number, name in enumerate(names):
        answered = draw(st.lists(st.sampled_from(ASKED), min_size=1, unique=True))
        answers = tuple(
            SharedAnswer(one.id, one.text, f"({number} {one.id}) {draw(ANSWERS)}")
            for one in answered
        )
        people.append(Contribution(name, f"{number} b c", answers))
    return people


@SOME
@given(meetings())
def test_the_order_of_the_files_changes_no_byte_of_the_page(people: list[Contribution]) -> None:
    pages = [compare_answers(some, ORDER) for some in permutations(people)]
    assert len({render_together_markdown(page, ABOUT) for page in pages}) == 1
    for form in TOGETHER_PAGES:
        assert len({form.render(page, ABOUT) for page in pages}) == 1


@SOME
@given(meetings())
def test_each_answer_stands_once_on_the_page(people: list[Contribution]) -> None:
    page = compare_answers(people, ORDER)
    laid = [
        (one.name, each.question, one.answer)
        for each in (*page.by_several, *page.by_one)
        for one in each.answers
    ]
    brought = [(one.name, each.question, each.answer) for one in people for each in one.answers]
    assert sorted(laid) == sorted(brought)


@SOME
@given(meetings())
def test_nobody_begins_twice_in_a_row(people: list[Contribution]) -> None:
    page = compare_answers(people, ORDER)
    first = [laid.answers[0].name for laid in page.by_several]
    assert all(one != following for one, following in pairwise(first))


LINES = st.text(st.characters(categories=["L", "Nd", "Zs"], max_codepoint=255), max_size=30)
WRITTEN = st.lists(LINES, min_size=1, max_size=4).map(
    lambda lines: trim_blank_lines([line.strip() for line in lines])
)


def fill_in(answers: Sequence[str]) -> str:
    text = render_handout_markdown(BEFORE_WE_MEET, ABOUT)
    for question, answer in zip(BEFORE_WE_MEET.questions, answers, strict=False):
        text = text.replace(f"## {question.text}\n", f"## {question.text}\n\n{answer}\n")
    return text


def wrap(text: str) -> str:
    """Return a text as a mail program breaks it, with the answers as they were."""
    return "\n".join(
        line if len(line) <= 40 else textwrap.fill(line, 40, break_long_words=False)
        for line in text.split("\n")
    )


def number(text: str) -> str:
    for at, question in enumerate(BEFORE_WE_MEET.questions, 1):
        text = text.replace(f"## {question.text}", f"{at}) {question.text}")
    return text


AS_SAVED: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "in lines of 40": wrap,
    "with smart quotes": lambda text: text.replace("'", "’"),
    "with numbers": number,
    "with question 2 of 6": lambda text: text.replace("## ", "Question 2 of 6: "),
    "without signs": lambda text: text.replace("## ", "").replace("# ", "").replace("*", ""),
    "as headings underlined": lambda text: text.replace("## ", "### **"),
    "with the questions in capitals": lambda text: "\n".join(
        line.upper() if line.startswith("## ") else line for line in text.split("\n")
    ),
    "with hard spaces": lambda text: "\n".join(
        line.replace(" ", "\xa0") if line.startswith("## ") else line for line in text.split("\n")
    ),
    "without the attribution": lambda text: text.replace(FOOT, "").replace("\n---\n", "\n"),
}
ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "UTF-8": str.encode,
    "UTF-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "UTF-16 LE": lambda text: text.encode("utf-16-le"),
    "UTF-16 BE": lambda text: text.encode("utf-16-be"),
    "UTF-16 LE with a mark": lambda text: ("\ufeff" + text).encode("utf-16-le"),
    "UTF-16 BE with a mark": lambda text: ("\ufeff" + text).encode("utf-16-be"),
    "Windows-1252": lambda text: text.encode("cp1252"),
}


@pytest.mark.parametrize("saved", AS_SAVED)
@settings(SOME, max_examples=settings().max_examples // 5)
@given(st.sampled_from(sorted(ENCODINGS)), st.lists(WRITTEN, min_size=1, max_size=3))
@example("UTF-16 BE", ["a\n\nb"])
@example("Windows-1252", ["caf\xe9"])
def test_a_filled_in_handout_is_read_exactly(saved: str, encoding: str, answers: list[str]) -> None:
    data = ENCODINGS[encoding](AS_SAVED[saved](fill_in(answers)))
    filled = READER.read(decode_text(data), "f")
    wanted = tuple(
        SharedAnswer(question.id, question.text, answer)
        for question, answer in zip(BEFORE_WE_MEET.questions, answers, strict=False)
        if answer.strip()
    )
    assert (filled.name, filled.answers) == ("Amina", wanted)


@given(TEXTS, st.data())
def test_the_three_words_change_when_one_letter_does(text: str, data: st.DataObject) -> None:
    shared = render_shared("Sam", give(text), FOOT)
    at = data.draw(st.integers(0, len(shared) - 1))
    letter = data.draw(st.characters(codec="utf-8").filter(lambda char: char != shared[at]))
    assert make_fingerprint(shared) != make_fingerprint(shared[:at] + letter + shared[at + 1 :])


@given(TEXTS)
def test_line_ends_and_encoding_do_not_change_the_three_words(text: str) -> None:
    shared = render_shared("Sam", give(text), FOOT)
    words = make_fingerprint(shared)
    for encode in (ENCODINGS["CRLF"], ENCODINGS["UTF-16 LE"], ENCODINGS["UTF-8 with a mark"]):
        assert make_fingerprint(decode_text(encode(shared))) == words
