"""Show places and settings, or serialize them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from partnership_cli.command_names import name_packing
from partnership_cli.config.keys import FILES
from partnership_cli.config.settings import Places
from partnership_cli.files import list_folder
from partnership_cli.terminal.console import Console


def show_places(console: Console, places: Places, program: str) -> None:
    """Show where things are, and what starts the program.

    A path is never broken, so that it can be copied. There is nothing to pack before the first
    note.
    """
    pack, unpack = name_packing(places.notebook)
    packing = [
        ("To pack your notes into one file, for another computer:", pack),
        ("To unpack such a file here:", unpack),
    ]
    only_here = [("To unpack notes that you packed on another computer:", unpack)]
    for label, path in (
        ("Your notes, one file each:", str(places.notebook)),
        ("Answers you are writing:", str(places.drafts)),
        ("Deleted notes:", str(places.trash)),
        ("Your settings:", str(places.config)),
        ("To start this program again, from any folder:", program),
        *(packing if list_folder(places.notebook) else only_here),
    ):
        console.paragraph(label)
        console.verbatim(path if console.plain else f"  {path}")


def serialize_places(places: Places, program: str) -> dict[str, str]:
    """Return the places as `where --json` gives them."""
    return {
        "notebook": str(places.notebook),
        "drafts": str(places.drafts),
        "trash": str(places.trash),
        "settings": str(places.config),
        "program": program,
        "pack": name_packing(places.notebook)[0],
        "unpack": name_packing(places.notebook)[1],
    }


def show_settings(
    console: Console, rows: Iterable[tuple[str, str | tuple[str, ...] | None, str]]
) -> None:
    """Show the settings with what they are for: those that are set first, with their values."""
    known = list(rows)
    column = max((len(key) for key, _, _ in known), default=0)
    given = [
        (key, f"{', '.join([value] if isinstance(value, str) else value)} ({purpose})")
        for key, value, purpose in known
        if value is not None
    ]
    left = [(key, purpose) for key, value, purpose in known if value is None]
    for title, of_title in (("Set", given), ("Not set", left)):
        if of_title:
            console.title(title)
            console.rows(of_title, "  ", strong=title == "Set", column=column)
            console.blank()
    console.commands([("To set one, for example:", "partnership config set interface plain")])


def show_scheme(
    console: Console,
    values: Mapping[str, str | tuple[str, ...]],
    before: Mapping[str, str | tuple[str, ...]],
) -> None:
    """Show each setting that a partnership scheme would change: the new value and the old one."""
    console.paragraph("This file would set:")
    for key, value in values.items():
        console.blank()
        console.paragraph(f"{key}:")
        show_value = _show_path if key in FILES else show_quoted
        show_value(console, value)
        if key in before and before[key] != value:
            console.paragraph("in place of:")
            show_value(console, before[key])
    console.blank()
    console.paragraph("Nothing else is changed, and nothing of it is ever loaded from the network.")
    console.blank()


def _show_path(console: Console, value: str | tuple[str, ...]) -> None:
    """Show a path on one line, so that it can be copied."""
    console.verbatim(f"{value}" if console.plain else f"  {value}")


def show_quoted(console: Console, value: str | tuple[str, ...]) -> None:
    """Show a value with an indent, one line for each text in it."""
    for line in [value] if isinstance(value, str) else value:
        console.quote(line)


def show_setting(console: Console, value: str | tuple[str, ...] | None) -> None:
    """Show one value, one line for each text in it; nothing when it is not set."""
    for line in [value] if isinstance(value, str) else value or ():
        console.verbatim(line)


def show_set(console: Console, key: str, value: str | tuple[str, ...] | None) -> None:
    """Say what holds from now on for one setting. A path is never broken."""
    if value is None:
        console.paragraph(f"{key} is no longer set.")
    elif key in {"notebook", *FILES}:
        console.paragraph(f"{key} is now:")
        console.verbatim(str(value))
    else:
        lines = ", ".join([value] if isinstance(value, str) else value)
        console.paragraph(f"{key} is now: {lines}")


def serialize_settings(values: Mapping[str, str | tuple[str, ...]]) -> dict[str, object]:
    """Return what is set as `config --json` gives it."""
    return {key: value if isinstance(value, str) else list(value) for key, value in values.items()}
