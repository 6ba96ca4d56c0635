from __future__ import annotations

import pytest

from partnership_cli.errors import NotFoundError, UsageError
from partnership_cli.framework.loader import load_companion, load_framework
from partnership_cli.framework.model import Guide, Question, Theme
from partnership_cli.reflection.selection import (
    Selection,
    Subject,
    find_subject,
    find_theme,
    select_questions,
)

FRAMEWORK = load_framework()
COMPANION = load_companion(FRAMEWORK)
EVERY = [question.id for _, question in FRAMEWORK.questions()]


def select(
    *questions: str,
    guide: str | None = None,
    themes: tuple[str, ...] = (),
    everything: bool = False,
) -> Selection:
    return select_questions(
        FRAMEWORK,
        COMPANION,
        guide=guide,
        themes=themes,
        questions=questions,
        everything=everything,
    )


def ids(selection: Selection) -> list[str]:
    return [question.id for question in selection.questions]


@pytest.mark.parametrize("guide", COMPANION.guides, ids=lambda guide: guide.id)
def test_a_guide_gives_its_questions_in_its_own_order(guide: Guide) -> None:
    selection = select(guide=guide.id)
    assert ids(selection) == list(guide.questions)
    assert (selection.title, selection.guide) == (guide.title, guide.id)
    assert (selection.mode, selection.quiet) == (guide.mode, guide.quiet)


@pytest.mark.parametrize(
    "name",
    [
        "sharing-power",
        "Sharing-Power",
        "4",
        "04",
        "Sharing power",
        "  sharing POWER ",
        "shar",
        "power",
        "pow",
    ],
)
def test_a_guide_is_found_by_id_number_or_the_beginning_of_a_word(name: str) -> None:
    assert select(guide=name).guide == "sharing-power"


@pytest.mark.parametrize(
    ("name", "guide"),
    [
        ("a difficult", "a-difficult-moment"),
        ("difficult moment", "a-difficult-moment"),
        ("ending,", "ending-and-looking-ahead"),
        ("looking ahead", "ending-and-looking-ahead"),
        ("module", "in-a-module"),
        ("before", "before-we-meet"),
        ("10", "ending-and-looking-ahead"),
    ],
)
def test_words_in_the_middle_of_a_title_find_it_too(name: str, guide: str) -> None:
    assert select(guide=name).guide == guide


def test_the_beginning_of_a_title_goes_before_that_of_a_word_in_it() -> None:
    assert select(guide="partnership").guide == "in-a-module"


@pytest.mark.parametrize(
    ("name", "guides"),
    [
        ("a", ["along-the-way", "a-difficult-moment"]),
        ("TO", ["starting-together", "what-we-hope-to-change"]),
    ],
)
def test_a_name_that_fits_several_guides_lists_them(name: str, guides: list[str]) -> None:
    with pytest.raises(UsageError, match="several guides") as caught:
        select(guide=name)
    assert caught.value.message.endswith(": " + ", ".join(guides))


@pytest.mark.parametrize(
    "name", ["", " ", "0", "11", "-1", "1.0", "0000019999", "9" * 5000, "٤", "ower", "x"]
)
def test_a_name_that_fits_no_guide_says_how_to_see_those_there_are(name: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        select(guide=name)
    assert caught.value.hint == "To see every guide: partnership guides"
    assert len(caught.value.message) < 200


def test_a_theme_gives_its_questions() -> None:
    theme = FRAMEWORK.themes[2]
    selection = select(themes=(theme.id,))
    assert selection.questions == theme.questions
    assert (selection.title, selection.guide, selection.quiet) == (theme.title, "", False)


def test_themes_come_in_the_frameworks_order_and_are_both_named() -> None:
    one, two = FRAMEWORK.themes[0], FRAMEWORK.themes[2]
    selection = select(themes=(two.id, one.id, two.title.upper()))
    assert selection.questions == one.questions + two.questions
    assert selection.title == f"{one.title}, {two.title}"


def test_a_theme_that_is_named_whole_is_not_mistaken_for_a_longer_one() -> None:
    question = Question(id="q", text="Q?")
    themes = [
        Theme(id=str(at), title=title, questions=(question,))
        for at, title in enumerate(["Values and power", "Values"])
    ]
    assert find_theme(themes, "values").title == "Values"


def test_a_theme_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(NotFoundError) as caught:
        select(themes=("emotoins",))
    assert caught.value.message.endswith("(did you mean emotions?)")


def test_one_question_is_called_so() -> None:
    selection = select("joy", "JOY")
    assert ids(selection) == ["joy"]
    assert selection.title == "One question"


def test_questions_come_in_the_frameworks_order_without_repeats() -> None:
    selection = select("joy", "equity", "scope", "joy", "shared-vision")
    assert ids(selection) == sorted(["joy", "equity", "scope", "shared-vision"], key=EVERY.index)
    assert selection.title == "A selection of questions"


def test_a_question_that_is_not_there_is_never_told_with_all_there_are() -> None:
    with pytest.raises(NotFoundError) as caught:
        select("happiness")
    said = f"{caught.value.message} {caught.value.hint}"
    assert [question for question in EVERY if question in said] == []


def find(name: str, *, to_read: bool = False) -> Subject:
    return find_subject(FRAMEWORK, COMPANION, name, to_read=to_read)


SUBJECTS: list[Subject] = [
    *COMPANION.guides,
    *FRAMEWORK.themes,
    *(question for _, question in FRAMEWORK.questions()),
]


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda one: f"{type(one).__name__}-{one.id}")
@pytest.mark.parametrize("to_read", [False, True])
def test_every_guide_theme_and_question_is_found_by_its_whole_id(
    subject: Subject, to_read: bool
) -> None:
    found = find(f" {subject.id.upper()} ", to_read=to_read)
    assert found.id == subject.id
    same = [type(one) for one in SUBJECTS if one.id == subject.id]
    assert type(found) is same[-1 if to_read else 0]


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda one: f"{type(one).__name__}-{one.id}")
def test_every_guide_theme_and_question_is_found_by_its_whole_title(subject: Subject) -> None:
    title = subject.text if isinstance(subject, Question) else subject.title
    assert find(title, to_read=isinstance(subject, Question)) == subject


@pytest.mark.parametrize(
    "subject",
    [one for one in SUBJECTS if len(one.id) > len("joy")],
    ids=lambda one: f"{type(one).__name__}-{one.id}",
)
def test_two_letters_in_the_wrong_order_are_told_with_the_id_that_is_meant(
    subject: Subject,
) -> None:
    mistyped = f"{subject.id[1]}{subject.id[0]}{subject.id[2:]}"
    with pytest.raises(NotFoundError) as caught:
        find(mistyped)
    assert subject.id in caught.value.message


@pytest.mark.parametrize(
    ("name", "kind"), [("relationships", Theme), ("emot", Theme), ("joy", Question), ("4", Guide)]
)
def test_a_word_finds_what_it_fits_alone(name: str, kind: type[Subject]) -> None:
    assert isinstance(find(name), kind)


@pytest.mark.parametrize("to_read", [False, True])
def test_a_word_that_fits_several_names_some_with_their_kind(to_read: bool) -> None:
    with pytest.raises(UsageError) as caught:
        find("power", to_read=to_read)
    assert "values-and-power (theme)" in caught.value.message
    assert len(caught.value.message) < 300


@pytest.mark.parametrize("name", ["", " ", "\t", "zzzzzz", "z" * 5000, "0", "\u0664"])
def test_what_fits_nothing_is_told_in_a_line(name: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        find(name)
    assert len(caught.value.message) < 200


def test_everything_is_everything_in_the_frameworks_order() -> None:
    selection = select(everything=True)
    assert ids(selection) == EVERY
    assert (selection.title, selection.guide, selection.quiet) == ("All questions", "", False)


def test_a_guide_with_more_is_a_choice_in_the_frameworks_order() -> None:
    selection = select("scope", guide="sharing-power", themes=("emotions",))
    assert ids(selection) == sorted(set(ids(selection)), key=EVERY.index)
    wanted = {"scope", *ids(select(guide="sharing-power")), *ids(select(themes=("emotions",)))}
    assert set(ids(selection)) == wanted
    assert (selection.title, selection.guide) == ("A selection of questions", "")


def test_a_quiet_guide_stays_quiet_with_more() -> None:
    selection = select("scope", guide="a-difficult-moment")
    assert selection.quiet
    assert selection.title == "A selection of questions"
