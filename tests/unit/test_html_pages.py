from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from html import unescape
from typing import Any

import pytest

from partnership_cli.formats.framework_attribution import attribute
from partnership_cli.formats.handout import Handout, introduce
from partnership_cli.formats.html_answer import render_answer, show
from partnership_cli.formats.html_pages import export_html, render_together_html
from partnership_cli.formats.paper_pages import render_handout_html, render_hour_html
from partnership_cli.framework.loader import load_framework
from partnership_cli.framework.model import About, Framework, Question
from partnership_cli.reflection.session import Answer, Session
from partnership_cli.reflection.together import (
    Comparison,
    Contribution,
    PartnerAnswer,
    SharedAnswer,
    SharedQuestion,
)

STARTED = datetime(2026, 11, 23, 17, 31, 5, tzinfo=UTC)
KINDS = ("export", "together", "handout", "hour")
VOICES = re.compile(r'<div class="voice">\n<h(\d)[^>]*>(.*?)</h')


FRAMEWORK = load_framework()


@pytest.fixture(scope="module")
def about() -> About:
    return FRAMEWORK.framework


def asking(about: About, *texts: str) -> Framework:
    """Return a framework that asks these questions, or those of the sessions made here."""
    asked = texts or tuple(f"Question {at}?" for at in range(9))
    questions = tuple(Question(id=f"q{at}", text=text) for at, text in enumerate(asked))
    theme = replace(FRAMEWORK.themes[0], questions=questions)
    return replace(FRAMEWORK, framework=about, themes=(theme,))


def make_session(*texts: str, **more: Any) -> Session:
    answers = tuple(
        Answer(question=f"q{at}", text=f"Question {at}?", answer=text, written=STARTED)
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


def lay(text: str, *spoken: tuple[str, str], question: str = "known") -> SharedQuestion:
    return SharedQuestion(question, text, tuple(PartnerAnswer(*one) for one in spoken))


def make_side_by_side(
    several: tuple[SharedQuestion, ...] = (), single: tuple[SharedQuestion, ...] = ()
) -> Comparison:
    given = (SharedAnswer("known", "How?", "Slowly."),)
    people = (
        Contribution("Amina", "fern otter lake", given),
        Contribution("Sam", "elm owl sea", given),
    )
    return Comparison(people, several, single)


BOTH = lay("How?", ("Sam", "Slowly."), ("Amina", "With *care*."))
ONE = lay("Why?", ("Amina", "Because."))
ASKED = (Question(id="one", text="Who & why?"), Question(id="two", text="Until when?"))


def make_page(kind: str, about: About) -> str:
    if kind == "export":
        return export_html(make_session("An answer."), asking(about))
    if kind == "together":
        return render_together_html(make_side_by_side((BOTH,), (ONE,)), about)
    if kind == "handout":
        return render_handout_html(Handout("Beginning", ASKED), about)
    assert kind == "hour"
    return render_hour_html(("Amina", "Sam"), "Beginning", ASKED, about)


def read_headings(page: str) -> list[tuple[int, str]]:
    found = re.findall(r"<h(\d)[^>]*>(.*?)</h\1>", page, re.DOTALL)
    return [(int(level), unescape(text)) for level, text in found]


def read_foot(page: str) -> str:
    foot = re.search(r"<footer>\n<p>(.*)</p>\n</footer>\n</body>\n</html>\n\Z", page)
    assert foot
    said = re.sub(r'<a class="named" href="([^"]*)"[^>]*>(.*?)</a>', r"\2, \1 ", foot[1])
    said = re.sub(r'<a href="([^"]*)"[^>]*>.*?</a>', r"\1 ", said)
    return unescape(re.sub(r"<[^>]*>", "", re.sub("</?em[^>]*>", "*", said)))


@pytest.mark.parametrize("kind", KINDS)
def test_the_policy_comes_first_after_the_character_set(kind: str, about: About) -> None:
    head = make_page(kind, about).split("<head>\n")[1].split("\n")
    assert head[0] == '<meta charset="utf-8">'
    assert head[1].startswith('<meta http-equiv="Content-Security-Policy" content="default-src')


@pytest.mark.parametrize("kind", KINDS)
def test_the_policy_allows_the_one_style_sheet_and_nothing_else(kind: str, about: About) -> None:
    page = make_page(kind, about)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = re.search('Policy" content="(.*)"', page)
    assert policy
    assert policy[1] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_tells_nobody_where_a_link_was_followed(kind: str, about: About) -> None:
    page = make_page(kind, about)
    assert '<meta name="referrer" content="no-referrer">' in page
    assert all('rel="noopener noreferrer' in link for link in re.findall("<a [^>]*>", page))


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_says_that_it_is_readable_in_the_dark_and_on_a_phone(
    kind: str, about: About
) -> None:
    page = make_page(kind, about)
    assert '<meta name="color-scheme" content="light dark">' in page
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in page


@pytest.mark.parametrize("kind", KINDS)
def test_the_language_of_a_page_is_that_of_its_own_words(kind: str, about: About) -> None:
    assert make_page(kind, about).startswith('<!DOCTYPE html>\n<html lang="en">\n')


@pytest.mark.parametrize(("language", "said"), [("ar", "ar"), (None, "")])
def test_words_of_the_framework_stand_in_its_own_language(
    about: About, language: str | None, said: str
) -> None:
    other = replace(about, language=language)
    page = make_page("handout", other)
    assert re.findall('<(?:h2|em) dir="auto" lang="([^"]*)">', page)
    assert set(re.findall('<(?:h2|em) dir="auto" lang="([^"]*)">', page)) == {said}


def test_a_language_cannot_add_an_attribute(about: About) -> None:
    hostile = replace(about, language='en" onload="x')
    assert ' lang="en&quot; onload=&quot;x">' in make_page("handout", hostile)


@pytest.mark.parametrize("kind", KINDS)
def test_the_attribution_stands_last_word_for_word(kind: str, about: About) -> None:
    assert read_foot(make_page(kind, about)) == attribute(about)


@pytest.mark.parametrize("kind", KINDS)
def test_the_addresses_of_the_attribution_are_links(kind: str, about: About) -> None:
    foot = make_page(kind, about).rpartition("<footer>")[2]
    licence = about.licence
    assert licence is not None
    assert re.findall('href="([^"]*)"', foot) == [licence.url, about.url, about.doi_url]


def test_an_address_that_is_not_of_the_web_is_no_link(about: About) -> None:
    hostile = replace(about, url="javascript:alert(1)")
    page = make_page("handout", hostile)
    assert 'href="javascript:' not in page
    assert read_foot(page) == attribute(hostile)


def test_a_link_of_the_attribution_reads_as_words(about: About) -> None:
    foot = make_page("handout", about).rpartition("<footer>")[2]
    assert re.findall("<a [^>]*>(.*?)</a>(.)", foot) == [
        ("CC BY-NC-ND 4.0", "."),
        ("cti.westminster.ac.uk/about-student-partnership", ","),
        ("doi.org/10.34737/w0qz4", "."),
    ]


def test_the_hour_says_who_meets_about_what_and_when_each_part_begins(about: About) -> None:
    page = make_page("hour", about)
    names = '<bdi dir="auto" lang="">Amina</bdi> and <bdi dir="auto" lang="">Sam</bdi>'
    assert f'<span dir="auto" lang="">Beginning</span>: {names}</p>' in page
    assert re.findall('class="minute">(\\d+) ', page) == ["0", "10", "15", "45", "55", "60"]
    asked = re.findall('<li dir="auto" lang="en-GB">(.*?)</li>', page)
    assert asked == ["Who &amp; why?", "Until when?"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_page_is_the_same_bytes(kind: str, about: About) -> None:
    assert make_page(kind, about) == make_page(kind, about)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_one_main_heading(kind: str, about: About) -> None:
    levels = [level for level, _ in read_headings(make_page(kind, about))]
    assert (levels[0], levels.count(1)) == (1, 1)


def test_an_export_asks_each_question_that_was_answered(about: About) -> None:
    page = export_html(make_session("Yes.", " \n", "No."), asking(about))
    assert read_headings(page) == [(1, "Sharing power"), (2, "Question 0?"), (2, "Question 2?")]


def test_an_export_tells_the_day_and_with_whom(about: About) -> None:
    page = export_html(make_session("x", partners=("Sam", "Li")), asking(about))
    assert '<time datetime="2026-11-23">23 November 2026</time>' in page
    assert re.findall('<bdi dir="auto" lang="">(.*?)</bdi>', page) == ["Sam", "Li"]


def test_an_export_of_another_framework_says_that_its_licence_is_unknown() -> None:
    page = export_html(make_session("x", framework="another"), None)
    assert "licence unknown, do not share" in read_foot(page)
    assert read_foot(page) == attribute(None)


def test_the_language_of_another_framework_is_not_known() -> None:
    page = export_html(make_session("x", framework="another"), None)
    assert '<h2 dir="auto" lang="">Question 0?</h2>' in page


def test_what_a_person_wrote_is_isolated_and_its_language_unknown(about: About) -> None:
    page = export_html(make_session("x"), asking(about))
    assert '<h1 dir="auto" lang="">Sharing power</h1>' in page
    assert '<div class="words" dir="auto" lang="">\n<p>x</p>\n</div>' in page


def test_people_stand_with_the_words_of_their_files(about: About) -> None:
    page = make_page("together", about)
    people = re.findall("<dt[^>]*>(.*?)</dt><dd>(.*?)</dd>", page)
    assert people == [("Amina", "fern otter lake"), ("Sam", "elm owl sea")]


def test_answers_stand_in_the_order_they_were_laid(about: About) -> None:
    page = render_together_html(make_side_by_side((BOTH,)), about)
    assert VOICES.findall(page) == [("3", "Sam"), ("3", "Amina")]


def test_between_us_has_three_parts_with_room(about: About) -> None:
    page = render_together_html(make_side_by_side((BOTH,)), about)
    assert read_headings(page)[-9:-5] == [
        (3, "Between us"),
        (4, "What we share"),
        (4, "Where we differ"),
        (4, "What stays open"),
    ]
    assert page.partition("For all of it")[0].count('<div class="room" aria-hidden="true">') == 3


def test_what_is_agreed_for_all_of_it_has_room_once_at_the_end(about: About) -> None:
    page = render_together_html(make_side_by_side((BOTH,), (ONE,)), about)
    assert read_headings(page)[-5:-1] == [
        (2, "For all of it"),
        (3, "What we will do, and by when"),
        (3, "Who decides what"),
        (3, "Agreed on"),
    ]
    assert page.partition("For all of it")[2].count('<div class="room" aria-hidden="true">') == 3


def test_what_one_person_brought_stands_last_with_nothing_between_us(about: About) -> None:
    page = render_together_html(make_side_by_side((BOTH,), (ONE,)), about)
    brought = page.partition("Brought by one of us")[2].partition("For all of it")[0]
    assert read_headings(page)[-8:-5] == [(2, "Brought by one of us"), (3, "Why?"), (4, "Amina")]
    assert "room" not in brought


def test_nothing_is_said_of_what_one_person_brought_when_there_is_none(about: About) -> None:
    assert "Brought by one" not in render_together_html(make_side_by_side((BOTH,)), about)


def test_a_question_that_is_not_known_is_told_of_at_the_foot(about: About) -> None:
    unknown = lay("Was?", ("Sam", "a"), ("Amina", "b"), question="")
    page = render_together_html(make_side_by_side((unknown, BOTH)), about)
    assert "not from it: “Was?”; licence unknown, do not share." in read_foot(page)
    assert '<h2 dir="auto" lang="">Not in the framework’s words: Was?</h2>' in page


def test_a_handout_begins_as_it_does_in_plain_text(about: About) -> None:
    handout = Handout("Beginning", ASKED, painful=True)
    page = render_handout_html(handout, about)
    lead = re.search('<div class="lead">(.*?)</div>', page, re.DOTALL)
    assert lead
    shown = [unescape(one) for one in re.findall("<p>(.*?)</p>", lead[1])]
    assert shown == list(introduce(handout, about))


def test_each_question_of_a_handout_has_room_below_it(about: About) -> None:
    page = render_handout_html(Handout("Beginning", ASKED), about)
    assert read_headings(page) == [(1, "Beginning"), (2, "Who & why?"), (2, "Until when?")]
    assert len(re.findall(r'</h2>\n<div class="room" aria-hidden="true">', page)) == 2


def test_room_to_write_holds_no_words(about: About) -> None:
    rooms = re.findall(
        '<div class="room" aria-hidden="true">(.*?)</div>', make_page("handout", about)
    )
    assert rooms
    assert set("".join(rooms).split("<span></span>")) == {""}


def test_a_handout_has_a_line_for_a_name(about: About) -> None:
    page = render_handout_html(Handout("Beginning", ASKED), about)
    assert '<p class="name">Name: <span aria-hidden="true"></span></p>' in page


def test_a_handout_shows_the_name_that_was_given(about: About) -> None:
    page = render_handout_html(Handout("Beginning", ASKED, name="Li & Co"), about)
    assert '<p class="name">Name: <bdi dir="auto" lang="">Li &amp; Co</bdi></p>' in page


def test_a_quiet_handout_asks_for_no_name(about: About) -> None:
    page = render_handout_html(Handout("Questions to think about", ASKED, quiet=True), about)
    assert "Name:" not in page


def test_a_title_stays_in_its_place(about: About) -> None:
    page = export_html(make_session("x", title="</title></h1><script>"), asking(about))
    assert "<title>&lt;/title&gt;&lt;/h1&gt;&lt;script&gt;</title>" in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("one\ntwo\n\nthree", "<p>one<br>\ntwo</p>\n<p>three</p>\n"),
        ("*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <s>c</s> <code>d</code></p>\n"),
        ("# Amina\n\nHello", '<p class="heading"><strong>Amina</strong></p>\n<p>Hello</p>\n'),
        ("Amina\n---", '<p class="heading"><strong>Amina</strong></p>\n'),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("![a *bridge*](http://x.y/z.png)", "<p>a bridge</p>\n"),
        ('![a](x "and more")', "<p>a (and more)</p>\n"),
        ("[a](ftp://x.y)", "<p>a</p>\n"),
        ("[a](page.html)", "<p>a</p>\n"),
        ("[a](javascript:b)", "<p>[a](javascript:b)</p>\n"),
        ("[a](java&#9;script:b)", "<p>a</p>\n"),
        ("[Sam]: yes\n[Li]: no", "<p>[Sam]: yes<br>\n[Li]: no</p>\n"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>\n'),
        ("1500. a", '<ol start="1500" class="long">\n<li>a</li>\n</ol>\n'),
        ("1. a", "<ol>\n<li>a</li>\n</ol>\n"),
        (
            "1. a\n2. b\n10. c\n11. d",
            '<ol>\n<li>a</li>\n<li>b</li>\n<li value="10">c</li>\n<li>d</li>\n</ol>\n',
        ),
        (
            "1. a\n1500. b",
            '<ol class="long">\n<li>a</li>\n<li value="1500">b</li>\n</ol>\n',
        ),
        ("```py\nx\n```", "<p><code>py</code></p>\n<pre><code>x\n</code></pre>\n"),
        ("a\x1b[31m\x85\ud800\x00b", "<p>a\ufffd[31m\ufffd\ufffd\ufffdb</p>\n"),
        ("a\tb", "<p>a\tb</p>\n"),
        ("&#27; &#128;", "<p>\ufffd \ufffd</p>\n"),
    ],
)
def test_an_answer_is_rendered(answer: str, shown: str) -> None:
    assert render_answer(answer) == shown


@pytest.mark.parametrize("address", ["https://x.y/z", "HTTP://x.y", "mailto:a@b.c"])
def test_addresses_of_the_web_and_of_mail_are_links(address: str) -> None:
    link = f'<a href="{address}" rel="noopener noreferrer nofollow">a</a>'
    assert render_answer(f"[a]({address})").lower() == f"<p>{link}</p>\n".lower()


def test_a_link_without_words_shows_its_address() -> None:
    assert ">https://x.y</a>" in render_answer("[](https://x.y)")


def test_a_link_round_a_picture_without_words_shows_its_address() -> None:
    assert ">https://x.y</a>" in render_answer("[![](a.png)](https://x.y)")


def test_a_link_in_a_link_is_text() -> None:
    assert render_answer("[a <https://b.c>](https://x.y)").count("<a ") == 1


def test_a_table_can_be_scrolled_by_keyboard_and_has_no_style() -> None:
    shown = render_answer("|a|\n|:-:|\n|b|")
    assert '<div class="table" role="group" aria-label="Table" tabindex="0"><table>' in shown
    assert "style" not in shown


def test_a_heading_cell_without_words_is_no_heading() -> None:
    shown = render_answer("||a|\n|-|-|\n|b|c|")
    assert (shown.count("<th>"), shown.count("<td>")) == (1, 3)


def test_a_heading_row_with_nothing_below_heads_nothing() -> None:
    assert "<th>" not in render_answer("|a|\n|-|")


@pytest.mark.parametrize(
    "answer", ["|a|\n|-|\n|b|lost|", "|a|\n|-|\n|b|7|", "> " * 30 + "deep", "- " * 30 + "deep"]
)
def test_words_that_markdown_drops_are_shown_as_typed(answer: str) -> None:
    assert render_answer(answer) == f'<p class="typed">{show(answer)}</p>\n'


def test_an_answer_that_is_too_much_for_markdown_is_shown_as_typed() -> None:
    assert render_answer("[" * 3000) == f'<p class="typed">{"[" * 3000}</p>\n'


def test_a_thousand_signs_of_emphasis_nest_no_deeper_than_a_browser_follows() -> None:
    assert render_answer("*" * 2000 + "a" + "*" * 2000).count("<strong>") == 16


def test_a_definition_in_one_answer_makes_no_link_of_another(about: About) -> None:
    page = export_html(make_session("[yes]: https://evil.example", "[yes]"), asking(about))
    assert 'href="https://evil' not in page


WRAPPED = "The programme board met on Tuesday. I spoke twice, both times when asked. Then"


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (f"{WRAPPED}\nthe agenda moved on.", f"{WRAPPED}\nthe agenda moved on."),
        (f"{WRAPPED}\n2) a list", f"{WRAPPED}<br>\n2) a list"),
        (f"{WRAPPED}\n|a|", f"{WRAPPED}<br>\n|a|"),
        (f"{WRAPPED}\nus. And so on.", f"{WRAPPED}\nus. And so on."),
        (f"{WRAPPED}\n– a dash", f"{WRAPPED}<br>\n– a dash"),
        (f"{WRAPPED}  \nmeant", f"{WRAPPED}<br>\nmeant"),
        ("Roses are red\nviolets are blue", "Roses are red<br>\nviolets are blue"),
        (f"{WRAPPED * 2}\nA paragraph.", f"{WRAPPED * 2}<br>\nA paragraph."),
        (f"{'x' * 65}\n{WRAPPED}", f"{'x' * 65}<br>\n{WRAPPED}"),
    ],
)
def test_a_line_goes_on_where_a_program_broke_it_and_ends_where_a_person_did(
    answer: str, shown: str
) -> None:
    assert render_answer(answer) == f"<p>{shown}</p>\n"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("| who | decides now | could decide |", "table"),
        (f"| {'a' * 18} | {'b' * 18} |", "table broad"),
        (f"| {'a' * 40} | {'b' * 40} |", "table vast broad"),
        ("| 先喝茶再开会先喝茶再开会先喝茶再开会先喝茶再开会 | b |", "table"),
    ],
)
def test_a_table_whose_words_do_not_go_beside_each_other_on_paper_is_known(
    head: str, kind: str
) -> None:
    shown = render_answer(f"{head}\n{'|-' * (head.count('|') - 1)}|\n| a | b |")
    assert f'<div class="{kind}" role' in shown


def test_what_stands_on_each_sheet_cannot_get_out_of_its_rule(about: About) -> None:
    title = '"; } </style><script> \\ \n * ' + "x" * 99
    page = render_handout_html(Handout(title, ASKED, name="Li }"), about)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    foot, head = re.findall('content: "(.*)";', style)[-2:]
    assert re.fullmatch(r"(?:[\w ]|\\[0-9a-f]+ )*", foot + head)
    assert style.count("{") == style.count("}")


@pytest.mark.parametrize(
    ("count", "sheets"),
    [(1, [1]), (3, [3]), (4, [2, 2]), (5, [2, 3]), (6, [3, 3]), (7, [2, 2, 3]), (29, None)],
)
def test_the_questions_of_a_handout_are_divided_evenly_over_its_sheets(
    about: About, count: int, sheets: list[int] | None
) -> None:
    asked = tuple(Question(id=f"q{at}", text=f"Question {at}?") for at in range(count))
    page = render_handout_html(Handout("Beginning", asked), about)
    found = [part.count("<h2") for part in page.split('<div class="sheet">')[1:]]
    assert sum(found) == count
    assert max(found) - min(found) <= 1
    assert max(found) <= 3
    assert found == (sheets or found)
    assert f"--sheets: {len(found)};" in page


def test_a_handout_says_what_its_questions_are_for(about: About) -> None:
    page = render_handout_html(Handout("Beginning", ASKED, why="Who <decides>."), about)
    assert '<p class="why" dir="auto" lang="">Who &lt;decides&gt;.</p>' in page


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_paper_lies_on_its_side_for_three_and_for_more_than_four(about: About, count: int) -> None:
    spoken = tuple((f"P{at}", "Words.") for at in range(count))
    page = render_together_html(make_side_by_side((lay("How?", *spoken),)), about)
    assert ("size: landscape" in page) is (count not in {2, 4})
    assert f'class="voices of-{count if count < 5 else "many"}"' in page


def test_large_print_is_said_at_the_root_of_the_page(about: About) -> None:
    pages = (
        export_html(make_session("x"), asking(about), large=True),
        render_together_html(make_side_by_side((BOTH,)), about, large=True),
        render_handout_html(Handout("Beginning", ASKED), about, large=True),
        render_hour_html(("Amina", "Sam"), "Beginning", ASKED, about, large=True),
    )
    assert all('<html lang="en" class="large">' in page for page in pages)


def test_a_page_says_whose_page_is_empty(about: About) -> None:
    page = make_side_by_side((), (ONE,))
    late = Comparison((page.people[0], Contribution("Noor", "fox", ())), (), page.by_one)
    shown = render_together_html(late, about)
    assert '<p><bdi dir="auto" lang="">Noor</bdi>’s page is empty.</p>' in shown
    assert "fox" not in shown
