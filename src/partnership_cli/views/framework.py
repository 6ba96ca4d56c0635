"""Show the framework's lists, or serialize them.

The framework's words are set in; ours stand flush left and say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from partnership_cli.framework.companion import Companion, Erratum, ProjectNote
from partnership_cli.framework.model import About, Framework, Level, Project, make_value
from partnership_cli.terminal.console import Console

Json = list[dict[str, object]]

FROM: Final = "From the framework:"
_STATED: Final = "stated"


def show_source(console: Console, about: About) -> None:
    """Name the framework and its authors, as is done before the first question."""
    from partnership_cli.formats.credit import credit

    console.paragraph(f"From {credit(about)}.")


def show_none(console: Console, kind: str) -> None:
    """Say that the framework in use has nothing of a kind."""
    console.paragraph(f"This framework has no {kind}.")


def show_levels(console: Console, levels: Sequence[Level]) -> None:
    """Show levels in the framework's order, without numbers: nobody is placed on one."""
    console.paragraph("The framework describes these levels. You are not placed on any:")
    console.blank()
    console.items(
        [f"{level.title}: {level.text}" if level.text else level.title for level in levels]
    )


def show_values(console: Console, framework: Framework) -> None:
    """Show the values, without numbers: they are no order of rank."""
    show_source(console, framework.framework)
    console.blank()
    if not framework.values:
        show_none(console, "values")
        return
    console.paragraph(FROM)
    console.blank()
    console.items(format_values(framework))


def format_values(framework: Framework) -> tuple[str, ...]:
    """Return the values, each with what the framework says of it."""
    return tuple(
        f"{value.text}: {value.description}" if value.description else value.text
        for value in framework.values
    )


def serialize_values(framework: Framework) -> Json:
    """Return the values for JSON."""
    return [
        {"id": value.id, "text": value.text, "description": value.description}
        for value in framework.values
    ]


def show_projects(console: Console, framework: Framework, companion: Companion) -> None:
    """Show the example projects, and below each what was found about it elsewhere."""
    show_source(console, framework.framework)
    console.blank()
    if not framework.projects:
        show_none(console, "projects")
        return
    if companion.projects:
        console.paragraph(
            "The titles are the framework's. What stands below a title is this tool's: the "
            "framework prints no addresses, and pages change."
        )
        console.blank()
    console.paragraph(FROM)
    for project in framework.projects:
        console.blank()
        console.quote(project.title)
        if note := companion.projects.get(project.id):
            _show_found(console, note)
        else:
            _show_project(console, project)


def _show_found(console: Console, note: ProjectNote) -> None:
    """Show what this tool adds about a project, with its source."""
    if note.institution and note.institution_basis.startswith(_STATED):
        console.paragraph(f"Institution: {note.institution}")
    if note.url:
        console.paragraph("An address for it, from a stored copy of the page; not opened:")
        console.verbatim(note.url)
    else:
        console.paragraph("No address was found.")


def _show_project(console: Console, project: Project) -> None:
    """Show what the framework itself says about a project."""
    for text in filter(None, (project.institution, project.text)):
        console.quote(text, depth=2)
    if project.url:
        console.paragraph("Page, named by the framework:")
        console.verbatim(project.url)


def serialize_projects(framework: Framework, companion: Companion) -> Json:
    """Return the example projects for JSON; an institution only where the framework names it."""
    rows: Json = []
    for project in framework.projects:
        row: dict[str, object] = {
            "id": project.id,
            "title": project.title,
            "institution": project.institution,
            "url": project.url,
            "found": None,
            "text": project.text,
        }
        if note := companion.projects.get(project.id):
            stated = note.institution_basis.startswith(_STATED)
            row["institution"] = note.institution if stated else None
            row["url"] = note.url
            row["found"] = note.found if note.url else None
        rows.append(row)
    return rows


def show_voices(console: Console, framework: Framework, companion: Companion) -> None:
    """Show what people say about partnership, with name and role as printed."""
    show_source(console, framework.framework)
    console.blank()
    if not framework.voices:
        show_none(console, "voices")
        return
    console.paragraph(FROM)
    for voice in framework.voices:
        console.blank()
        console.quote(voice.text)
        if who := "\n".join(filter(None, (voice.speaker, voice.role))):
            console.quote(who, depth=2)
        for erratum in find_errata(companion, "voices", voice.id):
            show_erratum(console, erratum)


def serialize_voices(framework: Framework, companion: Companion) -> Json:
    """Return the voices for JSON, with the misprints that this tool has noted."""
    return [
        {
            **make_value(voice),
            "errata": [
                {key: text for key, text in make_value(erratum).items() if key != "where"}
                for erratum in find_errata(companion, "voices", voice.id)
            ],
        }
        for voice in framework.voices
    ]


def find_errata(companion: Companion, part: str, entry: str) -> list[Erratum]:
    """Return the misprints noted for one entry of a part of the framework."""
    return [erratum for erratum in companion.errata if erratum.where == f"{part}/{entry}"]


def show_erratum(console: Console, erratum: Erratum) -> None:
    """Show our note on a misprint in the framework."""
    console.paragraph(
        f"This tool's note: the framework prints “{erratum.printed}”. "
        f"Probably meant: “{erratum.correct}”."
    )
