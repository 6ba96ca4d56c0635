import json
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from partnership_cli.terminal.safe_text import _suspect, escape_json, safe

BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
HOSTILE = st.characters(codec="utf-16-be") | st.sampled_from(
    "\x00\x07\x08\t\n\r\x1b\x7f\x85\x9b\u00ad\u200b\u200c\u200d\u2028\u2029\u202e\u2066\ufeff"
    "\ufe0f\ufe00\u3164\ue000\U000e0041\U000e007f\U0001f3f4\U0001f469❤1語aی "
)
HOSTILE_TEXT = st.text(HOSTILE)
ANY_TEXT = st.text(HOSTILE | st.characters(categories=["Cs", "Cc", "Cf", "Co", "Zl", "Zp"]))


def is_control(char: str) -> bool:
    return unicodedata.category(char) == "Cc" and char != "\n"


@given(ANY_TEXT)
@example("".join(map(chr, range(0x2100))))
def test_no_control_and_no_bidi_character_comes_through(text: str) -> None:
    shown = safe(text)
    assert not [char for char in shown if is_control(char) or char in BIDI]
    assert all(unicodedata.category(char) not in {"Cs", "Co", "Zl", "Zp"} for char in shown)
    shown.encode()


def test_what_python_calls_printable_and_nobody_sees_is_spelled_out_too() -> None:
    printable = "".join(filter(str.isprintable, map(chr, range(sys.maxunicode + 1))))
    unseen = _suspect().findall(printable)
    assert len(unseen) > 200
    assert not [char for char in unseen if safe(f"a{char}") != f"a⟨U+{ord(char):04X}⟩"]


@given(ANY_TEXT, ANY_TEXT)
def test_a_line_is_as_safe_beside_others_as_alone(text: str, other: str) -> None:
    assert safe(f"{text}\n{other}") == f"{safe(text)}\n{safe(other)}"


@given(ANY_TEXT)
def test_what_was_made_safe_stays_as_it_is(text: str) -> None:
    assert safe(safe(text)) == safe(text)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_letters_digits_and_signs_are_never_changed(text: str) -> None:
    fillers = "\u115f\u1160\u3164\uffa0"
    assert safe(text) == text or set(text) & set(fillers)


@pytest.mark.parametrize(
    "text",
    [
        "👩‍👩‍👧",
        "❤️",
        "1️⃣ #️⃣",
        "🇬🇧",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "می\u200cخواهم",
        "葛\U000e0100",
        "สวัสดี\u200bครับ",
        "שלום, नमस्ते, 你好, cafe\u0301",
        "\ufffd",
    ],
)
def test_what_a_writing_system_needs_stays(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "⟨U+001B⟩[31mred"),
        ("\x9b31m", "⟨U+009B⟩31m"),
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("a\r\nb", "a⟨U+000D⟩\nb"),
        ("a\tb", "a   b"),
        ("soft\u00adhyphen", "soft⟨U+00AD⟩hyphen"),
        ("pass\u200bword", "pass⟨U+200B⟩word"),
        ("end\u200d", "end⟨U+200D⟩"),
        ("a\ufe0f", "a⟨U+FE0F⟩"),
        ("hidden\U000e0068\U000e0069", "hidden⟨U+E0068⟩⟨U+E0069⟩"),
        ("🏴\U000e0067\U000e0062", "🏴⟨U+E0067⟩⟨U+E0062⟩"),
        ("\ud800", "⟨U+D800⟩"),
        ("\ue000", "⟨U+E000⟩"),
    ],
)
def test_what_a_terminal_obeys_or_hides_is_spelled_out(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(
    st.recursive(HOSTILE_TEXT, lambda inner: st.lists(inner) | st.dictionaries(HOSTILE_TEXT, inner))
)
def test_json_for_the_terminal_means_the_same(value: object) -> None:
    written = escape_json(json.dumps(value, ensure_ascii=False, indent=2))
    assert json.loads(written) == value
    assert not [char for char in written if is_control(char) or char in BIDI]
    written.encode()
