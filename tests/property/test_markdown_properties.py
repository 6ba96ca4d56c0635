"""Whatever an answer holds, the page goes on after it in every rendering."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from partnership_cli.formats.markdown_pages import export_markdown
from partnership_cli.framework.loader import load_framework
from partnership_cli.framework.model import Framework
from partnership_cli.reflection.session import Answer, Session, clean_text

STARTED = datetime(2026, 11, 23, 17, 31, 5, tzinfo=UTC)
FRAMEWORK: Framework = load_framework()
ABOUT = FRAMEWORK.framework
RENDERERS = (
    MarkdownIt("commonmark", {"html": True}),
    MarkdownIt("commonmark", {"html": False}),
    MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]),
    MarkdownIt("js-default", {"html": True}),
    MarkdownIt("js-default", {"html": False}),
)
HARMLESS = re.compile(r"</?(b|code|del|em|i|ins|kbd|mark|s|small|strong|sub|sup|u)>|<br ?/?>")

SWALLOWING = st.sampled_from(
    """``` ~~~ ```` ~~~~~ ```python ` <!-- --> <script> </script> <pre> <style> <textarea> <title>
    <iframe> <select> <plaintext> <? ?> <!X <![CDATA[ ]]> <div <div> <details> </details> <a href='
    <div\x20title=" <b> </b> <i> <br> <br/> <https://example.org> <name> > - * 1. [a]( [a]: [^1]:
    | |---| $$ %% \\ \\< &lt; " ' # ## --- === ::: :--- <p> </p> <h2> </h2> <B> <b/>
    <!doctype""".replace("\n", " ").split(" ")
).map(lambda sign: sign.replace("\\x20", " "))
GAPS = st.sampled_from(["", " ", "  ", "   ", "    ", "\t", "\n", "\n\n", "\n  ", "\n    ", "\r"])
ANSWERS = st.lists(
    st.one_of(SWALLOWING, GAPS, GAPS, st.text(max_size=8)), min_size=1, max_size=12
).map("".join)


def make_session(*texts: str, title: str = "A title") -> Session:
    return Session(
        id="20261123t173105z-k7m2q9",
        title=title,
        started=STARTED,
        framework=ABOUT.id,
        answers=tuple(
            Answer(question=f"q{at}", text=f"Question number {at}?", answer=text, written=STARTED)
            for at, text in enumerate(texts)
        ),
    )


def read_top(tokens: list[Token], kind: str, tag: str) -> list[str]:
    return [
        content.content
        for opening, content in pairwise(tokens)
        if opening.type == kind and opening.tag == tag and opening.level == 0
    ]


@given(st.lists(ANSWERS, min_size=1, max_size=3))
@example(["> <!--", "x"])
@example(["text <details>", "</details>"])
@example(["- ```", "```"])
@example(["- a\n\n  ```\nb", "x"])
@example(["<b>\n```\n", "```"])
@example(["```\n<!--", "-->"])
@example(["<br>\n```\nx\n\ny\n```", "x"])
@example(["```\n``` y", "x"])
@example(["$$\nx", "$$"])
def test_each_question_is_a_heading_and_the_foot_is_found(texts: list[str]) -> None:
    page = export_markdown(make_session(*texts), FRAMEWORK)
    asked = [f"Question number {at}?" for at, text in enumerate(texts) if text.strip()]
    for renderer in RENDERERS:
        tokens = renderer.parse(page)
        headings = read_top(tokens, "heading_open", "h2")
        assert [heading for heading in headings if heading in asked] == asked
        foot = read_top(tokens, "paragraph_open", "p")[-1]
        assert foot.endswith("The answers belong to the people who wrote them.")


@given(ANSWERS)
@example("<plaintext>")
@example("`<details>` <details> `</details>`")
@example("<details>\n\n    </details>")
def test_no_tag_that_hides_what_follows_reaches_a_browser(text: str) -> None:
    page = export_markdown(make_session(text), FRAMEWORK)
    for renderer in RENDERERS:
        for token in renderer.parse(page):
            for part in (token, *(token.children or ())):
                if part.type in {"html_block", "html_inline"}:
                    assert "<" not in HARMLESS.sub("", part.content)


@given(ANSWERS)
def test_every_word_stands_in_the_page_as_it_was_typed(text: str) -> None:
    page = export_markdown(make_session(text), FRAMEWORK)
    assert not text.strip() or f"\n{clean_text(text)}\n" in page


@given(st.text(max_size=40) | ANSWERS)
def test_a_title_is_shown_as_it_is_whatever_it_holds(title: str) -> None:
    page = export_markdown(make_session("x", title=title), FRAMEWORK)
    for renderer in RENDERERS:
        heading = renderer.parse(page)[1]
        shown = "".join(
            "\n" if part.type in {"softbreak", "hardbreak"} else part.content
            for part in heading.children or ()
        )
        assert not {part.type for part in heading.children or ()} - {"text", "text_special"}
        assert shown.split() == re.sub("[\x00-\x1f\x7f-\x9f]", " ", clean_text(title)).split()
