"""Behaviour 28: what a terminal says by itself is no word, and no key makes words vanish."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from harness import CTRL_D, ENTER
from reflecting import ASKED, MODES, Home, Writer
from screens import Screen

from reports import REPORTS

Start = Callable[..., Writer]

CUT = 0.1
"""Seconds between two pieces of a report, on a connection that is slow."""


@pytest.mark.parametrize("mode", MODES)
def test_28_reports_whole_and_in_two_pieces_are_no_words(
    mode: str, home: Home, start: Start
) -> None:
    writer = start(mode)
    for number, report in enumerate(REPORTS.values()):
        place = 1 + number % (len(report.encode()) - 1)
        writer.send(f"w{number}{report}{report[:place]}")
        due = time.monotonic() + CUT
        while time.monotonic() < due:
            writer.read(CUT / 5)
        writer.send(f"{report[place:]}x ")
    writer.write("end")
    writer.finish()
    wanted = " ".join(f"w{number}x" for number in range(len(REPORTS)))
    assert home.answers() == {ASKED[0]: f"{wanted} end"}


@pytest.mark.parametrize("mode", MODES)
def test_28_keys_that_change_the_input_method_lose_no_word(
    mode: str, home: Home, start: Start
) -> None:
    writer = start(mode)
    writer.write("one")
    writer.send("\x00\x00")
    writer.write(" 漢字")
    writer.send("\x00\x1bu\x11")
    writer.finish(" three")
    assert home.answers() == {ASKED[0]: "one 漢字 three"}


def test_28_a_report_at_a_menu_is_no_word(run: Start) -> None:
    writer = run("reflect", "--rich")
    writer.wait_for("Press Enter to continue")
    writer.send(f"\x1b[I\x1b]11;rgb:1414/1414/1414\x1b\\{ENTER}")
    writer.wait_for("Number from 1 to")
    writer.send(f"\x1bP>|XTerm(370)\x1b\\4\x1b[?997;1n{ENTER}")
    writer.next_question(1, "rich")
    assert "That is not one of them" not in writer.screen.text


@pytest.mark.parametrize("mode", MODES)
def test_28_letters_in_another_encoding_are_read_and_told(
    mode: str, home: Home, start: Start
) -> None:
    writer = start(mode)
    writer.send(b"caf\xe9 and more")
    writer.wait_until(lambda: writer.stands_after("café and more"), "the letters")
    writer.send(CTRL_D)
    writer.wait_for("Some letters did not come as UTF-8.")
    writer.next_question(2, mode)
    assert home.answers() == {ASKED[0]: "café and more"}


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C", "LANG": "C"},
    ],
    ids=["PYTHONIOENCODING", "LC_ALL"],
)
@pytest.mark.parametrize("mode", MODES)
def test_28_every_letter_is_kept_where_the_session_says_ascii(
    mode: str, environment: dict[str, str], home: Home, start: Start
) -> None:
    writer = start(mode, environment=environment)
    writer.send("café 漢" + CTRL_D)
    writer.next_question(2, mode)
    assert home.answers() == {ASKED[0]: "café 漢"}


def test_a_terminal_that_does_not_say_where_the_cursor_is_has_the_last_line(
    home: Home, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Screen, "write_process_input", lambda _screen, _data: None)
    writer = start("rich")
    writer.write("Some words")
    writer.wait_for("Ctrl-D finish")
    writer.wait_for("saved")
    writer.resize(60)
    writer.finish(" more")
    writer.next_question(2, "rich")
    writer.write("and others")
    writer.wait_until(
        lambda: (
            "Ctrl-D finish" in writer.screen.rows[-1]
            or any("Ctrl-D finish" in row for row in writer.screen.rows)
        ),
        "the last line",
    )
    assert "WARNING" not in writer.screen.text
    assert home.answers() == {ASKED[0]: "Some words more"}
