"""The folder of a meeting: what is in it, for whom, and that no name leads out of it."""

from __future__ import annotations

import os
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from partnership_cli.formats.framework_attribution import attribute
from partnership_cli.framework.loader import load_framework
from running import Run

GUIDE = "sharing-power"
COMMON = ["message.txt", "on-paper.html", "the-hour.html"]


def made(tmp_path: Path) -> list[str]:
    """Return every file and folder that was made."""
    return sorted(
        path.relative_to(tmp_path).as_posix()
        for path in tmp_path.rglob("*")
        if not path.name.endswith(".csv")
    )


def test_a_folder_has_a_page_for_each_person_and_three_for_all(
    program: Run, tmp_path: Path
) -> None:
    ended = program("meeting", GUIDE, "--with", "Amina,Sam")
    assert (ended.code, ended.out) == (0, f"{tmp_path / 'meeting-sharing-power'}\n")
    files = sorted(path.name for path in (tmp_path / "meeting-sharing-power").iterdir())
    assert files == ["for-amina.md", "for-sam.md", *COMMON]


def test_the_pages_name_their_person_and_hold_the_questions(program: Run, tmp_path: Path) -> None:
    program("meeting", GUIDE, "--with", "Amina, Sam O'Shea", "-o", "hour")
    text = (tmp_path / "hour/for-sam-o-shea.md").read_text("utf-8")
    assert "\nName: Sam O'Shea\n" in text
    assert "Amina" not in text
    assert text.count("\n## ") == 6
    assert text.endswith(attribute(load_framework().framework) + "\n")


def test_the_pages_can_be_files_of_word_and_the_message_says_so(
    program: Run, tmp_path: Path
) -> None:
    ended = program("meeting", GUIDE, "--with", "Amina,Sam", "--format", "docx", "-o", "hour.day")
    assert (ended.code, ended.out) == (0, f"{tmp_path / 'hour.day'}\n")
    files = sorted(path.name for path in (tmp_path / "hour.day").iterdir())
    assert files == ["for-amina.docx", "for-sam.docx", *COMMON]
    page = Document(str(tmp_path / "hour.day/for-sam.docx"))
    assert "Name: Sam" in [one.text for one in page.paragraphs]
    message = (tmp_path / "hour.day/message.txt").read_text("utf-8")
    assert "in Word" in message
    assert "plain text" not in message


def test_the_pages_for_word_can_be_in_large_print(program: Run, tmp_path: Path) -> None:
    ended = program(
        "meeting", GUIDE, "--with", "Amina,Sam", "--format", "docx", "--large", "-o", "hour"
    )
    assert ended.code == 0
    with ZipFile(tmp_path / "hour/for-sam.docx") as page:
        assert b'<w:sz w:val="36"/>' in page.read("word/styles.xml")


def test_the_message_names_every_file_that_is_there(program: Run, tmp_path: Path) -> None:
    program("meeting", GUIDE, "--with", "Amina,Sam", "-o", "hour")
    message = (tmp_path / "hour/message.txt").read_text("utf-8")
    assert message.startswith("Hello Amina and Sam,\n")
    for name in ("for-amina.md", "for-sam.md", "on-paper.html"):
        assert name in message
        assert (tmp_path / "hour" / name).exists()
    assert "Kyra Araneta, Jennifer Fraser and Fatima Maatwk" in message


def test_the_page_of_the_hour_says_whose_its_questions_are(program: Run, tmp_path: Path) -> None:
    program("meeting", GUIDE, "--with", "Amina,Sam", "-o", "hour")
    page = (tmp_path / "hour/the-hour.html").read_text("utf-8")
    foot = page.partition("<footer>")[2]
    assert "The questions are from" in foot
    assert "University of Westminster Student Partnership Framework" in foot


def test_the_next_step_is_said_and_can_be_typed(program: Run) -> None:
    ended = program("meeting", GUIDE, "--with", "Amina,Sam", "-o", "hour")
    assert ended.err.rstrip().endswith("partnership together hour")


def test_no_notebook_is_opened_or_made(program: Run, program_home: Path) -> None:
    assert program("meeting", GUIDE, "--with", "Amina,Sam").code == 0
    assert not program_home.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_what_is_made_is_for_this_account_alone(program: Run, tmp_path: Path) -> None:
    assert program("meeting", GUIDE, "--with", "Amina,Sam", "-o", "hours/first").code == 0
    modes = {
        (path.is_dir(), path.stat().st_mode & 0o777) for path in (tmp_path / "hours").rglob("*")
    }
    assert modes == {(True, 0o700), (False, 0o600)}


def test_each_line_of_a_file_becomes_a_folder(program: Run, tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_text('Student,Staff\nAmina,Sam\n"Li, Zo",Bo\n\n')
    ended = program("meeting", GUIDE, "--from", "pairs.csv")
    assert ended.code == 0
    assert [Path(line).relative_to(tmp_path).as_posix() for line in ended.out.splitlines()] == [
        "meetings-sharing-power/1-amina-sam",
        "meetings-sharing-power/2-li-zo-bo",
    ]
    folder = tmp_path / "meetings-sharing-power/2-li-zo-bo"
    assert sorted(path.name for path in folder.iterdir()) == ["for-bo.md", "for-li-zo.md", *COMMON]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_understood(program: Run, tmp_path: Path, separator: str) -> None:
    (tmp_path / "pairs.csv").write_text(f"Amina{separator}Sam\nLi{separator}Bo\n")
    ended = program("meeting", GUIDE, "--from", "pairs.csv", "-o", "hours")
    assert [Path(line).name for line in ended.out.splitlines()] == ["1-amina-sam", "2-li-bo"]


ODD = (
    "../../x,/etc/passwd",
    "..,.",
    "CON,nul",
    "a:b,a\\b",
    "~,-",
    f"{'x' * 80},{'y' * 80}",
    "\U0001f98a,\U0001f98b",
    "cafe\u0301,日本",
)


@pytest.mark.parametrize("names", ODD, ids=[f"names {at}" for at in range(len(ODD))])
@pytest.mark.parametrize("way", ["--with", "--from"])
def test_no_name_of_a_person_leads_out_of_the_folder(
    program: Run, tmp_path: Path, names: str, way: str
) -> None:
    (tmp_path / "pairs.csv").write_text(f"{names}\n", "utf-8")
    ended = program("meeting", GUIDE, way, names if way == "--with" else "pairs.csv", "-o", "in")
    assert ended.code == 0
    assert all(path == "in" or path.startswith("in/") for path in made(tmp_path))
    pages = [path for path in (tmp_path / "in").rglob("for*.md") if path.is_file()]
    assert len(pages) == 2
    reserved = {"con", "nul", "prn", "aux"}
    assert not [path for path in made(tmp_path) if reserved & set(path.casefold().split("/"))]


def test_people_with_the_same_letters_get_a_page_each(program: Run, tmp_path: Path) -> None:
    program("meeting", GUIDE, "--with", "A b,A-b,A.b", "-o", "in")
    pages = sorted((tmp_path / "in").glob("for-*.md"))
    names = {
        line for page in pages for line in page.read_text().splitlines() if line[:5] == "Name:"
    }
    assert names == {"Name: A b", "Name: A-b", "Name: A.b"}


def test_a_null_byte_in_a_file_leads_nowhere(program: Run, tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_bytes(b"A\0/../../x,Sam\n")
    ended = program("meeting", GUIDE, "--from", "pairs.csv", "-o", "in")
    assert ended.code in {0, 2}
    assert all(path == "in" or path.startswith("in/") for path in made(tmp_path))


# Wrong uses


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("Amina", "these are not the names of two people or more"),
        ("Amina,amina", "these are not the names of two people or more"),
        ("", "these are not the names of two people or more"),
        (",,", "these are not the names of two people or more"),
        (f"Amina,{'x' * 300}", "cannot be a name"),
        ("Amina,\u202eSam", "cannot be a name"),
        ("Amina,a\x1bb", "cannot be a name"),
    ],
)
def test_names_that_are_none_are_refused(
    program: Run, tmp_path: Path, names: str, said: str
) -> None:
    ended = program("meeting", GUIDE, "--with", names)
    assert (ended.code, ended.out, made(tmp_path)) == (2, "", [])
    assert said in ended.err.splitlines()[0]
    assert '--with "Amina,Sam"' in ended.err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("nothing", "--with", "Amina,Sam"), 3, "there is no guide 'nothing'"),
        ((GUIDE, "--with", "A,B", "--from", "x.csv"), 2, "--with and --from exclude each other"),
        ((GUIDE, "--from", "none.csv"), 3, "there is no file none.csv"),
        (("a-difficult-moment", "--with", "A,B"), 2, "those questions are for one person alone"),
    ],
)
def test_a_wrong_use_is_said_and_makes_nothing(
    program: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    ended = program("meeting", *arguments)
    assert (ended.code, ended.out, made(tmp_path)) == (code, "", [])
    assert ended.err.startswith(f"error: {said}")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "1:1: there are no names in it"),
        ("Student,Staff\n", "1:1: there are no names in it"),
        ("Amina,Sam\nLi\n", "2:1: these are not the names of two people"),
        ("Amina,Sam\nLi,li\n", "2:1: these are not the names of two people"),
        ('Amina,Sam\n"Li,Bo\n', "2:1: this is no CSV"),
        (f"Amina,{'x' * 300}\n", "1:1: "),
        ("Amina,Sam\n" * 2001, "2001:1: more than 2000 lines"),
    ],
    ids=["empty", "only headings", "one name", "twice", "open", "long", "many"],
)
def test_a_file_that_cannot_be_read_is_named_with_its_line_and_makes_nothing(
    program: Run, tmp_path: Path, text: str, place: str
) -> None:
    (tmp_path / "pairs.csv").write_text(text)
    ended = program("meeting", GUIDE, "--from", "pairs.csv")
    assert (ended.code, ended.out, made(tmp_path)) == (2, "", [])
    assert ended.err.startswith(f"error: pairs.csv:{place}")
    assert "Nothing was made." in ended.err.splitlines()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no FIFO, and links need a right")
@pytest.mark.parametrize("odd", ["link", "FIFO", "folder"])
def test_a_link_a_fifo_and_a_folder_are_refused(program: Run, tmp_path: Path, odd: str) -> None:
    (tmp_path / "pairs.csv").write_text("Amina,Sam\n")
    path = tmp_path / "odd.csv"
    if odd == "link":
        path.symlink_to(tmp_path / "pairs.csv")
    elif odd == "FIFO":
        os.mkfifo(path)
    else:
        path.mkdir()
    ended = program("meeting", GUIDE, "--from", "odd.csv")
    assert (ended.code, ended.out, made(tmp_path)) == (2, "", [])
    assert "odd.csv: cannot be read" in ended.err


@pytest.mark.parametrize("what", ["a file", "a full folder"])
def test_what_exists_is_left_as_it_is(program: Run, tmp_path: Path, what: str) -> None:
    target = tmp_path / "hour"
    if what == "a full folder":
        target.mkdir()
        target = target / "mine"
    target.write_text("mine")
    ended = program("meeting", GUIDE, "--with", "Amina,Sam", "-o", "hour")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines() == [
        "error: hour already exists. Nothing was changed",
        "Name another folder with -o.",
    ]
    assert target.read_text() == "mine"


def test_an_empty_folder_is_taken(program: Run, tmp_path: Path) -> None:
    (tmp_path / "hour").mkdir()
    assert program("meeting", GUIDE, "--with", "Amina,Sam", "-o", "hour").code == 0
    assert len(list((tmp_path / "hour").iterdir())) == 5


@pytest.mark.parametrize("arguments", [(), (GUIDE,), ("--with", "Amina,Sam")])
def test_without_a_terminal_three_lines_say_what_to_do_and_nothing_is_made(
    program: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    ended = program("meeting", *arguments)
    assert (ended.code, ended.out, made(tmp_path)) == (4, "", [])
    assert ended.err.splitlines() == [
        "error: there is no terminal to ask in (the input is no terminal)",
        "Nothing was created.",
        'Name all of it: partnership meeting GUIDE --with "Amina,Sam"',
    ]


def test_a_name_that_is_too_long_for_the_disk_is_no_mistake_of_the_program(program: Run) -> None:
    assert program("meeting", GUIDE, "--with", "Amina,Sam", "-o", "x" * 300).code in {2, 5}


def test_a_dash_is_no_folder(program: Run, tmp_path: Path) -> None:
    ended = program("meeting", GUIDE, "--with", "Amina,Sam", "-o", "-")
    assert (ended.code, made(tmp_path)) == (2, [])


def test_a_comma_too_many_is_nobody(program: Run, tmp_path: Path) -> None:
    assert program("meeting", GUIDE, "--with", "Amina,,Sam,").code == 0
    assert len(list(tmp_path.glob("meeting-*/for-*.md"))) == 2
