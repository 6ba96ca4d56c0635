"""What each command shows at four widths, in both modes: what is bold, what stands beside what.

The calls are the examples in the help of each command, in a home in which they find what they
name. Nothing is compared letter by letter.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest

from command_examples import EXAMPLES, Words
from partnership_cli.terminal.wrap import measure
from running import Ended, call_program, make_environment

WIDTHS: Final = (100, 80, 40, 30)
CHANGING: Final = frozenset(
    {"edit", "rename", "delete", "restore", "config", "framework", "doctor"}
)
"""Commands that come last, because the others want the notes as they were."""
STYLE: Final = re.compile(r"\x1b\[([0-9;]*)m")

ANSWER: Final = """\
The board met on *Tuesday*, and I said **who decides what**.

- a coffee before the first meeting, without an agenda
- a shared file

> "You are the first person who asked me that." (Sam)

| who | decides now | could decide |
| --- | --- | --- |
| Amina | the agenda | the reading list |
"""
FOOT: Final = "The questions are from the *Book*. The answers belong to the people who wrote them."
COPIED: Final = re.compile(r"://|FOLDER|^ *partnership \S")
"""What is never broken: an address, a file, a command."""
JOY: Final = "What might bring joy into your partnership relationships?"
NOTE: Final = f"""\
---
partnership: 1
id: 20261123t173105z-k7m2q9
title: Before we first meet
status: done
started: 2026-11-23T17:31:05+00:00
framework: westminster-student-partnership
questions: [joy, equity]
partners: [Sam, Amina of the law school]
---

# Before we first meet

## {JOY}
<!-- answer: joy shareable 2026-11-23T17:36:40+00:00 -->

{ANSWER}
<!-- /answer -->

## How is equity considered in my partnerships?
<!-- answer: equity private 2026-11-23T17:41:02+00:00 -->

Pay, and time.

<!-- /answer -->
"""


CALLS: Final[tuple[Words, ...]] = (
    (),
    ("--help",),
    ("search", "coffee"),
    *(
        example
        for name in sorted(EXAMPLES, key=CHANGING.__contains__)
        for example in EXAMPLES[name]
        if "--json" not in example and "schema" not in example
    ),
)
READING: Final[tuple[Words, ...]] = (
    ("show", "last"),
    ("history", "joy"),
    ("together", "amina.md", "sam.md"),
)
NEXT: Final[tuple[Words, ...]] = (
    (),
    ("search", "coffee"),
    ("journey",),
    ("journey", "--all"),
    ("journey", "--partner", "Sam"),
    ("together", "amina.md", "sam.md"),
)
"""Calls that say which command can come next."""
SCREENS: Final = [(width, mode) for width in WIDTHS for mode in ("rich", "plain")]


@cache
def call_all(width: int, mode: str, **more: str) -> dict[Words, Ended]:
    """Run every call in a home of its own, of which only the name FOLDER is shown."""
    with TemporaryDirectory() as name:
        folder = Path(name).resolve()
        year = folder / "home/notebook/2026"
        year.mkdir(parents=True, mode=0o700)
        (year / "2026-11-23-1731-k7m2q9.md").write_text(NOTE)
        quoted = "".join(f"> {line}\n" for line in ANSWER.splitlines())
        for one in ("amina", "sam"):
            (folder / f"{one}.md").write_text(
                f"# Answers from {one}\n\n## {JOY}\n\n{quoted}\n---\n\n{FOOT}\n"
            )
        environ = make_environment(folder / "home", folder)
        environ |= {"COLUMNS": str(width), "TERM": "xterm-256color", **more}
        return {
            call: hide(call_program((f"--{mode}", *call), b"", environ, folder, seen=True), folder)
            for call in CALLS
        }


def hide(ended: Ended, folder: Path) -> Ended:
    out, err = (text.replace(str(folder), "FOLDER") for text in (ended.out, ended.err))
    return Ended(ended.code, out, err)


def rows_of(ended: Ended) -> list[str]:
    """The rows of a screen, without their styles."""
    return STYLE.sub("", ended.out + ended.err).split("\n")


def bold_words(ended: Ended) -> str:
    """The words in bold, of one row after the other."""
    found = re.findall(r"\x1b\[1m(.*?)\x1b\[0m", ended.out)
    return " ".join(" ".join(found).split())


@pytest.mark.parametrize(("width", "mode"), SCREENS)
def test_no_row_is_wider_than_the_screen_but_for_what_is_copied(width: int, mode: str) -> None:
    wide = [
        (call, row)
        for call, ended in call_all(width, mode).items()
        for row in rows_of(ended)
        if measure(row) > width and not COPIED.search(row)
    ]
    assert wide == []


@pytest.mark.parametrize("width", WIDTHS)
def test_plain_mode_has_no_style_and_no_sign_and_nothing_side_by_side(width: int) -> None:
    odd = [
        (call, row)
        for call, ended in call_all(width, "plain").items()
        for row in (ended.out + ended.err).split("\n")
        if re.search(r"\x1b|[\u2500-\u25ff]|\S {2,}\S", row)
    ]
    assert odd == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_hue_is_on_the_bar_and_on_error_alone(width: int) -> None:
    for ended in call_all(width, "rich").values():
        text = (ended.out + ended.err).replace("\x1b[36m┃ \x1b[0m", "")
        text = text.replace("\x1b[1;31merror\x1b[0m", "")
        assert set(STYLE.findall(text)) <= {"0", "1", "3", "4", "1;3", "1;4", "3;4"}


def test_no_color_ends_every_style() -> None:
    assert not [
        call
        for call, ended in call_all(80, "rich", NO_COLOR="1").items()
        if "\x1b" in ended.out + ended.err
    ]


@pytest.mark.parametrize("mode", ["rich", "plain"])
def test_a_narrow_screen_has_all_the_words_of_a_wide_one(mode: str) -> None:
    wide, narrow = call_all(100, mode), call_all(30, mode)
    less = {
        call: missing
        for call in CALLS
        if (missing := count_letters(wide[call]) - count_letters(narrow[call]))
    }
    assert less == {}


def count_letters(ended: Ended) -> Counter[str]:
    return Counter(char for char in "".join(rows_of(ended)) if char.isalnum())


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("call", READING, ids=" ".join)
def test_the_question_is_bold_above_what_was_written(call: Words, width: int) -> None:
    ended = call_all(width, "rich")[call]
    assert JOY in bold_words(ended)
    assert "┃ " in ended.out


@pytest.mark.parametrize("width", WIDTHS)
def test_themes_are_bold_above_their_questions(width: int) -> None:
    shown = call_all(width, "rich")[("questions",)]
    for theme in ("Relationships", "Assumptions", "Emotions", "Hopes and Dreams"):
        assert theme in bold_words(shown)


@pytest.mark.parametrize("call", [("show", "last"), ("list",)], ids=" ".join)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_title_of_a_reflection_is_bold(call: Words, width: int) -> None:
    assert "Before we first meet" in bold_words(call_all(width, "rich")[call])


@pytest.mark.parametrize("mode", ["rich", "plain"])
@pytest.mark.parametrize("width", [100, 80])
@pytest.mark.parametrize("call", NEXT, ids=" ".join)
def test_what_a_command_is_for_stands_beside_it(call: Words, width: int, mode: str) -> None:
    rows = [row for row in rows_of(call_all(width, mode)[call]) if "partnership " in row]
    assert rows
    assert not [row for row in rows if row.lstrip().startswith("partnership ")]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_cells_of_a_row_stand_beside_each_other_where_they_fit(width: int) -> None:
    rows = rows_of(call_all(width, "rich")[("show", "last")])
    beside = any("Amina" in row and "the agenda" in row for row in rows)
    assert beside is (width >= 40)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_month_stands_beside_the_question_that_was_answered_in_it(width: int) -> None:
    rows = rows_of(call_all(width, "rich")[("journey",)])
    assert any("What might bring" in row and "●" in row for row in rows)
