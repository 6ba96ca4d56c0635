"""What partners gave is laid side by side; what cannot be read is said, and nothing is made."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from partnership_cli.formats.fingerprint_words import make_fingerprint
from partnership_cli.formats.framework_attribution import attribute
from partnership_cli.formats.handout import make_handout, render_handout_markdown
from partnership_cli.framework.loader import load_companion, load_framework
from partnership_cli.reflection.selection import select_questions
from running import Run

JOY = "What might bring joy into your partnership relationships?"
EQUITY = "How is equity considered in my partnerships?"


@cache
def handout() -> str:
    """Return the page about sharing power, not filled in."""
    framework = load_framework()
    selection = select_questions(framework, load_companion(framework), guide="sharing-power")
    return render_handout_markdown(make_handout(selection, frozenset()), framework.framework)


def filled(name: str, answer: str) -> str:
    """Return a page with a name and one answer written into it."""
    page = handout().replace("Name:", f"Name: {name}".rstrip())
    return page.replace(f"## {EQUITY}\n", f"## {EQUITY}\n\n{answer}\n")


def shared(name: str, **answers: str) -> str:
    """Return a file as `share` makes it."""
    texts = {"joy": JOY, "equity": EQUITY}
    parts = [f"## {texts[question]}\n\n> {answer}\n\n" for question, answer in answers.items()]
    foot = attribute(load_framework().framework)
    return f"# Answers from {name}\n\n{''.join(parts)}---\n\n{foot}\n"


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """A folder with the files of two people, and one without a name beside it."""
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "amina.md").write_text(shared("Amina", joy="Her joy.", equity="Fair."), "utf-8")
    (folder / "sam.txt").write_text(filled("Sam", "Not fair."), "utf-8")
    (tmp_path / "nameless.md").write_text(filled("", "Perhaps."), "utf-8")
    return folder


def made(tmp_path: Path) -> list[str]:
    """Return what was made: all but what was given."""
    known = {"given", "nameless.md", "program home"}
    return sorted(path.name for path in tmp_path.iterdir() if path.name not in known)


BOTH = ("given/amina.md", "given/sam.txt")


def test_answers_stand_below_their_question_each_under_a_name(program: Run, given: Path) -> None:
    ended = program("together", *BOTH)
    assert (ended.code, ended.err) == (0, "")
    before, _, after = ended.out.partition(f"\n{EQUITY}\n")
    assert before.startswith("Together\n")
    both, _, alone = after.partition("Brought by one of us")
    assert {"Fair.", "Not fair."} <= {line.strip() for line in both.splitlines()}
    assert {"Amina:", "Sam:"} <= set(both.splitlines())
    assert JOY in alone
    assert "Her joy." in alone
    for name in ("amina.md", "sam.txt"):
        assert make_fingerprint((given / name).read_text("utf-8")) in before


def test_the_attribution_stands_at_the_end(program: Run, given: Path) -> None:
    assert given.exists()
    assert attribute(load_framework().framework) in program("--plain", "together", *BOTH).out


def test_no_notebook_is_opened_or_made(program: Run, given: Path, program_home: Path) -> None:
    assert given.exists()
    assert program("together", *BOTH, "-o", "page.md").code == 0
    assert not program_home.exists()


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_the_same_files_in_any_order_give_the_same_bytes(
    program: Run, given: Path, form: str
) -> None:
    assert given.exists()
    first = program("together", *BOTH, "--format", form, "-o", "-")
    assert first.code == 0
    assert program("together", *reversed(BOTH), "--format", form, "-o", "-").out == first.out
    assert program("together", "given", "--format", form, "-o", "-").out == first.out


@pytest.mark.parametrize(
    ("arguments", "file"),
    [
        (("-o", "page.md"), "page.md"),
        (("-o", "page.html"), "page.html"),
        (("-o", "page.json"), "page.json"),
        (("-o", "pages/"), "pages/together.md"),
        (("--format", "html"), "together.html"),
        (("--format", "json", "-o", "pages/"), "pages/together.json"),
    ],
)
def test_a_page_is_made_where_it_is_wanted_and_its_name_is_the_output(
    program: Run, given: Path, tmp_path: Path, arguments: tuple[str, ...], file: str
) -> None:
    assert given.exists()
    ended = program("together", *BOTH, *arguments)
    assert (ended.code, ended.out) == (0, f"{tmp_path / file}\n")
    assert "Her joy." in (tmp_path / file).read_text("utf-8")
    assert len(made(tmp_path)) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_what_is_made_is_for_this_account_alone(program: Run, given: Path, tmp_path: Path) -> None:
    assert given.exists()
    assert program("together", *BOTH, "-o", "pages/").code == 0
    assert (tmp_path / "pages").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "pages/together.md").stat().st_mode & 0o777 == 0o600


def test_a_dash_shows_the_page_and_makes_no_file(program: Run, given: Path, tmp_path: Path) -> None:
    assert given.exists()
    shown = program("together", *BOTH, "-o", "-")
    assert made(tmp_path) == []
    program("together", *BOTH, "-o", "page.md")
    assert shown.out == (tmp_path / "page.md").read_text("utf-8")


def test_the_page_as_json_has_the_keys_that_were_promised(program: Run, given: Path) -> None:
    assert given.exists()
    page = json.loads(program("together", *BOTH, "--format", "json", "-o", "-").out)
    assert list(page) == ["people", "questions", "brought_by_one", "attribution"]
    (question,) = page["questions"]
    assert list(question) == ["question", "text", "answers"]
    assert {one["name"]: one["answer"] for one in question["answers"]} == {
        "Amina": "Fair.",
        "Sam": "Not fair.",
    }


def test_a_page_that_exists_is_left_as_it_is_without_force(
    program: Run, given: Path, tmp_path: Path
) -> None:
    assert given.exists()
    (tmp_path / "page.md").write_text("mine")
    assert program("together", *BOTH, "-o", "page.md").code == 2
    assert (tmp_path / "page.md").read_text() == "mine"
    assert program("together", *BOTH, "-o", "page.md", "--force").code == 0
    assert "Her joy." in (tmp_path / "page.md").read_text("utf-8")


# Names


def test_a_file_without_a_name_gets_the_one_that_is_said(program: Run, given: Path) -> None:
    assert given.exists()
    ended = program("together", "given/amina.md", "nameless.md", "--as", "Li")
    assert ended.code == 0
    assert "\nLi:\n" in ended.out


def test_without_a_terminal_the_name_that_is_missing_is_asked_for_in_three_lines(
    program: Run, given: Path, tmp_path: Path
) -> None:
    assert given.exists()
    ended = program("together", "given/amina.md", "nameless.md", "-o", "page.md")
    assert (ended.code, ended.out, made(tmp_path)) == (4, "", [])
    assert ended.err.splitlines() == [
        "error: there is no terminal to ask in (the input is no terminal)",
        "Nothing was created.",
        "To say whose nameless.md is, add: --as NAME",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*BOTH, "--as", "Li"), "--as Li names nobody"),
        (("given/amina.md", "nameless.md", "--as", "Li", "--as", "Zo"), "--as Zo names nobody"),
        (("given/amina.md", "nameless.md", "--as", "AMINA"), "AMINA is in two files"),
        (("given/amina.md", "nameless.md", "--as", " "), "' ' cannot be a name"),
        (("given/amina.md", "nameless.md", "--as", "x" * 300), "cannot be a name"),
        (("given/amina.md",), "there are not the answers of two people here"),
        (("given/amina.md", "given/amina.md"), "there are not the answers of two people here"),
        ((*BOTH, "--format", "pdf"), "'pdf' is no form that this can have"),
        ((*BOTH, "-o", "page.pdf"), ".pdf is no form that this can have"),
    ],
)
def test_a_wrong_use_ends_with_two_and_makes_nothing(
    program: Run, given: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    assert given.exists()
    ended = program("together", *arguments)
    assert (ended.code, ended.out, made(tmp_path)) == (2, "", [])
    assert ended.err.startswith("error: ")
    assert said in ended.err.splitlines()[0]
    assert len(ended.err.splitlines()) in {2, 3}


def test_a_file_is_to_be_named(program: Run) -> None:
    assert program("together").code == 2


def test_one_person_in_two_files_is_refused(program: Run, given: Path) -> None:
    (given / "again.md").write_text(shared("AMINA", joy="Another joy."), "utf-8")
    ended = program("together", "given")
    assert ended.code == 2
    assert "is in two files: given/again.md and given/amina.md" in ended.err.replace("\\", "/")


def test_the_same_words_under_two_names_of_files_are_refused(program: Run, given: Path) -> None:
    (given / "copy.md").write_bytes((given / "amina.md").read_bytes())
    ended = program("together", "given")
    assert (ended.code, ended.out) == (2, "")
    assert "the same words are in" in ended.err


# Files


def test_a_file_that_is_not_there_ends_with_three(program: Run, given: Path) -> None:
    assert given.exists()
    ended = program("together", "given/amina.md", "none.md")
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.splitlines() == ["error: there is no file none.md", "Nothing was made."]


def test_a_note_of_a_notebook_is_refused_and_no_word_of_it_shown(
    program: Run, given: Path, tmp_path: Path
) -> None:
    note = program("reflect", "--answers", "-", given="## joy\n\nKept to myself.\n").out.strip()
    for form in ((), ("-o", "page.md")):
        ended = program("together", str(given / "amina.md"), note, *form)
        assert (ended.code, ended.out, made(tmp_path)) == (2, "", [])
        assert "this is a note or an export, with answers that nobody chose to share" in ended.err
        assert "Kept to myself" not in ended.err


def test_a_note_in_a_folder_is_passed_over_and_said(program: Run, given: Path) -> None:
    note = program("reflect", "--answers", "-", given="## joy\n\nKept to myself.\n").out.strip()
    (given / "note.md").write_bytes(Path(note).read_bytes())
    ended = program("together", "given")
    assert ended.code == 0
    assert "Kept to myself" not in ended.out + ended.err
    assert "note.md: this is a note or an export" in ended.err


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        (lambda text: text.replace("> Her joy.", "Her joy."), 5),
        (lambda text: text.replace("from Amina", "from \u202e"), 1),
        pytest.param(
            lambda text: f"{text}\nA postscript.\n",
            15,
        ),
        (lambda text: text.replace(EQUITY, JOY), 7),
    ],
    ids=["no quotation", "no name", "after the end", "twice"],
)
def test_a_damaged_file_is_named_with_its_line(
    program: Run, given: Path, tmp_path: Path, damage: Callable[[str], str], line: int
) -> None:
    (given / "amina.md").write_text(damage((given / "amina.md").read_text("utf-8")), "utf-8")
    ended = program("together", *BOTH, "-o", "page.md")
    assert (ended.code, ended.out, made(tmp_path)) == (2, "", [])
    assert ended.err.startswith(f"error: given/amina.md:{line}:1: ")
    assert "Nothing was made." in ended.err.splitlines()


@pytest.mark.parametrize("text", ["", "Hello.\n"])
def test_a_file_without_an_answer_is_refused_and_in_a_folder_passed_over(
    program: Run, given: Path, text: str
) -> None:
    (given / "odd.txt").write_text(text, "utf-8")
    ended = program("together", *BOTH, "given/odd.txt")
    assert (ended.code, ended.out) == (2, "")
    assert "Nothing was made." in ended.err
    ended = program("together", "given")
    assert ended.code == 0
    assert ended.err.replace("\\", "/").startswith("Skipped: given/odd.txt: ")


def test_what_is_in_a_folder_and_is_no_text_is_passed_over(program: Run, given: Path) -> None:
    (given / "page.odt").write_bytes(b"PK\x03\x04")
    (given / "~$page.docx").write_bytes(b"Sam")
    (given / "picture.png").write_bytes(b"\x89PNG")
    (given / ".hidden.md").write_text(shared("Li", joy="Hidden."), "utf-8")
    (given / "below").mkdir()
    (given / "below/li.md").write_text(shared("Li", joy="Below."), "utf-8")
    ended = program("together", "given")
    assert ended.code == 0
    assert "page.odt: save it as plain text (.txt) or for Word (.docx), and give that" in ended.err
    assert "~$page" not in ended.err
    assert not [word for word in ("Hidden.", "Below.") if word in ended.out]


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_a_page_that_is_still_empty_stops_nobody(program: Run, tmp_path: Path, form: str) -> None:
    program("meeting", "sharing-power", "--with", "Amina,Sam", "-o", "hour")
    page = tmp_path / "hour/for-amina.md"
    text = page.read_text("utf-8").replace(f"## {EQUITY}\n", f"## {EQUITY}\n\nFair.\n")
    page.write_text(text, "utf-8")
    ended = program("together", "hour", "-o", f"page.{form}")
    assert (ended.code, ended.err.splitlines()[-1]) == (0, "Sam’s page is empty.")
    made = (tmp_path / f"page.{form}").read_text("utf-8")
    assert "Fair." in made
    assert "Sam" in made


def test_a_page_without_a_word_and_a_name_is_passed_over(
    program: Run, given: Path, tmp_path: Path
) -> None:
    (given / "late.md").write_text(handout(), "utf-8")
    (tmp_path / "later.md").write_text(handout(), "utf-8")
    ended = program("together", "given", "later.md")
    assert ended.code == 0
    assert [line.partition(": nothing")[0] for line in ended.err.splitlines()] == [
        f"Skipped: {Path('given/late.md')}",
        "Skipped: later.md",
    ]


def test_an_empty_page_can_be_given_a_name(program: Run, given: Path, tmp_path: Path) -> None:
    (tmp_path / "late.md").write_text(handout(), "utf-8")
    ended = program("together", str(given), "late.md", "--as", "Noor")
    assert (ended.code, ended.err) == (0, "Noor’s page is empty.\n")


def test_an_empty_folder_holds_nobody(program: Run, given: Path, tmp_path: Path) -> None:
    assert given.exists()
    (tmp_path / "program home").mkdir()
    ended = program("together", "program home")
    assert (ended.code, ended.out) == (2, "")
    assert "there are not the answers of two people here" in ended.err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no FIFO, and links need a right")
@pytest.mark.parametrize("odd", ["link", "FIFO", "device"])
def test_a_link_a_fifo_and_a_device_are_refused(
    program: Run, given: Path, tmp_path: Path, odd: str
) -> None:
    path = given / "odd.md"
    if odd == "link":
        path.symlink_to(given / "sam.txt")
    elif odd == "FIFO":
        os.mkfifo(path)
    else:
        path = Path("/dev/zero")
    ended = program("together", "given/amina.md", str(path), "-o", "page.md")
    assert (ended.code, ended.out, made(tmp_path)) == (2, "", [])
    assert f"{path}: cannot be read" in ended.err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no FIFO, and links need a right")
@pytest.mark.parametrize("odd", ["link", "FIFO"])
def test_nothing_behind_a_link_or_in_a_fifo_of_a_folder_is_shown(
    program: Run, given: Path, tmp_path: Path, odd: str
) -> None:
    secret = tmp_path / "nameless.md"
    secret.write_text(shared("Li", joy="Behind the link."), "utf-8")
    if odd == "link":
        (given / "odd.md").symlink_to(secret)
    else:
        os.mkfifo(given / "odd.md")
    ended = program("together", "given")
    assert ended.code in {0, 2}
    assert "Behind the link." not in ended.out + ended.err


def test_a_file_of_more_than_4_mib_is_refused(program: Run, given: Path, tmp_path: Path) -> None:
    with (given / "big.md").open("wb") as file:
        file.truncate(4 * 1024 * 1024 + 1)
    ended = program("together", "given/amina.md", "given/big.md", "-o", "page.md")
    assert (ended.code, made(tmp_path)) == (2, [])
    assert "it is larger than 4096 KiB" in ended.err


@pytest.mark.parametrize("arguments", [("x" * 300,), ("given/sam.txt", "-o", "x" * 300)])
def test_a_name_that_is_too_long_for_the_disk_is_no_mistake_of_the_program(
    program: Run, given: Path, arguments: tuple[str, ...]
) -> None:
    assert given.exists()
    assert program("together", "given/amina.md", *arguments).code in {2, 3, 5}


def test_a_home_of_nobody_is_no_mistake_of_the_program(program: Run, given: Path) -> None:
    assert given.exists()
    assert program("together", *BOTH, "-o", "~no-such-account/page.md").code in {2, 5}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_page_saved_in_another_encoding_is_read(program: Run, given: Path, encoding: str) -> None:
    text = filled("Zoë", "Café, and more.").replace("\u2019", "'").replace("\n", "\r\n")
    (given / "sam.txt").write_bytes(text.encode(encoding))
    ended = program("together", *BOTH)
    assert ended.code == 0
    assert "Zoë:" in ended.out
    assert "Café, and more." in ended.out


def test_the_page_in_the_same_folder_is_passed_over_the_next_time(
    program: Run, given: Path
) -> None:
    assert program("together", "given", "-o", "given/").code == 0
    assert (given / "together.md").exists()
    ended = program("together", "given")
    assert ended.code == 0
    assert "Skipped: given/together.md" in ended.err.replace("\\", "/")


def test_a_folder_that_meeting_made_is_laid_together(
    program: Run, given: Path, tmp_path: Path
) -> None:
    assert given.exists()
    made_by_meeting = tmp_path / "hour"
    program("meeting", "sharing-power", "--with", "Amina,Sam", "-o", "hour")
    for name in ("amina", "sam"):
        page = made_by_meeting / f"for-{name}.md"
        text = page.read_text("utf-8")
        page.write_text(text.replace(f"## {EQUITY}\n", f"## {EQUITY}\n\nSays {name}.\n"), "utf-8")
    ended = program("together", "hour")
    assert ended.code == 0
    assert "Says amina." in ended.out
    assert "Says sam." in ended.out
