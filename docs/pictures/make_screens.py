"""Make the pictures of what each command shows, which README.md in this folder names.

    python docs/pictures/make_screens.py

Needs the test extra, Pillow and Chromium. Each picture has the screens of several commands in a
terminal emulator, light or dark, at 80 or 40 columns. The notes are made up; every other character
is what the program wrote.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

import pyte
from make_pictures import COLUMNS, STEPS, run_program, write_half_a_year
from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
ROWS = 46
_FIRST = "write"
"""The screens of somebody who begins with an empty notebook."""
NARROW = 40
COLOURS = 24
Command = tuple[Sequence[str], Sequence[tuple[str, str]]]
SHEETS: dict[str, Sequence[Command]] = {
    "write": (
        (("reflect", "sharing-power"), STEPS),
        (("resume",), (("Ctrl-D finish", ""),)),
        (("reflct",), ()),
        (("list",), ()),
    ),
    "read-again": (
        (("list", "-n", "12"), ()),
        (("show", "last"), ()),
        (("journey",), ()),
        (("search", "agenda"), ()),
    ),
    "the-framework": (
        (("questions", "emotions"), ()),
        (("guides",), ()),
        (("projects",), ()),
        (("projects", "green-fund"), ()),
    ),
    "values-and-voices": (
        (("values",), ()),
        (("voices",), ()),
        (("about",), ()),
        (("history", "joy"), ()),
    ),
    "help-and-files": (
        (("--help",), ()),
        (("share", "--help"), ()),
        (("doctor",), ()),
        (("config",), ()),
    ),
}
THEMES = {"light": ("#fdfdfb", "#1d2125", "#0b6e7f"), "dark": ("#1b1e21", "#d9d9d4", "#5fb8c9")}
STYLE = """
body { margin: 0; padding: 12px; background: PAPER; width: max-content; }
main { display: grid; grid-template-columns: repeat(2, max-content); gap: 18px; }
pre { margin: 0; padding: 10px; border: 1px solid #8888; color: INK;
  font: 13px/1.25 "DejaVu Sans Mono", monospace; }
.r { background: INK; color: PAPER; } .h { color: HUE; } .e { color: #c22; }
b { font-weight: 700; } u { text-underline-offset: 2px; }
"""


def draw_rows(screen: pyte.Screen) -> Iterator[str]:
    """Give the rows of a screen as HTML, without those below the last that is written on."""
    last = max((row for row, text in enumerate(screen.display) if text.strip()), default=0)
    for row in range(last + 1):
        cells = [screen.buffer[row][column] for column in range(screen.columns)]
        yield "".join(map(_draw_cell, cells)).rstrip()


def _draw_cell(cell: pyte.screens.Char) -> str:
    text = escape(cell.data)
    for is_set, tag in ((cell.bold, "b"), (cell.italics, "i"), (cell.underscore, "u")):
        text = f"<{tag}>{text}</{tag}>" if is_set else text
    kind = "r" if cell.reverse else {"red": "e", "default": ""}.get(cell.fg, "h")
    return f'<span class="{kind}">{text}</span>' if kind else text


def make_sheet(home: str, commands: Sequence[Command], columns: int, theme: str) -> str:
    """Return the page with the screens of some commands."""
    paper, ink, hue = THEMES[theme]
    style = STYLE.replace("PAPER", paper).replace("INK", ink).replace("HUE", hue)
    screens = []
    for words, steps in commands:
        screen = run_program(home, words, steps, ROWS, columns)
        rows = "\n".join((f"$ partnership {' '.join(words)}", *draw_rows(screen)))
        screens.append(f"<pre>{rows}</pre>")
    return f"<meta charset=utf-8><style>{style}</style><main>{''.join(screens)}</main>"


def main() -> None:
    """Write the pictures beside this file."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for name, commands in SHEETS.items():
            for columns in (COLUMNS, NARROW):
                for theme in THEMES:
                    page = browser.new_page(viewport={"width": 1400, "height": 400})
                    with tempfile.TemporaryDirectory() as home:
                        if name != _FIRST:
                            write_half_a_year(home)
                        page.set_content(make_sheet(home, commands, columns, theme))
                    path = HERE / f"{name}-at-{columns}-columns-{theme}.png"
                    page.screenshot(path=path, full_page=True)
                    page.close()
                    picture = Image.open(path).convert("RGB")
                    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()
