"""Pages with nasty words in them, and a real browser to open them in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from typing import Final

import pytest
from playwright.sync_api import Browser, sync_playwright

from page_samples import (
    ARABIC,
    INJECTIONS,
    LONG_WORD,
    PLAIN,
    RICH,
    make_session,
    make_together,
)
from partnership_cli.formats.agreement_html import render_agreement_html
from partnership_cli.formats.handout import make_handout
from partnership_cli.formats.html_pages import export_html
from partnership_cli.formats.letter_html import render_letter_html
from partnership_cli.formats.paper_pages import render_handout_html, render_hour_html
from partnership_cli.framework.loader import load_framework
from partnership_cli.framework.model import Framework, Question
from partnership_cli.reflection.agreement import AgreedQuestion, Agreement
from partnership_cli.reflection.letter import Letter
from partnership_cli.reflection.selection import Selection

QUIETLY: Final = (
    "--no-sandbox",  # in a container the tests run as root, and the pages are our own
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def make_agreed(asked: Sequence[Question], name: str, texts: Sequence[str]) -> Agreement:
    """Return an agreement on two questions, one of which the framework does not have."""
    parts = (texts[0], texts[1], texts[2])
    return Agreement(
        (name, "Amina"),
        name[:40],
        (
            AgreedQuestion(asked[0].id, asked[0].text, parts),
            AgreedQuestion("", name, parts),
        ),
        (texts[0], texts[1]),
    )


@pytest.fixture(scope="session")
def framework() -> Framework:
    return load_framework()


@pytest.fixture(scope="session")
def pages(framework: Framework) -> dict[str, str]:
    """One page of each kind, with the words that are hardest to lay out."""
    about = framework.framework
    asked = tuple(question for _, question in framework.questions())
    selection = Selection("Beginning together", asked[:6])
    return {
        "export": export_html(
            make_session(f"A term of {LONG_WORD}", RICH, ARABIC, PLAIN), framework
        ),
        "together": make_together(
            framework,
            ("Amina", (PLAIN, ARABIC, RICH)),
            ("Sam " + "x" * 70, (RICH, PLAIN)),
            ("ليلى", (ARABIC, PLAIN)),
        ),
        "handout": render_handout_html(make_handout(selection, frozenset({asked[0].id})), about),
        "hour": render_hour_html(
            ("Amina", f"Sam {LONG_WORD}", "ليلى"), f"A term of {LONG_WORD}", asked[:6], about
        ),
        "agreement": render_agreement_html(
            make_agreed(asked, f"Sam {LONG_WORD}", (RICH, ARABIC, PLAIN)), about
        ),
        "letter": render_letter_html(Letter("ليلى", RICH, LONG_WORD, ARABIC, asked[0]), about),
    }


@pytest.fixture(scope="session")
def large_pages(framework: Framework) -> dict[str, str]:
    """One page of each kind in large print."""
    about = framework.framework
    asked = tuple(question for _, question in framework.questions())
    handout = make_handout(Selection("Beginning together", asked[:6]), frozenset({asked[0].id}))
    people = (("Amina", (RICH, PLAIN)), ("Sam", (PLAIN, ARABIC)), ("Li", (PLAIN,)))
    return {
        "export": export_html(make_session("A term", RICH, PLAIN), framework, large=True),
        "together": make_together(framework, *people, large=True),
        "handout": render_handout_html(handout, about, large=True),
        "hour": render_hour_html(("Amina", "Sam"), "A term", asked[:6], about, large=True),
    }


@pytest.fixture(scope="session")
def attacks(framework: Framework) -> dict[str, str]:
    """Pages in which every text that a person can give is an attack."""
    about = framework.framework
    asked = tuple(question for _, question in framework.questions())
    title = "</title><script>alert(1)</script><img src=https://evil.example/20 onerror=alert(1)>"
    return {
        "export": export_html(make_session(title, *INJECTIONS, partners=INJECTIONS), framework),
        "together": make_together(
            framework, (title, INJECTIONS), ("'\"><svg/onload=x>", INJECTIONS)
        ),
        "handout": render_handout_html(
            make_handout(Selection(title, asked[:2]), frozenset(), name=title), about
        ),
        "hour": render_hour_html(INJECTIONS, title, asked[:2], about),
        "agreement": render_agreement_html(make_agreed(asked, title, INJECTIONS), about),
        "letter": render_letter_html(
            Letter(title, "\n\n".join(INJECTIONS), title, title, asked[0]), about
        ),
    }


# Playwright keeps an event loop in this thread, in which no other test can have one of its own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine; Playwright's own is never downloaded."""
    found = shutil.which("chromium")
    if found is None:
        pytest.fail("these tests need Chromium on PATH: apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=list(QUIETLY))
        yield opened
        opened.close()
