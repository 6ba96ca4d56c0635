"""The beginning of a sitting: whose questions these are, and which of them to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partnership_cli.errors import Stopped, UsageError
from partnership_cli.formats.credit import credit
from partnership_cli.reflection.names import read_names, split_names
from partnership_cli.reflection.selection import Selection, narrow_to, select_questions
from partnership_cli.session.create import Present
from partnership_cli.terminal.menu import Choice, Menu, choose, show_menu
from partnership_cli.views.session import (
    ASK_NAMES,
    FOR_ONE_TABLE,
    LATER_RUN,
    PRESS_ENTER,
    PRESS_ENTER_PLAIN,
    WHO_WRITES,
    make_guide_menu,
    show_beginning,
    show_beginning_together,
    show_promise,
    show_quiet_beginning,
)

if TYPE_CHECKING:
    from partnership_cli.context import Workspace
    from partnership_cli.session.terminal import Table


BEGIN: Final = "Where would you like to begin?"


def welcome(workspace: Workspace, table: Table) -> None:
    """Say what this is: at length the first time, and in a line later. Raises Stopped."""
    if not workspace.notebook.is_new():
        table.console.paragraph(LATER_RUN)
        if workspace.at_hand.is_another:
            # Of several, it is to be known which one asks.
            table.console.paragraph(f"Questions from {credit(workspace.framework.framework)}.")
        table.console.blank()
        return
    show_promise(table.console, workspace.framework.framework)
    line = table.read_line(PRESS_ENTER_PLAIN if table.console.plain else PRESS_ENTER)
    if line.text.strip().casefold() == "plain" and not table.console.plain:
        table.use_plain()
        table.console.paragraph(
            "Plain mode from here on. To keep it: partnership config set interface plain"
        )
    elif line.last:
        raise Stopped
    table.console.blank()


def choose_questions(workspace: Workspace, table: Table, ask: str = BEGIN) -> Selection:
    """Ask for a guide, a theme or a question, and return what was chosen. Raises Stopped."""
    questions = narrow_to(_select(workspace), table.audience).questions
    ids = {question.id for question in questions}
    guides = [guide for guide in workspace.companion.guides if ids & set(guide.questions)]
    themes = [
        theme
        for theme in workspace.framework.themes
        if ids & {question.id for question in theme.questions}
    ]
    table.console.heading(ask)
    table.console.blank()
    menu = make_guide_menu(guides, themes, len(questions), workspace.settings.guide)
    chosen = _choose(table, menu)
    if chosen <= len(guides):
        selection = _select(workspace, guide=guides[chosen - 1].id)
    elif chosen == len(guides) + 1:
        theme = _choose(table, Menu(tuple(Choice(theme.title) for theme in themes)))
        selection = _select(workspace, theme=themes[theme - 1].id)
    else:
        question = _choose(table, Menu(tuple(Choice(question.text) for question in questions)))
        selection = _select(workspace, question=questions[question - 1].id)
    return narrow_to(selection, table.audience)


def offer_together(table: Table, selection: Selection, present: Present) -> Present:
    """Where a guide is made for one table, ask who is there. Raises Stopped."""
    named = present.names and not present.usual
    if selection.mode != "together" or named:
        return present
    table.console.paragraph(FOR_ONE_TABLE)
    table.console.blank()
    if _choose(table, WHO_WRITES) == 1:
        return present
    return Present(ask_names(table, ASK_NAMES), together=True)


def ask_names(table: Table, prompt: str) -> tuple[str, ...]:
    """Ask for the names of two people or more. Raises Stopped."""
    while True:
        line = table.read_line(prompt)
        if line.last and not line.text.strip():
            raise Stopped
        try:
            names = read_names(split_names(line.text), "Amina, Sam")
        except UsageError as error:
            table.console.paragraph(f"{error.message[:1].upper()}{error.message[1:]}.")
            table.console.paragraph(f"{error.hint}")
        else:
            table.console.blank()
            return names


def announce(workspace: Workspace, table: Table, selection: Selection, present: Present) -> None:
    """Say what is about to be asked. A quiet guide is opened without its name."""
    if selection.free:
        return
    if present.together:
        show_beginning_together(
            table.console, selection, present.names, str(workspace.places.notebook)
        )
    elif selection.quiet:
        show_quiet_beginning(table.console, workspace.settings.care_lines, kept=table.keeps)
    else:
        order = [question.id for _, question in workspace.framework.questions()]
        show_beginning(
            table.console,
            selection,
            ordered=selection.is_in_order(order),
            guide_by=workspace.framework.framework.chosen_by if selection.guide else None,
            kept=table.keeps,
        )


def _choose(table: Table, menu: Menu) -> int:
    show_menu(table.console, menu)
    chosen = choose(table.console, menu, table.read_line)
    if chosen is None:
        raise Stopped
    table.console.blank()
    return chosen


def _select(
    workspace: Workspace,
    guide: str | None = None,
    theme: str | None = None,
    question: str | None = None,
) -> Selection:
    return select_questions(
        workspace.framework,
        workspace.companion,
        guide=guide,
        themes=(theme,) if theme else (),
        questions=(question,) if question else (),
        everything=not (guide or theme or question),
    )
