"""When a text goes to the person's pager, and what is done when that does not work."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership_cli.context import AppContext
from partnership_cli.errors import StopRequest
from partnership_cli.terminal import pager as pager_module
from partnership_cli.terminal.console import Console, Interface
from partnership_cli.terminal.pager import (
    count_rows,
    find_pager,
    hold_for_pager,
    run_pager,
    split_screens,
)
from partnership_cli.terminal.signals import raise_stop
from running import call_program, make_environment

HEIGHT = 5
LONG = [str(number) for number in range(HEIGHT)]


class Screen(io.StringIO):
    """A stream that a person is looking at."""

    def isatty(self) -> bool:
        return True


class Pager:
    """What is shown in it; `works` is whether it could be started."""

    def __init__(self, *, works: bool = True) -> None:
        self.shown: list[str] = []
        self.parts: tuple[str, ...] = ()
        self._works = works

    def run(self, parts: tuple[str, ...], text: str, environ: Mapping[str, str]) -> bool:
        self.parts = parts
        self.shown.append(text)
        return self._works


def show(lines: list[str], pager: Pager, environ: Mapping[str, str], *, width: int = 80) -> str:
    """Show lines in a screen of five rows; return what is on it without a pager."""
    screen = Screen()
    console = Console(screen, screen, width=width, wraps=True)
    with hold_for_pager(console, HEIGHT, environ, pager.run) as held:
        held.lines(lines)
    return screen.getvalue()


def test_a_text_that_is_longer_than_the_screen_goes_to_the_pager() -> None:
    pager = Pager()
    assert show(LONG, pager, {"PAGER": "my pager"}) == ""
    assert pager.shown == ["0\n1\n2\n3\n4\n"]
    assert pager.parts == ("my", "pager")


def test_a_text_that_leaves_a_row_for_the_prompt_is_printed() -> None:
    pager = Pager()
    assert show(LONG[:-1], pager, {"PAGER": "my pager"}) == "0\n1\n2\n3\n"
    assert pager.shown == []


def test_a_line_that_is_wider_than_the_screen_takes_several_rows() -> None:
    pager = Pager()
    show(["x" * 81], pager, {"PAGER": "my pager"}, width=20)
    assert pager.shown == ["x" * 81 + "\n"]


@given(st.lists(st.text("ab ", max_size=30), min_size=1), st.integers(2, 9))
def test_each_screen_of_a_text_leaves_a_row_and_none_is_lost(lines: list[str], height: int) -> None:
    text = "\n".join(lines)
    screens = list(split_screens(f"{text}\n", 20, height))
    assert "\n".join(screens) == text
    assert all(count_rows(one, 20) < height or "\n" not in one for one in screens)


@pytest.mark.parametrize(
    ("text", "rows"),
    [("", 1), ("a\n", 1), ("a\n\n", 2), ("x" * 21, 2), ("\x1b[1m" + "x" * 20 + "\x1b[0m", 1)],
)
def test_the_rows_of_a_text_are_those_of_the_screen(text: str, rows: int) -> None:
    assert count_rows(text, 20) == rows


@pytest.mark.parametrize("command", ["", " ", "cat"])
def test_no_pager_is_used_where_none_is_wanted(command: str) -> None:
    pager = Pager()
    assert find_pager({"PAGER": command}) is None
    assert show(LONG, pager, {"PAGER": command}) == "0\n1\n2\n3\n4\n"
    assert pager.shown == []


def test_where_the_pager_cannot_be_started_the_text_is_printed() -> None:
    assert show(LONG, Pager(works=False), {"PAGER": "missing"}) == "0\n1\n2\n3\n4\n"


def test_what_is_said_beside_the_result_is_in_the_pager_at_its_place() -> None:
    pager = Pager()
    console = Console(Screen(), Screen(), wraps=True)
    with hold_for_pager(console, HEIGHT, {"PAGER": "less"}, pager.run) as held:
        held.verbatim("a")
        held.say("damaged")
        held.lines(LONG)
    assert pager.shown[0].startswith("a\ndamaged\n0\n")


def test_what_is_said_to_a_file_goes_there() -> None:
    pager, file = Pager(), io.StringIO()
    with hold_for_pager(Console(Screen(), file), HEIGHT, {"PAGER": "less"}, pager.run) as held:
        held.say("damaged")
        held.lines(LONG)
    assert (file.getvalue(), pager.shown) == ("damaged\n", ["0\n1\n2\n3\n4\n"])


def break_off(error: BaseException, pager: Pager, screen: Screen) -> None:
    """Write more than fits on a screen, then raise an error."""
    console = Console(screen, screen)
    with hold_for_pager(console, HEIGHT, {"PAGER": "less"}, pager.run) as held:
        held.lines(LONG)
        raise error


def test_an_error_comes_after_what_was_shown_before_it() -> None:
    pager = Pager()
    with pytest.raises(ValueError, match="later"):
        break_off(ValueError("later"), pager, Screen())
    assert pager.shown == ["0\n1\n2\n3\n4\n"]


def test_a_key_that_interrupts_opens_no_pager() -> None:
    pager, screen = Pager(), Screen()
    with pytest.raises(KeyboardInterrupt):
        break_off(KeyboardInterrupt(), pager, screen)
    assert (pager.shown, screen.getvalue()) == ([], "0\n1\n2\n3\n4\n")


@pytest.mark.parametrize(
    ("command", "parts"),
    [
        ("less -S", ("less", "-S")),
        ("'my pager' a", ("my pager", "a")),
        ("less | cat; rm $HOME `x`", ("less", "|", "cat;", "rm", "$HOME", "`x`")),
        ("'less", ("'less",)),
        ("\\", ("\\",)),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="Windows has other rules for a command")
def test_no_shell_reads_the_command(command: str, parts: tuple[str, ...]) -> None:
    assert find_pager({"PAGER": command}) == parts


def test_less_is_taken_where_it_is_there_and_nothing_is_set(tmp_path: Path) -> None:
    less = tmp_path / ("less" if os.name == "posix" else "less.exe")
    less.touch(mode=0o700)
    assert find_pager({"PATH": str(tmp_path)}) == (str(less),)
    assert find_pager({"PATH": str(tmp_path / "empty")}) == ()


@pytest.mark.parametrize(
    "parts", [(), ("no-such-program",), ("'less",), ("less\0",), ("\ud800",), ("/",)]
)
def test_a_command_that_starts_nothing_is_no_pager(parts: tuple[str, ...]) -> None:
    assert not run_pager(parts, "text", {})


def run_script(tmp_path: Path, script: str, text: str) -> tuple[bool, str]:
    file = tmp_path / "seen"
    shown = run_pager((sys.executable, "-I", "-S", "-c", script, str(file)), text, os.environ)
    return shown, file.read_text("utf-8") if file.exists() else ""


SEE = "import os, sys; open(sys.argv[1], 'wb').write({})"


def test_the_pager_reads_every_letter_and_keeps_no_record(tmp_path: Path) -> None:
    script = SEE.format("sys.stdin.buffer.read() + os.environ['LESSHISTFILE'].encode()")
    assert run_script(tmp_path, script, "信任 \ud800\n") == (True, "信任 \\ud800\n-")


def test_a_pager_that_is_left_early_has_shown_the_text(tmp_path: Path) -> None:
    assert run_script(tmp_path, "", "x\n" * 100_000) == (True, "")


def test_a_pager_that_fails_has_not_shown_the_text(tmp_path: Path) -> None:
    assert run_script(tmp_path, "import sys; sys.exit(1)", "x\n" * 100_000) == (False, "")


@pytest.mark.parametrize(
    ("mode", "pager", "terminal", "pages"),
    [
        ("rich", None, True, True),
        ("rich", False, True, False),
        ("rich", None, False, False),
        ("rich", True, False, False),
        ("plain", None, True, False),
        ("plain", True, True, True),
        ("plain", False, True, False),
    ],
)
def test_only_a_terminal_has_a_pager_and_in_plain_mode_only_when_asked(
    mode: Interface,
    pager: bool | None,
    terminal: bool,
    pages: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdout", Screen() if terminal else io.StringIO())
    environ = {"TERM": "xterm", "LINES": "5", "PAGER": "no-such-program"}
    context = AppContext(environ, interface=mode)
    context.pager = pager
    with context.show_in_pages():
        assert (context.console.out is not sys.stdout) is pages
    assert context.console.out is sys.stdout


@pytest.mark.parametrize("environ", [{"TERM": "dumb", "LINES": "5"}, {"TERM": "xterm"}])
def test_a_terminal_that_is_dumb_or_has_no_size_has_no_pager(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", Screen())
    context = AppContext(environ, interface="rich")
    with context.show_in_pages():
        assert context.console.out is sys.stdout


@pytest.mark.skipif(os.name != "posix", reason="Windows has other signals")
def test_a_stop_while_somebody_reads_ends_the_pager(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    waits = (
        f"import os, time; open({str(file)!r}, 'w').write(str(os.getpid()));"
        f"os.kill({os.getpid()}, {int(signal.SIGUSR1)}); time.sleep(60)"
    )
    before = signal.signal(signal.SIGUSR1, raise_stop)
    try:
        with pytest.raises(StopRequest):
            run_pager((sys.executable, "-I", "-S", "-c", waits), "x\n" * 100_000, os.environ)
    finally:
        signal.signal(signal.SIGUSR1, before)
    with pytest.raises(ProcessLookupError):
        os.kill(int(file.read_text()), 0)


@pytest.mark.parametrize(
    "command", ["questions", "guides", "projects", "about", "config", "where", "doctor"]
)
def test_what_is_longer_than_the_screen_is_shown_in_the_pager(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "home/notebook/2026"
    folder.mkdir(parents=True)
    (folder / "2026-11-01-1201-bcdfgh.md").touch()
    shown: list[str] = []

    def run_pager(_parts: Sequence[str], text: str, _environ: Mapping[str, str]) -> bool:
        shown.append(text)
        return True

    monkeypatch.setattr(pager_module, "run_pager", run_pager)
    environ = make_environment(tmp_path / "home", tmp_path) | {"LINES": "3", "PAGER": "less"}
    ended = call_program((command,), b"", environ, tmp_path, seen=True)
    assert (ended.out, ended.err) == ("", "")
    assert len(shown) == 1
