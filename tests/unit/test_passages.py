"""What somebody wrote, cut into passages that can be chosen, and joined as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership_cli.reflection.passages import join_passages, split_passages

SIGNS = st.sampled_from(
    [". ", "! ", "? ", "\n", "\n\n", "- a", "1. b", "```", "*x. Y*", "Dr. ", "e.g. ", "“A.” ", "。",
     "  ", "\t", "A", "b", "5. ", "…", "> ", "# "]
)  # fmt: skip
TEXTS = st.lists(st.one_of(SIGNS, st.text(max_size=5)), max_size=12).map("".join)


def split(text: str) -> list[str]:
    return [one.text for one in split_passages([text])]


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("We met. We laughed!", ["We met.", "We laughed!"]),
        ("Did we? Yes.", ["Did we?", "Yes."]),
        ("She said “Go.” We went.", ["She said “Go.”", "We went."]),
        ("Dr. Lee and Prof. Ann came. Good.", ["Dr. Lee and Prof. Ann came.", "Good."]),
        ("Bring tea, e.g. Assam, i.e. Black. OK.", ["Bring tea, e.g. Assam, i.e. Black.", "OK."]),
        ("J. Fraser wrote it. I read it.", ["J. Fraser wrote it.", "I read it."]),
        ("It was 3.5 hours. Long.", ["It was 3.5 hours.", "Long."]),
        ("Am 3. Mai war es. Gut.", ["Am 3. Mai war es.", "Gut."]),
        ("wait ... and see. Then go.", ["wait ... and see.", "Then go."]),
        ("我们见面了。很好！", ["我们见面了。", "很好！"]),
        ("ماذا؟ نعم.", ["ماذا؟", "نعم."]),
        ("One line\nand its end. Another.", ["One line\nand its end.", "Another."]),
        ("One.\n\nTwo. Three.", ["One.", "Two.", "Three."]),
        ("- tea\n- milk, if\n  any\n- salt", ["- tea", "- milk, if\n  any", "- salt"]),
        ("It was **good. Very.** Yes.", ["It was **good. Very.** Yes."]),
        ("```\na. B.\n\nc\n```", ["```\na. B.\n\nc\n```"]),
        ("No end", ["No end"]),
        ("", []),
        (" \n\n ", []),
    ],
)  # fmt: skip
def test_a_text_is_cut_where_a_sentence_an_item_or_a_block_ends(
    text: str, passages: list[str]
) -> None:
    assert split(text) == passages


@given(TEXTS)
def test_all_passages_joined_in_their_order_have_every_word(text: str) -> None:
    assert join_passages(split_passages([text])).split() == text.split()


@given(st.lists(TEXTS, max_size=3))
def test_a_passage_is_the_words_of_one_text(texts: list[str]) -> None:
    assert all(one.text in texts[one.source] for one in split_passages(texts))


def test_passages_that_follow_each_other_are_joined_as_they_stood() -> None:
    one, two, three = split_passages(["We met.\nWe laughed. We left."])
    assert join_passages([one, two, three]) == "We met.\nWe laughed. We left."
    assert join_passages([one, three]) == "We met.\n\nWe left."
    assert join_passages([two, one]) == "We laughed.\n\nWe met."


def test_passages_of_two_texts_stand_apart() -> None:
    assert join_passages(split_passages(["We met.", "We left."])) == "We met.\n\nWe left."
