"""The harness itself, on small programs of its own."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from harness import CTRL_C, ENTER, Terminal

Begin = Callable[..., Terminal]

ECHO = "for line in iter(input, 'end'): print('got', len(line), line[:20])"
RAW = """
import os, sys, tty
old = tty.tcgetattr(0)
tty.setraw(0)
print('ready', end='\\r\\n', flush=True)
"""


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Begin]:
    with ExitStack() as terminals:

        def begin_program(code: str, columns: int = 80, rows: int = 24) -> Terminal:
            terminal = Terminal(
                [sys.executable, "-c", code], {"TERM": "xterm-256color"}, tmp_path, columns, rows
            )
            return terminals.enter_context(terminal)

        yield begin_program


def test_what_is_typed_and_answered_is_seen(begin: Begin) -> None:
    terminal = begin(ECHO)
    terminal.send("hello" + ENTER)
    terminal.wait_for("got 5 hello")
    terminal.send("end" + ENTER)
    assert terminal.wait_exit() == 0
    assert terminal.screen.rows[:3] == ["hello", "got 5 hello", "end"]


def test_a_failing_wait_shows_the_screen(begin: Begin) -> None:
    terminal = begin("print('something else'); input()")
    terminal.wait_for("something")
    shown = r"'never' 1 times(.|\n)*running(.|\n)*\|something else"
    with pytest.raises(AssertionError, match=shown):
        terminal.wait_for("never", seconds=0.1)


def test_a_wait_ends_when_the_program_has(begin: Begin) -> None:
    terminal = begin("print('bye')")
    with pytest.raises(AssertionError, match="ended 0"):
        terminal.wait_for("never", seconds=60)
    assert terminal.screen.rows[0] == "bye"


def test_a_text_is_found_across_the_edge_of_the_screen(begin: Begin) -> None:
    terminal = begin("print('x' * 15 + ' one word')", columns=20)
    terminal.wait_for("one word")
    assert terminal.screen.too_wide == ["x" * 15 + " one word"]


def test_the_place_of_the_cursor_is_told_when_asked(begin: Begin) -> None:
    terminal = begin(RAW + "print('ab\\x1b[6n', end='', flush=True); print(os.read(0, 20))")
    terminal.wait_for(r"b'\x1b[2;3R'")


def test_a_burst_beyond_every_buffer_is_taken_whole(begin: Begin) -> None:
    terminal = begin(
        RAW + "n = 0\n"
        "while n < 300000: d = os.read(0, 999); os.write(1, d); n += len(d)\n"
        "print('all', n)"
    )
    terminal.wait_for("ready")
    terminal.type_fast("abcdefghi\n" * 30000)
    assert terminal.wait_exit() == 0
    assert terminal.raw.count(b"abcdefghi\r") == 30000


def test_lines_that_scrolled_away_are_kept_until_they_are_erased(begin: Begin) -> None:
    terminal = begin("for n in range(60): print('line', n)\ninput()\nprint('\\x1b[3J')", rows=10)
    terminal.wait_for("line 59")
    assert terminal.screen.text.splitlines()[:60] == [f"line {n}" for n in range(60)]
    terminal.send(ENTER)
    terminal.wait_exit()
    assert "line 3\n" not in terminal.screen.text


def test_text_after_a_joiner_is_seen(begin: Begin) -> None:
    terminal = begin("print('\\U0001f469\\u200d\\U0001f467 here')")
    terminal.wait_for("here")


def test_a_paste_is_marked_where_the_program_asked_for_it(begin: Begin) -> None:
    terminal = begin(RAW + "print('\\x1b[?2004h', end='', flush=True); print(os.read(0, 30))")
    terminal.wait_until(lambda: terminal.screen.takes_pastes, "paste mode")
    terminal.paste("a\nb")
    terminal.wait_for(r"b'\x1b[200~a\rb\x1b[201~'")


def test_a_paste_is_typed_where_the_program_did_not_ask(begin: Begin) -> None:
    terminal = begin(ECHO)
    terminal.paste("a\nb\n")
    terminal.wait_for("got 1 b")


def test_a_new_size_reaches_the_program(begin: Begin) -> None:
    terminal = begin(SIZES)
    terminal.wait_for("80 24")
    terminal.resize(40, 10)
    terminal.wait_for("40 10")
    assert len(terminal.screen.rows) == 10


SIZES = """
import os, signal
def show(*_): os.write(1, b"%d %d " % os.get_terminal_size())
signal.signal(signal.SIGWINCH, show)
show()
while True: signal.pause()
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_signal_ends_the_program(begin: Begin, number: signal.Signals) -> None:
    terminal = begin("print('up'); input()")
    terminal.wait_for("up")
    terminal.kill(number)
    assert terminal.wait_exit() == -number


def test_control_c_is_a_signal_for_a_program_that_left_it_so(begin: Begin) -> None:
    terminal = begin("try: print('up'); input()\nexcept KeyboardInterrupt: raise SystemExit(77)")
    terminal.wait_for("up")
    terminal.send(CTRL_C)
    assert terminal.wait_exit() == 77


def test_closing_the_window_hangs_up(begin: Begin, tmp_path: Path) -> None:
    terminal = begin(
        "import signal\n"
        "def end(*_): open('hung up', 'w').close(); raise SystemExit(3)\n"
        "signal.signal(signal.SIGHUP, end)\nprint('up')\nsignal.pause()"
    )
    terminal.wait_for("up")
    terminal.hang_up()
    assert terminal.wait_exit() == 3
    assert (tmp_path / "hung up").exists()


def test_changed_settings_and_unread_keys_are_noticed(begin: Begin) -> None:
    terminal = begin(RAW + "os.read(0, 1)")
    terminal.wait_for("ready")
    terminal.send("xyz")
    assert terminal.wait_exit() == 0
    assert terminal.settings() != terminal.settings_before
    assert terminal.unread() == b"yz"


def test_settings_that_were_given_back_are_as_before(begin: Begin) -> None:
    terminal = begin(RAW + "tty.tcsetattr(0, tty.TCSADRAIN, old)")
    assert terminal.wait_exit() == 0
    assert terminal.settings() == terminal.settings_before
    assert terminal.unread() == b""


def test_a_hidden_cursor_and_modes_are_noticed(begin: Begin) -> None:
    terminal = begin("print('\\x1b[?25l\\x1b[?1000h\\x1b[?2004h')")
    terminal.wait_exit()
    screen = terminal.screen
    assert (screen.shows_cursor, screen.takes_mouse, screen.takes_pastes) == (False, True, True)
