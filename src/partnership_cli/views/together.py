"""Show the answers of several people in the terminal, question by question."""

from __future__ import annotations

from typing import Final

from partnership_cli.reflection.together import (
    BETWEEN_US,
    BROUGHT_BY_ONE,
    TITLE,
    Comparison,
    SharedQuestion,
)
from partnership_cli.terminal.console import Console
from partnership_cli.views.markdown import show_asked, show_markdown

UNKNOWN_QUESTIONS: Final = (
    "Some questions are not in this framework. They follow the others, as they were given."
)
_KEEP: Final = (("To keep this as a page:", "partnership together FILES -o page.html"),)


def show_together(console: Console, page: Comparison, foot: str) -> None:
    """Show the answers that people gave, question by question; `foot` is the attribution."""
    console.heading(TITLE)
    console.blank()
    console.paragraph("The three words of each file, to compare with those that share printed:")
    console.rows([(f"{one.name}:", one.fingerprint) for one in page.written], "  ")
    console.blank()
    for question in page.by_several:
        _show_question(console, question)
        console.heading("Between us")
        for part in BETWEEN_US:
            console.paragraph(f"{part}:")
            console.blank()
    if page.by_one:
        console.heading(BROUGHT_BY_ONE)
        console.blank()
        for question in page.by_one:
            _show_question(console, question)
    console.paragraph(foot)
    console.blank()
    console.commands(_KEEP)


def _show_question(console: Console, question: SharedQuestion) -> None:
    show_asked(console, question.heading)
    console.blank()
    for shared in question.answers:
        console.heading(f"{shared.name}:")
        console.blank()
        # Set in also in plain mode, so that no line of an answer can pass for somebody else's.
        if console.plain:
            console.text("\n".join(f"  {line}" for line in shared.answer.split("\n")))
        else:
            show_markdown(console, shared.answer, "  ")
        console.blank()
