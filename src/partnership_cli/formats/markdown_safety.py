"""What people wrote, kept in its place in Markdown: lines, quotations, and what is left open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from partnership_cli.reflection.session import clean_text

_FENCE: Final = re.compile(r"(`{3,})[^`]*\Z|(~{3,})")
_GAPS: Final = (" ", "\t", "\xa0")
_INDENTED_FENCE: Final = re.compile(r"[ \t]+(?:```|~~~)")
_TAG: Final = re.compile(r"<[A-Za-z/!?]")
_ADDRESS: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>")
_FORMATTING: Final = re.compile(
    r"<(/?)(b|code|del|em|i|ins|kbd|mark|s|small|strong|sub|sup|u)>|<br ?/?>"
)
_FORMULA: Final = re.compile(r"^[ \t]*(?:\$\$|%%)", re.MULTILINE)

_SPECIAL: Final = re.compile(r"([\\`*_\[\]{}<>&#~|$%!])")
_ESCAPED: Final = re.compile(r"\\([\\`*_\[\]{}<>&#~|$%!])")
_RULE: Final = "-_*=~—–―⸺⸻─━═\\ \t\xa0"
_ABOVE_FOOT: Final = 5
"""Lines of an answer that are looked at for the rule above an attribution."""
_LONGEST_RULE: Final = 500
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


_DEFINITION: Final = re.compile(
    r"^[ \t>*+\-0-9.)]*\[(?:\\.|[^\[\]\\])+\]:", re.MULTILINE | re.DOTALL
)
_HEADING: Final = re.compile(r" {0,3}(#{1,6})(?=[ \t]|\Z)")
_UNDERLINE: Final = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_PLAIN: Final = re.compile(r" {0,3}[^\s#>|=-]")
_LOWEST: Final = 6
"""The level of a heading below which there is none."""
_IMAGE: Final = "!["
_CODE: Final = re.compile(
    r"(?P<fence>~{3,}|`{3,})[^\S\n]*\n(?P<body>.*)\n(?P=fence)\s*\Z", re.DOTALL
)
_INDENT: Final = "    "


def close_answer(answer: str) -> str:
    """Return the answer with what closes it added below, if anything is open.

    The words stay as they are. What has no certain end is set as code, between fences.
    """
    fence = _find_open_fence(answer)
    if fence is None or holds_html(answer) or holds_open_formula(answer):
        return set_as_code(answer)
    return f"{answer}\n{fence}" if fence else answer


def keep_in_place(text: str) -> str:
    """Return a text that stands among others of a page: set as code where it would get out."""
    return set_as_code(text) if _gets_out(text) else close_answer(text)


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


def escape_line(line: str) -> str:
    """Return one line of text that Markdown shows as it stands."""
    return _SPECIAL.sub(r"\\\1", _CONTROL.sub(" ", clean_text(line)))


def unescape_line(line: str) -> str:
    """Return the text of a line that `escape_line` made."""
    return _ESCAPED.sub(r"\1", line)


def is_rule(line: str) -> bool:
    """Tell whether a line is one drawn across the page, whatever a program made of `---`."""
    return len(line) < _LONGEST_RULE and bool(line.strip()) and not line.strip(_RULE)


def ends_in_rule(lines: Sequence[str]) -> bool:
    """Tell whether the last line that is not blank is one drawn across the page."""
    written = [line for line in lines[-_ABOVE_FOOT:] if line.strip()]
    return bool(written) and is_rule(written[-1])


def drop_last_rule(lines: list[str]) -> None:
    """Take away the blank lines at the end, and one line drawn across the page above them."""
    while lines and not lines[-1].strip():
        lines.pop()
    if lines and is_rule(lines[-1]):
        lines.pop()


def trim_blank_lines(lines: Sequence[str]) -> str:
    """Return lines as one text, without the blank ones at its two ends."""
    first, last = 0, len(lines)
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    return "\n".join(lines[first:last])


def lower_headings(answer: str, level: int) -> str:
    """Return an answer whose headings stand below one of a level, as far as there are levels.

    In one that will be set as code nothing is a heading.
    """
    text = clean_text(answer)
    return text if _gets_out(text) else _lower_headings(text, level)


def _lower_headings(text: str, level: int) -> str:
    lines, fence = text.split("\n"), ""
    for at, line in enumerate(lines):
        if fence:
            fence = "" if re.fullmatch(rf" {{0,3}}{fence}{fence[0]}*[ \t]*", line) else fence
        elif opened := _FENCE.match(line.lstrip()):
            fence = opened[1] or opened[2]
        elif heading := _HEADING.match(line):
            signs = min(len(heading[1]) + level, _LOWEST)
            lines[at] = f"{'#' * signs}{line[heading.end(1) :]}"
        elif at and _UNDERLINE.fullmatch(line) and _PLAIN.match(lines[at - 1]):
            lines[at - 1] = f"{'#' * min(level + 1, _LOWEST)} {lines[at - 1].strip()}"
            lines[at] = ""
    return "\n".join(lines)


def quote(answer: str) -> str:
    """Return an answer as a quotation. `unquote` gives it back, character by character."""
    text = clean_text(answer)
    if _gets_out(text):
        text = set_as_code(text)
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def unquote(lines: list[str]) -> str:
    """Return the answer of a quotation whose every line begins with `>`."""
    # Some editors set a tab or a hard space where we set a space.
    text = "\n".join(line[2:] if line[1:2] in _GAPS else line[1:] for line in lines)
    return free_code(text)


def free_code(text: str) -> str:
    """Return an answer without the code that `quote` set it as, or that a program made of that.

    A fence of other signs and lines that are indented are such: no answer that has to be set as
    code stands without a fence of ours around it.
    """
    found = _CODE.match(text)
    if found and _gets_out(found["body"]):
        return found["body"]
    lines = text.split("\n")
    if text.startswith(_INDENT) and all(one.startswith(_INDENT) for one in lines if one.strip()):
        body = "\n".join(line.removeprefix(_INDENT) for line in lines)
        return body if _gets_out(body) else text
    return text


def _gets_out(text: str) -> bool:
    return bool(
        _IMAGE in text or holds_tags(text) or holds_open_formula(text) or _DEFINITION.search(text)
    )
