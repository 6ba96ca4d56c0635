"""Make the pictures of pages: answers together, a handout, an agreement, and a letter.

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
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from partnership_cli.formats.letter_html import render_letter_html
from partnership_cli.framework.loader import load_framework
from partnership_cli.reflection.letter import Letter

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
    agree(folder, files)
    framework = load_framework()
    question = next(one for _, one in framework.questions() if one.id == QUESTION)
    page = render_letter_html(replace(LETTER, question=question), framework.framework)
    (folder / "letter.html").write_text(page, encoding="utf-8")


def agree(folder: Path, files: Sequence[str]) -> None:
    """Fill in a page of the answers, and write agreement.html."""
    run(folder, "together", *files, "-o", "page.md")
    text = (folder / "page.md").read_text(encoding="utf-8")
    for label, words in AGREED.items():
        text = text.replace(f"**{label}**\n", f"**{label}**\n\n{words}\n", 1)
    (folder / "page.md").write_text(text, encoding="utf-8")
    run(folder, "together", "page.md", "--agree", "--yes", "-o", "agreement.html")


def take(page: Page, folder: Path) -> None:
    """Open the pages and keep what is seen first."""
    page.goto((folder / "together.html").as_uri())
    page.screenshot(path=HERE / "together.png")
    page.goto((folder / "handout.html").as_uri())
    page.pdf(path=folder / "handout.pdf", format="A4")
    words = ["pdftoppm", "-png", "-r", "75", "-singlefile", str(folder / "handout.pdf")]
    subprocess.run([*words, str(HERE / "handout")], check=True)
    page.set_viewport_size({"width": 560, "height": 660})
    page.goto((folder / "agreement.html").as_uri())
    page.screenshot(path=HERE / "agreement.png")
    page.goto((folder / "letter.html").as_uri())
    page.pdf(path=folder / "letter.pdf", format="A4", landscape=True)
    subprocess.run(
        ["pdftoppm", "-png", "-r", "50", str(folder / "letter.pdf"), "sheet"],
        cwd=folder,
        check=True,
    )
    sheets = "".join(f'<img src="sheet-{number}.png">' for number in (1, 2))
    style = "body { background: #999; margin: 10px; } img { display: block; margin-bottom: 10px; }"
    (folder / "sheets.html").write_text(f"<style>{style}</style>{sheets}", encoding="utf-8")
    page.set_viewport_size({"width": 605, "height": 856})
    page.goto((folder / "sheets.html").as_uri())
    page.screenshot(path=HERE / "letter.png")


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
