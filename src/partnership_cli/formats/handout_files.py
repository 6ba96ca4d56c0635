"""The files of a handout: what each is called, and all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from partnership_cli.formats.document_forms import HANDOUTS
from partnership_cli.formats.handout import make_handout
from partnership_cli.reflection.selection import Selection, select_questions

if TYPE_CHECKING:
    from partnership_cli.framework.companion import Companion
    from partnership_cli.framework.model import Framework


_LONGEST_NAME: Final = 80
"""Bytes of the name of a file without its ending; a disk takes 255."""


def name_handout(selection: Selection) -> str:
    """Return what the file of a handout is called, without its ending."""
    if selection.guide:
        return f"handout-{selection.guide}"
    if len(selection.questions) == 1:
        return f"handout-{selection.questions[0].id}"
    letters = "".join(char if char.isalnum() else " " for char in selection.title.casefold())
    name = "-".join(("handout", *letters.split()))
    return name.encode()[:_LONGEST_NAME].decode(errors="ignore")


def make_every_handout(framework: Framework, companion: Companion) -> Iterator[tuple[str, str]]:
    """Give the name and the text of the handouts of all guides and themes, in each form of text."""
    selections = (
        *(select_questions(framework, companion, guide=one.id) for one in companion.guides),
        *(select_questions(framework, companion, themes=(one.id,)) for one in framework.themes),
    )
    painful = frozenset(companion.may_be_painful)
    for selection in selections:
        for form in HANDOUTS:
            text = form.render(make_handout(selection, painful), framework.framework)
            if isinstance(text, str):
                yield f"{name_handout(selection)}.{form.name}", text
