"""Before answers are given away a person sees the whole file, and can stop at every word of it."""

from __future__ import annotations

import shlex
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from harness import CTRL_C, CTRL_D, ENTER, eventually
from reflecting import MODES, Home, Writer

Start = Callable[..., Writer]
Edit = Callable[[str], dict[str, str]]

BOTH = pytest.mark.parametrize("mode", MODES)
GIVEN: Final = (
    "## joy\n\nMuch joy with Anna.\n\n\n> quoted\n\ta tab\n\n"
    "## equity\n\nKept to myself.\n\n## scope\n\n"
    + "A long line that goes on beyond the edge of every terminal. " * 5
    + "\n"
)
WHICH: Final = "Numbers to share, such as 1 3, or Enter"
NAME: Final = "The name your partners will see:"
MENU: Final = "Number from 1 to 5, or Enter for 5, Stop:"
AT_ONCE: Final = "Press Enter when you have saved and closed it:"
NOTHING: Final = "Nothing was made, and nothing was shared."
OTHERS: Final = "Does it name or describe anyone who has not agreed to this?"
CHANGED_BEFORE: Final = "You changed these words earlier, in a copy"
KEPT: Final = "The words you changed are kept on this computer until you share them."
WITHOUT_ANNA: Final = "path.write_text(path.read_text().replace('with Anna', 'with a friend'))\n"
SAVES_AGAIN: Final = "path.write_text(path.read_text())\n"
CLEAN: Final = "Much joy with a friend."


@pytest.fixture
def note(home: Home) -> Path:
    """A note with three answers, two of which may be shared."""
    path = Path(home.call("reflect", "--answers", "-", given=GIVEN).strip())
    text = path.read_text()
    for question in ("joy", "scope"):
        text = text.replace(f"answer: {question} private", f"answer: {question} shareable")
    path.write_text(text)
    return path


@pytest.fixture
def edit(tmp_path: Path) -> Edit:
    """Make an editor that does this to the file it is given, and say it in the environment."""

    def make_editor(does: str) -> dict[str, str]:
        script = tmp_path / "an editor.py"
        script.write_text(
            "import os, signal, sys, time\nfrom pathlib import Path\npath = Path(sys.argv[1])\n"
            + does
        )
        return {"EDITOR": shlex.join([sys.executable, str(script)])}

    return make_editor


def answer_prompt(writer: Writer, prompt: str, keys: str, times: int = 1) -> None:
    writer.wait_for(prompt, times)
    writer.wait_until(lambda: writer.takes_keys, "a place to type")
    writer.send(keys)


def reach_menu(writer: Writer, which: str = "", name: str = "Sam") -> None:
    answer_prompt(writer, WHICH, which + ENTER)
    answer_prompt(writer, NAME, name + ENTER)
    writer.wait_for(MENU)


def made(home: Home) -> list[Path]:
    return sorted(home.folder.glob("*.md"))


def copies(home: Home) -> list[str]:
    return [path.read_text() for path in (home.kept / "drafts").glob("*/share/*/*.md")]


def end(writer: Writer, keys: str, code: int) -> None:
    writer.send(keys)
    assert writer.wait_exit() == code
    assert writer.settings() == writer.settings_before
    assert "Traceback" not in writer.screen.text


# Which answers, under which name


@BOTH
def test_enter_shares_the_answers_that_were_marked(
    mode: str, home: Home, note: Path, run: Start
) -> None:
    assert note.exists()
    writer = run(f"--{mode}", "share", "last")
    reach_menu(writer)
    end(writer, f"1{ENTER}", 0)
    (file,) = made(home)
    text = file.read_text()
    assert "Much joy with Anna." in text
    assert "A long line that goes on" in text
    assert "equity" not in text
    assert "Kept to myself." not in text


@BOTH
def test_a_number_shares_that_answer_alone(mode: str, home: Home, note: Path, run: Start) -> None:
    assert note.exists()
    writer = run(f"--{mode}", "share", "last")
    reach_menu(writer, which="2")
    end(writer, f"1{ENTER}", 0)
    (file,) = made(home)
    assert "Kept to myself." in file.read_text()
    assert "Much joy" not in file.read_text()


def test_all_shares_every_answer(home: Home, note: Path, run: Start) -> None:
    assert note.exists()
    writer = run("--plain", "share", "last")
    reach_menu(writer, which="all")
    end(writer, f"1{ENTER}", 0)
    assert made(home)[0].read_text().count("\n## ") == 3


@BOTH
def test_the_list_to_choose_from_shows_no_word_of_an_answer(
    mode: str, note: Path, run: Start
) -> None:
    assert note.exists()
    writer = run(f"--{mode}", "share", "last")
    writer.wait_for(WHICH)
    writer.wait_for("(shareable)", 2)
    assert not [word for word in ("Anna", "myself", "A long line") if word in writer.screen.text]


def test_numbers_that_are_none_are_asked_for_again(note: Path, run: Start) -> None:
    assert note.exists()
    writer = run("--plain", "share", "last")
    wrong = ("9", "0", "4", "x", "2-1", "1 9", "-1", "0" * 9 + "4" * 9)
    for times, said in enumerate(wrong, 1):
        answer_prompt(writer, WHICH, said + ENTER, times)
        writer.wait_for("Those are not all among them. The numbers go from 1 to 3.", times)


def test_enter_stops_where_no_answer_may_be_shared(home: Home, note: Path, run: Start) -> None:
    note.write_text(note.read_text().replace(" shareable ", " private "))
    writer = run("--plain", "share", "last")
    writer.wait_for("Numbers to share, such as 1 3, or Enter to stop:")
    end(writer, ENTER, 0)
    assert NOTHING in writer.screen.text
    assert made(home) == []


@BOTH
def test_the_name_is_asked_and_never_taken_from_the_account(
    mode: str, home: Home, note: Path, run: Start
) -> None:
    assert note.exists()
    account = dict.fromkeys(("USER", "LOGNAME", "USERNAME", "GIT_AUTHOR_NAME"), "zaphod")
    writer = run(f"--{mode}", "share", "last", environment=account)
    answer_prompt(writer, WHICH, ENTER)
    answer_prompt(writer, NAME, ENTER)
    writer.wait_for("A name has 1 to 80 characters, on one line.")
    answer_prompt(writer, NAME, f"Amina O'Shea{ENTER}", 2)
    writer.wait_for(MENU)
    end(writer, f"1{ENTER}", 0)
    assert "zaphod" not in writer.screen.text
    (file,) = made(home)
    assert file.name == "answers-amina-o-shea.md"
    assert file.read_text().startswith("# Answers from Amina O'Shea\n")


def test_a_name_that_cannot_be_one_is_asked_for_again(note: Path, run: Start) -> None:
    assert note.exists()
    writer = run("--plain", "share", "last", "--only", "joy")
    for times, name in enumerate(("", "   ", "x" * 81, "\u202eSam"), 1):
        answer_prompt(writer, NAME, name + ENTER, times)
        writer.wait_for("A name has 1 to 80 characters, on one line.", times)


def test_what_the_command_line_says_is_not_asked(note: Path, run: Start) -> None:
    assert note.exists()
    writer = run("--plain", "share", "last", "--only", "joy", "--as", "Sam")
    writer.wait_for(MENU)
    assert writer.count(WHICH) == writer.count(NAME) == 0


# The whole file, before it is made


@BOTH
def test_the_whole_file_is_shown_before_it_is_made(
    mode: str, home: Home, note: Path, run: Start
) -> None:
    assert note.exists()
    # So wide that no line has to be broken to be shown.
    writer = run(f"--{mode}", "share", "last", columns=1200)
    reach_menu(writer)
    assert made(home) == []
    shown = bytes(writer.raw)
    end(writer, f"1{ENTER}", 0)
    (file,) = made(home)
    # A screen has no tabs and no blanks at the end of a row; nothing else may differ.
    lines = [line.expandtabs(4).rstrip() for line in file.read_text().split("\n")]
    before, _, after = shown.partition("\r\n".join(lines).encode())
    assert before.endswith(b"This is the whole file, as your partners would get it:\r\n\r\n")
    assert OTHERS.encode() in after


@BOTH
def test_the_three_words_of_the_file_are_said_and_where_it_is(
    mode: str, home: Home, note: Path, run: Start
) -> None:
    from partnership_cli.formats.fingerprint_words import make_fingerprint

    assert note.exists()
    writer = run(f"--{mode}", "share", "last")
    reach_menu(writer)
    end(writer, f"1{ENTER}", 0)
    (file,) = made(home)
    assert f"Its three words: {make_fingerprint(file.read_text())}." in writer.screen.text
    assert "answers-sam.md" in writer.screen.text
    assert "nothing was sent to anyone" in writer.screen.text
    assert file.stat().st_mode & 0o777 == 0o600


@BOTH
def test_enter_at_the_menu_stops_and_makes_nothing(
    mode: str, home: Home, note: Path, run: Start
) -> None:
    assert note.exists()
    writer = run(f"--{mode}", "share", "last")
    reach_menu(writer)
    end(writer, ENTER, 0)
    assert NOTHING in writer.screen.text
    assert made(home) == []


@BOTH
@pytest.mark.parametrize("leave", [(CTRL_C, 130), (CTRL_D, 0)], ids=["Ctrl-C", "Ctrl-D"])
@pytest.mark.parametrize("prompt", [WHICH, NAME, MENU, AT_ONCE], ids=lambda text: text[:8])
def test_at_each_prompt_a_person_can_leave_and_nothing_is_made(
    mode: str, prompt: str, leave: tuple[str, int], home: Home, note: Path, run: Start
) -> None:
    keys, code = leave
    if (prompt, keys) == (AT_ONCE, CTRL_D):
        # The end of a line stands for Enter there; the talk goes on.
        code, keys = 130, CTRL_D + CTRL_C
    before = note.read_bytes()
    writer = run(f"--{mode}", "share", "last", environment={"EDITOR": "true"})
    steps = {WHICH: ENTER, NAME: f"Sam{ENTER}", MENU: f"2{ENTER}"}
    for asked, said in steps.items():
        if asked == prompt:
            break
        answer_prompt(writer, asked, said)
    writer.wait_for(prompt)
    writer.wait_until(lambda: writer.takes_keys, "a place to type")
    end(writer, keys, code)
    assert writer.count(NOTHING) == 1
    assert made(home) == []
    assert note.read_bytes() == before


@BOTH
def test_what_is_said_after_control_c_stands_on_a_row_of_its_own(
    mode: str, note: Path, run: Start
) -> None:
    assert note.exists()
    writer = run(f"--{mode}", "share", "last")
    writer.wait_for(WHICH)
    end(writer, CTRL_C, 130)
    assert NOTHING in writer.screen.rows


@BOTH
def test_choose_again_chooses_anew_and_asks_about_others_once(
    mode: str, home: Home, note: Path, run: Start
) -> None:
    assert note.exists()
    writer = run(f"--{mode}", "share", "last")
    reach_menu(writer)
    writer.send(f"3{ENTER}")
    answer_prompt(writer, WHICH, f"1{ENTER}", 2)
    writer.wait_for(MENU, 2)
    assert (writer.count(OTHERS), writer.count(NAME)) == (1, 1)
    end(writer, f"1{ENTER}", 0)
    (file,) = made(home)
    assert "Much joy with Anna." in file.read_text()
    assert "A long line" not in file.read_text()


def test_a_choice_that_is_not_in_the_menu_is_asked_for_again(
    home: Home, note: Path, run: Start
) -> None:
    assert note.exists()
    writer = run("--plain", "share", "last")
    reach_menu(writer)
    writer.send(f"6{ENTER}")
    writer.wait_for("There is no 6 here.")
    writer.wait_for(MENU, 2)
    assert made(home) == []


# Other words in a copy


@BOTH
def test_words_are_changed_in_a_copy_and_the_note_keeps_its_bytes(
    mode: str, home: Home, note: Path, run: Start, edit: Edit
) -> None:
    before = note.read_bytes()
    writer = run(f"--{mode}", "share", "last", environment=edit(WITHOUT_ANNA))
    reach_menu(writer)
    writer.send(f"change{ENTER}")
    writer.wait_for(MENU, 2)
    assert writer.count("Much joy with a friend.") == 1
    end(writer, f"1{ENTER}", 0)
    (file,) = made(home)
    assert "> Much joy with a friend.\n>\n>\n> > quoted\n> \ta tab\n" in file.read_text()
    assert "Anna" not in file.read_text()
    assert note.read_bytes() == before


@BOTH
def test_the_copies_are_gone_after_the_file_is_made(
    mode: str, home: Home, note: Path, run: Start, edit: Edit
) -> None:
    assert note.exists()
    writer = run(f"--{mode}", "share", "last", environment=edit(WITHOUT_ANNA))
    reach_menu(writer)
    writer.send(f"2{ENTER}")
    writer.wait_for(MENU, 2)
    assert [CLEAN in copy for copy in copies(home)] == [True]
    end(writer, f"1{ENTER}", 0)
    assert copies(home) == []
    others = [path for path in home.folder.rglob("*") if path.is_file() and path not in made(home)]
    assert not [path for path in others if "friend" in path.read_text()]


@BOTH
@pytest.mark.parametrize(
    "does",
    [
        WITHOUT_ANNA + "sys.exit(1)\n",
        WITHOUT_ANNA + "os.kill(os.getpid(), signal.SIGKILL)\n",
    ],
    ids=["exits 1", "is killed"],
)
def test_an_editor_that_ends_badly_after_saving_loses_nothing(
    mode: str, does: str, home: Home, note: Path, run: Start, edit: Edit
) -> None:
    before = note.read_bytes()
    writer = run(f"--{mode}", "share", "last", environment=edit(does))
    reach_menu(writer)
    writer.send(f"2{ENTER}")
    writer.wait_for("ended with an error")
    writer.wait_for(MENU, 2)
    assert writer.count(CLEAN) == 1
    end(writer, CTRL_C, 130)
    assert KEPT in writer.screen.text
    assert [CLEAN in copy for copy in copies(home)] == [True]
    assert note.read_bytes() == before
    assert made(home) == []


@BOTH
def test_an_editor_that_is_not_found_leads_back_to_the_menu(
    mode: str, home: Home, note: Path, run: Start
) -> None:
    assert note.exists()
    writer = run(f"--{mode}", "share", "last", environment={"EDITOR": "no-such-editor"})
    reach_menu(writer)
    writer.send(f"2{ENTER}")
    writer.wait_for("no-such-editor could not be started")
    writer.wait_for(MENU, 2)
    assert writer.count("Much joy with Anna.") == 2
    end(writer, f"1{ENTER}", 0)
    assert "Much joy with Anna." in made(home)[0].read_text()


@BOTH
def test_an_editor_that_comes_back_at_once_and_saves_later_is_waited_for(
    mode: str, home: Home, note: Path, run: Start, edit: Edit, tmp_path: Path
) -> None:
    assert note.exists()
    later = (
        "if os.fork() == 0:\n    go = Path(sys.argv[0]).with_name('go')\n"
        "    due = time.monotonic() + 20\n"
        "    while not go.exists() and time.monotonic() < due:\n        time.sleep(0.01)\n"
        f"    {WITHOUT_ANNA}    go.with_name('gone').touch()\n"
    )
    writer = run(f"--{mode}", "share", "last", environment=edit(later))
    reach_menu(writer)
    writer.send(f"2{ENTER}")
    writer.wait_for(AT_ONCE)
    (tmp_path / "go").touch()
    eventually((tmp_path / "gone").exists, "the editor has saved")
    writer.send(ENTER)
    writer.wait_for(MENU, 2)
    end(writer, f"1{ENTER}", 0)
    assert CLEAN in made(home)[0].read_text()


@pytest.mark.parametrize("how", ["Ctrl-C", "SIGKILL", "SIGHUP"])
def test_a_change_that_was_cut_off_is_found_again(
    how: str, home: Home, note: Path, run: Start, edit: Edit
) -> None:
    assert note.exists()
    first = run("--plain", "share", "last", environment=edit(WITHOUT_ANNA))
    reach_menu(first)
    first.send(f"2{ENTER}")
    first.wait_for(MENU, 2)
    if how == "Ctrl-C":
        first.send(CTRL_C)
    else:
        first.kill(signal.Signals[how])
    first.wait_exit()
    second = run("--plain", "share", "last", environment=edit(SAVES_AGAIN))
    reach_menu(second)
    second.wait_for(CHANGED_BEFORE)
    second.send(f"2{ENTER}")
    second.wait_for(MENU, 2)
    end(second, f"1{ENTER}", 0)
    assert CLEAN in made(home)[0].read_text()
    assert "Anna" not in made(home)[0].read_text()
    assert copies(home) == []


def test_an_answer_taken_out_of_the_copy_is_not_in_the_file(
    home: Home, note: Path, run: Start, edit: Edit
) -> None:
    assert note.exists()
    without = "text = path.read_text()\npath.write_text(text[:text.rindex('## ')])\n"
    writer = run("--plain", "share", "last", environment=edit(without))
    reach_menu(writer)
    writer.send(f"2{ENTER}")
    writer.wait_for(MENU, 2)
    end(writer, f"1{ENTER}", 0)
    assert "Much joy with Anna." in made(home)[0].read_text()
    assert "A long line" not in made(home)[0].read_text()


def test_a_copy_that_cannot_be_read_is_kept_and_opened_again(
    home: Home, note: Path, run: Start, edit: Edit
) -> None:
    assert note.exists()
    mends = (
        "text = path.read_text()\n"
        "broken = text.startswith('## nonsense')\n"
        "new = text.replace('## nonsense', '## joy', 1) if broken else '## nonsense\\n\\nNew.\\n'\n"
        "path.write_text(new)\n"
    )
    writer = run("--plain", "share", "last", "--only", "joy", "--as", "Sam",
                 environment=edit(mends))  # fmt: skip
    answer_prompt(writer, MENU, f"2{ENTER}")
    writer.wait_for("'nonsense' is none of the questions asked here")
    writer.wait_for("The copy is kept. Choose 2 again to fix it.")
    writer.wait_for(MENU, 2)
    assert copies(home) == ["## nonsense\n\nNew.\n"]
    writer.send(f"2{ENTER}")
    writer.wait_for(MENU, 3)
    end(writer, f"1{ENTER}", 0)
    assert "> New.\n" in made(home)[0].read_text()


def test_changed_words_stay_changed_when_others_are_chosen_with_them(
    home: Home, note: Path, run: Start, edit: Edit
) -> None:
    assert note.exists()
    writer = run("--plain", "share", "last", "--only", "joy", "--as", "Sam",
                 environment=edit(WITHOUT_ANNA))  # fmt: skip
    answer_prompt(writer, MENU, f"2{ENTER}")
    writer.wait_for(MENU, 2)
    # From here on the editor only saves what it finds.
    edit(SAVES_AGAIN)
    writer.send(f"3{ENTER}")
    answer_prompt(writer, WHICH, f"1 2{ENTER}")
    answer_prompt(writer, MENU, f"2{ENTER}", 3)
    writer.wait_for(MENU, 4)
    end(writer, f"1{ENTER}", 0)
    assert CLEAN in made(home)[0].read_text()
    assert "Anna" not in made(home)[0].read_text()


def test_a_copy_in_which_nothing_was_changed_is_not_called_changed(
    note: Path, run: Start, edit: Edit
) -> None:
    assert note.exists()
    writer = run("--plain", "share", "last", environment=edit(SAVES_AGAIN))
    reach_menu(writer)
    writer.send(f"2{ENTER}")
    writer.wait_for(MENU, 2)
    end(writer, CTRL_C, 130)
    assert writer.count(KEPT) == 0


def test_a_copy_that_was_emptied_is_begun_anew_from_the_note(
    home: Home, note: Path, run: Start, edit: Edit
) -> None:
    assert note.exists()
    writer = run("--plain", "share", "last", environment=edit("path.write_text('')\n"))
    reach_menu(writer)
    writer.send(f"2{ENTER}")
    writer.wait_for("There is no answer left in the copy.")
    writer.wait_for(MENU, 2)
    edit(WITHOUT_ANNA)
    writer.send(f"2{ENTER}")
    writer.wait_for(MENU, 3)
    end(writer, f"1{ENTER}", 0)
    assert CLEAN in made(home)[0].read_text()


def test_copies_of_an_earlier_run_are_gone_too_once_the_file_is_made(
    home: Home, note: Path, run: Start, edit: Edit
) -> None:
    assert note.exists()
    first = run("--plain", "share", "last", environment=edit(WITHOUT_ANNA))
    reach_menu(first)
    first.send(f"2{ENTER}")
    first.wait_for(MENU, 2)
    end(first, CTRL_C, 130)
    second = run("--plain", "share", "last")
    reach_menu(second)
    end(second, f"1{ENTER}", 0)
    assert copies(home) == []


# What it looks like


def test_the_plain_talk_holds_no_escape_byte(note: Path, run: Start, edit: Edit) -> None:
    assert note.exists()
    writer = run("--plain", "share", "last", environment=edit(WITHOUT_ANNA))
    reach_menu(writer)
    writer.send(f"2{ENTER}")
    writer.wait_for(MENU, 2)
    end(writer, f"1{ENTER}", 0)
    assert b"\x1b" not in writer.raw


@pytest.mark.parametrize("columns", [40, 60])
def test_no_row_of_the_talk_is_wider_than_the_screen(
    columns: int, note: Path, run: Start, edit: Edit
) -> None:
    assert note.exists()
    writer = run("--rich", "share", "last", columns=columns, environment=edit(WITHOUT_ANNA))
    reach_menu(writer)
    writer.send(f"2{ENTER}")
    writer.wait_for(MENU, 2)
    end(writer, f"1{ENTER}", 0)
    assert writer.screen.too_wide == []


def test_a_file_that_exists_is_said_before_anything_is_asked(
    home: Home, note: Path, run: Start
) -> None:
    assert note.exists()
    (home.folder / "mine.md").write_text("mine")
    writer = run("--plain", "share", "last", "-o", "mine.md")
    assert writer.wait_exit() == 2
    assert "mine.md already exists. Nothing was changed" in writer.screen.text
    assert writer.count(WHICH) == 0
    assert (home.folder / "mine.md").read_text() == "mine"


def test_a_reflection_that_is_open_elsewhere_keeps_its_copies_from_being_changed(
    home: Home, note: Path, run: Start, edit: Edit, tmp_path: Path
) -> None:
    assert note.exists()
    stays = (
        "Path(sys.argv[0]).with_name('open').touch()\n"
        "go = Path(sys.argv[0]).with_name('go')\ndue = time.monotonic() + 20\n"
        "while not go.exists() and time.monotonic() < due:\n    time.sleep(0.01)\n" + WITHOUT_ANNA
    )
    first = run("--plain", "share", "last", environment=edit(stays))
    reach_menu(first)
    first.send(f"2{ENTER}")
    eventually((tmp_path / "open").exists, "the editor is open")
    second = run("--plain", "share", "last", environment={"EDITOR": "true"})
    reach_menu(second)
    second.send(f"2{ENTER}")
    assert second.wait_exit() == 6
    assert "this reflection is open elsewhere" in second.screen.text
    (tmp_path / "go").touch()
    first.wait_for(MENU, 2)
    end(first, f"1{ENTER}", 0)
    assert CLEAN in made(home)[0].read_text()


# The file is read before it is made


long = pytest.mark.usefixtures("long_note")


@pytest.fixture
def long_note(home: Home) -> None:
    """A note with one answer that is longer than a screen."""
    words = "".join(f"Row {number}.\n" for number in range(60))
    home.call("reflect", "--answers", "-", given=f"## joy\n\n{words}")


@long
def test_without_a_pager_a_long_file_is_read_a_screen_at_a_time(home: Home, run: Start) -> None:
    writer = run("share", "last", "--only", "joy", environment={"PAGER": "no-such-pager"})
    answer_prompt(writer, NAME, f"Sam{ENTER}")
    writer.wait_for("Press Enter to read on:")
    assert "This is the whole file" in "\n".join(writer.screen.rows)
    for times in (1, 2, 3):
        assert MENU not in writer.screen.text
        answer_prompt(writer, "Press Enter to read on:", ENTER, times)
    answer_prompt(writer, MENU, f"4{ENTER}")
    writer.wait_for("Press Enter to read on:", 4)
    end(writer, CTRL_C, 130)
    assert made(home) == []


@long
def test_a_long_file_is_read_in_the_pager_before_it_is_made(home: Home, run: Start) -> None:
    pager = {"PAGER": "sh -c 'sed s/^/p:/; read key </dev/tty'"}
    writer = run("share", "last", "--only", "joy", environment=pager)
    answer_prompt(writer, NAME, f"Sam{ENTER}")
    writer.wait_for("p:> Row 59.")
    assert MENU not in writer.screen.text
    writer.send(ENTER)
    answer_prompt(writer, MENU, f"1{ENTER}")
    assert writer.wait_exit() == 0
    assert "Row 59." in made(home)[0].read_text()
