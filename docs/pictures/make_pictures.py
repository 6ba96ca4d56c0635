"""Make the README's picture from the program's own output, in a real pseudo-terminal.

    python docs/pictures/make_pictures.py

Needs the test extra. The answer is made up; every other character is what the program wrote.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from io import StringIO
from pathlib import Path

import pyte
from ptyprocess import PtyProcess
from rich.console import Console
from rich.style import Style
from rich.text import Text

COLUMNS, ROWS = 80, 26
ANSWER = (
    "The programme board met on Tuesday. I spoke twice, both times when asked. Then the "
    "agenda moved on, and I noticed I was relieved."
)
STEPS = (
    ("Press Enter to go on", "\r"),
    ("Considering partnership:", "4\r"),
    ("Ctrl-D finish", ANSWER),
    ("saved ", ""),
)
PATIENCE = 20.0
# The same as rich's own, without the addresses of fonts: a picture loads nothing.
SVG = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
  font-family: monospace; font-size: {char_height}px; line-height: {line_height}px;
}}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>
{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g></g></svg>
"""


def run_session(home: str) -> pyte.Screen:
    """Run a reflection up to its first answer, and return the screen as it then is."""
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.ByteStream(screen)
    environ = os.environ | {"PARTNERSHIP_HOME": home, "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "partnership_cli", "reflect"]
    process = PtyProcess.spawn(command, dimensions=(ROWS, COLUMNS), env=environ)
    for text, keys in STEPS:
        due = time.monotonic() + PATIENCE
        while not any(text in line for line in screen.display):
            if time.monotonic() > due:
                sys.exit(f"not seen: {text}")
            got = process.read(4096)
            stream.feed(got)
            if b"\x1b[6n" in got:
                process.write(f"\x1b[{screen.cursor.y + 1};{screen.cursor.x + 1}R".encode())
        process.write(keys.encode())
    process.close(force=True)
    return screen


def draw(screen: pyte.Screen) -> str:
    """Return the screen as SVG."""
    console = Console(record=True, width=COLUMNS, file=StringIO())
    for row in range(ROWS):
        line = Text()
        for column in range(COLUMNS):
            cell = screen.buffer[row][column]
            style = Style(bold=cell.bold, underline=cell.underscore, reverse=cell.reverse)
            line.append(cell.data, style)
        console.print(line, no_wrap=True, overflow="crop")
    return console.export_svg(title="partnership reflect", code_format=SVG, unique_id="reflect")


def main() -> None:
    """Write the picture beside this file."""
    with tempfile.TemporaryDirectory() as home:
        screen = run_session(home)
    Path(__file__).with_name("reflect.svg").write_text(draw(screen), encoding="utf-8")


if __name__ == "__main__":
    main()
