"""Pages of answers, in HTML: each one file that loads nothing, runs nothing and prints well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from partnership_cli.formats.agreement_html import write_agreed_before
from partnership_cli.formats.framework_attribution import compare, quote_asked
from partnership_cli.formats.html_answer import BROAD, render_answer, show
from partnership_cli.formats.page_frame import (
    THEIRS,
    list_attributes,
    make_page,
    name,
    rule,
    write_day,
    write_foot,
    write_paragraphs,
)
from partnership_cli.formats.style import Paper
from partnership_cli.framework.model import About, Framework
from partnership_cli.reflection.agreement import (
    AGREED_ON,
    BETWEEN_US,
    BETWEEN_US_TITLE,
    FOR_ALL,
    FOR_ALL_TITLE,
)
from partnership_cli.reflection.search import Writings
from partnership_cli.reflection.session import Session
from partnership_cli.reflection.then_and_now import CHOSEN_TWICE, ThenAndNow, TimedQuestion
from partnership_cli.reflection.together import (
    BROUGHT_BY_ONE,
    CHECK,
    CHECK_HOW,
    Comparison,
    PartnerAnswer,
    SharedQuestion,
)

_LINES_BETWEEN: Final = 3
_LONGEST_PAGE: Final = 300_000
"""Characters of a page of several people, above which each answer is shown as it was typed."""
_LETTERS_OF_A_LINE: Final = 38
_MOST_LINES: Final = 24
"""Of an answer beside others on paper that lies on its side."""
_MOST_SEATS: Final = 4
_UPRIGHT: Final = frozenset({2, 4})
"""How many stand beside each other, or two by two, on paper that does not lie on its side."""


def export_html(session: Session, framework: Framework | None, *, large: bool = False) -> str:
    """Return a reflection as a page: each question a heading, and the attribution at its foot.

    `framework` is the one whose questions these are, or None where it is not at hand.
    """
    about, quoted = compare(framework, session.answers)
    attributes = list_attributes(about)
    return make_page(
        session.title,
        "export",
        [f"<h1 {THEIRS}>{show(session.title)}</h1>\n", *_format_when(session)]
        + [
            f'<section class="asked">\n<h2 {attributes}>{show(answer.text)}</h2>\n'
            f"{_quote(answer.answer)}</section>\n"
            for answer in session.answers
            if answer.answer.strip()
        ],
        write_foot(about, quoted),
        Paper(session.title, large=large),
    )


def export_writings_html(
    writings: Writings, framework: Framework | None, *, large: bool = False
) -> str:
    """Return all that was written to a question, a theme or a guide as a page, by question."""
    about, quoted = compare(framework, writings.answers)
    attributes = list_attributes(about)
    main = [f"<h1 {attributes}>{show(writings.title)}</h1>\n"]
    level = 2 if writings.is_one_question else 3
    for history in writings.histories:
        main.append('<section class="asked">\n')
        if not writings.is_one_question:
            main.append(f"<h2 {attributes}>{show(history.text)}</h2>\n")
        for match in history.answers:
            main.append(f"<h{level}>{write_day(match.answer.written)}</h{level}>\n")
            if match.answer.text != history.text:
                asked = f"<span {attributes}>{show(match.answer.text)}</span>"
                main.append(f"<p>Asked then: {asked}</p>\n")
            main.append(_quote(match.answer.answer))
        main.append("</section>\n")
    foot = write_foot(about, quoted)
    return make_page(writings.title, "export", main, foot, Paper(writings.title, large=large))


def render_together_html(page: Comparison, about: About, *, large: bool = False) -> str:
    """Return the answers of several people, side by side where there is room, as equals."""
    main = [f"<h1>{page.name_people(name)}</h1>\n", '<div class="lead">\n']
    main += [f"<p>{line}</p>\n" for line in page.introduce(name)]
    main.append("</div>\n")
    # Answers of others may be made to take long, each within its bounds.
    length = sum(len(given.answer) for one in page.people for given in one.answers)
    as_typed = length > _LONGEST_PAGE
    for laid in page.by_several:
        main += [
            '<section class="asked">\n',
            *_write_answers(laid, 2, about, as_typed=as_typed, before=_write_agreed(page, laid)),
            *_leave_room(BETWEEN_US_TITLE, BETWEEN_US, 3),
            "</section>\n",
        ]
    if page.by_one:
        main.append(f'<section class="asked single">\n<h2>{show(BROUGHT_BY_ONE)}</h2>\n')
        for laid in page.by_one:
            main += [
                '<div class="asked">\n',
                *_write_answers(laid, 3, about, as_typed=as_typed),
                "</div>\n",
            ]
        main.append("</section>\n")
    main += [
        f'<section class="asked">\n<h2>{show(FOR_ALL_TITLE)}</h2>\n',
        _write_agreed(page, None),
        *_leave_room("", (*FOR_ALL, AGREED_ON), 2),
        "</section>\n",
    ]
    main += _list_words((one.name, one.fingerprint) for one in page.written)
    wide = any(len(laid.answers) not in _UPRIGHT for laid in page.by_several)
    title = page.name_people(str)
    paper = Paper(title, wide=wide and not large, large=large)
    foot = write_foot(about, quote_asked(page.questions))
    return make_page(title, "together", main, foot, paper)


def render_times_html(page: ThenAndNow, about: About, *, large: bool = False) -> str:
    """Return what people brought at two times, those of one person side by side."""
    title = page.name_people(name)
    main = [f"<h1>{title}</h1>\n", '<div class="lead">\n', *write_paragraphs((CHOSEN_TWICE,))]
    main.append("</div>\n")
    as_typed = page.length > _LONGEST_PAGE
    for asked in page.both:
        main += _write_times(asked, about, as_typed=as_typed)
    for heading, questions in page.parts:
        main.append(f'<section class="asked single">\n<h2>{show(heading)}</h2>\n')
        for laid in questions:
            main += ['<div class="asked">\n', *_write_answers(laid, 3, about, as_typed=as_typed)]
            main.append("</div>\n")
        main.append("</section>\n")
    main += _list_words(
        (f"{one}, {time}", words)
        for one, *both in page.words
        for time, words in zip(("then", "now"), both, strict=True)
        if words
    )
    plain = page.name_people(str)
    foot = write_foot(about, quote_asked(page.questions))
    return make_page(plain, "together", main, foot, Paper(plain, large=large))


def _format_when(session: Session) -> Iterator[str]:
    yield f'<div class="lead">\n<p>{write_day(session.started)}</p>\n'
    if session.partners:
        yield f"<p>With {', '.join(map(name, session.partners))}</p>\n"
    yield "</div>\n"


def _quote(answer: str, *, as_typed: bool = False) -> str:
    words = render_answer(answer, as_typed=as_typed)
    return f'<div class="words" {THEIRS}>\n{words}</div>\n'


def _write_answers(
    laid: SharedQuestion, level: int, about: About, *, as_typed: bool, before: str = ""
) -> Iterator[str]:
    """Give a question and its answers, whose names stand one level below it."""
    attributes = list_attributes(about) if laid.question else THEIRS
    spoken = [_speak(one, level + 1, as_typed=as_typed) for one in laid.answers]
    seats = f"of-{len(spoken)}" if len(spoken) <= _MOST_SEATS else "of-many"
    if any(map(_is_tall, laid.answers, spoken)):
        seats += " tall"
    yield f"<h{level} {attributes}>{show(laid.heading)}</h{level}>\n"
    yield f'{before}<div class="voices {seats}">\n'
    yield from spoken
    yield "</div>\n"


def _is_tall(given: PartnerAnswer, shown: str) -> bool:
    """Tell whether an answer is about as high as a sheet, so that it may be broken over two.

    The cells of a broad table stand below each other.
    """
    cells = given.answer.count("|") if BROAD in shown else 0
    lines = given.answer.split("\n")
    return sum(len(line) // _LETTERS_OF_A_LINE + 1 for line in lines) + cells > _MOST_LINES


def _write_times(asked: TimedQuestion, about: About, *, as_typed: bool) -> Iterator[str]:
    """Give a question of two times, and what each person brought to it, side by side."""
    attributes = list_attributes(about) if asked.question else THEIRS
    yield f'<section class="asked">\n<h2 {attributes}>{show(asked.heading)}</h2>\n'
    for one in asked.answers:
        given = [PartnerAnswer(time, answer) for time, answer in one.times]
        spoken = [_speak(each, 4, as_typed=as_typed) for each in given]
        tall = " tall" if any(map(_is_tall, given, spoken)) else ""
        yield f"<h3 {THEIRS}>{show(one.name)}</h3>\n"
        yield f'<div class="voices of-{len(spoken)}{tall}">\n'
        yield from spoken
        yield "</div>\n"
    yield "</section>\n"


def _write_agreed(page: Comparison, laid: SharedQuestion | None) -> str:
    """Return what was agreed before: on a question, or for all of it."""
    agreed = page.agreed_on(laid) if laid else page.agreed_for_all()
    title = page.agreed.title if page.agreed else ""
    return "".join(write_agreed_before(title, agreed, 3))


def _speak(spoken: PartnerAnswer, level: int, *, as_typed: bool) -> str:
    return (
        f'<div class="voice">\n<h{level} {THEIRS}>{show(spoken.name)}</h{level}>\n'
        f"{_quote(spoken.answer, as_typed=as_typed)}</div>\n"
    )


def _leave_room(title: str, parts: Sequence[str], level: int) -> Iterator[str]:
    """Give labels with lines to write on below each, under a title if there is one."""
    heading = f"<h{level}>{show(title)}</h{level}>\n" if title else ""
    yield f'<div class="between">\n{heading}<div class="parts">\n'
    for part in parts:
        label = f"<h{level + 1}>{show(part)}</h{level + 1}>"
        yield f'<div class="part">\n{label}\n{rule(_LINES_BETWEEN)}</div>\n'
    yield "</div>\n</div>\n"


def _list_words(files: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Give the three words of each file, last: they are for whoever wants to check it."""
    yield f'<section class="files">\n<h2>{show(CHECK)}</h2>\n'
    yield from write_paragraphs((CHECK_HOW,))
    yield '<dl class="people">\n'
    for whose, words in files:
        yield f"<div><dt {THEIRS}>{show(whose)}</dt><dd>{show(words)}</dd></div>\n"
    yield "</dl>\n</section>\n"
