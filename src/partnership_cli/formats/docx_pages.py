"""A page for a browser as a file of Word (.docx): the same words in the same order, to go on with.

It is made of our own HTML (`html_pages.py`), whose elements are known and are closed: a heading
becomes a paragraph with the style of a heading, a list a list, a table a table, room to write on
paper empty paragraphs. So no document has a second text, and a new page needs one row in
`documents.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Final
from unicodedata import bidirectional
from xml.sax.saxutils import escape

from partnership_cli.formats.docx_package import BULLETS, indent, make_package

_OURS: Final = "en"
"""How our pages name the language of our own words."""
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_ADDRESS: Final = re.compile(
    r"(?:https?://|mailto:)(?:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+"
)
"""An address that each program takes; Word will not open a file with some of the others."""
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_VOID: Final = frozenset({"br", "hr", "meta", "link", "img"})
_BLOCKS: Final = frozenset(
    {"h1", "h2", "h3", "h4", "p", "li", "pre", "blockquote", "div", "section", "dl", "footer"}
    | {"ul", "ol", "table", "td", "th", "main", "body"}
)
_BOLD: Final = "<w:b/><w:bCs/>"
_LOOKS: Final = {
    "strong": _BOLD,
    "th": _BOLD,
    "dt": _BOLD,
    "em": "<w:i/><w:iCs/>",
    "s": "<w:strike/>",
}
"""How words in some elements look, in the order in which the schema wants it."""
_CODE: Final = '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>'
_FROM_THE_RIGHT: Final = frozenset({"R", "AL"})
_MOST_LEVELS: Final = 9
_LARGEST_NUMBER: Final = 32_767
"""The largest first number of a list that Word opens."""
_ROOM: Final = 6
"""Empty paragraphs to write in, at most, where there is more room on paper: Word makes more."""


def render_docx(page: str) -> bytes:
    """Return the file of Word with the words of one of our pages."""
    reader = _PageReader()
    reader.feed(page)
    reader.close()
    body = "".join(reader.body)
    return make_package(
        reader.title, body, list(reader.links), reader.starts, large=reader.is_large
    )


@dataclass(frozen=True)
class _Element:
    """An element that is open: its tag, its class, and the language of what stands in it."""

    tag: str
    kind: str
    language: str
    hidden: bool
    address: str = ""


@dataclass(frozen=True)
class _Run:
    """Words that look alike."""

    text: str
    looks: str
    language: str
    address: str


@dataclass
class _Table:
    """A table that is open: where it begins in the body, and the cells of its widest row."""

    start: int
    cells: int = 0
    widest: int = 0


@dataclass
class _PageReader(HTMLParser):
    """Reads one page, and makes its paragraphs as they end."""

    title: str = ""
    is_large: bool = False
    body: list[str] = field(default_factory=list)
    links: dict[str, int] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    _open: list[_Element] = field(default_factory=list)
    _runs: list[_Run] = field(default_factory=list)
    _lists: list[int] = field(default_factory=list)
    _begins_item: bool = False
    _tables: list[_Table] = field(default_factory=list)
    _room: int = 0

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; room to write is made at once."""
        given = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._say("\n")
        elif tag == "hr":
            self._end_paragraph()
            self.body.append('<w:p><w:pPr><w:pStyle w:val="Rule"/></w:pPr></w:p>\n')
        if tag in _VOID:
            return
        around = self._open[-1] if self._open else _Element("", "", "", hidden=False)
        hidden = around.hidden or tag in {"style", "head"} or given.get("aria-hidden") == "true"
        if tag in _BLOCKS:
            self._end_paragraph()
        if tag == "div" and given.get("class") == "room":
            self._room = _ROOM
        elif around.kind == "room" and self._room:
            self._room -= 1
            self.body.append("<w:p/>\n")
        self._begin(tag, given)
        self.is_large = self.is_large or (tag == "html" and given.get("class") == "large")
        kind, language = given.get("class", ""), given.get("lang", around.language)
        self._open.append(_Element(tag, kind, language, hidden, given.get("href", "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read an element without an inside."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and the paragraph that it was."""
        if tag in {"td", "th"}:
            # A cell without a paragraph is none to Word.
            self._end_paragraph(force=not self.body[-1].startswith("<w:p>"))
            self.body.append("</w:tc>")
        elif tag == "li":
            self._end_paragraph(force=self._begins_item)
        elif tag in _BLOCKS:
            self._end_paragraph()
        closed = self._open.pop()
        if closed.kind == "named":
            # On paper a link leads nowhere.
            self._say(f", {closed.address}")
        if tag in {"ul", "ol"}:
            self._lists.pop()
            self._begins_item = False
        elif tag == "tr":
            self.body.append("</w:tr>\n")
        elif tag == "table":
            self._end_table(self._tables.pop())
        elif tag == "dt":
            self._say(": ")

    def handle_data(self, data: str) -> None:
        """Read words. A line that ends in the page ends no line, but in what is as it was typed."""
        if self._open and self._open[-1].tag == "title":
            self.title += _clear(data)
        elif self._open and not self._open[-1].hidden:
            self._say(data if self._is_as_typed() else data.replace("\n", " "))

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        if tag == "ol":
            self.starts.append(min(int(given.get("start", "1")), _LARGEST_NUMBER))
            self._lists.append(BULLETS + len(self.starts))
        elif tag == "ul":
            self._lists.append(BULLETS)
        elif tag == "li":
            self._begins_item = True
            if "value" in given:
                self.starts.append(min(int(given["value"]), _LARGEST_NUMBER))
                self._lists[-1] = BULLETS + len(self.starts)
        elif tag == "table":
            self._tables.append(_Table(len(self.body)))
        elif tag == "tr":
            self._tables[-1].cells = 0
            self.body.append("<w:tr>")
        elif tag in {"td", "th"}:
            table = self._tables[-1]
            table.cells += 1
            table.widest = max(table.widest, table.cells)
            self.body.append("<w:tc><w:tcPr/>")

    def _end_table(self, table: _Table) -> None:
        columns = "<w:gridCol/>" * table.widest
        self.body.insert(
            table.start,
            '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>'
            f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>\n",
        )
        # Two tables with nothing between them are one to Word.
        self.body.append("</w:tbl>\n<w:p/>\n")

    def _say(self, text: str) -> None:
        begins_line = not self._runs or self._runs[-1].text.endswith("\n")
        if begins_line and not self._is_as_typed():
            text = text.lstrip(" ")
        if not text:
            return
        tags = [one.tag for one in self._open]
        looks = _CODE if "code" in tags and "pre" not in tags else ""
        looks += "".join(dict.fromkeys(_LOOKS[tag] for tag in _LOOKS if tag in tags))
        address = next((one.address for one in self._open if one.address), "")
        self._runs.append(_Run(_clear(text), looks, self._open[-1].language, address))

    def _is_as_typed(self) -> bool:
        return any(one.tag == "pre" or one.kind == "typed" for one in self._open)

    def _end_paragraph(self, *, force: bool = False) -> None:
        """Make a paragraph of the words since the last one, if there are any."""
        runs, self._runs = self._runs, []
        said = "".join(one.text for one in runs)
        if not (said.strip() or force):
            return
        from_right = _begins_from_right(said)
        made = "".join(self._format_run(one, from_right=from_right) for one in _trim(runs))
        self.body.append(f"<w:p>{self._format_paragraph(from_right=from_right)}{made}</w:p>\n")
        self._begins_item = False

    def _format_paragraph(self, *, from_right: bool) -> str:
        """Return the properties of a paragraph, in the order in which the schema wants them."""
        tags = [one.tag for one in self._open]
        heading = next((tag for tag in tags if tag in {"h1", "h2", "h3", "h4"}), "")
        depth = min(len(self._lists), _MOST_LEVELS)
        style = ""
        if heading:
            style = f"Heading{heading[1]}"
        elif "footer" in tags:
            style = "Attribution"
        elif "pre" in tags:
            style = "Code"
        elif "blockquote" in tags:
            style = "Quote"
        elif depth:
            style = "ListParagraph"
        made = f'<w:pStyle w:val="{style}"/>' if style else ""
        if depth and self._begins_item:
            made += (
                f'<w:numPr><w:ilvl w:val="{depth - 1}"/>'
                f'<w:numId w:val="{self._lists[-1]}"/></w:numPr>'
            )
        made += "<w:bidi/>" if from_right else ""
        if not (depth and self._begins_item):
            made += indent(min(depth + tags.count("blockquote"), _MOST_LEVELS))
        return f"<w:pPr>{made}</w:pPr>" if made else ""

    def _format_run(self, run: _Run, *, from_right: bool) -> str:
        looks = '<w:rStyle w:val="Hyperlink"/>' * bool(run.address) + run.looks
        looks += "<w:rtl/>" if from_right else ""
        language = "en-GB" if run.language == _OURS else run.language
        if _LANGUAGE.fullmatch(language):
            looks += f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="{language}"/>'
        said = "".join(map(_format_piece, re.split(r"([\n\t])", run.text)))
        made = f"<w:r>{f'<w:rPr>{looks}</w:rPr>' * bool(looks)}{said}</w:r>"
        if not _ADDRESS.fullmatch(run.address):
            return made
        number = self.links.setdefault(run.address, len(self.links) + 1)
        return f'<w:hyperlink r:id="link{number}" w:history="1">{made}</w:hyperlink>'


def _trim(runs: list[_Run]) -> list[_Run]:
    """Return runs without the white space at the end of a paragraph."""
    while runs and not runs[-1].text.strip():
        runs = runs[:-1]
    return [*runs[:-1], *(replace(one, text=one.text.rstrip()) for one in runs[-1:])]


def _format_piece(text: str) -> str:
    if text == "\n":
        return "<w:br/>"
    if text == "\t":
        return "<w:tab/>"
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""


def _clear(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _begins_from_right(text: str) -> bool:
    """Tell whether the first letter of a text belongs to those that are written to the left."""
    kinds = map(bidirectional, text)
    first = next((kind for kind in kinds if kind == "L" or kind in _FROM_THE_RIGHT), "L")
    return first in _FROM_THE_RIGHT
