"""Which questions are asked: those of a guide, of themes, some, or all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from partnership_cli.command_names import find_close
from partnership_cli.errors import NotFoundError, UsageError
from partnership_cli.framework.companion import Companion
from partnership_cli.framework.model import Framework, Guide, GuideMode, Project, Question, Theme
from partnership_cli.reflection.session import FREE, FREE_HEADING, Answer

_Item = TypeVar("_Item")
AUDIENCES: Final = (None, "students", "staff")
_LONGEST_SHOWN: Final = 60
_MOST_NAMED: Final = 6
_MOST_SUGGESTED: Final = 3
_SHORTEST_BEGINNING: Final = 3
_SHORTEST_WORD: Final = 4
_WORD: Final = re.compile(r"\w+")
Subject = Guide | Theme | Question
"""What there is to write about."""


@dataclass(frozen=True)
class Selection:
    """The questions of a session, in the order they are asked.

    `guide` is the id of the guide they come from, or empty. A quiet selection is not named
    on screen once it has begun. One that is `free` asks nothing. `why` is what a guide is for.
    """

    title: str
    questions: tuple[Question, ...]
    guide: str = ""
    mode: GuideMode = "alone"
    quiet: bool = False
    free: bool = False
    why: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of what is asked, as a note holds them."""
        return (FREE,) if self.free else tuple(question.id for question in self.questions)


FREE_WRITING: Final = Selection(FREE_HEADING, (), free=True)


def select_named(
    framework: Framework,
    companion: Companion,
    *,
    what: str | None,
    themes: Sequence[str],
    questions: Sequence[str],
    everything: bool,
) -> Selection:
    """Return the questions that were named, one of them as a guide, a theme or a question.

    Raises NotFoundError, UsageError.
    """
    guide = what
    if what is not None and framework.ids:
        subject = find_subject(framework, companion, what)
        guide = subject.id if isinstance(subject, Guide) else None
        themes = (*themes, subject.id) if isinstance(subject, Theme) else themes
        questions = (*questions, subject.id) if isinstance(subject, Question) else questions
    return select_questions(
        framework,
        companion,
        guide=guide,
        themes=themes,
        questions=questions,
        everything=everything,
    )


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
            why=found_guide.why or "",
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


def find_subject(
    framework: Framework, companion: Companion, name: str, *, to_read: bool = False
) -> Subject:
    """Return the one guide, theme or question that a word means.

    It is an id or a title, the beginning of one, or that of a word in a title; a guide may be its
    number in the menu. Where one name is that of several, the first of a guide, a theme and a
    question is meant; with `to_read` the last. Raises NotFoundError, UsageError.
    """
    if not to_read and (numbered := _find_by_number(companion.guides, name)):
        return numbered
    kinds: list[tuple[str, dict[str, tuple[Subject, str]]]] = [
        ("guide", {one.id: (one, one.title) for one in companion.guides}),
        ("theme", {one.id: (one, one.title) for one in framework.themes}),
        ("question", {one.id: (one, one.text) for _, one in framework.questions()}),
    ]
    if to_read:
        kinds.reverse()
    wanted = _fold(name)
    for fits in (_is_whole, _is_beginning, _is_word):
        found = [
            (kind, known_id, item)
            for kind, known in kinds
            for known_id, (item, title) in known.items()
            if wanted and fits(wanted, known_id, title.casefold())
        ]
        if len({known_id for _, known_id, _ in found}) == 1 or (found and fits is _is_whole):
            return found[0][2]
        if found:
            raise _refuse_several("things", name, [f"{one} ({kind})" for kind, one, _ in found])
    names = {one: title for _, known in kinds for one, (_, title) in known.items()}
    raise NotFoundError(
        f"there is no guide, theme or question {_shorten(name)}{suggest(name, names)}",
        "To see them: partnership questions. For the guides: partnership guides",
    )


def list_questions(framework: Framework, subject: Subject) -> tuple[Question, ...]:
    """Return the questions of a guide or a theme, or the one that it is."""
    if isinstance(subject, Question):
        return (subject,)
    if isinstance(subject, Theme):
        return subject.questions
    found = (framework.find_question(one) for one in subject.questions)
    return tuple(one[1] for one in found if one)


def find_guide(guides: Sequence[Guide], name: str) -> Guide:
    """Return the guide of this number in the menu, id, or beginning of a word in its title.

    Raises NotFoundError, UsageError.
    """
    numbered = _find_by_number(guides, name)
    return numbered or _find("guide", name, {guide.id: (guide, guide.title) for guide in guides})


def _find_by_number(guides: Sequence[Guide], name: str) -> Guide | None:
    number = name.strip().removeprefix("0")
    if name in {guide.id for guide in guides}:
        return None
    return next((guide for at, guide in enumerate(guides, 1) if number == str(at)), None)


def find_theme(themes: Sequence[Theme], name: str) -> Theme:
    """Return the theme of this id or beginning. Raises NotFoundError, UsageError."""
    return _find("theme", name, {theme.id: (theme, theme.title) for theme in themes})


def find_project(projects: Sequence[Project], name: str) -> Project:
    """Return the project of this id or beginning. Raises NotFoundError, UsageError."""
    return _find("project", name, {one.id: (one, one.title) for one in projects})


def find_question(questions: Sequence[Question], name: str) -> Question:
    """Return the question of this id or beginning. Raises NotFoundError, UsageError."""
    return _find("question", name, {one.id: (one, one.text) for one in questions})


def find_answered(answers: Sequence[Answer], name: str) -> str:
    """Return the id of the one answered question that is or begins with `name`.

    Raises NotFoundError, UsageError.
    """
    known = {answer.question: answer.text for answer in answers}
    fitting = [one for one in known if one == name] or [
        one for one in known if name and one.startswith(name)
    ]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise _refuse_several("answers", name, fitting)
    ids = ", ".join(list(known)[:_MOST_NAMED])
    more = " and others" if len(known) > _MOST_NAMED else ""
    raise NotFoundError(
        f"this reflection has no answer to {_shorten(name)}{suggest(name, known)}",
        f"It has answers to: {ids}{more}",
    )


def suggest(name: str, titles: Mapping[str, str]) -> str:
    """Return what to add to an error where a name is near to an id or a title, else nothing."""
    names = {text: one for one, title in titles.items() for text in (_fold(one), _fold(title))}
    # Of a long text, a word that was mistyped is near to none but a word.
    for one, title in titles.items():
        for word in (*_WORD.findall(_fold(title)), *one.split("-")):
            if len(word) >= _SHORTEST_WORD:
                names.setdefault(word, one)
    wanted = _fold(name)[:_LONGEST_SHOWN]
    near = find_close(wanted, names, _MOST_SUGGESTED) or [
        # Another form of a short word: joyful, joys.
        text
        for text in names
        if len(text) >= _SHORTEST_BEGINNING and wanted.startswith(text)
    ]
    ids = list(dict.fromkeys(names[text] for text in near))[:_MOST_SUGGESTED]
    return f" (did you mean {' or '.join(ids)}?)" if ids else ""


def _find(kind: str, name: str, known: Mapping[str, tuple[_Item, str]]) -> _Item:
    wanted = _fold(name)
    for fits in (_is_whole, _is_beginning, _is_word):
        found = [
            one
            for one, (_, title) in known.items()
            if wanted and fits(wanted, one, title.casefold())
        ]
        if len(found) == 1:
            return known[found[0]][0]
        if found:
            raise _refuse_several(f"{kind}s", name, found)
    if not known:
        raise NotFoundError(
            f"there is no {kind} {_shorten(name)}", f"This framework has no {kind}s."
        )
    near = suggest(name, {one: title for one, (_, title) in known.items()})
    raise NotFoundError(f"there is no {kind} {_shorten(name)}{near}", _hint(kind))


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())


def _is_whole(wanted: str, known_id: str, title: str) -> bool:
    return wanted in {known_id, title}


def _is_beginning(wanted: str, known_id: str, title: str) -> bool:
    return known_id.startswith(wanted) or title.startswith(wanted)


def _is_word(wanted: str, known_id: str, title: str) -> bool:
    return f" {wanted}" in title or f"-{wanted}" in known_id


def _refuse_several(kinds: str, name: str, fitting: Sequence[str]) -> UsageError:
    shown = ", ".join(fitting[:_MOST_NAMED])
    more = f" and {len(fitting) - _MOST_NAMED} more" if len(fitting) > _MOST_NAMED else ""
    return UsageError(f"several {kinds} fit {_shorten(name)}: {shown}{more}", "Type one in full.")


def _shorten(name: str) -> str:
    return repr(name[:_LONGEST_SHOWN])


def _hint(kind: str) -> str:
    listing = f"{kind}s" if kind in {"guide", "project"} else "questions"
    return f"To see every {kind}: partnership {listing}"


def _name(guide: Guide | None, themes: Iterable[Theme], questions: int) -> str:
    titles = [theme.title for theme in themes]
    if guide or (titles and questions):
        return "A selection of questions"
    if titles:
        return ", ".join(titles)
    return "One question" if questions == 1 else "A selection of questions"
