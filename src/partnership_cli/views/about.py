"""What the framework says of itself, and what this tool says of itself."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from partnership_cli.command_names import NAME, VERSION
from partnership_cli.formats.credit import format_makers
from partnership_cli.framework.companion import Companion
from partnership_cli.framework.model import Framework, Licence, Link, make_value
from partnership_cli.terminal.console import Console
from partnership_cli.views.framework import FROM, find_errata, show_erratum, show_levels, show_none

PARTS: Final = ("framework", "involved", "references", "cite", "licence")
_CODE_LICENCE: Final = "MIT"
_PARTS: Final = {
    "framework": "Read on",
    "involved": "Get involved",
    "cite": "Cite the framework",
    "licence": "Licence",
}
"""What each part offers."""
_TERMS: Final = {
    "ND": "unchanged",
    "NC": "not primarily for commercial advantage",
    "SA": "changed versions under the same licence",
}
"""What the parts of a Creative Commons licence ask for."""


def show_about(console: Console, framework: Framework, contact: str) -> None:
    """Show on one screen what the framework is, what this tool is, and how to read on.

    `contact` is what a partnership scheme has set, or empty.
    """
    about = framework.framework
    console.heading(about.title)
    if makers := format_makers(about):
        console.paragraph(makers)
    console.blank()
    if framework.prose:
        console.paragraph(FROM)
        console.blank()
        console.quote(framework.prose[0].text)
        console.blank()
    console.paragraph(
        "About this tool:\n"
        "It asks the framework's questions, and keeps your answers on this computer.\n"
        "It is independent: not made or endorsed by those who made the framework."
    )
    console.blank()
    if contact:
        console.paragraph("Your contact, from your settings:")
        console.quote(contact)
        console.blank()
    reading = [(_PARTS[part], part) for part in _list_parts(framework) if part in _PARTS]
    console.commands(
        [
            (want, f"partnership about {what}")
            for want, what in (*reading, ("All of this", "--all"))
        ],
        indent="" if console.plain else "  ",
    )


def _list_parts(framework: Framework) -> list[str]:
    """Return the names of the parts that this framework has."""
    there = {
        "framework": framework.prose or framework.levels,
        "involved": framework.get_involved or framework.contact,
        "references": framework.references,
        "cite": framework.framework.citation,
        "licence": True,
    }
    return [part for part in PARTS if there[part]]


def show_part(console: Console, part: str, framework: Framework, companion: Companion) -> None:
    """Show one of `PARTS`."""
    match part:
        case "framework":
            _show_prose(console, framework)
        case "involved":
            _show_involved(console, framework, companion)
        case "references":
            _show_references(console, framework, companion)
        case "cite":
            _show_citation(console, framework)
        case _:
            _show_licence(console, framework)


def show_everything(
    console: Console, framework: Framework, companion: Companion, contact: str
) -> None:
    """Show every part, one after the other."""
    show_about(console, framework, contact)
    for part in _list_parts(framework):
        console.blank()
        show_part(console, part, framework, companion)


def serialize_about(framework: Framework, companion: Companion, contact: str) -> dict[str, object]:
    """Return everything about the framework but its lists, and about this tool, for JSON."""
    value = make_value(framework)
    parts = ("framework", "contact", "prose", "levels", "get_involved", "references")
    for theme in value["themes"]:
        # They stand in `questions --json`.
        del theme["questions"]
    return {
        **{part: value[part] for part in (*parts, "themes")},
        "contact_where_you_are": contact or None,
        "errata": make_value(companion.errata),
        "tool": {"name": NAME, "version": VERSION, "licence": _CODE_LICENCE},
    }


def _show_prose(console: Console, framework: Framework) -> None:
    if not (framework.prose or framework.levels):
        show_none(console, "text about itself")
    if framework.prose:
        console.paragraph(FROM)
    for heading, passages in groupby(framework.prose, key=lambda passage: passage.heading):
        if heading:
            console.blank()
            console.quote_heading(heading)
        for passage in passages:
            console.blank()
            console.quote(passage.text)
    if framework.prose and framework.levels:
        console.blank()
    if framework.levels:
        show_levels(console, framework.levels)


def _show_involved(console: Console, framework: Framework, companion: Companion) -> None:
    contact = framework.contact
    if not (framework.get_involved or contact):
        show_none(console, "ways to get involved")
        return
    console.paragraph(FROM)
    if framework.get_involved:
        console.blank()
        console.items([way.text for way in framework.get_involved])
    if contact:
        console.blank()
        # What the two sentences say already is not said again.
        lines = [one for one in (contact.text, contact.more) if one]
        lines += [one for one in (contact.email, contact.url) if one and one not in " ".join(lines)]
        console.quote("\n".join(lines))
    for link in (way.link for way in framework.get_involved if way.link):
        console.blank()
        _show_link(console, link, companion)


def _show_citation(console: Console, framework: Framework) -> None:
    if framework.framework.citation:
        console.paragraph("To cite the framework:")
        console.blank()
        console.quote(framework.framework.citation)
    else:
        show_none(console, "citation")


def _show_link(console: Console, link: Link, companion: Companion) -> None:
    if link.url:
        console.paragraph(f"The address behind “{link.anchor}”, from the framework:")
        console.verbatim(link.url)
        return
    url = companion.links.get(link.anchor)
    if url:
        console.paragraph(f"This tool's note: the address behind “{link.anchor}”:")
        console.verbatim(url)
    else:
        console.paragraph(
            f"This tool's note: the framework prints no address for “{link.anchor}”, and none "
            "was found."
        )


def _show_references(console: Console, framework: Framework, companion: Companion) -> None:
    if not framework.references:
        show_none(console, "references")
        return
    console.paragraph(FROM)
    for reference in framework.references:
        console.blank()
        # The signs mark what is printed in italics.
        console.quote(reference.text.replace("*", ""))
        for erratum in find_errata(companion, "references", reference.id):
            show_erratum(console, erratum)


def _show_licence(console: Console, framework: Framework) -> None:
    about = framework.framework
    licence = about.licence
    notice = licence.notice if licence else None
    if text := "\n".join(filter(None, (about.copyright, notice))):
        console.paragraph(FROM)
        console.blank()
        console.quote(text)
        console.blank()
    if about.translation_of:
        console.paragraph("The framework's file says that it is a translation of:")
        console.quote(about.translation_of)
        console.blank()
    if about.translation_of and licence and licence.forbids_changes:
        console.paragraph(
            "That text's licence lets nobody share a changed version. Do not share the framework, "
            "nor what is made of it, before its authors have agreed."
        )
    elif licence is None:
        console.paragraph(
            "The framework's file names no licence. Licence unknown: do not share it, nor what is "
            "made of it, before you have asked whose it is."
        )
    else:
        console.paragraph(f"{_say_terms(licence)}{' The licence in full:' if licence.url else ''}")
        if licence.url:
            console.verbatim(licence.url)
    console.blank()
    console.paragraph(
        f"This tool's code is under the {_CODE_LICENCE} licence. What you write is yours."
    )


def _say_terms(licence: Licence) -> str:
    """Return a sentence on what a licence allows, as far as its name tells."""
    if not licence.terms:
        return f"The framework's words are under this licence: {licence.name}."
    conditions = " and ".join(text for term, text in _TERMS.items() if term in licence.terms)
    extent = f"whole or in part, {conditions}" if conditions else "whole or in part"
    authors = ", with their authors named" if "BY" in licence.terms else ""
    return f"{licence.name}: the framework's words may be shared {extent}{authors}."
