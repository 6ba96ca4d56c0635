"""The questions to fill in by hand: what a handout says, and the form that any program can edit.

    # TITLE

    whose questions these are, and how to fill them in

    Name:

    ## QUESTION

    - a guiding question of it



    ---

    the attribution

Empty lines stand below each question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from partnership_cli.formats.credit import credit, name_makers
from partnership_cli.formats.framework_attribution import QuestionOrigins, attribute, escape_about
from partnership_cli.formats.markdown_safety import escape_line
from partnership_cli.framework.model import About, ChosenBy, Question
from partnership_cli.reflection.selection import Selection

NAME_LABEL: Final = "Name:"
HOW_TO: Final = (
    "Write below each question, as much or as little as you like, in your own words and in any "
    "language. Leave any question you like."
)
YOURS: Final = "What you write is yours. Nobody sees it unless you share it."
KEEP_QUESTIONS: Final = (
    "Leave the questions as they are, and save the page as plain text. Then your answers can be "
    "put side by side with those of your partners."
)
KEEP_IN_WORD: Final = (
    "Leave the questions as they are, and save the page as it is. Then your answers can be put "
    "side by side with those of your partners."
)
PAINFUL: Final = (
    "A question can bring up something painful. You can leave it, now or halfway through. If you "
    "would like support: someone you trust, people who know this from their own lives, your "
    "students' union's advice service, or your university's wellbeing service."
)
ALONE: Final = (
    "These questions are for you alone. This is not a report or a complaint, and no one is told. "
    "That also means no one will know to get in touch."
)
_BEFORE: Final = (
    "What you write is yours. Nobody gets it unless you give it to them.",
    "Leave the questions as they stand, and save the page as plain text: then it can be laid "
    "beside the pages of your partners.",
    "A question can bring up something painful. You can leave it, now or halfway through. If you "
    "would like company with it: someone you trust, people who know this from their own lives, "
    "your students' union's advice service, or your university's wellbeing service.",
)
"""What stands on handouts that were made before these words were changed; they are read too."""
SAID_ON_EACH: Final = (HOW_TO, YOURS, KEEP_QUESTIONS, *_BEFORE[:2])
"""What shows by its own words that a text was a handout."""
_CHOICE: Final[Mapping[ChosenBy, str]] = {
    "tool": "The choice of questions is that of an independent tool",
    "scheme": (
        "The choice of questions is that of a partnership scheme. This page was made with an "
        "independent tool"
    ),
    "framework": "This page was made with an independent tool",
}
ROOM: Final = 5
"""Empty lines below each question."""


@dataclass(frozen=True)
class Handout:
    """Questions to fill in. A quiet one has no title and no line for a name.

    `name` is who is to fill it in, or empty; `painful` when a question can hurt; `why` what
    these questions are for, or empty; `keep` says how to save it so that it can be read again,
    where it is filled in with a program.
    """

    title: str
    questions: tuple[Question, ...]
    name: str = ""
    painful: bool = False
    quiet: bool = False
    why: str = ""
    keep: str = ""


def make_handout(selection: Selection, painful: frozenset[str], name: str = "") -> Handout:
    """Return the handout of a choice of questions. `painful` are the ids of those that can be."""
    return Handout(
        title="Questions to think about" if selection.quiet else selection.title,
        questions=selection.questions,
        name=name,
        painful=any(question.id in painful for question in selection.questions),
        quiet=selection.quiet,
        why="" if selection.quiet else selection.why,
    )


def format_source(about: About) -> str:
    """Say whose questions these are, before the first of them."""
    chosen = _CHOICE[about.chosen_by]
    return (
        f"Questions from {credit(about)}. {chosen}, not made or endorsed by {name_makers(about)}."
    )


def introduce(handout: Handout, about: About) -> Iterator[str]:
    """Give what stands before the questions, paragraph by paragraph."""
    yield format_source(about)
    if handout.quiet:
        yield ALONE
    yield HOW_TO
    yield YOURS
    if handout.painful:
        yield PAINFUL
    if handout.keep and not handout.quiet:
        yield handout.keep


def begin_words() -> tuple[str, ...]:
    """Return how the paragraphs begin that show that a text was a handout."""
    return tuple(dict.fromkeys(words[:24] for words in SAID_ON_EACH))


def list_own_words(about: About) -> tuple[str, ...]:
    """Return every paragraph of a handout that nobody filled in; the attribution is the last."""
    said = (ALONE, HOW_TO, YOURS, PAINFUL, KEEP_QUESTIONS, KEEP_IN_WORD, *_BEFORE)
    return (format_source(about), *said, attribute(about))


def render_handout_markdown(handout: Handout, about: About) -> str:
    """Return the text of a handout that is filled in with any program."""
    escaped = escape_about(about)
    kept = replace(handout, keep=KEEP_QUESTIONS)
    parts = [f"# {escape_line(handout.title)}", *introduce(kept, escaped)]
    if not handout.quiet:
        parts.append(f"{NAME_LABEL} {escape_line(handout.name)}".rstrip())
    for question in handout.questions:
        parts.append(f"## {escape_line(question.text)}")
        if question.prompts:
            parts.append("\n".join(f"- {escape_line(one)}" for one in question.prompts))
        parts[-1] += "\n" * ROOM
    quoted = QuestionOrigins(some=bool(handout.questions))
    return "\n\n".join((*parts, "---", attribute(escaped, quoted))) + "\n"
