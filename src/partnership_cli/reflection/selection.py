"""Which questions are asked: those of a guide, of themes, some, or all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from partnership_cli.errors import NotFoundError, UsageError
from partnership_cli.framework.model import Companion, Framework, Guide, Mode, Question, Theme

_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Selection:
    """The questions of a session, in the order they are asked.

    `guide` is the id of the guide they come from, or empty. A quiet selection is not named
    on screen once it has begun.
    """

    title: str
    questions: tuple[Question, ...]
    guide: str = ""
    mode: Mode = "alone"
    quiet: bool = False


def select_questions(
    framework: Framework,
    companion: Companion,
    *,
    guide: str | None = None,
    themes: Sequence[str] = (),
    questions: Sequence[str] = (),
    everything: bool = False,
) -> Selection:
    """Return the questions that were named; from several sources in the framework's order.

    Raises NotFoundError when a name fits nothing, UsageError when it fits several.
    """
    every = [question for _, question in framework.questions()]
    if everything:
        return Selection("All questions", tuple(every))
    found_guide = None if guide is None else find_guide(companion.guides, guide)
    found_themes = [find_theme(framework.themes, name) for name in themes]
    found_questions = [find_question(every, name) for name in questions]
    if found_guide and not found_themes and not found_questions:
        by_id = {question.id: question for question in every}
        return Selection(
            title=found_guide.title,
            questions=tuple(by_id[one] for one in found_guide.questions),
            guide=found_guide.id,
            mode=found_guide.mode,
            quiet=found_guide.quiet,
        )
    wanted = {
        *(found_guide.questions if found_guide else ()),
        *(question.id for theme in found_themes for question in theme.questions),
        *(question.id for question in found_questions),
    }
    return Selection(
        _name(found_guide, found_themes, found_questions),
        tuple(question for question in every if question.id in wanted),
        quiet=bool(found_guide and found_guide.quiet),
    )


def find_guide(guides: Sequence[Guide], name: str) -> Guide:
    """Return the guide of this number, id or beginning. Raises NotFoundError, UsageError."""
    if name.isascii() and name.isdecimal() and 1 <= int(name[:6]) <= len(guides):
        return guides[int(name) - 1]
    return _find("guide", name, {guide.id: (guide, guide.title) for guide in guides})


def find_theme(themes: Sequence[Theme], name: str) -> Theme:
    """Return the theme of this id or beginning. Raises NotFoundError, UsageError."""
    return _find("theme", name, {theme.id: (theme, theme.title) for theme in themes})


def find_question(questions: Sequence[Question], name: str) -> Question:
    """Return the question of this id or beginning. Raises NotFoundError, UsageError."""
    return _find("question", name, {one.id: (one, one.text) for one in questions})


def _find(kind: str, name: str, known: Mapping[str, tuple[_Item, str]]) -> _Item:
    wanted = name.strip().casefold()
    if wanted in known:
        return known[wanted][0]
    fitting = [
        item_id
        for item_id, (_, title) in known.items()
        if wanted and (item_id.startswith(wanted) or title.casefold().startswith(wanted))
    ]
    if len(fitting) == 1:
        return known[fitting[0]][0]
    if fitting:
        raise UsageError(f"several {kind}s begin with {name!r}: {', '.join(fitting)}", _hint(kind))
    raise NotFoundError(f"there is no {kind} {name!r}", f"The ids are: {', '.join(known)}")


def _hint(kind: str) -> str:
    return f"To see every {kind}: partnership {'guides' if kind == 'guide' else 'questions'}"


def _name(guide: Guide | None, themes: Iterable[Theme], questions: Sequence[Question]) -> str:
    titles = [theme.title for theme in themes]
    if guide or (titles and questions):
        return "A choice of questions"
    if titles:
        return ", ".join(titles)
    return "One question" if len(questions) == 1 else "A choice of questions"
