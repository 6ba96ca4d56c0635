"""The pages of `partnership help TOPIC`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

Rows = Sequence[tuple[str, str]]
Page = tuple[str | Rows, ...]
"""Paragraphs, and rows of a word and what it means, in their order."""


class Topic(NamedTuple):
    """One page of help; `read` makes its text when it is shown."""

    name: str
    summary: str
    read: Callable[[], Page]


def _read_keys() -> Page:
    from partnership_cli.views.messages import PLAIN_COMMANDS, list_commands

    return (
        "While you write an answer, Enter starts a new line. It never ends the answer.",
        "Typed alone on a line, in both modes:",
        (*list_commands(plain=False, guided=True), ("/help", "See these commands.")),
        "Keys in rich mode:",
        (
            ("Ctrl-D", "Finish this answer. No other key does."),
            ("Ctrl-C", "Save, and stop for now."),
            ("Ctrl-S", "Save now. Your words are saved each second in any case."),
            ("Ctrl-O", "Write this answer in your own editor."),
            ("Ctrl-Z", "Undo, by word. Ctrl-_ does the same. Ctrl-Y or Alt-_ brings it back."),
            ("Arrows, Home, End", "Move by row. Ctrl-A and Ctrl-E: its start and its end."),
            ("Page Up, Page Down", "Move by screen."),
            ("Ctrl-Home, Ctrl-End", "Move to the start and the end of the answer."),
            ("Ctrl-Left, Ctrl-Right", "Move by a word. Alt-B and Alt-F do the same."),
            ("Shift and a move", "Select. What you type takes the place of it."),
            ("Ctrl-W, Alt-D", "Delete the word before, or after. Alt-Backspace is Ctrl-W."),
            ("Ctrl-U, Ctrl-K", "Delete to the start, or to the end, of the row."),
            ("Tab", "After / alone on a line, see the commands. Elsewhere, a tab."),
            ("Ctrl-L", "Draw the screen again, with the question."),
            ("F1", "Help. Page Down shows the rest, and any other key closes it."),
        ),
        "Enter with Shift, Alt or Ctrl starts a new line too. A key that is not named here does "
        "nothing.",
        "Keys in plain mode: a full stop alone on a line finishes the answer, and so does "
        "Ctrl-D. Ctrl-C saves, and stops for now. Backspace, Ctrl-W and Ctrl-U delete a letter, a "
        "word and the line you are on. Arrow keys do nothing there.",
        "Typed alone on a line, in plain mode:",
        PLAIN_COMMANDS,
    )


def _read_accessibility() -> Page:
    return (
        "Plain mode is made for screen readers. Each change is a sentence, and each question to "
        "you ends in a colon. Rows are broken between words, and in a pipe or a terminal that "
        "calls itself dumb nowhere. There are no colours, boxes or moving parts.",
        "Any of these chooses it:",
        (
            ("plain", "Typed at the first question, where you press Enter to go on."),
            ("partnership --plain COMMAND", "For one run."),
            ("partnership config set interface plain", "From now on."),
            ("PARTNERSHIP_PLAIN=1", "In the environment. ACCESSIBLE=1 does the same."),
            ("TERM=dumb", "In the environment."),
        ),
        "The program never tries to find out whether you use a screen reader.",
        "In rich mode emphasis is bold or underlined, in the colours of your terminal. A question "
        "has a bar beside it. --no-color or NO_COLOR=1 ends that, and FORCE_COLOR=1 asks for it.",
        "In rich mode, what is longer than the screen is shown in a pager, a screen at a time: the "
        "space bar goes on, and q closes it. PAGER in the environment names another one, as with "
        "git. --no-pager ends that, and plain mode has it only with --pager.",
        "COLUMNS=60 in the environment sets the width. It can be as narrow as 20.",
        "Plain mode has not been tried by people who use a screen reader every day.",
    )


def _read_files() -> Page:
    return (
        "To see the folders on this computer: partnership where",
        (
            ("notebook", "Your reflections: one Markdown file each, in a folder for each year."),
            ("drafts", "Answers that you are writing, until they are saved in a note."),
            ("config.toml", "Your settings."),
        ),
        "The notes are yours. Open, change, move or copy them with any program. What you write "
        "outside the answers is never touched. An answer stays as it is until you change it.",
        "The name of a file holds its day and time and six letters, never a title.",
        "PARTNERSHIP_HOME in the environment names one folder for all of it.",
        "Another folder, and your notes moved to it: partnership config set notebook FOLDER",
        "Nothing is sent to anyone by this tool. Someone else who can use your account on this "
        "computer could open the files, and so could a service that copies the folder.",
    )


def _read_completion() -> Page:
    return (
        "In bash, zsh, fish and PowerShell the Tab key can complete commands, guides, themes, "
        "questions and reflections. No words of yours are shown.",
        (
            ("partnership --install-completion", "Set it up for the shell that you use."),
            ("partnership --show-completion", "Show the script for that, to copy it."),
        ),
    )


def _read_exit_codes() -> Page:
    return (
        (
            ("0", "Done, or paused; also: nothing found, nothing to resume."),
            ("1", "The program itself has a mistake."),
            ("2", "The command does not work as it was typed."),
            ("3", "There is no such reflection, question or file."),
            ("4", "An answer is needed, and there is no terminal to ask in."),
            ("5", "Not saved as meant. The message says where the text is."),
            ("6", "Another run of the program holds this session."),
            ("7", "A note is damaged. Nothing was changed in it."),
            ("129, 130, 143", "Stopped by a signal, with everything saved."),
            ("141", "The program that read the output stopped reading."),
        ),
    )


TOPICS: Final = (
    Topic("keys", "Keys and commands while you write.", _read_keys),
    Topic("accessibility", "Plain mode, colour and width.", _read_accessibility),
    Topic("files", "What is kept, and where.", _read_files),
    Topic("completion", "The Tab key in your shell.", _read_completion),
    Topic("exit-codes", "Exit codes, for scripts.", _read_exit_codes),
)
