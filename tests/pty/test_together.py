"""People at one screen write one note, and see nothing that one of them wrote alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from harness import CTRL_C, CTRL_D, ENTER
from reflecting import ASKED, GUIDE, MODES, Home, Writer
from screens import squeeze

from partnership_cli.reflection.session import Session, Sharing

Start = Callable[..., Writer]

BOTH = pytest.mark.parametrize("mode", MODES)
LEAVE = pytest.mark.parametrize(
    ("keys", "code"), [(CTRL_C, 130), (CTRL_D, 0)], ids=["Ctrl-C", "Ctrl-D"]
)
WITH: Final = ("--together", "Amina,Sam")
WHO_WRITES: Final = "This guide is made for people at one table. Who writes?"
WHO: Final = "Number from 1 to 2, or Enter for 1, I write alone:"
NAMES: Final = "Your names, separated by commas:"
WHO_MEETS: Final = "Who meets? Names, separated by commas:"
WHERE: Final = "Number from 1 to 12, or Enter for 1, Considering partnership:"
WHOSE: Final = "Whose answers are in nameless.md? The file does not say."
ANSWERED: Final = "You answered this on"
SHARED: Final = "Saved. Shareable."
EQUITY: Final = "How is equity considered in my partnerships?"
NOT_NAMES: Final = "These are not the names of two people or more, each of them once."


def say(home: Home, *arguments: str, given: str = "") -> str:
    """Run the program without a terminal, and return its output."""
    return home.call(*arguments, given=given)


def answer_prompt(writer: Writer, prompt: str, keys: str, times: int = 1) -> None:
    writer.wait_for(prompt, times)
    writer.wait_until(lambda: writer.takes_keys, "a place to type")
    writer.send(keys)


def finish(writer: Writer, text: str, says: str = SHARED) -> None:
    said = writer.count(says)
    writer.write(text)
    writer.send(CTRL_D)
    writer.wait_for(says, said + 1)


def newest(home: Home) -> Session:
    return max((note.session for note in home.saved_notes()), key=lambda one: one.started)


def sharings(home: Home) -> list[Sharing]:
    return [answer.sharing for answer in newest(home).answers]


def left_without_a_trace(writer: Writer, code: int) -> None:
    assert writer.wait_exit() == code
    assert writer.settings() == writer.settings_before
    assert "Traceback" not in writer.screen.text


# reflect --together


@BOTH
def test_the_opening_says_that_it_is_together_and_where_it_is_kept(
    mode: str, home: Home, start: Start
) -> None:
    writer = start(mode, GUIDE, *WITH)
    assert writer.count("Amina and Sam, you write together at this screen") == 1
    assert writer.count("Every answer starts as shareable. To keep one private: /private.") == 1
    assert writer.count("in the account that is open now, in this folder:") == 1
    assert squeeze(str(home.kept / "notebook")) in squeeze(writer.screen.text)
    assert writer.count("Every answer starts as private.") == 0


@BOTH
def test_answers_may_be_shared_from_the_start(mode: str, home: Home, start: Start) -> None:
    writer = start(mode, GUIDE, *WITH)
    finish(writer, "Ours.")
    session = newest(home)
    assert (session.together, session.partners) == (True, ("Amina", "Sam"))
    assert sharings(home) == [Sharing.SHAREABLE]


@BOTH
def test_private_keeps_one_answer_back_and_not_the_next(
    mode: str, home: Home, start: Start
) -> None:
    writer = start(mode, GUIDE, *WITH)
    writer.write("Between us.")
    writer.command("/private", "This answer is private.")
    writer.wait_until_asked(mode)
    writer.finish()
    writer.next_question(2, mode)
    finish(writer, "For all.")
    assert sharings(home) == [Sharing.PRIVATE, Sharing.SHAREABLE]


@BOTH
def test_resume_goes_on_together(mode: str, home: Home, run: Start, start: Start) -> None:
    first = start(mode, GUIDE, *WITH)
    first.write("Between us.")
    first.command("/private", "This answer is private.")
    first.wait_until_asked(mode)
    first.finish()
    first.next_question(2, mode)
    first.send(CTRL_C)
    assert first.wait_exit() == 130
    second = run("resume", f"--{mode}")
    second.reach_question(2, mode)
    finish(second, "For all.")
    assert sharings(home) == [Sharing.PRIVATE, Sharing.SHAREABLE]
    assert newest(home).together


def test_words_typed_before_a_pause_may_be_shared_after_it(
    home: Home, run: Start, start: Start
) -> None:
    first = start("plain", GUIDE, *WITH)
    first.write("Half of it.")
    first.send(CTRL_C)
    assert first.wait_exit() == 130
    second = run("resume", "--plain")
    second.reach_question(1, "plain")
    second.send(CTRL_D)
    second.wait_for(SHARED)
    assert sharings(home) == [Sharing.SHAREABLE]


@BOTH
def test_what_one_person_wrote_alone_is_offered_to_that_person(
    mode: str, home: Home, run: Start
) -> None:
    say(home, "reflect", "--answers", "-", given=f"## {ASKED[0]}\n\nMine alone.\n")
    writer = run("reflect", GUIDE, f"--{mode}")
    writer.wait_for(ANSWERED)


@BOTH
def test_what_one_person_wrote_alone_is_not_offered_to_several(
    mode: str, home: Home, start: Start
) -> None:
    say(home, "reflect", "--answers", "-", given=f"## {ASKED[0]}\n\nMine alone.\n")
    writer = start(mode, GUIDE, *WITH)
    writer.command("/last", "You have not answered this in another session.")
    assert writer.count(ANSWERED) == writer.count("Mine alone.") == 0


def test_what_one_person_wrote_about_the_same_partner_is_not_offered_either(
    home: Home, start: Start
) -> None:
    both = ("--partner", "Amina", "--partner", "Sam")
    say(home, "reflect", *both, "--answers", "-", given=f"## {ASKED[0]}\n\nMine alone.\n")
    writer = start("plain", GUIDE, *WITH)
    finish(writer, "Ours now.")
    assert writer.count(ANSWERED) == 0


@BOTH
def test_what_the_same_people_wrote_together_is_offered(mode: str, home: Home, run: Start) -> None:
    given = f"## {ASKED[0]}\n\nOurs before.\n"
    say(home, "reflect", "--together", "sam,AMINA", "--answers", "-", given=given)
    writer = run("reflect", GUIDE, *WITH, f"--{mode}")
    writer.wait_for(ANSWERED)
    answer_prompt(writer, "Number (Enter for 1, write a new answer):", f"2{ENTER}")
    writer.wait_until_asked(mode)
    writer.send(CTRL_D)
    writer.wait_for(SHARED)
    assert [one.answer for one in newest(home).answers] == ["Ours before."]


def test_what_other_people_wrote_together_is_not_offered(home: Home, start: Start) -> None:
    given = f"## {ASKED[0]}\n\nOurs before.\n"
    say(home, "reflect", "--together", "Amina,Sam,Li", "--answers", "-", given=given)
    writer = start("plain", GUIDE, *WITH)
    finish(writer, "Ours now.")
    assert writer.count(ANSWERED) == 0


def test_answers_from_a_file_may_be_shared_from_the_start_too(home: Home) -> None:
    say(home, "reflect", *WITH, "--answers", "-", given=f"## {ASKED[0]}\n\nOurs.\n")
    assert sharings(home) == [Sharing.SHAREABLE]


@BOTH
def test_a_guide_for_one_person_alone_is_not_for_several(mode: str, home: Home, run: Start) -> None:
    writer = run("reflect", "a-difficult-moment", *WITH, f"--{mode}")
    writer.wait_until(
        lambda: (
            writer.process.poll() is not None
            or writer.count("Press Enter to continue") + writer.count("Question 1 of") > 0
        ),
        "an end or a question",
    )
    assert writer.wait_exit(1.0) == 2
    assert writer.count("A difficult moment") == 0
    assert home.saved_notes() == ()


# A guide that is made for one table


@BOTH
def test_a_guide_for_one_table_asks_who_writes(mode: str, home: Home, run: Start) -> None:
    writer = run("reflect", "starting-together", f"--{mode}")
    answer_prompt(writer, "Press Enter to continue", ENTER)
    writer.wait_for(WHO_WRITES)
    answer_prompt(writer, WHO, f"2{ENTER}")
    answer_prompt(writer, NAMES, f"Amina, Sam and Li{ENTER}")
    writer.next_question(1, mode)
    finish(writer, "Ours.")
    session = newest(home)
    assert (session.together, session.partners) == (True, ("Amina", "Sam and Li"))


@BOTH
def test_enter_at_a_guide_for_one_table_writes_alone(mode: str, home: Home, run: Start) -> None:
    writer = run("reflect", "starting-together", f"--{mode}")
    answer_prompt(writer, "Press Enter to continue", ENTER)
    answer_prompt(writer, WHO, ENTER)
    writer.next_question(1, mode)
    writer.finish("Mine.")
    assert sharings(home) == [Sharing.PRIVATE]
    assert not newest(home).together


@pytest.mark.parametrize("more", [WITH, ("--partner", "Sam")], ids=["--together", "--partner"])
def test_who_writes_is_not_asked_where_it_was_said(more: tuple[str, ...], start: Start) -> None:
    writer = start("plain", "starting-together", *more)
    assert writer.count(WHO_WRITES) == 0


def test_other_guides_do_not_ask_who_writes(start: Start) -> None:
    assert start("plain").count(WHO_WRITES) == 0


def test_names_that_are_none_are_asked_for_again(run: Start) -> None:
    writer = run("reflect", "starting-together", "--plain")
    answer_prompt(writer, "Press Enter to continue", ENTER)
    answer_prompt(writer, WHO, f"2{ENTER}")
    for times, said in enumerate(("Amina", "Amina, amina", "", ","), 1):
        answer_prompt(writer, NAMES, said + ENTER, times)
        writer.wait_for(NOT_NAMES, times)
    for times, said in enumerate((f"Amina,{'x' * 81}", "Amina,\u202eSam"), 1):
        answer_prompt(writer, NAMES, said + ENTER, times + 4)
        writer.wait_for("cannot be a name.", times)
    answer_prompt(writer, NAMES, f"Amina,Sam{ENTER}", 7)
    writer.next_question(1, "plain")


@BOTH
@LEAVE
@pytest.mark.parametrize("prompt", [WHO, NAMES], ids=["who writes", "names"])
def test_before_anything_is_begun_a_person_leaves_without_a_trace(
    mode: str, prompt: str, keys: str, code: int, home: Home, run: Start
) -> None:
    writer = run("reflect", "starting-together", f"--{mode}")
    answer_prompt(writer, "Press Enter to continue", ENTER)
    if prompt == NAMES:
        answer_prompt(writer, WHO, f"2{ENTER}")
    answer_prompt(writer, prompt, keys)
    left_without_a_trace(writer, code)
    assert "Nothing was begun, and nothing is kept." in writer.screen.rows
    assert home.saved_notes() == ()
    assert home.drafts() == {}


# together


@pytest.fixture
def pages(home: Home) -> Home:
    """A home with a page of somebody, and one that does not say whose it is."""
    page = say(home, "handout", GUIDE, "--format", "md")
    filled = page.replace(f"## {EQUITY}\n", f"## {EQUITY}\n\nFair.\n")
    (home.folder / "amina.md").write_text(filled.replace("Name:", "Name: Amina"))
    (home.folder / "nameless.md").write_text(filled.replace("Fair.", "Not fair."))
    return home


@BOTH
def test_a_page_without_a_name_is_asked_for_it(mode: str, pages: Home, run: Start) -> None:
    assert pages.folder.exists()
    writer = run(f"--{mode}", "together", "amina.md", "nameless.md", "-o", "page.md")
    answer_prompt(writer, WHOSE, ENTER)
    writer.wait_for("A name has 1 to 80 characters, on one line.")
    answer_prompt(writer, WHOSE, f"Sam{ENTER}", 2)
    assert writer.wait_exit() == 0
    text = (pages.folder / "page.md").read_text()
    assert "### Sam\n\n> Not fair.\n" in text
    assert "### Amina\n\n> Fair.\n" in text


@BOTH
@LEAVE
def test_at_the_name_of_a_page_a_person_leaves_and_nothing_is_made(
    mode: str, keys: str, code: int, pages: Home, run: Start
) -> None:
    writer = run(f"--{mode}", "together", "amina.md", "nameless.md", "-o", "page.md")
    answer_prompt(writer, WHOSE, keys)
    left_without_a_trace(writer, code)
    assert not (pages.folder / "page.md").exists()


def test_the_name_of_somebody_else_is_refused(pages: Home, run: Start) -> None:
    writer = run("--plain", "together", "amina.md", "nameless.md", "-o", "page.md")
    answer_prompt(writer, WHOSE, f"AMINA{ENTER}")
    assert writer.wait_exit() == 2
    assert writer.count("AMINA is in two files: amina.md and nameless.md") == 1
    assert not (pages.folder / "page.md").exists()


def test_the_name_of_a_page_is_never_taken_from_the_account(pages: Home, run: Start) -> None:
    assert pages.folder.exists()
    account = dict.fromkeys(("USER", "LOGNAME"), "zaphod")
    writer = run("--plain", "together", "amina.md", "nameless.md", environment=account)
    answer_prompt(writer, WHOSE, f"Sam{ENTER}")
    assert writer.wait_exit() == 0
    assert "zaphod" not in writer.screen.text


def test_no_row_of_what_is_laid_together_is_wider_than_40_columns(pages: Home, run: Start) -> None:
    assert pages.folder.exists()
    writer = run("--rich", "together", "amina.md", "nameless.md", "--as", "Sam", columns=40)
    assert writer.wait_exit() == 0
    assert writer.screen.too_wide == []


def test_what_is_laid_together_in_plain_mode_holds_no_escape_byte(pages: Home, run: Start) -> None:
    assert pages.folder.exists()
    writer = run("--plain", "together", "amina.md", "nameless.md", "--as", "Sam")
    assert writer.wait_exit() == 0
    assert b"Not fair." in writer.raw
    assert b"\x1b" not in writer.raw


# meeting and handout, without arguments


def made(home: Home) -> list[Path]:
    return sorted(path for path in home.folder.rglob("*") if path.is_file())


@BOTH
def test_a_meeting_asks_for_its_questions_and_for_who_meets(
    mode: str, home: Home, run: Start
) -> None:
    writer = run(f"--{mode}", "meeting")
    answer_prompt(writer, WHERE, f"sharing{ENTER}")
    answer_prompt(writer, WHO_MEETS, f"Amina{ENTER}")
    writer.wait_for(NOT_NAMES)
    answer_prompt(writer, WHO_MEETS, f"Amina, Sam{ENTER}", 2)
    assert writer.wait_exit() == 0
    files = [path.relative_to(home.folder).as_posix() for path in made(home)]
    assert "meeting-sharing-power/for-amina.md" in files
    assert all(file.startswith("meeting-sharing-power/") for file in files)


def test_a_meeting_asks_only_for_what_was_not_said(home: Home, run: Start) -> None:
    writer = run("--plain", "meeting", GUIDE)
    answer_prompt(writer, WHO_MEETS, f"Amina, Sam{ENTER}")
    assert writer.wait_exit() == 0
    assert writer.count(WHERE) == 0
    assert made(home) != []


@BOTH
@LEAVE
@pytest.mark.parametrize("prompt", [WHERE, WHO_MEETS], ids=["questions", "names"])
def test_at_each_prompt_of_a_meeting_a_person_leaves_and_nothing_is_made(
    mode: str, prompt: str, keys: str, code: int, home: Home, run: Start
) -> None:
    writer = run(f"--{mode}", "meeting")
    if prompt == WHO_MEETS:
        answer_prompt(writer, WHERE, f"4{ENTER}")
    answer_prompt(writer, prompt, keys)
    left_without_a_trace(writer, code)
    assert made(home) == []


def test_questions_for_one_person_alone_are_refused_before_names_are_asked(
    home: Home, run: Start
) -> None:
    writer = run("--plain", "meeting")
    answer_prompt(writer, WHERE, f"8{ENTER}")
    writer.wait_until(
        lambda: writer.process.poll() is not None or writer.count(WHO_MEETS) > 0, "what comes next"
    )
    assert writer.count(WHO_MEETS) == 0
    assert made(home) == []


@BOTH
def test_a_handout_asks_for_its_questions(mode: str, home: Home, run: Start) -> None:
    writer = run(f"--{mode}", "handout", "-o", "page.md")
    answer_prompt(writer, WHERE, f"12{ENTER}")
    answer_prompt(writer, "Number from 1 to 6,", f"values{ENTER}")
    answer_prompt(writer, "Number from 1 to 6,", f"equity{ENTER}", 2)
    assert writer.wait_exit() == 0
    assert EQUITY in (home.folder / "page.md").read_text()


@BOTH
@LEAVE
def test_at_the_questions_of_a_handout_a_person_leaves_and_nothing_is_made(
    mode: str, keys: str, code: int, home: Home, run: Start
) -> None:
    writer = run(f"--{mode}", "handout")
    answer_prompt(writer, WHERE, keys)
    left_without_a_trace(writer, code)
    assert made(home) == []
