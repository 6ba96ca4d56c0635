"""Paragraphs and tables of a file of Word as lines of Markdown, and one text made of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

_LONGEST_CELL: Final = 200
_TYPED_ITEM: Final = re.compile(r"(?:[-*+•–]|\d{1,3}[.)])\s+\S")
"""How a paragraph begins that is an item of a list to whoever typed it."""
_GAPS: Final = re.compile(r"\s+")


class Block(NamedTuple):
    """A paragraph or a table: `p`, `heading`, `item`, `under` an item, `quote` or `table`."""

    kind: str
    text: str


class WordRun(NamedTuple):
    """Words of a paragraph that look alike."""

    text: str
    bold: bool
    slanted: bool


Rows = Sequence[Sequence[Sequence[Block]]]
"""The rows of a table, of cells, of blocks."""


def make_heading(level: int, pieces: Sequence[WordRun]) -> Block:
    """Return a heading. Where a line was broken in it, an answer may begin."""
    lines = "".join(one.text for one in pieces).split("\n")
    said = "\n".join(filter(None, (_GAPS.sub(" ", line).strip() for line in lines)))
    return Block("heading", f"{'#' * level} {said}" if said else "")


def make_item(indent: int, mark: str, said: str) -> Block:
    """Return an item of a list, whose further lines stand below its words."""
    below = "\n" + " " * (indent + len(mark))
    return Block("item", " " * indent + mark + said.replace("\n", below))


def make_under(indent: int, said: str) -> Block:
    """Return a further paragraph of an item, which stands below its words."""
    return Block("under", " " * indent + said.replace("\n", "\n" + " " * indent))


def make_quote(said: str) -> Block:
    """Return a quotation."""
    return Block("quote", "> " + said.replace("\n", "\n> "))


def make_table(rows: Rows, is_question: Callable[[str], object]) -> list[Block]:
    """Return a table of short cells as one; of a form, what stands in it, cell after cell."""
    written = [[[one for one in cell if one.text] for cell in row] for row in rows]
    if _is_form(written, is_question):
        return [one for row in written for cell in row for one in cell]
    texts = [[cell[0].text.replace("|", "\\|") if cell else "" for cell in row] for row in written]
    texts.insert(1, ["---"] * len(texts[0]))
    return [Block("table", "\n".join(f"| {' | '.join(row)} |" for row in texts))]


def _is_form(rows: Rows, is_question: Callable[[str], object]) -> bool:
    """Tell whether a table is more than short cells in rows, or asks something."""
    if len(rows) <= 1 or len(rows[0]) <= 1 or any(len(row) != len(rows[0]) for row in rows):
        return True
    cells = [cell for row in rows for cell in row]
    found = [one for cell in cells for one in cell]
    return (
        not found
        or any(len(cell) > 1 for cell in cells)
        or any(one.kind != "p" or "\n" in one.text for one in found)
        or any(len(one.text) > _LONGEST_CELL or is_question(one.text) for one in found)
    )


def write_words(pieces: Sequence[WordRun]) -> str:
    """Return the words of a paragraph, with marks round those that look otherwise than the rest."""
    merged = _merge(pieces)
    said = "".join(one.text for one in merged)
    if len(merged) > 1 and "*" not in said:
        around = ["", *(one.text for one in merged), ""]
        said = "".join(
            _mark_piece(one, around[at][-1:], around[at + 2][:1]) for at, one in enumerate(merged)
        )
    # What indents a line would make it code.
    return "\n".join(line.strip(" \t") for line in said.split("\n")).strip("\n")


def _merge(pieces: Sequence[WordRun]) -> list[WordRun]:
    """Return the pieces with those as one that look alike; white space goes with what is before."""
    groups: list[tuple[WordRun, list[str]]] = []
    for one in pieces:
        if groups and (groups[-1][0][1:] == one[1:] or not one.text.strip()):
            groups[-1][1].append(one.text)
        else:
            groups.append((one, [one.text]))
    return [first._replace(text="".join(texts)) for first, texts in groups]


def _mark_piece(piece: WordRun, before: str, after: str) -> str:
    mark = "**" * piece.bold + "*" * piece.slanted
    said = piece.text.strip()
    if not (mark and said) or "\n" in said:
        return piece.text
    start = piece.text.index(said)
    left, right = piece.text[:start], piece.text[start + len(said) :]
    # Markdown takes a mark beside a letter for one only where a letter stands at its other side.
    sides = (left[-1:] or before, said[0]), (right[:1] or after, said[-1])
    if any(outer.isalnum() and not inner.isalnum() for outer, inner in sides):
        return piece.text
    return f"{left}{mark}{said}{mark}{right}"


def join_blocks(blocks: Sequence[Block]) -> str:
    """Return one text. Where it is Markdown that was pasted, each paragraph stays a line."""
    written = [one for one in blocks if one.text]
    if written and written[0].kind == "p" and written[0].text.startswith("# "):
        return "\n".join(one.text for one in blocks) + "\n"
    text = "".join(one.text + _space(one, below) for one, below in pairwise(written))
    return text + "".join(one.text for one in written[-1:]) + "\n"


def _space(one: Block, below: Block) -> str:
    if below.kind == "item" and one.kind in {"item", "under"}:
        return "\n"
    if _TYPED_ITEM.match(one.text) and _TYPED_ITEM.match(below.text):
        return "\n"
    return "\n>\n" if one.kind == below.kind == "quote" else "\n\n"
