"""Behaviour 16: every typed command does what it says and never enters the answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from harness import CTRL_C, CTRL_D, ENTER
from reflecting import ASKED, GUIDE, MODES, Home, Writer
from screens import squeeze

from partnership_cli.framework.loader import load_framework
from partnership_cli.reflection.session import Sharing

Start = Callable[..., Writer]

BOTH = pytest.mark.parametrize("mode", MODES)
COMMANDS = ["/done", "/skip", "/back", "/edit", "/last", "/read", "/values", "/shareable"]
COMMANDS += ["/private", "/hide", "/discard", "/pause", "/list"]


def do(writer: Writer, mode: str, command: str, says: str) -> None:
    """Type a command, see what it says, and be asked for the answer again."""
    writer.command(command, says)
    writer.wait_until_asked(mode)


@BOTH
def test_16_help_names_every_command(mode: str, home: Home, start: Start) -> None:
    writer = start(mode)
    writer.write("Half a")
    do(writer, mode, "/help", "/discard")
    assert [word for word in COMMANDS if word not in writer.screen.text] == []
    assert mode == "rich" or "/undo" in writer.screen.text
    finish_and_compare(writer, home, "thought.", "Half a\nthought.")


def finish_and_compare(writer: Writer, home: Home, more: str, answer: str) -> None:
    writer.finish(more)
    assert home.answers() == {ASKED[0]: answer}


@BOTH
def test_16_values_shows_the_thirteen(mode: str, home: Home, start: Start) -> None:
    writer = start(mode)
    writer.write("Half a")
    values = [value.text for value in load_framework().values]
    do(writer, mode, "/values", values[-1])
    assert len(values) == 13
    assert [text for text in values if squeeze(text) not in squeeze(writer.screen.text)] == []
    finish_and_compare(writer, home, "thought.", "Half a\nthought.")


@BOTH
def test_16_skip_leaves_the_question(mode: str, home: Home, start: Start) -> None:
    writer = start(mode)
    writer.command("/skip")
    writer.wait_for("Skipped. Type /back to return.")
    writer.next_question(2, mode)
    assert home.saved_notes() == ()


@BOTH
def test_16_shareable_and_private_are_kept_with_the_answer(
    mode: str, home: Home, start: Start
) -> None:
    writer = start(mode)
    writer.write("One.")
    do(writer, mode, "/shareable", "is shareable")
    writer.command("/done")
    writer.next_question(2, mode)
    writer.write("Two.")
    do(writer, mode, "/shareable", "is shareable")
    do(writer, mode, "/private", "is private")
    writer.command("/done")
    writer.next_question(3, mode)
    (note,) = home.saved_notes()
    assert [(answer.answer, answer.sharing) for answer in note.session.answers] == [
        ("One.", Sharing.SHAREABLE),
        ("Two.", Sharing.PRIVATE),
    ]


@BOTH
def test_16_read_shows_what_is_written_so_far(mode: str, home: Home, start: Start) -> None:
    writer = start(mode)
    writer.write("Nobody asked.")
    do(writer, mode, "/read", "Nobody asked.")
    finish_and_compare(writer, home, "Then I did.", "Nobody asked.\nThen I did.")


@BOTH
def test_16_last_shows_the_answer_of_an_earlier_session(
    mode: str, home: Home, start: Start, run: Start
) -> None:
    start(mode).finish("What I wrote in spring.")
    writer = run("reflect", GUIDE, f"--{mode}")
    writer.wait_for("You answered this on")
    assert "spring" not in writer.screen.text
    writer.send(ENTER)
    writer.next_question(1, mode)
    do(writer, mode, "/last", "What I wrote in spring.")
    writer.finish("And in autumn.")
    saved = {note.session.answers[0].answer for note in home.saved_notes()}
    assert saved == {"What I wrote in spring.", "And in autumn."}


@BOTH
def test_16_list_goes_to_the_question_chosen(mode: str, home: Home, start: Start) -> None:
    writer = start(mode)
    writer.write("Half a thought.")
    writer.command("/list", "to stay:")
    writer.send("4" + ENTER)
    writer.next_question(4, mode)
    writer.command("/list", "to stay:")
    writer.send(ENTER)
    writer.next_question(4, mode, times=2)
    assert home.answers() == {ASKED[0]: "Half a thought."}


@BOTH
def test_16_hide_clears_the_screen_and_keeps_the_text(mode: str, home: Home, start: Start) -> None:
    writer = start(mode)
    writer.write("Nobody is to see this.")
    do(writer, mode, "/read", "Nobody")
    do(writer, mode, "/help", "/discard")
    do(writer, mode, "/values", "From the framework:")
    assert "Nobody" in writer.screen.text
    do(writer, mode, "/hide", "Hidden")
    if mode == "rich":
        assert "Nobody" not in writer.screen.text
    else:
        assert "Nobody" not in "\n".join(writer.screen.rows)
    writer.write("More.")
    do(writer, mode, "/read", "Nobody is to see this.")
    finish_and_compare(writer, home, "End.", "Nobody is to see this.\nMore.\nEnd.")


@BOTH
def test_16_discard_asks_once_and_removes_every_byte(mode: str, home: Home, start: Start) -> None:
    writer = start(mode)
    writer.write("The words to be gone.")
    writer.wait_for_draft("The words to be gone.")
    writer.command("/discard", "to keep it:")
    writer.send(ENTER)
    writer.wait_for("Kept.")
    writer.wait_until_asked(mode)
    writer.command("/done")
    writer.next_question(2, mode)
    writer.command("/back")
    writer.next_question(1, mode, times=2)
    writer.command("/discard", "to keep it:")
    writer.send("yes" + ENTER)
    writer.next_question(2, mode, times=2)
    kept = [path for path in home.folder.rglob("*") if path.is_file()]
    assert [path for path in kept if b"to be gone" in path.read_bytes()] == []


@BOTH
def test_16_pause_keeps_the_text_and_exits_0(mode: str, home: Home, start: Start) -> None:
    writer = start(mode)
    writer.write("Half a thou")
    writer.command("/pause")
    assert writer.wait_exit() == 0
    assert "Paused. Everything you typed is saved on this computer." in writer.screen.text
    assert home.answers() == {ASKED[0]: "Half a thou"}


@BOTH
def test_16_two_slashes_write_one(mode: str, home: Home, start: Start) -> None:
    writer = start(mode)
    writer.command("//skip")
    writer.wait_until(
        lambda: [draft.strip() for draft in home.drafts().values()] == ["/skip"], "/skip in a draft"
    )
    finish_and_compare(writer, home, "and /skip within.", "/skip\nand /skip within.")


@BOTH
def test_16_a_line_that_is_no_command_is_said_and_kept(mode: str, home: Home, start: Start) -> None:
    writer = start(mode)
    do(writer, mode, "/skipp", "There is no /skipp")
    finish_and_compare(writer, home, "and more", "/skipp\nand more")


def test_16_undo_drops_the_last_line(home: Home, start: Start) -> None:
    writer = start("plain")
    writer.write("Stays.\nGoes.")
    do(writer, "plain", "/undo", "gone")
    finish_and_compare(writer, home, "Comes.", "Stays.\nComes.")


@BOTH
def test_16_done_without_a_word_saves_nothing(mode: str, home: Home, start: Start) -> None:
    writer = start(mode)
    writer.command("/done")
    writer.next_question(2, mode)
    assert "Saved." not in writer.screen.text
    writer.send(CTRL_D)
    writer.next_question(3, mode)
    writer.send(CTRL_C)
    assert writer.wait_exit() == 130
    assert home.saved_notes() == ()


@pytest.mark.parametrize("mode", MODES)
def test_30_words_that_leave_other_programs_stay_and_are_answered_once(
    mode: str, home: Home, start: Start
) -> None:
    writer = start(mode)
    says = "quit stays in your answer. To stop for now: /pause, or Ctrl-C."
    writer.write("One.\n")
    writer.command("quit", says)
    writer.wait_until_asked(mode)
    writer.write("quit\nand more. /done\n")
    writer.wait_for("/done stands at the end of your line")
    writer.wait_until_asked(mode)
    writer.finish("end")
    assert writer.count(says) == 1
    assert home.answers() == {ASKED[0]: "One.\nquit\nquit\nand more. /done\nend"}
