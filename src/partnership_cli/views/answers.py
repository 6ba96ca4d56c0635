"""Show the answers of a search or of a history, or serialize them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from partnership_cli.framework.text_normalization import normalize_search
from partnership_cli.reflection.dates import format_date
from partnership_cli.reflection.search import History, Match, Snippet, Writings, cut_snippet
from partnership_cli.reflection.session import OURS
from partnership_cli.terminal.console import Console
from partnership_cli.views.markdown import read_words, show_asked, show_written
from partnership_cli.views.messages import introduce_questions
from partnership_cli.views.session import show_original_wording


def show_matches(console: Console, matches: Sequence[Match]) -> None:
    """Show each answer that was found: its day, its question, and the words around the match."""
    if not matches:
        console.paragraph("Nothing was found.")
        return
    for _, of_note in groupby(matches, key=lambda match: match.id):
        for number, match in enumerate(of_note):
            if not number:
                _name_note(console, match)
            console.quote(match.answer.text)
            snippet = _read_snippet(match) if console.styled else match.snippet
            console.match(snippet.before, snippet.match, snippet.after)
        console.blank()
    console.commands([("To read one:", f"partnership show {matches[0].ref}")])


def _read_snippet(match: Match) -> Snippet:
    """Return the words around a match without signs of Markdown, unless it is one of them."""
    found = match.snippet.match
    read = cut_snippet(read_words(match.answer.answer), normalize_search(found))
    return read if read.match or not found else match.snippet


def _name_note(console: Console, match: Match) -> None:
    day = format_date(match.started)
    # A quiet session has its day for a title, and one on a single question that question.
    again = match.answer.text.startswith(match.title.rstrip("…"))
    about = dict.fromkeys((day,) if again else (day, match.title))
    console.heading_with((", " if console.plain else " · ").join(about), match.ref)


def serialize_matches(matches: Sequence[Match]) -> list[dict[str, str]]:
    """Return what was found as `search --json` gives it."""
    return [
        {
            "id": match.id,
            "started": match.started.isoformat(timespec="seconds"),
            "question": match.answer.question,
            "text": match.answer.text,
            "snippet": match.snippet.text,
            "file": match.file,
        }
        for match in matches
    ]


def show_writings(console: Console, writings: Writings, *, as_typed: bool = False) -> None:
    """Show all answers to a question, or to those of a theme or a guide, the oldest first."""
    if not writings.histories:
        console.paragraph(
            "You have not answered this question yet:"
            if writings.is_one_question
            else "You have not answered a question of this yet:"
        )
        console.quote(writings.title)
        return
    if not writings.is_one_question:
        console.heading(writings.title)
        console.blank()
    for number, history in enumerate(writings.histories):
        if number:
            console.blank()
        _show_history(console, history, as_typed=as_typed)


def _show_history(console: Console, history: History, *, as_typed: bool) -> None:
    text, answers = history.text, history.answers
    if answers[-1].answer.question in OURS:
        console.paragraph(f"{text}:")
    else:
        console.paragraph(_introduce_source(history))
        show_asked(console, text) if console.is_read else console.quote(text)
    for match in answers:
        console.blank()
        console.heading(format_date(match.answer.written))
        console.blank()
        show_original_wording(console, match.answer.text, text)
        show_written(console, match.answer.answer, as_typed=as_typed)
        console.blank()
        # A quiet session has its day for a title, which says nothing more.
        title = "" if match.title == format_date(match.started) else _end_sentence(match.title)
        console.paragraph(f"{title}To read it all: partnership show {match.ref}")


def _introduce_source(history: History) -> str:
    """Return the sentence before the question: which framework asks or asked it."""
    if history.asked_by is None:
        return introduce_questions([history])
    if not history.asked_by:
        return "An earlier edition of the framework asked:"
    return f"Another framework, {history.asked_by}, asked:"


def _end_sentence(title: str) -> str:
    """Return a title with the sign that ends it, and a space."""
    return f"{title} " if title.endswith(("?", "!", ".", "\u2026")) else f"{title}. "


def show_elsewhere(console: Console, question: str, frameworks: Mapping[str, str]) -> None:
    """Say that notes under other frameworks answer a question of the same name.

    `frameworks` holds for each what names its file in a command.
    """
    for framework, file in frameworks.items():
        console.blank()
        console.paragraph(
            f"You also answered a question of the framework {framework} that has the same name."
        )
        console.commands([("To read that:", f"partnership history {question} --framework {file}")])


def serialize_history(answers: Sequence[Match]) -> list[dict[str, str]]:
    """Return the answers as `history --json` gives them."""
    return [
        {
            "id": match.id,
            "started": match.started.isoformat(timespec="seconds"),
            "question": match.answer.question,
            "text": match.answer.text,
            "framework": match.framework,
            "answer": match.answer.answer,
            "file": match.file,
        }
        for match in answers
    ]
