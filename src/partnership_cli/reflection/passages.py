"""What somebody wrote, in passages to choose from: sentences, items of a list, or whole blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_BLANK: Final = re.compile(r"\n(?:[ \t]*\n)+")
_FENCE: Final = re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE)
_ITEM: Final = re.compile(r"[ \t]*(?:[-*+•]|\d{1,9}[.)])[ \t]")
_MARKED: Final = re.compile(r"[`*_\[\]<>|~$\\]|^[ \t]*#|^ {4}|^\t", re.MULTILINE)
"""Signs that mean something in Markdown: what they stand around is not cut."""
_END: Final = re.compile(
    r"(?P<word>[^\s(\[“\"'‘]*)[.!?…؟।][\"'”’»)\]]*(?P<gap>\s+)(?=\S)|(?<=[。！？])(?=\S)"
)
_ABBREVIATIONS: Final = frozenset(
    """
    approx ca cf col dept dr ed eds eg etc ext fig gen hon ie inc jr lt ltd mr mrs ms mt no nr
    op p pp prof resp rev sr st vol vs z.b d.h u.a e.g i.e a.m p.m u.s u.k ph.d m.a b.a
    """.split()  # noqa: SIM905  # a list of as many literals cannot be read
)
"""What a full stop stands behind without ending a sentence. One too few does no harm: what is
chosen together is joined as it was."""


@dataclass(frozen=True, slots=True)
class TextPassage:
    """A passage of the text `source`. `gap` is what stands before it, after the one `place - 1`."""

    source: int
    place: int
    text: str
    gap: str


def split_passages(texts: Sequence[str]) -> tuple[TextPassage, ...]:
    """Return the passages of several texts, in their order."""
    return tuple(
        TextPassage(source, place, text, gap)
        for source, whole in enumerate(texts)
        for place, (text, gap) in enumerate(_split(whole.strip("\n")))
        if text.strip()
    )


def join_passages(chosen: Sequence[TextPassage]) -> str:
    """Return passages as one text: those that follow each other as they stood, others apart."""
    text = ""
    before: TextPassage | None = None
    for one in chosen:
        if before is not None:
            follows = (one.source, one.place) == (before.source, before.place + 1)
            text += one.gap if follows else "\n\n"
        text += one.text
        before = one
    return text


def _split(text: str) -> Iterator[tuple[str, str]]:
    """Give each passage of a text, with what stands before it."""
    if _FENCE.search(text):
        yield text, ""
        return
    gap, begin = "", 0
    for blank in (*_BLANK.finditer(text), None):
        end = blank.start() if blank else len(text)
        for passage, before in _split_block(text[begin:end]):
            yield passage, before or gap
            gap = ""
        if blank:
            gap, begin = "\n\n", blank.end()


def _split_block(block: str) -> Iterator[tuple[str, str]]:
    lines = block.split("\n")
    if any(map(_ITEM.match, lines)):
        yield from _split_at(block, _find_items(lines))
    elif _MARKED.search(block):
        yield block, ""
    else:
        yield from _split_at(block, _find_ends(block))


def _split_at(block: str, cuts: Iterator[tuple[int, int]]) -> Iterator[tuple[str, str]]:
    begin, gap = 0, ""
    for end, following in cuts:
        yield block[begin:end], gap
        begin, gap = following, block[end:following]
    yield block[begin:], gap


def _find_items(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    at = 0
    for number, line in enumerate(lines):
        if number and _ITEM.match(line):
            yield at - 1, at
        at += len(line) + 1


def _find_ends(block: str) -> Iterator[tuple[int, int]]:
    for found in _END.finditer(block):
        gap = found["gap"] or ""
        following = found.end()
        if following < len(block) and not _goes_on(found["word"], block[following]):
            yield following - len(gap), following


def _goes_on(word: str | None, following: str) -> bool:
    """Tell whether a sentence goes on behind a word with a full stop."""
    if word is None:
        return False
    plain = word.casefold()
    return following.islower() or len(plain) == 1 or plain.isdecimal() or plain in _ABBREVIATIONS
