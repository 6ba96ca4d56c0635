"""Width, colour and mode, and what each method writes in the two modes."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership_cli.terminal.console import Console, Interface, find_width, open_console
from partnership_cli.terminal.wrap import measure


class Screen(io.StringIO):
    """A stream that a person may be looking at, and that has no width of its own."""

    def __init__(self, *, terminal: bool = True) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def decide(
    environ: Mapping[str, str],
    *,
    interface: Interface | None = None,
    configured: Interface | None = None,
    colour: bool = True,
    terminal: bool = True,
) -> Console:
    streams = (Screen(terminal=terminal), Screen(terminal=terminal))
    return open_console(
        environ, streams, interface=interface, colour=colour, configured=lambda: configured
    )


def write(method: str, *arguments: object, **how: object) -> str:
    out = Screen()
    given = {"strong": how.pop("strong")} if "strong" in how else {}
    console = Console(out, Screen(), **how)  # type: ignore[arg-type]  # each test gives its own
    getattr(console, method)(*arguments, **given)
    return out.getvalue()


XTERM = {"TERM": "xterm-256color"}


@pytest.mark.parametrize(
    ("environ", "interface", "configured", "plain"),
    [
        ({}, None, None, False),
        ({"PARTNERSHIP_PLAIN": "1"}, None, None, True),
        ({"PARTNERSHIP_PLAIN": "0"}, None, None, False),
        ({"ACCESSIBLE": "1"}, None, None, True),
        ({"TERM": "dumb"}, None, None, True),
        ({}, None, "plain", True),
        ({}, "plain", "rich", True),
        ({"PARTNERSHIP_PLAIN": "1"}, "rich", "plain", False),
        ({"PARTNERSHIP_PLAIN": "1"}, None, "rich", True),
        ({"TERM": "dumb"}, None, "rich", False),
    ],
)
def test_the_mode_is_decided_by_option_then_environment_then_settings_then_terminal(
    environ: Mapping[str, str],
    interface: Interface | None,
    configured: Interface | None,
    plain: bool,
) -> None:
    assert decide(environ, interface=interface, configured=configured).plain is plain


def test_the_settings_are_not_read_when_an_option_decides() -> None:
    def refuse() -> Interface | None:
        raise AssertionError

    open_console({}, (Screen(), Screen()), interface="plain", configured=refuse)


@pytest.mark.parametrize(
    ("environ", "colour", "terminal", "styled"),
    [
        (XTERM, True, True, True),
        (XTERM, True, False, False),
        (XTERM, False, True, False),
        (XTERM | {"NO_COLOR": "1"}, True, True, False),
        (XTERM | {"NO_COLOR": ""}, True, True, True),
        (XTERM | {"FORCE_COLOR": "1"}, True, False, True),
        (XTERM | {"FORCE_COLOR": "0"}, True, False, False),
        (XTERM | {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, True, False),
        (XTERM | {"FORCE_COLOR": "1"}, False, True, False),
        ({"TERM": "dumb"}, True, True, False),
        ({}, True, True, False),
        ({"WT_SESSION": "x"}, True, True, True),
    ],
)
def test_colour_is_decided_by_option_then_no_color_then_force_color_then_terminal(
    environ: Mapping[str, str], colour: bool, terminal: bool, styled: bool
) -> None:
    assert decide(environ, interface="rich", colour=colour, terminal=terminal).styled is styled


def test_plain_mode_has_no_style_whatever_asks_for_it() -> None:
    assert not decide(XTERM | {"FORCE_COLOR": "1"}, interface="plain").styled


@pytest.mark.parametrize(
    ("columns", "width"),
    [("40", 40), ("200", 200), ("5", 20), ("0", 80), ("", 80), ("wide", 80), ("²", 80)],
)
def test_columns_sets_the_width_down_to_twenty(columns: str, width: int) -> None:
    assert find_width({"COLUMNS": columns}, [Screen()]) == width


def test_prose_is_no_wider_than_eighty_columns() -> None:
    text = "word " * 60
    assert max(map(len, write("paragraph", text, width=200).splitlines())) <= 80


@given(st.lists(st.text(alphabet="abcdefg", min_size=1, max_size=12), max_size=40))
def test_plain_mode_breaks_no_line_where_the_output_is_no_terminal(words: list[str]) -> None:
    assert write("paragraph", " ".join(words), plain=True, width=20) == " ".join(words) + "\n"


@given(
    st.lists(st.text(alphabet="abcdefg", min_size=1, max_size=20), max_size=40),
    st.integers(20, 100),
    st.sampled_from(["paragraph", "quote", "text", "heading", "say"]),
)
def test_33_in_a_terminal_plain_mode_breaks_lines_between_words(
    words: list[str], width: int, way: str
) -> None:
    screen = Screen()
    console = Console(screen, screen, width=width, plain=True, wraps=True)
    getattr(console, way)(" ".join(words))
    shown = screen.getvalue()
    assert shown.split() == words
    assert max(map(len, shown.splitlines()), default=0) <= width


@pytest.mark.parametrize(
    ("terminal", "term", "wraps"),
    [(True, "xterm", True), (True, "", True), (True, "dumb", False), (False, "xterm", False)],
)
def test_33_lines_are_broken_in_a_terminal_that_is_not_dumb(
    *, terminal: bool, term: str, wraps: bool
) -> None:
    console = open_console(
        {"TERM": term, "COLUMNS": "20"}, (Screen(terminal=terminal), Screen()), interface="plain"
    )
    assert (console.line == 20) is wraps


@pytest.mark.parametrize("wraps", [True, False])
def test_in_plain_mode_a_command_is_never_broken(*, wraps: bool) -> None:
    screen = Screen()
    command = "partnership reflect --question relationships-that-shape-me"
    Console(screen, screen, width=40, plain=True, wraps=wraps).commands([("One question", command)])
    assert command in screen.getvalue()


def test_the_framework_s_words_are_set_in() -> None:
    assert write("quote", "One two three", width=20) == "  One two three\n"


def test_in_plain_mode_nothing_is_set_in() -> None:
    assert write("quote", "One", plain=True) == "One\n"


def test_a_heading_is_bold_only_where_styles_are_shown() -> None:
    assert write("heading", "Title", styled=True) == "\x1b[1mTitle\x1b[0m\n"
    assert write("heading", "Title") == "Title\n"


def test_labels_stand_beside_their_texts() -> None:
    assert write("rows", [("a", "one"), ("long", "two")]) == "a     one\nlong  two\n"


def test_labels_stand_above_their_texts_where_it_is_narrow() -> None:
    assert write("rows", [("a-long-label", "one")], width=30) == "a-long-label\n  one\n"


@pytest.mark.parametrize("way", ["rows", "commands"])
@pytest.mark.parametrize(
    ("label", "said"),
    [("a", "a: one"), ("To begin:", "To begin: one"), ("1.", "1. one"), ("Why?", "Why? one")],
)
def test_in_plain_mode_a_label_is_told_from_its_value_by_ear(
    way: str, label: str, said: str
) -> None:
    assert write(way, [(label, "one")], plain=True) == f"{said}\n"


def test_a_long_text_goes_on_below_itself() -> None:
    assert write("rows", [("a", "b" * 30 + " c")], width=34) == f"a  {'b' * 30}\n   c\n"


def test_a_command_is_never_broken() -> None:
    command = "partnership reflect --question relationships-that-shape-me"
    shown = write("commands", [("One question", command)], width=40)
    assert command in shown.splitlines()


def test_a_command_in_a_sentence_is_never_broken() -> None:
    shown = write("paragraph", "To carry on whenever you like: partnership resume last", width=40)
    assert shown == "To carry on whenever you like:\npartnership resume last\n"


def test_a_command_is_spelled_as_it_works_here() -> None:
    shown = write("commands", [("Begin", "partnership reflect")], program="/opt/partnership")
    assert shown == "Begin  /opt/partnership reflect\n"


def test_words_of_others_are_never_taken_for_commands() -> None:
    text = "In a partnership list what you share."
    assert write("quote", text, program="/opt/partnership") == f"  {text}\n"


@pytest.mark.parametrize(
    ("method", "argument"),
    [
        ("paragraph", "a\x1b[2Jb\u202ec"),
        ("heading", "a\x1b[2Jb\u202ec"),
        ("quote", "a\x1b[2Jb\u202ec"),
        ("quote_heading", "a\x1b[2Jb\u202ec"),
        ("text", "a\x1b[2Jb\u202ec"),
        ("verbatim", "a\x1b[2Jb\u202ec"),
        ("question", "a\x1b[2Jb\u202ec"),
        ("address", "a\x1b[2Jb\u202ec"),
        ("items", ["a\x1b[2Jb\u202ec"]),
        ("rows", [("\x1b[2J", "\u202e")]),
        ("commands", [("\x1b[2J", "\u202e")]),
    ],
)
def test_nothing_reaches_the_screen_but_through_safe(method: str, argument: object) -> None:
    shown = write(method, argument)
    assert "⟨U+001B⟩[2J" in shown
    assert "⟨U+202E⟩" in shown
    assert not {"\x1b", "\u202e"} & set(shown)


@pytest.mark.parametrize("width", [20, 80])
def test_a_heading_with_a_name_and_a_grid_go_through_safe_too(width: int) -> None:
    evil = "a\x1b[2Jb\u202ec"
    out = Screen()
    console = Console(out, Screen(), width=width)
    console.heading_with(evil, evil)
    console.grid([(evil, [(evil, evil)])], strong=1)
    assert out.getvalue().replace("\n", "").replace(" ", "").count("⟨U+001B⟩[2J") == 5
    assert not {"\x1b", "\u202e"} & set(out.getvalue())


def test_json_keeps_every_letter_and_hides_no_control() -> None:
    value = {"é": "\u202e’\x1b"}
    shown = write("json", value)
    assert json.loads(shown) == value
    assert "é" in shown
    assert "’" in shown
    assert not {"\x1b", "\u202e"} & set(shown)


def test_errors_are_not_broken_where_no_one_reads_them_on_a_screen() -> None:
    err = Screen(terminal=False)
    Console(Screen(), err, width=20).say("a long line that another program reads")
    assert err.getvalue() == "a long line that another program reads\n"


# What was made


@pytest.mark.parametrize(
    ("names", "how", "shown"),
    [
        (["/a/m.html"], {}, "Made /a/m.html\n"),
        (["/a/m.html"], {"styled": True}, "\x1b[1mMade\x1b[0m /a/m.html\n"),
        (["/a/m.html"], {"plain": True}, "Made: /a/m.html\n"),
        (["/a", "/b"], {}, "Made:\n  /a\n  /b\n"),
        (["/a", "/b"], {"plain": True}, "Made:\n/a\n/b\n"),
        ([], {}, ""),
    ],
)
def test_on_a_screen_it_is_said_that_files_were_made(
    names: list[str], how: dict[str, object], shown: str
) -> None:
    assert write("made", names, **how) == shown


def test_in_a_pipe_a_file_that_was_made_is_named_by_its_path_alone() -> None:
    out = Screen(terminal=False)
    Console(out, Screen()).made(["/a/m.html", "/b"])
    assert out.getvalue() == "/a/m.html\n/b\n"


# An error


@pytest.mark.parametrize(
    ("how", "shown"),
    [
        ({"styles_errors": True}, "\x1b[1;31merror\x1b[0m: there is an error\n"),
        ({}, "error: there is an error\n"),
        ({"plain": True}, "error: there is an error\n"),
    ],
)
def test_of_an_error_only_the_word_that_says_so_stands_out(
    how: dict[str, bool], shown: str
) -> None:
    err = Screen()
    Console(Screen(), err, **how).say_error("there is an error")  # type: ignore[arg-type]  # booleans
    assert err.getvalue() == shown


@pytest.mark.parametrize(
    ("environ", "terminal", "styled"),
    [
        (XTERM, True, True),
        (XTERM, False, False),
        (XTERM | {"NO_COLOR": "1"}, True, False),
        (XTERM | {"ACCESSIBLE": "1"}, True, False),
    ],
)
def test_the_error_stream_decides_for_itself_whether_it_has_a_hue(
    environ: Mapping[str, str], terminal: bool, styled: bool
) -> None:
    streams = (Screen(terminal=not terminal), Screen(terminal=terminal))
    assert open_console(environ, streams).styles_errors is styled


# Rows in columns

CELLS = st.text(alphabet="ab é共", max_size=30).map(lambda text: " ".join(text.split()))
GROUPS = st.lists(
    st.tuples(
        st.just("November 2026"),
        st.lists(st.tuples(st.just("k7m2q9"), st.just("23 Nov"), CELLS, CELLS), min_size=1),
    ),
    min_size=1,
    max_size=4,
)


@given(GROUPS, st.integers(20, 100))
def test_a_grid_is_no_wider_than_the_screen_and_loses_no_letter(
    groups: list[tuple[str, list[tuple[str, ...]]]], width: int
) -> None:
    out = Screen()
    Console(out, Screen(), width=width).grid(groups, strong=2)
    shown = out.getvalue()
    assert max(map(measure, shown.splitlines())) <= width
    every = "".join(title + "".join(map("".join, rows)) for title, rows in groups)
    assert sorted(shown.replace(" ", "").replace("\n", "")) == sorted(every.replace(" ", ""))


@given(GROUPS, st.integers(20, 100))
def test_in_a_grid_the_headings_and_one_column_are_bold(
    groups: list[tuple[str, list[tuple[str, ...]]]], width: int
) -> None:
    out = Screen()
    Console(out, Screen(), width=width, styled=True).grid(groups, strong=2)
    bold = "".join(re.findall(r"\x1b\[1m(.*?)\x1b\[0m", out.getvalue()))
    every = "".join(title + "".join(row[2] for row in rows) for title, rows in groups)
    assert bold.replace(" ", "") == every.replace(" ", "")


def test_all_groups_of_a_grid_have_the_same_columns() -> None:
    groups = [("One", [("a", "bb", "c", "d")]), ("Two", [("aaa", "b", "cccc", "d")])]
    assert write("grid", groups, strong=2, width=60) == (
        "One\n  a    bb  c     d\n\nTwo\n  aaa  b   cccc  d\n"
    )


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
@pytest.mark.parametrize("words", range(1, 24))
def test_a_prompt_leaves_room_on_its_row_for_what_is_typed(width: int, words: int) -> None:
    out = io.StringIO()
    prompt = " ".join(["word"] * words) + ": "
    shown = Console(out, out, width=width, styled=True, wraps=True).break_prompt(prompt)
    *above, last = shown.split("\n")
    assert width - len(last) >= min(16, width)
    assert " ".join([*above, last]).split() == prompt.split()
    assert not shown.endswith("\n") or len(above[-1]) + 1 > width - 16


def test_a_prompt_in_plain_mode_is_as_it_was() -> None:
    out = io.StringIO()
    prompt = "word " * 15
    assert Console(out, out, plain=True, wraps=True).break_prompt(prompt) == prompt
