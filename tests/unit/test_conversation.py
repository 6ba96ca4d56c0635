"""The conversation, over fakes of its three ports."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fakes import START, Clock, MemoryKeeper, ScriptedAsker
from partnership_cli.errors import NotSavedError, Stopped
from partnership_cli.reflection.conversation import (
    Asked,
    Conversation,
    Outcome,
    Reply,
    Resumption,
    Step,
    Told,
)
from partnership_cli.reflection.session import INTENTION, Answer, Session, Sharing, Status

QUESTIONS = (
    Asked("one", "First?", "Theme"),
    Asked("two", "Second?", "Theme", painful=True),
    Asked("three", "Third?", "Theme", painful=True),
)
SESSION = Session(
    id="20261123t173105z-k7m2q9",
    title="Three",
    started=START,
    framework="f",
    questions=("one", "two", "three"),
)
EARLIER = Answer(question="one", text="First?", answer="As I thought then.", written=START)


def say(text: str, step: Step = Step.DONE, sharing: Sharing = Sharing.PRIVATE) -> Reply:
    return Reply(step, text, sharing)


LEAVE = say("", Step.SKIP)


def talk(
    asker: ScriptedAsker,
    keeper: MemoryKeeper | None = None,
    *,
    past: tuple[Answer, ...] = (),
    begin: Resumption | None = None,
    care: bool = True,
    session: Session = SESSION,
) -> Outcome:
    conversation = Conversation(
        QUESTIONS,
        asker,
        keeper or MemoryKeeper(),
        lambda question: past if question == "one" else (),
        Clock(),
        care=care,
    )
    return conversation.run(session, begin or Resumption())


def test_every_answer_is_kept_before_the_next_question_is_asked() -> None:
    keeper = MemoryKeeper()
    asker = ScriptedAsker([say("A"), say("B"), Stopped(15)])
    talk(asker, keeper)
    assert {one: answer.answer for one, answer in keeper.kept.items()} == {"one": "A", "two": "B"}


def test_the_end_is_recorded() -> None:
    keeper = MemoryKeeper()
    outcome = talk(ScriptedAsker([LEAVE, LEAVE, LEAVE]), keeper)
    assert keeper.finished
    assert outcome.session.status is Status.DONE


def test_a_question_that_is_left_leaves_no_answer() -> None:
    outcome = talk(ScriptedAsker([LEAVE, say("B"), LEAVE]))
    assert [answer.question for answer in outcome.session.answers] == ["two"]


def test_words_of_a_question_that_is_left_are_kept() -> None:
    asker = ScriptedAsker([say("half", Step.SKIP), LEAVE, LEAVE])
    keeper = MemoryKeeper()
    talk(asker, keeper)
    assert keeper.kept["one"].answer == "half"
    assert asker.told[0] is Told.LEFT_WITH_WORDS


def test_white_space_is_no_answer() -> None:
    asker = ScriptedAsker([say(" \n\t"), LEAVE, LEAVE])
    assert talk(asker).session.answers == ()
    assert asker.told[0] is Told.NOTHING_WRITTEN


def test_an_answer_that_is_emptied_stays_as_it_was() -> None:
    asker = ScriptedAsker([say("A"), say("", Step.BACK), say("  "), LEAVE, LEAVE])
    outcome = talk(asker)
    assert outcome.session.answers[0].answer == "A"
    assert Told.UNCHANGED in asker.told


def test_back_brings_the_answer_before() -> None:
    asker = ScriptedAsker([say("A"), say("half", Step.BACK), say("A2"), LEAVE, LEAVE])
    outcome = talk(asker)
    assert asker.asked[2].start == "A"
    assert {a.question: a.answer for a in outcome.session.answers} == {"one": "A2", "two": "half"}


def test_back_at_the_first_question_says_so() -> None:
    asker = ScriptedAsker([say("", Step.BACK), LEAVE, LEAVE, LEAVE])
    talk(asker)
    assert asker.told[0] is Told.FIRST_QUESTION


def test_the_list_leads_to_any_question() -> None:
    asker = ScriptedAsker([say("A", Step.LIST), say("C"), LEAVE], places=[2])
    outcome = talk(asker)
    assert [asking.question.id for asking in asker.asked] == ["one", "three"]
    assert outcome.finished


def test_the_list_may_lead_nowhere() -> None:
    asker = ScriptedAsker([say("", Step.LIST), LEAVE, LEAVE, LEAVE], places=[None])
    talk(asker)
    assert [asking.number for asking in asker.asked] == [1, 1, 2, 3]


def test_a_discarded_answer_is_gone() -> None:
    keeper = MemoryKeeper()
    asker = ScriptedAsker([say("A"), say("", Step.BACK), say("", Step.DISCARD), LEAVE, LEAVE])
    assert talk(asker, keeper).session.answers == ()
    assert keeper.kept == {}


def test_a_pause_keeps_the_words_and_marks_the_place() -> None:
    keeper = MemoryKeeper()
    outcome = talk(ScriptedAsker([LEAVE, replace(say("half", Step.PAUSE), signal=2)]), keeper)
    assert keeper.kept["two"].answer == "half"
    assert keeper.drafts["two"].text == ""
    assert (outcome.finished, outcome.signal) == (False, 2)
    assert outcome.session.answer_to("two") is not None


def test_a_stop_outside_a_question_pauses() -> None:
    outcome = talk(ScriptedAsker([say("A"), Stopped(15)]))
    assert (outcome.finished, outcome.signal) == (False, 15)


@pytest.mark.parametrize(
    ("sharing", "told"),
    [(Sharing.PRIVATE, Told.SAVED_PRIVATE), (Sharing.SHAREABLE, Told.SAVED_SHAREABLE)],
)
def test_what_was_saved_is_said(sharing: Sharing, told: Told) -> None:
    asker = ScriptedAsker([say("A", sharing=sharing), LEAVE, LEAVE])
    outcome = talk(asker)
    assert asker.told[0] is told
    assert outcome.session.answers[0].sharing is sharing


def test_every_answer_starts_as_private() -> None:
    asker = ScriptedAsker([LEAVE, LEAVE, LEAVE])
    talk(asker)
    assert {asking.sharing for asking in asker.asked} == {Sharing.PRIVATE}


def test_the_care_line_is_shown_once() -> None:
    asker = ScriptedAsker([LEAVE, LEAVE, LEAVE])
    talk(asker)
    assert asker.cared == 1


def test_the_care_line_can_be_off() -> None:
    asker = ScriptedAsker([LEAVE, LEAVE, LEAVE])
    talk(asker, care=False)
    assert asker.cared == 0


def test_earlier_answers_are_offered_where_there_are_any() -> None:
    asker = ScriptedAsker([LEAVE, LEAVE, LEAVE])
    talk(asker, past=(EARLIER,))
    assert asker.offered == [(EARLIER,)]


def test_an_old_answer_can_be_the_start_and_is_in_the_draft_at_once() -> None:
    keeper = MemoryKeeper()
    asker = ScriptedAsker([Stopped(9), LEAVE], beginning=EARLIER.answer)
    talk(asker, keeper, past=(EARLIER,))
    assert asker.asked[0].start == EARLIER.answer
    assert keeper.drafts["one"].text == EARLIER.answer


def test_recovered_words_are_the_start_and_nothing_is_offered() -> None:
    asker = ScriptedAsker([LEAVE, LEAVE, LEAVE])
    talk(asker, past=(EARLIER,), begin=Resumption(0, "recovered"))
    assert asker.asked[0].start == "recovered"
    assert asker.offered == []


def test_a_session_is_carried_on_at_its_place() -> None:
    asker = ScriptedAsker([LEAVE])
    talk(asker, begin=Resumption(2))
    assert [asking.number for asking in asker.asked] == [3]


def test_the_review_can_lead_back() -> None:
    asker = ScriptedAsker([say("A"), LEAVE, LEAVE, say("A2"), LEAVE, LEAVE], reviews=[0, None])
    assert talk(asker).session.answers[0].answer == "A2"


def test_a_line_to_carry_away_is_kept_with_the_answers() -> None:
    keeper = MemoryKeeper()
    talk(ScriptedAsker([say("A"), LEAVE, LEAVE], intention="If we meet, then I ask."), keeper)
    assert keeper.kept[INTENTION].answer == "If we meet, then I ask."


def test_nothing_is_carried_away_from_a_session_without_a_word() -> None:
    keeper = MemoryKeeper()
    talk(ScriptedAsker([LEAVE, LEAVE, LEAVE], intention="If ..."), keeper)
    assert keeper.kept == {}


def test_what_cannot_be_saved_ends_the_conversation() -> None:
    class FullKeeper(MemoryKeeper):
        def keep(self, session: Session, answer: Answer) -> None:
            raise NotSavedError("the disk is full")

    asker = ScriptedAsker([say("A")])
    with pytest.raises(NotSavedError):
        talk(asker, FullKeeper())
    assert asker.told == []


def test_line_ends_are_kept_as_one_kind() -> None:
    outcome = talk(ScriptedAsker([say("a\r\nb\rc\x00"), LEAVE, LEAVE]))
    assert outcome.session.answers[0].answer == "a\nb\nc\ufffd"
