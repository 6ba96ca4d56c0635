"""Writing in plain mode: a prompt wherever words are expected, and lines that can be changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership_cli.errors import StopRequest
from partnership_cli.reflection.session import Sharing
from partnership_cli.terminal.draft_saver import DraftSaver
from partnership_cli.terminal.editor_protocol import EditResult
from partnership_cli.terminal.line_input import InputLine, KeyboardLines
from partnership_cli.terminal.plain_editor import (
    GO_ON,
    INSTEAD,
    NO_ARROWS,
    YOUR_ANSWER,
    PlainEditor,
)
from partnership_cli.terminal.slash_commands import SlashCommand, UnknownCommand
from partnership_cli.views.messages import list_commands

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminal", allow_module_level=True)

import termios

from desks import NOW, Echo, PlainDesk

LINES = st.lists(st.text("abc ", min_size=1, max_size=5).filter(str.strip), min_size=1, max_size=6)


@dataclass
class Script:
    """Reads lines from a script, and hears the prompts."""

    typed: list[str | InputLine]
    prompts: list[str] = field(default_factory=list)
    partial: str = ""
    moved: bool = False
    idles: bool = False

    @property
    def guessed(self) -> bool:
        return False

    def read_line(self, prompt: str, idle: object = None) -> InputLine:
        self.prompts.append(prompt)
        if self.idles and callable(idle):
            idle()
        if not self.typed:
            raise StopRequest(2, by_key=True)
        line = self.typed.pop(0)
        return line if isinstance(line, InputLine) else InputLine(line)

    def show_again(self, prompt: str) -> None:
        self.prompts.append(f"{prompt}{self.partial}")

    def waits(self, seconds: float) -> bool:
        return False

    def take_rest(self) -> str:
        return ""

    take_waiting = take_rest

    def put_back(self, typed: str) -> None:
        assert not typed

    def lent(self) -> nullcontext[None]:
        return nullcontext()

    opened = lent


@dataclass
class Desk:
    """A plain editor before a script, and what it said."""

    reader: Script
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.editor = PlainEditor(self.reader, self.said.append, self.said.append)

    def edit(self, text: str = "") -> EditResult:
        saver = DraftSaver(lambda _text: None, lambda: NOW, text)
        return self.editor.edit(text, len(text), Sharing.PRIVATE, saver)


def write(*typed: str | InputLine, text: str = "") -> tuple[EditResult, Script, list[str]]:
    desk = Desk(Script([*typed]))
    return desk.edit(text), desk.reader, desk.said


def test_32_the_first_line_has_a_prompt_and_the_others_have_none() -> None:
    _, reader, _ = write("one", "two", ".")
    assert reader.prompts == [YOUR_ANSWER, "", ""]


@pytest.mark.parametrize("command", [one for one in SlashCommand if one != "undo"])
@pytest.mark.parametrize("text", ["", "words"])
def test_32_after_a_command_it_is_said_that_the_answer_goes_on(
    command: SlashCommand, text: str
) -> None:
    desk = Desk(Script([f"/{command}", "."]))
    desk.edit(text)
    desk.edit(text)
    shown = {"help", "values", "more", "last", "read", "hide", "edit"}
    goes_on = command in shown | {"shareable", "private"}
    assert desk.reader.prompts[1] == (GO_ON if goes_on or text else YOUR_ANSWER)


def test_32_after_what_is_no_command_it_is_said_that_the_answer_goes_on() -> None:
    desk = Desk(Script(["/bogus", "."]))
    edited = desk.edit()
    assert edited.command == UnknownCommand("bogus")
    desk.edit(edited.text)
    assert desk.reader.prompts == [YOUR_ANSWER, GO_ON]


def test_32_who_comes_back_to_an_answer_goes_on_with_it() -> None:
    _, reader, _ = write(".", text="words")
    assert reader.prompts == [GO_ON]


def test_32_after_a_line_was_dropped_the_answer_goes_on() -> None:
    edited, reader, _ = write("one", "two", "/undo", "three", ".")
    assert edited.text == "one\nthree"
    assert reader.prompts == [YOUR_ANSWER, "", "", GO_ON, ""]


def test_32_after_something_was_said_in_the_middle_of_a_line_the_line_is_there_again() -> None:
    desk = Desk(Script(["."], partial="half", idles=True))

    def refuse(_text: str) -> None:
        from partnership_cli.errors import NotSavedError

        raise NotSavedError("the disk is full")

    desk.editor.edit("", 0, Sharing.PRIVATE, DraftSaver(refuse, lambda: NOW, ""))
    assert desk.reader.prompts == [YOUR_ANSWER, f"{GO_ON}half"]


@given(LINES, st.data())
def test_any_line_can_be_written_anew(lines: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(lines)))
    edited, reader, said = write(f"/change {at}", "New.", ".", text="\n".join(lines))
    assert edited.text.split("\n") == [*lines[: at - 1], "New.", *lines[at:]]
    assert said == [f"Line {at}: {lines[at - 1]}".rstrip()]
    assert reader.prompts == [GO_ON, INSTEAD, GO_ON]


def test_enter_keeps_the_line() -> None:
    assert write("/change 1", "", ".", text="one")[0].text == "one"


@pytest.mark.parametrize("word", ["/done", ".", "/skip", "/pause"])
def test_a_command_in_place_of_a_line_is_carried_out_and_the_line_stays(word: str) -> None:
    edited, _, _ = write("/change 1", word, text="one\ntwo")
    assert edited.text == "one\ntwo"
    assert edited.command == SlashCommand("done" if word == "." else word[1:])


def test_another_line_can_be_asked_for_in_place_of_a_line() -> None:
    assert write("/change 1", "/change 2", "New.", ".", text="one\ntwo")[0].text == "one\nNew."


def test_a_line_with_two_slashes_is_words() -> None:
    assert write("//change 1", ".")[0].text == "/change 1"
    assert write("/change 1", "//skip", ".", text="one")[0].text == "/skip"


@pytest.mark.parametrize(
    ("typed", "text", "said"),
    [
        ("/change", "", "Nothing is written here yet."),
        ("/change 1", "", "Nothing is written here yet."),
        (
            "/change",
            "one",
            "Your answer has 1 line. Type the number of one too, such as /change 1.",
        ),
        ("/change 3", "one\ntwo", "There is no line 3. Your answer has 2 lines."),
        ("/change 0", "one\ntwo", "Your answer has 2 lines. Type the number of one too, "),
    ],
)
def test_a_line_that_is_not_there_is_said_not_to_be(typed: str, text: str, said: str) -> None:
    edited, reader, heard = write(typed, ".", text=text)
    assert heard[0].startswith(said)
    assert (edited.text, reader.prompts[-1]) == (text, GO_ON)


def test_a_paste_in_place_of_a_line_takes_its_place_whole() -> None:
    edited, _, _ = write(
        "/change 1", InputLine("a", pasted=True), InputLine(".", pasted=True), "c", ".",
        text="one\ntwo",
    )  # fmt: skip
    assert edited.text == "a\n.\nc\ntwo"


def test_the_end_of_input_keeps_what_was_typed_in_place_of_a_line() -> None:
    edited, _, _ = write("/change 1", InputLine("New.", last=True), text="one\ntwo")
    assert (edited.text, edited.command) == ("New.\ntwo", SlashCommand.DONE)


def test_a_stop_in_place_of_a_line_keeps_the_line_and_the_words() -> None:
    desk = Desk(Script(["/change 1"]))
    desk.reader.partial = "half"
    assert desk.edit("one").text == "one\nhalf"


def test_the_help_of_plain_mode_begins_with_the_full_stop() -> None:
    words = [word for word, _ in list_commands(plain=True)]
    assert words[:4] == ["A full stop alone on a line", "/skip", "/back", "/pause"]
    assert {"/undo", "/change 2"} <= set(words)


def test_the_help_of_rich_mode_has_nothing_of_plain_mode() -> None:
    shown = " ".join(map(" ".join, list_commands(plain=False)))
    assert not any(word in shown for word in ("full stop", "/undo", "/change", "plain mode"))


# The keyboard


@pytest.fixture
def keyboard() -> Iterator[PlainDesk]:
    keyboard = PlainDesk()
    yield keyboard
    keyboard.close()


ARROWS = ["\x1b[A", "\x1b[D", "\x1bOC", "\x1b[1;5D", "\x1b[H", "\x1bOF"]


@pytest.mark.parametrize("key", ARROWS)
def test_arrow_keys_are_said_once_to_do_nothing(key: str, keyboard: PlainDesk) -> None:
    said: list[str] = []
    editor = PlainEditor(keyboard.reader, said.append, said.append)
    keyboard.send(f"left{key}{key}ZZ\rmore{key}\r\x04")
    edited = editor.edit("", 0, Sharing.PRIVATE, DraftSaver(lambda _t: None, lambda: NOW, ""))
    assert edited.text == "leftZZ\nmore"
    assert said == [NO_ARROWS]
    assert keyboard.screen.text == f"{YOUR_ANSWER}leftZZ\n{GO_ON}more\n\n"


def test_other_keys_are_no_arrow_keys(keyboard: PlainDesk) -> None:
    keyboard.read("ab\x1b[I\x1b[24;80R\x1b[15~\x1bx\r")
    assert not keyboard.reader.moved


@contextmanager
def open_terminal(*, echoes: bool) -> Iterator[tuple[int, KeyboardLines, Echo]]:
    near, far = os.openpty()
    mode = termios.tcgetattr(far)
    if not echoes:
        mode[3] &= ~termios.ECHO
        termios.tcsetattr(far, termios.TCSANOW, mode)
    screen = Echo()
    reader = KeyboardLines(far, screen)
    try:
        with reader.opened():
            yield near, reader, screen
        assert termios.tcgetattr(far)[3] == mode[3]
    finally:
        os.close(near)
        os.close(far)


@pytest.mark.parametrize(("echoes", "seen"), [(True, "Say: tex\b \bxt\n"), (False, "Say: ")])
def test_where_the_terminal_s_echo_is_off_nothing_is_echoed(*, echoes: bool, seen: str) -> None:
    with open_terminal(echoes=echoes) as (near, reader, screen):
        os.write(near, b"tex\x7fxt\r")
        assert reader.read_line("Say: ").text == "text"
    assert screen.text == seen
