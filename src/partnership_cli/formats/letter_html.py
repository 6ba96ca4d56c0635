"""A letter to those who come next, to be printed on one sheet that is folded once, and read."""

from __future__ import annotations

from typing import Final

from partnership_cli.formats.framework_attribution import EVERY
from partnership_cli.formats.html_answer import render_answer, show
from partnership_cli.formats.page_frame import (
    THEIRS,
    list_attributes,
    make_page,
    name,
    rule,
    write_foot,
)
from partnership_cli.formats.style import Paper
from partnership_cli.framework.model import About
from partnership_cli.reflection.letter import LETTER_TITLE, OWN_ANSWER, TO, Letter

_LINES: Final = 16
_INSIDE: Final = 1100
"""Characters of a letter that the two inner sides hold; the title then has a side of its own."""
_HOW_TO_PRINT: Final = (
    "To print it: on both sides of one sheet, A4 or Letter, flipped on the short edge. Then fold "
    "it once, with this title outside."
)


def render_letter_html(letter: Letter, about: About, *, folded: bool = True) -> str:
    """Return the letter as a page of four sides, the last with room for the reader's answer.

    One that is not to be `folded` does not say how it is printed.
    """
    main = [f"<header>\n<h1>{show(LETTER_TITLE)}</h1>\n"]
    if folded:
        main.append(f'<p class="print-hint">{show(_HOW_TO_PRINT)}</p>\n')
    if letter.to:
        main.append(f'<p class="to">{TO} {name(letter.to)}</p>\n')
    main.append("</header>\n")
    main += [
        f'<div class="words" {THEIRS}>\n{render_answer(text)}</div>\n'
        for text in (letter.body, letter.thanks)
        if text
    ]
    if letter.sender:
        main.append(f'<p class="from">{name(letter.sender)}</p>\n')
    if letter.question is not None:
        main += [
            f'<section class="back">\n<h2 {list_attributes(about)}>{show(letter.question.text)}'
            f'</h2>\n<p class="use">{show(OWN_ANSWER)}</p>\n{rule(_LINES)}',
            write_foot(about, EVERY),
            "</section>\n",
        ]
    is_short = len(letter.body) + len(letter.thanks) <= _INSIDE
    kind = "letter covered" if is_short else "letter"
    return make_page(LETTER_TITLE, kind, main, "", Paper("", wide=True))
