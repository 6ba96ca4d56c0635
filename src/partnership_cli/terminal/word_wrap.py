"""Word wrap for prompt_toolkit, which by itself breaks a line in the middle of a word.

Where a word would cross the edge, spaces that exist on screen only push it to the next row.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import Final

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.layout.utils import explode_text_fragments
from prompt_toolkit.utils import get_cwidth

LONGEST: Final = 12_000
"""Characters above which a line is broken by character, so that a key stays quick."""

_KEPT_LINES: Final = 512


def find_breaks(text: str, width: int) -> tuple[tuple[int, int], ...]:
    """Return, for each word that is pushed to the next row, its index and the spaces before it."""
    breaks: list[tuple[int, int]] = []
    used = word = used_before_word = 0
    ascii_only = text.isascii()
    for index, character in enumerate(text):
        cells = 1 if ascii_only else get_cwidth(character)
        if used + cells > width:
            if character != " " and used_before_word > 0:
                breaks.append((word, width - used_before_word))
                used -= used_before_word
            else:
                used = 0
            used_before_word = 0
        used += cells
        if character == " ":
            word, used_before_word = index + 1, used
    return tuple(breaks)


class WordWrap(Processor):
    """Shows each line with its words whole; what is written is not changed."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], tuple[tuple[int, int], ...]] = {}

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """Push the words of one line, and say where each character then stands."""
        fragments = transformation_input.fragments
        text = "".join(fragment[1] for fragment in fragments)
        breaks = self._find(text, transformation_input.width)
        if not breaks:
            return Transformation(fragments)
        return _push(fragments, text, breaks)

    def _find(self, text: str, width: int) -> tuple[tuple[int, int], ...]:
        if width < 1 or not width < len(text) <= LONGEST:
            return ()
        key = (text, width)
        if key not in self._known:
            if len(self._known) >= _KEPT_LINES:
                self._known.clear()
            self._known[key] = find_breaks(text, width)
        return self._known[key]


def _push(
    fragments: StyleAndTextTuples, text: str, breaks: tuple[tuple[int, int], ...]
) -> Transformation:
    starts = [index for index, _ in breaks]
    pushed = [0, *accumulate(spaces for _, spaces in breaks)]
    shown = [start + before for start, before in zip(starts, pushed[:-1], strict=True)]
    cuts = [0, *starts, len(text)]
    style = fragments[0][0]
    pieces: StyleAndTextTuples
    if all(fragment[0] == style for fragment in fragments):
        pieces = [(style, text[a:b]) for a, b in pairwise(cuts)]
    else:
        exploded = explode_text_fragments(fragments)
        pieces = list(exploded)
        cuts = list(range(len(exploded) + 1))
    spaces_at = dict(breaks)
    out: StyleAndTextTuples = []
    for cut, piece in zip(cuts, pieces, strict=False):
        if cut in spaces_at:
            out.append(("", " " * spaces_at[cut]))
        out.append(piece)

    def to_display(index: int) -> int:
        return index + pushed[bisect_right(starts, index)]

    def to_source(index: int) -> int:
        place = bisect_right(shown, index)
        if place == 0:
            return index
        return max(index - pushed[place], starts[place - 1])

    return Transformation(out, source_to_display=to_display, display_to_source=to_source)
