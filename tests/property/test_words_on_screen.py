"""Every word of an answer is on the screen, in its order, whatever Markdown it is written in."""

from __future__ import annotations

import io
import re
from itertools import count
from string import punctuation

from hypothesis import example, given, settings
from hypothesis import strategies as st

from partnership_cli.terminal.console import Console
from partnership_cli.terminal.wrap import measure
from partnership_cli.views.markdown import show_markdown

WIDTHS = st.integers(30, 120)
SIGNS = re.compile(r"[\s│•─]+")
STYLE = re.compile(r"\x1b\[[0-9;]*m")


def make_table(rows: list[list[str]]) -> str:
    head, *others = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([head, "|" + "---|" * len(rows[0]), *others])


WORDS = st.sampled_from(
    ["time", "Zeit", "信任", "ثقة", "זמן", "d'accord", "a/b", "x" * 50, "<thing>", "<div>", "naïve"]
)
INLINE = st.sampled_from(
    [
        "{}",
        "**{}**",
        "*{} {}*",
        "~~{}~~",
        "`{}`",
        "[{}](https://example.org/{} '{}')",
        "![{}](picture-{}.png)",
        "![{} ![{}](inner)](outer)",
        "[{} ![{}](picture.png)](page.html)",
        "**{} *{} [{}](#a)***",
        "<https://example.org/{}>",
    ]
)
LINES = st.lists(INLINE, min_size=1, max_size=5).map(" ".join)
BLOCKS = st.recursive(
    st.one_of(
        LINES,
        st.lists(LINES, min_size=2, max_size=3).map("\n".join),
        st.integers(1, 6).flatmap(lambda level: LINES.map(lambda line: f"{'#' * level} {line}")),
        st.just("``` {} {}\n{} {}\n    {}\n```"),
        st.just("    {}\n\n    {}"),
        st.just("---"),
        st.integers(1, 9)
        .flatmap(
            lambda cells: st.lists(
                st.lists(INLINE, min_size=cells, max_size=cells), min_size=1, max_size=3
            )
        )
        .map(make_table),
        st.just("| {} | {} |\n|---|---|\n| {} | `{}|{}` |\n| {} | {} |"),
    ),
    lambda inner: st.tuples(
        st.sampled_from(["- ", "1. ", "99. ", "> ", "- > ", "> 3) "]),
        st.lists(inner, min_size=1, max_size=3),
        st.sampled_from(["\n", "\n\n"]),
    ).map(lambda given: set_in(*given)),
    max_leaves=6,
)
ANSWERS = st.lists(BLOCKS, min_size=1, max_size=4).map("\n\n".join)


def set_in(sign: str, blocks: list[str], between: str) -> str:
    rest = "".join(char if char == ">" else " " for char in sign)
    return between.join(
        "\n".join((rest if at else sign) + line for at, line in enumerate(block.split("\n")))
        for block in blocks
    )


@st.composite
def answers(draw: st.DrawFn) -> tuple[str, list[str]]:
    """An answer, and its words in their order; each is there once."""
    numbers = count()
    words: list[str] = []

    def fill(_: re.Match[str]) -> str:
        words.append(f"{draw(WORDS)}q{next(numbers)}z")
        return words[-1]

    return re.sub(r"\{\}", fill, draw(ANSWERS)), words


def show(text: str, width: int, *, styled: bool = False, indent: str = "") -> str:
    out = io.StringIO()
    show_markdown(Console(out, out, width=width, styled=styled, wraps=True), text, indent)
    return out.getvalue()


def read(screen: str) -> str:
    """What is on a screen, without what stands beside the words and between their rows."""
    return SIGNS.sub("", STYLE.sub("", screen))


def read_letters(text: str) -> str:
    """The letters of a text; all else can be a sign of Markdown."""
    return "".join(char for char in text if char.isalpha())


@settings(deadline=None)  # the first example loads the parser
@given(answers(), WIDTHS, st.booleans())
def test_every_word_is_on_screen_in_its_order(
    answer: tuple[str, list[str]], width: int, styled: bool
) -> None:
    text, words = answer
    left = read(show(text, width, styled=styled))
    for word in words:
        before, found, left = left.partition(word)
        assert found, (word, before)


MARKS = st.sampled_from([*(punctuation.replace("&", "").replace("(", "")), "```", "**", "~~", "- "])
ANYTHING = st.lists(
    st.one_of(
        MARKS,
        st.sampled_from(["\n", "\n\n", " ", "    ", "| a | b |\n|---|---|\n", "1. "]),
        st.text(st.characters(categories=["L", "Nd", "Zs"]), max_size=4),
    ),
    max_size=40,
).map("".join)


@settings(deadline=None)  # the first example loads the parser
@given(ANYTHING, WIDTHS)
@example("*" * 600 + "a" + "*" * 600, 30)
@example("> " * 40 + "deep", 30)
@example("- " * 9 + "deep words", 30)
@example("![" * 100 + "a" + "](b)" * 100, 30)
@example("_*" * 200 + "a" + "*_" * 200, 30)
@example("999999999. " * 9 + "a", 30)
def test_no_letter_of_any_text_is_lost(text: str, width: int) -> None:
    assert read_letters(show(text, width)) == read_letters(text)


@settings(deadline=None)  # the first example loads the parser
@given(ANYTHING, WIDTHS, st.booleans(), st.sampled_from(["", "  "]))
@example("999999999. " * 9 + "a", 30, False, "  ")
@example("| a " * 40 + "|\n" + "|---" * 40 + "|\n" + "| b " * 40, 30, True, "")
def test_no_row_is_wider_than_the_screen(text: str, width: int, styled: bool, indent: str) -> None:
    rows = STYLE.sub("", show(text, width, styled=styled, indent=indent)).split("\n")
    assert max(map(measure, rows)) <= width
