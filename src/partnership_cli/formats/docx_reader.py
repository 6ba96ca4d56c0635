"""A file of Word (.docx) as the Markdown text that the readers of other files know.

A heading becomes a line with `#`, an item of a list a line with its mark, a quotation a line with
`>`, and every other paragraph stands between empty lines. What is read is what stands on the page
when all tracked changes are accepted: nothing that was deleted or hidden, no comment, no hint
of an empty field. A file whose first paragraph is `# ...` as it would be typed is Markdown that
somebody pasted into Word, and each paragraph of it a line.

A table of short cells stays a table. One in which a question stands is a form, and its cells are
read one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from partnership_cli.formats.docx_archive import (
    TOO_LONG,
    WordArchive,
    WordFileError,
)
from partnership_cli.formats.docx_blocks import (
    Block,
    WordRun,
    join_blocks,
    make_heading,
    make_item,
    make_quote,
    make_table,
    make_under,
    write_words,
)
from partnership_cli.formats.docx_styles import (
    Lists,
    PartListener,
    StyleSheet,
    get_attribute,
    get_value,
    list_names,
    read_count,
)

_ROOT: Final = "_rels/.rels"
_DOCUMENT: Final = "/officeDocument"
_RELATION: Final = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
_LEFT_OUT: Final = frozenset(
    {"del", "moveFrom", "rt", "Fallback", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange"}
    | {"tcPrChange", "trPrChange", "tblGridChange", "tblPrExChange", "numberingChange"}
)
"""Elements of which nothing is on the page: what was deleted, and how it looked before."""
_DELETED: Final = frozenset({"del", "moveFrom"})
_CHANGES: Final = "changes are marked in this file: read as if all of them were accepted."
_PICTURE: Final = "a picture in this file was left out."
_COMMENT: Final = "comments in this file were left out."
_HIDDEN: Final = "hidden words in this file were left out."
_NOTE: Final = "a footnote of this file could not be found."
_OTHER: Final = "a part of this file in another form was left out."

_NOTES: Final = ("footnote", "endnote")
_PROPERTIES: Final = frozenset({"rPr", "pPr", "numPr"})
_TOLD: Final = {
    "ins": _CHANGES,
    "moveTo": _CHANGES,
    "commentReference": _COMMENT,
    "altChunk": _OTHER,
    "subDoc": _OTHER,
    "picture": _PICTURE,
}
"""What is said of a file in which an element stands."""
_SIGNS: Final = {"tab": "\t", "ptab": "\t", "cr": "\n", "br": "\n", "noBreakHyphen": "-"}
_WINGDINGS: Final = {"F04A": "☺", "F04C": "☹", "F0E0": "→", "F0DF": "←", "F0F3": "↔", "F0FC": "✓"}
"""Signs of a font of pictures that Word sets in the place of :-) and -->."""
_KNOWN: Final = {
    **list_names("document", "p", "r", "t", "tbl", "tr", "tc", "sdt", "sdtContent", "sym"),
    **list_names("showingPlcHdr", "pPr", "rPr", "numPr", "pStyle", "outlineLvl", "numId", "ilvl"),
    **list_names("b", "i", "vanish", *_SIGNS, *_LEFT_OUT, *_TOLD, *_NOTES),
    **list_names(*(f"{kind}Reference" for kind in _NOTES)),
    "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback": "Fallback",
    "http://schemas.openxmlformats.org/officeDocument/2006/math t": "t",
    "http://schemas.openxmlformats.org/drawingml/2006/main blip": "picture",
    "urn:schemas-microsoft-com:vml imagedata": "picture",
}
"""The elements that mean something here, with their short names."""
_OFF: Final = frozenset({"0", "false", "off", "none"})
_EMPTY: Final = Block("p", "")
_DEEPEST: Final = 200
_DEEPEST_LIST: Final = 8
_MOST_CHARACTERS: Final = 4 * 1024 * 1024


class WordText(NamedTuple):
    """The text of a file of Word, and sentences on what was left out."""

    text: str
    told: tuple[str, ...]


def read_docx(data: bytes, is_question: Callable[[str], object]) -> WordText:
    """Return what stands in a file of Word. Raises WordFileError, with the reason.

    `is_question` tells whether a text is a question: a table that holds one is a form.
    """
    archive = WordArchive(data)
    name = _find_document(archive)
    folder = name.rpartition("/")[0]
    styles, lists = StyleSheet(), Lists()
    archive.parse(f"{folder}/styles.xml", styles)
    archive.parse(f"{folder}/numbering.xml", lists)
    reader = _DocumentReader(styles, lists, is_question)
    for kind in _NOTES:
        notes = _NotesReader(styles, lists, is_question)
        archive.parse(f"{folder}/{kind}s.xml", notes)
        reader.notes |= {(kind, number): text for number, text in notes.found.items()}
    archive.parse(name, reader)
    if not reader.is_word:
        raise WordFileError("there is no text of Word in it")
    return WordText(join_blocks(reader.finish()), tuple(reader.told))


def _find_document(archive: WordArchive) -> str:
    """Return the name of the part with the text: some programs give it another."""
    relations = _Relations()
    archive.parse(_ROOT, relations)
    return relations.document


@dataclass
class _Relations(PartListener):
    """Hears which part is the text."""

    document: str = "word/document.xml"

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Hear of one part."""
        if name == _RELATION and attributes.get("Type", "").endswith(_DOCUMENT):
            self.document = attributes.get("Target", "").lstrip("/")


@dataclass
class _Paragraph:
    """A paragraph while it is read; `says` are its properties by their names."""

    says: dict[str, str] = field(default_factory=dict)
    pieces: list[WordRun] = field(default_factory=list)
    goes_on: bool = False
    """Whether its end was deleted, so that the next one is the rest of it."""


@dataclass
class _DocumentReader:
    """Reads the part with the text, element by element."""

    styles: StyleSheet
    lists: Lists
    is_question: Callable[[str], object]
    told: dict[str, None] = field(default_factory=dict)
    is_word: bool = False
    notes: dict[tuple[str, str], str] = field(default_factory=dict)
    """The notes of the page and of its end, by kind and id, until they are cited."""
    _cited: int = 0
    _below: list[str] = field(default_factory=list)
    """The notes that are cited in the paragraph, to stand below it."""
    _blocks: list[Block] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _skipped: int = 0
    _paragraphs: list[_Paragraph] = field(default_factory=list)
    _begun: list[WordRun] = field(default_factory=list)
    _run: dict[str, str] = field(default_factory=dict)
    """The properties of the words that are read now."""
    _hints: list[bool] = field(default_factory=list)
    """For each content control that is open, whether it shows a hint and no words."""
    _tables: list[list[list[list[Block]]]] = field(default_factory=list)
    """For each table that is open, its rows of cells of blocks."""
    _around: list[list[Block]] = field(default_factory=list)
    _marks: dict[int, str] = field(default_factory=dict)
    """The marks of the items that are open, by how deep each stands."""
    _size: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Read the beginning of an element."""
        local = _KNOWN.get(name, "")
        is_hint = local == "sdtContent" and self._hints[-1:] == [True]
        if self._skipped or is_hint or local in _LEFT_OUT:
            self._skip(local)
            return
        if self._open and self._open[-1] in _PROPERTIES:
            self._read_property(local, get_value(attributes))
        elif self._open[-1:] == ["r"]:
            self._read_in_run(local, attributes)
        else:
            self._begin(local, attributes)
        if local in _TOLD:
            self.told[_TOLD[local]] = None
        self._open.append(local)
        if len(self._open) > _DEEPEST:
            raise WordFileError(TOO_LONG)

    def end(self, _name: str) -> None:
        """Read the end of an element."""
        if self._skipped:
            self._skipped -= 1
            return
        local = self._open.pop()
        if local == "p":
            self._end_paragraph(self._paragraphs.pop())
        elif local == "sdt":
            self._hints.pop()
        elif local == "tc":
            self._tables[-1][-1].append(self._blocks)
            self._blocks = self._around.pop()
        elif local == "tbl":
            table = make_table(self._tables.pop(), self.is_question)
            self._blocks += table

    def read_text(self, text: str) -> None:
        """Read words, where words stand."""
        if not self._skipped and self._open[-1:] == ["t"]:
            self._say(text)

    def finish(self) -> list[Block]:
        """Return all that was read."""
        if self._begun:
            self._end_paragraph(_Paragraph())
        return self._blocks

    def _skip(self, local: str) -> None:
        if not self._skipped and local in _DELETED:
            self.told[_CHANGES] = None
            if self._open[-2:] == ["pPr", "rPr"] and self._paragraphs:
                self._paragraphs[-1].goes_on = True
        self._skipped += 1

    def _begin(self, local: str, attributes: Mapping[str, str]) -> None:
        match local:
            case "document":
                self.is_word = True
            case "p":
                self._paragraphs.append(_Paragraph())
            case "r":
                self._run = {}
            case "sdt":
                self._hints.append(False)
            case "showingPlcHdr" if self._hints:
                self._hints[-1] = get_value(attributes) not in _OFF
            case "tbl":
                self._tables.append([])
            case "tr" if self._tables:
                self._tables[-1].append([])
            case "tc":
                if not (self._tables and self._tables[-1]):
                    raise WordFileError("it is no whole Word file")
                self._around.append(self._blocks)
                self._blocks = []

    def _read_in_run(self, local: str, attributes: Mapping[str, str]) -> None:
        """Read a sign that has an element of its own."""
        if local in _SIGNS:
            self._say(_SIGNS[local])
        elif local == "sym":
            code = get_attribute(attributes, "char").upper()
            self._say(_WINGDINGS.get(code, "\ufffd"))
        elif (kind := local.removesuffix("Reference")) in _NOTES:
            self._cite(self.notes.pop((kind, get_attribute(attributes, "id")), ""))

    def _cite(self, note: str) -> None:
        if not note:
            self.told[_NOTE] = None
            return
        self._cited += 1
        self._say(f"[{self._cited}]")
        self._below.append(f"[{self._cited}] {note}")

    def _read_property(self, local: str, value: str) -> None:
        """Read what is said of a paragraph or of the words in it."""
        if self._open[-2:] == ["r", "rPr"]:
            self._run[local] = value
        elif self._paragraphs and self._open[-2:] in (["p", "pPr"], ["pPr", "numPr"]):
            self._paragraphs[-1].says[local] = value

    def _looks(self, name: str) -> bool:
        return self._run.get(name, "off") not in _OFF

    def _say(self, text: str) -> None:
        if not self._paragraphs:
            return
        if self._looks("vanish"):
            self.told[_HIDDEN] = None
            return
        self._grow(len(text))
        piece = WordRun(text, self._looks("b"), self._looks("i"))
        self._paragraphs[-1].pieces.append(piece)

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > _MOST_CHARACTERS:
            raise WordFileError(TOO_LONG)

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        self._begun += paragraph.pieces
        if paragraph.goes_on:
            return
        pieces, self._begun = self._begun, []
        block = self._make_block(paragraph.says, pieces) if pieces else _EMPTY
        if block.text and block.kind not in {"item", "under"}:
            self._marks = {}
        below, self._below = self._below, []
        self._grow(len(block.text) + sum(map(len, below)))
        self._blocks += [block, *(Block("p", note) for note in below)]

    def _make_block(self, says: Mapping[str, str], pieces: list[WordRun]) -> Block:
        style = says.get("pStyle", "")
        if level := self.styles.get_level(style, says.get("outlineLvl", "")):
            return make_heading(level, pieces)
        said = write_words(pieces)
        if not said:
            return _EMPTY
        of_style = self.styles.get_list(style)
        depth = min(read_count(says.get("ilvl", of_style[1])), _DEEPEST_LIST)
        if mark := self.lists.mark(says.get("numId", of_style[0]), depth):
            self._marks = {at: one for at, one in self._marks.items() if at < depth}
            around = sum(map(len, self._marks.values()))
            self._marks[depth] = mark
            return make_item(around, mark, said)
        if self._marks and self.styles.is_under_item(style):
            return make_under(sum(map(len, self._marks.values())), said)
        return make_quote(said) if self.styles.is_quote(style) else Block("p", said)


@dataclass
class _NotesReader(_DocumentReader):
    """Reads the part with the notes of pages, or of the end, each by its id."""

    found: dict[str, str] = field(default_factory=dict)
    _id: str = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Read the beginning of an element, which may be a note."""
        if _KNOWN.get(name) in _NOTES:
            self._id, self._blocks = get_attribute(attributes, "id"), []
        super().start(name, attributes)

    def end(self, name: str) -> None:
        """Read the end of an element; a note is one line of words."""
        super().end(name)
        if _KNOWN.get(name) in _NOTES:
            self.found[self._id] = " ".join(one.text for one in self._blocks if one.text)
