"""Questions on paper: for one choice of them, or for every guide and theme there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from partnership_cli.commands.output import Destination, write_document
from partnership_cli.formats.handout import Handout, make_handout, render_handout
from partnership_cli.reflection.selection import Selection, select_questions

if TYPE_CHECKING:
    from partnership_cli.context import Workspace
    from partnership_cli.framework.companion import Companion
    from partnership_cli.framework.model import About, Framework

FORMS: Final = ("html", "md")
_LONGEST_NAME: Final = 80
"""Bytes of the name of a file without its ending; a disk takes 255."""
_ASK: Final = "Which questions go on the page?"


def hand_out(
    workspace: Workspace,
    selection: Selection | None,
    destination: Destination,
    *,
    force: bool,
    audience: str | None = None,
) -> None:
    """Make a handout; without a choice of questions, ask for it among those for an audience.

    Raises UsageError, NeedsTerminalError, NotSavedError.
    """
    form = destination.choose_form(FORMS, "html")
    chosen = selection or _choose(workspace, audience)
    handout = make_handout(chosen, frozenset(workspace.companion.may_be_painful))
    text = render(handout, form, workspace.framework.framework)
    console = workspace.console
    if destination.is_stdout or (form == "md" and destination.output is None):
        console.verbatim(text.removesuffix("\n"))
        return
    path = destination.name_file(f"{name_handout(chosen)}.{form}")
    write_document(path, text, force=force)
    console.verbatim(str(path))
    if form == "html":
        console.say("Open it in a browser, and print it there.")


def render(handout: Handout, form: str, about: About) -> str:
    """Return a handout as HTML for paper, or as Markdown to fill in."""
    if form == "md":
        return render_handout(handout, about)
    from partnership_cli.formats.html_pages import handout_html

    return handout_html(handout, about)


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
    """Give the name and the text of the handouts of all guides and themes, in both forms."""
    selections = (
        *(select_questions(framework, companion, guide=one.id) for one in companion.guides),
        *(select_questions(framework, companion, themes=(one.id,)) for one in framework.themes),
    )
    painful = frozenset(companion.may_be_painful)
    for selection in selections:
        for form in FORMS:
            handout = make_handout(selection, painful)
            yield f"{name_handout(selection)}.{form}", render(handout, form, framework.framework)


def _choose(workspace: Workspace, audience: str | None) -> Selection:
    from partnership_cli.session.start import choose_questions
    from partnership_cli.session.terminal import Input, open_table

    given = Input(audience=audience)
    with open_table(workspace, given, "Name the questions: partnership handout GUIDE") as table:
        return choose_questions(workspace, table, _ASK)
