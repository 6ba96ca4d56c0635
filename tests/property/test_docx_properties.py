"""Whatever becomes of a file of Word on its way, it is read or refused, and never breaks us."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from time import process_time
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from hypothesis import example, given
from hypothesis import strategies as st

from partnership_cli.formats.docx_archive import WordFileError
from partnership_cli.formats.docx_reader import read_docx

RECEIVED: Final = Path(__file__).parents[1] / "received" / "word"
FILES: Final = [path.read_bytes() for path in sorted(RECEIVED.glob("*.docx"))]
ALLOWED_CPU: Final = 1.0
"""Seconds of a whole small file, on a machine that others use too."""
ELEMENTS: Final = (
    "p", "r", "t", "tbl", "tr", "tc", "sdt", "sdtPr", "sdtContent", "showingPlcHdr", "pPr",
    "rPr", "numPr", "numId", "ilvl", "pStyle", "del", "ins", "b", "i", "vanish", "br", "tab",
    "sym", "fldChar", "instrText", "hyperlink", "body", "document", "moveFrom", "rt",
    "altChunk", "outlineLvl",
)  # fmt: skip
WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def survive(data: bytes) -> str:
    """Read a file of Word; one that is refused holds nothing."""
    began = process_time()
    try:
        return read_docx(data, lambda text: text.endswith("?")).text
    except WordFileError as error:
        assert str(error)
        return ""
    finally:
        assert process_time() - began < ALLOWED_CPU


def pack(document: str, styles: str = "", lists: str = "") -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", document)
        for name, text in (("styles", styles), ("numbering", lists)):
            if text:
                package.writestr(f"word/{name}.xml", text)
    return made.getvalue()


@given(
    data=st.sampled_from(FILES),
    changes=st.lists(
        st.tuples(st.integers(0, 8000), st.binary(min_size=1, max_size=6)), max_size=6
    ),
    end=st.integers(0, 20_000),
)
def test_bytes_that_were_changed_or_cut_off_are_read_or_refused(
    data: bytes, changes: list[tuple[int, bytes]], end: int
) -> None:
    changed = bytearray(data)
    for at, into in changes:
        place = at % len(changed)
        changed[place : place + len(into)] = into
    survive(bytes(changed[: end or None]))
    # The list of parts stands at the end, where most of what is dangerous is said.
    tail = bytearray(data)
    for at, into in changes:
        place = len(tail) - 1 - at % 1200
        tail[place : place + len(into)] = into
    survive(bytes(tail))


TREES = st.recursive(
    st.one_of(
        st.just(""), st.text("ab?#>-*| \n", max_size=6).map(lambda text: text.replace(">", "&gt;"))
    ),
    lambda inner: st.builds(
        lambda tag, value, parts: f'<w:{tag} w:val="{value}">{"".join(parts)}</w:{tag}>',
        st.sampled_from(ELEMENTS),
        st.sampled_from(["", "0", "1", "9", "-1", "Heading1", "x", "99999999999999999999"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@given(tree=TREES)
@example(tree="<w:tc><w:p/></w:tc>")
@example(
    tree="<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr></w:sdt><w:sdtContent><w:p/></w:sdtContent>"
)
@example(tree="<w:tbl><w:tr/></w:tbl><w:tbl/>")
def test_elements_in_any_order_are_read_or_refused(tree: str) -> None:
    whole = f'<w:document xmlns:w="{WORD}"><w:body>{tree}</w:body></w:document>'
    parts = f'<w:styles xmlns:w="{WORD}">{tree}</w:styles>'
    survive(pack(whole, parts, parts))


@given(
    words=st.lists(
        st.text(
            st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="<>&"), min_size=1
        ),
        min_size=1,
        max_size=6,
    ),
    split=st.integers(1, 5),
)
def test_every_letter_of_a_plain_paragraph_is_read_however_its_runs_are_split(
    words: list[str], split: int
) -> None:
    runs = "".join(
        f'<w:r w:rsidR="00A{at}"><w:t xml:space="preserve">{word[at : at + split]}</w:t></w:r>'
        for word in words
        for at in range(0, len(word), split)
    )
    text = survive(
        pack(f'<w:document xmlns:w="{WORD}"><w:body><w:p>{runs}</w:p></w:body></w:document>')
    )
    wanted = "".join("".join(words).split())
    assert "".join(text.split()) == wanted or not _is_xml(wanted)


def _is_xml(text: str) -> bool:
    return not any(char in "\ufffe\uffff" for char in text)
