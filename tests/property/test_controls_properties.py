"""Words are never lost to what looks like a sequence, and no report becomes a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership_cli.terminal.control_sequences import AT_ONCE, Controls
from partnership_cli.terminal.long_key_forms import shorten
from reports import LONG_FORMS, REPORTS, UNNAMED

CUT = 10 * AT_ONCE
HANDS = 5 * AT_ONCE


def take(*pieces: str, pause: float = CUT) -> str:
    """Return what is typed of pieces that come with a pause between them."""
    controls = Controls()
    sent = [one for piece in pieces for one in _feed(controls, piece, pause)]
    sent += controls.expire()
    return "".join(one.text if one.pasted else read(one.text) for one in sent)


def _feed(controls: Controls, piece: str, pause: float):  # type: ignore[no-untyped-def]
    for place, char in enumerate(piece):
        yield from controls.feed(char, 0 if place else pause)


def read(text: str) -> str:
    """Return the letters of a key: those with Alt are none."""
    short = shorten(text)
    if short in ("\x1b\r", "\x1b\n"):
        return "\n"
    return "" if short.startswith("\x1b") else short.replace("\r", "\n")


@pytest.mark.parametrize("report", REPORTS.values(), ids=list(REPORTS))
def test_a_report_is_no_word_whole_or_cut_anywhere(report: str) -> None:
    assert take(f"ab{report}cd") == "abcd"
    for place in range(1, len(report)):
        assert take(f"ab{report[:place]}", f"{report[place:]}cd") == "abcd", place


@given(
    marks=st.text("0123456789;:<=>?", min_size=1, max_size=8),
    between=st.text(" !\"#%&'()*+,-./", max_size=2),
    last=st.sampled_from("ABCDEFGHIJKLNOPQRSTUVWXYZabcdefghijklmnopqrstvwxyz{|}`"),
    place=st.integers(1, 12),
)
def test_an_unknown_sequence_is_passed_over_whole(
    marks: str, between: str, last: str, place: int
) -> None:
    report = f"\x1b[{marks}{between}{last}"
    assert take(f"ab{report[:place]}", f"{report[place:]}cd") == "abcd"


@given(
    begins=st.sampled_from(["\x1b]1", "\x1bP0", "\x1bP>", "\x1b_G", "\x1b^x", "\x1bXy"]),
    body=st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=["Cc"])),
    ends=st.sampled_from(["\x07", "\x1b\\", "\x9c"]),
    data=st.data(),
)
def test_a_string_is_passed_over_up_to_its_end(
    begins: str, body: str, ends: str, data: st.DataObject
) -> None:
    report = begins + body + ends
    place = data.draw(st.integers(1, len(report)))
    assert take(f"ab{report[:place]}", f"{report[place:]}cd") == "abcd"


@pytest.mark.parametrize(("long", "short"), LONG_FORMS.items())
def test_a_key_in_its_long_form_is_that_key(long: str, short: str) -> None:
    assert take(f"ab{long}cd") == f"ab{short}cd"


@pytest.mark.parametrize("long", UNNAMED)
def test_a_long_form_that_is_no_letter_is_nothing(long: str) -> None:
    assert take(f"ab{long}cd") in ("abcd", "ab\x1bcd")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40), st.integers(0, 40))
def test_what_is_typed_after_esc_by_hand_stays(words: str, place: int) -> None:
    typed = [*words[:place], "\x1b", *words[place:]]
    assert take(*typed, pause=HANDS) == words


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1), st.sampled_from("[O]P_^X")
)
def test_what_is_typed_by_hand_after_a_key_with_alt_stays(words: str, sign: str) -> None:
    assert take("\x1b" + sign, *words, pause=HANDS).endswith(words[1:])


@given(st.sampled_from("]P_^X"), st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_a_string_without_an_end_gives_its_words_back(sign: str, words: str) -> None:
    assert take(f"ab\x1b{sign}{words}") == f"ab{words}"
    assert take(f"ab\x1b{sign}{words}\r") == f"ab{words}\n"


@given(st.text())
def test_a_paste_is_exact(words: str) -> None:
    words = words.replace("\x1b[201~", "")
    assert take(f"ab\x1b[200~{words}\x1b[201~cd") == f"ab{words}cd"


def test_a_paste_without_an_end_keeps_its_words_and_ends_with_a_key() -> None:
    controls = Controls()
    sent = list(_feed(controls, "\x1b[200~words\x1b", 0)) + controls.expire()
    assert "".join(one.text for one in sent) == "words\x1b"
    assert controls.feed("\x04", AT_ONCE)[-1] == ("\x04", False)
    assert not controls.in_paste


@given(st.text(st.sampled_from("\x1b[]OP_^XMI0129;:?<>$ru~abcd\x07\\\r é"), max_size=30))
def test_any_bytes_are_taken_and_nothing_is_held_for_ever(sent: str) -> None:
    controls = Controls()
    for char in sent:
        controls.feed(char, 0)
    controls.expire()
    assert controls.held == ""
