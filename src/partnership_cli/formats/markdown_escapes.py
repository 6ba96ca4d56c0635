r"""Backslashes that a writer of Markdown put before signs: `\$5 \* 2`, `1\.`, `\-`.

Such a program escapes each backslash as well, so that none stands before a letter; and it
changes our own words too. Where both show, its backslashes are taken out. Where only one does,
they stay and are told of, because a person may have typed them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from partnership_cli.formats.framework_attribution import begins_attribution
from partnership_cli.formats.handout import SAID_ON_EACH, begin_words

_SIGNS: Final = r"!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~"
_ESCAPE: Final = re.compile(rf"\\([{_SIGNS}])")
_OTHER: Final = re.compile(r"\\(?!\n|\Z)")
_FENCE: Final = re.compile(r"\s*(?:>\s?)*(?:```|~~~)")
_ALWAYS: Final = "*[]`<$"
"""Signs that such a program escapes wherever they stand, if it escapes them at all."""
_LONG_RULE: Final = re.compile(r"\\?-{40,}")
_LINKED: Final = re.compile(r"<https?://[^\s>]+>|\]\(https?://")
_OWN_ESCAPED: Final = re.compile(r"\\#{1,6} |\\---\s*\Z|\\-\\-")
_FIRST: Final = 50
"""Lines among which the title of a shared file stands."""
_ONE_LINE: Final = 2
"""Lines of an attribution that nobody broke, and of the end of the file."""
_DO: Final = "remove those that nobody wrote"

_Told = tuple[int, str, str]


def drop_escapes(lines: Sequence[str], own: str) -> tuple[list[str], list[_Told]]:
    """Return the lines without the backslashes of such a program, and what is to be told.

    `own` is the attribution as it is written where nothing changed it.
    """
    places = [at for at in _find_written(lines) if _ESCAPE.search(_body(lines[at]))]
    if not places:
        return list(lines), []
    consistent = _is_consistent([_body(lines[at]) for at in _find_written(lines)])
    changed = _shows_writer(lines, own)
    if not (consistent and changed):
        if not (consistent or changed):
            return list(lines), []
        what = "a backslash before a sign: perhaps another program wrote it"
        return list(lines), [(places[0], what, _DO)]
    cleared = list(lines)
    for at in places:
        cleared[at] = _clear(lines[at])
    what = "backslashes that another program wrote before signs, here and below: left out"
    return cleared, [(places[0], what, "")]


def _find_written(lines: Sequence[str]) -> Iterator[int]:
    """Give the lines that may be of an answer: no heading, nothing in code, not the foot."""
    fenced = False
    is_shared = _is_shared(lines)
    for at, line in enumerate(lines):
        if _FENCE.match(line):
            fenced = not fenced
        elif begins_attribution(lines, at) and not line.startswith(">"):
            return
        elif not (fenced or line.startswith("#")) and (line.startswith(">") or not is_shared):
            yield at


def _is_shared(lines: Sequence[str]) -> bool:
    return any(line.startswith("# Answers from ") for line in lines[:_FIRST])


def _body(line: str) -> str:
    return line.removeprefix(">")


def _clear(line: str) -> str:
    cleared = _ESCAPE.sub(r"\1", line).removesuffix("\\")
    # What looks like a question's heading now is text all the same.
    return f"\\{cleared}" if cleared.startswith("## ") else cleared


def _is_consistent(bodies: Sequence[str]) -> bool:
    """Tell whether each backslash is one of an escape, and each sign like one escaped is too."""
    text = "\n".join(bodies)
    escaped = set(_ESCAPE.findall(text))
    bare = _ESCAPE.sub("", text)
    if _OTHER.search(bare):
        return False
    always = [sign for sign in _ALWAYS if sign in escaped]
    if any(_stands_bare(sign, bare) for sign in always):
        return False
    return not ("_" in escaped and re.search(r"(?<![^\W_])_(?!\w)|(?<!\w)_(?![^\W_])", bare))


def _stands_bare(sign: str, text: str) -> bool:
    """Tell whether a sign stands where it is no emphasis, list, link or code."""
    if sign == "*":
        text = re.sub(
            r"^[ \t]*\*[ \t]|(\*{1,3})(?=\S)[^*\n]+?(?<=\S)\1", "", text, flags=re.MULTILINE
        )
    elif sign in "[]":
        text = re.sub(r"\[[^\[\]\n]*\]\([^()\n]*\)", "", text)
    elif sign == "`":
        text = re.sub(r"(`+)[^`\n]+\1", "", text)
    elif sign == "<":
        text = re.sub(r"<[^<>\s]+>", "", text)
    return sign in text


def _shows_writer(lines: Sequence[str], own: str) -> bool:
    """Tell whether our own words show that a writer of Markdown wrote them again."""
    foot = next(
        (at for at in range(len(lines)) if begins_attribution(lines, at) and lines[at][:1] != ">"),
        len(lines),
    )
    said = "\n".join(lines[foot:])
    if _is_shared(lines):
        # An answer keeps what was typed, so only the one program that draws such a rule is sure.
        return any(map(_LONG_RULE.match, lines)) and len(said.split("\n")) > _ONE_LINE
    if _LINKED.search(said) or any(_LONG_RULE.match(line) for line in lines):
        return True
    if any(one not in own for one in re.findall(r"\\[^\w\s]", said)):
        return True
    if any(_OWN_ESCAPED.match(line) for line in lines[:foot]):
        return True
    headed = any(line.startswith("## ") for line in lines)
    whole = all(
        any(words in line for words in SAID_ON_EACH if words.startswith(begin) for line in lines)
        for begin in begin_words()
        if any(begin in line for line in lines)
    )
    return headed and not whole
