"""Reflecting with another framework than the bundled one, in Arabic, narrow and in both modes."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from harness import CTRL_C, ENTER
from reflecting import MODES, Home, Writer
from screens import squeeze

from partnership_cli.framework.loader import load_framework, parse_framework
from partnership_cli.reflection.session import Session

Start = Callable[..., Writer]

BOTH = pytest.mark.parametrize("mode", MODES)

FRAMEWORKS: Final = Path(__file__).parents[1] / "frameworks"
ARABIC: Final = parse_framework((FRAMEWORKS / "arabic.yaml").read_bytes(), "arabic.yaml")
QUESTION: Final = next(question for _, question in ARABIC.questions())
STATEMENT: Final = next(one for _, one in ARABIC.questions() if one.is_statement)
SOURCE: Final = {"PYTHONPATH": os.environ.get("PYTHONPATH", "")}
"""Where the program is, for those who test a copy of it."""
_STYLE: Final = re.compile(r"\x1b\[[\d;]*m")
NARROW: Final = 40
# The end has no vowel signs, which a screen shows in another order than they were typed in.
ANSWER: Final = "نتعلّم أن نُصغي إلى كلٍّ منّا.\nثم نكتب معا ثلاث كلمات فقط كل يوم"
ASK: Final = "Type yes to keep these, or Enter to leave everything as it is:"
SCHEME: Final = """\
framework = "arabic.yaml"
guides = "guides.yaml"
guide = "second"
"""
GUIDES: Final = """\
guides:
  - id: first
    title: الدليل الأول
    questions: [ma-natamanna]
  - id: second
    title: الدليل الثاني
    questions: [madha-taghayyar, who-is-missing]
"""


@pytest.fixture
def home(home: Home) -> Home:
    put_files(home)
    return home


@pytest.fixture
def run(run: Start) -> Start:
    """Run the program in a terminal, from the place from which it is tested."""

    def start(*arguments: str, **how: Any) -> Writer:
        return run(*arguments, environment=SOURCE, **how)

    return start


def put_files(home: Home) -> None:
    for file in FRAMEWORKS.glob("*.yaml"):
        shutil.copyfile(file, home.folder / file.name)
    (home.folder / "guides.yaml").write_text(GUIDES, "utf-8")
    (home.folder / "scheme.toml").write_text(SCHEME, "utf-8")


@dataclass(frozen=True)
class Sat:
    """What was written to the terminal, step by step, and what was kept."""

    promise: str
    menu: str
    question: str
    statement: str
    values: str
    too_wide: tuple[str, ...]
    session: Session


Sitting = Callable[[str], Sat]


class Steps:
    """What a program writes to its terminal, one step after the other."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._at = 0

    def read(self, until: str) -> str:
        """Return what is written from the last step on, once these words are in it."""
        wanted = squeeze(until)
        self._writer.wait_until(lambda: wanted in self._new(), f"{until!r}")
        step = self._new()
        self._at = len(self._writer.raw)
        return step

    def _new(self) -> str:
        new = bytes(self._writer.raw[self._at :]).decode(errors="ignore")
        return squeeze(_STYLE.sub("", new))


@pytest.fixture(scope="module")
def sat(tmp_path_factory: pytest.TempPathFactory) -> Sitting:
    """Sit down in a mode, once for all tests."""
    return cache(lambda mode: sit(Home(tmp_path_factory.mktemp(mode)), mode))


def sit(home: Home, mode: str) -> Sat:
    """Begin the first guide of the Arabic framework, and pause at its statement."""
    put_files(home)
    words = ("reflect", "--framework", "arabic.yaml", f"--{mode}")
    with Writer(home, *words, columns=NARROW, environment=SOURCE) as writer:
        steps = Steps(writer)
        promise = steps.read("Press Enter to continue")
        writer.wait_until(lambda: writer.takes_keys, "a place to type")
        writer.send(ENTER)
        menu = steps.read("Number from 1 to 5, or Enter for 1,")
        writer.send(ENTER)
        question = steps.read(QUESTION.text)
        writer.wait_until_asked(mode)
        writer.finish(ANSWER)
        writer.next_question(2, mode)
        writer.command("/skip")
        statement = steps.read(STATEMENT.text)
        writer.wait_until_asked(mode)
        writer.command("/values")
        # In rich mode a pane is drawn, row by row.
        writer.wait_for(str(ARABIC.levels[-1].text))
        values = squeeze(writer.screen.text)
        writer.wait_until_asked(mode)
        too_wide = tuple(writer.screen.too_wide)
        writer.send(CTRL_C)
        assert writer.wait_exit() == 130
    (note,) = home.saved_notes()
    return Sat(promise, menu, question, statement, values, too_wide, note.session)


def find_missing(texts: list[str | None], shown: str) -> list[str]:
    return [text for text in texts if text and squeeze(text) not in shown]


@BOTH
def test_the_promise_names_title_and_authors_of_the_framework_in_use(
    mode: str, sat: Sitting
) -> None:
    about = ARABIC.framework
    assert find_missing([about.title, *about.authors], sat(mode).promise) == []


@BOTH
def test_the_promise_names_nobody_of_the_bundled_framework(mode: str, sat: Sitting) -> None:
    about = load_framework().framework
    named = [about.title, *about.authors]
    assert find_missing([*named], sat(mode).promise) == named


@BOTH
def test_the_menu_shows_the_guides_of_the_framework_in_use(mode: str, sat: Sitting) -> None:
    assert find_missing([guide.title for guide in ARABIC.guides], sat(mode).menu) == []


@BOTH
def test_a_question_is_asked_in_its_own_words(mode: str, sat: Sitting) -> None:
    assert squeeze(QUESTION.text) in sat(mode).question


@BOTH
def test_it_is_said_when_a_question_is_to_be_asked(mode: str, sat: Sitting) -> None:
    assert find_missing([QUESTION.moment], sat(mode).question) == []


@BOTH
def test_an_answer_in_arabic_is_kept_exactly(mode: str, sat: Sitting) -> None:
    assert [one.answer for one in sat(mode).session.answers] == [ANSWER]


@BOTH
def test_a_note_says_which_framework_and_guide_it_is_of(mode: str, sat: Sitting) -> None:
    assert (sat(mode).session.framework, sat(mode).session.guide) == (
        "nataallam-maan",
        "awwal-liqa",
    )


@BOTH
def test_a_statement_is_said_and_not_asked(mode: str, sat: Sitting) -> None:
    assert find_missing(["Statement 3 of", STATEMENT.text], sat(mode).statement) == []


@BOTH
def test_values_and_levels_can_be_read_while_one_writes(mode: str, sat: Sitting) -> None:
    values = [text for one in ARABIC.values for text in (one.text, one.description)]
    levels = [text for one in ARABIC.levels for text in (one.title, one.text)]
    assert find_missing([*values, *levels], sat(mode).values) == []


def test_no_text_is_broken_by_the_edge_of_a_narrow_window(sat: Sitting) -> None:
    # In plain mode no line is broken by the program.
    assert sat("rich").too_wide == ()


def test_a_framework_without_questions_begins_nothing_and_says_how_to_write(
    home: Home, run: Start
) -> None:
    writer = run("reflect", "--plain", "--framework", "values-only.yaml")
    writer.wait_for("Press Enter to continue")
    writer.send(ENTER)
    writer.wait_for("this framework has no questions")
    writer.wait_for("partnership --framework values-only.yaml reflect --free")
    assert writer.wait_exit() == 3
    assert home.saved_notes() == ()


def test_what_a_scheme_sets_is_not_kept_when_enter_is_pressed(home: Home, run: Start) -> None:
    writer = run("config", "use", "scheme.toml")
    writer.wait_for(ASK)
    writer.send(ENTER)
    writer.wait_for("Nothing was changed.")
    assert writer.wait_exit() == 0
    assert not (home.kept / "config.toml").exists()


def test_enter_takes_the_guide_that_a_scheme_has_set_and_it_is_said_whose_choice_it_is(
    home: Home, run: Start
) -> None:
    with run("config", "use", "scheme.toml") as asking:
        asking.wait_for(ASK)
        asking.send(f"yes{ENTER}")
        assert asking.wait_exit() == 0
    writer = run("reflect", "--plain")
    writer.wait_for("Press Enter to continue")
    writer.send(ENTER)
    writer.wait_for("Number from 1 to 4, or Enter for 2,")
    writer.send(ENTER)
    writer.next_question(1, "plain")
    assert squeeze("2 questions, selected by your scheme.") in squeeze(writer.screen.text)
    writer.finish("A word.")
    (note,) = home.saved_notes()
    assert (note.session.guide, home.answers()) == ("second", {"madha-taghayyar": "A word."})


@pytest.mark.usefixtures("home")
def test_what_was_written_under_another_framework_is_not_offered_to_a_question_of_the_same_id(
    run: Start,
) -> None:
    asked = ("reflect", "--question", "who-is-missing", "--plain")
    with run(*asked, "--framework", "first-edition.yaml") as earlier:
        earlier.reach_question(1, "plain")
        earlier.finish("The night porter.")
    writer = run(*asked, "--framework", "arabic.yaml")
    writer.next_question(1, "plain")
    writer.command("/last", says="You have not answered this in another session.")
    assert "porter" not in writer.screen.text
