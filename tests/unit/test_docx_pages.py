"""Files of Word: what stands in them, read by another library, and what they tell of nobody."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from partnership_cli.formats.docx_pages import render_docx
from partnership_cli.formats.framework_attribution import EVERY
from partnership_cli.formats.handout import KEEP_IN_WORD, Handout
from partnership_cli.formats.html_answer import render_answer
from partnership_cli.formats.html_pages import export_html
from partnership_cli.formats.page_frame import write_foot
from partnership_cli.formats.paper_pages import render_handout_html
from partnership_cli.framework.loader import load_framework
from partnership_cli.framework.model import Question
from partnership_cli.reflection.session import Answer, Session

FRAMEWORK = load_framework()
ABOUT = FRAMEWORK.framework
STYLES = "word/styles.xml"
STARTED = datetime(2026, 11, 23, 17, 31, 5, tzinfo=UTC)
JOY = "What might bring joy into your partnership relationships?"
PARTS = {
    "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml",
    "word/_rels/document.xml.rels", "word/styles.xml", "word/numbering.xml", "word/settings.xml",
    "word/footer1.xml",
}  # fmt: skip
TELLING = re.compile(
    r"rsid|creator|author|lastModified|dcterms|created|<Application|<Company|<Template|20\d\d-\d\d-\d\dT",
    re.IGNORECASE,
)


def export(answer: str, title: str = "Sharing power") -> bytes:
    answers = (Answer(question="joy", text=JOY, answer=answer, written=STARTED),)
    session = Session(
        id="20261123t173105z-k7m2q9",
        title=title,
        started=STARTED,
        framework="westminster-student-partnership",
        partners=("Amina",),
        answers=answers,
    )
    return render_docx(export_html(session, FRAMEWORK))


def handout() -> bytes:
    asked = (Question(id="one", text="Who & why?"), Question(id="two", text="Until when?"))
    return render_docx(render_handout_html(Handout("Beginning", asked, keep=KEEP_IN_WORD), ABOUT))


def read_part(made: bytes, name: str) -> str:
    return ZipFile(BytesIO(made)).read(name).decode()


def read_paragraphs(made: bytes) -> list[tuple[str, str]]:
    found = Document(BytesIO(made)).paragraphs
    return [(str(one.style and one.style.name), one.text) for one in found if one.text]


def strip_tags(page: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", page)).strip()


def read_answer(answer: str) -> list[tuple[str, str]]:
    """Return the paragraphs of an answer, which stands between a day and the attribution."""
    return read_paragraphs(export(answer))[4:-1]


def test_a_reflection_has_headings_its_answer_and_the_attribution_at_its_foot() -> None:
    *above, (style, foot) = read_paragraphs(export("With care."))
    assert above == [
        ("Heading 1", "Sharing power"),
        ("Normal", "23 November 2026"),
        ("Normal", "With Amina"),
        ("Heading 2", JOY),
        ("Normal", "With care."),
    ]
    assert style == "Attribution"
    address = "https://creativecommons.org/licenses/by-nc-nd/4.0/"
    shown = strip_tags(write_foot(ABOUT, EVERY))
    assert foot == shown.replace("CC BY-NC-ND 4.0.", f"CC BY-NC-ND 4.0, {address}.")
    assert address in foot


@pytest.mark.parametrize(
    ("answer", "paragraphs"),
    [
        ("one\ntwo\n\nthree", [("Normal", "one\ntwo"), ("Normal", "three")]),
        ("- a\n- b", [("List Paragraph", "a"), ("List Paragraph", "b")]),
        ("3. a\n4. b", [("List Paragraph", "a"), ("List Paragraph", "b")]),
        ("> said", [("Quote", "said")]),
        ("# Mine", [("Normal", "Mine")]),
        ("```\na\n\tb\n```", [("Code", "a\n\tb")]),
        ("a <b> & c", [("Normal", "a <b> & c")]),
        ("[x](https://a.org/?a=1&b)", [("Normal", "x")]),
        ("[x](https://a.org/[)", [("Normal", "x")]),
        ("a\x1bb\x00c", [("Normal", "a\ufffdb\ufffdc")]),
    ],
)
def test_markdown_in_an_answer_becomes_what_word_has_for_it(
    answer: str, paragraphs: list[tuple[str, str]]
) -> None:
    assert read_answer(answer) == paragraphs


def test_a_table_is_a_table() -> None:
    (table,) = Document(BytesIO(export("| a | b |\n|---|---|\n| 1 | |\n"))).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["a", "b"], ["1", ""]]


def test_items_keep_their_numbers_and_their_depth() -> None:
    made = export("- a\n\n  3. b\n\n     c\n\n1. d")
    document = read_part(made, "word/document.xml")
    places = re.findall(r'<w:ilvl w:val="(\d)"/><w:numId w:val="(\d)"/>', document)
    assert places == [("0", "1"), ("1", "2"), ("0", "3")]
    _, bullets, *numbered = read_part(made, "word/numbering.xml").split("<w:num ")
    assert "startOverride" not in bullets
    starts = [re.findall(r'numId="(\d)"|startOverride w:val="(\d)"', one)[:2] for one in numbered]
    assert starts == [[("2", ""), ("", "3")], [("3", ""), ("", "1")]]


def test_a_number_that_is_not_the_next_one_stands_as_it_was_typed() -> None:
    made = export("1. a\n2. b\n   - c\n10. d\n11. e")
    places = re.findall(r'<w:numId w:val="(\d)"/>', read_part(made, "word/document.xml"))
    assert places == ["2", "2", "1", "3", "3"]
    starts = re.findall(
        r'w:ilvl="0"><w:startOverride w:val="(\d+)"', read_part(made, "word/numbering.xml")
    )
    assert starts == ["1", "10"]


def test_a_list_begins_with_no_number_that_word_does_not_open() -> None:
    numbering = read_part(export("999999999. a"), "word/numbering.xml")
    assert '<w:startOverride w:val="32767"/>' in numbering


def test_what_is_bold_slanted_or_struck_looks_so() -> None:
    document = Document(BytesIO(export("**a** *b* ~~c~~")))
    (answer,) = (one for one in document.paragraphs if one.text == "a b c")
    assert [run.text for run in answer.runs if run.bold] == ["a"]
    assert [run.text for run in answer.runs if run.italic] == ["b"]
    assert [run.text for run in answer.runs if run.font.strike] == ["c"]


def test_the_frameworks_words_have_its_language_and_those_of_a_person_have_none() -> None:
    document = read_part(export("Mit Sorgfalt."), "word/document.xml")
    runs = re.findall(r"<w:r>.*?</w:r>", document)
    (asked,) = (run for run in runs if JOY in run)
    (answer,) = (run for run in runs if "Sorgfalt" in run)
    assert '<w:lang w:val="en-GB"' in asked
    assert "w:lang" not in answer


def test_what_is_written_from_the_right_stands_so() -> None:
    document = read_part(export("مرحبا"), "word/document.xml")
    assert re.search(r"<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr>", document)
    assert "<w:bidi/>" not in read_part(export("hello مرحبا"), "word/document.xml")


@pytest.mark.parametrize("address", ["https://a.org/{x}", "https://a.org/%zz", "javascript:x"])
def test_an_address_that_word_would_not_open_is_no_link(address: str) -> None:
    made = render_docx(f'<main><p><a href="{address}">there</a></p></main>')
    assert Document(BytesIO(made)).paragraphs[0].text == "there"
    assert "hyperlink" not in read_part(made, "word/_rels/document.xml.rels")


def test_each_page_has_its_number() -> None:
    footer = read_part(handout(), "word/footer1.xml")
    assert re.findall(r'w:instr=" (\w+) "', footer) == ["PAGE", "NUMPAGES"]
    assert 'w:footerReference w:type="default" r:id="footer"' in read_part(
        handout(), "word/document.xml"
    )


def test_a_handout_has_empty_paragraphs_to_write_in_and_says_how_to_save_it() -> None:
    paragraphs = [one.text for one in Document(BytesIO(handout())).paragraphs]
    first, second = paragraphs.index("Who & why?"), paragraphs.index("Until when?")
    assert (KEEP_IN_WORD in paragraphs, "Name:" in paragraphs) == (True, True)
    assert paragraphs[first + 1 : second] == [""] * (second - first - 1)
    assert second - first > 4


@pytest.mark.parametrize("made", [export("x"), handout()], ids=["export", "handout"])
def test_a_file_tells_nothing_of_who_made_it_when_and_where(made: bytes) -> None:
    package = ZipFile(BytesIO(made))
    assert set(package.namelist()) == PARTS
    for entry in package.infolist():
        assert (entry.date_time, entry.create_system) == ((1980, 1, 1, 0, 0, 0), 0)
        assert (entry.compress_type, entry.extra, entry.comment) == (ZIP_STORED, b"", b"")
        assert not TELLING.findall(package.read(entry).decode())
    assert "<w:removePersonalInformation/>" in read_part(made, "word/settings.xml")


def test_large_print_has_18_points_where_others_have_11() -> None:
    page = render_handout_html(Handout("Beginning", ()), ABOUT, large=True)
    normal, large = (
        [int(size) / 2 for size in re.findall(r'<w:sz w:val="(\d+)"', read_part(made, STYLES))]
        for made in (handout(), render_docx(page))
    )
    assert (normal[0], large[0]) == (11, 18)
    assert all(above < below for above, below in zip(normal, large, strict=True))
    assert min(large) == 18


def test_the_title_of_the_file_is_that_of_the_page() -> None:
    document = Document(BytesIO(export("x", "Trust & <care>")))
    assert document.core_properties.title == "Trust & <care>"


LINES = st.sampled_from(
    [
        "- ", "1. ", "> ", "# ", "```", "**", "*", "`", "  ", "\t", "\n", "\n\n", "~~", "---",
        "<b>", "&amp;", "]](", "![x](y)", "[a](https://b.c/%zz)", "| a | b |\n|-|-|\n| ",
        "\x0b", "\ufffe",
    ]
)  # fmt: skip


@given(answer=st.lists(st.one_of(LINES, st.text(max_size=6)), max_size=14).map("".join))
def test_whatever_an_answer_holds_the_file_can_be_read_with_every_letter_of_it(answer: str) -> None:
    made = render_docx(f"<main>{render_answer(answer)}</main><footer><p>END</p></footer>")
    read = Document(BytesIO(made))
    said = [
        str(one.text) for one in read.element.body.iter() if one.text and one.tag.endswith("}t")
    ]
    shown = re.sub(r"<[^>]*>", "", render_answer(answer))
    count = sum(char.isalpha() for char in "".join(said))
    assert count == sum(char.isalpha() for char in re.sub(r"&\w+;", "", shown)) + len("END")
    assert said[-1] == "END"
