"""What is compared in a search, on generated texts."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from partnership_cli.framework.text_normalization import normalize_search
from partnership_cli.reflection.search import may_match, parse_query

TEXTS = st.text(
    st.sampled_from("aeE é\u0301\n\t\u00a0 ßﬁÅЙ中\u0345\r\u2003İ") | st.characters(codec="utf-8")
)


def fold_slowly(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"\s+", " ", "".join(c for c in plain if not unicodedata.combining(c)))


@given(TEXTS)
def test_a_text_is_folded_as_if_it_were_done_letter_by_letter(text: str) -> None:
    assert normalize_search(text) == fold_slowly(text)


@given(TEXTS, TEXTS, TEXTS)
def test_no_note_that_holds_the_phrase_is_passed_over(before: str, wanted: str, after: str) -> None:
    phrase = " ".join(normalize_search(wanted).replace('"', "").split())
    if phrase:
        query = parse_query(f'"{phrase}"')
        assert may_match(query, f"{before} {phrase.replace(' ', chr(10))} {after}".encode())
