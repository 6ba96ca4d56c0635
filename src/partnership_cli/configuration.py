"""The settings file: flat TOML, read with every problem named, changed one line at a time."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from partnership_cli.errors import FileProblemError, Problem, UsageError

Setting = str | tuple[str, ...]

KEYS: Final[Mapping[str, str]] = {
    "interface": "rich or plain",
    "notebook": "the folder of your notes",
    "editor": "the command that opens your editor",
    "care": "on or off: the words before a question that may be painful",
    "care.lines": "lines of your own below those words, such as local names",
}
LARGEST: Final = 64 * 1024
LISTS: Final = frozenset({"care.lines"})
_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "interface": ("rich", "plain"),
    "care": ("on", "off"),
}
_LONGEST: Final = 500
_AT_LINE: Final = re.compile(r"at line (\d+), column (\d+)")
# TOML itself is read by tomllib; this only finds the lines that one key takes.
_VALUE: Final = r'(?:\[(?:[^\]"]|"(?:[^"\\]|\\.)*")*\]|[^\n]*)'


def parse_settings(data: bytes, name: str) -> dict[str, Setting]:
    """Return the settings in these bytes. Raises FileProblemError with every problem."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refuse(Problem(name, line, 1, "not UTF-8 text", "save it as UTF-8")) from error
    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        at = _AT_LINE.search(str(error))
        line, column = (int(at[1]), int(at[2])) if at else (text.count("\n") + 1, 1)
        what = "this line cannot be read as TOML"
        raise _refuse(Problem(name, line, column, what, 'write key = "value"')) from error
    values: dict[str, Setting] = {}
    problems: list[Problem] = []
    for key, value in found.items():
        try:
            values[key] = check_setting(key, value)
        except UsageError as error:
            line = _find_line(text, key)
            problems.append(Problem(name, line, 1, error.message, error.hint))
    if problems:
        raise _refuse(*problems)
    return values


def check_setting(key: str, value: object) -> Setting:
    """Return a value as it is kept. Raises UsageError that says which values there are."""
    require_key(key)
    if key in LISTS:
        given = list(value) if isinstance(value, list | tuple) else [value]
        lines = tuple(line for line in given if isinstance(line, str) and _is_line(line))
        if len(lines) != len(given):
            raise UsageError(f"{key} is not a list of lines", f'Write {key} = ["one", "two"]')
        return lines
    if not isinstance(value, str) or not _is_line(value):
        raise UsageError(f"{key} is not a text on one line", f'Write {key} = "value"')
    if key in _CHOICES and value not in _CHOICES[key]:
        choices = " or ".join(_CHOICES[key])
        raise UsageError(f"{key} cannot be {value[:60]!r}", f"It is {choices}.")
    if key == "notebook" and not Path(value).expanduser().is_absolute():
        raise UsageError("notebook is no absolute path", "Write it from / or from ~ on.")
    return value


def require_key(key: str) -> None:
    """Raise UsageError when there is no such setting."""
    if key not in KEYS:
        names = ", ".join(KEYS)
        raise UsageError(f"there is no setting {key[:60]!r}", f"The settings are: {names}")


def put_setting(data: bytes, key: str, value: Setting | None) -> bytes:
    """Return the file with a key set, or without it for None; every other byte stays.

    `value` is one that `check_setting` returned.
    """
    text = data.decode("utf-8")
    name = re.escape(key)
    line = rf'^[ \t]*(?:{name}|"{name}")[ \t]*={_VALUE}[^\n]*\n?'
    found = re.search(line, text, re.MULTILINE)
    new = "" if value is None else f"{_quote_key(key)} = {_render(value)}\n"
    if found:
        return (text[: found.start()] + new + text[found.end() :]).encode()
    gap = "" if not text or text.endswith("\n") or not new else "\n"
    return (text + gap + new).encode()


def _is_line(value: str) -> bool:
    return 0 < len(value) <= _LONGEST and value.isprintable()


def _quote_key(key: str) -> str:
    # A bare dot would make a table of the part before it.
    return f'"{key}"' if "." in key else key


def _render(value: Setting) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_render, value))}]"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _find_line(text: str, key: str) -> int:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip().lstrip("\"'[").startswith(key):
            return number
    return 1


def _refuse(*problems: Problem) -> FileProblemError:
    return FileProblemError(problems, "Mend the file in a text editor, or remove it.")


def describe(values: Mapping[str, Setting]) -> Iterator[tuple[str, Setting | None, str]]:
    """Give every key with its value, or None, and what it is for."""
    for key, purpose in KEYS.items():
        yield key, values.get(key), purpose
