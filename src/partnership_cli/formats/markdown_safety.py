"""Closes what an answer leaves open, so that nothing after it is swallowed.

Markdown ends most things at a blank line, or at a line that is not indented. A code fence goes
on, and so does HTML: a comment, a quotation mark in a tag, an element that holds the headings
after it. A fence is closed below the answer. Of HTML it cannot be known what is open, because
renderers differ in what they obey; an answer with more of it than plain formatting is set as
code, in which every character is seen and none is obeyed.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

_FENCE: Final = re.compile(r"(`{3,})[^`]*\Z|(~{3,})")
_INDENTED_FENCE: Final = re.compile(r"[ \t]+(?:```|~~~)")
_TAG: Final = re.compile(r"<[A-Za-z/!?]")
_ADDRESS: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>")
_FORMATTING: Final = re.compile(
    r"<(/?)(b|code|del|em|i|ins|kbd|mark|s|small|strong|sub|sup|u)>|<br ?/?>"
)
_FORMULA: Final = re.compile(r"^[ \t]*(?:\$\$|%%)", re.MULTILINE)


def close_answer(answer: str) -> str:
    """Return the answer with what closes it added below, if anything is open.

    The words stay as they are. What has no certain end is set as code, between fences.
    """
    fence = _find_open_fence(answer)
    if fence is None or holds_html(answer) or holds_open_formula(answer):
        return set_as_code(answer)
    return f"{answer}\n{fence}" if fence else answer


def _find_open_fence(answer: str) -> str | None:
    """Return the fence that is open at the end, an empty text, or None if that is uncertain.

    A fence in a list or a quotation ends with it; whether an indented one is in a list is
    left open here, and so is whether a tag above a fence hides it.
    """
    fence = ""
    holds_tags = bool(_TAG.search(answer))
    for line in answer.split("\n"):
        if fence:
            if re.fullmatch(rf" {{0,3}}{fence}{fence[0]}*[ \t]*", line):
                fence = ""
        elif found := _FENCE.match(line):
            if holds_tags:
                return None
            fence = found[1] or found[2]
        elif _INDENTED_FENCE.match(line):
            return None
    return fence


def holds_tags(answer: str) -> bool:
    """Tell whether there is HTML of any kind, beside addresses."""
    return bool(_TAG.search(_ADDRESS.sub(" ", answer)))


def holds_html(answer: str) -> bool:
    """Tell whether there is more HTML than addresses and formatting that ends again."""
    if _TAG.search(_FORMATTING.sub(" ", _ADDRESS.sub(" ", answer))):
        return True
    formatting = _FORMATTING.findall(answer)
    if formatting and any(sign in answer for sign in ("`", "\\<")):
        # In code, or with a backslash before it, a tag is none.
        return True
    open_now: Counter[str] = Counter()
    for slash, name in formatting:
        open_now[name] = max(open_now[name] - 1, 0) if slash else open_now[name] + bool(name)
    return any(open_now.values())


def holds_open_formula(answer: str) -> bool:
    """Tell whether a formula, or a comment as Obsidian knows it, begins and does not end."""
    return bool(_FORMULA.search(answer)) and any(answer.count(sign) % 2 for sign in ("$$", "%%"))


def set_as_code(answer: str) -> str:
    """Return the answer between fences that nothing in it can close."""
    longest = max(map(len, re.findall("~{3,}", answer)), default=2)
    fence = "~" * (longest + 1)
    return f"{fence}\n{answer}\n{fence}"
