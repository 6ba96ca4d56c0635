"""Which questions are asked: those of a guide, of themes, some, or all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from partnership_cli.errors import NotFoundError, UsageError
from partnership_cli.framework.companion import Companion
from partnership_cli.framework.model import Framework, Guide, GuideMode, Question, Theme
from partnership_cli.reflection.session import FREE, FREE_HEADING, Answer

_Item = TypeVar("_Item")
AUDIENCES: Final = (None, "students", "staff")
_LONGEST_SHOWN: Final = 60


@dataclass(frozen=True)
class Selection:
    """The questions of a session, in the order they are asked.

    `guide` is the id of the guide they come from, or empty. A quiet selection is not named
    on screen once it has begun. One that is `free` asks nothing.
    """

    title: str
    questions: tuple[Question, ...]
    guide: str = ""
    mode: GuideMode = "alone"
    quiet: bool = False
    free: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of what is asked, as a note holds them."""
        return (FREE,) if self.free else tuple(question.id for question in self.questions)

    def is_in_order(self, order: Sequence[str]) -> bool:
        """Tell whether the questions stand as in `order`, which holds the ids of them all."""
        places = [order.index(one) for one in self.ids if one in order]
        return places == sorted(places)


FREE_WRITING: Final = Selection(FREE_HEADING, (), free=True)


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
    if not every:
        raise NotFoundError(
            "this framework has no questions",
            "To write without one: partnership reflect --free",
        )
    if everything:
        return Selection("All questions", tuple(every))
    found_guide = None if guide is None else find_guide(companion.guides, guide)
    named_themes = {find_theme(framework.themes, name).id for name in themes}
    named_questions = {find_question(every, name).id for name in questions}
    found_themes = [theme for theme in framework.themes if theme.id in named_themes]
    if found_guide and not found_themes and not named_questions:
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
        *named_questions,
    }
    if not wanted:
        raise NotFoundError(
            "this theme has no questions", "To see which others there are: partnership questions"
        )
    return Selection(
        _name(found_guide, found_themes, len(named_questions)),
        tuple(question for question in every if question.id in wanted),
        quiet=bool(found_guide and found_guide.quiet),
    )


def narrow_to(selection: Selection, audience: str | None) -> Selection:
    """Return a selection with the questions alone that are for students, or for staff.

    Without an audience it stays as it is. Raises UsageError, NotFoundError.
    """
    if audience is None or selection.free:
        return selection
    chosen = tuple(one for one in selection.questions if is_for(one, audience))
    if not chosen:
        raise NotFoundError(
            f"none of these questions is for {audience}", "Leave out --for to see all of them."
        )
    return replace(selection, questions=chosen)


def is_for(question: Question, audience: str) -> bool:
    """Tell whether a question is for students, or for staff. Raises UsageError for others."""
    require_audience(audience)
    return question.audience in {audience, "both"}


def describe_use(audience: str, moment: str | None) -> str:
    """Return for whom and when a question is, or an empty text where it is for everyone."""
    return "; ".join(filter(None, ("" if audience == "both" else f"for {audience}", moment)))


def require_audience(audience: str | None) -> None:
    """Raise UsageError where neither students nor staff are named, if anyone is."""
    if audience not in AUDIENCES:
        named = str(audience)[:_LONGEST_SHOWN]
        raise UsageError(f"--for {named!r} names nobody", "Write students or staff.")


def find_guide(guides: Sequence[Guide], name: str) -> Guide:
    """Return the guide of this number in the menu, id, or beginning of a word in its title.

    Raises NotFoundError, UsageError.
    """
    number = name.strip().removeprefix("0")
    ids = [guide.id for guide in guides]
    for at, guide in enumerate(guides, 1):
        if number == str(at) and name not in ids:
            return guide
    return _find("guide", name, {guide.id: (guide, guide.title) for guide in guides})


def find_theme(themes: Sequence[Theme], name: str) -> Theme:
    """Return the theme of this id or beginning. Raises NotFoundError, UsageError."""
    return _find("theme", name, {theme.id: (theme, theme.title) for theme in themes})


def find_question(questions: Sequence[Question], name: str) -> Question:
    """Return the question of this id or beginning. Raises NotFoundError, UsageError."""
    return _find("question", name, {one.id: (one, one.text) for one in questions})


def find_answered(answers: Sequence[Answer], name: str) -> str:
    """Return the id of the one answered question that is or begins with `name`.

    Raises NotFoundError, UsageError.
    """
    known = [answer.question for answer in answers]
    fitting = [one for one in known if one == name] or [
        one for one in known if name and one.startswith(name)
    ]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise UsageError(f"several answers fit {name!r}: {', '.join(fitting)}", "Name one.")
    raise NotFoundError(
        f"this note has no answer to {name!r}", f"It has answers to: {', '.join(known)}"
    )


def _find(kind: str, name: str, known: Mapping[str, tuple[_Item, str]]) -> _Item:
    wanted = " ".join(name.casefold().split())
    fitting = _find_best_fit(wanted, {one: title.casefold() for one, (_, title) in known.items()})
    if len(fitting) == 1:
        return known[fitting[0]][0]
    shown = repr(name[:_LONGEST_SHOWN])
    if fitting:
        raise UsageError(f"several {kind}s begin with {shown}: {', '.join(fitting)}", _hint(kind))
    ids = f"The ids are: {', '.join(known)}" if known else f"This framework has no {kind}s."
    raise NotFoundError(f"there is no {kind} {shown}", ids)


def _find_best_fit(wanted: str, titles: Mapping[str, str]) -> list[str]:
    """Return the ids that fit best: whole, by their beginning, or by that of a word in a title."""
    whole = [one for one, title in titles.items() if wanted in {one, title}]
    if whole or not wanted:
        return whole
    beginning = [
        one for one, title in titles.items() if one.startswith(wanted) or title.startswith(wanted)
    ]
    return beginning or [one for one, title in titles.items() if f" {wanted}" in title]


def _hint(kind: str) -> str:
    return f"To see every {kind}: partnership {'guides' if kind == 'guide' else 'questions'}"


def _name(guide: Guide | None, themes: Iterable[Theme], questions: int) -> str:
    titles = [theme.title for theme in themes]
    if guide or (titles and questions):
        return "A choice of questions"
    if titles:
        return ", ".join(titles)
    return "One question" if questions == 1 else "A choice of questions"
