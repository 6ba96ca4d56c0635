"""YAML from parser events: texts, lists and keys only, and bounded in every direction.

The composing loaders of PyYAML follow aliases, make objects, and crash the interpreter on
50,000 brackets. Here no node is composed: events are read one by one, and what a file of
ours never needs (aliases, anchors, tags, merge keys, a key twice, several documents) is an
error with its place. These do not end the reading, so that all of them are named at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import yaml

from partnership_cli.errors import FileProblemError, Problem, Problems
from partnership_cli.utf8_decoder import decode_utf8, locate_offset
from partnership_cli.yaml_hints import find_hint

YamlValue: TypeAlias = "str | list[YamlValue] | dict[str, YamlValue]"
YamlPath: TypeAlias = tuple[str | int, ...]
"""Keys and positions from the top of a text down to a value."""
_Container: TypeAlias = "list[YamlValue] | dict[str, YamlValue]"

LARGEST_YAML: Final = 256 * 1024
"""Bytes of a YAML text; the bundled framework has about 40,000."""
DEEPEST: Final = 20
_MOST_EVENTS: Final = 10_000
"""Parser events of a text; the bundled framework has about 1,000, and each takes its time."""
_LONGEST_KEY: Final = 60
_NO_TAB: Final = (
    "begin lines with spaces, not with a tab, and put a text that begins with a sign between "
    "quotation marks"
)
_LOOK_FOR_SIGN: Final = "look for a quotation mark or a colon"
# Messages of PyYAML and libyaml for common mistakes, and how to fix each.
_SYNTAX: Final[Mapping[str, str]] = {
    "mapping values are not allowed": (
        "put a text that holds a colon between quotation marks, and check that the lines above "
        "and below begin in the right column"
    ),
    "cannot start any token": _NO_TAB,
    "tab character": _NO_TAB,
    "expected alphabetic or numeric character": _NO_TAB,
    "did not find expected key": (
        "look here and in the lines above for a quotation mark that is not closed or that stands "
        "inside a text, or for a line that begins in another column than the others"
    ),
    "did not find expected '-' indicator": (
        "the spaces at the start of this line do not match the lines above; use the same number "
        "as the keys above it, or, for a new item, as the hyphens above it"
    ),
    "unexpected end of stream": "look above for a quotation mark that is not closed",
    "could not find expected ':'": "write a colon and a space after the key",
}
# Parts that are not closed where the parser stops; the context says where each begins.
_UNCLOSED: Final[Mapping[str, tuple[str, str]]] = {
    "quoted scalar": (
        "the quotation mark that begins here is not closed",
        "close it where the text ends",
    ),
    "flow sequence": (
        "the bracket that begins here is not closed, or a comma is missing in it",
        "write it as [one, two]",
    ),
    "flow mapping": (
        "the bracket that begins here is not closed, or a comma is missing in it",
        "write it as {one: two}",
    ),
}
_TEXT_TAGS: Final = (None, "!", "tag:yaml.org,2002:str")
_COMMENT: Final = re.compile(r"[ \t]+#")
_NOT_YAML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")


def read_yaml(data: bytes, name: str, *, first_line: int = 1) -> YamlValue:
    """Return the value that these bytes hold; an empty text gives an empty mapping.

    `first_line` is the number of the first line, where the YAML stands inside another file.
    Raises FileProblemError with its problems.
    """
    reader = _YamlReader(name, first_line)
    value = reader.read(data)
    reader.problems.raise_if_any()
    return value


@dataclass(frozen=True)
class YamlDocument:
    """What could be read of a text: its value, its problems, and where everything stands.

    `value` is None where the text could not be read to its end.
    """

    value: YamlValue | None
    problems: tuple[Problem, ...]
    places: Mapping[YamlPath, tuple[int, int]]
    keys: Mapping[YamlPath, tuple[int, int]]
    commented: tuple[YamlPath, ...] = ()
    """Where a comment stands behind a text without quotation marks, on the same line."""

    def locate(self, path: Sequence[str | int]) -> tuple[int, int]:
        """Return line and column, from 1, of the value at a path, or of the nearest above it."""
        return self.places.get(_find_nearest(self.places, path), (1, 1))

    def locate_key(self, path: Sequence[str | int]) -> tuple[int, int]:
        """Return line and column, from 1, of the key that a path ends in, or of its value."""
        return self.keys.get(tuple(path)) or self.locate(path)


def read_yaml_document(data: bytes, name: str) -> YamlDocument:
    """Read a text as `read_yaml` does, and return its problems beside what could be read."""
    reader = _YamlReader(name, 1, keeps_keys=True)
    try:
        value = reader.read(data)
    except FileProblemError as error:
        return YamlDocument(None, error.problems, {}, {})
    places = {path: place[:2] for path, place in reader.places.items()}
    text = data.decode("utf-8-sig")
    commented = tuple(
        path for path in reader.plain if _COMMENT.match(text, reader.places[path][-1])
    )
    return YamlDocument(value, tuple(reader.problems.found), places, reader.keys, commented)


def locate(data: bytes, path: Sequence[str | int]) -> tuple[int, int]:
    """Return line and column, from 1, of the node at a path of keys and positions.

    The place of the nearest node above it when there is none. For a text that `read_yaml`
    has read before.
    """
    reader = _YamlReader("", 1)
    reader.read(data)
    line, column, _, _ = reader.places.get(_find_nearest(reader.places, path), (1, 1, 0, 0))
    return line, column


def _find_nearest(places: Mapping[YamlPath, object], path: Sequence[str | int]) -> YamlPath:
    nearest = tuple(path)
    while nearest not in places and nearest:
        nearest = nearest[:-1]
    return nearest


def find_span(data: bytes, key: str) -> tuple[int, int] | None:
    """Return where the text of a top-level key begins and ends, quotes included, in bytes."""
    reader = _YamlReader("", 1)
    reader.read(data)
    found = reader.places.get((key,))
    if found is None:
        return None
    text = data.decode("utf-8-sig")
    before = len(data) - len(text.encode())
    _, _, start, end = found
    return before + len(text[:start].encode()), before + len(text[:end].encode())


def describe_key(key: str) -> str:
    """Return a key as a message names it: short, and on one line."""
    short = key[:_LONGEST_KEY]
    return short if short.strip() and short.isprintable() else ascii(short)


def write_mapping(values: Mapping[str, str | Sequence[str]]) -> str:
    """Return keys with a text or a list of texts each, a line for every key."""

    def events() -> Iterator[yaml.Event]:
        yield yaml.StreamStartEvent()
        yield yaml.DocumentStartEvent(explicit=False)
        yield yaml.MappingStartEvent(None, None, implicit=True, flow_style=False)
        for key, value in values.items():
            yield _plain(key)
            if isinstance(value, str):
                yield _plain(value)
                continue
            yield yaml.SequenceStartEvent(None, None, implicit=True, flow_style=True)
            yield from map(_plain, value)
            yield yaml.SequenceEndEvent()
        yield yaml.MappingEndEvent()
        yield yaml.DocumentEndEvent(explicit=False)
        yield yaml.StreamEndEvent()

    emitted: str = yaml.emit(events(), allow_unicode=True, width=1 << 30)
    return emitted


def _plain(text: str) -> yaml.ScalarEvent:
    # Our reader takes everything as text, so that nothing has to be quoted for its look.
    style = None if text.isprintable() else '"'
    return yaml.ScalarEvent(None, None, (True, True), text, style=style)


class _YamlReader:
    """Reads one text; `places` says where each node stands, and `keys` where its key does.

    `problems` are those after which reading went on. Any other ends it. `plain` are the texts
    without quotation marks.
    """

    def __init__(self, name: str, first_line: int, *, keeps_keys: bool = False) -> None:
        self.places: dict[YamlPath, tuple[int, int, int, int]] = {}
        self.keys: dict[YamlPath, tuple[int, int]] = {}
        self.problems = Problems(name, first_line)
        self.plain: list[YamlPath] = []
        self._keeps_keys = keeps_keys

    def read(self, data: bytes) -> YamlValue:
        text = self._decode(data)
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            return self._build(iter(yaml.parse(text, Loader=loader)))
        except yaml.MarkedYAMLError as error:
            raise self._explain(error, text) from error
        except yaml.YAMLError as error:
            raise self._stop(0, 0, "this is not YAML", "save it as UTF-8 text") from error

    def _explain(self, error: yaml.MarkedYAMLError, text: str) -> FileProblemError:
        """Return the error for the place where the parser stopped."""
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        began = error.context_mark
        for sign, (what, do) in _UNCLOSED.items():
            if began and sign in str(error.context):
                return self._stop(began.line, began.column, what, do)
        if hint := find_hint(text, line + 1):
            return self._stop(hint.line - 1, hint.column - 1, hint.what, hint.do)
        said = str(error.problem or error.context)
        do = next((do for sign, do in _SYNTAX.items() if sign in said), _LOOK_FOR_SIGN)
        return self._stop(line, column, f"this is not YAML ({said})", do)

    def _decode(self, data: bytes) -> str:
        text = decode_utf8(data, self.problems, LARGEST_YAML)
        if bad := _NOT_YAML.search(text):
            what = f"the character U+{ord(bad[0]):04X}"
            self.problems.add(*locate_offset(text, bad.start()), what, "remove it")
        self.problems.raise_if_any()
        return text

    def _build(self, events: Iterator[Any]) -> YamlValue:
        """Build the value with a stack of our own, so that depth is a number and not a crash."""
        root: list[YamlValue] = []
        open_: list[tuple[YamlPath, _Container]] = []
        keys: list[str | None] = []
        documents = count = 0
        for event in events:
            count += 1
            if count > _MOST_EVENTS:
                raise self._stop_at(event, f"more than {_MOST_EVENTS:,} parts", "make it smaller")
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._stop_at(event, "a second document", "remove the line ---")
            elif isinstance(event, yaml.NodeEvent):
                self._check_node(event)
                if open_ and isinstance(open_[-1][1], dict) and keys[-1] is None:
                    keys[-1] = self._take_key(event, *open_[-1])
                    continue
                path = self._remember_place(event, open_, keys)
                value = self._value_of(event)
                self._put(value, root, open_, keys)
                if not isinstance(value, str):
                    if len(open_) >= DEEPEST:
                        raise self._stop_at(
                            event, f"nested more than {DEEPEST} deep", "make it flatter"
                        )
                    open_.append((path, value))
                    keys.append(None)
            elif isinstance(event, yaml.CollectionEndEvent):
                open_.pop()
                keys.pop()
        return root[0] if root else {}

    def _check_node(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            self._add_problem(event, "an alias or anchor (* or &)", "write the text itself")
        elif event.tag not in _TEXT_TAGS:
            self._add_problem(event, "a tag (!)", "write the text without it")

    def _take_key(self, event: Any, above: YamlPath, mapping: _Container) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise self._stop_at(event, "a key that is not a text", "write a word and a colon")
        key: str = event.value
        if key == "<<":
            self._add_problem(event, "a merge key (<<)", "write the keys themselves")
        if key in mapping:
            self._add_problem(
                event, f"the key {describe_key(key)} is given twice", "remove one of them"
            )
        if self._keeps_keys:
            mark: Any = event.start_mark
            self.keys[(*above, key)] = (mark.line + 1, mark.column + 1)
        return key

    def _remember_place(
        self,
        event: Any,
        open_: list[tuple[YamlPath, _Container]],
        keys: list[str | None],
    ) -> YamlPath:
        path: YamlPath = ()
        if open_:
            above, parent = open_[-1]
            path = (*above, len(parent) if isinstance(parent, list) else keys[-1] or "")
        start, end = event.start_mark, event.end_mark
        self.places[path] = (start.line + 1, start.column + 1, start.index, end.index)
        if self._keeps_keys and isinstance(event, yaml.ScalarEvent) and not event.style:
            self.plain.append(path)
        return path

    def _value_of(self, event: Any) -> YamlValue:
        if isinstance(event, yaml.SequenceStartEvent):
            return []
        if isinstance(event, yaml.MappingStartEvent):
            return {}
        # An alias stands for no text.
        text: str = getattr(event, "value", "")
        return text

    def _put(
        self,
        value: YamlValue,
        root: list[YamlValue],
        open_: list[tuple[YamlPath, _Container]],
        keys: list[str | None],
    ) -> None:
        if not open_:
            root.append(value)
            return
        parent = open_[-1][1]
        if isinstance(parent, list):
            parent.append(value)
        else:
            parent[keys[-1] or ""] = value
            keys[-1] = None

    def _add_problem(self, event: Any, what: str, do: str) -> None:
        """Add a problem; reading goes on. Raises FileProblemError at the bound."""
        error = self._stop_at(event, what, do)
        if self.problems.full:
            raise error

    def _stop_at(self, event: Any, what: str, do: str) -> FileProblemError:
        return self._stop(event.start_mark.line, event.start_mark.column, what, do)

    def _stop(self, line: int, column: int, what: str, do: str) -> FileProblemError:
        """Add a problem, its place counted from 0, and return the error that names all of them."""
        self.problems.add(line + 1, column + 1, what, do)
        return self.problems.make_error()
