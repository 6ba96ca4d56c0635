"""The attribution that stands at the foot of whatever leaves."""

from __future__ import annotations

from typing import Final

from partnership_cli.framework.model import About

OTHER_QUESTIONS: Final = "Some of the questions are not from it: licence unknown, do not share."


def attribute(about: About) -> str:
    """Return the attribution as one paragraph of Markdown.

    CC BY-NC-ND 4.0, section 3(a)(1): the creators, the notice, the licence and its address,
    the source, whether it was modified, and the disclaimer.
    """
    return (
        f"The questions are from the *{about.title}* © {about.year} by "
        f"{', '.join(about.authors)}, licensed under {_name(about.licence.spdx)}, "
        f"{about.licence.url} . Source: {about.url} , {about.doi_url} . "
        "Wording unchanged; page layout, bullets and links are not kept; the choice of "
        "questions is this tool's. Provided as is, without warranties. "
        "The answers belong to the people who wrote them."
    )


def attribute_together(about: About, *, knows_all: bool) -> str:
    """Return the attribution of a page of several people; of other questions nothing is known."""
    if knows_all:
        return attribute(about)
    return f"{attribute(about)} {OTHER_QUESTIONS}"


def attribute_to(framework: str, about: About) -> str:
    """Return the attribution; of another framework than the one at hand nothing is known."""
    if framework == about.id:
        return attribute(about)
    return (
        "The questions are from another framework: licence unknown, do not share. "
        "The answers belong to the people who wrote them."
    )


def _name(spdx: str) -> str:
    """Return a Creative Commons licence as it names itself: CC BY-NC-ND 4.0."""
    if not spdx.startswith("CC-"):
        return spdx
    kind, _, version = spdx.removeprefix("CC-").rpartition("-")
    return f"CC {kind} {version}"
