"""How answers and the program's own words stand on screens of other widths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from harness import CTRL_D, ENTER, LEFT
from reflecting import ASKED, MODES, Home, Writer

Start = Callable[..., Writer]

# No word of the program is spelled with these two letters only.
WORDS = [f"z{'x' * (number * 7 % 16)}z" for number in range(48)]
PARAGRAPH = " ".join(WORDS)
FIRST_HALF = "The programme board met on Tuesday. I spoke twice, both times when asked. Then the "
SECOND_HALF = "agenda moved on, and I noticed that I was relieved."
LISTINGS: list[list[str]] = [
    ["--help"],
    ["questions"],
    ["guides"],
    ["values"],
    ["about"],
    ["help", "keys"],
    [],
]


def count_words(text: str) -> Counter[str]:
    return Counter(word for word in text.split() if set(word) <= {"x", "z"})


@pytest.mark.parametrize("columns", [80, 60, 40])
def test_07_no_row_breaks_inside_a_word(columns: int, home: Home, start: Start) -> None:
    writer = start("rich", columns=columns, rows=30)
    writer.paste(PARAGRAPH)
    writer.wait_until(lambda: writer.stands_after(PARAGRAPH), "the paragraph")
    assert count_words(writer.screen.text) == Counter(WORDS)
    writer.finish()
    assert count_words(writer.screen.text) == Counter(WORDS)
    assert home.answers() == {ASKED[0]: PARAGRAPH}


def test_07_the_words_would_be_broken_without_care(start: Start) -> None:
    writer = start("plain", columns=40)
    writer.write(PARAGRAPH)
    assert count_words(writer.screen.text) != Counter(WORDS)


def test_08_a_new_size_of_the_window_keeps_text_and_cursor(home: Home, start: Start) -> None:
    writer = start("rich")
    writer.write(FIRST_HALF + SECOND_HALF)
    writer.send(LEFT * len(SECOND_HALF))
    typed = FIRST_HALF
    for columns, more in ((40, "forty "), (100, "hundred ")):
        before = writer.screen.up_to_cursor
        writer.resize(columns)
        writer.wait_until(
            lambda: writer.stands_after(typed[-40:]) and writer.screen.up_to_cursor != before,  # noqa: B023 - called in this round only
            f"{typed[-30:]!r} before the cursor at {columns} columns",
        )
        typed += more
        writer.write(more)
        writer.wait_for(typed + SECOND_HALF)
    writer.finish()
    assert home.answers() == {ASKED[0]: typed + SECOND_HALF}


def find_too_wide(writer: Writer) -> list[str]:
    """Return the lines that the terminal had to break, but for words and commands too long."""
    return [
        line
        for line in writer.screen.too_wide
        if " " in line.strip()
        and not (line.strip().startswith("partnership ") and len(line.strip()) > 40)
    ]


def go_to_the_end(writer: Writer, mode: str, answer: str) -> None:
    """Answer the first question, leave the others, and go on to the end screen."""
    writer.command("/help", "/done" if mode == "rich" else "/discard")
    writer.wait_until_asked(mode)
    writer.command("/values", "From the framework:")
    writer.wait_until_asked(mode)
    writer.write(answer)
    writer.send(CTRL_D)
    for number in range(2, 7):
        writer.next_question(number, mode)
        writer.command("/skip")
    writer.wait_for("Enter to finish:")
    writer.send(ENTER)
    writer.wait_for("or press Enter:")
    writer.send(ENTER)
    assert writer.wait_exit() == 0


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("columns", [40, 20])
def test_24_a_narrow_session_reaches_its_end(
    mode: str, columns: int, home: Home, start: Start
) -> None:
    writer = start(mode, columns=columns)
    go_to_the_end(writer, mode, FIRST_HALF + "end")
    writer.wait_for("That was the last question.")
    assert "Traceback" not in writer.screen.text
    assert home.answers() == {ASKED[0]: FIRST_HALF + "end"}
    if mode == "rich" and columns == 40:
        assert find_too_wide(writer) == []


@pytest.mark.parametrize("columns", [40, 20])
def test_24_no_listing_is_wider_than_the_screen(columns: int, run: Start) -> None:
    for arguments in LISTINGS:
        listing = run(*arguments, columns=columns)
        assert listing.wait_exit() == 0, arguments
        assert "Traceback" not in listing.screen.text
        assert columns < 40 or find_too_wide(listing) == [], arguments
