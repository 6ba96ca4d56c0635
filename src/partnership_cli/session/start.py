"""Start a session in the terminal: say what it is, and ask which questions to answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from partnership_cli.context import AppContext
from partnership_cli.errors import StopRequest, UsageError
from partnership_cli.framework.model import Question, Theme
from partnership_cli.reflection.person_names import read_names, split_names
from partnership_cli.reflection.selection import Selection, narrow_to, select_questions
from partnership_cli.session.create import Participants
from partnership_cli.session.terminal import TerminalSession
from partnership_cli.terminal.menu import NOT_KEPT_HERE, Choice, Menu, choose, show_menu
from partnership_cli.views.session import (
    ASK_NAMES,
    FOR_ONE_TABLE,
    LATER_RUN,
    MORE,
    PRESS_ENTER,
    PRESS_ENTER_OR_MORE,
    PRESS_ENTER_PLAIN,
    WHO_WRITES,
    ask_for_theme,
    make_guide_menu,
    make_theme_menu,
    show_beginning,
    show_beginning_together,
    show_promise,
    show_questions_source,
    show_quiet_beginning,
    show_short_promise,
)

BEGIN: Final = "Where would you like to begin?"


def welcome(context: AppContext, terminal: TerminalSession, *, free: bool = False) -> None:
    """Say what this program is: at length the first time, later in a line. Raises StopRequest.

    Later, what is `free` writing comes from no framework.
    """
    if not context.notebook.is_new():
        terminal.console.paragraph(LATER_RUN)
        if not free:
            show_questions_source(terminal.console, context.framework.framework)
        terminal.console.blank()
        return
    about, prompt = context.framework.framework, PRESS_ENTER
    if terminal.console.plain:
        show_short_promise(terminal.console, about)
        prompt = PRESS_ENTER_OR_MORE
    else:
        show_promise(terminal.console, about)
    said = terminal.wait_for_enter(prompt)
    if said == MORE and terminal.console.plain:
        terminal.console.blank()
        show_promise(terminal.console, about)
        said = terminal.wait_for_enter(PRESS_ENTER_PLAIN)
    if said == "plain":
        terminal.use_plain()
        terminal.console.paragraph(
            "Plain mode from here on. To keep it: partnership config set interface plain"
        )
    elif said:
        terminal.console.paragraph(NOT_KEPT_HERE.strip())
    terminal.console.blank()


def choose_questions(context: AppContext, terminal: TerminalSession, ask: str = BEGIN) -> Selection:
    """Ask for a guide, a theme or a question, and return what was chosen. Raises StopRequest."""
    questions = narrow_to(_select(context), terminal.audience).questions
    ids = {question.id for question in questions}
    guides = [guide for guide in context.companion.guides if ids & set(guide.questions)]
    themes = [
        theme
        for theme in context.framework.themes
        if ids & {question.id for question in theme.questions}
    ]
    terminal.console.heading(ask)
    terminal.console.blank()
    menu = make_guide_menu(guides, themes, len(questions), context.settings.guide)
    chosen = _choose_from(terminal, menu)
    if chosen <= len(guides):
        selection = _select(context, guide=guides[chosen - 1].id)
    elif chosen == len(guides) + 1:
        theme = _choose_from(terminal, make_theme_menu(themes))
        selection = _select(context, theme=themes[theme - 1].id)
    else:
        question = choose_question(terminal, themes, questions)
        selection = _select(context, question=question.id)
    return narrow_to(selection, terminal.audience)


def choose_question(
    terminal: TerminalSession, themes: Sequence[Theme], questions: Sequence[Question]
) -> Question:
    """Ask for a theme, then for one of its questions: all of them are too many to look through.

    Raises StopRequest.
    """
    chosen = 1
    if len(themes) > 1:
        terminal.console.paragraph(ask_for_theme(themes))
        terminal.console.blank()
        chosen = _choose_from(terminal, make_theme_menu(themes, questions))
    if chosen > len(themes):
        return questions[chosen - len(themes) - 1]
    of_theme = [one for one in questions if one in themes[chosen - 1].questions]
    menu = Menu(tuple(Choice(question.text, id=question.id) for question in of_theme))
    return of_theme[_choose_from(terminal, menu) - 1]


def offer_together(
    terminal: TerminalSession, selection: Selection, participants: Participants
) -> Participants:
    """Return the participants; ask for them if a guide is for one table. Raises StopRequest."""
    named = participants.names and not participants.usual
    if selection.mode != "together" or named:
        return participants
    terminal.console.paragraph(FOR_ONE_TABLE)
    terminal.console.blank()
    if _choose_from(terminal, WHO_WRITES) == 1:
        return participants
    return Participants(ask_names(terminal, ASK_NAMES), together=True)


def ask_names(terminal: TerminalSession, prompt: str) -> tuple[str, ...]:
    """Ask for the names of two people or more. Raises StopRequest."""
    while True:
        line = terminal.read_line(prompt)
        if line.last and not line.text.strip():
            raise StopRequest
        try:
            names = read_names(split_names(line.text), "Amina, Sam")
        except UsageError as error:
            terminal.console.paragraph(f"{error.message[:1].upper()}{error.message[1:]}.")
            terminal.console.paragraph(f"{error.hint}")
        else:
            terminal.console.blank()
            return names


def announce(
    context: AppContext, terminal: TerminalSession, selection: Selection, participants: Participants
) -> None:
    """Show what is asked next; a quiet guide without its name."""
    if selection.free:
        return
    if participants.together:
        show_beginning_together(
            terminal.console, selection, participants.names, str(context.places.notebook)
        )
    elif selection.quiet:
        show_quiet_beginning(terminal.console, context.settings.care_lines, kept=terminal.keeps)
    else:
        show_beginning(
            terminal.console,
            selection,
            guide_by=context.framework.framework.chosen_by if selection.guide else None,
            kept=terminal.keeps,
        )


def _choose_from(terminal: TerminalSession, menu: Menu) -> int:
    show_menu(terminal.console, menu)
    chosen = choose(terminal.console, menu, terminal.read_line)
    if chosen is None:
        raise StopRequest
    terminal.console.blank()
    return chosen


def _select(
    context: AppContext,
    guide: str | None = None,
    theme: str | None = None,
    question: str | None = None,
) -> Selection:
    return select_questions(
        context.framework,
        context.companion,
        guide=guide,
        themes=(theme,) if theme else (),
        questions=(question,) if question else (),
        everything=not (guide or theme or question),
    )
