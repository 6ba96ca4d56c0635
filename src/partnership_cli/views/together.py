"""Show the answers of several people in the terminal, question by question."""

from __future__ import annotations

from typing import Final

from partnership_cli.reflection.agreement import (
    BETWEEN_US,
    BETWEEN_US_TITLE,
    FOR_ALL,
    FOR_ALL_TITLE,
)
from partnership_cli.reflection.then_and_now import CHOSEN_TWICE, THEN_AND_NOW, ThenAndNow
from partnership_cli.reflection.together import BROUGHT_BY_ONE, TITLE, Comparison, SharedQuestion
from partnership_cli.terminal.console import Console
from partnership_cli.views.agreement import show_agreed, show_their_words
from partnership_cli.views.markdown import show_asked

UNKNOWN_QUESTIONS: Final = (
    "Some questions are not in this framework. They follow the others, as they were given."
)
_KEEP: Final = (("To keep this as a page:", "partnership together FILES -o page.html"),)

_KEEP_TIMES: Final = (
    ("To keep this as a page:", "partnership together --then FOLDER FILES -o page.html"),
)


def show_together(console: Console, page: Comparison, foot: str) -> None:
    """Show the answers that people gave, question by question; `foot` is the attribution."""
    console.heading(TITLE)
    console.blank()
    console.paragraph("The three words of each file, to compare with those that share printed:")
    console.rows([(f"{one.name}:", one.fingerprint) for one in page.written], "  ")
    console.blank()
    title = page.agreed.title if page.agreed else ""
    for question in page.by_several:
        show_asked(console, question.heading)
        console.blank()
        show_agreed(console, title, page.agreed_on(question))
        _show_answers(console, question)
        console.heading(BETWEEN_US_TITLE)
        for part in BETWEEN_US:
            console.paragraph(f"{part}:")
            console.blank()
    if page.by_one:
        console.heading(BROUGHT_BY_ONE)
        console.blank()
        for question in page.by_one:
            show_asked(console, question.heading)
            console.blank()
            _show_answers(console, question)
    console.heading(FOR_ALL_TITLE)
    show_agreed(console, title, page.agreed_for_all())
    for part in FOR_ALL:
        console.paragraph(f"{part}:")
        console.blank()
    console.paragraph(foot)
    console.blank()
    console.commands(_KEEP)


def show_times(console: Console, page: ThenAndNow, foot: str) -> None:
    """Show what people gave at two times, question by question and name by name."""
    console.heading(THEN_AND_NOW)
    console.blank()
    console.paragraph(CHOSEN_TWICE)
    console.blank()
    for asked in page.both:
        show_asked(console, asked.heading)
        console.blank()
        for one in asked.answers:
            for time, answer in one.times:
                _show_answer(console, f"{one.name}, {time.lower()}", answer)
    for heading, questions in page.parts:
        console.heading(heading)
        console.blank()
        for question in questions:
            show_asked(console, question.heading)
            console.blank()
            _show_answers(console, question)
    console.paragraph("The three words of each file, to compare with those that share printed:")
    files = [
        (f"{name}, {time}:", words)
        for name, *both in page.words
        for time, words in zip(("then", "now"), both, strict=True)
        if words
    ]
    console.rows(files, "  ")
    console.blank()
    console.paragraph(foot)
    console.blank()
    console.commands(_KEEP_TIMES)


def _show_answers(console: Console, question: SharedQuestion) -> None:
    for shared in question.answers:
        _show_answer(console, shared.name, shared.answer)


def _show_answer(console: Console, whose: str, answer: str) -> None:
    console.heading(f"{whose}:")
    console.blank()
    show_their_words(console, answer)
    console.blank()
