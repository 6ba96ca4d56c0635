"""The one door for text from outside: what a terminal would obey or hide is spelled out.

A control, a bidirectional or an invisible character is shown as `⟨U+202E⟩`. What writing
systems and emoji need stays: joiners between letters, selectors after what they select, the
spaces of no width of Thai and Khmer, and flags.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_TAB: Final = 4

# Everything of the categories Cc, Cf, Cs, Co, Zl and Zp but newline, tab and the visible number
# signs of Arabic, Syriac and Kaithi; then what shows nothing though it counts as a letter or a
# mark; then the code points that are no characters. Written out, because asking for the category
# of every code point takes longer than a whole command.
_SUSPECTS: Final = (
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\uf8ff\ufdd0-\ufdef"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f"
    "\U000e0000-\U0010ffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 14))
    + "]"
)

# Those of them that Python calls printable. To look for these few takes a sixth of the time.
_UNSEEN: Final = "[\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"

# England, Scotland and Wales are written with the letters that are otherwise hidden.
_BLACK_FLAG: Final = "\U0001f3f4"
_FLAGS: Final = tuple(
    _BLACK_FLAG + "".join(chr(0xE0000 + ord(letter)) for letter in region) + "\U000e007f"
    for region in ("gbeng", "gbsct", "gbwls")
)
_FLAG_LENGTH: Final = 7

_JOINERS: Final = "\u200c\u200d"
_ZERO_WIDTH_SPACE: Final = "\u200b"
_EMOJI_SELECTORS: Final = "\ufe0e\ufe0f"
_IDEOGRAPH_SELECTORS: Final = (("\ufe00", "\ufe02"), ("\U000e0100", "\U000e01ef"))
_IDEOGRAPHS: Final = (("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"))
# Thai, Lao, Tibetan, Myanmar and Khmer put no space between words.
_WITHOUT_SPACES: Final = (("\u0e00", "\u109f"), ("\u1780", "\u17ff"), ("\u19e0", "\u19ff"))
_KEYCAPS: Final = "0123456789#*"
_SYMBOLS: Final = frozenset({"So", "Sm", "Sk", "Po", "Pd"})


def safe(text: str) -> str:
    """Return the text as a terminal may see it: newline is its only control character."""
    if text.isascii() and text.isprintable():
        return text
    # One sign of another script, or the end of a line, is no reason to look at every other line.
    return "\n".join(map(_make_line_safe, text.split("\n")))


def escape_json(text: str) -> str:
    """Return JSON that means the same and holds no character a terminal would obey or hide."""
    return _suspect().sub(_escape, text)


def _make_line_safe(line: str) -> str:
    if line.isprintable() and (line.isascii() or not _unseen().search(line)):
        return line
    return _suspect().sub(_spell_out, line).expandtabs(_TAB)


@cache
def _suspect() -> re.Pattern[str]:
    # Most of what the program says never needs it, and it is slow to compile.
    return re.compile(_SUSPECTS)


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(_UNSEEN)


def _spell_out(found: re.Match[str]) -> str:
    if _is_writing(found.string, found.start()):
        return found[0]
    return f"⟨U+{ord(found[0]):04X}⟩"


def _escape(found: re.Match[str]) -> str:
    if _is_writing(found.string, found.start()):
        return found[0]
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def _is_writing(text: str, at: int) -> bool:
    """Tell whether a suspect character is part of how its neighbours are written."""
    char = text[at]
    before = text[at - 1] if at else ""
    after = text[at + 1 : at + 2]
    if char in _JOINERS:
        return _is_visible(before) and _is_visible(after)
    if char == _ZERO_WIDTH_SPACE:
        return _is_in(before, _WITHOUT_SPACES) and _is_in(after, _WITHOUT_SPACES)
    if char in _EMOJI_SELECTORS and before:
        from unicodedata import category

        return before in _KEYCAPS or category(before) in _SYMBOLS
    if _is_in(char, _IDEOGRAPH_SELECTORS):
        return _is_in(before, _IDEOGRAPHS)
    return _is_in_flag(text, at)


def _is_in(char: str, ranges: tuple[tuple[str, str], ...]) -> bool:
    return any(first <= char <= last for first, last in ranges)


def _is_visible(char: str) -> bool:
    """Tell whether a joiner may stand beside this character."""
    return (
        bool(char)
        and not char.isspace()
        and (char in _EMOJI_SELECTORS or not _suspect().match(char))
    )


def _is_in_flag(text: str, at: int) -> bool:
    first = text.rfind(_BLACK_FLAG, max(0, at - _FLAG_LENGTH + 1), at)
    return first >= 0 and text.startswith(_FLAGS, first)
