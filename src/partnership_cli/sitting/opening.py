"""The beginning of a sitting: whose questions these are, and which of them to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partnership_cli.errors import Stopped
from partnership_cli.reflection.selection import Selection, select_questions
from partnership_cli.terminal.menu import Choice, Menu, choose, show_menu
from partnership_cli.terminal.screens import (
    LATER_RUN,
    PRESS_ENTER,
    PRESS_ENTER_PLAIN,
    make_guide_menu,
    show_beginning,
    show_promise,
    show_quiet_beginning,
)

if TYPE_CHECKING:
    from partnership_cli.sitting.table import Table
    from partnership_cli.workspace import Workspace


def welcome(workspace: Workspace, table: Table) -> None:
    """Say what this is: at length the first time, and in a line later. Raises Stopped."""
    if not workspace.notebook.is_new():
        table.console.paragraph(LATER_RUN)
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


def choose_questions(workspace: Workspace, table: Table) -> Selection:
    """Ask where to begin, and return what was chosen. Raises Stopped."""
    guides = workspace.companion.guides
    themes = workspace.framework.themes
    questions = [question for _, question in workspace.framework.questions()]
    table.console.heading("Where would you like to begin?")
    table.console.blank()
    chosen = _choose(table, make_guide_menu(guides, len(themes), len(questions)))
    if chosen <= len(guides):
        return _select(workspace, guide=guides[chosen - 1].id)
    if chosen == len(guides) + 1:
        theme = _choose(table, Menu(tuple(Choice(theme.title) for theme in themes)))
        return _select(workspace, theme=themes[theme - 1].id)
    question = _choose(table, Menu(tuple(Choice(question.text) for question in questions)))
    return _select(workspace, question=questions[question - 1].id)


def announce(workspace: Workspace, table: Table, selection: Selection) -> None:
    """Say what is about to be asked. A quiet guide is opened without its name."""
    if selection.quiet:
        show_quiet_beginning(table.console, workspace.settings.care_lines)
    else:
        show_beginning(
            table.console,
            selection.title,
            len(selection.questions),
            guide=bool(selection.guide),
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
    )
