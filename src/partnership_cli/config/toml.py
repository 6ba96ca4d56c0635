"""Flat TOML: each setting with its value and its place in the text.

Only `key = value` is read, with a text, a list of texts, or another single value. tomllib reads
each value by itself, so that every problem has its line, and neither a key of many parts nor a
list of many lists can take long. See docs/decisions/0013-settings-line-by-line.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from partnership_cli.errors import FileProblemError, Problems
from partnership_cli.utf8_decoder import locate_offset

_MOST_ENTRIES: Final = 100
"""Entries of a file; a person sets a few."""
_NOTHING: Final = re.compile(r"[ \t]*(?:#[^\n]*)?\r?(?:\n|\Z)")
_KEY: Final = re.compile(r"""[ \t]*(?:([A-Za-z0-9_-]+)|"([^"\\\n]*)"|'([^'\n]*)')[ \t]*=[ \t]*""")
_PART: Final = re.compile(
    r'''
      """ (?: [^"\\] | \\[\s\S] | "(?!"") )* "{3,5}
    | \'\'\' (?: [^'] | '(?!'') )* '{3,5}
    | " (?!"") (?: [^"\\\n] | \\. )* "
    | ' (?!'') [^'\n]* '
    | \#[^\n]*
    | [\[\]{}\n"']
    | [^\[\]{}\n"'\#]+
    ''',
    re.VERBOSE,
)
_AT_LINE: Final = re.compile(r"at line (\d+), column (\d+)")
_BEFORE: Final = "v = "


@dataclass(frozen=True)
class TomlEntry:
    """One key and its value; `start` and `end` are the offsets of its lines."""

    key: str
    value: object
    line: int
    column: int
    start: int
    end: int
    value_start: int
    value_end: int


def read_entries(text: str, problems: Problems) -> Iterator[TomlEntry]:
    """Yield the entries of a file; stop at one that cannot be read and add it to `problems`."""
    with suppress(FileProblemError):
        yield from _TomlReader(text, problems).entries()


def put_entry(text: str, name: str, key: str, value: str | None) -> str:
    """Return the text with this TOML value for a key, or without the key for None.

    Every other character stays, comments included. Raises FileProblemError.
    """
    problems = Problems(name)
    entries = {entry.key: entry for entry in read_entries(text, problems)}
    problems.raise_if_any()
    found = entries.get(key)
    if found is not None:
        if value is None:
            return text[: found.start] + text[found.end :]
        return text[: found.value_start] + value + text[found.value_end :]
    if value is None:
        return text
    end_of_line = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text or text.endswith("\n") else end_of_line
    return f"{text}{gap}{write_key(key)} = {value}{end_of_line}"


def write_key(key: str) -> str:
    """Return a key as it stands in a file. A bare dot would make a table of what is before it."""
    return f'"{key}"' if "." in key else key


def write_value(value: str | tuple[str, ...]) -> str:
    """Return a text or a list of texts, which hold no control characters, as TOML."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(write_value, value))}]"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class _TomlReader:
    """Reads one text."""

    def __init__(self, text: str, problems: Problems) -> None:
        self._text = text
        self._problems = problems

    def entries(self) -> Iterator[TomlEntry]:
        seen: set[str] = set()
        at = 0
        while at < len(self._text):
            if nothing := _NOTHING.match(self._text, at):
                at = nothing.end()
                continue
            entry = self._entry(at)
            if entry.key in seen:
                raise self._refuse(at, f"{entry.key} is set twice", "remove one of the two")
            seen.add(entry.key)
            if len(seen) > _MOST_ENTRIES:
                raise self._refuse(at, "too many settings", "remove this line and those below")
            yield entry
            at = entry.end

    def _entry(self, start: int) -> TomlEntry:
        key = _KEY.match(self._text, start)
        if key is None:
            do = 'write key = "value", and a key with a dot as "care.lines" = ["value"]'
            raise self._refuse(start, "this line sets nothing", do)
        value_end, end = self._find_end(key.end())
        line, column = self._place(start)
        return TomlEntry(
            key=key[1] or key[2] or key[3] or "",
            value=self._read_value(key.end(), value_end),
            line=line,
            column=column,
            start=start,
            end=end,
            value_start=key.end(),
            value_end=value_end,
        )

    def _find_end(self, start: int) -> tuple[int, int]:
        """Return where the value ends that begins here, and where its last line does."""
        list_start: int | None = None
        value_end = start
        for part in _PART.finditer(self._text, start):
            sign = part[0]
            if sign in {'"', "'"}:
                raise self._refuse(part.start(), "this text has no end", f"close it with {sign}")
            if sign in {"{", "}"} or (sign == "[" and list_start is not None):
                do = 'write key = "value" or key = ["one", "two"]'
                raise self._refuse(part.start(), "a list or a table inside a value", do)
            if sign == "\n" and list_start is None:
                return value_end, part.end()
            if sign == "[":
                list_start = part.start()
            elif sign == "]":
                list_start = None
            if not sign.startswith("#") and sign.strip():
                value_end = part.end()
        if list_start is not None:
            raise self._refuse(list_start, "this list has no end", "close it with ]")
        return value_end, len(self._text)

    def _read_value(self, start: int, end: int) -> object:
        try:
            return tomllib.loads(_BEFORE + self._text[start:end])["v"]
        except ValueError as error:
            found = _AT_LINE.search(str(error))
            line, column = (int(found[1]), int(found[2])) if found else (1, 1)
            first, indent = self._place(start)
            if line == 1:
                column = indent + max(column - 1 - len(_BEFORE), 0)
            what = "this value cannot be read"
            self._problems.add(first + line - 1, column, what, 'write key = "value"')
            raise self._problems.make_error() from error

    def _place(self, at: int) -> tuple[int, int]:
        """Return line and column of the first character from here on that is no blank."""
        while self._text[at : at + 1] in {" ", "\t"}:
            at += 1
        return locate_offset(self._text, at)

    def _refuse(self, at: int, what: str, do: str) -> FileProblemError:
        self._problems.add(*self._place(at), what, do)
        return self._problems.make_error()
