from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership_cli.framework.ids import NAMED_BY, derive_id, fill_ids, find_items, is_id
from partnership_cli.yaml_reader import YamlValue

LONGEST = 80
KINDS = st.sampled_from(["theme", "question", "value", "project", "guide", "passage", "reference"])
ANY_TEXT = st.text(st.characters()) | st.text("aé’' -1٣ßŁ日שक्\ud800\udfff\u0301\u200d\n🎓ﷺ")
LATIN = st.text("aeiounscyAEIOUNSCY ", min_size=1, max_size=60).map(
    lambda text: unicodedata.normalize("NFC", "".join(char + "\u0301" for char in text))
)
WORDS = st.sampled_from(
    ["What was good?", "What was fair?", "We decide.", "日本", "日本 ", "", "Élan"]
)
ITEM: st.SearchStrategy[YamlValue] = st.fixed_dictionaries(
    {"text": WORDS}, optional={"id": st.sampled_from(["we-decide", "a"])}
)


@st.composite
def frameworks(draw: st.DrawFn) -> YamlValue:
    themes = draw(st.lists(st.lists(ITEM, max_size=4), max_size=3))
    values = draw(st.lists(ITEM, max_size=4))
    return {
        "themes": [{"title": "A theme", "questions": questions} for questions in themes],
        "values": values,
    }


WRONG_ANYWHERE = st.recursive(
    WORDS,
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(
            st.sampled_from([*NAMED_BY, "id", "text", "title", "heading", "speaker"]),
            below,
            max_size=4,
        )
    ),
    max_leaves=20,
)


def ids_of(tree: YamlValue, kind: str) -> list[YamlValue | None]:
    return [item.get("id") for _, item in find_items(tree, kind)]


# One id


@given(KINDS, ANY_TEXT)
def test_every_text_gives_an_id_of_bounded_length(kind: str, words: str) -> None:
    made = derive_id(kind, words)
    assert is_id(made)
    assert len(made) <= LONGEST


@given(KINDS, ANY_TEXT, st.integers(0, 30), st.sets(st.text("ab-2", min_size=1)))
def test_an_id_is_never_one_that_is_taken(
    kind: str, words: str, times: int, others: set[str]
) -> None:
    taken = set(others)
    for _ in range(times):
        taken.add(derive_id(kind, words, taken))
    made = derive_id(kind, words, taken)
    assert made not in taken
    assert is_id(made)
    assert len(made) <= LONGEST


@given(KINDS, ANY_TEXT, st.lists(st.text("ab-2", min_size=1)))
def test_the_same_words_give_the_same_id_however_the_others_are_held(
    kind: str, words: str, taken: list[str]
) -> None:
    assert derive_id(kind, words, taken) == derive_id(kind, words, set(taken))


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("Sharing power", "sharing-power"),
        ("  What was good?  ", "what-was-good"),
        ("2 + 2", "2-2"),
        ("Don't", "dont"),
        ("Partners’ hopes", "partners-hopes"),
        ("STRASSE Straße", "strasse-strasse"),
    ],
)
def test_an_id_is_made_of_the_words(words: str, made: str) -> None:
    assert derive_id("question", words) == made


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("Égalité", "egalite"),
        ("Un café naïf", "un-cafe-naif"),
        ("¿Qué esperas mañana?", "que-esperas-manana"),
        ("Tiếng Việt", "tieng-viet"),
        ("Žluťoučký kůň", "zlutoucky-kun"),
        ("İstanbul", "istanbul"),
    ],
)
def test_accents_of_latin_letters_are_dropped_and_part_no_word(words: str, made: str) -> None:
    assert derive_id("question", words) == made


@given(LATIN)
def test_an_accent_gives_the_same_id_however_an_editor_stores_it(words: str) -> None:
    apart = unicodedata.normalize("NFD", words)
    assert derive_id("question", words) == derive_id("question", apart)


@pytest.mark.parametrize(
    ("kind", "words", "made"),
    [
        ("theme", "日本語", "theme-77710aed"),
        ("question", "Ελληνικά", "question-25d77ab9"),
        ("value", "مرحبا", "value-80eff1a7"),
        ("question", "שלום a", "question-5ce213a2"),
        ("question", "?!", "question-545f940d"),
        ("question", "", "question-e3b0c442"),
    ],
)
def test_words_of_another_script_give_the_kind_and_a_hash_that_stays(
    kind: str, words: str, made: str
) -> None:
    assert derive_id(kind, words) == made


def test_a_few_words_of_another_script_among_latin_ones_change_nothing() -> None:
    assert derive_id("question", "What does ubuntu (ኡቡንቱ) mean?") == "what-does-ubuntu-mean"


def test_an_id_of_many_words_ends_with_a_whole_one() -> None:
    words = "How can we make sure that everybody has been heard before we decide?"
    assert derive_id("question", words) == "how-can-we-make-sure-that-everybody-has"


def test_a_word_that_is_longer_than_an_id_is_cut() -> None:
    assert derive_id("question", "a" * 300) == "a" * 40


def test_an_id_that_is_taken_gets_the_next_number_that_is_free() -> None:
    assert derive_id("question", "Joy", {"joy", "joy-2"}) == "joy-3"


@pytest.mark.parametrize("text", ["a", "0", "sharing-power", "a--b", "a-"])
def test_small_letters_digits_and_hyphens_are_an_id(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize("text", ["", "-a", "A", "é", "a b", "a\n", "a_b", "日本"])
def test_anything_else_is_no_id(text: str) -> None:
    assert not is_id(text)


# The ids of a file


@given(frameworks())
def test_ids_are_the_same_each_time_a_file_is_read(tree: YamlValue) -> None:
    again = deepcopy(tree)
    assert fill_ids(tree) == fill_ids(again)
    assert tree == again


@given(frameworks())
def test_where_every_id_is_there_none_is_made(tree: YamlValue) -> None:
    fill_ids(tree)
    filled = deepcopy(tree)
    assert fill_ids(tree) == {}
    assert tree == filled


@given(frameworks())
def test_no_two_made_ids_are_alike_and_none_is_one_that_was_given(tree: YamlValue) -> None:
    given_ids = [one for one in ids_of(tree, "questions") if one is not None]
    fill_ids(tree)
    made = ids_of(tree, "questions")
    assert None not in made
    for one in given_ids:
        made.remove(one)
    assert len({str(one) for one in made}) == len(made)
    assert not [one for one in made if one in given_ids]


@given(frameworks())
def test_an_id_that_was_given_stays(tree: YamlValue) -> None:
    before = deepcopy(tree)
    fill_ids(tree)
    for kind in ("questions", "values"):
        pairs = zip(ids_of(before, kind), ids_of(tree, kind), strict=True)
        assert all(old in {None, new} for old, new in pairs if isinstance(new, str))


@given(frameworks())
def test_each_made_id_is_told_with_the_path_of_its_item(tree: YamlValue) -> None:
    before = {
        path: item.get("id") for kind in NAMED_BY for path, item in find_items(deepcopy(tree), kind)
    }
    derived = fill_ids(tree)
    after = {path: item.get("id") for kind in NAMED_BY for path, item in find_items(tree, kind)}
    assert derived == {path: after[path] for path, one in before.items() if one is None}


@given(WRONG_ANYWHERE)
def test_a_tree_that_is_wrong_anywhere_gets_ids_wherever_it_can(tree: YamlValue) -> None:
    fill_ids(tree)
    assert all(None not in ids_of(tree, kind) for kind in NAMED_BY)


MADE_OF: Mapping[str, tuple[dict[str, YamlValue], str]] = {
    "prose": ({"heading": "Why", "text": "Because."}, "why"),
    "themes": ({"title": "Power", "text": "About it."}, "power"),
    "values": ({"text": "Honesty", "description": "We say it."}, "honesty"),
    "projects": ({"title": "A garden"}, "a-garden"),
    "guides": ({"title": "First", "why": "To begin."}, "first"),
    "get_involved": ({"text": "Write to us"}, "write-to-us"),
    "voices": ({"text": "It was good.", "speaker": "A student"}, "a-student"),
    "references": ({"text": "Example, A. (2020)."}, "example-a-2020"),
}


@pytest.mark.parametrize("kind", MADE_OF)
def test_an_id_is_made_of_what_names_an_item(kind: str) -> None:
    item, made = MADE_OF[kind]
    assert fill_ids({kind: [item]}) == {(kind, 0): made}


@pytest.mark.parametrize(
    ("kind", "item", "made"),
    [
        ("prose", {"text": "Because."}, "because"),
        ("voices", {"text": "It was good."}, "it-was-good"),
        ("voices", {"speaker": "  ", "text": "It was good."}, "it-was-good"),
        ("prose", {"text": "日本語"}, "passage-77710aed"),
        ("get_involved", {"text": "日本語"}, "way-77710aed"),
    ],
)
def test_where_the_first_words_are_missing_others_are_taken(
    kind: str, item: dict[str, YamlValue], made: str
) -> None:
    assert fill_ids({kind: [item]}) == {(kind, 0): made}


def test_questions_of_different_themes_with_the_same_words_get_ids_of_their_own() -> None:
    tree: YamlValue = {
        "themes": [
            {"id": "a", "questions": [{"text": "What now?"}]},
            {"id": "b", "questions": [{"text": "What now?"}]},
        ]
    }
    fill_ids(tree)
    assert ids_of(tree, "questions") == ["what-now", "what-now-2"]


def test_an_id_that_is_given_further_below_is_not_taken_above() -> None:
    tree: YamlValue = {"values": [{"text": "Joy"}, {"id": "joy", "text": "Gladness"}]}
    fill_ids(tree)
    assert ids_of(tree, "values") == ["joy-2", "joy"]


def test_a_value_and_a_question_of_the_same_words_have_the_same_id() -> None:
    tree: YamlValue = {
        "themes": [{"id": "a", "questions": [{"text": "Joy"}]}],
        "values": [{"text": "Joy"}],
    }
    fill_ids(tree)
    assert ids_of(tree, "questions") == ids_of(tree, "values") == ["joy"]


@pytest.mark.parametrize("wrong", ["", "No Id", ["a"]])
def test_an_id_that_is_wrong_is_left_for_the_check(wrong: YamlValue) -> None:
    tree: YamlValue = {"values": [{"id": wrong, "text": "Joy"}]}
    assert fill_ids(tree) == {}
    assert ids_of(tree, "values") == [wrong]
