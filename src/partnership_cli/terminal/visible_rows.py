"""The answer on the screen: only the rows that are seen are drawn, however long it is."""

from __future__ import annotations

from typing import Final

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Point
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout.controls import BufferControl, GetLinePrefixCallable, UIContent
from prompt_toolkit.output import Output

from partnership_cli.terminal.word_wrap import Rows, find_rows, measure_cells, spell_out

_SELECTED: Final = "class:selected"


class AnswerControl(BufferControl):
    """Gives prompt_toolkit each row of the screen as a line of its own."""

    def __init__(self, buffer: Buffer, output: Output) -> None:
        super().__init__(buffer, include_default_input_processors=False)
        self._output = output
        self._rows: Rows | None = None

    def find_rows(self, text: str, width: int = 0) -> Rows:
        """Return the rows of this text, as wide as the screen where no width is given."""
        columns = width or self._output.get_size().columns
        self._rows = find_rows(text, columns, self._rows)
        return self._rows

    def preferred_height(
        self,
        width: int,
        max_available_height: int,
        wrap_lines: bool,  # noqa: ARG002, FBT001 - as the library calls it
        get_line_prefix: GetLinePrefixCallable | None,  # noqa: ARG002 - the same
    ) -> int:
        """Return how many rows there are to draw."""
        return min(len(self.find_rows(self.buffer.text, width)), max_available_height)

    def create_content(
        self,
        width: int,
        height: int,  # noqa: ARG002 - as the library calls it
        preview_search: bool = False,  # noqa: ARG002, FBT001, FBT002 - the same
    ) -> UIContent:
        """Return the rows, and where the cursor stands among them."""
        document = self.buffer.document
        rows = self.find_rows(document.text, width)
        selected = next(iter(document.selection_ranges()), (0, 0))
        row = rows.find_row(document.cursor_position)
        before = document.text[rows.starts[row] : document.cursor_position]
        # Blanks at a break can stand over the edge, each a column wide.
        over = max(measure_cells(before) - max(width - 1, 0), 0)
        column = max(sum(map(len, spell_out(before))) - over, 0)
        return UIContent(
            get_line=lambda number: _draw_row(rows, number, selected),
            line_count=len(rows),
            cursor_position=Point(x=column, y=row),
        )


def _draw_row(rows: Rows, number: int, selected: tuple[int, int]) -> StyleAndTextTuples:
    """Return a row with blanks after it up to the edge, at which a cursor can stand."""
    start = rows.starts[number]
    shown = spell_out(rows.read_row(number))
    first, last = (min(max(at - start, 0), len(shown) + 1) for at in selected)
    cells = [*shown, " "]
    out: StyleAndTextTuples = [
        ("", "".join(cells[:first])),
        (_SELECTED, "".join(cells[first:last])),
        ("", "".join(cells[last:])),
    ]
    return [piece for piece in out if piece[1]]
