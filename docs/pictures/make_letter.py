"""Make the pictures of an agreement and of a letter for those who come next.

    python docs/pictures/make_letter.py

Needs the test extra, Chromium, and pdftoppm of poppler. The people and their words are made up;
every page is what the program wrote.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from partnership_cli.formats.letter_html import render_letter_html
from partnership_cli.framework.loader import load_framework
from partnership_cli.reflection.letter import Letter

HERE = Path(__file__).parent
POWER = "How can power be shared meaningfully in my partnerships?"
AGREED: Mapping[str, str] = {
    "What we share": "We both want an agenda that both of us write.",
    "Where we differ": "Who has the last word when time is short.",
    "What we will do, and by when": "- Sam sends an empty agenda on Fridays\n- Amina fills it in",
    "Who decides what": "The reading list: both. The room: Amina.",
}
LETTER = Letter(
    to="the next student partners",
    body=(
        "When I began I thought that partnership meant being asked. It took me a term to see "
        "that it also means asking.\n\n"
        "The first weeks were awkward. We met in an office, on chairs of two heights. Then we "
        "moved to the café, and it was easier to disagree with each other.\n\n"
        "Say early what you cannot do. Nobody minded; they were glad to know. And write down what "
        "you agreed, on the day you agree it.\n\n"
        "Ask who is not at the table. We asked in spring, and wished that we had asked in "
        "autumn.\n\n"
        "Keep one hour a month in which nothing is to be done. The best idea of the year came in "
        "such an hour, and it was neither of ours alone.\n\n"
        "I was afraid of being the only one who is new to this. You will not be: the staff were, "
        "too."
    ),
    sender="Amina and Sam",
    thanks="Thank you, Li, for the tea, and for staying when it was hard.",
)
QUESTION = "joy"


def write_pages(folder: Path) -> None:
    """Write agreement.html and letter.html."""
    parts = [f"**{label}**\n\n{words}\n" for label, words in AGREED.items()]
    text = "\n".join(("# What we agreed\n", "- Amina\n- Sam\n", f"## {POWER}\n", *parts))
    (folder / "agreed.md").write_text(text, encoding="utf-8")
    words = ("together", "agreed.md", "--agree", "--yes", "-o", "agreement.html")
    environ = os.environ | {"PARTNERSHIP_HOME": str(folder / "home")}
    command = [sys.executable, "-m", "partnership_cli", *words]
    subprocess.run(command, cwd=folder, env=environ, check=True)
    framework = load_framework()
    question = next(one for _, one in framework.questions() if one.id == QUESTION)
    page = render_letter_html(replace(LETTER, question=question), framework.framework)
    (folder / "letter.html").write_text(page, encoding="utf-8")


def take(page: Page, folder: Path) -> None:
    """Take the agreement as it is seen, and both sides of the sheet that the letter is."""
    page.goto((folder / "agreement.html").as_uri())
    page.screenshot(path=HERE / "agreement.png")
    page.goto((folder / "letter.html").as_uri())
    page.pdf(path=folder / "letter.pdf", format="A4", landscape=True)
    words = ["pdftoppm", "-png", "-r", "50", "letter.pdf", "sheet"]
    subprocess.run(words, cwd=folder, check=True)
    sheets = "".join(f'<img src="sheet-{number}.png">' for number in (1, 2))
    style = "body { background: #999; margin: 10px; } img { display: block; margin-bottom: 10px; }"
    (folder / "sheets.html").write_text(f"<style>{style}</style>{sheets}", encoding="utf-8")
    page.set_viewport_size({"width": 605, "height": 856})
    page.goto((folder / "sheets.html").as_uri())
    page.screenshot(path=HERE / "letter.png")


def main() -> None:
    """Write the pictures beside this file."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        write_pages(Path(name))
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        take(browser.new_page(viewport={"width": 560, "height": 640}), Path(name))
        browser.close()


if __name__ == "__main__":
    main()
