"""Show what is said before a reflection, at a pause and at the end."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from partnership_cli.files import Limit
from partnership_cli.formats.credit import credit, format_title, name_makers
from partnership_cli.framework.model import About, ChosenBy, Guide, Question, Theme
from partnership_cli.reflection.conversation import Prompt, QuestionPrompt
from partnership_cli.reflection.dates import format_date
from partnership_cli.reflection.person_names import join_names
from partnership_cli.reflection.selection import Selection, describe_use
from partnership_cli.reflection.session import Session
from partnership_cli.terminal.console import Console
from partnership_cli.terminal.menu import Choice, Menu
from partnership_cli.views.framework import FROM
from partnership_cli.views.messages import (
    DISK_LIMITS,
    HIDE,
    HIDE_EPHEMERAL,
    MORE_BELOW,
    NO_MORE,
    NOTHING_KEPT,
    QUIET,
    name_kind,
)

LATER_RUN: Final = "Partnership reflection. Saved on this computer, sent to no one."
PRESS_ENTER: Final = "Press Enter to continue. Using a screen reader? Type plain and press Enter: "
PRESS_ENTER_PLAIN: Final = "Press Enter to continue: "
MORE: Final = "more"
PRESS_ENTER_OR_MORE: Final = f"For more, type {MORE}. {PRESS_ENTER_PLAIN}"
ONE_QUESTION: Final = "One question"
FOR_ONE_TABLE: Final = "This guide is made for people at one table. Who writes?"
WHO_WRITES: Final = Menu(
    (
        Choice("I write alone"),
        Choice("We write together, at this screen"),
    )
)
_SELECTED: Final[Mapping[ChosenBy | None, str]] = {
    "tool": "selected by this tool",
    "scheme": "selected by your scheme",
}
ASK_NAMES: Final = "Your names, separated by commas: "


def show_promise(console: Console, about: About) -> None:
    """Show, before the first question, whose questions these are and where answers are kept."""
    console.heading("Partnership reflection")
    _show_credit(console, about)
    console.paragraph(
        "Write in your own words, in any language. Leave any question you like.\n"
        "Nothing here is marked, counted or handed in."
    )
    console.blank()
    console.paragraph(
        "What you write is saved in a folder on this computer as you type. This tool sends "
        "nothing to anyone. Someone else who can use your account on this computer could open "
        "it, as with any file of yours."
    )
    console.blank()
    console.paragraph("To stop at any time, hold Ctrl and press C. What you typed is kept.")
    console.blank()


def show_short_promise(console: Console, about: About) -> None:
    """Say the same in few words: by ear, each of them is waited for before one can write."""
    console.paragraph(f"Questions from {credit(about)}.")
    console.paragraph(
        "This independent tool saves your words on this computer, and sends them to no one. "
        "Whoever uses your account can open them. Ctrl-C stops, and keeps them."
    )
    console.blank()


def make_guide_menu(
    guides: Sequence[Guide], themes: Sequence[Theme], count: int, usual: str = ""
) -> Menu:
    """Return the menu of what to begin with; `count` is the number of questions there are.

    `usual` is the id of the guide that Enter takes.
    """
    ids = [guide.id for guide in guides]
    return Menu(
        (
            *(Choice(guide.title, guide.why or "", guide.id) for guide in guides),
            Choice(_name_theme(themes), _offer("One", _in_words(len(themes)))),
            Choice(ONE_QUESTION, _offer("Any", str(count))),
        ),
        default=ids.index(usual) + 1 if usual in ids else 1,
    )


def make_theme_menu(themes: Sequence[Theme], questions: Sequence[Question] = ()) -> Menu:
    """Return the menu of themes; whoever knows a question can name it there, too."""
    return Menu(
        tuple(Choice(theme.title, id=theme.id) for theme in themes),
        unlisted=tuple(Choice(question.text, id=question.id) for question in questions),
    )


def ask_for_theme(themes: Sequence[Theme]) -> str:
    """Return what is asked before one question is chosen."""
    return f"From which {_name_kind_of(themes)}? You can also type words of the question."


def _name_theme(themes: Sequence[Theme]) -> str:
    kind = _name_kind_of(themes)
    return f"{'An' if kind == 'area' else 'A'} {kind}"


def _name_kind_of(themes: Sequence[Theme]) -> str:
    kinds = {theme.kind for theme in themes}
    return kinds.pop() if len(kinds) == 1 else "theme"


def _offer(some: str, count: str) -> str:
    return (
        "The framework has one." if count in {"one", "1"} else f"{some} of the framework's {count}."
    )


def show_questions_source(console: Console, about: About) -> None:
    """Name the framework whose questions are asked; once in a run is enough."""
    year = f" ({about.year})" if about.year is not None else ""
    console.paragraph(f"From {format_title(about)}{year}.")


def show_question(console: Console, asking: Prompt) -> None:
    """Show where this is, and the question as the strongest thing on the screen."""
    question = asking.question
    kind = name_kind(question)
    place = f"{kind} {asking.number} of {asking.total}" if asking.total > 1 else kind
    use = describe_use(question.audience, question.moment)
    if console.plain:
        console.paragraph(f"{', '.join(filter(None, (place, question.theme, use)))}:")
    else:
        console.paragraph(" · ".join(filter(None, (place, question.theme, use))))
        console.blank()
    console.question(question.text)
    if question.prompts:
        console.blank()
        console.paragraph(MORE_BELOW)


def show_prompts(console: Console, prompts: Sequence[str]) -> None:
    """Show the guiding questions of a question; none of them asks for an answer of its own."""
    if prompts:
        console.paragraph(FROM)
        console.items(prompts)
    else:
        console.paragraph(NO_MORE)


def show_ephemeral_notice(console: Console, about: About) -> None:
    """Say, before anything is asked, that nothing is kept, and whose questions these are."""
    console.heading("Partnership reflection, to let go")
    _show_credit(console, about)
    console.paragraph(NOTHING_KEPT)
    console.blank()


def show_beginning(
    console: Console,
    selection: Selection,
    *,
    guide_by: ChosenBy | None,
    kept: bool = True,
) -> None:
    """Say what is about to be asked, and that every answer starts as private, if it is kept.

    `guide_by` is who selected the questions of a guide, or None where there is none.
    """
    # A single question is seen at once, and says what it is.
    if len(selection.questions) > 1 or guide_by:
        console.heading(_end(console, selection.title))
        selected = f", {_SELECTED[guide_by]}" if guide_by in _SELECTED else ""
        private = " Every answer starts as private." if kept else ""
        console.paragraph(f"{_describe_count(selection.questions)}{selected}.{private}")
        console.blank()


def show_beginning_together(
    console: Console, selection: Selection, names: Sequence[str], folder: str
) -> None:
    """Say, to everyone at the screen, what is about to be asked and where it is kept."""
    console.heading(_end(console, selection.title))
    console.paragraph(
        f"{_describe_count(selection.questions)}. "
        f"{join_names(names)}, you write "
        "together at this screen: each question is asked once, and there is one note of all of "
        "you."
    )
    console.blank()
    console.paragraph(
        "Every answer starts as shareable. To keep one private: /private. The note is kept on "
        "this computer, in the account that is open now, in this folder:"
    )
    console.verbatim(folder if console.plain else f"  {folder}")
    console.blank()
    name = selection.guide or "GUIDE"
    console.paragraph(f"To write apart instead, make a page for each: partnership handout {name}")
    console.blank()


def show_quiet_beginning(console: Console, care_lines: Sequence[str], *, kept: bool = True) -> None:
    """Show the start of a guide for one person alone, without its name."""
    console.paragraph(QUIET)
    console.paragraph(HIDE if kept else HIDE_EPHEMERAL)
    for line in care_lines:
        console.paragraph(line)
    console.blank()


def show_place(
    console: Console, session: Session, question: QuestionPrompt | None, place: tuple[int, int]
) -> None:
    """Say in one line which session is carried on, of which day, and where in it.

    `question` is None at its end; `place` is the number of the question and how many there are.
    """
    day = format_date(session.started)
    # A quiet session has its day for a title.
    said = day if session.title == day else f"{session.title}, {day}"
    if question is None:
        where = "All questions were asked."
    elif question.free:
        where = ""
    else:
        where = f"{name_kind(question)} {place[0]} of {place[1]}."
    console.paragraph(f"{said}. {where}".rstrip())
    console.blank()


def show_recovered(console: Console, moment: datetime) -> None:
    """Say that the last session ended without a pause, and that its draft is back."""
    console.paragraph(f"The last session ended unexpectedly. Recovered up to {moment:%H:%M:%S}.")
    console.blank()


def show_pause(console: Console, *, words: bool) -> None:
    """Say that all is kept and how to resume, or that there was nothing to keep."""
    console.blank()
    if not words:
        console.paragraph("Nothing was written, so nothing is kept.")
        return
    console.paragraph("Paused. Everything you typed is saved on this computer.")
    carry_on = "To continue, now or another day:"
    if console.plain:
        console.paragraph(f"{carry_on} partnership resume")
    else:
        console.commands([(carry_on, "partnership resume")])


def show_limits(console: Console, limits: Collection[Limit]) -> None:
    """Say, before the first question, which safeguards the disk of the notes does not offer."""
    for limit in sorted(limits, key=lambda limit: limit.value):
        console.paragraph(DISK_LIMITS[limit])
    if limits:
        console.blank()


def show_end(console: Console, note: Path | None, ref: str, *, to_share: bool) -> None:
    """Say where the note is, and which commands can follow."""
    if note is None:
        console.paragraph("That was the last question. Nothing was written, so nothing is kept.")
        return
    console.paragraph("That was the last question. Your reflection is saved on this computer:")
    console.verbatim(f"  {note}" if not console.plain else str(note))
    console.blank()
    console.commands(
        [
            ("Read it here", f"partnership show {ref}"),
            ("Make a page to print", f"partnership export {ref} -o reflection.html"),
            ("Continue writing", f"partnership resume {ref}"),
            *([("Choose what to share", f"partnership share {ref}")] if to_share else []),
        ],
        indent="  ",
    )
    console.blank()
    console.paragraph("Nothing is shared unless you choose it, answer by answer.")


def show_shortcut(console: Console, command: str) -> None:
    """Say once how to start the program with one word in every folder."""
    console.blank()
    console.paragraph("To start this program with the word partnership from any folder, type once:")
    console.verbatim(command if console.plain else f"  {command}")
    console.paragraph("Then open a new terminal.")


def show_conflict_copy(console: Console, note: Path) -> None:
    """Say that another program changed the note, and where both versions are."""
    console.say(
        "The note was changed by another program while you wrote. Nothing was overwritten: "
        f"what you wrote is in {note}, beside the other."
    )


def show_original_wording(console: Console, then: str, now: str) -> None:
    """Show how a question was worded when it was answered, if it was worded otherwise."""
    # Where a line is broken changes no word.
    if then.split() != now.split():
        console.paragraph("At that time it was asked in other words:")
        console.quote(then)
        console.blank()


def show_leftover_drafts(console: Console, paths: Sequence[Path]) -> None:
    """Name the drafts that could not be removed; their answers are in the note."""
    for path in paths:
        console.say(f"The note has your answer. This draft of it could not be removed: {path}")


def show_rescued_words(console: Console, paths: Sequence[Path]) -> None:
    """Name the files that hold words which another program wrote into a draft."""
    for path in paths:
        console.say(f"Another program changed a draft. What it wrote is kept in {path}")


def _show_credit(console: Console, about: About) -> None:
    """Name the framework and its authors, before the first question."""
    console.paragraph(f"Questions from {credit(about)}.")
    console.paragraph(f"An independent tool, not made or endorsed by {name_makers(about)}.")
    console.blank()


def _end(console: Console, title: str) -> str:
    """Return a title with a full stop where it is heard, as no type is."""
    return f"{title}." if console.plain else title


def _describe_count(questions: Sequence[Question]) -> str:
    statements = {question.is_statement for question in questions}
    kind = "statement" if statements == {True} else "question"
    if len(questions) == 1:
        return f"1 {kind}"
    kinds = "questions and statements" if len(statements) > 1 else f"{kind}s"
    return f"{len(questions)} {kinds}"


def _in_words(number: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[number] if number < len(words) else str(number)
