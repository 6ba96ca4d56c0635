"""What the program writes to a terminal, byte by byte."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from harness import CTRL_C, CTRL_D, ENTER
from reflecting import MODES, Home, Writer
from screens import squeeze

from fork_server import fork_server

Start = Callable[..., Writer]

SAID = (
    ("/help", "/discard"),
    ("/values", "From the framework:"),
    ("/shareable", "is shareable"),
    ("/read", "Another."),
    ("/private", "is private"),
)
_SGR = re.compile(rb"\x1b\[([0-9;]*)m")
_BOXES = re.compile("[\u2500-\u25ff]")
_EMOJI = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f]")


def hues(raw: bytes | bytearray) -> set[int]:
    """Return the colours asked for, as numbers of SGR, without bold, underline and reverse."""
    asked = {int(code) for codes in _SGR.findall(raw) for code in codes.split(b";") if code}
    return {code for code in asked if 30 <= code <= 38 or 40 <= code <= 48 or 90 <= code <= 107}


def pipe(home: Home, *arguments: str, **environment: str) -> bytes:
    """Return what a command writes into a pipe."""
    done = fork_server().run(arguments, home.environment(environment), home.folder)
    done.check_returncode()
    return done.stdout


def test_22_a_plain_session_is_pure_lines_of_text(home: Home, run: Start) -> None:
    writer = run("reflect", "--plain")
    writer.wait_for("Press Enter to continue")
    writer.send(ENTER)
    for tried, typed in enumerate(("99", "4?", "4"), 1):
        writer.wait_for("or Enter for 1, Considering partnership:", tried)
        assert writer.screen.before_cursor.endswith(": ")
        writer.send(typed + ENTER)
    writer.next_question(1, "plain")
    writer.write("One line.\n\nAnother.")
    for word, says in SAID:
        writer.command(word, says)
        writer.wait_until_asked("plain")
    writer.command("/list", "to stay:")
    writer.send(ENTER)
    writer.next_question(1, "plain", times=2)
    writer.command(".")
    for number in range(2, 7):
        writer.next_question(number, "plain")
        writer.command("/skip")
    writer.wait_for("Enter to finish:")
    writer.send(ENTER)
    writer.wait_for("or press Enter:")
    writer.send(ENTER)
    assert writer.wait_exit() == 0
    raw = bytes(writer.raw)
    assert b"That was the last question." in raw
    assert b"\x1b" not in raw
    assert re.search(rb"\r(?!\n)", raw) is None
    assert _BOXES.findall(raw.decode()) == []
    assert _EMOJI.findall(raw.decode()) == []
    assert "Traceback" not in raw.decode()
    assert home.answers() == {"meaningful-relationships": "One line.\n\nAnother."}


def test_33_plain_mode_breaks_no_row_inside_a_word(run: Start) -> None:
    writer = run("reflect", "sharing-power", "--plain", columns=40)
    writer.reach_question(1, "plain")
    rows = [row.decode() for row in writer.raw.split(b"\r\n")]
    assert max(map(len, rows)) <= 40
    assert "meaningful relationships" in " ".join(rows)


def test_33_a_dumb_terminal_gets_each_sentence_whole(run: Start) -> None:
    writer = run("values", environment={"TERM": "dumb"}, columns=40)
    assert writer.wait_exit() == 0
    assert max(map(len, writer.raw.split(b"\r\n"))) > 40


def test_23_no_color_is_obeyed_in_a_session(start: Start) -> None:
    writer = start("rich", environment={"NO_COLOR": "1", "FORCE_COLOR": "1"})
    writer.write("A word.")
    writer.send(CTRL_D)
    writer.next_question(2, "rich")
    writer.send(CTRL_C)
    writer.wait_exit()
    assert hues(writer.raw) == set()


def test_23_the_toolbar_is_in_reverse_and_no_text_is_dim(start: Start) -> None:
    writer = start("rich")
    writer.wait_for("Ctrl-D finish")
    screen = writer.screen
    (row,) = [number for number, text in enumerate(screen.rows) if "Ctrl-D finish" in text]
    assert screen.buffer[row][5].reverse
    assert b"\x1b[2m" not in writer.raw


def test_23_the_question_is_bold_and_the_bar_beside_it_alone_has_a_hue(start: Start) -> None:
    writer = start("rich")
    screen = writer.screen
    cells = [screen.buffer[y][x] for y in range(screen.lines) for x in range(screen.columns)]
    assert squeeze("".join(cell.data for cell in cells if cell.fg != "default")) == ""
    assert hues(writer.raw) == {36}
    bold = squeeze("".join(cell.data for cell in cells if cell.bold))
    assert bold == squeeze(
        "Sharing power How can I build meaningful relationships with my partners?"
    )


@pytest.mark.parametrize(
    ("environment", "styled"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, False),
    ],
)
def test_23_a_listing_in_a_pipe_is_styled_only_when_forced(
    environment: dict[str, str], styled: bool, home: Home
) -> None:
    assert (b"\x1b[" in pipe(home, "questions", **environment)) == styled


@pytest.mark.parametrize("command", ["questions", "guides", "about", "--help"])
def test_23_a_dumb_terminal_gets_no_escape_byte(command: str, run: Start) -> None:
    writer = run(command, environment={"TERM": "dumb"})
    assert writer.wait_exit() == 0
    assert b"\x1b" not in writer.raw


def test_23_a_dumb_terminal_begins_plain_mode(home: Home, run: Start) -> None:
    writer = run("reflect", "sharing-power", environment={"TERM": "dumb"})
    writer.reach_question(1, "plain")
    writer.write("A word.")
    writer.command(".")
    writer.next_question(2, "plain")
    assert b"\x1b" not in writer.raw
    assert home.answers() == {"meaningful-relationships": "A word."}


@pytest.mark.parametrize("mode", MODES)
def test_23_an_idle_prompt_writes_nothing(mode: str, start: Start) -> None:
    writer = start(mode)
    writer.write("A word.")
    writer.wait_for_draft("A word.")
    if mode == "rich":
        writer.wait_for("saved")
    writer.written_within(0.3)
    assert writer.written_within(2.2) == b""


@pytest.mark.parametrize(
    ("options", "paged"), [((), True), (("--no-pager",), False), (("--plain",), False)]
)
def test_what_is_longer_than_the_screen_goes_to_the_pager(
    run: Start, options: tuple[str, ...], paged: bool
) -> None:
    writer = run(*options, "questions", environment={"PAGER": "sh -c 'cat; echo PAGED'"})
    assert writer.wait_exit() == 0
    assert ("PAGED" in writer.screen.text) is paged
    assert "collective" in writer.screen.text
