"""What is heard in plain mode: before the first answer can be typed, at menus, and of a note."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Final, cast

import pytest

from partnership_cli.context import AppContext
from partnership_cli.reflection.conversation import Prompt, QuestionPrompt
from partnership_cli.reflection.session import INTENTION, Answer, Session, Sharing, Status
from partnership_cli.session.asker import AskerResources, TerminalAsker
from partnership_cli.session.create import Participants, create_session
from partnership_cli.session.run import make_prompts
from partnership_cli.session.start import announce, choose_questions, welcome
from partnership_cli.session.terminal import TerminalSession
from partnership_cli.terminal.console import Console
from partnership_cli.terminal.editor_protocol import AnswerEditor
from partnership_cli.terminal.line_input import InputLine, LineReader
from partnership_cli.terminal.plain_editor import YOUR_ANSWER
from partnership_cli.views.notes import show_session

WORDS_A_MINUTE: Final = 175


class Listener:
    """A terminal in plain mode, at which lines are typed in turn."""

    keeps = True
    audience = None

    def __init__(self, *typed: str) -> None:
        self.out = StringIO()
        self.console = Console(self.out, self.out, plain=True)
        self._typed = iter(typed)

    def read_line(self, prompt: str) -> InputLine:
        self.out.write(f"{prompt}\n")
        return InputLine(next(self._typed))

    def wait_for_enter(self, prompt: str) -> str:
        return self.read_line(prompt).text.strip().casefold()


class Ended(Exception):  # noqa: N818  # it is no error
    """The answer can be typed now."""


class Waiting:
    """A writer that is reached, and goes no further."""

    guessed = False

    def edit(self, *_anything: object) -> None:
        raise Ended


@pytest.fixture
def context(tmp_path: Path) -> AppContext:
    return AppContext({"HOME": str(tmp_path), "PARTNERSHIP_HOME": str(tmp_path)})


def begin(context: AppContext, *typed: str) -> str:
    """Return all that is said until the first answer can be typed."""
    listener = Listener(*typed)
    terminal = cast("TerminalSession", listener)
    welcome(context, terminal)
    selection = choose_questions(context, terminal)
    announce(context, terminal, selection, Participants())
    prompts = make_prompts(context, create_session(context, selection, Participants()))
    resources = AskerResources((), (), "", {})
    asker = TerminalAsker(
        listener.console,
        cast("LineReader", listener),
        lambda: cast("AnswerEditor", Waiting()),
        resources,
        context.now,
    )
    with pytest.raises(Ended):
        asker.ask(_first(prompts), draft=None)  # type: ignore[arg-type]  # it is not reached
    return listener.out.getvalue() + YOUR_ANSWER


def _first(prompts: tuple[QuestionPrompt, ...]) -> Prompt:
    return Prompt(prompts[0], 1, len(prompts), "", Sharing.PRIVATE, None, first=True)


def test_the_question_is_on_screen_before_the_editor_is_loaded(context: AppContext) -> None:
    listener = Listener()
    shown: list[str] = []

    def open_writer() -> AnswerEditor:
        shown.append(listener.out.getvalue())
        return cast("AnswerEditor", Waiting())

    asker = TerminalAsker(
        listener.console,
        cast("LineReader", listener),
        open_writer,
        AskerResources((), (), "", {}),
        context.now,
    )
    with pytest.raises(Ended):
        asker.ask(_first((QuestionPrompt("joy", "Where is joy?"),)), draft=None)  # type: ignore[arg-type]  # as above
    assert "Where is joy?" in shown[0]


def test_the_first_question_is_reached_within_a_minute_of_speech(context: AppContext) -> None:
    assert len(begin(context, "", "").split()) <= WORDS_A_MINUTE


def test_what_is_said_first_is_whose_the_questions_are_and_where_words_go(
    context: AppContext,
) -> None:
    said = begin(context, "", "")
    assert "by Kyra Araneta, Jennifer Fraser and Fatima Maatwk (2022)" in said
    assert "sends them to no one" in said
    assert "Whoever uses your account can open them." in said


def test_who_selected_the_questions_of_a_guide_is_said_each_time(context: AppContext) -> None:
    selected = "6 questions, selected by this tool."
    assert selected in begin(context, "", "")
    context.notebook.folder.mkdir()
    assert selected in begin(context, "")


def test_whoever_asks_for_more_hears_the_whole_promise(context: AppContext) -> None:
    assert "Nothing here is marked, counted or handed in." in begin(context, "More", "", "")


# One question


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        (("12", "emotions", "joy"), "joy"),
        (("one question", "emotions", "2"), "joy"),
        (("12", "joy"), "joy"),
        (("12", "bring joy"), "joy"),
        (("12", "sharing-power"), "sharing-power"),
        (("12", "values", "equity considered"), "equity"),
    ],
)
def test_one_question_is_reached_by_its_theme_its_id_or_its_words(
    typed: tuple[str, ...], question: str, context: AppContext
) -> None:
    listener = Listener(*typed)
    selection = choose_questions(context, cast("TerminalSession", listener))
    assert selection.ids == (question,)


def test_at_one_question_six_themes_are_listed_and_not_all_questions(context: AppContext) -> None:
    listener = Listener("12", "emotions", "1")
    choose_questions(context, cast("TerminalSession", listener))
    said = listener.out.getvalue()
    assert "From which theme?" in said
    assert said.count("?\n") <= len(context.framework.themes)


def test_a_guide_can_be_chosen_by_its_id(context: AppContext) -> None:
    listener = Listener("along-the-way")
    selection = choose_questions(context, cast("TerminalSession", listener))
    assert selection.guide == "along-the-way"


# A reflection, read aloud


def test_in_plain_mode_question_and_answer_are_told_apart_by_words() -> None:
    out = StringIO()
    written = datetime(2026, 11, 23, tzinfo=UTC)
    answers = [
        Answer(question="a", text="Why?", answer="So.", written=written),
        Answer(
            question="b", text="How?", answer="Thus.", sharing=Sharing.SHAREABLE, written=written
        ),
        Answer(
            question=INTENTION, text="One thing to take with you", answer="I ask.", written=written
        ),
    ]
    session = Session(
        id="x",
        title="Both",
        status=Status.DONE,
        started=written,
        framework="f",
        answers=tuple(answers),
    )
    show_session(Console(out, out, plain=True), session)
    assert out.getvalue() == (
        "Both\n23 November 2026\n\n"
        "Question: Why?\nAnswer, private:\nSo.\n\n"
        "Question: How?\nAnswer, shareable:\nThus.\n\n"
        "One thing to take with you:\nI ask.\n"
    )
