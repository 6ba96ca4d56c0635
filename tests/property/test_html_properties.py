"""Whatever an answer holds, the page keeps its tags, its headings and its foot."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from html.parser import HTMLParser
from typing import Final

from hypothesis import example, given
from hypothesis import strategies as st

from partnership_cli.formats.framework_attribution import EVERY, QuestionOrigins, attribute
from partnership_cli.formats.handout import Handout
from partnership_cli.formats.html_answer import REL, TAGS, render_answer
from partnership_cli.formats.html_pages import export_html, render_together_html
from partnership_cli.formats.meeting import HOUR
from partnership_cli.formats.paper_pages import render_handout_html, render_hour_html
from partnership_cli.framework.loader import load_framework
from partnership_cli.framework.model import About, Framework, Question
from partnership_cli.reflection.session import Answer, Session
from partnership_cli.reflection.together import Contribution, SharedAnswer, compare_answers

STARTED: Final = datetime(2026, 11, 23, 17, 31, 5, tzinfo=UTC)
FRAMEWORK: Final[Framework] = load_framework()
ABOUT: Final[About] = FRAMEWORK.framework
VOID: Final = frozenset({"br", "hr", "meta"})
OURS: Final = frozenset(
    {"html", "head", "meta", "title", "style", "body", "main", "footer", "section", "h1", "h2"}
    | {"h3", "h4", "dl", "dt", "dd", "span", "bdi", "time"}
)
ALLOWED: Final = {
    ("p", "class", "heading"),
    ("p", "class", "typed"),
    ("ol", "class", "long"),
    ("div", "class", "table"),
    ("div", "class", "table broad"),
    ("div", "class", "table vast broad"),
    ("div", "role", "group"),
    ("div", "aria-label", "Table"),
    ("div", "tabindex", "0"),
    ("a", "rel", REL),
}

SWALLOWING = st.sampled_from(
    """``` ~~~ ```` ```python ` <!-- --> <script> </script> <style> </style> </title> <textarea>
    <iframe\x20src=//x> <plaintext> <? <![CDATA[ ]]> </div> </section> </main> <footer> </footer>
    </body> </html> <a\x20href=' <img\x20src=x\x20onerror=y> <svg/onload=x> <b> <h1> </h2> <br/>
    <https://example.org> <javascript:x> [a]( ![a]( ](https://a.b/c) ](javascript:x) ](data:x)
    ](//x) ](mailto:a@b) [a]: https://x "t" 't') # ## --- === > - * 1. 999999999. | |---| |a|b|
    |-|-| ** ~~ *** \\ \\< &lt; &#60; &#x1b; &#0; " ' \x1b \x00 \x85 \u202e \u2028 \ud800
    """.replace("\n", " ").split(" ")
).map(lambda sign: sign.replace("\\x20", " "))
GAPS = st.sampled_from(["", " ", "  ", "    ", "\t", "\n", "\n\n", "\n  ", "\n    ", "\r", "\x20"])
ANSWERS = st.lists(
    st.one_of(SWALLOWING, GAPS, GAPS, st.text(max_size=8)), min_size=1, max_size=12
).map("".join)


class Reader(HTMLParser):
    """Reads a page, and fails where its tags do not close in turn."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.headings: list[tuple[str, str]] = []
        self.shown: list[str] = []
        self.foot: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append((tag, ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "main":
            self.foot.append("")

    def handle_data(self, data: str) -> None:
        self.shown.append(data)
        if self.open and self.open[-1] in {"h1", "h2", "h3", "h4"}:
            tag, text = self.headings[-1]
            self.headings[-1] = (tag, text + data)
        if self.foot:
            self.foot.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


def make_pages(texts: list[str], words: str) -> dict[str, str]:
    """Return a page of each kind, in which every text that a person gives is `words`."""
    answers = tuple(
        Answer(question=f"q{at}", text=f"Question {at}?", answer=text, written=STARTED)
        for at, text in enumerate(texts)
    )
    session = Session(
        id="20261123t173105z-k7m2q9",
        title=words,
        started=STARTED,
        framework=ABOUT.id,
        partners=(words,),
        answers=answers,
    )
    given = tuple(SharedAnswer(one.question, one.text, one.answer) for one in answers)
    people = [Contribution(words, words, given), Contribution("Sam", "elm owl sea", given[:1])]
    order = [one.question for one in answers]
    asked = tuple(Question(id=one.question, text=one.text) for one in answers)
    return {
        "export": export_html(session, ask(asked)),
        "together": render_together_html(compare_answers(people, order), ABOUT),
        "handout": render_handout_html(Handout(words, asked, name=words), ABOUT),
        "hour": render_hour_html((words, "Sam"), words, asked, ABOUT),
    }


def ask(questions: tuple[Question, ...]) -> Framework:
    theme = replace(FRAMEWORK.themes[0], questions=questions)
    return replace(FRAMEWORK, themes=(theme,))


def shorten(said: str) -> str:
    """Return an attribution as a page says it, whose links read as words."""
    licence = ABOUT.licence
    assert licence
    assert licence.url
    short = said.replace(f", {licence.url} .", ".").replace("https://", "")
    return re.sub(r"/? (?=[.,] )", "", short)


def keep_line(text: str) -> str:
    """Return a text as a page shows it: line ends are one sign, and no control sign is kept."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", "\ufffd", lines)


@given(ANSWERS)
@example("> " * 70 + "x")
@example("*" * 100 + "a" + "*" * 100)
@example("[a <https://x.y> ![b](c)](https://d.e '\"><script>')")
def test_only_tags_and_attributes_of_the_list_come_out_of_an_answer(text: str) -> None:
    for tag, attributes in Reader(render_answer(text)).tags:
        assert tag in TAGS
        for name, value in attributes.items():
            if (tag, name) == ("a", "href"):
                assert re.match("(https?://|mailto:)", value, re.IGNORECASE)
            elif (tag, name) in {("ol", "start"), ("li", "value")}:
                assert re.fullmatch("[0-9]{1,9}", value)
            else:
                assert (tag, name, value) in ALLOWED


@given(ANSWERS)
@example("[Sam]: yes")
@example("|a|\n|-|\n|b|lost|")
@example("``` lost\nx\n```")
@example("- " * 40 + "deep")
def test_no_letter_of_an_answer_without_addresses_or_references_is_lost(text: str) -> None:
    if "](" in text or "&" in text:
        return
    shown = "".join(Reader(render_answer(text)).shown)
    for letter in {char for char in keep_line(text) if char.isalpha()}:
        assert shown.count(letter) >= text.count(letter)


@given(st.lists(ANSWERS, min_size=1, max_size=3), st.text(max_size=40) | ANSWERS)
@example(["x"], "</title></h1><script>alert(1)</script>")
def test_every_heading_stands_in_its_page_and_no_other(texts: list[str], words: str) -> None:
    pages = {kind: Reader(page).headings for kind, page in make_pages(texts, words).items()}
    asked = [("h2", f"Question {at}?") for at, text in enumerate(texts) if text.strip()]
    assert pages["export"] == [("h1", keep_line(words)), *asked] or not keep_line(words)
    every = [f"Question {at}?" for at in range(len(texts))]
    assert [text for tag, text in pages["together"] if text in every] == every
    assert [tag for tag, _ in pages["together"]] == [
        *("h1", "h2", "h3", "h3", "h3", "h4", "h4", "h4"),
        *(["h2"] if len(texts) > 1 else []),
        *["h3", "h4"] * (len(texts) - 1),
        *("h2", "h3", "h3", "h3"),
        "h2",
    ]
    assert [tag for tag, _ in pages["handout"]] == ["h1", *["h2"] * len(texts)]
    assert [tag for tag, _ in pages["hour"]] == ["h1", *["h2"] * (len(HOUR) + 1)]


@given(st.lists(ANSWERS, min_size=1, max_size=2), ANSWERS)
def test_the_attribution_is_the_last_thing_of_every_page(texts: list[str], words: str) -> None:
    for kind, page in make_pages(texts, words).items():
        asks = kind != "export" or any(text.strip() for text in texts)
        said = attribute(ABOUT if asks else None, EVERY if asks else QuestionOrigins(some=False))
        foot = "".join(Reader(page).foot).strip()
        assert foot == shorten(said.replace("*", ""))


@given(st.lists(ANSWERS, min_size=1, max_size=2), ANSWERS)
def test_no_page_holds_a_tag_or_an_address_beyond_links(texts: list[str], words: str) -> None:
    for page in make_pages(texts, words).values():
        for tag, attributes in Reader(page).tags:
            assert tag in TAGS | OURS
            assert not {name for name in attributes if name.startswith("on")}
            assert not {"src", "style", "action", "srcset", "background"} & set(attributes)
            assert "href" not in attributes or tag == "a"
            if tag == "a":
                assert re.match("(https?://|mailto:)", attributes["href"], re.IGNORECASE)


@given(st.lists(ANSWERS, min_size=1, max_size=2), ANSWERS)
def test_the_policy_fits_the_one_style_sheet(texts: list[str], words: str) -> None:
    for page in make_pages(texts, words).values():
        (style,) = re.findall("<style>(.*?)</style>", page, re.DOTALL)
        digest = b64encode(sha256(style.encode()).digest()).decode()
        assert page.count(f"style-src 'sha256-{digest}';") == 1
        assert not re.search(r"url\(|@import|https?:", style)


@given(st.lists(ANSWERS, min_size=1, max_size=2), st.text(max_size=40) | ANSWERS)
def test_no_control_sign_reaches_a_page(texts: list[str], words: str) -> None:
    for page in make_pages(texts, words).values():
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", page)
        assert page.endswith("</html>\n")
