"""Make the README's pictures of pages: three people's answers together, and a handout.

    python docs/pictures/make_pages.py

Needs the test extra, Chromium, and pdftoppm of poppler. The people and their answers are made up;
every page is what the program wrote.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
GUIDE = "sharing-power"
AMINA: Mapping[str, str] = {
    "sharing-power": (
        "By saying at the start of each meeting who decides what. Last term I found out in the "
        "third week that the reading list was settled already."
    ),
    "equity": "We are both named on the poster. Only one of us was paid for the afternoon.",
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
WIDTH, HEIGHT = 1100, 1010


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


def make_pages(folder: Path) -> None:
    """Write together.html and handout.html."""
    share(folder, "Amina", AMINA)
    share(folder, "Sam", SAM)
    (folder / "handout-li.txt").write_text(LI, encoding="utf-16")
    files = ("answers-amina.md", "answers-sam.md", "handout-li.txt")
    run(folder, "together", *files, "-o", "together.html")
    run(folder, "handout", GUIDE, "-o", "handout.html")


def take(page: Page, folder: Path) -> None:
    """Open both pages and keep what is seen first."""
    page.goto((folder / "together.html").as_uri())
    page.screenshot(path=HERE / "together.png")
    page.goto((folder / "handout.html").as_uri())
    page.pdf(path=folder / "handout.pdf", format="A4")
    words = ["pdftoppm", "-png", "-r", "75", "-singlefile", str(folder / "handout.pdf")]
    subprocess.run([*words, str(HERE / "handout")], check=True)


def main() -> None:
    """Write the pictures beside this file."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        make_pages(Path(name))
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        take(browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}), Path(name))
        browser.close()


if __name__ == "__main__":
    main()
