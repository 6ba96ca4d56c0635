"""The HTML pages in a real browser: what they load, how they look, how they print."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Literal, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Dialog, Page

from page_samples import ORDINARY, PLAIN, make_session, make_together
from partnership_cli.formats.html_pages import export_html
from partnership_cli.formats.letter_html import render_letter_html
from partnership_cli.framework.model import Framework
from partnership_cli.reflection.letter import Letter

KINDS = ("export", "together", "handout", "hour")
EVERY_KIND = (*KINDS, "agreement", "letter")
FOOT = "The answers belong to the people who wrote them."
PAGE_AREAS = {"A4": (657, 1001), "Letter": (680, 934)}
"""The sheet within its margins, in pixels."""
ROW, FEWEST_ROWS = 32.2, 4
A4_AND_LETTER = ("A4", "Letter")
WHITE, BLACK = "rgb(255, 255, 255)", "rgb(0, 0, 0)"

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]
Opener = Callable[..., Page]
Printed = Callable[[str, str], tuple[str, list["Sheet"]]]


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Open a page from a file, and forget it at the end of the test."""
    contexts = []

    def open_page(
        text: str,
        width: int = 1200,
        height: int = 800,
        scheme: Scheme = "light",
        watch: Callable[[Page], object] | None = None,
    ) -> Page:
        path = tmp_path / "page.html"
        path.write_text(text, encoding="utf-8", newline="")
        context = browser.new_context(
            color_scheme=scheme, viewport={"width": width, "height": height}
        )
        contexts.append(context)
        page = context.new_page()
        if watch:
            watch(page)
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


class Sheet(NamedTuple):
    """What stands on one sheet of paper: its text, and what is said at its foot."""

    text: str
    foot: str


def read_pdf(page: Page, path: Path, paper: str) -> list[Sheet]:
    """Print a page, and return what stands on each sheet."""
    page.pdf(path=path, format=paper)
    text = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    return [read_sheet(sheet) for sheet in text.rstrip("\f").split("\f")]


def read_sheet(text: str) -> Sheet:
    *lines, foot = [" ".join(line.split()) for line in text.strip().split("\n")]
    if lines and lines[0].startswith("Name:"):
        del lines[0]
    return Sheet(" ".join(filter(None, lines)), foot)


class PrintedWord(NamedTuple):
    """One word on paper: which sheet, and where its upper left corner is, in points."""

    sheet: int
    left: float
    top: float
    text: str


def list_words(page: Page, path: Path, paper: str) -> tuple[list[PrintedWord], list[bool]]:
    """Print a page, and return its words, and which of its sheets lie on their side."""
    page.pdf(path=path, format=paper)
    found = subprocess.run(
        ["pdftotext", "-bbox", str(path), "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    words: list[PrintedWord] = []
    wide: list[bool] = []
    for sheet, text in enumerate(found.split("<page ")[1:]):
        size = re.match('width="([0-9.]+)" height="([0-9.]+)"', text)
        assert size
        wide.append(float(size[1]) > float(size[2]))
        words += [
            PrintedWord(sheet, float(left), float(top), unescape(word))
            for left, top, word in re.findall(
                '<word xMin="([^"]*)" yMin="([^"]*)"[^>]*>(.*?)</word>', text
            )
        ]
    return words, wide


def count_words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text)))


def read_style(page: Page, where: str, name: str) -> object:
    return page.evaluate(
        "([where, name]) => getComputedStyle(document.querySelector(where))[name]", [where, name]
    )


def count_letters(text: str) -> Counter[str]:
    """Count Latin letters; ligatures are two or three."""
    return Counter(re.findall("[A-Za-z]", unicodedata.normalize("NFKC", text)))


def read_questions(page: str) -> list[str]:
    return [unescape(text) for text in re.findall("<h2[^>]*>(.*?)</h2>", page)]


@pytest.fixture(scope="module")
def printed(
    browser: Browser, pages: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Printed:
    """Return what a page shows, and the sheets it is printed on; each is printed once."""

    @cache
    def print_once(kind: str, paper: str) -> tuple[str, list[Sheet]]:
        path = tmp_path_factory.mktemp("printed") / "page.html"
        path.write_text(pages[kind], encoding="utf-8", newline="")
        page = browser.new_page()
        page.goto(path.as_uri())
        shown = page.locator("body").inner_text()
        sheets = read_pdf(page, path.with_suffix(".pdf"), paper)
        page.close()
        return shown, sheets

    return print_once


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_opening_a_page_of_attacks_loads_nothing_and_runs_nothing(
    kind: str, attacks: dict[str, str], open_page: Opener
) -> None:
    asked: list[str] = []
    said: list[str] = []

    def refuse(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    def watch(page: Page) -> None:
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(error.message))
        page.on("popup", lambda popup: said.append(popup.url))
        page.on("dialog", refuse)

    page = open_page(attacks[kind], watch=watch)
    page.keyboard.press("Tab")
    page.mouse.move(300, 300)
    page.wait_for_load_state("networkidle")
    assert asked == [page.url]
    assert said == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_attribution_of_a_page_of_attacks_can_be_seen(
    kind: str, attacks: dict[str, str], open_page: Opener
) -> None:
    foot = open_page(attacks[kind]).locator("body > footer")
    assert foot.count() == 1
    assert foot.is_visible()
    assert FOOT in foot.inner_text()


@pytest.mark.parametrize("kind", KINDS)
def test_the_style_sheet_is_obeyed_under_its_policy(
    kind: str, pages: dict[str, str], open_page: Opener
) -> None:
    said: list[str] = []
    page = open_page(
        pages[kind],
        watch=lambda page: page.on("console", lambda message: said.append(message.text)),
    )
    assert read_style(page, "body", "maxWidth") != "none"
    assert said == []


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_nothing_is_wider_than_a_tablet_or_a_small_phone(
    kind: str, pages: dict[str, str], attacks: dict[str, str], open_page: Opener
) -> None:
    for text in (pages[kind], attacks[kind]):
        page = open_page(text)
        for width in (768, 320):
            page.set_viewport_size({"width": width, "height": 640})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate(
                "[...document.querySelectorAll('.words *')].every(one => one.closest('.table')"
                " || one.getBoundingClientRect().right <= innerWidth)"
            )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", EVERY_KIND)
def test_axe_finds_nothing(
    kind: str, scheme: Scheme, pages: dict[str, str], open_page: Opener
) -> None:
    found = Axe().run(open_page(pages[kind], scheme=scheme, width=900))
    assert found.response["violations"] == []
    assert "color-contrast" in {rule["id"] for rule in found.response["passes"]}


def test_answers_stand_beside_each_other_where_there_is_room(
    pages: dict[str, str], open_page: Opener
) -> None:
    voices = open_page(pages["together"], width=1200).locator(".voices").first.locator(".voice")
    boxes = [box for one in voices.all() if (box := one.bounding_box())]
    assert len(boxes) == 3
    assert len({box["y"] for box in boxes}) == 1
    assert len({round(box["width"]) for box in boxes}) == 1
    assert [box["x"] for box in boxes] == sorted({box["x"] for box in boxes})


def test_answers_stand_below_each_other_where_there_is_not(
    pages: dict[str, str], open_page: Opener
) -> None:
    voices = open_page(pages["together"], width=320).locator(".voices").first.locator(".voice")
    boxes = [box for one in voices.all() if (box := one.bounding_box())]
    assert len(boxes) == 3
    assert len({box["x"] for box in boxes}) == 1
    assert [box["y"] for box in boxes] == sorted({box["y"] for box in boxes})


def test_each_answer_reads_in_its_own_direction(pages: dict[str, str], open_page: Opener) -> None:
    page = open_page(pages["together"])
    directions = page.evaluate(
        "[...document.querySelectorAll('.words')].map(one => getComputedStyle(one).direction)"
    )
    assert {"ltr", "rtl"} == set(directions)
    assert read_style(page, "footer", "direction") == "ltr"


@pytest.mark.parametrize("paper", A4_AND_LETTER)
def test_six_questions_of_a_handout_are_printed_on_two_sides(
    paper: str, pages: dict[str, str], printed: Printed
) -> None:
    _, sheets = printed("handout", paper)
    asked = read_questions(pages["handout"])
    assert [sum(question in sheet.text for question in asked) for sheet in sheets] == [3, 3]


@pytest.mark.parametrize("paper", A4_AND_LETTER)
def test_the_questions_of_a_handout_share_all_the_room_of_their_sheet(
    paper: str, pages: dict[str, str], open_page: Opener
) -> None:
    width, height = PAGE_AREAS[paper]
    page = open_page(pages["handout"], width=width, height=height)
    page.emulate_media(media="print")
    rooms = page.evaluate(
        "[...document.querySelectorAll('.sheet')].map(sheet => [...sheet.querySelectorAll('.room')]"
        ".map(room => room.getBoundingClientRect().height))"
    )
    for on_a_sheet in rooms:
        assert max(on_a_sheet) - min(on_a_sheet) < ROW
        assert min(on_a_sheet) > FEWEST_ROWS * ROW
    # Nothing is left over: the two sheets are as high as two sheets are.
    foot = page.evaluate("document.querySelector('footer').getBoundingClientRect().bottom")
    assert 1.98 * height < foot < 2 * height


@pytest.mark.parametrize("paper", A4_AND_LETTER)
@pytest.mark.parametrize("kind", KINDS)
def test_every_word_is_printed(kind: str, paper: str, printed: Printed) -> None:
    # Columns are read line by line and long words go over several, so letters are counted.
    # The heading row of a table is printed again on each sheet.
    shown, sheets = printed(kind, paper)
    printed_letters = count_letters("".join(sheet.text for sheet in sheets))
    assert count_letters(shown) - printed_letters == Counter()


@pytest.mark.parametrize("paper", A4_AND_LETTER)
@pytest.mark.parametrize("kind", KINDS)
def test_the_attribution_is_printed_whole_on_the_last_sheet(
    kind: str, paper: str, printed: Printed
) -> None:
    _, sheets = printed(kind, paper)
    assert sheets[-1].text.endswith(FOOT)
    assert "The questions are from the University of Westminster" in sheets[-1].text


@pytest.mark.parametrize("paper", A4_AND_LETTER)
@pytest.mark.parametrize("kind", KINDS)
def test_each_sheet_says_what_it_is_and_which_of_how_many(
    kind: str, paper: str, printed: Printed, pages: dict[str, str]
) -> None:
    _, sheets = printed(kind, paper)
    title = unescape(re.findall("<title>(.*?)</title>", pages[kind])[0])
    for number, sheet in enumerate(sheets, 1):
        assert sheet.foot.startswith(title[:20])
        assert sheet.foot.replace(" ", "").endswith(f"{number}/{len(sheets)}")


@pytest.mark.parametrize("paper", A4_AND_LETTER)
@pytest.mark.parametrize("kind", KINDS)
def test_no_heading_is_the_last_thing_on_a_sheet(
    kind: str, paper: str, pages: dict[str, str], printed: Printed
) -> None:
    _, sheets = printed(kind, paper)
    asked = read_questions(pages[kind])
    ends = [sheet.text for sheet in sheets for one in asked if sheet.text.endswith(one)]
    if kind == "handout":  # what follows a question there is room, and has no words
        ends = [sheet for sheet in ends if sheet in asked]
    assert ends == []


@pytest.mark.parametrize("kind", ["export", "together"])
def test_a_table_on_paper_is_neither_cut_off_nor_kept_on_one_sheet(
    kind: str, pages: dict[str, str], open_page: Opener
) -> None:
    page = open_page(pages[kind], width=657)  # A4 without its margins
    page.emulate_media(media="print")
    assert read_style(page, ".table", "overflow") == "visible"  # browsers do not break a scroller
    assert page.evaluate(
        "[...document.querySelectorAll('.table')].every(one => one.scrollWidth <= one.clientWidth)"
    )


def test_paper_is_white_and_ink_black_even_at_night(
    pages: dict[str, str], open_page: Opener
) -> None:
    page = open_page(pages["together"], scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert {read_style(page, one, "backgroundColor") for one in ("html", ".voice")} == {WHITE}
    inked = ("body", "h2", "footer", "footer a", ".voice h3")
    assert {read_style(page, one, "color") for one in inked} == {BLACK}


def cut_sides(pdf: Path, sheet: int) -> tuple[str, str]:
    """Return the words of the left and of the right half of a sheet that lies on its side."""
    size = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
    width, height = map(float, re.findall(r"Page size: +([\d.]+) x ([\d.]+)", size)[0])
    half = int(width / 2)
    sides = []
    for left in (0, half):
        area = ["-x", str(left), "-y", "0", "-W", str(half), "-H", str(int(height))]
        words = ["pdftotext", "-f", str(sheet), "-l", str(sheet), *area, str(pdf), "-"]
        found = subprocess.run(words, check=True, capture_output=True, encoding="utf-8").stdout
        sides.append(" ".join(found.split()))
    return sides[0], sides[1]


@pytest.mark.parametrize("paper", A4_AND_LETTER)
@pytest.mark.parametrize("count", [9, 17])
def test_a_letter_is_printed_as_a_sheet_that_is_folded_once(
    count: int, paper: str, framework: Framework, open_page: Opener, tmp_path: Path
) -> None:
    words = "\n\n".join(f"Thought {number} " + "of ours " * 12 for number in range(count))
    question = next(question for _, question in framework.questions())
    letter = Letter("whoever comes", words, "Li", "Thank you.", question)
    page = open_page(render_letter_html(letter, framework.framework))
    pdf = tmp_path / "letter.pdf"
    page.pdf(path=pdf, format=paper, landscape=True)
    last, first = cut_sides(pdf, 1)
    inside = " ".join(cut_sides(pdf, 2))
    assert last.startswith(question.text)
    assert last.endswith(FOOT)
    assert first.startswith("A letter for those who come next To whoever comes")
    told = re.findall(r"Thought (\d+)", f"{first} {inside}")
    assert told == [str(number) for number in range(count)]
    assert inside.endswith("Thank you. Li")
    pages = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
    assert re.findall(r"Pages: +(\d+)", pages) == ["2"]


def test_a_letter_on_paper_has_no_day_and_no_number_of_a_page(
    framework: Framework, open_page: Opener, tmp_path: Path
) -> None:
    pdf = tmp_path / "letter.pdf"
    page = open_page(render_letter_html(Letter("", "We met."), framework.framework))
    page.pdf(path=pdf, format="A4", landscape=True)
    words = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True).stdout
    assert not re.search(rb"\d", words)


@pytest.mark.parametrize("paper", A4_AND_LETTER)
@pytest.mark.parametrize(("count", "columns"), [(2, 2), (3, 3), (4, 2)])
def test_people_stand_beside_each_other_on_paper_as_equals(
    framework: Framework,
    count: int,
    columns: int,
    paper: str,
    open_page: Opener,
    tmp_path: Path,
) -> None:
    names = [f"Person{at}" for at in range(count)]
    people = [(one, (ORDINARY if at else "Yes.", "No.")) for at, one in enumerate(names)]
    page = open_page(make_together(framework, *people))
    words, wide = list_words(page, tmp_path / "page.pdf", paper)
    rows: dict[tuple[int, float], set[str]] = {}
    for word in words:
        rows.setdefault((word.sheet, word.top), set()).add(word.text)
    # Names stand in the title, at the foot of each sheet and above the words of the files, too.
    spoken = [row & set(names) for row in rows.values() if not row & {"Together:", "fern"}]
    assert set(wide) == {count == 3}
    assert {len(row) for row in spoken if row} == {columns}


@pytest.mark.parametrize(("paper", "large"), [("A4", False), ("Letter", False), ("A4", True)])
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_no_word_is_broken_on_paper(
    framework: Framework, count: int, paper: str, open_page: Opener, tmp_path: Path, *, large: bool
) -> None:
    people = [(f"Person{at}", (ORDINARY,)) for at in range(count)]
    text = (
        make_together(framework, *people, large=large)
        if count > 1
        else export_html(make_session("Power", ORDINARY, partners=()), framework, large=large)
    )
    page = open_page(text)
    page.emulate_media(media="print")
    shown = page.locator("body").inner_text()
    words, _ = list_words(page, tmp_path / "page.pdf", paper)
    printed = count_words(" ".join(word.text for word in words))
    assert {one for one in count_words(shown) - printed if one.isalpha()} == set()


@pytest.mark.parametrize("large", [False, True])
def test_the_attribution_is_never_alone_on_its_sheet(
    framework: Framework, open_page: Opener, tmp_path: Path, *, large: bool
) -> None:
    page = open_page("")
    alone = []
    # The last line reaches the foot of the second sheet somewhere among these.
    for lines in range(23, 31) if large else range(46, 54):
        session = make_session("Power", "A line.\n\n" * lines, "Yes.")
        page.set_content(export_html(session, framework, large=large))
        sheets = read_pdf(page, tmp_path / "page.pdf", "A4")
        if sheets[-1].text.startswith("The questions are from"):
            alone.append(lines)
    assert alone == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_letter_of_large_print_is_smaller_than_eighteen_points(
    kind: str, large_pages: dict[str, str], open_page: Opener
) -> None:
    page = open_page(large_pages[kind], width=657)
    assert "@page { font-size: 18pt; }" in large_pages[kind]
    for medium in ("screen", "print"):
        page.emulate_media(media=medium)
        sizes = page.evaluate(
            "[...document.querySelectorAll('body *')].filter(one => [...one.childNodes]"
            ".some(node => node.nodeType === 3 && node.data.trim()))"
            ".map(one => [parseFloat(getComputedStyle(one).fontSize), one.tagName])"
        )
        assert [size for size in sizes if size[0] < 24 and size[1] not in {"CODE", "SPAN"}] == []


@pytest.mark.parametrize("count", [2, 3, 4])
def test_people_are_equals_on_a_screen_of_any_width(
    framework: Framework, count: int, open_page: Opener
) -> None:
    people = [(f"Person{at}", (PLAIN if at else "Yes.",)) for at in range(count)]
    page = open_page(make_together(framework, *people))
    for width in (320, 700, 768, 900, 1000, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        boxes = page.evaluate(
            "[...document.querySelectorAll('.voice')].map(one => one.getBoundingClientRect())"
            ".map(box => [box.top, Math.round(box.width)])"
        )
        assert len(boxes) == count
        assert len(set(Counter(top for top, _ in boxes).values())) == 1
        assert len({box_width for _, box_width in boxes}) == 1
