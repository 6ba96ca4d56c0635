"""Create a session: its title, its questions and its participants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from partnership_cli.context import AppContext
from partnership_cli.errors import UsageError
from partnership_cli.notebook.notebook import draw_id
from partnership_cli.reflection.dates import format_date
from partnership_cli.reflection.person_names import read_names, require_name, split_names
from partnership_cli.reflection.selection import Selection
from partnership_cli.reflection.session import Session

_LONGEST_TITLE: Final = 50
"""Letters of a question in a title: a row of `list` holds them at 80 columns."""


@dataclass(frozen=True)
class Participants:
    """The people of a session: their names, and whether they all write it at one screen.

    `usual` when the names are those of the settings, and nobody named them in this run.
    """

    names: tuple[str, ...] = ()
    together: bool = False
    usual: bool = False


def create_session(
    context: AppContext, selection: Selection, participants: Participants, title: str = ""
) -> Session:
    """Return a new session; without a title one that is made of its questions.

    A quiet guide gives it the day for a title, and only partners who were named in this run.
    """
    now = context.now()
    return Session(
        id=draw_id(now, context.draw),
        title=title or (format_date(now) if selection.quiet else _make_title(selection)),
        started=now.replace(microsecond=0),
        framework=context.framework.framework.id,
        guide=selection.guide,
        partners=() if selection.quiet and participants.usual else participants.names,
        together=participants.together,
        questions=selection.ids,
    )


def _make_title(selection: Selection) -> str:
    """Return the title of a choice of questions; a single one is named by its own words."""
    if selection.guide or len(selection.questions) != 1:
        return selection.title
    text = " ".join(selection.questions[0].text.split())
    if len(text) <= _LONGEST_TITLE:
        return text
    cut = text[: _LONGEST_TITLE + 1]
    # A script without spaces is cut at a letter.
    return f"{(cut.rpartition(' ')[0] or cut[:-1]).rstrip(' ,;:')}\u2026"


def refuse_quiet_partners(selection: Selection, participants: Participants) -> None:
    """Raise UsageError where questions for one person alone are to be answered together."""
    if selection.quiet and participants.together:
        raise UsageError(
            "those questions are for one person alone",
            "Leave out --together, or choose another guide: partnership guides",
            "Nothing was begun.",
        )


def read_participants(
    partners: Sequence[str], together: str | None, usual: Sequence[str] = ()
) -> Participants:
    """Return the participants from the two options that name them. Raises UsageError.

    `usual` are those of the settings, where no option names anyone.
    """
    if together is None:
        names = partners or usual
        checked = tuple(require_name(name, "--partner Sam") for name in names)
        return Participants(checked, usual=not partners)
    if partners:
        raise UsageError(
            "--partner and --together exclude each other",
            "--together names everyone who writes, and leaves nobody out.",
        )
    return Participants(read_names(split_names(together), '--together "Amina,Sam"'), together=True)
