"""What other programs do to a text on its way: each a function from the text to what arrives."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from typing import Final

Damage = Callable[[str], str]

_RULE: Final = "\n---\n"
_BEGIN: Final = "The questions are from"
_HEADER: Final = """From: Maya Lind <maya@example.org>
To: Theo Brandt <theo@example.org>
Subject: Re: my page
    for Friday
Date: Wed, 25 Nov 2026 10:00:00 +0000

"""
_MIME_HEADER: Final = _HEADER.replace("Date:", "MIME-Version: 1.0\nX-Mailer: none\nDate:")
_LIST: Final = "_" * 47
_LIST_FOOTER: Final = f"""
{_LIST}
Garden mailing list
garden@lists.example.org
https://lists.example.org/garden
"""


def _put_rule(rule: str) -> Damage:
    def put(text: str) -> str:
        above, _, below = text.rpartition(_RULE)
        return f"{above}\n{rule}\n{below}" if rule else f"{above}\n{below.lstrip()}"

    return put


def _change_foot(change: Damage) -> Damage:
    def put(text: str) -> str:
        above, _, below = text.rpartition(_BEGIN)
        return above + change(_BEGIN + below)

    return put


def _link(foot: str, form: str) -> str:
    return re.sub(r"https?://\S+", lambda found: form.replace("X", found[0]), foot)


def _fold(width: int) -> Damage:
    return _change_foot(lambda foot: f"{textwrap.fill(foot, width, break_long_words=False)}\n")


def _answer_in(text: str) -> str:
    return f"On Wed, 25 Nov 2026 at 10:00, Maya <maya@example.org> wrote:\n\n{_quote(text)}"


def _quote(text: str) -> str:
    return "".join(f"> {line}\n" if line else ">\n" for line in text.rstrip("\n").split("\n"))


RULES: Final[dict[str, Damage]] = {
    f"the rule as {rule[:8]!r}": _put_rule(rule)
    for rule in (
        "", "***", "___", "* * *", "===", "—", "⸻", "────", "\\---", "-" * 72, "_" * 70, "- - -",
        "\\*\\*\\*", "––––", "~~~~~~",
    )
}  # fmt: skip
FEET: Final[dict[str, Damage]] = {
    "in lines of 40": _fold(40),
    "in lines of 72": _fold(72),
    "in lines with blank ones between": _change_foot(
        lambda foot: textwrap.fill(foot, 60, break_long_words=False).replace("\n", "\n\n") + "\n"
    ),
    "without emphasis": _change_foot(lambda foot: foot.replace("*", "")),
    "with other emphasis": _change_foot(lambda foot: foot.replace("*", "_")),
    "in italics as a whole": _change_foot(lambda foot: f"*{foot.strip()}*\n"),
    "with links between angles": _change_foot(lambda foot: _link(foot, "<X>")),
    "with links of Markdown": _change_foot(lambda foot: _link(foot, "[X](X)")),
    "with smart quotes": _change_foot(lambda foot: foot.replace("'", "’")),
    "with hard spaces": _change_foot(lambda foot: foot.replace(" ", "\xa0")),
    "with (c)": _change_foot(lambda foot: foot.replace("©", "(c)")),
    "with escapes": _change_foot(lambda foot: re.sub(r"(?<!\\)([.*()-])", r"\\\1", foot)),
}
ODD_FEET: Final[dict[str, Damage]] = {
    "as an item of a list": _change_foot(lambda foot: f"1. {foot}"),
    "as a footnote": _change_foot(lambda foot: f"[^1]: {foot}"),
    "as HTML": _change_foot(lambda foot: f"<p>{foot.strip()}</p>\n"),
    "with soft hyphens": _change_foot(lambda foot: foot.replace("questions", "ques\xadtions")),
    "with a divided word": _change_foot(lambda foot: foot.replace("questions", "ques-\ntions", 1)),
    "without its beginning": _change_foot(lambda foot: foot[foot.index("licensed") :]),
    "with another beginning": _change_foot(lambda foot: foot.replace("are from", "come from", 1)),
}
"""Forms that end a handout, and that a shared file refuses with their line."""
AROUND: Final[dict[str, Damage]] = {
    "properties above": lambda text: f"---\ntags:\n  - garden\ncreated: 2026-11-25\n---\n{text}",
    "no properties above": lambda text: f"---\ntags:\n---\n\n{text}",
    "a mail's heading above": lambda text: _HEADER + text,
    "a long heading above": lambda text: _MIME_HEADER + text,
    "a signature below": lambda text: f"{text}\n-- \nMaya Lind\nGardener, Example College\n",
    "a list's end below": lambda text: text + _LIST_FOOTER,
    "a list's end and a signature": lambda text: f"{text}\n-- \nMaya\n{_LIST_FOOTER}",
    "a telephone below": lambda text: f"{text}\nSent from my telephone\n",
}
QUOTED: Final[dict[str, Damage]] = {
    "in a quotation": _quote,
    "in a quotation of one": lambda text: _quote(_quote(text)),
    "in an answer": _answer_in,
    "passed on": lambda text: f"---------- Forwarded message ---------\n{_HEADER}{text}",
    "passed on in a quotation": lambda text: _answer_in(_HEADER + text),
}
HEADINGS: Final[dict[str, Damage]] = {
    "anchors": lambda text: re.sub(r"^(#+ .*)$", r"\1 {#a-name-1}", text, flags=re.MULTILINE),
    "anchors and a class": lambda text: re.sub(
        r"^(## .*)$", r"\1 {.unnumbered #x}", text, flags=re.MULTILINE
    ),
}
FENCES: Final[dict[str, Damage]] = {
    "fences of backticks": lambda text: re.sub(r"^> ~~~+$", "> ```", text, flags=re.MULTILINE),
}
CERTAIN: Final = RULES | FEET | AROUND | QUOTED | HEADINGS | FENCES
IN_ORDER: Final = (FENCES, HEADINGS, FEET, RULES, AROUND, QUOTED)
"""First what changes a page, then what is put around it."""
