"""The sentences that the program shows during a reflection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from partnership_cli.files import Limit
from partnership_cli.framework.model import Question
from partnership_cli.reflection.conversation import Notice, QuestionPrompt
from partnership_cli.reflection.dates import format_date
from partnership_cli.reflection.search import History
from partnership_cli.reflection.session import Sharing
from partnership_cli.terminal.external_editor import EditorExit, name_another
from partnership_cli.terminal.menu import Choice, Menu
from partnership_cli.terminal.slash_commands import SlashCommand, UnknownCommand

NOTICES: Final[Mapping[Notice, str]] = {
    Notice.SAVED_PRIVATE: "Saved. Private.",
    Notice.SAVED_SHAREABLE: "Saved. Shareable.",
    Notice.LEFT: "Skipped. Type /back to return.",
    Notice.LEFT_WITH_WORDS: "Skipped. What you wrote is kept. Type /back to return.",
    Notice.NOTHING_WRITTEN: ("Nothing was written, so nothing is saved. Type /back to return."),
    Notice.UNCHANGED: "Nothing was written. Your earlier answer is unchanged.",
    Notice.FIRST_QUESTION: "This is the first question.",
    Notice.DISCARDED: "Removed for good: this answer and its draft.",
}

DISK_LIMITS: Final[Mapping[Limit, str]] = {
    Limit.NO_LOCKS: (
        "The disk under your notes has no locks. Keep a reflection open in one window only."
    ),
    Limit.NO_MODES: (
        "The disk under your notes keeps no permissions. Others who use this computer may be "
        "able to open your notes."
    ),
    Limit.NO_SYNC: (
        "The disk under your notes does not say when words are safe. A power cut can lose the "
        "newest ones."
    ),
}
"""What a person has to know of a disk before they write."""

LEAVE: Final = "To skip this question: /skip. "
FIRST_TIME_RICH: Final = (
    "Write as much or as little as you like. Enter starts a new line.\n"
    "To finish, type /done on a line of its own and press Enter (or press Ctrl-D).\n"
    f"{LEAVE}For everything else: /help."
)
FIRST_TIME_PLAIN: Final = "To finish, type a full stop alone on a line. For more, type /help."

ASK_INTENTION: Final = "Is there one thing you will do? Type it in your own words, or press Enter: "
ASK_INTENTION_AGAIN: Final = "Press Enter to save the same line again, or type another: "
"""Asked when the line could not be saved."""
CONFIRM_REMOVAL: Final = "Type yes to remove it, or Enter to keep it: "
PRESS_ENTER_WHEN_CLOSED: Final = "Press Enter when you have saved and closed it: "
CHANGE_INTENTION: Final = "What will you do? Type it, or press Enter to keep it: "
LAST_INTENTION: Final = "On {day} you wrote one thing to take with you."
LAST_INTENTION_MENU: Final = Menu(
    (
        Choice("Continue"),
        Choice("Read it"),
        Choice("Change it"),
        Choice("Let it go"),
    )
)
NOTHING_KEPT: Final = (
    "Nothing you write now will be kept, not even after a crash: no draft, no note, no copy. This "
    "tool writes no word of it to the disk, and it cannot be brought back.\n"
    "What the window shows, and what it remembers when you scroll up, is the terminal's own. When "
    "you are done, the tool clears it as far as it can."
)
EPHEMERAL_NOTICES: Final[Mapping[Notice, str]] = {
    Notice.SAVED_PRIVATE: "Not kept.",
    Notice.SAVED_SHAREABLE: "Not kept.",
    Notice.LEFT_WITH_WORDS: "Skipped. Type /back to return.",
    Notice.NOTHING_WRITTEN: "Nothing was written. Type /back to return.",
    Notice.DISCARDED: "Gone.",
}
NO_FILE: Final = "An editor would write a file, so it is not opened here."
NOT_KEPT: Final[Mapping[SlashCommand, str]] = {
    SlashCommand.SHAREABLE: "Nothing is kept here, so nothing can be shared.",
    SlashCommand.PRIVATE: "Nothing is kept here at all.",
}

PAGE_NOTICES: Final[Mapping[Notice, str]] = {
    Notice.SAVED_PRIVATE: "Saved.",
    Notice.SAVED_SHAREABLE: "Saved.",
}
CONTINUE_PART: Final = "Continue below it, or finish to leave it as it is. To remove it: /discard."
ON_PAGE: Final[Mapping[SlashCommand, str]] = dict.fromkeys(
    (SlashCommand.SHAREABLE, SlashCommand.PRIVATE),
    "All that you write here is for the page. Leave out what is not for others to read.",
)
"""What is said to a command that has no meaning where words are for a page."""

NOT_SHARED: Final = "Free writing answers no question, and is not shared."

GUESSED: Final = (
    "Some letters did not come as UTF-8. They were read as Western European letters. "
    "Please check them in your answer."
)

ABOUT_FREE_WRITING: Final = (
    "Free writing, without a question. To see the framework's values while you write: /values."
)

CARE: Final = (
    "The next question can bring up something painful. You can skip it, now or halfway "
    "through: /skip. If you would like support: someone you trust, people who know this from "
    "their own lives, your students' union's advice service, or your university's wellbeing "
    "service."
)
QUIET: Final = (
    "These questions are for you alone. You do not have to answer any of them.\n"
    "This is not a report or a complaint, and no one is told. That also means no one will "
    "know to get in touch. If you would like someone to: a person you trust, people who know "
    "this from their own lives, your students' union's advice service, or your university's "
    "wellbeing service."
)
HIDE: Final = "If someone could see this screen, /hide clears it and keeps what you wrote."
HIDE_EPHEMERAL: Final = "If someone could see this screen, /hide clears it."
HIDDEN: Final = "Hidden, and kept. You can write on. /read shows it again."
HIDDEN_EPHEMERAL: Final = "Hidden. You can write on. /read shows it again."

_VALUES: Final = ("/values", "See the framework's values while you write.")
_COMMANDS: Final = (
    ("/done", "Finish this answer. Ctrl-D does the same."),
    ("/skip", "Skip this question."),
    ("/back", "Go to the question before. Nothing is lost."),
    ("/pause", "Stop for now. Everything you typed is kept. Ctrl-C does the same."),
    ("/list", "See the questions, and go to one."),
    ("/edit", "Write this answer in your own editor."),
    ("/read", "Read what you have written here."),
    ("/last", "Read what you wrote to this question in an earlier session."),
    _VALUES,
    ("/shareable", "Make this answer shareable. You still choose whether to share it."),
    ("/private", "Make this answer private. Alone, every answer starts as private."),
    ("/hide", "Clear the screen, and keep what you wrote."),
    ("/discard", "Remove this answer for good. You are asked once."),
)
_MORE: Final = ("/more", "See smaller questions that help with this one.")
MORE_BELOW: Final = "Smaller questions that help with this one: /more"
NO_MORE: Final = "The framework has no smaller questions for this one."
_LITERAL: Final = (
    "//skip",
    "Write the line /skip into your answer. The same for the others.",
)
_FULL_STOP: Final = (
    "A full stop alone on a line",
    "Finish this answer. /done and Ctrl-D do the same. A blank line does not.",
)
PLAIN_COMMANDS: Final = (
    ("/undo", "Drop the last line."),
    ("/change 2", "Type the second line again."),
)
"""The commands that plain mode has beside the others: no line can be gone back to there."""
_ONLY_KEPT: Final = (*NOT_KEPT, SlashCommand.LAST, SlashCommand.EDIT)
_EPHEMERAL: Final = {
    "/pause": "Stop. Nothing is kept. Ctrl-C does the same.",
    "/back": "Go to the question before.",
    "/hide": "Clear the screen. /read shows what you wrote again.",
}


def list_commands(
    *, plain: bool, keeps: bool = True, guided: bool = False, page: bool = False
) -> tuple[tuple[str, str], ...]:
    """Return what can be typed alone on a line and what it does, the most needed first.

    `guided` where the question has guiding questions below it, `page` where words are for one.
    """
    without = {*(() if keeps else _ONLY_KEPT), *(ON_PAGE if page else ())}
    rows = [row for one in _COMMANDS for row in (one, _MORE)[: 1 + (guided and one == _VALUES)]]
    shown = [
        (word, about if keeps else _EPHEMERAL.get(word, about))
        for word, about in rows
        if word.removeprefix("/") not in without
    ]
    if not plain:
        return (*shown, _LITERAL)
    return (_FULL_STOP, *shown[1:], *PLAIN_COMMANDS, _LITERAL)


READ_ON: Final = "Press Enter to read on: "
NO_EDITOR: Final = (
    "No editor is set. To choose one, for example: partnership config set editor nano"
)
_EDITOR_ENDED: Final[Mapping[EditorExit, str]] = {
    EditorExit.WELL: "Back from {editor}. What you saved there is here.",
    EditorExit.AT_ONCE: "{editor} came back at once. It may still be open in a window of its own.",
    EditorExit.FAILED: "{editor} ended with an error. What you saved there is here.",
    EditorExit.NOT_FOUND: "{editor} could not be started.",
}


def choose_another_editor(failed: str) -> str:
    """Return how to choose another editor than the one that failed."""
    return f"To choose another: partnership config set editor {name_another(failed)}"


def describe_editor_end(ended: EditorExit, editor: str) -> str:
    """Return how an editor ended, and how to choose another where it was not found."""
    said = _EDITOR_ENDED[ended].replace("{editor}", editor)
    return f"{said} {choose_another_editor(editor)}" if ended is EditorExit.NOT_FOUND else said


_HOW_TO: Final[Mapping[SlashCommand | None, str]] = {
    SlashCommand.PAUSE: "To stop for now: /pause, or Ctrl-C.",
    SlashCommand.DONE: "To finish this answer: /done, or Ctrl-D.",
    SlashCommand.HELP: "For help: /help.",
}


def explain_unknown(typed: UnknownCommand) -> str:
    """Return why a line that looks like a command stays in the answer, and what to type."""
    if typed.at_end:
        return (
            f"{typed.word} stands at the end of your line and stays in your answer. "
            "To use it, type it on a line of its own."
        )
    if typed.meant:
        return f"{typed.word} stays in your answer. {_HOW_TO[typed.meant]}"
    return (
        f"There is no /{typed.word}, so the line stays in your answer. /help shows what there is."
    )


def format_day(moment: datetime, now: datetime) -> str:
    """Return a day as text: `3 October`, with the year when that is not the present one."""
    date = format_date(moment)
    return date.removesuffix(f" {now.year}")


def introduce_questions(questions: Iterable[Question | QuestionPrompt | History]) -> str:
    """Return the words before questions, or before statements, of the framework."""
    statements = {question.is_statement for question in questions}
    if statements == {True}:
        return "The framework says:"
    return "The framework asks and says:" if len(statements) > 1 else "The framework asks:"


def name_kind(question: QuestionPrompt) -> str:
    """Return what a question is called: not every framework asks, some make statements."""
    return "Statement" if question.is_statement else "Question"


def describe_sharing(sharing: Sharing) -> str:
    """Return whether an answer is private or may be shared, as text."""
    return "shareable" if sharing is Sharing.SHAREABLE else "private"


def name_numbers(numbers: Sequence[int]) -> str:
    """Return numbers to choose from, the least first: `2`, `1, 3 or 4`, `1 to 6`."""
    first, last = numbers[0], numbers[-1]
    if last - first == len(numbers) - 1 > 1:
        return f"{first} to {last}"
    *others, last = numbers
    return f"{', '.join(map(str, others))} or {last}" if others else str(last)
