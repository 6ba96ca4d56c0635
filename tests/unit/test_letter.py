"""A letter as text and as a page that is folded once."""

from __future__ import annotations

import re

import pytest

from partnership_cli.formats.document_forms import LETTERS
from partnership_cli.formats.letter import render_letter
from partnership_cli.formats.letter_html import render_letter_html
from partnership_cli.framework.loader import load_framework
from partnership_cli.reflection.letter import Letter

FRAMEWORK = load_framework()
ABOUT = FRAMEWORK.framework
JOY = next(one for _, one in FRAMEWORK.questions() if one.id == "joy")
LETTER = Letter("the next *two*", "We met.\n\n- We laughed", "Li & Jo", "Thank you, Sam.", JOY)


def test_a_letter_is_who_it_is_for_its_words_thanks_who_it_is_from_and_a_question() -> None:
    assert render_letter(LETTER, ABOUT).startswith(
        "# A letter for those who come next\n\nTo the next \\*two\\*\n\nWe met.\n\n- We laughed\n\n"
        f"Thank you, Sam.\n\nLi \\& Jo\n\n## {JOY.text}\n\nRoom for your own first answer:"
    )


def test_what_is_empty_leaves_no_trace() -> None:
    assert render_letter(Letter("", "We met."), ABOUT) == (
        "# A letter for those who come next\n\nWe met.\n"
    )


def test_a_letter_without_a_question_claims_nothing_of_the_framework() -> None:
    for form in LETTERS:
        rendered = form.render(Letter("", "We met."), ABOUT)
        assert isinstance(rendered, bytes) or ABOUT.title not in rendered


def test_whose_the_question_is_stands_on_the_last_side() -> None:
    back = render_letter_html(LETTER, ABOUT).partition('<section class="back">')[2]
    assert JOY.text in back
    assert "licensed under" in back


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_letter_has_no_number_beside_those_of_its_words_and_of_the_attribution(form: str) -> None:
    render = {one.name: one.render for one in LETTERS}[form]
    text = str(render(Letter("", "We met."), ABOUT))
    assert re.findall(r"\d+", re.sub(r"(?s)<head>.*?</head>|</?h\d>|A4", "", text)) == []


@pytest.mark.parametrize("words", ["![x](https://evil.example/x.png)", "<script>x</script>", "```"])
def test_nothing_in_a_letter_is_loaded_or_swallows_what_follows(words: str) -> None:
    letter = Letter("", words, thanks="Thank you.", question=JOY)
    text = render_letter(letter, ABOUT)
    page = render_letter_html(letter, ABOUT)
    assert f"\n{words}\n" in text
    assert "\n~~~\n\nThank you." in text or "```\n```\n\nThank you." in text
    assert not re.search("<img|<script", page)


def test_a_short_letter_has_its_title_on_a_side_of_its_own() -> None:
    assert 'class="letter covered"' in render_letter_html(LETTER, ABOUT)
    assert 'class="letter"' in render_letter_html(Letter("", "x " * 1000), ABOUT)
