"""What the framework says of itself, and what this tool says of itself."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from partnership_cli.framework.model import Companion, Framework, Link
from partnership_cli.program import NAME, VERSION
from partnership_cli.reflection.people import join_names
from partnership_cli.terminal.console import Console
from partnership_cli.terminal.views_framework import (
    FROM,
    find_errata,
    show_erratum,
)

PARTS: Final = ("framework", "involved", "references", "cite", "licence")
_CODE_LICENCE: Final = "MIT"


def show_about(console: Console, framework: Framework) -> None:
    """Show on one screen what the framework is, what this tool is, and how to read on."""
    about = framework.framework
    console.heading(about.title)
    console.paragraph(f"by {join_names(about.authors)} ({about.year})")
    console.blank()
    console.paragraph(FROM)
    console.blank()
    console.quoted(framework.prose[0].text)
    console.blank()
    console.paragraph(
        "About this tool:\n"
        "It asks the framework's questions, and keeps your answers on this computer.\n"
        "It is independent: not made or endorsed by the authors or their university."
    )
    console.blank()
    console.commands(
        [
            ("Read on", "partnership about framework"),
            ("Get involved", "partnership about involved"),
            ("Cite the framework", "partnership about cite"),
            ("Licence", "partnership about licence"),
            ("All of this", "partnership about --all"),
        ],
        indent="" if console.plain else "  ",
    )


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
            console.paragraph("To cite the framework:")
            console.blank()
            console.quoted(framework.framework.citation)
        case _:
            _show_licence(console, framework)


def show_everything(console: Console, framework: Framework, companion: Companion) -> None:
    """Show every part, one after the other."""
    show_about(console, framework)
    for part in PARTS:
        console.blank()
        show_part(console, part, framework, companion)


def describe(framework: Framework, companion: Companion) -> dict[str, object]:
    """Return everything about the framework but its lists, and about this tool, for JSON."""
    parts = framework.model_dump(
        mode="json",
        include={"framework", "contact", "prose", "get_involved", "references"},
    )
    return {
        **parts,
        "errata": [erratum.model_dump(mode="json") for erratum in companion.errata],
        "tool": {"name": NAME, "version": VERSION, "licence": _CODE_LICENCE},
    }


def _show_prose(console: Console, framework: Framework) -> None:
    console.paragraph(FROM)
    for heading, passages in groupby(framework.prose, key=lambda passage: passage.heading):
        console.blank()
        console.quoted_heading(heading)
        for passage in passages:
            console.blank()
            console.quoted(passage.text)


def _show_involved(console: Console, framework: Framework, companion: Companion) -> None:
    console.paragraph(FROM)
    console.blank()
    console.items([way.text for way in framework.get_involved])
    console.blank()
    console.quoted(f"{framework.contact.text}\n{framework.contact.more}")
    for link in (way.link for way in framework.get_involved if way.link):
        console.blank()
        _show_link(console, link, companion)


def _show_link(console: Console, link: Link, companion: Companion) -> None:
    url = link.url or companion.links.get(link.anchor)
    if url:
        console.paragraph(f"This tool's note: the address behind “{link.anchor}”:")
        console.verbatim(url)
    else:
        console.paragraph(
            f"This tool's note: the framework prints no address for “{link.anchor}”, and none "
            "was found."
        )


def _show_references(console: Console, framework: Framework, companion: Companion) -> None:
    console.paragraph(FROM)
    for reference in framework.references:
        console.blank()
        # The signs mark what is printed in italics.
        console.quoted(reference.text.replace("*", ""))
        for erratum in find_errata(companion, "references", reference.id):
            show_erratum(console, erratum)


def _show_licence(console: Console, framework: Framework) -> None:
    licence = framework.framework.licence
    console.paragraph(FROM)
    console.blank()
    console.quoted(f"{framework.framework.copyright}\n{licence.notice}")
    console.blank()
    console.paragraph(
        "The framework's words may be shared whole or in part, unchanged and not for profit, "
        "with their authors named. The licence in full:"
    )
    console.verbatim(licence.url)
    console.blank()
    console.paragraph(
        f"This tool's code is under the {_CODE_LICENCE} licence. What you write is yours."
    )
