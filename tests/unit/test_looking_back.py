"""Looking back: what is offered from before, and from whom; and writing without a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from fakes import START, Clock, MemoryKeeper, ScriptedAsker
from partnership_cli.errors import StopRequest
from partnership_cli.formats.note import render_note
from partnership_cli.notebook.notebook import Notebook, make_id
from partnership_cli.notebook.paths import name_note
from partnership_cli.reflection.conversation import (
    AnswerStart,
    Conversation,
    Outcome,
    Prompt,
    QuestionPrompt,
    Reply,
    Resumption,
    Step,
)
from partnership_cli.reflection.selection import FREE_WRITING
from partnership_cli.reflection.session import (
    FREE,
    INTENTION,
    Answer,
    Session,
    is_with,
    is_with_same,
    may_look_back,
)

NOW_AND_THEN: Final = QuestionPrompt(
    "changed", "What changed?", looks_back_to=("before", "hoped", "feared")
)
WRITING: Final = QuestionPrompt(FREE, "Free writing", free=True)
LEAVE: Final = Reply(Step.SKIP)
ALONE: Final = ()
SAM: Final = ("Sam",)
LI: Final = ("Li",)
BOTH: Final = ("Sam", "Li")


def wrote(question: str, text: str) -> Answer:
    return Answer(question=question, text="Q?", answer=text, written=START)


BEFORE: Final = wrote("before", "I thought so.")
HOPED: Final = wrote("hoped", "I hoped.")
EARLIER: Final = wrote("changed", "Nothing yet.")


def talk(
    asker: ScriptedAsker,
    past: Mapping[str, Answer],
    question: QuestionPrompt = NOW_AND_THEN,
    begin: Resumption | None = None,
    keeper: MemoryKeeper | None = None,
) -> Outcome:
    session = Session(
        id="20261123t173105z-k7m2q9",
        title="T",
        started=START,
        framework="westminster-student-partnership",
        questions=(question.id,),
    )
    conversation = Conversation((question,), asker, keeper or MemoryKeeper(), past.get, Clock())
    return conversation.run(session, begin or Resumption())


class BeginningAsker(ScriptedAsker):
    """Remembers too which answers behind a question were offered."""

    def begin(self, asking: Prompt) -> AnswerStart:
        self.behind = asking.behind
        return super().begin(asking)


# What a question that looks back offers


def test_the_newest_answer_behind_each_question_is_offered_in_the_order_it_looks_back() -> None:
    asker = BeginningAsker([LEAVE])
    talk(asker, {"hoped": HOPED, "before": BEFORE})
    assert asker.behind == (BEFORE, HOPED)


def test_what_is_behind_is_offered_where_the_question_itself_was_never_answered() -> None:
    asker = BeginningAsker([LEAVE])
    talk(asker, {"before": BEFORE})
    assert asker.offered == [None]
    assert asker.asked[0].shown


def test_where_nothing_is_behind_nothing_is_offered() -> None:
    asker = BeginningAsker([LEAVE])
    talk(asker, {"other": wrote("other", "x")})
    assert asker.offered == []
    assert not asker.asked[0].shown


def test_a_question_that_looks_back_to_none_has_nothing_behind_it() -> None:
    asker = BeginningAsker([LEAVE])
    talk(
        asker,
        {"changed": EARLIER, "before": BEFORE},
        QuestionPrompt("changed", "What changed?"),
    )
    assert asker.behind == ()


def test_what_is_behind_is_no_start() -> None:
    keeper = MemoryKeeper()
    asker = BeginningAsker([StopRequest(9)])
    talk(asker, {"before": BEFORE}, keeper=keeper)
    assert asker.asked[0].start == ""
    assert keeper.drafts["changed"].text == ""


def test_where_words_were_recovered_nothing_is_offered() -> None:
    asker = BeginningAsker([LEAVE])
    talk(asker, {"before": BEFORE}, begin=Resumption(0, "recovered"))
    assert asker.offered == []


def test_what_is_offered_once_is_not_offered_again_over_words_that_stand() -> None:
    asker = BeginningAsker([Reply(Step.BACK, "A"), Reply(Step.DONE, "A2")])
    talk(asker, {"before": BEFORE})
    assert len(asker.offered) == 1
    assert asker.asked[1].start == "A"


# Free writing


def test_free_writing_offers_nothing_of_what_was_written_freely_before() -> None:
    asker = BeginningAsker([LEAVE])
    talk(asker, {FREE: wrote(FREE, "Something.")}, WRITING)
    assert asker.offered == []


def test_what_is_written_freely_is_kept_under_its_own_name() -> None:
    keeper = MemoryKeeper()
    talk(ScriptedAsker([Reply(Step.DONE, "Words.")]), {}, WRITING, keeper=keeper)
    assert keeper.kept[FREE].answer == "Words."


def test_a_line_can_be_carried_away_from_free_writing() -> None:
    keeper = MemoryKeeper()
    asker = ScriptedAsker([Reply(Step.DONE, "Words.")], intention="If x, then y.")
    talk(asker, {}, WRITING, keeper=keeper)
    assert keeper.kept[INTENTION].answer == "If x, then y."


def test_the_selection_of_free_writing_asks_nothing_and_is_named_in_a_note() -> None:
    assert FREE_WRITING.questions == ()
    assert FREE_WRITING.ids == ("@free",)
    assert (FREE_WRITING.title, FREE_WRITING.guide) == ("Free writing", "")
    assert (FREE_WRITING.free, FREE_WRITING.quiet, FREE_WRITING.mode) == (True, False, "alone")


# From which sessions

PEOPLE = {ALONE: "alone", SAM: "with Sam", LI: "with Li", BOTH: "with Sam and Li"}


def session(
    number: int, partners: tuple[str, ...], together: bool = False, guide: str = ""
) -> Session:
    started = START - timedelta(days=number)
    return Session(
        id=make_id(started, f"bbbbb{'bcdfghjk'[number]}"),
        title="T",
        started=started,
        framework="westminster-student-partnership",
        guide=guide,
        partners=partners,
        together=together,
        answers=(Answer(question="joy", text="Q?", answer=f"{number}", written=started),),
    )


@pytest.mark.parametrize(
    ("now", "then", "may"),
    [
        (ALONE, ALONE, True),
        (ALONE, SAM, True),
        (ALONE, BOTH, True),
        (SAM, ALONE, True),
        (SAM, SAM, True),
        (SAM, LI, False),
        (SAM, BOTH, True),
        (BOTH, ALONE, True),
        (BOTH, SAM, True),
        (BOTH, LI, True),
        (BOTH, BOTH, True),
        (LI, SAM, False),
    ],
    ids=lambda value: PEOPLE.get(value, "") if isinstance(value, tuple) else str(value),
)
@pytest.mark.parametrize("together", [False, True], ids=["each alone", "then at one screen"])
def test_a_session_that_one_person_writes_is_offered_what_was_not_with_others_only(
    now: tuple[str, ...], then: tuple[str, ...], may: bool, together: bool
) -> None:
    assert may_look_back(session(0, now), session(1, then, together)) is may


@pytest.mark.parametrize(
    ("then", "together", "may"),
    [
        (BOTH, True, True),
        (("li", "SAM"), True, True),
        (BOTH, False, False),
        (SAM, True, False),
        ((*BOTH, "Amina"), True, False),
        (ALONE, False, False),
        (SAM, False, False),
    ],
)
def test_at_one_screen_only_what_the_same_people_wrote_at_one_screen_is_offered(
    then: tuple[str, ...], together: bool, may: bool
) -> None:
    assert may_look_back(session(0, BOTH, together=True), session(1, then, together)) is may


def test_a_session_does_not_look_back_at_itself() -> None:
    assert not may_look_back(session(0, SAM), session(0, SAM))


@pytest.mark.parametrize(
    ("now", "then", "may"),
    [
        ("loud", "hushed", False),
        ("", "hushed", False),
        ("hushed", "hushed", True),
        ("hushed", "loud", True),
        ("hushed", "", True),
        ("loud", "loud", True),
    ],
)
@pytest.mark.parametrize("partners", [ALONE, SAM])
def test_what_was_written_in_a_quiet_guide_is_offered_in_such_a_guide_alone(
    now: str, then: str, may: bool, partners: tuple[str, ...]
) -> None:
    present = session(0, partners, guide=now)
    earlier = session(1, partners, guide=then)
    assert may_look_back(present, earlier, {"hushed"}) is may


def test_names_are_the_same_whatever_their_case_when_looking_back() -> None:
    assert may_look_back(session(0, ("sam",)), session(1, ("SAM",)))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (ALONE, ALONE, True),
        (SAM, ("SAM",), True),
        (BOTH, ("Li", "Sam"), True),
        (SAM, BOTH, False),
        (SAM, ALONE, False),
        (SAM, LI, False),
    ],
)
def test_the_same_people_are_the_same_in_any_order(
    one: tuple[str, ...], other: tuple[str, ...], same: bool
) -> None:
    assert is_with_same(session(0, one), session(1, other)) is same


@pytest.mark.parametrize(
    ("name", "found"),
    [("Sam", True), ("sAM", True), (" Sam ", True), ("Ｓam", True), ("Sa", False), ("", False)],
)
def test_a_session_is_with_a_partner_whatever_the_case_and_never_by_a_part(
    name: str, found: bool
) -> None:
    assert is_with(session(0, BOTH), name) is found


def test_a_session_with_nobody_is_with_no_partner() -> None:
    assert not is_with(session(0, ALONE), "Sam")


# From a notebook


@pytest.mark.parametrize(("guide", "offered"), [("", []), ("hushed", ["1"])])
def test_a_notebook_offers_what_was_quiet_in_a_quiet_guide_alone(
    guide: str, offered: list[str], tmp_path: Path
) -> None:
    one = session(1, ALONE, guide="hushed")
    path = tmp_path / "notebook" / name_note(one)
    path.parent.mkdir(parents=True)
    path.write_bytes(render_note(one))
    notebook = Notebook(tmp_path / "notebook", tmp_path / "drafts")
    found = notebook.earlier_answers("joy", session(0, ALONE, guide=guide), {"hushed"})
    assert [answer.answer for answer in found] == offered


@pytest.fixture
def notebook(tmp_path: Path) -> Notebook:
    """Sessions with Sam, with Li, with nobody, and with Sam at one screen."""
    folder = tmp_path / "notebook"
    for one in (
        session(1, SAM),
        session(2, LI),
        session(3, ALONE),
        session(4, ("Amina", "Sam"), together=True),
    ):
        path = folder / name_note(one)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(render_note(one))
    return Notebook(folder, tmp_path / "drafts")


@pytest.mark.parametrize(
    ("partners", "together", "offered"),
    [
        (SAM, False, ["1", "3", "4"]),
        (LI, False, ["2", "3"]),
        (BOTH, False, ["1", "2", "3", "4"]),
        (ALONE, False, ["1", "2", "3", "4"]),
        (("Kim",), False, ["3"]),
        (("Sam", "Amina"), True, ["4"]),
        (BOTH, True, []),
    ],
)
def test_partnerships_are_not_mixed(
    notebook: Notebook, partners: tuple[str, ...], together: bool, offered: list[str]
) -> None:
    found = notebook.earlier_answers("joy", session(0, partners, together))
    assert [answer.answer for answer in found] == offered


def test_what_was_written_under_another_framework_is_not_offered() -> None:
    earlier = replace(session(1, ALONE), framework="another")
    assert not may_look_back(session(0, ALONE), earlier)


def test_a_note_that_does_not_say_its_framework_is_offered() -> None:
    earlier = replace(session(1, ALONE), framework="")
    assert may_look_back(session(0, ALONE), earlier)
