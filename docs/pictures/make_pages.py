"""Make the pictures of pages, on screen and on paper, which README.md in this folder names.

    python docs/pictures/make_pages.py

Needs the test extra, Pillow, Chromium, and pdftoppm of poppler. The people and their answers are
made up; every page is what the program wrote.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
GUIDE = "sharing-power"
AMINA: Mapping[str, str] = {
    "sharing-power": (
        "By saying at the start of each meeting who decides what. Last term I found out in the "
        "third week that the reading list was settled already."
    ),
    "equity": (
        "We are both named on the poster. Only one of us was paid for the afternoon. I\n"
        "would like to say so at the next meeting.\n\n"
        "| who | was paid for | was not paid for |\n|---|---|---|\n"
        "| Amina | nothing | preparation, the afternoon |\n| Sam | the afternoon | nothing |"
    ),
    "speaking-freely": (
        "I speak when we are two. In the board I wait until somebody asks me, and then it is "
        "the last item."
    ),
}
SAM: Mapping[str, str] = {
    "sharing-power": (
        "I thought I shared it by asking for ideas.\n\n- the agenda is still mine\n"
        "- so is the last word\n\nNext time we write the agenda together."
    ),
    "equity": "I had not thought of the hours between our meetings. I am paid for mine.",
}
LI = """Name: Li

3. How can power be shared meaningfully in my
partnerships?

Take turns: one month I lead, one month you do.

How can I make sure that partnership is a space where everyone can speak freely?

Ask, and then wait. Longer than feels polite.
"""
JO: Mapping[str, str] = {
    "sharing-power": "Whoever does the work decides how.",
    "equity": "Pay everyone for the same hours, and say so in the first letter.",
}
EVERYONE = ("answers-amina.md", "answers-sam.md", "handout-li.txt", "answers-jo.md")
PAGES: Mapping[str, tuple[str, ...]] = {
    "together": ("together", *EVERYONE[:3]),
    "together-of-two": ("together", *EVERYONE[:2]),
    "together-of-four": ("together", *EVERYONE),
    "together-while-one-page-is-empty": ("together", "answers-amina.md", "late.md"),
    "together-in-large-print": ("together", "--large", *EVERYONE[:2]),
    "export": ("export", "last"),
    "export-of-a-theme": ("export", "values-and-power", "--format", "html"),
    "handout": ("handout", GUIDE),
    "handout-in-large-print": ("handout", "--large", GUIDE),
}
"""What the program is asked for; Amina asks."""
ON_SCREEN = ("together", "handout", "the-hour", "export")
VIEWS = ((320, "light", 1), (768, "light", 0.8), (1280, "light", 0.7), (1280, "dark", 0.7))
HEIGHT = 860
COLOURS = 24
SHEETS, GAP, ON_A_ROW = 50, 6, 4
"""Dots to the inch of a sheet, dots between sheets, and how many stand in a row."""
README_VIEW = (1100, 1010)


def run(folder: Path, *words: str, person: str = "Amina", given: str = "") -> None:
    """Run the program as one of the three."""
    command = [sys.executable, "-m", "partnership_cli", *words]
    environ = os.environ | {"PARTNERSHIP_HOME": str(folder / f"home of {person}")}
    subprocess.run(command, input=given.encode(), cwd=folder, env=environ, check=True)


def share(folder: Path, person: str, answers: Mapping[str, str]) -> None:
    """Let a person answer and share all of it."""
    given = "".join(f"## {question}\n\n{text}\n\n" for question, text in answers.items())
    run(folder, "reflect", GUIDE, "--answers", "-", person=person, given=given)
    only = [word for question in answers for word in ("--only", question)]
    run(folder, "share", "last", *only, "--as", person, "--yes", person=person)


def make_pages(folder: Path) -> list[str]:
    """Write every page, and return what each is called."""
    share(folder, "Sam", SAM)
    share(folder, "Jo", JO)
    share(folder, "Amina", AMINA)
    (folder / "handout-li.txt").write_text(LI, encoding="utf-16")
    run(folder, "meeting", GUIDE, "--with", "Amina,Sam,Noor", "-o", "hour")
    (folder / "hour" / "for-noor.md").rename(folder / "late.md")
    (folder / "hour" / "the-hour.html").rename(folder / "the-hour.html")
    for name, words in PAGES.items():
        run(folder, *words, "-o", f"{name}.html")
    return [*PAGES, "the-hour"]


def keep(picture: Image.Image, name: str) -> None:
    """Keep a picture, with as few colours as it is seen with."""
    few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(HERE / f"{name}.png", optimize=True)


def take_sheets(browser: Browser, page: Path, paper: str) -> None:
    """Print a page, and keep its sheets side by side."""
    opened = browser.new_page()
    opened.goto(page.as_uri())
    opened.pdf(path=page.with_suffix(".pdf"), format=paper)
    opened.close()
    base = page.with_suffix("")
    command = ["pdftoppm", "-r", str(SHEETS), str(page.with_suffix(".pdf")), str(base)]
    subprocess.run(command, check=True)
    sheets = [Image.open(one) for one in sorted(page.parent.glob(f"{base.name}-[0-9]*.ppm"))]
    width, height = sheets[0].width + GAP, sheets[0].height + GAP
    rows = -(-len(sheets) // ON_A_ROW)
    picture = Image.new("RGB", (width * min(len(sheets), ON_A_ROW), height * rows), "#999")
    for at, sheet in enumerate(sheets):
        row, column = divmod(at, ON_A_ROW)
        picture.paste(sheet, (column * width + GAP // 2, row * height + GAP // 2))
    keep(picture, f"{page.stem}-on-{paper.lower()}")
    for one in page.parent.glob(f"{base.name}-[0-9]*.ppm"):
        one.unlink()


def take_screen(browser: Browser, page: Path, name: str, view: tuple[int, int, str, float]) -> None:
    """Open a page in a window, and keep what is seen first."""
    width, height, scheme, scale = view
    opened = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        device_scale_factor=scale,
    )
    opened.goto(page.as_uri())
    taken = page.with_suffix(".png")
    opened.screenshot(path=taken)
    opened.close()
    keep(Image.open(taken), name)


def take(browser: Browser, folder: Path, pages: list[str]) -> None:
    """Keep each page on paper, and some on screens of three widths, light and dark."""
    for name in pages:
        for paper in ("A4", "Letter"):
            take_sheets(browser, folder / f"{name}.html", paper)
    for name in ON_SCREEN:
        for width, scheme, scale in VIEWS:
            view = (width, HEIGHT, scheme, scale)
            take_screen(browser, folder / f"{name}.html", f"{name}-at-{width}-{scheme}", view)
    take_screen(browser, folder / "together.html", "together", (*README_VIEW, "light", 1))
    command = ["pdftoppm", "-r", "75", "-singlefile", str(folder / "handout.pdf"), "handout"]
    subprocess.run(command, cwd=folder, check=True)
    keep(Image.open(folder / "handout.ppm"), "handout")


def main() -> None:
    """Write the pictures beside this file."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        pages = make_pages(folder)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        take(browser, folder, pages)
        browser.close()


if __name__ == "__main__":
    main()
