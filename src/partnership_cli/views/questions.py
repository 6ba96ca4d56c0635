"""Show questions and guides, or serialize them.

The framework's words are set in; ours stand flush left and say so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from partnership_cli.framework.companion import Companion
from partnership_cli.framework.model import ChosenBy, Framework, Guide, Question, Theme
from partnership_cli.reflection.selection import describe_use
from partnership_cli.terminal.console import Console
from partnership_cli.views.framework import Json, show_levels, show_none, show_source
from partnership_cli.views.messages import introduce_questions

_GUIDES: Final[Mapping[ChosenBy, str]] = {
    "tool": (
        "A guide is a short set of the framework's questions, in the framework's order. This tool "
        "selected the questions, and wrote the name and the description of each guide."
    ),
    "scheme": (
        "A guide is a short set of the framework's questions. Your scheme selected the questions, "
        "and wrote the name and the description of each guide."
    ),
    "framework": (
        "A guide is a short set of the framework's questions. The framework selected the "
        "questions, and its words are the name and the description of each guide."
    ),
}


def show_questions(console: Console, framework: Framework, themes: Sequence[Theme]) -> None:
    """Show the questions of some themes, each with the name by which it can be asked."""
    questions = [question for theme in themes for question in theme.questions]
    show_source(console, framework.framework)
    if questions:
        console.paragraph(introduce_questions(questions))
    column = max((len(question.id) for question in questions), default=0)
    for theme in themes:
        console.blank()
        _show_theme(console, theme, column)
    console.blank()
    if not questions:
        show_none(console, "such questions" if any(framework.questions()) else "questions")
        console.commands([("To write without a question:", "partnership reflect --free")])
        return
    # The shortest names make the examples that fit on a narrow screen.
    example = min((question.id for question in questions), key=len)
    theme_example = min((theme.id for theme in themes if theme.questions), key=len)
    # Those of the bundled framework were added by this tool; others stand in their file.
    ours = (
        "These short names belong to this tool, not to the framework. "
        if framework.framework.chosen_by == "tool"
        else ""
    )
    console.paragraph(f"{ours}To answer a question, or a whole theme:")
    console.commands(
        [
            ("One question", f"partnership reflect --question {example}"),
            ("A theme", f"partnership reflect --theme {theme_example}"),
        ],
        indent="" if console.plain else "  ",
    )


def _show_theme(console: Console, theme: Theme, column: int) -> None:
    console.heading_with(theme.title, f"{theme.kind} {theme.id}")
    if theme.text:
        console.quote(theme.text)
    if theme.levels:
        console.blank()
        show_levels(console, theme.levels)
    if theme.questions:
        if theme.text or theme.levels:
            console.blank()
        rows = [(question.id, _format_question(question)) for question in theme.questions]
        console.rows(rows, "  ", column=column)


def _format_question(question: Question) -> str:
    use = describe_use(question.audience, question.moment)
    return f"{question.text} ({use})" if use else question.text


def serialize_questions(companion: Companion, themes: Sequence[Theme]) -> Json:
    """Return the questions of some themes for JSON."""
    return [
        {
            "id": question.id,
            "text": question.text,
            "theme": theme.id,
            "voice": companion.question_voice.get(question.id),
            "care": question.id in companion.may_be_painful,
            "kind": question.kind,
            "for": question.audience,
            "moment": question.moment,
            "prompts": list(question.prompts),
        }
        for theme in themes
        for question in theme.questions
    ]


def show_guides(console: Console, framework: Framework, companion: Companion) -> None:
    """Show the guides, each with its questions."""
    if not companion.guides:
        show_source(console, framework.framework)
        console.blank()
        show_none(console, "guides")
        return
    console.paragraph(_GUIDES[framework.framework.chosen_by])
    console.blank()
    show_source(console, framework.framework)
    questions = {question.id: question for _, question in framework.questions()}
    asked = [questions[one] for guide in companion.guides for one in guide.questions]
    console.paragraph(introduce_questions(asked))
    for guide in companion.guides:
        console.blank()
        _show_guide(console, guide, [questions[one] for one in guide.questions])
    console.blank()
    console.commands([("To begin with a guide:", f"partnership reflect {companion.guides[0].id}")])


def _show_guide(console: Console, guide: Guide, questions: Sequence[Question]) -> None:
    console.heading_with(f"{guide.title} ({guide.mode})", f"guide {guide.id}")
    if guide.why:
        console.paragraph(guide.why)
    console.items([question.text for question in questions])


def serialize_guides(companion: Companion) -> Json:
    """Return the guides for JSON."""
    return [
        {
            "id": guide.id,
            "title": guide.title,
            "why": guide.why,
            "mode": guide.mode,
            "questions": list(guide.questions),
        }
        for guide in companion.guides
    ]
