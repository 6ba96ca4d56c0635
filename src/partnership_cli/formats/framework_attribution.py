"""The attribution that stands at the foot of whatever leaves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from partnership_cli.formats.credit import takes_article
from partnership_cli.formats.markdown_safety import escape_line, is_rule
from partnership_cli.framework.model import About, ChosenBy, Framework
from partnership_cli.framework.text_normalization import normalize_question, normalize_spelling
from partnership_cli.reflection.session import OURS, Answer
from partnership_cli.reflection.then_and_now import TimedQuestion
from partnership_cli.reflection.together import SharedQuestion

UNKNOWN: Final = "licence unknown, do not share."
NOT_FROM_IT: Final = "Some of the questions are not from it"
_MOST_NAMED: Final = 10
_LONGEST_NAMED: Final = 300
"""Characters of a question that somebody wrote, of which a page says that it is not from it."""
_ANSWERS: Final = "The answers belong to the people who wrote them."
_CHOICE: Final[Mapping[ChosenBy, str]] = {
    "tool": "; the choice of questions is this tool's",
    "scheme": "; the choice of questions is a partnership scheme's",
    "framework": "",
}
_BEGINS: Final = re.compile(
    r"(?:[\W_]|\d{1,2}[.)]|<[^>\n]{0,60}>|\[\^\w{1,8}\]:?)*"
    r"the[\W_]+questions[\W_]+are[\W_]+from\b",
    re.IGNORECASE,
)
"""The beginning, also as an item of a list, a footnote, or in HTML."""
_TAG: Final = re.compile(r"</?[a-z]+[^>\n]{0,60}>", re.IGNORECASE)
_DIVIDED: Final = re.compile(r"\xad|(?<=[a-z])-\s+(?=[a-z])")
"""Where a word is divided, or may be."""
_MOST_OF_OURS: Final = 2
"""How many of our sentences make a paragraph ours whose beginning is another."""
_ENDS: Final = re.compile(r"\bwho\W+wrote\W+them\b", re.IGNORECASE)
_OURS_ALONE: Final = tuple(
    re.compile("[^a-z0-9]+".join(words.split()), re.IGNORECASE)
    for words in (
        "licence unknown do not share",
        "layout bullets and links are not kept",
        "provided as is without warranties",
        "answers belong to the people who wrote them",
    )
)
_LICENSED: Final = re.compile(r"licensed[^a-z0-9]+under\b", re.IGNORECASE)
_NOT_SAID: Final = re.compile(r"\]\([^)\n]*\)|\(c\)", re.IGNORECASE)
"""The address behind a link, and a sign that stands for ©."""
_WORD: Final = re.compile(r"[^\W_]+")
_LONGEST: Final = 200
"""Lines over which an attribution may be broken, blank ones too."""


@dataclass(frozen=True)
class Foot:
    """Over how many lines an attribution stands, and what somebody wrote behind its end."""

    lines: int
    rest: str = ""


@dataclass(frozen=True)
class QuestionOrigins:
    """The questions of a document: whether some are in a framework's words, and the others."""

    some: bool = True
    others: tuple[str, ...] = ()


EVERY: Final = QuestionOrigins()
"""Every question of a document is in the framework's words."""


def compare(
    framework: Framework | None, answers: Iterable[Answer]
) -> tuple[About | None, QuestionOrigins]:
    """Return whose questions stand above these answers, and which of them letter by letter."""
    own = {one.text for _, one in framework.questions()} if framework else set()
    asked = [
        answer
        for answer in answers
        if answer.answer.strip() and (answer.text in own or answer.question not in OURS)
    ]
    return framework.framework if framework else None, QuestionOrigins(
        any(answer.text in own for answer in asked),
        tuple(answer.text for answer in asked if answer.text not in own),
    )


def quote_asked(asked: Sequence[SharedQuestion | TimedQuestion]) -> QuestionOrigins:
    """Tell which of these questions are in the framework's words."""
    return QuestionOrigins(
        any(laid.question for laid in asked),
        tuple(laid.text for laid in asked if not laid.question),
    )


def restore_wording(framework: Framework | None, answer: Answer) -> Answer:
    """Return an answer below its question as it was asked, which is what the person answered.

    Where no letter differs, it is the framework's own words, which nobody may change and give on.
    """
    found = framework.find_question(answer.question) if framework else None
    if found is None or normalize_question(found[1].text) != normalize_question(answer.text):
        return answer
    return replace(answer, text=found[1].text)


def attribute(about: About | None, quoted: QuestionOrigins = EVERY) -> str:
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
    return " ".join((*_list_sentences(about), *_name_others(quoted)))


def attribute_in_markdown(about: About | None, quoted: QuestionOrigins = EVERY) -> str:
    """Return the same as Markdown, in which other people's words are no signs."""
    others = tuple(map(escape_line, quoted.others))
    return attribute(escape_about(about) if about else None, replace(quoted, others=others))


def escape_about(about: About) -> About:
    """Return a framework's words as Markdown shows them as they stand."""
    texts: dict[str, Any] = {
        key: escape_line(value)
        for key in ("title", "url", "doi_url", "translation_of")
        if (value := getattr(about, key)) is not None
    }
    licence = about.licence
    if licence is not None:
        url = escape_line(licence.url) if licence.url else None
        licence = replace(licence, spdx=escape_line(licence.spdx), url=url)
    authors = tuple(map(escape_line, about.authors))
    return replace(about, **texts, authors=authors, licence=licence)


def begins_attribution(lines: Sequence[str], at: int) -> bool:
    """Whether a line, with the next, begins as an attribution does; an answer may as well."""
    if "the" not in lines[at].casefold():
        return False
    return bool(_BEGINS.match(_DIVIDED.sub("", " ".join(lines[at : at + 2]))))


def _is_rest(lines: Sequence[str], at: int) -> bool:
    """Whether a paragraph begins at a line that holds most of an attribution, not its beginning."""
    if (at and lines[at - 1].strip()) or not lines[at].strip():
        return False
    said = ""
    for line in lines[at : at + _LONGEST]:
        if not line.strip():
            break
        said += f"{line}\n"
    return sum(bool(ours.search(said)) for ours in _OURS_ALONE) >= _MOST_OF_OURS


def find_attribution(lines: Sequence[str], at: int, own: str = "") -> Foot | None:
    """Return how far the attribution that begins at a line goes, or None where none does.

    It is known by its words alone: a program may have dropped the rule above it, broken its
    lines, and changed its emphasis, links and signs. `own` is one that is known to the letter,
    which may even have blank lines in it. Of any other, one paragraph is read, and more than its
    beginning has to be ours, because an answer may begin so.
    """
    if not begins_attribution(lines, at):
        return _read_paragraph(lines, at) if _is_rest(lines, at) else None
    whole = _follow(lines, at, _list_own_words(own)) if own else None
    return whole or _read_paragraph(lines, at)


def cut_foot(lines: Sequence[str]) -> Sequence[str]:
    """Return lines without the attribution at their end, and one rule above it."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    for at in range(max(end - _LONGEST, 0), end):
        foot = find_attribution(lines, at)
        if foot and at + foot.lines == end and not foot.rest:
            above = at
            while above and not lines[above - 1].strip():
                above -= 1
            return lines[: above - 1] if above and is_rule(lines[above - 1]) else lines[:at]
    return lines


def list_words(text: str) -> list[str]:
    """Return the words of an attribution, whatever signs stand between and around them."""
    return _WORD.findall(normalize_spelling(_NOT_SAID.sub(" ", text)))


_list_own_words = lru_cache(maxsize=4)(list_words)


def _follow(lines: Sequence[str], at: int, own: list[str]) -> Foot | None:
    said = ""
    for end in range(at, min(at + _LONGEST, len(lines))):
        said += f" {lines[end]}"
        words = list_words(said)
        if words[: len(own)] == own:
            return Foot(end - at + 1, _cut_rest(said))
        if own[: len(words)] != words:
            break
    return None


def _read_paragraph(lines: Sequence[str], at: int) -> Foot | None:
    end, most = at + 1, min(at + _LONGEST, len(lines))
    while end < most and lines[end].strip() and not begins_attribution(lines, end):
        end += 1
    said = "\n".join(lines[at:end])
    if not _is_ours(said):
        return None
    found = _ENDS.search(said)
    if found is None:
        return Foot(end - at)
    count = said.count("\n", 0, found.end()) + 1
    return Foot(count, _cut_rest("\n".join(lines[at : at + count])))


def _is_ours(said: str) -> bool:
    """Tell whether a paragraph says what nobody else writes behind such a beginning."""
    has_licence = bool(_LICENSED.search(said)) and "http" in said.casefold()
    return has_licence or any(ours.search(said) for ours in _OURS_ALONE)


def _cut_rest(said: str) -> str:
    """Return what stands behind our last words."""
    rest = said[found.end() :] if (found := _ENDS.search(said)) else ""
    return rest.strip() if _WORD.search(_TAG.sub("", rest)) else ""


def _list_sentences(about: About) -> Iterator[str]:
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


def _name_others(quoted: QuestionOrigins) -> Iterator[str]:
    """Say which questions are not from it, up to a bound: a note can be changed by hand."""
    if quoted.others:
        names = [
            f"“{one}”" if len(one) <= _LONGEST_NAMED else f"“{one[:_LONGEST_NAMED]}…”"
            for one in quoted.others[:_MOST_NAMED]
        ]
        more = len(quoted.others) - len(names)
        names += [f"{more} more"] if more else []
        yield f"{NOT_FROM_IT}: {', '.join(names)}; {UNKNOWN}"
