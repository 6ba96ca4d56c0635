"""What the styles and lists of a file of Word mean: which paragraphs are headings, which items.

The names of styles are English in every file; their ids are in the language of whoever made it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

NAMESPACES: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
"""The namespace of Word's elements, in files of the common and of the strict kind."""
_HEADING: Final = re.compile(r"heading ([1-9])")
_QUOTES: Final = frozenset({"quote", "intense quote", "block text", "quotations"})
_UNDER_ITEMS: Final = frozenset({"list paragraph", "list continue"})
_MOST_BASES: Final = 20
_LOWEST: Final = 6
"""The lowest level of a heading in Markdown."""
_BODY_TEXT: Final = 9
"""The outline level of what is no heading."""


def list_names(*names: str) -> dict[str, str]:
    """Return the whole names of elements or attributes of Word, with their short ones."""
    return {f"{namespace} {name}": name for namespace in NAMESPACES for name in names}


_VALUE, _STRICT_VALUE = list_names("val")


def get_value(attributes: Mapping[str, str]) -> str:
    """Return the value of an element of Word, or an empty text."""
    return attributes.get(_VALUE) or attributes.get(_STRICT_VALUE, "")


def get_attribute(attributes: Mapping[str, str], name: str) -> str:
    """Return another attribute of an element of Word, or an empty text."""
    return next((attributes[one] for one in list_names(name) if one in attributes), "")


def read_count(text: str) -> int:
    """Return a number of a list or level; nonsense is 0."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < _MOST_BASES else 0


_IN_STYLES: Final = list_names("style", "name", "basedOn", "outlineLvl", "numId", "ilvl")
_IN_LISTS: Final = list_names(
    "abstractNum", "lvl", "start", "numFmt", "num", "abstractNumId", "lvlOverride", "startOverride"
)


class PartListener:
    """Hears a part in which no words stand."""

    def end(self, _name: str) -> None:
        """Hear nothing at the end of an element."""

    def read_text(self, _text: str) -> None:
        """Hear no words."""


@dataclass
class ParagraphStyle:
    """What a style says of a paragraph, where it says it."""

    name: str = ""
    base: str = ""
    outline: str = ""
    number: str = ""
    depth: str = ""


@dataclass
class StyleSheet(PartListener):
    """The styles of paragraphs, by their ids; it hears `styles.xml`."""

    styles: dict[str, ParagraphStyle] = field(default_factory=dict)
    _at: ParagraphStyle = field(default_factory=ParagraphStyle)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Hear what a style says."""
        match _IN_STYLES.get(name):
            case "style":
                self._at = ParagraphStyle()
                self.styles[get_attribute(attributes, "styleId")] = self._at
            case "name":
                self._at.name = get_value(attributes).lower()
            case "basedOn":
                self._at.base = get_value(attributes)
            case "outlineLvl":
                self._at.outline = get_value(attributes)
            case "numId":
                self._at.number = get_value(attributes)
            case "ilvl":
                self._at.depth = get_value(attributes)

    def _follow(self, style: str) -> list[ParagraphStyle]:
        """Return a style and those that it is based on."""
        found: list[ParagraphStyle] = []
        while style in self.styles and len(found) < _MOST_BASES:
            found.append(self.styles[style])
            style = found[-1].base
        return found

    def get_level(self, style: str, outline: str) -> int:
        """Return the level of a heading, or 0; `outline` is what the paragraph itself says."""
        followed = self._follow(style)
        for one in followed:
            if one.name == "title":
                return 1
            if heading := _HEADING.fullmatch(one.name):
                return min(int(heading[1]), _LOWEST)
        says = [outline, *(one.outline for one in followed)]
        level = read_count(next(filter(None, says), str(_BODY_TEXT)))
        return min(level + 1, _LOWEST) if level < _BODY_TEXT else 0

    def is_quote(self, style: str) -> bool:
        """Tell whether a style is that of quotations."""
        return any(one.name in _QUOTES for one in self._follow(style))

    def is_under_item(self, style: str) -> bool:
        """Tell whether a style is that of further paragraphs of an item."""
        return any(one.name in _UNDER_ITEMS for one in self._follow(style))

    def get_list(self, style: str) -> tuple[str, str]:
        """Return the number of the list of a style, and how deep in it, or empty texts."""
        for one in self._follow(style):
            if one.number:
                return one.number, one.depth
        return "", ""


@dataclass
class ItemForm:
    """How the items of a list are marked at one depth."""

    form: str = "bullet"
    start: int = 1


@dataclass
class Lists(PartListener):
    """The lists of a file, and how far each has been counted; it hears `numbering.xml`."""

    _kinds: dict[str, dict[int, ItemForm]] = field(default_factory=dict)
    _lists: dict[str, str] = field(default_factory=dict)
    _starts: dict[tuple[str, int], int] = field(default_factory=dict)
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)
    _kind: str = ""
    _list: str = ""
    _depth: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Hear how a list is marked."""
        match _IN_LISTS.get(name):
            case "abstractNum":
                self._kind = get_attribute(attributes, "abstractNumId")
                self._kinds[self._kind] = {}
            case "lvl":
                self._depth = read_count(get_attribute(attributes, "ilvl"))
                self._kinds.setdefault(self._kind, {})[self._depth] = ItemForm()
            case "start" if self._kind:
                self._at().start = read_count(get_value(attributes))
            case "numFmt" if self._kind:
                self._at().form = get_value(attributes)
            case "num":
                self._list, self._kind = get_attribute(attributes, "numId"), ""
            case "abstractNumId":
                self._lists[self._list] = get_value(attributes)
            case "lvlOverride":
                self._depth = read_count(get_attribute(attributes, "ilvl"))
            case "startOverride":
                self._starts[self._list, self._depth] = read_count(get_value(attributes))

    def _at(self) -> ItemForm:
        return self._kinds[self._kind].setdefault(self._depth, ItemForm())

    def mark(self, number: str, depth: int) -> str:
        """Return the mark of the next item: a hyphen, its number, or nothing where it has none."""
        kind = self._lists.get(number)
        if kind is None:
            return ""
        level = self._kinds.get(kind, {}).get(depth, ItemForm())
        if level.form in {"bullet", ""}:
            return "- "
        if level.form == "none":
            return ""
        for deeper in [at for at in self._counts if at[0] == kind and at[1] > depth]:
            del self._counts[deeper]
        start = self._starts.pop((number, depth), None)
        if start is None:
            start = self._counts.get((kind, depth), level.start - 1) + 1
        self._counts[kind, depth] = start
        return f"{start}. "
