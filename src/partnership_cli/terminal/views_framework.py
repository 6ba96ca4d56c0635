"""The framework's lists, for people and as JSON.

The framework's words are set in; ours stand flush left and say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from partnership_cli.framework.model import (
    About,
    Companion,
    Erratum,
    Framework,
    Guide,
    Theme,
)
from partnership_cli.terminal.console import Console

Json = list[dict[str, object]]

FROM: Final = "From the framework:"
_STATED: Final = "stated"


def show_source(console: Console, about: About) -> None:
    """Name the framework and its authors, as is done before the first question."""
    from partnership_cli.reflection.people import join_names

    console.paragraph(f"From the {about.title}, by {join_names(about.authors)} ({about.year}).")


def show_questions(console: Console, framework: Framework, themes: Sequence[Theme]) -> None:
    """Show the questions of some themes, each with the name by which it can be asked."""
    show_source(console, framework.framework)
    for theme in themes:
        console.blank()
        console.heading(theme.title)
        console.paragraph(f"Theme {theme.id}. The framework asks:")
        console.blank()
        console.rows([(question.id, question.text) for question in theme.questions])
    # The shortest names make the examples that fit on a narrow screen.
    example = min((question.id for _, question in framework.questions()), key=len)
    theme_example = min((theme.id for theme in framework.themes), key=len)
    console.blank()
    console.paragraph("The short names are this tool's. To answer a question, or a whole theme:")
    console.commands(
        [
            ("One question", f"partnership reflect --question {example}"),
            ("A theme", f"partnership reflect --theme {theme_example}"),
        ],
        indent="" if console.plain else "  ",
    )


def list_questions(framework: Framework, companion: Companion, themes: Sequence[Theme]) -> Json:
    """Return the questions of some themes for JSON."""
    shown = {theme.id for theme in themes}
    return [
        {
            "id": question.id,
            "text": question.text,
            "theme": theme.id,
            "voice": companion.question_voice[question.id],
            "care": question.id in companion.may_be_painful,
        }
        for theme, question in framework.questions()
        if theme.id in shown
    ]


def show_values(console: Console, framework: Framework) -> None:
    """Show the values, without numbers: the framework gives them none."""
    show_source(console, framework.framework)
    console.blank()
    console.paragraph(FROM)
    console.blank()
    console.items([value.text for value in framework.values])


def list_values(framework: Framework) -> Json:
    """Return the values for JSON."""
    return [{"id": value.id, "text": value.text} for value in framework.values]


def show_projects(console: Console, framework: Framework, companion: Companion) -> None:
    """Show the example projects, and below each what was found about it elsewhere."""
    from partnership_cli.terminal.wording import name_date

    show_source(console, framework.framework)
    console.blank()
    console.paragraph(
        "The titles are the framework's. What stands below a title is this tool's: the "
        "framework prints no addresses, and pages change."
    )
    console.blank()
    console.paragraph(FROM)
    for project in framework.projects:
        note = companion.projects[project.id]
        console.blank()
        console.quoted(project.title)
        if note.institution and note.institution_basis.startswith(_STATED):
            console.paragraph(f"Institution: {note.institution}")
        if note.url:
            console.paragraph(f"Page, found on {name_date(datetime.fromisoformat(note.found))}:")
            console.verbatim(note.url)
        else:
            console.paragraph("No page was found.")


def list_projects(framework: Framework, companion: Companion) -> Json:
    """Return the example projects for JSON; an institution only where the framework names it."""
    rows: Json = []
    for project in framework.projects:
        note = companion.projects[project.id]
        stated = note.institution_basis.startswith(_STATED)
        rows.append(
            {
                "id": project.id,
                "title": project.title,
                "institution": note.institution if stated else None,
                "url": note.url,
                "found": note.found if note.url else None,
            }
        )
    return rows


def show_guides(console: Console, framework: Framework, companion: Companion) -> None:
    """Show the guides, each with its questions."""
    console.paragraph(
        "A guide is a choice of the framework's questions, in the framework's order. The "
        "choice, its name and what is said of it are this tool's; the questions are the "
        "framework's."
    )
    console.blank()
    show_source(console, framework.framework)
    texts = {question.id: question.text for _, question in framework.questions()}
    for guide in companion.guides:
        console.blank()
        _show_guide(console, guide, texts)
    console.blank()
    console.commands([("To begin with a guide:", f"partnership reflect {companion.guides[0].id}")])


def _show_guide(console: Console, guide: Guide, texts: dict[str, str]) -> None:
    console.heading(f"{guide.title} ({guide.mode})")
    console.paragraph(guide.why)
    console.paragraph(f"Guide {guide.id}. The framework asks:")
    console.blank()
    console.items([texts[question] for question in guide.questions])


def list_guides(companion: Companion) -> Json:
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


def show_voices(console: Console, framework: Framework, companion: Companion) -> None:
    """Show what people say about partnership, with name and role as printed."""
    show_source(console, framework.framework)
    console.blank()
    console.paragraph(FROM)
    for voice in framework.voices:
        console.blank()
        console.quoted(voice.text)
        console.quoted(f"{voice.speaker}\n{voice.role}", depth=2)
        for erratum in find_errata(companion, "voices", voice.id):
            show_erratum(console, erratum)


def list_voices(framework: Framework, companion: Companion) -> Json:
    """Return the voices for JSON, with the misprints that this tool has noted."""
    return [
        {
            **voice.model_dump(mode="json"),
            "errata": [
                erratum.model_dump(mode="json", exclude={"where"})
                for erratum in find_errata(companion, "voices", voice.id)
            ],
        }
        for voice in framework.voices
    ]


def find_errata(companion: Companion, part: str, entry: str) -> list[Erratum]:
    """Return the misprints noted for one entry of a part of the framework."""
    return [erratum for erratum in companion.errata if erratum.where == f"{part}/{entry}"]


def show_erratum(console: Console, erratum: Erratum) -> None:
    """Say, in our own words, that something was printed otherwise than it was meant."""
    console.paragraph(
        f"This tool's note: the framework prints “{erratum.printed}”. "
        f"Probably meant: “{erratum.correct}”."
    )
