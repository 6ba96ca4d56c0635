"""Whatever keys are pressed in whatever text: words stay, and the cursor is where it is shown."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Final
from unicodedata import normalize

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminal", allow_module_level=True)

from desks import SeenDesk
from partnership_cli.terminal.editor_protocol import Beside
from partnership_cli.terminal.wrap import measure

ESC: Final = "\x1b"
MOVES: Final = [f"{ESC}[{sign}" for sign in "ABCDHF"] + [f"{ESC}[1;5{sign}" for sign in "CDHF"]
MORE_MOVES: Final = [f"{ESC}[5~", f"{ESC}[6~", "\x01", "\x05", f"{ESC}b", f"{ESC}f"]
OTHERS: Final = ["\x0c", f"{ESC}OP", "\x13", "\x00"]
WORDS: Final = ["one ", "café", "漢字", "\r", " ", "x", "\t", "a long word: Verantwortung "]
UNDO: Final = ["\x1a", "\x1f", "\x19", f"{ESC}_"]
KEYS = st.lists(st.sampled_from([*WORDS * 3, *MOVES, *MORE_MOVES, *OTHERS]), max_size=30)
TEXTS = st.lists(
    st.sampled_from(["one ", "two", "\n", "漢字漢字", "  ", "Verantwortung", "é", "e\u0301", "\t"]),
    max_size=60,
).map("".join)
SIZES = st.sampled_from([(80, 24), (40, 24), (20, 8), (12, 14)])
# What shows nothing beside the answer would leave the editor.
BESIDE: Final = Beside("1 of 2", "Why?", lambda _asked, text, _columns: f"So far: {text}")


@given(KEYS, TEXTS, SIZES)
@example(["a long word: Verantwortung "], "one one ", (20, 8))
@settings(max_examples=40, deadline=None)
def test_every_word_stays_and_the_cursor_is_where_the_text_says(
    keys: list[str], text: str, size: tuple[int, int]
) -> None:
    desk = SeenDesk(*size, BESIDE)
    try:
        look = desk.look("".join(keys) + "\x0c", text)
    finally:
        desk.close()
    typed = "".join(key for key in keys if key in WORDS).replace("\r", "\n")
    assert Counter(look.text) == Counter(text + typed)
    line = normalize("NFC", look.text[: look.cursor].rpartition("\n")[2])
    before = normalize("NFC", look.before_cursor)
    if "\t" not in look.text and line.endswith(" ") and measure(before) == size[0] - 1:
        # Where words fill the row, the blank after them stands over its edge, and the cursor at it.
        assert line.rstrip(" ").endswith(before.rstrip(" "))
    elif "\t" not in look.text and not line.endswith("  "):
        assert line.endswith(before)
    rest = look.text[look.cursor :]
    if rest[:1].strip():
        assert normalize("NFD", look.after_cursor).startswith(normalize("NFD", rest[0]))


@given(st.lists(st.sampled_from([*WORDS * 3, *MOVES, *UNDO]), max_size=30), TEXTS)
@settings(max_examples=25, deadline=None)
def test_undo_to_the_beginning_gives_the_text_that_was_there(keys: list[str], text: str) -> None:
    desk = SeenDesk(40, 24)
    try:
        assert desk.look("".join(keys) + "\x1a" * 60, text).text == text
    finally:
        desk.close()
