"""Files of Word that people bring: what stands on the page is read as Markdown, and no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from time import process_time
from tracemalloc import get_traced_memory
from tracemalloc import start as start_tracing
from tracemalloc import stop as stop_tracing
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from hostile import ALLOWED_CPU
from partnership_cli.formats.docx_archive import WordFileError, is_docx
from partnership_cli.formats.docx_pages import render_docx
from partnership_cli.formats.docx_reader import read_docx
from partnership_cli.formats.handout import KEEP_IN_WORD, make_handout
from partnership_cli.formats.handout_reader import HandoutReader
from partnership_cli.formats.html_answer import render_answer
from partnership_cli.formats.paper_pages import render_handout_html
from partnership_cli.framework.loader import load_companion, load_framework
from partnership_cli.reflection.selection import Selection, select_questions

FRAMEWORK = load_framework()
COMPANION = load_companion(FRAMEWORK)
SELECTIONS = (
    *(select_questions(FRAMEWORK, COMPANION, guide=one.id) for one in COMPANION.guides),
    *(select_questions(FRAMEWORK, COMPANION, themes=(one.id,)) for one in FRAMEWORK.themes),
)

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OTHERS = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
STYLES = f"""<w:styles xmlns:w="{WORD}">
<w:style w:type="paragraph" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/>
<w:basedOn w:val="berschrift2"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Absatz"><w:name w:val="List Paragraph"/></w:style>
<w:style w:type="paragraph" w:styleId="Liste"><w:name w:val="List Bullet"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Kreis"><w:name w:val="x"/>
<w:basedOn w:val="Kreis"/></w:style>
</w:styles>"""
LISTS = f"""<w:numbering xmlns:w="{WORD}">
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">
<w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>"""


def wrap(body: str, namespace: str = WORD) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{namespace}" {OTHERS}>'
        f"<w:body>{body}</w:body></w:document>"
    )


def pack(parts: Mapping[str, str | bytes], kind: int = ZIP_DEFLATED) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", kind) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return made.getvalue()


def make(body: str, namespace: str = WORD, **more: str | bytes) -> bytes:
    parts: dict[str, str | bytes] = {
        "word/document.xml": wrap(body, namespace),
        "word/styles.xml": STYLES,
        "word/numbering.xml": LISTS,
    }
    return pack(parts | {name.replace("_", "/") + ".xml": text for name, text in more.items()})


def is_question(text: str) -> bool:
    return text.endswith("?")


def read(body: str, namespace: str = WORD) -> str:
    return read_docx(make(body, namespace), is_question).text.removesuffix("\n")


def tell(body: str) -> tuple[str, ...]:
    return read_docx(make(body), is_question).told


def p(text: str, style: str = "", more: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{r(text)}</w:p>"


def r(text: str, looks: str = "") -> str:
    return f"<w:r><w:rPr>{looks}</w:rPr><w:t>{text}</w:t></w:r>"


def control(says: str, inside: str) -> str:
    """Return a content control of Word."""
    return f"<w:sdt><w:sdtPr>{says}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def item(text: str, number: int, depth: int = 0) -> str:
    return p(text, "", f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def table(*rows: tuple[str, ...]) -> str:
    made = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{p(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{made}</w:tbl>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p("a") + p("b"), "a\n\nb"),
        (p("a") + "<w:p/><w:p/>" + p("b"), "a\n\nb"),
        (p("Who?", "berschrift2"), "## Who?"),
        (p("Who?", "Mine"), "## Who?"),
        (p("Who?</w:t><w:br/><w:t> Me.", "Mine"), "## Who?\nMe."),
        (p(" Who \t  is it?", "Mine"), "## Who is it?"),
        (p("Who?", "Kreis"), "Who?"),
        (p("All", "Titel"), "# All"),
        (p("Who?", "", '<w:outlineLvl w:val="1"/>'), "## Who?"),
        (p("Who?", "", '<w:outlineLvl w:val="9"/>'), "Who?"),
        (p("a", "Zitat") + p("b", "Zitat"), "> a\n>\n> b"),
        (p("a", "Liste") + p("b", "Liste"), "- a\n- b"),
        (item("a", 1) + item("b", 1) + p("c"), "- a\n- b\n\nc"),
        (item("a", 2) + item("b", 2, 1) + item("c", 2), "1. a\n   1. b\n2. c"),
        (item("a", 3) + p("x") + item("b", 3), "5. a\n\nx\n\n6. b"),
        (item("a", 1, 8) + item("b", 1, 8), "- a\n- b"),
        (item("a", 1) + p("b", "Absatz") + item("c", 1), "- a\n\n  b\n- c"),
        (item("a", 0), "a"),
        (item("a", 99), "a"),
        (p("- a") + p("- b"), "- a\n- b"),
        (table(("a", "b"), ("1|2", "")), "| a | b |\n| --- | --- |\n| 1\\|2 |  |"),
        (table(("Who?", "Me."), ("Why?", "So.")), "Who?\n\nMe.\n\nWhy?\n\nSo."),
        (table(("a",), ("b",)), "a\n\nb"),
    ],
)
def test_paragraphs_become_lines_of_markdown(body: str, text: str) -> None:
    assert read(body) == text


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (r("to") + '<w:proofErr w:type="spellStart"/>' + r("gether"), "together"),
        ('<w:r w:rsidR="0A"><w:t>to</w:t></w:r><w:r w:rsidR="0B"><w:t>get</w:t></w:r>', "toget"),
        (f'<w:smartTag w:element="place">{r("London")}</w:smartTag>', "London"),
        (f'<w:hyperlink w:anchor="x">{r("there")}</w:hyperlink>', "there"),
        (control('<w:alias w:val="no"/>', r("mine")), "mine"),
        (control("<w:showingPlcHdr/>", r("Click here.")), ""),
        (control('<w:showingPlcHdr w:val="0"/>', r("mine")), "mine"),
        (f'{r("now")}<w:ins w:id="1" w:author="Li">{r(" and then")}</w:ins>', "now and then"),
        (f'{r("now")}<w:del w:id="1"><w:r><w:delText> not</w:delText></w:r></w:del>', "now"),
        (f'{r("now")}<w:moveFrom w:id="1">{r(" not")}</w:moveFrom>', "now"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a\tb\nc"),
        ("<w:r><w:t>a</w:t><w:cr/><w:t>b</w:t></w:r>", "a\nb"),
        ("<w:r><w:t>co</w:t><w:softHyphen/><w:t>op</w:t></w:r>", "coop"),
        ("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t></w:r>", "co-op"),
        ('<w:r><w:t>a </w:t><w:sym w:font="Wingdings" w:char="F04A"/></w:r>', "a ☺"),
        ("<w:r><w:tab/><w:t>begins</w:t></w:r>", "begins"),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
         f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("May")}', "May"),
        (r("seen") + r("hidden", "<w:vanish/>"), "seen"),
        ("<m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath>", "x+y"),
        (f"<w:ruby><w:rt>{r('ka')}</w:rt><w:rubyBase>{r('書')}</w:rubyBase></w:ruby>", "書"),
        ("<mc:AlternateContent><mc:Choice>" + r("once") + "</mc:Choice><mc:Fallback>" + r("once")
         + "</mc:Fallback></mc:AlternateContent>", "once"),
        (r("really ") + r("mine", "<w:b/>") + r("."), "really **mine**."),
        (r("a ") + r(" b ", "<w:i/>") + r("c"), "a  *b* c"),
        (r("all", "<w:b/>") + r(" of it", "<w:b/>"), "all of it"),
        (r("a", '<w:b w:val="0"/>') + r("b"), "ab"),
        (r("a") + r("(b)", "<w:b/>") + r("c"), "a(b)c"),
        (r("2*3 ") + r("b", "<w:b/>"), "2*3 b"),
    ],
)  # fmt: skip
def test_what_stands_on_the_page_is_read_however_word_keeps_it(inside: str, text: str) -> None:
    assert read(f"<w:p>{inside}</w:p>") == text


def test_how_a_paragraph_looked_before_a_change_is_not_how_it_looks() -> None:
    before = '<w:pPrChange w:id="1"><w:pPr><w:pStyle w:val="Titel"/></w:pPr></w:pPrChange>'
    assert read(p("Who?", "berschrift2", before)) == "## Who?"


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    end = '<w:rPr><w:del w:id="1" w:author="Li"/></w:rPr>'
    assert read(p("to", "", end) + p("gether") + p("b")) == "together\n\nb"
    assert read(p("to", "", end)) == "to"


def test_a_whole_paragraph_in_a_content_control_is_read() -> None:
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('a')}{p('b')}</w:sdtContent></w:sdt>"
    assert read(body) == "a\n\nb"


def test_words_in_a_text_box_are_read_once() -> None:
    box = f"<w:txbxContent>{p('in a box')}</w:txbxContent>"
    body = (
        f"<w:p>{r('around')}<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}"
        f"</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert read(body).split("\n\n") == ["in a box", "around"]


def test_the_strict_kind_of_file_is_read_as_well() -> None:
    assert read(p("a") + p("b"), STRICT) == "a\n\nb"


def test_the_text_is_found_under_another_name() -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{WORD}/officeDocument" Target="/word/document2.xml"/>'
        "</Relationships>"
    )
    made = pack({"_rels/.rels": rels, "word/document2.xml": wrap(p("here"))})
    assert read_docx(made, is_question).text == "here\n"


def test_markdown_that_was_pasted_keeps_its_lines() -> None:
    lines = ["# Answers from Sam", "", "## Who?", "", "> a", "> b", "", "---"]
    assert read("".join(map(p, lines)).replace("> a", "&gt; a")) == "\n".join(lines)


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (f"<w:p><w:ins>{r('a')}</w:ins></w:p>", "changes are marked"),
        (f"<w:p><w:del>{r('a')}</w:del></w:p>", "changes are marked"),
        (p("a") + "<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>", "a picture"),
        ('<w:p><w:r><w:commentReference w:id="0"/></w:r></w:p>', "comments"),
        ('<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>', "a footnote"),
        (f"<w:p>{r('a', '<w:vanish/>')}</w:p>", "hidden words"),
        ("<w:altChunk/>", "in another form"),
    ],
)
def test_what_was_left_out_is_said(body: str, word: str) -> None:
    (told,) = tell(body)
    assert word in told


def test_a_note_stands_below_the_paragraph_that_cites_it_and_once() -> None:
    def cite(number: int, kind: str = "footnote") -> str:
        return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'

    notes = (
        f'<w:footnotes xmlns:w="{WORD}"><w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{r(" Two")}</w:p>{p("lines.")}'
        f'</w:footnote><w:footnote w:id="3">{p("Not cited.")}</w:footnote></w:footnotes>'
    )
    ends = f'<w:endnotes xmlns:w="{WORD}"><w:endnote w:id="2">{p("End.")}</w:endnote></w:endnotes>'
    body = f"<w:p>{r('Words')}{cite(2)}{r(' more')}{cite(2, 'endnote')}</w:p>{p('Below.')}"
    made = make(body, word_footnotes=notes, word_endnotes=ends)
    read = read_docx(made, is_question)
    assert read.text == "Words[1] more[2]\n\n[1] Two lines.\n\n[2] End.\n\nBelow.\n"
    assert read.told == ()


def test_of_a_plain_file_nothing_is_said() -> None:
    assert tell(p("a")) == ()


@pytest.mark.parametrize(
    "answer",
    ["a\n\nb", "- a\n- b", "1. a\n2. b", "> a", "| a | b |\n| --- | --- |\n| 1 | 2 |", "a **b** c"],
)
def test_what_we_wrote_for_word_is_read_back(answer: str) -> None:
    made = render_docx(f"<main>{render_answer(answer)}</main>")
    assert read_docx(made, is_question).text == f"{answer}\n"


# Hostile files


def bomb(body: str) -> bytes:
    return pack({"word/document.xml": wrap(body)})


MANY = 1_000_000


def list_attributes(name: str, between: str = "=") -> str:
    count = 300_000 if between == "=" else 10_000
    return " ".join(f'{name}{number}{between}"1"' for number in range(count))


HOSTILE = {
    "a part of 100 MB": (pack({"word/document.xml": b"\0" * 100 * MANY}), "larger than 8192 KiB"),
    "styles of 100 MB": (make(p("a"), word_styles=b" " * 100 * MANY), "larger than 8192 KiB"),
    "paragraphs": (bomb("<w:p/>" * MANY), "too long"),
    "depth": (bomb("<w:p>" * 50_000), "too long"),
    "attributes": (bomb(f"<w:p {list_attributes('a')}/>"), "too long"),
    "attributes with gaps": (bomb(f"<w:p {list_attributes('a', ' = ')}/>" * 40), "too long"),
    "names": (bomb(f"<w:p {list_attributes('xmlns:a')}/>"), "too long"),
    "a long word": (bomb(f"<w:p><w:r><w:t>{'a' * 4 * MANY}</w:t></w:r></w:p>"), "too long"),
    "a long attribute": (bomb(f'<w:p w:x="{"a" * MANY}"/>'), "too long"),
    "comments": (bomb("<!--a-->" * 900_000), "too long"),
    "entities": (
        pack({"word/document.xml": '<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;">]><a>&b;</a>'}),
        "defines XML of its own",
    ),
    "a file of this machine": (
        pack({"word/document.xml": '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'}),
        "defines XML of its own",
    ),
    "names of parts": (pack({f"word/{number}": "" for number in range(20_000)}), "more parts"),
    "no archive": (b"PK\x03\x04word/" + b"x" * MANY + b"word/", "no whole Word file"),
    "ends of archives": (b"PK\x03\x04word/" + b"PK\x05\x06" * MANY + b"word/", "more parts"),
    "cut off": (bomb(p("a"))[:-30], "no whole Word file"),
    "another packing": (pack({"word/document.xml": wrap("")}, ZIP_BZIP2), "does not use"),
    "no text": (pack({"word/other.xml": "<a/>"}), "no text of Word"),
    "another text": (pack({"word/document.xml": "<html/>"}), "no text of Word"),
    "no XML": (pack({"word/document.xml": "hello <"}), "no whole Word file"),
    "a cell alone": (bomb("<w:tc/>"), "no whole Word file"),
    "unknown letters": (
        pack({"word/document.xml": '<?xml version="1.0" encoding="no-such"?><a/>'}),
        "no whole Word file",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_name_at_once(name: str) -> None:
    data, why = HOSTILE[name]
    assert is_docx(data)
    began = process_time()
    with pytest.raises(WordFileError, match=why):
        read_docx(data, is_question)
    assert process_time() - began < ALLOWED_CPU


def test_a_hostile_file_takes_no_more_room_than_one_part() -> None:
    start_tracing()
    try:
        for data, _ in HOSTILE.values():
            with pytest.raises(WordFileError):
                read_docx(data, is_question)
        assert get_traced_memory()[1] < 40 * MANY
    finally:
        stop_tracing()


def test_a_file_that_is_locked_is_refused() -> None:
    data = bytearray(bomb(p("a")))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(WordFileError, match="password"):
        read_docx(bytes(data), is_question)


def test_a_part_that_is_larger_than_it_says_is_refused() -> None:
    data = bytearray(bomb(p("a" * 1000)))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (20).to_bytes(4, "little")
    with pytest.raises(WordFileError, match="no whole Word file"):
        read_docx(bytes(data), is_question)


def test_a_long_file_is_read_whole() -> None:
    assert read("".join(p(f"{number}") for number in range(5_000))).endswith("\n4999")


@pytest.mark.parametrize("selection", SELECTIONS, ids=lambda one: one.title)
@pytest.mark.parametrize("painful", [True, False])
def test_every_handout_that_is_filled_in_with_word_is_read(
    selection: Selection, painful: bool
) -> None:
    first = selection.questions[0]
    handout = make_handout(selection, frozenset({first.id}) if painful else frozenset(), "Li")
    page = render_handout_html(replace(handout, keep=KEEP_IN_WORD), FRAMEWORK.framework)
    filled = page.replace('<div class="room"', '<p>I do.</p><div class="room"', 1)
    text = read_docx(render_docx(filled), bool).text
    read = HandoutReader(FRAMEWORK, COMPANION).read(text, "li.docx")
    assert [(one.question, one.answer) for one in read.answers] == [(first.id, "I do.")]
