"""Make the README's pictures from the program's own output, in a real pseudo-terminal.

    python docs/pictures/make_pictures.py

Needs the test extra. The answer, and a notebook of half a year, are made up; every other
character is what the program wrote.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from random import Random
from signal import SIGHUP

import pyte
from ptyprocess import PtyProcess
from rich.console import Console
from rich.style import Style
from rich.text import Text

from partnership_cli.files import write_new
from partnership_cli.formats.note import render_note
from partnership_cli.framework.loader import load_companion, load_framework
from partnership_cli.notebook.notebook import draw_id
from partnership_cli.notebook.paths import name_note
from partnership_cli.reflection.session import Answer, Session, Status

COLUMNS = 80
ANSWER = (
    "The programme board met on Tuesday. I spoke twice, both times when asked. Then the "
    "agenda moved on, and I noticed I was relieved."
)
MADE_UP = "Made up, about the agenda:\n\n- **one** thing\n- and *another*, with `a word` of code"
STEPS = (
    ("Press Enter to continue", "\r"),
    ("Ctrl-D finish", ANSWER),
    ("saved ", ""),
)
PICTURES = (
    ("reflect", ("reflect", "sharing-power"), STEPS, 20),
    ("journey", ("journey",), (("To read answers", ""),), 46),
)
"""For each: its name, the command, what to wait for and to type, and how many rows it has."""
LAST_DAY = datetime(2026, 11, 20, 18, tzinfo=UTC)
KEPT = 0.7
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


def run_program(
    home: str,
    words: Sequence[str],
    steps: Sequence[tuple[str, str]],
    rows: int,
    columns: int = COLUMNS,
) -> pyte.Screen:
    """Run the program through some steps, or to its end, and return the screen as it then is."""
    screen = pyte.Screen(columns, rows)
    stream = pyte.ByteStream(screen)
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environ = os.environ | {"PARTNERSHIP_HOME": home, "TERM": "xterm-256color", "PATH": path}
    environ |= {"PAGER": "cat", "LANG": "C.UTF-8"}
    command = [str(Path(sys.executable).with_name("partnership")), *words]
    process = PtyProcess.spawn(command, dimensions=(rows, columns), env=environ)
    for text, keys in steps:
        due = time.monotonic() + PATIENCE
        while not any(text in line for line in screen.display):
            if time.monotonic() > due:
                sys.exit(f"not seen: {text}")
            got = process.read(4096)
            stream.feed(got)
            if b"\x1b[6n" in got:
                process.write(f"\x1b[{screen.cursor.y + 1};{screen.cursor.x + 1}R".encode())
        process.write(keys.encode())
    while not steps:
        try:
            stream.feed(process.read(4096))
        except EOFError:
            break
    if process.isalive():
        process.kill(SIGHUP)
        process.wait()
    process.close()
    return screen


def write_half_a_year(home: str) -> None:
    """Write notes as a person might have over half a year: answers made up, months by a draw."""
    framework = load_framework()
    asked = {question.id: question.text for _, question in framework.questions()}
    chance = Random(4)  # noqa: S311  # the same picture every time
    for at in range(6):
        started = LAST_DAY - timedelta(days=at * 26 + chance.randrange(20), hours=at % 7)
        guide = chance.choice(load_companion(framework).guides)
        kept = [one for one in guide.questions if chance.random() < KEPT]
        answers = tuple(
            Answer(question=one, text=asked[one], answer=MADE_UP, written=started) for one in kept
        )
        session = Session(
            id=draw_id(started, chance.choice),
            title=guide.title,
            status=Status.DONE,
            started=started,
            framework=framework.framework.id,
            guide=guide.id,
            questions=guide.questions,
            answers=answers,
        )
        write_new(Path(home, "notebook", name_note(session)), render_note(session))


def draw(screen: pyte.Screen, title: str, name: str) -> str:
    """Return the screen as SVG."""
    console = Console(record=True, width=COLUMNS, file=StringIO())
    for row in range(screen.lines):
        line = Text()
        for column in range(COLUMNS):
            cell = screen.buffer[row][column]
            hue = None if cell.fg == "default" else cell.fg
            style = Style(
                color=hue, bold=cell.bold, underline=cell.underscore, reverse=cell.reverse
            )
            line.append(cell.data, style)
        console.print(line, no_wrap=True, overflow="crop")
    return console.export_svg(title=title, code_format=SVG, unique_id=name)


def main() -> None:
    """Write the pictures beside this file."""
    for name, words, steps, rows in PICTURES:
        with tempfile.TemporaryDirectory() as home:
            if name == "journey":
                write_half_a_year(home)
            screen = run_program(home, words, steps, rows)
        svg = draw(screen, " ".join(("partnership", *words)), name)
        Path(__file__).with_name(f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
