"""What partners agreed is kept in a file, read again, and shown beside their next answers."""

from __future__ import annotations

import json
import re
from pathlib import Path

import docx
import pytest

from partnership_cli.framework.loader import load_framework
from running import Run

QUESTIONS = {one.id: one.text for _, one in load_framework().questions()}
CANARIES = ("Canary-of-Amina", "Canary-of-Sam", "Canary-alone")
WRITTEN = {
    "What we share": "We both like tea.",
    "What stays open": "When to meet.",
    "What we will do, and by when": "Meet on Mondays.",
}


def share(name: str, **answers: str) -> str:
    """Return a file as `share` makes it."""
    parts = [f"## {QUESTIONS[one]}\n\n> {answer}\n\n" for one, answer in answers.items()]
    foot = "The questions are from the *Book*. The answers belong to the people who wrote them."
    return f"# Answers from {name}\n\n{''.join(parts)}---\n\n{foot}\n"


def fill(page: str, written: dict[str, str] = WRITTEN) -> str:
    """Return a page of `together` with words below the first label of each kind."""
    for label, words in written.items():
        page = page.replace(f"**{label}**\n", f"**{label}**\n\n{words}\n", 1)
    return page


@pytest.fixture
def page(program: Run, tmp_path: Path) -> str:
    """What two people brought, laid together in page.md, and filled in in filled.md."""
    (tmp_path / "amina.md").write_text(
        share("Amina", joy=CANARIES[0], equity="Fair.", scope=CANARIES[2]), "utf-8"
    )
    (tmp_path / "sam.md").write_text(share("Sam", joy=CANARIES[1], equity="Not fair."), "utf-8")
    assert program("together", "amina.md", "sam.md", "-o", "page.md").code == 0
    text = (tmp_path / "page.md").read_text("utf-8")
    (tmp_path / "filled.md").write_text(fill(text), "utf-8")
    return text


def agree(program: Run, *arguments: str) -> None:
    ended = program("together", *arguments, "--agree", "--yes")
    assert (ended.code, ended.err) == (0, "")


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_no_byte_of_an_answer_stands_in_what_was_agreed(
    program: Run, page: str, tmp_path: Path, form: str
) -> None:
    assert all(canary in page for canary in CANARIES)
    agree(program, "filled.md", "-o", f"agreed.{form}")
    made = (tmp_path / f"agreed.{form}").read_text("utf-8")
    assert not [one for one in (*CANARIES, "Fair.", "Not fair.") if one in made]
    assert all(words in made for words in WRITTEN.values())
    assert QUESTIONS["scope"] not in made


@pytest.mark.usefixtures("page")
def test_the_same_page_gives_the_same_bytes_on_every_computer(program: Run, tmp_path: Path) -> None:
    assert program("together", "sam.md", "amina.md", "-o", "other.md").code == 0
    (tmp_path / "other.md").write_text(fill((tmp_path / "other.md").read_text("utf-8")), "utf-8")
    agree(program, "filled.md", "-o", "one.md")
    agree(program, "other.md", "-o", "two.md")
    assert (tmp_path / "one.md").read_bytes() == (tmp_path / "two.md").read_bytes()


def test_each_form_has_the_same_three_words_and_the_day(
    program: Run, page: str, tmp_path: Path
) -> None:
    (tmp_path / "filled.md").write_text(fill(page, WRITTEN | {"Agreed on": "3 May 2027"}), "utf-8")
    for form in ("md", "html", "json"):
        agree(program, "filled.md", "-o", f"agreed.{form}")
    value = json.loads((tmp_path / "agreed.json").read_text("utf-8"))
    for form in ("md", "html"):
        text = (tmp_path / f"agreed.{form}").read_text("utf-8")
        assert f"Three words: {value['words']}" in text
        assert "3 May 2027" in text
    assert value["day"] == "3 May 2027"
    assert set(value["names"]) == {"Amina", "Sam"}


def test_what_was_agreed_stands_above_each_question_of_the_next_meeting(
    program: Run, page: str, tmp_path: Path
) -> None:
    (tmp_path / "filled.md").write_text(fill(page, WRITTEN | {"Agreed on": "3 May 2027"}), "utf-8")
    agree(program, "filled.md", "-o", "agreed.md")
    (tmp_path / "amina.md").write_text(share("Amina", joy="New.", equity="Well."), "utf-8")
    given = ("amina.md", "sam.md", "agreed.md")
    shown = program("together", *given).out
    assert shown.index(QUESTIONS["joy"]) < shown.index("What you agreed on 3 May 2027")
    assert shown.index("We both like tea.") < shown.index("New.")
    assert shown.index("Meet on Mondays.") > shown.index("For all of it")
    for form in ("md", "html", "json"):
        assert program("together", *given, "-o", f"next.{form}").code == 0
        text = (tmp_path / f"next.{form}").read_text("utf-8")
        assert "We both like tea." in text
        assert "Meet on Mondays." in text


@pytest.mark.usefixtures("page")
def test_a_page_that_shows_what_was_agreed_before_is_filled_in_anew(
    program: Run, tmp_path: Path
) -> None:
    agree(program, "filled.md", "-o", "agreed.md")
    assert program("together", "amina.md", "sam.md", "agreed.md", "-o", "next.md").code == 0
    text = (tmp_path / "next.md").read_text("utf-8")
    (tmp_path / "next.md").write_text(fill(text, {"Who decides what": "Sam decides."}), "utf-8")
    agree(program, "next.md", "-o", "newer.json")
    value = json.loads((tmp_path / "newer.json").read_text("utf-8"))
    assert (value["questions"], value["will_do"], value["decides"]) == ([], "", "Sam decides.")


@pytest.mark.usefixtures("page")
def test_an_agreement_is_made_again_in_another_form_after_it_was_changed_by_hand(
    program: Run, tmp_path: Path
) -> None:
    agree(program, "filled.md", "-o", "agreed.md")
    text = (tmp_path / "agreed.md").read_text("utf-8").replace("Mondays", "Fridays")
    (tmp_path / "agreed.md").write_text(text, "utf-8")
    ended = program("together", "agreed.md", "--agree", "--yes", "-o", "agreed.html")
    assert ended.code == 0
    assert "its words were changed since its three words were made" in ended.err
    assert "Fridays" in (tmp_path / "agreed.html").read_text("utf-8")


@pytest.mark.usefixtures("page")
def test_an_agreement_in_a_folder_with_new_answers_is_found(program: Run, tmp_path: Path) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    for name in ("amina.md", "sam.md", "page.md"):
        (folder / name).write_bytes((tmp_path / name).read_bytes())
    agree(program, "filled.md", "-o", "given/")
    ended = program("together", "given")
    assert ended.code == 0
    assert "What you agreed on" in ended.out
    assert "Skipped: given/page.md" in ended.err.replace("\\", "/")


@pytest.mark.usefixtures("page")
def test_nothing_is_kept_in_the_notebook(program: Run, program_home: Path, tmp_path: Path) -> None:
    agree(program, "filled.md", "-o", "agreed.md")
    assert (tmp_path / "agreed.md").exists()
    assert [path for path in program_home.rglob("*") if path.is_file()] == []


@pytest.mark.usefixtures("page")
def test_without_a_terminal_it_is_said_how_to_go_on_and_nothing_is_made(
    program: Run, tmp_path: Path, program_home: Path
) -> None:
    before = sorted(tmp_path.iterdir())
    ended = program("together", "amina.md", "sam.md", "--agree")
    assert ended.code == 4
    assert "fill it in, and give it: partnership together page.md --agree --yes" in ended.err
    ended = program("together", "filled.md", "--agree")
    assert ended.code == 4
    assert "To make it without being asked, add: --yes" in ended.err
    assert [one for one in sorted(tmp_path.iterdir()) if one not in {*before, program_home}] == []


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("amina.md", "sam.md", "--agree", "--yes"), "--yes goes with --agree and a page"),
        (("amina.md", "sam.md", "--yes"), "--yes goes with --agree"),
        (("page.md", "--agree", "--yes"), "page.md:1:1: nothing is agreed in it yet"),
        (("filled.md", "--agree", "--yes", "-o", "page.md"), "page.md already exists"),
        (("filled.md", "--agree", "--yes", "-o", "x.pdf"), ".pdf is no form"),
        (("filled.md",), "this is a page that together made"),
    ],
)
def test_a_wrong_use_ends_with_two_and_makes_nothing(
    program: Run, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = sorted(tmp_path.iterdir())
    ended = program("together", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.usefixtures("page")
def test_two_agreements_are_refused(program: Run) -> None:
    agree(program, "filled.md", "-o", "agreed.md")
    agree(program, "filled.md", "-o", "again.md")
    ended = program("together", "amina.md", "sam.md", "agreed.md", "again.md")
    assert (ended.code, ended.out) == (2, "")
    assert "two files say what was agreed: agreed.md and again.md" in ended.err


@pytest.mark.usefixtures("page")
def test_an_agreement_is_no_answers_of_anybody(program: Run) -> None:
    agree(program, "filled.md", "-o", "agreed.md")
    ended = program("together", "agreed.md", "sam.md")
    assert (ended.code, ended.out) == (2, "")
    assert "there are not the answers of two people here" in ended.err
    ended = program("reflect", "--answers", "agreed.md")
    assert ended.code == 2


@pytest.mark.usefixtures("page")
def test_a_damaged_agreement_is_named_with_its_line(program: Run, tmp_path: Path) -> None:
    agree(program, "filled.md", "-o", "agreed.md")
    text = (tmp_path / "agreed.md").read_text("utf-8")
    text = re.sub(r"\*\*What we share\*\*\n\n", "", text)
    (tmp_path / "agreed.md").write_text(text, "utf-8")
    ended = program("together", "amina.md", "sam.md", "agreed.md")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("error: agreed.md:14:1: this line belongs to no part")


@pytest.mark.usefixtures("page")
def test_a_name_is_that_which_each_chose_for_their_file(program: Run, tmp_path: Path) -> None:
    text = (tmp_path / "filled.md").read_text("utf-8").replace("**Amina**", "**A.**")
    (tmp_path / "filled.md").write_text(text, "utf-8")
    agree(program, "filled.md", "-o", "agreed.md")
    made = (tmp_path / "agreed.md").read_text("utf-8")
    assert "- A.\n" in made
    assert "Amina" not in made


def write_below(path: Path, label: str, words: str, number: int = 0) -> None:
    """Write words below a label in a file of Word, the number-th of its kind, as a person does."""
    document = docx.Document(str(path))
    below = [one for one in document.paragraphs if one.text == label][number]
    written = below.insert_paragraph_before(words)
    below._p.addnext(written._p)  # the library has no other way to put it below
    document.save(str(path))


@pytest.mark.usefixtures("page")
def test_a_page_that_was_filled_in_with_a_word_processor_is_read(
    program: Run, tmp_path: Path
) -> None:
    assert program("together", "amina.md", "sam.md", "-o", "page.docx").code == 0
    write_below(tmp_path / "page.docx", "What we share", "We both like tea.")
    write_below(tmp_path / "page.docx", "Who decides what", "Sam decides.")
    agree(program, "page.docx", "-o", "agreed.json")
    value = json.loads((tmp_path / "agreed.json").read_text("utf-8"))
    assert (value["questions"][0]["share"], value["decides"]) == (
        "We both like tea.",
        "Sam decides.",
    )
    assert set(value["names"]) == {"Amina", "Sam"}


@pytest.mark.parametrize("ending", ["docx", "txt"])
@pytest.mark.usefixtures("page")
def test_what_was_agreed_before_is_not_taken_from_a_page_that_shows_it(
    program: Run, tmp_path: Path, ending: str
) -> None:
    agree(program, "filled.md", "-o", "agreed.md")
    given = ("amina.md", "sam.md", "agreed.md")
    assert program("together", *given, "-o", "next.docx").code == 0
    write_below(tmp_path / "next.docx", "What we share", "Now coffee.", 1)
    write_below(tmp_path / "next.docx", "What we will do, and by when", "Now rest.", 1)
    words = [one.text for one in docx.Document(str(tmp_path / "next.docx")).paragraphs]
    (tmp_path / "next.txt").write_text("\n\n".join(words), "utf-8")
    agree(program, f"next.{ending}", "-o", "newer.json")
    value = json.loads((tmp_path / "newer.json").read_text("utf-8"))
    assert [one["share"] for one in value["questions"]] == ["Now coffee."]
    assert (value["will_do"], value["questions"][0]["open"]) == ("Now rest.", "")


@pytest.mark.usefixtures("page")
def test_an_agreement_for_a_word_processor_is_read_beside_new_answers(
    program: Run, tmp_path: Path
) -> None:
    agree(program, "filled.md", "-o", "agreed.docx")
    assert (tmp_path / "agreed.docx").read_bytes()[:2] == b"PK"
    ended = program("together", "amina.md", "sam.md", "agreed.docx")
    assert (ended.code, ended.err) == (0, "")
    assert "We both like tea." in ended.out


@pytest.mark.usefixtures("page")
def test_what_came_of_what_was_agreed_is_written_freely(program: Run) -> None:
    agree(program, "filled.md", "-o", "agreed.md")
    ended = program("reflect", "--agreed", "agreed.md", "--answers", "-", given="It went well.\n")
    assert ended.code == 0
    note = Path(ended.out.strip()).read_text("utf-8")
    assert "title: What came of what we agreed" in note
    assert "It went well." in note
    assert "We both like tea." not in note


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--agreed", "agreed.md"), 4, "there is no terminal to ask in"),
        (("--agreed", "none.md"), 3, "there is no file none.md"),
        (("--agreed", "sam.md"), 2, "sam.md does not say what was agreed"),
        (("--agreed", "page.md"), 2, "page.md:1:1: nothing is agreed in it yet"),
        (("joy", "--agreed", "agreed.md"), 2, "--agreed with what to write about cannot be"),
        (("--let-go", "--agreed", "agreed.md"), 2, "--agreed with --let-go cannot be"),
        (("--together", "A,B", "--agreed", "agreed.md"), 2, "--agreed with --together cannot be"),
    ],
)
@pytest.mark.usefixtures("page")
def test_a_wrong_use_of_what_was_agreed_begins_nothing(
    program: Run, program_home: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    agree(program, "filled.md", "-o", "agreed.md")
    ended = program("reflect", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert not [path for path in program_home.rglob("*") if path.is_file()]
