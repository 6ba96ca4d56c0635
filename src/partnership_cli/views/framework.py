"""Show the framework's lists, or serialize them.

The framework's words are set in; ours stand flush left and say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from partnership_cli.framework.companion import Companion, Erratum, ProjectNote
from partnership_cli.framework.model import About, Framework, Level, Project, make_value
from partnership_cli.reflection.dates import format_date
from partnership_cli.terminal.console import Console

Json = list[dict[str, object]]

FROM: Final = "From the framework:"
_STATED: Final = "stated"
_NO_ADDRESS: Final = "No address was found."
_LOOKED_FOR: Final = (
    "This tool looked for addresses in stored copies of public pages on {}. It opened none."
)


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
    if not framework.projects:
        console.blank()
        show_none(console, "projects")
        return
    for project in framework.projects:
        console.blank()
        console.heading(project.title)
        if note := companion.projects.get(project.id):
            _show_found(console, note)
        else:
            _show_project(console, project)
    console.blank()
    if notes := companion.projects:
        day = max(note.found for note in notes.values())
        console.paragraph(f"The titles are the framework's. {_name_search(day)}")
    example = min((project.id for project in framework.projects), key=len)
    console.commands([("More about one:", f"partnership projects {example}")])


def show_project(
    console: Console, framework: Framework, companion: Companion, project: Project
) -> None:
    """Show one project: what the framework says, and apart from it what this tool noted."""
    show_source(console, framework.framework)
    console.blank()
    console.heading(project.title)
    note = companion.projects.get(project.id)
    if note is None:
        _show_project(console, project)
        return
    stated = _state_institution(note)
    if stated:
        console.quote(stated)
    console.blank()
    console.heading("This tool's notes")
    for text in (note.fact, f"Field: {note.discipline}." if note.discipline else None):
        if text:
            console.quote(text)
    if note.institution and not stated:
        console.quote(f"Institution, not stated by the framework: {note.institution}.")
    if urls := tuple(filter(None, (note.url, *note.see_also))):
        console.quote("Addresses:" if len(urls) > 1 else "Address:")
        for url in urls:
            console.address(url)
    else:
        console.quote(_NO_ADDRESS)
    console.blank()
    console.paragraph(_name_search(note.found))


def _name_search(day: str) -> str:
    """Return where and when addresses were looked for; `day` as 2026-11-23."""
    return _LOOKED_FOR.format(format_date(datetime.fromisoformat(day)))


def _state_institution(note: ProjectNote) -> str:
    """Return the institution of a project where the framework states it, else nothing."""
    stated = note.institution_basis.startswith(_STATED)
    return f"{note.institution}" if note.institution and stated else ""


def _show_found(console: Console, note: ProjectNote) -> None:
    """Show what this tool adds about a project."""
    if stated := _state_institution(note):
        console.quote(stated)
    if note.url:
        console.address(note.url)
    else:
        console.quote(_NO_ADDRESS)


def _show_project(console: Console, project: Project) -> None:
    """Show what the framework itself says about a project."""
    for text in filter(None, (project.institution, project.text)):
        console.quote(text)
    if project.url:
        console.address(project.url)


def serialize_projects(projects: Sequence[Project], companion: Companion) -> Json:
    """Return the example projects for JSON; an institution only where the framework names it."""
    rows: Json = []
    for project in projects:
        row: dict[str, object] = {
            "id": project.id,
            "title": project.title,
            "institution": project.institution,
            "url": project.url,
            "found": None,
            "text": project.text,
            "notes": None,
        }
        if note := companion.projects.get(project.id):
            row["institution"] = _state_institution(note) or None
            row["url"] = note.url
            row["found"] = note.found if note.url else None
            noted = ("fact", "discipline", "see_also", "institution_basis")
            row["notes"] = {key: text for key, text in make_value(note).items() if key in noted}
        rows.append(row)
    return rows


def show_voices(console: Console, framework: Framework, companion: Companion) -> None:
    """Show what people say about partnership, with name and role as printed."""
    show_source(console, framework.framework)
    console.blank()
    if not framework.voices:
        show_none(console, "voices")
        return
    for number, voice in enumerate(framework.voices):
        if number:
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
