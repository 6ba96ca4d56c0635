"""The attribution that stands at the foot of whatever leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from partnership_cli.documents.lines import escape_line
from partnership_cli.framework.model import About, ChosenBy
from partnership_cli.reflection.crediting import takes_article

UNKNOWN: Final = "licence unknown, do not share."
OTHER_QUESTIONS: Final = f"Some of the questions are not from it: {UNKNOWN}"
_ANSWERS: Final = "The answers belong to the people who wrote them."
_CHOICE: Final[Mapping[ChosenBy, str]] = {
    "tool": "; the choice of questions is this tool's",
    "scheme": "; the choice of questions is a partnership scheme's",
    "framework": "",
}


def attribute(about: About) -> str:
    """Return the attribution as one paragraph of Markdown.

    CC BY-NC-ND 4.0, section 3(a)(1): the creators, the notice, the licence and its address,
    the source, whether it was modified, and the disclaimer. What a framework does not say is
    left out; where it names no licence, that is said.
    """
    return " ".join(_say(about))


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


def attribute_together(about: About, *, knows_all: bool) -> str:
    """Return the attribution of a page of several people; of other questions nothing is known."""
    if knows_all:
        return attribute(about)
    return f"{attribute(about)} {OTHER_QUESTIONS}"


def attribute_to(about: About | None) -> str:
    """Return the attribution; of a framework that is not at hand nothing is known."""
    if about is not None:
        return attribute(about)
    return f"The questions are from another framework: {UNKNOWN} {_ANSWERS}"


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
