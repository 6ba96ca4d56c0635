"""The console: every way to write to the screen, with its width, colour and mode.

In rich mode paragraphs are wrapped, headings are bold and a question has a bar beside it; a hue
is on that bar and on the word `error` alone, as no hue can be read on every screen. In plain mode,
made for screen readers, there is no escape byte, and nothing side by side; a line is broken between
words only on a terminal that would else break it inside one.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Final, Literal, Protocol, TextIO

from partnership_cli.command_names import NAME, spell_commands
from partnership_cli.errors import OutputError
from partnership_cli.terminal.safe_text import escape_json, safe
from partnership_cli.terminal.styled_text import Piece, Style, paint, wrap_pieces
from partnership_cli.terminal.wrap import HELD, measure, wrap

__all__ = ["Console", "Interface", "find_width", "open_console", "safe"]

Interface = Literal["rich", "plain"]

NARROWEST: Final = 20
LINE: Final = 80
"""Prose is not set wider than this, however wide the window is."""
_DIGITS: Final = 5
"""Digits of the size of a terminal; the system counts to 65,535."""
_UNLIMITED: Final = 1 << 30
_GAP: Final = 2
_LEAST_COLUMN: Final = 26
"""A column of text narrower than this goes under its label instead of beside it."""
_LEAST_TO_TYPE: Final = 16
"""Columns for what is typed in the row of a prompt; the first menu has 18 in a window of 80."""
_BOLD: Final = "\x1b[1m"
_HUE: Final = "\x1b[36m"
_ERROR: Final = "\x1b[1;31m"
_ERROR_WORD: Final = "error"
_UNDERLINE: Final = "\x1b[4m"
_NORMAL: Final = "\x1b[0m"
_BAR: Final = "┃ "
_CLEAR: Final = "\x1b[H\x1b[2J\x1b[3J"
_SCREENFUL: Final = 100
"""Empty lines that push what was shown out of sight, where no escape may be written."""


class Stream(Protocol):
    """Where text goes."""

    def write(self, text: str, /) -> int:
        """Write a text."""

    def flush(self) -> None:
        """Flush the stream."""

    def isatty(self) -> bool:
        """Whether this is a terminal."""


@dataclass(frozen=True)
class Console:
    """Writes to the two output streams; all text goes through `safe`.

    `program` is what to type to start this program, and `framework` the file that was named for
    this run; commands in our own words are spelled so. `wraps` when lines are broken in plain
    mode, too. `styled` is about the result, `styles_errors` about the error stream.
    """

    out: Stream
    err: Stream
    width: int = LINE
    plain: bool = False
    styled: bool = False
    styles_errors: bool = False
    program: str = NAME
    framework: str = ""
    wraps: bool = False

    @property
    def is_read(self) -> bool:
        """Whether words are shown with form: in rich mode, where somebody looks at them."""
        return not self.plain and (self.wraps or self.styled)

    @property
    def line(self) -> int:
        """How many columns a line of prose may have."""
        return min(self.width, LINE) if self.wraps or not self.plain else _UNLIMITED

    def to(self, out: TextIO) -> Console:
        """Return a copy of this console that writes to another stream."""
        return replace(self, out=out)

    def blank(self) -> None:
        """Leave an empty line."""
        self._write([""])

    def heading(self, text: str) -> None:
        """Write a heading, bold where that can be shown."""
        self._write(self._style(line, _BOLD) for line in wrap(safe(text), self.line))

    def heading_with(self, text: str, name: str) -> None:
        """Write a heading with the name by which it is called at the edge, or below it."""
        title, name = safe(text), safe(name)
        gap = self.line - measure(title) - measure(name)
        if self.plain:
            self.heading(f"{text} ({name})")
        elif gap < _GAP:
            self.heading(text)
            self._write(wrap(name, self.line))
        else:
            self._write([self._style(title, _BOLD) + " " * gap + name])

    def title(self, text: str) -> None:
        """Write the heading of rows, which ends in a colon where no type is seen."""
        self.heading(text if self.styled else f"{text}:")

    def paragraph(self, text: str) -> None:
        """Write our own words, with commands spelled as they work here."""
        self._write(wrap(self._hold(text), self.line))

    def question(self, text: str) -> None:
        """Write a question that is asked: bold and beside a bar, where that can be shown."""
        bar = self._style(_BAR, _HUE) if self.styled else self._quote_indent
        for line in wrap(safe(text), self.line - len(self._quote_indent)):
            self._write([bar + self._style(line, _BOLD)])

    def quote(self, text: str, depth: int = 1) -> None:
        """Write words that are not ours: set in by two columns, or as they are in plain mode."""
        self._write(wrap(safe(text), self.line, self._quote_indent * depth))

    def quote_heading(self, text: str) -> None:
        """Write a heading inside words that are not ours, underlined where that can be shown."""
        indent = self._quote_indent
        for line in wrap(safe(text), self.line - len(indent)):
            self._write([indent + self._style(line, _UNDERLINE)])

    def text(self, text: str) -> None:
        """Write text as it stood in the editor, at its full width and without an indent."""
        self._write(wrap(safe(text), self.width if self.wraps or not self.plain else self.line))

    def pieces(self, pieces: Iterable[Piece], first: str = "", rest: str | None = None) -> None:
        """Write words of several styles, set in by `first` and each other row by `rest`."""
        shown = [Piece(safe(text), style) for text, style in pieces]
        for row in wrap_pieces(shown, self.line, first, rest):
            self._write([paint(row) if self.styled else "".join(text for text, _ in row)])

    def match(self, before: str, match: str, after: str) -> None:
        """Write a search result, with the match in bold where that can be shown."""
        pieces = (Piece(before), Piece(match, Style.BOLD), Piece(after))
        self.pieces(pieces, self._quote_indent * 2)

    def clear(self) -> None:
        """Clear the screen and, where the terminal can, its scrollback."""
        if self.plain:
            self._write([""] * _SCREENFUL)
        else:
            with guard_output():
                self.out.write(_CLEAR)
                self.out.flush()

    def items(self, texts: Iterable[str]) -> None:
        """Write short texts that are not ours, each on lines of its own."""
        bullet = "" if self.plain else "  · "
        for text in texts:
            self._write(wrap(safe(text), self.line, bullet))

    def rows(
        self,
        rows: Sequence[tuple[str, str]],
        indent: str = "",
        *,
        strong: bool = False,
        column: int = 0,
        number: int = 0,
    ) -> None:
        """Write labels with a text beside each, or below it where that is too narrow.

        In plain mode a colon is between them, so that they are told apart by ear. `strong` labels
        are bold; `column` is how wide the longest is of several lists that stand as one, and
        `number` how wide the number is that a label begins with: nothing stands below it.
        """
        if self.plain:
            self._write_pairs((safe(self.spell(label)), safe(text)) for label, text in rows)
            return
        shown = [(safe(self.spell(label)), safe(text)) for label, text in rows]
        widest = max((column, *(measure(label) for label, _ in shown)))
        start = len(indent) + widest + _GAP
        if self.line - start < _LEAST_COLUMN:
            self._write_below(shown, indent, indent + " " * number, strong=strong)
            return
        for label, text in shown:
            space = " " * (widest + _GAP - measure(label))
            first, *others = wrap(text, self.line, indent + label + space, " " * start)
            if strong:
                first = indent + self._style(label, _BOLD) + first[len(indent) + len(label) :]
            self._write([first, *others])

    def grid(self, groups: Sequence[tuple[str, Sequence[Sequence[str]]]], strong: int) -> None:
        """Write rows under headings, in columns that are the same for all of them.

        The column `strong` is bold. Where there is no room, it and what follows go below the rest.
        """
        rows = [tuple(map(safe, row)) for _, of_group in groups for row in of_group]
        widths = [max(map(measure, column)) for column in zip(*rows, strict=True)]
        room = self.line - _GAP * len(widths)
        while sum(widths) > room and max(widths) > _LEAST_COLUMN:
            widths[widths.index(max(widths))] -= 1
        fits = sum(widths) <= room
        for number, (title, of_group) in enumerate(groups):
            if number:
                self.blank()
            self.heading(title)
            for _ in of_group:
                row = rows.pop(0)
                if fits:
                    self._write_cells(row, widths, strong)
                else:
                    self._write_cells_below(row, strong)

    def _write_cells(self, row: Sequence[str], widths: Sequence[int], strong: int) -> None:
        cells = [wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
        for parts in zip_longest(*cells, fillvalue=""):
            line = ""
            for at, (part, width) in enumerate(zip(parts, widths, strict=True)):
                shown = self._style(part, _BOLD) if at == strong and part else part
                line += " " * _GAP + shown + " " * (width - measure(part))
            self._write([line.rstrip(" ")])

    def _write_cells_below(self, row: Sequence[str], strong: int) -> None:
        self._write(wrap((" " * _GAP).join(row[:strong]), self.line, " " * _GAP))
        for at, cell in enumerate(row[strong:]):
            for line in wrap(cell, self.line - 2 * _GAP) if cell else ():
                shown = line if at else self._style(line, _BOLD)
                self._write([" " * 2 * _GAP + shown])

    def commands(self, rows: Sequence[tuple[str, str]], indent: str = "") -> None:
        """Write rows of a purpose and the command for it.

        A command is never broken: it works when it is copied. In plain mode a colon stands before
        it.
        """
        if self.plain:
            self._write_pairs(
                (safe(want), safe(self.spell(command)).replace(" ", HELD)) for want, command in rows
            )
            return
        shown = [(safe(want), safe(self.spell(command))) for want, command in rows]
        column = len(indent) + max((measure(want) for want, _ in shown), default=0) + _GAP
        widest = max((measure(command) for _, command in shown), default=0)
        beside = column + widest <= self.line
        for want, command in shown:
            if beside:
                space = " " * (column - len(indent) - measure(want))
                self._write([indent + want + space + command])
            else:
                below = indent + "  "
                if measure(below + command) > self.line:
                    below = ""
                self._write([*wrap(want, self.line, indent), below + command])

    def verbatim(self, text: str) -> None:
        """Write a line that must not be broken, such as the path of a file."""
        self._write([safe(text)])

    def address(self, url: str) -> None:
        """Write an address on a line of its own, set in and never broken."""
        self._write([self._quote_indent + self._style(safe(url), _UNDERLINE)])

    def unbroken(self, text: str) -> None:
        """Write a command of another program on a line of its own, set in and never broken."""
        self._write([self._quote_indent + safe(text)])

    def made(self, names: Sequence[str]) -> None:
        """Name files or folders that were made; where nobody looks at a screen, by nothing else.

        A path is never broken, so that it can be copied.
        """
        if not self.out.isatty():
            self.lines(names)
        elif len(names) == 1:
            colon = ":" if self.plain else ""
            self._write([f"{self._style('Made', _BOLD)}{colon} {safe(names[0])}"])
        elif names:
            self.title("Made")
            self._write(self._quote_indent + safe(name) for name in names)

    def lines(self, texts: Iterable[str]) -> None:
        """Write lines that must not be broken."""
        self._write(map(safe, texts))

    def page(self, text: str) -> None:
        """Write what a copy of this console wrote, with its styles."""
        self._write([text])

    def json(self, value: object) -> None:
        """Write a value as JSON."""
        import json

        self._write([escape_json(json.dumps(value, ensure_ascii=False, indent=2))])

    def break_prompt(self, prompt: str) -> str:
        """Return a prompt broken into lines, with room after it for what is typed.

        A terminal breaks what is typed inside a word: with little room left it begins on a new row.
        """
        lines = wrap(safe(prompt).rstrip(" "), self.line)
        room = self.width - measure(lines[-1]) - 1
        return "\n".join(lines) + ("\n" if self.is_read and room < _LEAST_TO_TYPE else " ")

    def say(self, text: str) -> None:
        """Write to the error stream, which carries whatever is not the result.

        An error of that stream is ignored, as there is nowhere left to show it.
        """
        self._say(self._break_for_err(text))

    def say_error(self, message: str) -> None:
        """Write to the error stream what went wrong, after a word that stands out."""
        first, *rest = self._break_for_err(f"{_ERROR_WORD}: {message}")
        if self.styles_errors:
            first = first.replace(_ERROR_WORD, f"{_ERROR}{_ERROR_WORD}{_NORMAL}", 1)
        self._say([first, *rest])

    def spell(self, text: str) -> str:
        """Return our own words with each command in them as it has to be typed here."""
        return spell_commands(text, self.program, framework=self.framework)

    def _hold(self, text: str) -> str:
        """Return our own words for `wrap`, with commands in them that are never broken."""
        return spell_commands(safe(text), self.program, HELD, self.framework)

    @property
    def _quote_indent(self) -> str:
        return "" if self.plain else "  "

    def _break_for_err(self, text: str) -> list[str]:
        return wrap(self._hold(text), self.line if self.err.isatty() else _UNLIMITED)

    def _say(self, lines: Iterable[str]) -> None:
        try:
            self.err.write("".join(f"{line}\n" for line in lines))
            self.err.flush()
        except OSError:
            give_up(self.err)

    def _style(self, line: str, style: str) -> str:
        return f"{style}{line}{_NORMAL}" if self.styled else line

    def _write_below(
        self, rows: Iterable[tuple[str, str]], first: str, rest: str, *, strong: bool
    ) -> None:
        for label, text in rows:
            for at, line in enumerate(wrap(label, self.line - len(rest))):
                self._write(
                    [(rest if at else first) + (self._style(line, _BOLD) if strong else line)]
                )
            self._write(wrap(text, self.line, rest + " " * _GAP))

    def _write_pairs(self, rows: Iterable[tuple[str, str]]) -> None:
        for label, text in rows:
            colon = "" if label.endswith((":", ".", "?")) else ":"
            self._write(wrap(f"{label}{colon} {text}", self.line))

    def _write(self, lines: Iterable[str]) -> None:
        with guard_output():
            self.out.write("".join(f"{line}\n" for line in lines))


@contextmanager
def guard_output() -> Iterator[None]:
    """Raise OutputError for an OSError of what is written inside."""
    try:
        yield
    except OSError as error:
        # Windows gives EINVAL for a pipe that has no reader.
        left = error.errno in {errno.EPIPE, errno.EINVAL}
        reason = (error.strerror or "unknown reason").lower()
        raise OutputError(reason, reader_left=left) from error


def give_up(stream: object) -> None:
    """Point a broken stream at the null device, so that Python reports nothing at exit."""
    number = getattr(stream, "fileno", None)
    with suppress(OSError, ValueError), Path(os.devnull).open("wb") as nowhere:
        if number is not None:
            os.dup2(nowhere.fileno(), number())


def open_console(
    environ: Mapping[str, str],
    streams: tuple[TextIO, TextIO],
    *,
    interface: Interface | None = None,
    colour: bool = True,
    configured: Callable[[], Interface | None] = lambda: None,
    program: str = NAME,
) -> Console:
    """Decide width, mode and colour from the options, the environment and the settings.

    `interface` and `colour` are what the command line says; `configured` is called only if nothing
    before it has decided, because the answer stands in a file.
    """
    out, err = streams
    plain = (
        interface or _read_interface(environ) or configured() or _choose_interface(environ)
    ) == "plain"
    return Console(
        out=out,
        err=err,
        width=find_width(environ, streams),
        plain=plain,
        styled=not plain and colour and _wants_colour(environ, out),
        styles_errors=not plain and colour and _wants_colour(environ, err),
        program=program,
        wraps=out.isatty() and environ.get("TERM") != "dumb",
    )


def find_width(environ: Mapping[str, str], streams: Iterable[TextIO]) -> int:
    """Return the columns of the terminal: COLUMNS, else what it says itself, else 80."""
    named = environ.get("COLUMNS", "")
    return max(_find_size(named, streams, lambda size: size.columns) or LINE, NARROWEST)


def find_height(environ: Mapping[str, str], streams: Iterable[TextIO]) -> int:
    """Return the rows of the terminal: LINES, else what it says itself; 0 where nothing does."""
    return _find_size(environ.get("LINES", ""), streams, lambda size: size.lines)


def _find_size(
    named: str, streams: Iterable[TextIO], choose: Callable[[os.terminal_size], int]
) -> int:
    if is_size(named):
        return int(named)
    for stream in streams:
        with suppress(OSError, ValueError):
            if size := choose(os.get_terminal_size(stream.fileno())):
                return size
    return 0


def is_size(text: str) -> bool:
    """Whether a text can be the columns or the lines of a terminal."""
    return len(text) <= _DIGITS and text.isascii() and text.isdecimal() and int(text) > 0


def _read_interface(environ: Mapping[str, str]) -> Interface | None:
    names = ("PARTNERSHIP_PLAIN", "ACCESSIBLE")
    return "plain" if any(environ.get(name, "0") not in {"", "0"} for name in names) else None


def _choose_interface(environ: Mapping[str, str]) -> Interface:
    return "plain" if environ.get("TERM") == "dumb" else "rich"


def _wants_colour(environ: Mapping[str, str], out: TextIO) -> bool:
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR", "0") not in {"", "0"}:
        return True
    # A terminal that does not say what it is, such as an old Windows console, may show the codes.
    known = environ.get("TERM") or environ.get("WT_SESSION") or environ.get("ANSICON")
    return bool(known) and environ.get("TERM") != "dumb" and out.isatty()
