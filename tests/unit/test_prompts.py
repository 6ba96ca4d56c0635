"""Guiding questions below a question: shown when asked for and on handouts, and never asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO
from typing import cast

import pytest

from fakes import MemoryDraft
from partnership_cli.formats.docx_pages import render_docx
from partnership_cli.formats.docx_reader import read_docx
from partnership_cli.formats.handout import make_handout, render_handout_markdown
from partnership_cli.formats.handout_reader import HandoutReader
from partnership_cli.formats.paper_pages import render_handout_html
from partnership_cli.framework.check import check_framework
from partnership_cli.framework.companion import make_companion
from partnership_cli.framework.loader import parse_framework
from partnership_cli.reflection.conversation import Prompt, QuestionPrompt, Reply
from partnership_cli.reflection.selection import select_questions
from partnership_cli.reflection.session import Sharing
from partnership_cli.session.asker import AskerResources, TerminalAsker
from partnership_cli.terminal.console import Console
from partnership_cli.terminal.editor_protocol import AnswerEditor, EditResult
from partnership_cli.terminal.line_input import LineReader
from partnership_cli.terminal.slash_commands import SlashCommand
from partnership_cli.views.messages import MORE_BELOW, NO_MORE, list_commands

FILE = """\
framework:
  id: garden
  title: A garden
  licence: MIT
themes:
  - id: digging
    title: Digging
    questions:
      - id: tools
        text: Who holds the tools?
        moment: in spring
        prompts:
          - Who chose them, and when?
          - What would happen with other ones?
      - id: seeds
        text: Who brings the seeds?
"""
FRAMEWORK = parse_framework(FILE.encode(), "garden.yaml")
COMPANION = make_companion(FRAMEWORK)
TOOLS, SEEDS = (question for _, question in FRAMEWORK.questions())
HANDOUT = make_handout(
    select_questions(FRAMEWORK, COMPANION, themes=("digging",)), frozenset(), "Li"
)
TEXT = render_handout_markdown(HANDOUT, FRAMEWORK.framework)
FIRST, SECOND = TOOLS.prompts


class Commands:
    """A writer at which commands are typed in turn."""

    guessed = False

    def __init__(self, *commands: SlashCommand) -> None:
        self._commands: Iterator[SlashCommand] = iter(commands)

    def edit(self, text: str, cursor: int, *_more: object) -> EditResult:
        return EditResult(next(self._commands), text, cursor)


def ask(question: QuestionPrompt, *commands: SlashCommand) -> tuple[str, Reply]:
    """Return what is shown while commands are typed, and what came of it."""
    out = StringIO()
    asker = TerminalAsker(
        Console(out, out, plain=True),
        cast("LineReader", None),
        lambda: cast("AnswerEditor", Commands(*commands)),
        AskerResources((), (), "", {}),
        lambda: datetime(2026, 11, 23, tzinfo=UTC),
    )
    prompt = Prompt(question, 1, 1, "", Sharing.PRIVATE, None, first=False)
    reply = asker.ask(prompt, MemoryDraft("tools"))
    return out.getvalue(), reply


def test_more_shows_the_guiding_questions_and_the_answer_goes_on() -> None:
    question = QuestionPrompt("tools", TOOLS.text, prompts=TOOLS.prompts)
    before, _ = ask(question, SlashCommand.DONE)
    shown, _ = ask(question, SlashCommand.MORE, SlashCommand.DONE)
    assert FIRST not in before
    assert MORE_BELOW in before
    assert shown.index(TOOLS.text) < shown.index(FIRST) < shown.index(SECOND)


def test_where_there_is_no_more_that_is_said_when_asked_and_not_before() -> None:
    question = QuestionPrompt("seeds", SEEDS.text)
    assert "/more" not in ask(question, SlashCommand.DONE)[0]
    assert NO_MORE in ask(question, SlashCommand.MORE, SlashCommand.DONE)[0]


@pytest.mark.parametrize("plain", [True, False])
def test_help_names_more_where_there_is_more(plain: bool) -> None:
    with_it, without = (
        [word for word, _ in list_commands(plain=plain, guided=guided)] for guided in (True, False)
    )
    assert "/more" not in without
    assert [word for word in with_it if word != "/more"] == without
    assert "/more" in with_it


def test_guiding_questions_are_no_questions_of_the_framework() -> None:
    assert [one.text for _, one in FRAMEWORK.questions()] == [TOOLS.text, SEEDS.text]


def test_a_handout_has_them_below_their_question() -> None:
    assert f"## {TOOLS.text}\n\n- {FIRST}\n- {SECOND}\n\n" in TEXT
    page = render_handout_html(HANDOUT, FRAMEWORK.framework)
    assert page.index(TOOLS.text) < page.index(FIRST) < page.index('class="room"')


FORMS = {
    "as it was made": lambda text: text,
    "with gaps": lambda text: text.replace(f"\n- {SECOND}", f"\n\n- {SECOND}"),
    "with other marks": lambda text: text.replace(f"- {FIRST}", f"* {FIRST}").replace(
        f"- {SECOND}", f"+ {SECOND}"
    ),
    "in broken lines": lambda text: text.replace("and when?", "\n  and when?"),
    "without the first": lambda text: text.replace(f"- {FIRST}\n", ""),
    "without a gap below": lambda text: text.replace(f"{SECOND}\n\n", f"{SECOND}\n"),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("answer", ["I do.", "- I do.", "We chose them, and when it rained."])
def test_they_are_no_part_of_an_answer(form: str, answer: str) -> None:
    text = TEXT.replace(f"{SECOND}\n\n", f"{SECOND}\n\n{answer}\n")
    read = HandoutReader(FRAMEWORK, COMPANION).read(FORMS[form](text), "li.md")
    assert [(one.question, one.answer) for one in read.answers] == [("tools", answer)]


def test_a_handout_with_them_and_no_answer_is_empty() -> None:
    assert HandoutReader(FRAMEWORK, COMPANION).read(TEXT, "li.md").answers == ()


def test_who_answers_each_of_them_keeps_those_that_stand_between_the_answers() -> None:
    text = TEXT.replace(f"{FIRST}\n", f"{FIRST}\n\nLi did.\n\n")
    read = HandoutReader(FRAMEWORK, COMPANION).read(text, "li.md")
    assert [one.answer for one in read.answers] == [f"Li did.\n\n- {SECOND}"]


def test_they_come_back_from_word_as_they_come_from_text() -> None:
    page = render_handout_html(
        make_handout(select_questions(FRAMEWORK, COMPANION, themes=("digging",)), frozenset()),
        FRAMEWORK.framework,
    )
    text = read_docx(
        render_docx(page.replace('<div class="room"', '<p>I do.</p><div class="room"', 1)), bool
    ).text
    read = HandoutReader(FRAMEWORK, COMPANION).read(text, "li.docx")
    assert [(one.question, one.answer) for one in read.answers] == [("tools", "I do.")]


@pytest.mark.parametrize(
    ("prompts", "problem"),
    [("[Who?]", ""), ("[]", ""), ("Who?", "prompts"), ("[' ']", "prompts"), ("[a: b]", "prompts")],
)
def test_check_takes_a_list_of_texts(prompts: str, problem: str) -> None:
    text = FILE.replace(f"\n          - {FIRST}\n          - {SECOND}", f" {prompts}")
    checked = check_framework(text.encode(), "garden.yaml")
    assert any(problem in str(one) for one in checked.problems) == bool(problem)


def test_check_warns_of_one_that_has_the_words_of_a_question() -> None:
    text = FILE.replace(FIRST, SEEDS.text.upper())
    (warning,) = check_framework(text.encode(), "garden.yaml").warnings
    assert "these are the words of seeds" in str(warning)
    assert warning.line == 13
