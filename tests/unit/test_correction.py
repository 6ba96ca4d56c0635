"""From the review to one answer and back, and the line to carry away, which is asked for once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Final, cast

import pytest

from fakes import START, Clock, MemoryKeeper, ScriptedAsker
from partnership_cli.context import AppContext
from partnership_cli.formats.note import render_note
from partnership_cli.notebook.notebook import make_id
from partnership_cli.notebook.paths import name_note
from partnership_cli.reflection.conversation import (
    Conversation,
    Outcome,
    QuestionPrompt,
    Reply,
    Resumption,
    Step,
)
from partnership_cli.reflection.session import INTENTION, Answer, Session, Status
from partnership_cli.session.intention import offer_last_intention
from partnership_cli.session.terminal import TerminalSession
from partnership_cli.terminal.console import Console
from partnership_cli.terminal.line_input import InputLine
from partnership_cli.views.session import show_place

LENGTHS: Final = range(2, 7)
DONE: Final = Reply(Step.DONE, "New.")


@dataclass
class CountedAsker(ScriptedAsker):
    """Counts how often the review is shown and the line asked for."""

    reviewed: int = 0
    wished: int = 0

    def review(self, questions: object, session: object) -> int | None:
        self.reviewed += 1
        return self.reviews.pop(0) if self.reviews else None

    def ask_intention(self, start: str) -> str:
        self.wished += 1
        return self.intention


def make_session(count: int, answers: dict[str, str], status: Status = Status.OPEN) -> Session:
    return Session(
        id="20261123t173105z-k7m2q9",
        title="Emotions",
        status=status,
        started=START,
        framework="f",
        questions=tuple(f"q{number}" for number in range(count)),
        answers=tuple(
            Answer(question=one, text="?", answer=text, written=START)
            for one, text in answers.items()
        ),
    )


def talk(asker: ScriptedAsker, count: int, session: Session, at: int = 0) -> Outcome:
    questions = [QuestionPrompt(f"q{number}", "?") for number in range(count)]
    conversation = Conversation(questions, asker, MemoryKeeper(), lambda _one: None, Clock())
    return conversation.run(session, Resumption(at))


@pytest.mark.parametrize("step", [Step.DONE, Step.SKIP, Step.DISCARD])
@pytest.mark.parametrize(
    ("count", "place"), [(count, place) for count in LENGTHS for place in range(count)]
)
@pytest.mark.parametrize("status", Status)
def test_31_from_the_review_one_answer_leads_back_to_the_review(
    status: Status, count: int, place: int, step: Step
) -> None:
    asker = CountedAsker([Reply(step, "New.")], reviews=[place, None])
    talk(asker, count, make_session(count, {"q0": "A"}, status), at=count)
    assert [asking.number for asking in asker.asked] == [place + 1]
    assert asker.reviewed == 2


def test_31_the_list_and_back_lead_to_other_answers_on_the_way_to_the_review() -> None:
    asker = CountedAsker(
        [Reply(Step.LIST, "A"), Reply(Step.BACK, "B"), DONE], reviews=[0, None], places=[4]
    )
    talk(asker, 5, make_session(5, {"q0": "A"}), at=5)
    assert [asking.number for asking in asker.asked] == [1, 5, 4]
    assert asker.reviewed == 2


def test_31_a_recovered_answer_of_a_finished_session_leads_to_the_review() -> None:
    asker = CountedAsker([DONE])
    talk(asker, 5, make_session(5, {"q0": "A"}, Status.DONE), at=1)
    assert [asking.number for asking in asker.asked] == [2]
    assert asker.reviewed == 1


@pytest.mark.parametrize("status", Status)
def test_31_a_single_answer_has_no_review(status: Status) -> None:
    asker = CountedAsker([DONE])
    outcome = talk(asker, 1, make_session(1, {}, status))
    assert asker.reviewed == 0
    assert outcome.finished


def test_31_a_finished_single_answer_is_opened_at_once() -> None:
    asker = CountedAsker([DONE])
    talk(asker, 1, make_session(1, {"q0": "A"}, Status.DONE), at=1)
    assert asker.asked[0].start == "A"


@pytest.mark.parametrize(
    ("answers", "status", "times"),
    [
        ({"q0": "A"}, Status.OPEN, 1),
        ({"q0": "A"}, Status.DONE, 0),
        ({"q0": "A", INTENTION: "I ask."}, Status.OPEN, 0),
        ({"q0": "A", INTENTION: "I ask."}, Status.DONE, 0),
    ],
)
def test_the_line_to_carry_away_is_asked_for_once(
    answers: dict[str, str], status: Status, times: int
) -> None:
    asker = CountedAsker([DONE], reviews=[0, None], intention="Another.")
    outcome = talk(asker, 3, make_session(3, answers, status), at=3)
    assert asker.wished == times
    kept = outcome.session.answer_to(INTENTION)
    assert (kept and kept.answer) == answers.get(INTENTION, "Another." if times else None)


# The place in one line


@pytest.mark.parametrize(
    ("title", "question", "said"),
    [
        ("Emotions", QuestionPrompt("q", "?"), "Emotions, 23 November 2026. Question 2 of 5."),
        ("Emotions", None, "Emotions, 23 November 2026. All questions were asked."),
        (
            "Emotions",
            QuestionPrompt("q", "!", is_statement=True),
            "Emotions, 23 November 2026. Statement 2 of 5.",
        ),
        ("Free writing", QuestionPrompt("q", "", free=True), "Free writing, 23 November 2026."),
        ("23 November 2026", QuestionPrompt("q", "?"), "23 November 2026. Question 2 of 5."),
    ],
)
def test_a_session_is_carried_on_with_its_title_its_day_and_the_place(
    title: str, question: QuestionPrompt | None, said: str
) -> None:
    out = StringIO()
    session = replace(make_session(5, {}), title=title)
    show_place(Console(out, out), session, question, (2, 5))
    assert out.getvalue() == f"{said}\n\n"


# The line to carry away, at each next reflection


class Table:
    """A terminal at which lines are typed in turn."""

    def __init__(self, *typed: str) -> None:
        self.out = StringIO()
        self.console = Console(self.out, self.out, plain=True)
        self._typed = iter(typed)

    def read_line(self, prompt: str) -> InputLine:
        self.out.write(prompt)
        return InputLine(next(self._typed))


@pytest.fixture
def context(tmp_path: Path) -> AppContext:
    return AppContext({"HOME": str(tmp_path), "PARTNERSHIP_HOME": str(tmp_path)}, now=lambda: START)


def put_note(context: AppContext, days_ago: int, line: str = "", *partners: str) -> None:
    started = START - timedelta(days=days_ago)
    words = {"q0": "Words.", **({INTENTION: line} if line else {})}
    answers = tuple(
        Answer(question=one, text="?", answer=text, written=started) for one, text in words.items()
    )
    session = replace(
        make_session(1, {}, Status.DONE),
        answers=answers,
        id=make_id(started, f"bbbbb{'bcdfghjkmn'[days_ago]}"),
        started=started,
        partners=partners,
    )
    path = context.notebook.folder / name_note(session)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render_note(session))


def offer(context: AppContext, *typed: str, partners: tuple[str, ...] = ()) -> str:
    table = Table(*typed)
    session = replace(make_session(1, {}), partners=partners)
    offer_last_intention(context, cast("TerminalSession", table), session)
    return table.out.getvalue()


@pytest.mark.parametrize("between", [0, 1, 2, 5])
def test_a_line_is_offered_at_each_next_reflection_with_the_same_people(
    between: int, context: AppContext
) -> None:
    put_note(context, 8, "I ask first.", "Sam")
    for days_ago in range(1, between + 1):
        put_note(context, days_ago, "", "Sam")
    assert "On 15 November you wrote one thing to take" in offer(context, "", partners=("Sam",))


def test_the_newest_line_is_the_one_that_is_offered(context: AppContext) -> None:
    put_note(context, 8, "An older one.")
    put_note(context, 4, "A newer one.")
    put_note(context, 2)
    said = offer(context, "2", "")
    assert "A newer one." in said
    assert "An older one." not in said


def test_a_line_that_was_let_go_is_offered_no_more(context: AppContext) -> None:
    put_note(context, 8, "I ask first.")
    put_note(context, 2)
    offer(context, "4", "yes")
    assert offer(context) == ""


def test_a_line_that_was_changed_is_offered_as_it_is_now(context: AppContext) -> None:
    put_note(context, 8, "I ask first.")
    put_note(context, 2)
    assert "What will you do?" in offer(context, "3", "I listen first.", "")
    assert "I listen first." in offer(context, "2", "")
