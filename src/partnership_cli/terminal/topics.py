"""The texts of `partnership help TOPIC`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Topic:
    """One page of help: paragraphs, and rows of a word and what it means, in their order."""

    name: str
    summary: str
    parts: tuple[str | Rows, ...]


_KEYS: Final = Topic(
    "keys",
    "Keys and commands while you write.",
    (
        "While you write an answer, Enter starts a new line. It never ends the answer.",
        "Typed alone on a line, in both modes:",
        (
            ("/done", "Finish this answer."),
            ("/skip", "Leave this question."),
            ("/back", "Go to the question before."),
            ("/list", "See the questions, and go to one."),
            ("/pause", "Stop for now."),
            ("/edit", "Write this answer in your own editor."),
            ("/read", "Read what you have written here."),
            ("/last", "Read what you wrote to this question earlier."),
            ("/values", "See the framework's values."),
            ("/shareable", "Let this answer be one that you may choose to share."),
            ("/private", "Keep this answer private, as every answer starts."),
            ("/hide", "Clear the screen, and keep what you wrote."),
            ("/discard", "Remove this answer for good."),
            ("/help", "See this list."),
        ),
        "To write such a line into an answer, type one slash more: //skip",
        "Keys in rich mode:",
        (
            ("Ctrl-D", "Finish this answer. Alt-Enter and F2 do the same."),
            ("Ctrl-C", "Save, and stop for now."),
            ("Ctrl-S", "Save now. Your words are saved each second in any case."),
            ("Ctrl-O", "Write this answer in your own editor. Ctrl-X Ctrl-E does the same."),
            ("Ctrl-_", "Undo."),
            ("Ctrl-L", "Draw the screen again."),
            ("Ctrl-Z", "Put the program aside; fg brings it back."),
            ("F1", "Help."),
        ),
        "Keys in plain mode: a full stop alone on a line finishes the answer, and so does "
        "Ctrl-D. Ctrl-C saves, and stops for now. /undo drops the last line.",
    ),
)

_ACCESSIBILITY: Final = Topic(
    "accessibility",
    "Plain mode, colour and width.",
    (
        "Plain mode is made for screen readers. Each change is a sentence, each question to "
        "you ends in a colon, and no line is broken by the program. There are no colours, "
        "boxes or moving parts.",
        "Any of these chooses it:",
        (
            ("plain", "Typed at the first question of partnership reflect."),
            ("partnership --plain COMMAND", "For one run."),
            ("partnership config set interface plain", "From now on."),
            ("PARTNERSHIP_PLAIN=1", "In the environment. ACCESSIBLE=1 does the same."),
            ("TERM=dumb", "In the environment."),
        ),
        "The program never tries to find out whether you use a screen reader.",
        "In rich mode emphasis is bold or underlined, in the colours of your terminal. "
        "--no-color or NO_COLOR=1 ends that, and FORCE_COLOR=1 asks for it.",
        "COLUMNS=60 in the environment sets the width. From 40 columns on everything can be "
        "read; below 20 the program keeps to 20.",
        "Plain mode has not been tried by people who use a screen reader every day.",
    ),
)

_FILES: Final = Topic(
    "files",
    "What is kept, and where.",
    (
        "To see the folders on this computer: partnership where",
        (
            ("notebook", "Your reflections: one Markdown file each, in a folder for each year."),
            ("drafts", "Answers that you are writing. They go when they stand in a note."),
            ("config.toml", "Your settings."),
        ),
        "The notes are yours. Open, change, move or copy them with any program. What stands "
        "outside the answers is never touched, and every word of an answer stays as it is "
        "until you change it here.",
        "The name of a file holds its day and time and six letters, never a title.",
        "PARTNERSHIP_HOME in the environment names one folder for all of it. To move only the "
        "notes: partnership config set notebook FOLDER",
        "Nothing is sent to anyone by this tool. Someone else who can use your account on this "
        "computer could open the files, and so could a service that copies the folder.",
    ),
)

_EXIT_CODES: Final = Topic(
    "exit-codes",
    "What the number means that a run ends with.",
    (
        (
            ("0", "Done, or paused; also: nothing found, nothing to resume."),
            ("1", "A mistake in the program itself."),
            ("2", "The command cannot be carried out as it was given."),
            ("3", "There is no such note, question or file."),
            ("4", "An answer is needed, and there is no terminal to ask in."),
            ("5", "Not saved as meant. The message says where the text is."),
            ("6", "Another run of the program holds this session."),
            ("7", "A note is damaged. Nothing was changed in it."),
            ("129, 130, 143", "Stopped by a signal, with everything saved."),
            ("141", "The program that read the output stopped reading."),
        ),
    ),
)

TOPICS: Final = (_KEYS, _ACCESSIBILITY, _FILES, _EXIT_CODES)
