"""The settings file: which settings there are, and what each may be."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from partnership_cli.errors import Problems, UsageError
from partnership_cli.utf8_decoder import decode_utf8

Setting = str | tuple[str, ...]

KEYS: Final[Mapping[str, str]] = {
    "interface": "rich or plain",
    "notebook": "the folder of your notes",
    "notebook-before": "folders that held your notes before, and may hold some still",
    "editor": "the command that opens your editor",
    "partners": "with whom you work: the names for new reflections",
    "framework": "the file of a framework that is used in place of the bundled one",
    "guides": "a file of guides, in place of those of the framework",
    "guide": "the guide that Enter chooses, by its id",
    "contact": "whom to write to at your university about partnership",
    "care": "on or off: the words before a question that may be painful",
    "care.lines": "lines of your own below those words, such as local names",
}
LARGEST_SETTINGS: Final = 64 * 1024
BUNDLED: Final = "bundled"
"""What names the framework that comes with the program."""
FILES: Final = frozenset({"framework", "guides"})
"""Settings that name a file to read."""
SCHEME: Final = frozenset({"framework", "guides", "guide", "contact", "care.lines"})
"""What the file of a partnership scheme may set."""
LISTS: Final = frozenset({"care.lines", "partners", "notebook-before"})
_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "interface": ("rich", "plain"),
    "care": ("on", "off"),
}
_LONGEST_LINE: Final = 500
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://|[\\/]{2}")
# What letters of any language and emoji are joined with may stand in a line.
_NOT_IN_A_LINE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_GIVE_A_LINE: Final = f"give one line of 1 to {_LONGEST_LINE} characters, between quotation marks"
WHOLE_PATH: Final = "write it from the root of the disk on, or from ~/ on"
_HINT: Final = "Fix the file in a text editor, or remove it."


def parse_settings(data: bytes, name: str) -> dict[str, Setting]:
    """Return the settings in these bytes. Raises FileProblemError with every wrong value."""
    return _parse(data, name, check_setting)


def parse_scheme(data: bytes, name: str, folder: Path) -> dict[str, Setting]:
    """Return the settings of a partnership scheme; its relative paths begin at `folder`.

    Raises FileProblemError with every wrong value, and with every setting outside `SCHEME`.
    """

    def check(key: str, value: object) -> Setting:
        if key not in SCHEME:
            what = f"a scheme cannot set {key[:60]!r}"
            raise UsageError(what, f"remove this line; it can set {', '.join(sorted(SCHEME))}")
        if key in FILES and isinstance(value, str) and not _names_bundled(key, value):
            refuse_address(value)
            # A name of nothing stands for no file, and would be that of the folder.
            whole = is_whole_path(value) or not Path(value).name
            value = value if whole else str(folder / value)
        return check_setting(key, value)

    return _parse(data, name, check)


def _parse(data: bytes, name: str, check: Callable[[str, object], Setting]) -> dict[str, Setting]:
    from partnership_cli.config.toml import read_entries

    values: dict[str, Setting] = {}
    problems = Problems(name)
    for entry in read_entries(decode_utf8(data, problems, LARGEST_SETTINGS), problems):
        try:
            values[entry.key] = check(entry.key, entry.value)
        except UsageError as error:
            problems.add(entry.line, entry.column, error.message, error.hint)
    problems.raise_if_any(_HINT)
    return values


def check_setting(key: str, value: object) -> Setting:
    """Return a value as it is kept. Raises UsageError that says which values there are."""
    require_key(key)
    if key in LISTS:
        given = list(value) if isinstance(value, list | tuple) else []
        lines = tuple(line for line in given if isinstance(line, str) and _is_line(line))
        if not lines or len(lines) != len(given):
            raise UsageError(f"{key} is not a list of lines", 'write them as ["one", "two"]')
        if key == "notebook-before" and not all(map(is_whole_path, lines)):
            raise UsageError(f"{key} holds what is not a full path", WHOLE_PATH)
        return lines
    if not isinstance(value, str) or not _is_line(value):
        raise UsageError(f"{key} is not a text on one line", _GIVE_A_LINE)
    if key in _CHOICES and value not in _CHOICES[key]:
        choices = " or ".join(_CHOICES[key])
        raise UsageError(f"{key} is {choices}, not {value[:60]!r}", "write one of them")
    if _names_bundled(key, value):
        return value
    if key in FILES:
        refuse_address(value)
    if key in {"notebook", *FILES} and not is_whole_path(value):
        raise UsageError(f"{key} is not a full path", WHOLE_PATH)
    return value


def require_key(key: str) -> None:
    """Raise UsageError when there is no such setting."""
    if key not in KEYS:
        names = ", ".join(KEYS)
        raise UsageError(f"there is no setting {key[:60]!r}", f"The settings are: {names}")


def _names_bundled(key: str, value: str) -> bool:
    return key == "framework" and value == BUNDLED


def refuse_address(value: str) -> None:
    """Raise UsageError for a file name that is a network address."""
    if _ADDRESS.match(value):
        raise UsageError(
            f"{value[:60]!r} is an address, and nothing is loaded from the network",
            "Save it as a file, and name the file.",
        )


def is_whole_path(text: str) -> bool:
    """Tell whether a path is absolute, or begins with `~/`."""
    path = Path(text)
    return path.is_absolute() or path.parts[:1] == ("~",)


def put_setting(data: bytes, key: str, value: Setting | None, name: str) -> bytes:
    """Return the file with a key set, or without it for None; every other byte stays.

    `value` is one that `check_setting` returned. Raises FileProblemError.
    """
    from partnership_cli.config.toml import put_entry, write_value

    mark = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
    written = None if value is None else write_value(value)
    problems = Problems(name)
    text = decode_utf8(data, problems, LARGEST_SETTINGS)
    problems.raise_if_any(_HINT)
    return mark + put_entry(text, name, key, written).encode()


def describe_settings(values: Mapping[str, Setting]) -> Iterator[tuple[str, Setting | None, str]]:
    """Yield every key with its value, or None, and its purpose."""
    for key, purpose in KEYS.items():
        yield key, values.get(key), purpose


def _is_line(value: str) -> bool:
    return (
        0 < len(value) <= _LONGEST_LINE and bool(value.strip()) and not _NOT_IN_A_LINE.search(value)
    )
