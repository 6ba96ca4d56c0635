"""Words to let go of: nothing of them is kept, however it ends, and nothing else is said."""

from __future__ import annotations

import os
import shlex
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from harness import CTRL_C, CTRL_D, ENTER
from reflecting import GUIDE, MODES, Home, Writer
from screens import squeeze

from partnership_cli.formats.note import render_note
from partnership_cli.notebook.notebook import make_id
from partnership_cli.notebook.paths import name_note
from partnership_cli.reflection.session import FREE, INTENTION, Answer, Session

Start = Callable[..., Writer]

BOTH = pytest.mark.parametrize("mode", MODES)
SOURCE: Final = {"PYTHONPATH": os.environ.get("PYTHONPATH", "")}
"""Where the program is, for those who test a copy of it."""
QUIET: Final = "a-difficult-moment"
CANARY: Final = "canary-of-the-marsh"
SAYS_FIRST: Final = "Nothing you write now will be kept, not even after a crash: no draft, no note"
LAST: Final = "Nothing was kept."
FIRST_SAVE: Final = 1.3
"""Seconds after which a draft would have been written."""


@pytest.fixture
def run(run: Start) -> Start:
    """Run the program in a terminal, from the place from which it is tested."""

    def start(*arguments: str, environment: dict[str, str] | None = None, **how: Any) -> Writer:
        return run(*arguments, environment={**SOURCE, **(environment or {})}, **how)

    return start


def reach(writer: Writer, mode: str, what: str = "Question 1 of") -> Writer:
    """Read the opening, and go on until an answer can be typed."""
    writer.wait_for("Press Enter to continue:")
    writer.wait_until(lambda: writer.takes_keys, "a place to type")
    writer.send(ENTER)
    writer.wait_for(what)
    writer.wait_until_asked(mode)
    return writer


@pytest.fixture
def let_go(home: Home, run: Start) -> Start:
    """Begin the guide about sharing power, to keep nothing; with a temporary folder at home."""
    (home.folder / "temporary").mkdir()

    def start(mode: str, *arguments: str, environment: dict[str, str] | None = None) -> Writer:
        writer = run(
            "reflect",
            *(arguments or (GUIDE,)),
            "--let-go",
            f"--{mode}",
            environment={"TMPDIR": str(home.folder / "temporary"), **(environment or {})},
        )
        return reach(writer, mode, "Free writing" if "--free" in arguments else "Question 1 of")

    return start


def finish(writer: Writer) -> None:
    said = writer.raw.count(b"Not kept.")
    writer.send(CTRL_D)
    # It may be seen for a moment only: at the end the screen is cleared.
    writer.wait_until(lambda: writer.raw.count(b"Not kept.") > said, "'Not kept.' once more")


def end(writer: Writer) -> int:
    """Leave every question that is left, and the list of answers."""
    for _ in range(7):
        writer.send(CTRL_D)
        if writer.process.poll() is not None:
            break
        writer.read(0.1)
    return writer.wait_exit()


def shown(writer: Writer) -> str:
    """Return every byte that was written, as text, without white space."""
    return squeeze(bytes(writer.raw).decode())


@BOTH
def test_before_anything_is_asked_it_is_said_that_nothing_is_kept(mode: str, run: Start) -> None:
    writer = run("reflect", GUIDE, "--let-go", f"--{mode}")
    writer.wait_for("Press Enter to continue:")
    assert writer.count(SAYS_FIRST) == 1
    assert writer.count("This tool writes no word of it to the disk") == 1
    assert writer.count("Question 1 of") == 0


# Nothing is there afterwards


@BOTH
def test_while_it_is_written_there_is_no_file(mode: str, home: Home, let_go: Start) -> None:
    writer = let_go(mode)
    writer.write(f"{CANARY}\n")
    writer.written_within(FIRST_SAVE)
    assert home.files() == []
    assert not home.kept.exists()


@BOTH
def test_after_the_end_there_is_no_file(mode: str, home: Home, let_go: Start) -> None:
    writer = let_go(mode)
    writer.write(CANARY)
    finish(writer)
    writer.next_question(2, mode)
    assert end(writer) == 0
    assert home.files() == []
    assert not home.kept.exists()


@BOTH
@pytest.mark.parametrize("asked", [False, True], ids=["at the opening", "in an answer"])
def test_after_ctrl_c_there_is_no_file(
    mode: str, asked: bool, home: Home, run: Start, let_go: Start
) -> None:
    if asked:
        writer = let_go(mode)
        writer.write(CANARY)
    else:
        writer = run("reflect", GUIDE, "--let-go", f"--{mode}")
        writer.wait_for("Press Enter to continue:")
    writer.send(CTRL_C)
    assert writer.wait_exit() == 130
    assert home.files() == []
    assert writer.settings() == writer.settings_before
    assert writer.count("resume") == 0
    assert "Traceback" not in writer.screen.text


@BOTH
@pytest.mark.parametrize(
    "number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT], ids=lambda n: n.name
)
def test_after_a_signal_there_is_no_file(
    mode: str, number: signal.Signals, home: Home, let_go: Start
) -> None:
    writer = let_go(mode)
    writer.write(CANARY)
    writer.kill(number)
    assert writer.wait_exit() == 128 + number
    assert home.files() == []
    assert writer.settings() == writer.settings_before
    assert "Traceback" not in writer.screen.text


@BOTH
def test_after_the_window_was_closed_there_is_no_file(mode: str, home: Home, let_go: Start) -> None:
    writer = let_go(mode)
    writer.write(f"{CANARY}\nand more")
    writer.hang_up()
    writer.wait_exit()
    assert home.files() == []


@BOTH
def test_after_a_kill_there_is_no_file(mode: str, home: Home, let_go: Start) -> None:
    writer = let_go(mode)
    writer.write(f"{CANARY}\nand more")
    writer.written_within(FIRST_SAVE)
    writer.kill(signal.SIGKILL)
    assert writer.wait_exit() == -signal.SIGKILL
    assert home.files() == []


@BOTH
def test_of_free_writing_that_is_let_go_there_is_no_file(
    mode: str, home: Home, let_go: Start
) -> None:
    writer = let_go(mode, "--free")
    writer.write(CANARY)
    finish(writer)
    assert end(writer) == 0
    assert home.files() == []


@BOTH
def test_there_is_nothing_to_carry_on(mode: str, run: Start, let_go: Start) -> None:
    writer = let_go(mode)
    writer.write(CANARY)
    writer.send(CTRL_C)
    writer.wait_exit()
    again = run("resume", "--plain")
    assert again.wait_exit() == 0
    assert again.count("nothing to continue") == 1


def test_the_notes_that_are_there_are_neither_offered_nor_changed(
    home: Home, let_go: Start
) -> None:
    moment = datetime(2024, 10, 3, 9, 30, tzinfo=UTC)
    earlier = Session(
        id=make_id(moment, "k7m2q9"),
        title="T",
        started=moment,
        framework="westminster-student-partnership",
        answers=tuple(
            Answer(question=one, text="Q?", answer="Kept words.", written=moment)
            for one in ("meaningful-relationships", FREE, INTENTION)
        ),
    )
    path = home.kept / "notebook" / name_note(earlier)
    path.parent.mkdir(parents=True)
    path.write_bytes(render_note(earlier))
    before = home.files(), path.read_bytes()
    writer = let_go("plain")
    assert writer.count("You answered this") == 0
    assert writer.count("you wrote one thing to take") == 0
    writer.write(CANARY)
    finish(writer)
    assert end(writer) == 0
    assert (home.files(), path.read_bytes()) == before


# Nothing is shown again


def test_a_finished_answer_is_not_printed_again(let_go: Start) -> None:
    writer = let_go("rich")
    writer.write(CANARY)
    finish(writer)
    writer.next_question(2, "rich")
    assert writer.count(CANARY) == 0


def test_a_finished_answer_longer_than_the_window_is_not_left_above_it(let_go: Start) -> None:
    writer = let_go("rich")
    text = "\n".join(f"{CANARY}-{number}" for number in range(60))
    writer.type_fast(text)
    writer.wait_until(lambda: writer.stands_after(f"{CANARY}-59"), "the last line")
    finish(writer)
    writer.next_question(2, "rich")
    assert writer.count(CANARY) == 0


@BOTH
def test_a_finished_answer_is_there_when_one_goes_back_to_it(mode: str, let_go: Start) -> None:
    writer = let_go(mode)
    writer.write(CANARY)
    finish(writer)
    writer.next_question(2, mode)
    writer.command("/back")
    writer.next_question(1, mode, times=2)
    before = writer.count(CANARY)
    writer.command("/read")
    writer.wait_until(lambda: writer.count(CANARY) > before, "the words")


@BOTH
@pytest.mark.parametrize("keys", [CTRL_C, CTRL_D], ids=["Ctrl-C", "to the end"])
def test_at_the_end_only_one_sentence_is_on_the_screen(mode: str, keys: str, let_go: Start) -> None:
    writer = let_go(mode)
    writer.write(CANARY)
    if keys == CTRL_C:
        writer.send(CTRL_C)
        writer.wait_exit()
    else:
        finish(writer)
        writer.next_question(2, mode)
        end(writer)
    assert "\n".join(writer.screen.rows).strip() == LAST


def test_where_the_terminal_can_its_history_is_cleared_too(let_go: Start) -> None:
    writer = let_go("rich")
    writer.write(CANARY)
    writer.send(CTRL_C)
    writer.wait_exit()
    assert writer.screen.text.strip() == LAST


def test_plain_mode_writes_no_escape_byte(let_go: Start) -> None:
    writer = let_go("plain")
    writer.write(CANARY)
    finish(writer)
    assert end(writer) == 0
    assert b"\x1b" not in writer.raw


# Nothing is promised that is not so


@BOTH
def test_nowhere_is_anything_said_to_be_saved_or_resumed(mode: str, let_go: Start) -> None:
    writer = let_go(mode)
    writer.write(CANARY)
    writer.written_within(FIRST_SAVE)
    finish(writer)
    writer.next_question(2, mode)
    writer.write("And more.")
    writer.command("/skip")
    writer.next_question(3, mode)
    assert end(writer) == 0
    assert "saved" not in shown(writer).casefold()
    assert "resume" not in shown(writer)
    assert "Paused" not in shown(writer)


def test_the_toolbar_says_that_it_is_not_kept(let_go: Start) -> None:
    writer = let_go("rich")
    writer.wait_for("Not kept Ctrl-D finish Ctrl-C stop F1 help")


def test_no_line_to_carry_away_is_asked_for(let_go: Start) -> None:
    writer = let_go("plain")
    writer.write(CANARY)
    finish(writer)
    assert end(writer) == 0
    assert "carry" not in shown(writer)


@BOTH
def test_an_editor_is_refused(mode: str, home: Home, let_go: Start) -> None:
    trace = home.folder / "opened"
    script = home.folder.parent / "editor.py"
    script.write_text(f"open({str(trace)!r}, 'w').close()")
    editor = {"EDITOR": shlex.join([sys.executable, str(script)])}
    writer = let_go(mode, environment=editor)
    writer.write(CANARY)
    writer.command("/edit", "An editor would write a file, so it is not opened here.")
    writer.wait_until_asked(mode)
    writer.send(CTRL_C)
    assert writer.wait_exit() == 130
    assert home.files() == []


def test_the_key_for_an_editor_is_refused(let_go: Start) -> None:
    writer = let_go("rich", environment={"EDITOR": "false"})
    writer.write(CANARY)
    writer.send("\x0f")
    writer.wait_for("An editor would write a file, so it is not opened here.")


@BOTH
@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("/shareable", "Nothing is kept here, so nothing can be shared."),
        ("/private", "Nothing is kept here at all."),
    ],
)
def test_an_answer_is_neither_made_private_nor_shareable(
    mode: str, command: str, says: str, let_go: Start
) -> None:
    writer = let_go(mode)
    writer.write(CANARY)
    writer.command(command, says)


@BOTH
def test_the_values_are_at_hand(mode: str, let_go: Start) -> None:
    let_go(mode).command("/values", "Learning and unlearning together")


@BOTH
def test_hide_clears_the_screen_and_does_not_say_that_it_is_kept(mode: str, let_go: Start) -> None:
    writer = let_go(mode)
    writer.write(CANARY)
    writer.command("/hide", "/read shows it again.")
    writer.wait_until_asked(mode)
    assert CANARY not in "\n".join(writer.screen.rows)
    assert writer.count("and kept") == 0
    writer.command("/read")
    writer.wait_for(CANARY)


@BOTH
def test_help_does_not_say_that_anything_is_kept(mode: str, let_go: Start) -> None:
    writer = let_go(mode)
    writer.command("/help", "Write the line /skip into your answer.")
    assert writer.count("Everything you typed is kept") == 0
    assert writer.count("keep what you wrote") == 0


def test_an_answer_that_one_comes_back_to_is_not_said_to_be_kept(let_go: Start) -> None:
    writer = let_go("plain")
    writer.write(CANARY)
    finish(writer)
    writer.next_question(2, "plain")
    writer.command("/back")
    writer.next_question(1, "plain", times=2)
    writer.command("/values", "Learning and unlearning together")
    assert writer.count("Your answer is kept") == 0


@BOTH
def test_an_answer_is_not_called_private_in_the_list(mode: str, let_go: Start) -> None:
    writer = let_go(mode)
    writer.write(CANARY)
    finish(writer)
    writer.next_question(2, mode)
    writer.command("/list", "Number to go to a question")
    assert writer.count("(private)") == 0


def test_an_answer_that_is_not_discarded_is_not_said_to_be_kept(let_go: Start) -> None:
    writer = let_go("plain")
    writer.write(CANARY)
    writer.command("/discard", "Enter to keep it:")
    writer.wait_until(lambda: writer.takes_keys, "a place to type")
    writer.send(ENTER)
    writer.wait_until(lambda: writer.at_start_of_line, "a place to write")
    writer.command("/values", "Learning and unlearning together")
    assert writer.count("Kept.") == 0


# Quiet questions


@BOTH
def test_quiet_questions_are_let_go_without_their_name(mode: str, let_go: Start) -> None:
    writer = let_go(mode, QUIET)
    assert writer.count("These questions are for you alone.") == 1
    assert writer.count("A difficult moment") == 0
    writer.write(CANARY)
    finish(writer)
    writer.send(CTRL_C)
    assert writer.wait_exit() == 130
    assert "difficult" not in shown(writer)


def test_of_quiet_questions_it_is_not_said_that_hiding_keeps(let_go: Start) -> None:
    writer = let_go("plain", QUIET)
    assert writer.count("keeps what you wrote") == 0


# Ends before it begins


@BOTH
def test_without_a_guide_one_chooses_and_leaves(mode: str, home: Home, run: Start) -> None:
    writer = run("reflect", "--let-go", f"--{mode}", rows=40)
    writer.wait_for("Press Enter to continue:")
    writer.send(ENTER)
    writer.wait_for("Number from 1 to 12,")
    writer.wait_until(lambda: writer.takes_keys, "a place to type")
    writer.send(CTRL_D)
    assert writer.wait_exit() == 0
    assert home.files() == []


def test_at_40_columns_no_row_is_wider(run: Start) -> None:
    writer = reach(run("reflect", GUIDE, "--let-go", "--rich", columns=40), "rich")
    writer.write(CANARY)
    finish(writer)
    assert writer.screen.too_wide == []


def test_of_a_file_of_answers_nothing_can_be_let_go(home: Home, run: Start) -> None:
    answers = home.folder.parent / "answers.md"
    Path(answers).write_text("## joy\n\nWe laughed.\n")
    writer = run("reflect", "--let-go", "--answers", str(answers), "--plain")
    assert writer.wait_exit() == 2
    assert home.files() == []
