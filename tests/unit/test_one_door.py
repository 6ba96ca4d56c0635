"""Text leaves the program through one door, `Console`, and every way through it is safe."""

from __future__ import annotations

import ast
import inspect
from io import StringIO
from pathlib import Path

import pytest

from partnership_cli.terminal.console import Console
from partnership_cli.terminal.styled_text import Piece, Style

SOURCE = Path(__file__).parents[2] / "src/partnership_cli"
DOORS = {
    "terminal/console.py": "the door itself",
    "terminal/line_input.py": "it echoes the keys that a person types",
    "terminal/rich_editor.py": "prompt_toolkit draws what a person types",
    "session/terminal.py": "it hands the console's words to the stream",
    "cli.py": "it prepares the streams, and writes nothing",
    "files.py": "it writes files",
    "context.py": "it opens the console",
    "exits.py": "it flushes the streams, and writes nothing",
}
EVIL = "\x1b[31m\x9b2J\u202eevil"


def writes(call: ast.Call) -> bool:
    """Whether a call prints, or writes to a stream of the system."""
    name = ast.unparse(call.func)
    return (
        name in {"print", "input", "os.write"}
        or name.endswith((".echo", ".secho", "out.write", "err.write", "stdout.write"))
        or (name.endswith(".write") and "sys." in name)
    )


OTHERS = {
    file: path.read_text("utf-8")
    for path in sorted(SOURCE.rglob("*.py"))
    if (file := path.relative_to(SOURCE).as_posix()) not in DOORS
}


def test_nothing_is_written_around_the_console() -> None:
    written = [
        (file, ast.unparse(node))
        for file, source in OTHERS.items()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and writes(node)
    ]
    assert written == []


@pytest.mark.parametrize("stream", ["sys.stdout", "sys.stderr"])
def test_no_stream_is_reached_around_the_console(stream: str) -> None:
    assert [file for file, source in OTHERS.items() if stream in source] == []


GIVEN: dict[str, tuple[object, ...]] = {
    "heading": (EVIL,),
    "heading_with": (EVIL, EVIL),
    "address": (EVIL,),
    "grid": ([(EVIL, [(EVIL, EVIL)])], 0),
    "made": ([EVIL, EVIL],),
    "title": (EVIL,),
    "question": (EVIL,),
    "paragraph": (EVIL,),
    "quote": (EVIL,),
    "quote_heading": (EVIL,),
    "text": (EVIL,),
    "pieces": ([Piece(EVIL, Style.BOLD)],),
    "match": (EVIL, EVIL, EVIL),
    "lines": ([EVIL, EVIL],),
    "items": ([EVIL],),
    "rows": ([(EVIL, EVIL)],),
    "commands": ([(EVIL, EVIL)],),
    "verbatim": (EVIL,),
    "unbroken": (EVIL,),
    "break_prompt": (EVIL,),
    "json": ({EVIL: EVIL},),
    "say": (EVIL,),
    "say_error": (EVIL,),
}
NO_TEXT = {"blank", "clear", "to", "spell", "line", "is_read", "page"}
"""What shows no text of others; `spell` returns our own words, `page` what a copy has shown."""


def test_every_way_through_the_console_is_known() -> None:
    public = {name for name, _ in inspect.getmembers(Console) if not name.startswith("_")}
    fields = set(Console.__dataclass_fields__)
    assert public - fields - NO_TEXT == set(GIVEN)


@pytest.mark.parametrize("name", sorted(GIVEN))
@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize("width", [20, 80])
def test_every_way_through_the_console_is_safe(name: str, plain: bool, width: int) -> None:
    page = StringIO()
    console = Console(page, page, width=width, plain=plain)
    shown = getattr(console, name)(*GIVEN[name]) or page.getvalue()
    assert shown
    assert not {"\x1b", "\x9b", "\u202e"} & set(shown)
