"""The attribution that stands at the foot of whatever leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from partnership_cli.documents.lines import escape_line
from partnership_cli.framework.folding import fold_text
from partnership_cli.framework.model import About, ChosenBy, Framework
from partnership_cli.reflection.crediting import takes_article
from partnership_cli.reflection.session import OURS, Answer
from partnership_cli.reflection.together import SideBySide

UNKNOWN: Final = "licence unknown, do not share."
_MOST_NAMED: Final = 10
_LONGEST_NAMED: Final = 300
"""Characters of a question that somebody wrote, of which a page says that it is not from it."""
_ANSWERS: Final = "The answers belong to the people who wrote them."
_CHOICE: Final[Mapping[ChosenBy, str]] = {
    "tool": "; the choice of questions is this tool's",
    "scheme": "; the choice of questions is a partnership scheme's",
    "framework": "",
}


@dataclass(frozen=True)
class Quoted:
    """The questions of a document: whether some are in a framework's words, and the others."""

    some: bool = True
    others: tuple[str, ...] = ()


EVERY: Final = Quoted()
"""Every question of a document is in the framework's words."""


def compare(framework: Framework | None, answers: Iterable[Answer]) -> tuple[About | None, Quoted]:
    """Return whose questions stand above these answers, and which of them letter by letter."""
    own = {one.text for _, one in framework.questions()} if framework else set()
    asked = [
        answer
        for answer in answers
        if answer.answer.strip() and (answer.text in own or answer.question not in OURS)
    ]
    return framework.framework if framework else None, Quoted(
        any(answer.text in own for answer in asked),
        tuple(answer.text for answer in asked if answer.text not in own),
    )


def quote_questions(page: SideBySide) -> Quoted:
    """Tell which questions of several people are in the framework's words."""
    asked = (*page.by_several, *page.by_one)
    return Quoted(
        any(laid.question for laid in asked),
        tuple(laid.text for laid in asked if not laid.question),
    )


def restore_wording(framework: Framework | None, answer: Answer) -> Answer:
    """Return an answer below its question as it was asked, which is what the person answered.

    Where no letter differs, it is the framework's own words, which nobody may change and give on.
    """
    found = framework.find_question(answer.question) if framework else None
    if found is None or fold_text(found[1].text) != fold_text(answer.text):
        return answer
    return answer.model_copy(update={"text": found[1].text})


def attribute(about: About | None, quoted: Quoted = EVERY) -> str:
    """Return what a document says of its questions, as one paragraph; the one place that decides.

    CC BY-NC-ND 4.0, section 3(a)(1): the creators, the notice, the licence and its address,
    the source, whether it was modified, and the disclaimer. What a framework does not say is
    left out; where it names no licence, that is said. `about` is None where the framework is
    not at hand, of which nothing is known. Nothing is claimed of questions in other words.
    """
    if not (quoted.some or quoted.others):
        return _ANSWERS
    if about is None:
        return f"The questions are from another framework: {UNKNOWN} {_ANSWERS}"
    if not quoted.some:
        return f"The questions are from elsewhere, or were changed: {UNKNOWN} {_ANSWERS}"
    return " ".join((*_say(about), *_name_others(quoted)))


def attribute_in_markdown(about: About | None, quoted: Quoted = EVERY) -> str:
    """Return the same as Markdown, in which other people's words are no signs."""
    others = tuple(map(escape_line, quoted.others))
    return attribute(escape_about(about) if about else None, replace(quoted, others=others))


def escape_about(about: About) -> About:
    """Return a framework's words as Markdown shows them as they stand."""
    texts = {
        key: escape_line(value)
        for key in ("title", "url", "doi_url", "translation_of")
        if (value := getattr(about, key)) is not None
    }
    licence = about.licence
    if licence is not None:
        url = escape_line(licence.url) if licence.url else None
        licence = licence.model_copy(update={"spdx": escape_line(licence.spdx), "url": url})
    authors = tuple(map(escape_line, about.authors))
    return about.model_copy(update={**texts, "authors": authors, "licence": licence})


def list_addresses(about: About) -> tuple[str, ...]:
    """Return the addresses that stand in the attribution."""
    licence = about.licence.url if about.licence else None
    return tuple(filter(None, (licence, about.url, about.doi_url)))


def _say(about: About) -> Iterator[str]:
    article = "the " if takes_article(about) else ""
    made = f"The questions are from {article}*{about.title}*"
    if about.year is not None:
        made += f" © {about.year}"
    if about.authors:
        made += f" by {', '.join(about.authors)}"
    licence = about.licence
    if about.translation_of:
        made += f", a translation of {about.translation_of}"
    if licence is None:
        yield f"{made}: {UNKNOWN}"
    elif about.translation_of and licence.forbids_changes:
        yield f"{made}, whose licence lets nobody share a changed version: do not share."
    elif licence.url:
        yield f"{made}, licensed under {licence.name}, {licence.url} ."
    else:
        yield f"{made}, licensed under {licence.name}."
    if sources := [one for one in (about.url, about.doi_url) if one]:
        yield f"Source: {' , '.join(sources)} ."
    kept = "Page" if about.translation_of else "Wording unchanged; page"
    yield (
        f"{kept} layout, bullets and links are not kept"
        f"{_CHOICE[about.chosen_by]}. Provided as is, without warranties."
    )
    yield _ANSWERS


def _name_others(quoted: Quoted) -> Iterator[str]:
    """Say which questions are not from it, up to a bound: a note can be changed by hand."""
    if quoted.others:
        names = [
            f"“{one}”" if len(one) <= _LONGEST_NAMED else f"“{one[:_LONGEST_NAMED]}…”"
            for one in quoted.others[:_MOST_NAMED]
        ]
        more = len(quoted.others) - len(names)
        names += [f"{more} more"] if more else []
        yield f"Some of the questions are not from it: {', '.join(names)}; {UNKNOWN}"
