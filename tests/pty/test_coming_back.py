"""Coming back: what is offered from before, a line that was carried, and free writing."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from harness import CTRL_C, CTRL_D, ENTER
from reflecting import GUIDE, MODES, Home, Writer
from screens import squeeze

from partnership_cli.formats.note import drop_answer, render_note
from partnership_cli.notebook.notebook import make_id
from partnership_cli.notebook.paths import name_note
from partnership_cli.reflection.session import FREE, INTENTION, Answer, Session, Sharing

Start = Callable[..., Writer]

BOTH = pytest.mark.parametrize("mode", MODES)
SOURCE: Final = {"PYTHONPATH": os.environ.get("PYTHONPATH", "")}
"""Where the program is, for those who test a copy of it."""
THEN: Final = datetime(2024, 10, 3, 9, 30, tzinfo=UTC)
DAY: Final = "3 October 2024"
QUIET: Final = "a-difficult-moment"
CARRIED: Final = f"On {DAY} you wrote one thing to take with you."
MENU: Final = "Number from 1 to 4, or Enter for 1, Continue:"
LINE: Final = "If we meet, then I ask first."
CHANGED: Final = "changed-line"
BEGIN: Final = "Number (Enter for 1, write a new answer):"
CHANGE: Final = "What will you do? Type it, or press Enter to keep it:"
SURE: Final = "Type yes to let it go, or Enter to keep it:"
LOOKS_BACK: Final = "how-assumptions-changed"
BEHIND: Final = "about-partnership"
ASKED: Final = {BEHIND: "What are my assumptions about working in partnership?"}
READ_BEHIND: Final = f"Read what you wrote on {DAY} to: {ASKED[BEHIND]}"
WRITING: Final = "Free writing, without a question."

HOLD: Final = """
import sys
from pathlib import Path
from partnership_cli.notebook.lock import session_lock
with session_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def run(run: Start) -> Start:
    """Run the program in a terminal, from the place from which it is tested."""

    def start(*arguments: str, environment: dict[str, str] | None = None, **how: Any) -> Writer:
        return run(*arguments, environment={**SOURCE, **(environment or {})}, **how)

    return start


def put_note(
    home: Home,
    answers: dict[str, str],
    *partners: str,
    guide: str = "",
    together: bool = False,
    written: datetime = THEN,
) -> Path:
    """Put a note there that was written on that day, with answers to these questions."""
    session = Session(
        id=make_id(THEN, "k7m2q9"),
        title="T",
        started=THEN,
        framework="westminster-student-partnership",
        guide=guide,
        partners=partners,
        together=together,
        answers=tuple(
            Answer(question=one, text=ASKED.get(one, "Q?"), answer=text, written=written)
            for one, text in answers.items()
        ),
    )
    path = home.kept / "notebook" / name_note(session)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render_note(session))
    return path


def answer_prompt(writer: Writer, prompt: str, keys: str, times: int = 1) -> None:
    writer.wait_for(prompt, times)
    writer.wait_until(lambda: writer.stands_after(prompt), "the cursor after the prompt")
    writer.wait_until(lambda: writer.takes_keys, "a place to type")
    writer.send(keys)


def set_up(home: Home, *arguments: str) -> None:
    home.call(*arguments, more=SOURCE)


def newest(home: Home) -> Session:
    return max((note.session for note in home.saved_notes()), key=lambda one: one.started)


def was_shown(writer: Writer, words: str) -> bool:
    return squeeze(words) in squeeze(bytes(writer.raw).decode())


# A question that looks back


@BOTH
def test_a_question_that_looks_back_offers_what_was_written_to_others_unquoted(
    mode: str, home: Home, run: Start
) -> None:
    put_note(home, {BEHIND: "I took it for charity."})
    writer = run("reflect", "--question", LOOKS_BACK, f"--{mode}")
    writer.wait_for(BEGIN)
    assert writer.count("This question looks back. You can read what you wrote before.") == 1
    assert writer.count(READ_BEHIND) == 1
    assert writer.count("You answered this on") == 0
    assert writer.count("Start from the old answer") == 0
    assert not was_shown(writer, "charity")


@BOTH
def test_what_a_question_looks_back_to_is_read_when_asked_for_and_is_no_answer(
    mode: str, home: Home, run: Start
) -> None:
    put_note(home, {BEHIND: "I took it for charity."})
    writer = run("reflect", "--question", LOOKS_BACK, f"--{mode}")
    answer_prompt(writer, BEGIN, f"2{ENTER}")
    answer_prompt(writer, BEGIN, ENTER, 2)
    assert writer.count("I took it for charity.") == 1
    writer.wait_until_asked(mode)
    writer.finish("Now I know better.")
    (answer,) = newest(home).answers
    assert (answer.question, answer.answer) == (LOOKS_BACK, "Now I know better.")


@BOTH
def test_an_old_answer_stands_between_new_and_what_is_behind_and_can_be_the_start(
    mode: str, home: Home, run: Start
) -> None:
    path = put_note(home, {LOOKS_BACK: "Not yet.", BEHIND: "I took it for charity."})
    before = path.read_bytes()
    writer = run("reflect", "--question", LOOKS_BACK, f"--{mode}")
    answer_prompt(writer, BEGIN, f"3{ENTER}")
    writer.wait_for("Not yet.")
    answer_prompt(writer, BEGIN, f"2{ENTER}", 2)
    writer.wait_until_asked(mode)
    writer.finish()
    assert newest(home).answers[0].answer == "Not yet."
    assert not was_shown(writer, "charity")
    assert path.read_bytes() == before


@BOTH
def test_what_was_written_with_others_is_not_behind_a_question(
    mode: str, home: Home, run: Start
) -> None:
    put_note(home, {BEHIND: "I took it for charity."}, "Li")
    writer = run("reflect", "--question", LOOKS_BACK, "--partner", "Sam", f"--{mode}")
    writer.reach_question(1, mode)
    assert writer.count("looks back") == 0


@BOTH
def test_ctrl_c_at_what_is_offered_keeps_the_place(mode: str, home: Home, run: Start) -> None:
    put_note(home, {BEHIND: "I took it for charity."})
    writer = run("reflect", "--question", LOOKS_BACK, f"--{mode}")
    answer_prompt(writer, BEGIN, CTRL_C)
    assert writer.wait_exit() == 130
    assert writer.settings() == writer.settings_before
    assert "Traceback" not in writer.screen.text


# A line that was carried


@BOTH
def test_a_line_is_offered_unquoted_to_the_same_partner(mode: str, home: Home, run: Start) -> None:
    path = put_note(home, {INTENTION: LINE}, "Sam")
    before = path.read_bytes()
    writer = run("reflect", GUIDE, "--partner", "sam", f"--{mode}")
    answer_prompt(writer, MENU, ENTER)
    writer.next_question(1, mode)
    assert writer.count(CARRIED) == 1
    assert not was_shown(writer, LINE)
    assert not was_shown(writer, "Sam")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("kept", "now"),
    [
        (("Sam",), (GUIDE, "--partner", "Li")),
        (("Sam",), (GUIDE, "--partner", "Sam", "--partner", "Li")),
        (("Sam",), (GUIDE,)),
        (("Sam",), (QUIET, "--partner", "Sam")),
        (("Sam", "Amina"), (GUIDE, "--together", "Amina,Sam")),
        ((), (GUIDE, "--partner", "Sam")),
        ((), (QUIET,)),
    ],
    ids=[
        "with another",
        "with another too",
        "alone",
        "in a quiet guide",
        "at one screen",
        "kept alone",
        "quiet and alone",
    ],
)
def test_a_line_is_offered_to_nobody_else(
    kept: tuple[str, ...], now: tuple[str, ...], home: Home, run: Start
) -> None:
    put_note(home, {INTENTION: LINE}, *kept)
    writer = run("reflect", *now, "--plain")
    writer.reach_question(1, "plain")
    assert writer.count("you wrote one thing to take") == 0
    assert not was_shown(writer, LINE)


def test_a_line_that_was_kept_alone_is_offered_alone(home: Home, run: Start) -> None:
    put_note(home, {INTENTION: LINE})
    run("reflect", GUIDE, "--plain").wait_for(CARRIED)


def test_a_line_of_a_quiet_guide_is_offered_nowhere(home: Home, run: Start) -> None:
    put_note(home, {INTENTION: LINE}, guide=QUIET)
    writer = run("reflect", GUIDE, "--plain")
    writer.reach_question(1, "plain")
    assert writer.count("you wrote one thing to take") == 0


def test_a_line_of_one_screen_is_offered_to_the_same_people_at_one_screen(
    home: Home, run: Start
) -> None:
    put_note(home, {INTENTION: LINE}, "Sam", "Amina", together=True)
    run("reflect", GUIDE, "--together", "Amina,Sam", "--plain").wait_for(CARRIED)


def test_a_line_is_offered_before_free_writing_too(home: Home, run: Start) -> None:
    put_note(home, {INTENTION: LINE})
    run("reflect", "--free", "--plain").wait_for(CARRIED)


@BOTH
def test_a_line_is_read_when_asked_for(mode: str, home: Home, run: Start) -> None:
    path = put_note(home, {INTENTION: LINE}, "Sam")
    before = path.read_bytes()
    writer = run("reflect", GUIDE, "--partner", "Sam", f"--{mode}")
    answer_prompt(writer, MENU, f"2{ENTER}")
    answer_prompt(writer, MENU, f"1{ENTER}", 2)
    writer.next_question(1, mode)
    assert writer.count(LINE) == 1
    assert path.read_bytes() == before


@BOTH
def test_a_line_is_changed_in_the_note_it_stands_in_and_nothing_else_is(
    mode: str, home: Home, run: Start
) -> None:
    path = put_note(home, {"joy": "We laughed.", INTENTION: LINE}, "Sam")
    before = path.read_text()
    writer = run("reflect", GUIDE, "--partner", "Sam", f"--{mode}")
    answer_prompt(writer, MENU, f"3{ENTER}")
    answer_prompt(writer, CHANGE, f"{CHANGED}{ENTER}")
    writer.wait_for("Changed.")
    answer_prompt(writer, MENU, f"2{ENTER}", 2)
    answer_prompt(writer, MENU, ENTER, 3)
    writer.next_question(1, mode)
    # What was typed, and what was read afterwards.
    assert writer.count(CHANGED) == 2
    after = path.read_text().splitlines()
    changed = [(a, b) for a, b in zip(before.splitlines(), after, strict=True) if a != b]
    assert changed[-1] == (LINE, CHANGED)
    assert all(a.startswith(f"<!-- answer: {INTENTION} ") for a, _ in changed[:-1])


@BOTH
def test_an_empty_line_changes_nothing(mode: str, home: Home, run: Start) -> None:
    path = put_note(home, {INTENTION: LINE}, "Sam")
    before = path.read_bytes()
    writer = run("reflect", GUIDE, "--partner", "Sam", f"--{mode}")
    answer_prompt(writer, MENU, f"3{ENTER}")
    answer_prompt(writer, CHANGE, ENTER)
    answer_prompt(writer, MENU, ENTER, 2)
    writer.next_question(1, mode)
    assert writer.count("Changed.") == 0
    assert path.read_bytes() == before


@BOTH
def test_a_line_that_is_let_go_is_gone_from_its_note_and_nothing_else_is(
    mode: str, home: Home, run: Start
) -> None:
    path = put_note(home, {"joy": "We laughed.", INTENTION: LINE}, "Sam")
    before = path.read_bytes()
    writer = run("reflect", GUIDE, "--partner", "Sam", f"--{mode}")
    answer_prompt(writer, MENU, f"4{ENTER}")
    assert path.read_bytes() == before
    answer_prompt(writer, SURE, f"yes{ENTER}")
    writer.wait_for("Let go.")
    writer.next_question(1, mode)
    assert writer.count(f"Letting it go removes it from your note of {DAY} for good.") == 1
    assert path.read_bytes() == drop_answer(before, INTENTION, "n")
    assert LINE.encode() not in b"".join(
        one.read_bytes() for one in home.folder.rglob("*") if one.is_file()
    )


@BOTH
def test_without_a_yes_a_line_stays(mode: str, home: Home, run: Start) -> None:
    path = put_note(home, {INTENTION: LINE}, "Sam")
    before = path.read_bytes()
    writer = run("reflect", GUIDE, "--partner", "Sam", f"--{mode}")
    answer_prompt(writer, MENU, f"4{ENTER}")
    answer_prompt(writer, SURE, f"y{ENTER}")
    answer_prompt(writer, MENU, ENTER, 2)
    writer.next_question(1, mode)
    assert path.read_bytes() == before


def test_the_note_that_is_named_is_the_one_from_which_a_changed_line_goes(
    home: Home, run: Start
) -> None:
    put_note(home, {INTENTION: LINE}, written=datetime(2025, 5, 5, 9, 30, tzinfo=UTC))
    writer = run("reflect", GUIDE, "--plain")
    answer_prompt(writer, MENU, f"4{ENTER}")
    writer.wait_for(SURE)
    assert writer.count(f"removes it from your note of {DAY} for good") == 1


@BOTH
@pytest.mark.parametrize(
    "way", [(), (f"3{ENTER}",), (f"4{ENTER}",)], ids=["the menu", "changing", "letting go"]
)
def test_ctrl_c_at_a_line_begins_nothing_and_leaves_the_line(
    mode: str, way: tuple[str, ...], home: Home, run: Start
) -> None:
    path = put_note(home, {INTENTION: LINE}, "Sam")
    before = home.files(), path.read_bytes()
    writer = run("reflect", GUIDE, "--partner", "Sam", f"--{mode}")
    for keys in way:
        answer_prompt(writer, MENU, keys)
        writer.wait_for("Enter to keep it:")
    writer.wait_until(lambda: writer.stands_after(":"), "a prompt")
    writer.send(CTRL_C)
    assert writer.wait_exit() == 130
    assert writer.settings() == writer.settings_before
    assert "Traceback" not in writer.screen.text
    assert (home.files(), path.read_bytes()) == before


def test_after_a_line_was_changed_it_is_not_said_that_nothing_is_kept(
    home: Home, run: Start
) -> None:
    put_note(home, {INTENTION: LINE}, "Sam")
    writer = run("reflect", GUIDE, "--partner", "Sam", "--plain")
    answer_prompt(writer, MENU, f"3{ENTER}")
    answer_prompt(writer, CHANGE, f"{CHANGED}{ENTER}")
    answer_prompt(writer, MENU, CTRL_C, 2)
    assert writer.wait_exit() == 130
    assert CHANGED in home.everything_kept()
    assert writer.count("nothing is kept") == 0


def test_an_earlier_note_that_is_damaged_stops_no_session(home: Home, run: Start) -> None:
    path = put_note(home, {INTENTION: LINE}, "Sam")
    path.write_text(path.read_text().replace("<!-- /answer -->", ""))
    before = path.read_bytes()
    writer = run("reflect", GUIDE, "--partner", "Sam", "--plain")
    writer.reach_question(1, "plain")
    writer.finish("An answer.")
    assert writer.count("you wrote one thing to take") == 0
    assert path.read_bytes() == before


@contextmanager
def held_elsewhere(home: Home) -> Iterator[None]:
    drafts = home.kept / "drafts" / make_id(THEN, "k7m2q9")
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(drafts)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        yield
        holder.communicate(b"")


@pytest.mark.parametrize(
    ("chosen", "prompt", "said"),
    [("3", CHANGE, CHANGED), ("4", SURE, "yes")],
    ids=["change", "let go"],
)
def test_a_line_in_a_note_that_is_held_elsewhere_stays_and_the_session_goes_on(
    chosen: str, prompt: str, said: str, home: Home, run: Start
) -> None:
    path = put_note(home, {INTENTION: LINE}, "Sam")
    before = path.read_bytes()
    with held_elsewhere(home):
        writer = run("reflect", GUIDE, "--partner", "Sam", "--plain")
        answer_prompt(writer, MENU, f"{chosen}{ENTER}")
        answer_prompt(writer, prompt, f"{said}{ENTER}")
        writer.wait_for("It was not changed:")
        answer_prompt(writer, MENU, ENTER, 2)
        writer.next_question(1, "plain")
        writer.finish("An answer.")
    assert path.read_bytes() == before


# Free writing


def reach_writing(writer: Writer, mode: str) -> None:
    """Go on to free writing, past the promise of the first run."""
    writer.wait_until(
        lambda: writer.count("Press Enter to continue") + writer.count(WRITING) > 0, "the beginning"
    )
    if not writer.count(WRITING):
        writer.send(ENTER)
        writer.wait_for(WRITING)
    writer.wait_until_asked(mode)


@BOTH
def test_free_writing_asks_nothing_and_is_kept_as_such(mode: str, home: Home, run: Start) -> None:
    writer = run("reflect", "--free", f"--{mode}")
    reach_writing(writer, mode)
    writer.finish("Whatever came.")
    session = newest(home)
    assert session.questions == (FREE,)
    assert [(one.question, one.answer) for one in session.answers] == [(FREE, "Whatever came.")]
    assert writer.count("Question 1") + writer.count("Question,") + writer.count("Question ·") == 0
    assert writer.count("From the University") == 0


@BOTH
def test_the_values_are_at_hand_while_one_writes_freely(mode: str, run: Start) -> None:
    writer = run("reflect", "--free", f"--{mode}")
    reach_writing(writer, mode)
    writer.command("/values", "Learning and unlearning together")


@BOTH
def test_free_writing_is_carried_on(mode: str, home: Home, run: Start) -> None:
    writer = run("reflect", "--free", f"--{mode}")
    reach_writing(writer, mode)
    writer.write("Half of")
    writer.send(CTRL_C)
    assert writer.wait_exit() == 130
    again = run("resume", f"--{mode}")
    reach_writing(again, mode)
    again.finish("\nit.")
    (answer,) = newest(home).answers
    assert answer.answer.split() == ["Half", "of", "it."]


@BOTH
def test_a_kill_leaves_the_draft_of_free_writing(mode: str, home: Home, run: Start) -> None:
    writer = run("reflect", "--free", f"--{mode}")
    reach_writing(writer, mode)
    writer.write("One line.\n")
    writer.wait_until(
        lambda: any(text.startswith("One line.") for text in home.drafts().values()), "a draft"
    )
    writer.kill(signal.SIGKILL)
    writer.wait_exit()
    assert set(home.drafts()) == {FREE}
    again = run("resume", f"--{mode}")
    again.wait_for("The last session ended unexpectedly.")
    reach_writing(again, mode)
    again.finish()
    assert newest(home).answers[0].answer.startswith("One line.")


@BOTH
def test_what_is_written_freely_is_not_to_be_shared(mode: str, home: Home, run: Start) -> None:
    writer = run("reflect", "--free", f"--{mode}")
    reach_writing(writer, mode)
    writer.write("Whatever came.")
    writer.command("/shareable", "Free writing answers no question, and is not shared.")
    writer.wait_until_asked(mode)
    writer.finish()
    assert [one.sharing for one in newest(home).answers] == [Sharing.PRIVATE]


def test_what_was_written_freely_before_is_not_offered(home: Home, run: Start) -> None:
    put_note(home, {FREE: "Whatever came."})
    writer = run("reflect", "--free", "--plain")
    reach_writing(writer, "plain")
    assert writer.count("You answered this") == 0
    assert not was_shown(writer, "Whatever came.")


def test_free_writing_can_begin_in_an_editor(home: Home, run: Start, tmp_path: Path) -> None:
    script = tmp_path / "an editor.py"
    script.write_text("import sys; open(sys.argv[1], 'w').write('From my editor.\\n')")
    editor = {"EDITOR": shlex.join([sys.executable, str(script)])}
    writer = run("reflect", "--free", "--editor", "--plain", environment=editor)
    reach_writing(writer, "plain")
    writer.send(CTRL_D)
    writer.wait_for("Saved. Private.")
    assert newest(home).answers[0].answer == "From my editor."


def test_free_writing_is_not_called_a_question_of_the_framework(home: Home, run: Start) -> None:
    put_note(home, {FREE: "Whatever came."})
    writer = run("--plain", "history", FREE)
    assert writer.wait_exit() == 0
    assert writer.count("Whatever came.") == 1
    assert writer.count("The framework asks:") == 0


# Partners


@pytest.mark.parametrize(
    ("arguments", "partners"),
    [
        ((), ("Sam",)),
        (("--no-partner",), ()),
        (("--partner", "Li"), ("Li",)),
        (("--together", "Amina,Li"), ("Amina", "Li")),
    ],
    ids=["the usual one", "nobody", "another", "at one screen"],
)
def test_a_reflection_is_with_the_partners_of_the_settings_unless_others_are_named(
    arguments: tuple[str, ...], partners: tuple[str, ...], home: Home, run: Start
) -> None:
    set_up(home, "config", "set", "partners", "Sam")
    writer = run("reflect", GUIDE, *arguments, "--plain")
    writer.reach_question(1, "plain")
    writer.write("An answer.")
    writer.send(CTRL_C)
    assert writer.wait_exit() == 130
    assert newest(home).partners == partners


def test_a_quiet_note_names_nobody_who_was_not_named_for_it(home: Home, run: Start) -> None:
    set_up(home, "config", "set", "partners", "Sam")
    writer = run("reflect", QUIET, "--plain")
    writer.reach_question(1, "plain")
    writer.write("An answer.")
    writer.send(CTRL_C)
    assert writer.wait_exit() == 130
    assert newest(home).partners == ()


def test_a_line_is_offered_to_the_partners_of_the_settings(home: Home, run: Start) -> None:
    set_up(home, "config", "set", "partners", "Sam")
    put_note(home, {INTENTION: LINE}, "Sam")
    run("reflect", GUIDE, "--plain").wait_for(CARRIED)


def test_without_the_usual_partners_their_line_is_not_offered(home: Home, run: Start) -> None:
    set_up(home, "config", "set", "partners", "Sam")
    put_note(home, {INTENTION: LINE}, "Sam")
    writer = run("reflect", GUIDE, "--no-partner", "--plain")
    writer.reach_question(1, "plain")
    assert writer.count("you wrote one thing to take") == 0


# On a narrow screen


@pytest.mark.parametrize("arguments", [(GUIDE, "--partner", "Sam"), ("--question", LOOKS_BACK)])
def test_at_40_columns_what_is_offered_is_never_wider(
    arguments: tuple[str, ...], home: Home, run: Start
) -> None:
    put_note(home, {INTENTION: LINE, BEHIND: "I took it for charity."}, "Sam")
    writer = run("reflect", *arguments, "--rich", columns=40)
    writer.wait_for("Enter for 1,")
    writer.wait_until(lambda: writer.stands_after(":"), "a prompt")
    assert writer.screen.too_wide == []
