"""What is seen of an answer while it is written, in process."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from typing import Final

import pytest

from partnership_cli.reflection.session import Sharing
from partnership_cli.terminal import rich_editor
from partnership_cli.terminal.editor_protocol import Beside
from partnership_cli.terminal.rich_editor import SAVE_EVERY
from partnership_cli.terminal.slash_commands import SlashCommand, UnknownCommand

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminal", allow_module_level=True)

from desks import Look, SeenDesk

ESC: Final = "\x1b"
UP, DOWN, HOME, END = f"{ESC}[A", f"{ESC}[B", f"{ESC}[H", f"{ESC}[F"
PAGE_UP, PAGE_DOWN = f"{ESC}[5~", f"{ESC}[6~"
CTRL_HOME, CTRL_END, F1 = f"{ESC}[1;5H", f"{ESC}[1;5F", f"{ESC}OP"
PARAGRAPH: Final = " ".join(
    f"This is sentence {number} of a long paragraph, in which a person looks for a wrong word."
    for number in range(30)
)
QUESTION: Final = "How can power be shared meaningfully in my partnerships?"
LONG: Final = "\n".join(f"Row {number} of what is shown." for number in range(40))


def show(asked: SlashCommand | UnknownCommand, text: str, _columns: int) -> str:
    shown = {
        SlashCommand.HELP: LONG if text == "long" else "/done  Finish.",
        SlashCommand.VALUES: "Joy.",
        SlashCommand.READ: text,
    }
    return shown.get(asked, "") if isinstance(asked, SlashCommand) else f"{asked.word} stays."


BESIDE: Final = Beside("2 of 6", QUESTION, show)


@pytest.fixture
def desk() -> Iterator[SeenDesk]:
    desk = SeenDesk(beside=BESIDE)
    yield desk
    desk.close()


@pytest.fixture
def narrow() -> Iterator[SeenDesk]:
    desk = SeenDesk(columns=40, rows=11, beside=BESIDE)
    yield desk
    desk.close()


def on_row_of_cursor(look: Look) -> str:
    return (look.before_cursor + look.after_cursor).rstrip()


@pytest.mark.parametrize(
    "keys",
    [
        "",
        UP * 3,
        UP * 3 + HOME,
        UP * 3 + END,
        PAGE_UP,
        PAGE_UP * 2 + HOME + DOWN * 2 + END,
        CTRL_HOME + PAGE_DOWN,
        UP * 5 + "\x01",
        UP * 5 + "\x05",
        UP * 3 + "@" + PAGE_UP + HOME + "#",
    ],
)
def test_26_a_letter_goes_where_the_screen_shows_the_cursor(keys: str, desk: SeenDesk) -> None:
    look = desk.look(keys, PARAGRAPH)
    assert look.text[: look.cursor].endswith(look.before_cursor)
    assert look.text[look.cursor :].startswith(look.after_cursor.rstrip())
    written = desk.look(keys + "@", PARAGRAPH).text
    assert written == f"{look.text[: look.cursor]}@{look.text[look.cursor :]}"


def test_up_goes_by_one_row_of_the_screen(desk: SeenDesk) -> None:
    rows = [on_row_of_cursor(desk.look(UP * times, PARAGRAPH)) for times in range(20)]
    assert len(set(rows)) == 20
    assert " ".join(reversed(rows)) in PARAGRAPH


def test_home_and_end_stay_in_the_row(desk: SeenDesk) -> None:
    assert desk.look(UP + HOME, PARAGRAPH).before_cursor == ""
    assert desk.look(UP + END, PARAGRAPH).after_cursor.strip() == ""


def test_the_column_is_kept_over_a_shorter_row(desk: SeenDesk) -> None:
    look = desk.look(UP * 2, "one long line\nx\nanother line")
    assert look.before_cursor == "one long lin"


def test_ctrl_u_and_ctrl_k_delete_a_row_not_the_paragraph(desk: SeenDesk) -> None:
    start = desk.look(UP + HOME, PARAGRAPH).cursor
    end = desk.look(UP + END, PARAGRAPH).cursor
    for keys in (HOME + "\x0b", END + "\x15"):
        assert desk.look(UP + keys, PARAGRAPH).text == PARAGRAPH[:start] + PARAGRAPH[end:]


def test_ctrl_k_held_down_deletes_on_and_joins_no_words(desk: SeenDesk) -> None:
    assert desk.look(CTRL_HOME + "\x0b" * 60, PARAGRAPH).text == ""
    left = desk.look(UP * 4 + END + "\x0b", PARAGRAPH).text
    assert set(left.split()) < set(PARAGRAPH.split())


def test_29_a_long_answer_has_its_question_in_the_row_before_the_last(desk: SeenDesk) -> None:
    rows = desk.look("", PARAGRAPH).rows
    assert rows[-2] == f" 2 of 6  {QUESTION}"
    assert rows[-1].startswith(" Private      Ctrl-D finish   Ctrl-C pause   F1 help")


def test_no_row_stays_empty_below_a_long_text(desk: SeenDesk) -> None:
    rows = desk.look("", PARAGRAPH + "\n\n" + PARAGRAPH).rows
    assert rows[-3].endswith("word.")


def test_a_low_window_has_the_last_row_alone(narrow: SeenDesk) -> None:
    rows = narrow.look("", PARAGRAPH).rows
    assert rows[-1] == " Private   Ctrl-D finish   Ctrl-C pause"
    assert rows[-2].endswith("word.")


def test_the_sharing_is_named(desk: SeenDesk) -> None:
    rows = desk.look("", sharing=Sharing.SHAREABLE).rows
    assert any(row.startswith(" Shareable      Ctrl-D") for row in rows)


def test_words_for_a_page_are_named_so_and_are_neither_private_nor_shareable(
    desk: SeenDesk,
) -> None:
    desk.writer.page = True
    rows = desk.look("", sharing=Sharing.SHAREABLE).rows
    assert any(row.startswith(" For the page      Ctrl-D") for row in rows)


def test_a_tab_is_shown_as_blanks(desk: SeenDesk) -> None:
    look = desk.look("a\tb\t")
    assert look.before_cursor == "a   b   "


def test_no_row_begins_with_the_blank_of_a_wrap(narrow: SeenDesk) -> None:
    for length in range(1, 60):
        text = f"{'x' * 30} " + "y" * length + " z" * 40
        rows = narrow.look("", text).rows
        assert not any(row.startswith(" ") for row in rows if "Ctrl-D" not in row)


def test_help_stands_in_a_pane_until_the_next_key(desk: SeenDesk) -> None:
    assert "/done  Finish." in desk.look(F1, PARAGRAPH).rows
    after = desk.look(F1 + "x", PARAGRAPH)
    assert "/done  Finish." not in after.rows
    assert after.text == PARAGRAPH + "x"


def test_29_what_is_long_is_read_whole_with_page_down(desk: SeenDesk) -> None:
    seen = {row for times in range(4) for row in desk.look(F1 + PAGE_DOWN * times, "long").rows}
    assert set(LONG.split("\n")) <= seen
    assert desk.look(F1 + PAGE_DOWN * 4 + PAGE_UP * 4, "long").rows[2] == "Row 0 of what is shown."


def test_a_typed_command_shows_in_the_pane_and_stays_in_no_answer(desk: SeenDesk) -> None:
    look = desk.look("/values\r", PARAGRAPH + "\n", until="Joy.")
    assert look.text == PARAGRAPH + "\n"
    assert look.rows[-2] == f" 2 of 6  {QUESTION}"


def test_the_pane_of_a_typed_command_goes_with_the_next_key() -> None:
    desk = SeenDesk(beside=BESIDE)
    desk.press_when("Joy.", "x")
    look = desk.look("/values\r", until=" Private")
    assert look.text == "x"
    assert not any("Joy." in row for row in look.rows)
    desk.close()


@pytest.mark.parametrize("shown", [F1, "/\t", "/values\r"])
@pytest.mark.parametrize("escape", [ESC, f"{ESC}[27u", f"{ESC}[27;1:1u"])
def test_escape_closes_a_pane_and_types_nothing(
    shown: str, escape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rich_editor, "HOLD", 0.01)
    desk = SeenDesk(beside=BESIDE)
    desk.press_when("close", escape)
    look = desk.look(shown, until=" Private")
    assert not any("close" in row for row in look.rows)
    assert look.text == shown[: shown == "/\t"]
    desk.close()


def test_30_a_word_that_leaves_other_programs_is_answered_and_stays(desk: SeenDesk) -> None:
    look = desk.look("quit\r", PARAGRAPH + "\n", until="quit stays.")
    assert look.text == PARAGRAPH + "\nquit\n"
    assert look.rows[-2] == f" 2 of 6  {QUESTION}"


def test_undo_does_not_bring_a_typed_command_back(desk: SeenDesk) -> None:
    shown = desk.look("one\r/values\r", until="Joy.")
    assert shown.text == "one\n"


def test_tab_after_a_slash_offers_the_commands_with_one_marked(desk: SeenDesk) -> None:
    look = desk.look("/\t", until="Finish.")
    assert look.text == "/"
    assert {" /done    Finish.", " /values  See the values."} <= set(look.rows)


@pytest.mark.parametrize("text", ["/val", "a/", "", "//"])
def test_tab_elsewhere_is_a_tab(text: str, desk: SeenDesk) -> None:
    assert desk.look(f"{text}\tx").text == f"{text}\tx"


def test_a_pasted_slash_and_tab_stay_what_they_are(desk: SeenDesk) -> None:
    # A command takes as long as the commands would take to be offered.
    assert desk.look("/\tone\r/values\r", until="Joy.").text == "/\tone\n"


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 24), (20, 6), (5, 3), (2, 2), (1, 1)])
def test_a_window_of_any_size_loses_no_words(columns: int, rows: int) -> None:
    desk = SeenDesk(columns, rows, BESIDE)
    assert desk.look(UP + "@" + F1 + "x", "one two three\nfour").text.replace("@x", "") == (
        "one two three\nfour"
    )
    desk.close()


def test_nothing_wakes_an_editor_in_which_nothing_is_typed(
    desk: SeenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    sleep = asyncio.sleep

    async def count(seconds: float) -> None:
        waits.append(seconds)
        await sleep(seconds)

    monkeypatch.setattr(asyncio, "sleep", count)
    desk.look("", "Some words.")
    assert waits == []
    desk.look("a", "Some words.")
    assert waits == [SAVE_EVERY]
