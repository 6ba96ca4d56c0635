"""The conversation, over fakes of its three ports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest

from fakes import START, Clock, MemoryKeeper, ScriptedAsker
from partnership_cli.errors import NoFileError, NotSavedError, StopRequest
from partnership_cli.reflection.conversation import (
    Conversation,
    Notice,
    Outcome,
    QuestionPrompt,
    Reply,
    Resumption,
    Step,
)
from partnership_cli.reflection.session import INTENTION, Answer, Session, Sharing, Status

QUESTIONS = (
    QuestionPrompt("one", "First?", "Theme"),
    QuestionPrompt("two", "Second?", "Theme", painful=True),
    QuestionPrompt("three", "Third?", "Theme", painful=True),
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
    past: Answer | None = None,
    begin: Resumption | None = None,
    care: bool = True,
    session: Session = SESSION,
) -> Outcome:
    conversation = Conversation(
        QUESTIONS,
        asker,
        keeper or MemoryKeeper(),
        lambda question: past if question == "one" else None,
        Clock(),
        care=care,
    )
    return conversation.run(session, begin or Resumption())


def test_every_answer_is_kept_before_the_next_question_is_asked() -> None:
    keeper = MemoryKeeper()
    asker = ScriptedAsker([say("A"), say("B"), StopRequest(15)])
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
    assert asker.told[0] is Notice.LEFT_WITH_WORDS


def test_white_space_is_no_answer() -> None:
    asker = ScriptedAsker([say(" \n\t"), LEAVE, LEAVE])
    assert talk(asker).session.answers == ()
    assert asker.told[0] is Notice.NOTHING_WRITTEN


def test_an_answer_that_is_emptied_stays_as_it_was() -> None:
    asker = ScriptedAsker([say("A"), say("", Step.BACK), say("  "), LEAVE, LEAVE])
    outcome = talk(asker)
    assert outcome.session.answers[0].answer == "A"
    assert Notice.UNCHANGED in asker.told


def test_back_brings_the_answer_before() -> None:
    asker = ScriptedAsker([say("A"), say("half", Step.BACK), say("A2"), LEAVE, LEAVE])
    outcome = talk(asker)
    assert asker.asked[2].start == "A"
    assert {a.question: a.answer for a in outcome.session.answers} == {"one": "A2", "two": "half"}


def test_back_at_the_first_question_says_so() -> None:
    asker = ScriptedAsker([say("", Step.BACK), LEAVE, LEAVE, LEAVE])
    talk(asker)
    assert asker.told[0] is Notice.FIRST_QUESTION


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
    outcome = talk(ScriptedAsker([say("A"), StopRequest(15)]))
    assert (outcome.finished, outcome.signal) == (False, 15)


@pytest.mark.parametrize(
    ("sharing", "told"),
    [(Sharing.PRIVATE, Notice.SAVED_PRIVATE), (Sharing.SHAREABLE, Notice.SAVED_SHAREABLE)],
)
def test_what_was_saved_is_said(sharing: Sharing, told: Notice) -> None:
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
    talk(asker, past=EARLIER)
    assert asker.offered == [EARLIER]


def test_an_old_answer_can_be_the_start_and_is_in_the_draft_at_once() -> None:
    keeper = MemoryKeeper()
    asker = ScriptedAsker([StopRequest(9), LEAVE], beginning=EARLIER.answer)
    talk(asker, keeper, past=EARLIER)
    assert asker.asked[0].start == EARLIER.answer
    assert keeper.drafts["one"].text == EARLIER.answer


def test_recovered_words_are_the_start_and_nothing_is_offered() -> None:
    asker = ScriptedAsker([LEAVE, LEAVE, LEAVE])
    talk(asker, past=EARLIER, begin=Resumption(0, "recovered"))
    assert asker.asked[0].start == "recovered"
    assert asker.offered == []


def test_a_session_is_carried_on_at_its_place() -> None:
    asker = ScriptedAsker([LEAVE])
    talk(asker, begin=Resumption(2))
    assert [asking.number for asking in asker.asked] == [3]


def test_the_review_can_lead_back() -> None:
    asker = ScriptedAsker([say("A"), LEAVE, LEAVE, say("A2")], reviews=[0, None])
    assert talk(asker).session.answers[0].answer == "A2"


def test_a_line_to_carry_away_is_kept_with_the_answers() -> None:
    keeper = MemoryKeeper()
    talk(ScriptedAsker([say("A"), LEAVE, LEAVE], intention="If we meet, then I ask."), keeper)
    assert keeper.kept[INTENTION].answer == "If we meet, then I ask."


def test_nothing_is_carried_away_from_a_session_without_a_word() -> None:
    keeper = MemoryKeeper()
    talk(ScriptedAsker([LEAVE, LEAVE, LEAVE], intention="If ..."), keeper)
    assert keeper.kept == {}


@dataclass
class FullKeeper(MemoryKeeper):
    """A keeper that cannot keep so many times; `room` tells whether another folder has any."""

    refusals: int = 1
    room: bool = True

    def keep(self, session: Session, answer: Answer) -> None:
        if self.refusals:
            self.refusals -= 1
            raise NotSavedError("the disk is full")
        super().keep(session, answer)

    def rescue(self, texts: Mapping[str, str], error: NotSavedError) -> NotSavedError:
        super().rescue(texts, error)
        return error if self.room else NoFileError(error.message)


@pytest.mark.parametrize("step", [Step.DONE, Step.SKIP, Step.BACK, Step.LIST])
def test_what_cannot_be_saved_stays_before_the_person(step: Step) -> None:
    asker = ScriptedAsker([Reply(step, "A", Sharing.SHAREABLE), say("AB"), LEAVE, LEAVE])
    keeper = FullKeeper()
    talk(asker, keeper)
    again = asker.asked[1]
    assert (again.start, again.sharing, again.kept) == ("A", Sharing.SHAREABLE, False)
    assert asker.refusals == ["the disk is full"]
    assert [answer.answer for answer in keeper.kept.values()] == ["AB"]


def test_whoever_leaves_all_the_same_is_told_where_the_words_are() -> None:
    asker = ScriptedAsker([say("A"), Reply(Step.PAUSE, "AB")])
    keeper = FullKeeper(refusals=2)
    with pytest.raises(NotSavedError):
        talk(asker, keeper)
    assert list(keeper.rescued.values()) == ["AB"]
    assert asker.unsaved == []


def test_words_that_are_in_no_file_are_all_shown_at_the_end() -> None:
    asker = ScriptedAsker([Reply(Step.PAUSE, "A\nB")])
    with pytest.raises(NoFileError):
        talk(asker, FullKeeper(room=False))
    assert asker.unsaved == ["A\nB"]


def test_an_answer_that_cannot_be_removed_stays_before_the_person() -> None:
    class StubbornKeeper(MemoryKeeper):
        def discard(self, question: str) -> None:
            raise NotSavedError("it cannot be removed")

    asker = ScriptedAsker([Reply(Step.DISCARD, "A"), say("A"), LEAVE, LEAVE])
    talk(asker, StubbornKeeper())
    assert asker.asked[1].start == "A"
    assert Notice.DISCARDED not in asker.told


def test_a_last_line_that_cannot_be_saved_is_asked_for_again() -> None:
    asker = ScriptedAsker([say("A"), LEAVE, LEAVE], intention="If so, then so.")
    keeper = FullKeeper(refusals=0)

    def refuse_once(start: str) -> str:
        keeper.refusals = 0 if start else 1
        return start or "If so, then so."

    asker.ask_intention = refuse_once  # type: ignore[method-assign]  # one talk alone
    talk(asker, keeper)
    assert keeper.kept[INTENTION].answer == "If so, then so."
    assert asker.refusals == ["the disk is full"]


def test_line_ends_are_kept_as_one_kind() -> None:
    outcome = talk(ScriptedAsker([say("a\r\nb\rc\x00"), LEAVE, LEAVE]))
    assert outcome.session.answers[0].answer == "a\nb\nc\ufffd"
