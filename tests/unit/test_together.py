"""Answers side by side."""

from __future__ import annotations

from partnership_cli.reflection.together import (
    Contribution,
    PartnerAnswer,
    SharedAnswer,
    compare_answers,
)

ORDER = ["one", "two", "three", "four", "five"]


def bring(name: str, *questions: str, words: str = "") -> Contribution:
    answers = tuple(
        SharedAnswer(one, f"{one.title()}?", f"{name}: {one}{words}") for one in questions
    )
    return Contribution(name, "a b c", answers)


def give_others(name: str, *texts: str) -> Contribution:
    return Contribution(
        name, "a b c", tuple(SharedAnswer("", text, f"{name} {text}") for text in texts)
    )


def test_questions_stand_in_the_frameworks_order() -> None:
    people = [bring("Sam", "three", "one"), bring("Li", "one", "three")]
    page = compare_answers(people, ORDER)
    assert [laid.question for laid in page.by_several] == ["one", "three"]


def test_who_is_first_alternates_between_two() -> None:
    page = compare_answers([bring("Sam", *ORDER), bring("Li", *ORDER)], ORDER)
    first = [laid.answers[0].name for laid in page.by_several]
    assert first[0] != first[1]
    assert first == [first[0], first[1], first[0], first[1], first[0]]


def test_each_of_three_begins_in_turn() -> None:
    page = compare_answers([bring(name, *ORDER) for name in ("Sam", "Li", "Jo")], ORDER)
    first = [laid.answers[0].name for laid in page.by_several]
    assert len(set(first[:3])) == 3
    assert first[3:] == first[:2]


def test_who_begins_is_drawn_from_what_was_written() -> None:
    begins = {
        compare_answers([bring("Sam", "one", words=str(n)), bring("Li", "one")], ORDER)
        .by_several[0]
        .answers[0]
        .name
        for n in range(20)
    }
    assert begins == {"Sam", "Li"}


def test_what_one_person_brought_stands_apart() -> None:
    page = compare_answers([bring("Sam", "one", "two"), bring("Li", "two")], ORDER)
    assert [laid.question for laid in page.by_several] == ["two"]
    assert [(laid.question, laid.answers) for laid in page.by_one] == [
        ("one", (PartnerAnswer("Sam", "Sam: one"),))
    ]


def test_a_question_left_by_one_passes_no_turn_over() -> None:
    people = [bring("Sam", "one", "two", "three"), bring("Li", "one", "three")]
    page = compare_answers(people, ORDER)
    assert page.by_several[0].answers[0].name != page.by_several[1].answers[0].name


def test_questions_of_another_framework_stand_last_and_meet_by_their_words() -> None:
    people = [give_others("Sam", "Why?", "Who?"), give_others("Li", "Why?")]
    page = compare_answers([*people, bring("Jo", "one")], ORDER)
    assert [(laid.text, len(laid.answers)) for laid in page.by_several] == [("Why?", 2)]
    assert [laid.text for laid in page.by_one] == ["One?", "Who?"]
