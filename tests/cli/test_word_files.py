"""Files of Word that people fill in and give: taken in as any other file, or refused by name."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document

from partnership_cli.formats.framework_attribution import attribute
from partnership_cli.formats.shared_file import render_shared
from partnership_cli.framework.loader import load_framework
from partnership_cli.reflection.together import SharedAnswer
from running import Run

JOY = "What might bring joy into your partnership relationships?"
SHARED = render_shared(
    "Maya", [SharedAnswer("joy", JOY, "A spade.")], attribute(load_framework().framework)
)


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """A folder with a file that Maya shared."""
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "maya.md").write_text(SHARED, "utf-8")
    return folder


def fill_in(page: Path, question: str, *answer: str) -> None:
    """Write an answer into a handout for Word, a paragraph each, and save it there."""
    document = Document(str(page))
    paragraphs = document.paragraphs
    at = [one.text for one in paragraphs].index(question)
    for number, line in enumerate(answer, 1):
        paragraphs[at + number].text = line
    document.save(str(page))


@pytest.fixture
def filled(program: Run, tmp_path: Path) -> Path:
    """A handout for Word that Li filled in there."""
    assert program("handout", "emotions", "-o", "li.docx").code == 0
    fill_in(tmp_path / "li.docx", JOY, "Singing.", "And silence.")
    return tmp_path / "li.docx"


def test_a_handout_that_was_filled_in_with_word_is_laid_beside_the_others(
    program: Run, given: Path, filled: Path
) -> None:
    assert given.exists()
    ended = program("together", "given/maya.md", filled.name, "--as", "Li", "--format", "md")
    assert (ended.code, ended.err) == (0, "")
    page = Path(ended.out.strip()).read_text("utf-8")
    assert "> Singing.\n>\n> And silence.\n" in page


def test_an_answer_on_a_new_line_of_the_question_itself_is_one(program: Run, filled: Path) -> None:
    document = Document(str(filled))
    (asked,) = (one for one in document.paragraphs if one.text == JOY)
    asked.add_run("\nSmall things.")
    document.save(str(filled))
    ended = program("reflect", "--answers", filled.name)
    assert (ended.code, ended.err) == (0, "")
    assert "\nSmall things.\n\nSinging." in Path(ended.out.strip()).read_text("utf-8")


def test_a_folder_of_handouts_for_word_is_read(program: Run, filled: Path, tmp_path: Path) -> None:
    (tmp_path / "all").mkdir()
    for name in ("Li", "Sam"):
        document = Document(str(filled))
        (asked,) = (one for one in document.paragraphs if one.text == "Name:")
        asked.add_run(f" {name}")
        page = tmp_path / "all" / f"{name}.docx"
        document.save(str(page))
        fill_in(page, JOY, f"{name} sings.")
    ended = program("together", "all")
    assert (ended.code, ended.err) == (0, "")
    assert "Li sings." in ended.out
    assert "Sam sings." in ended.out


def test_a_handout_that_was_filled_in_with_word_becomes_a_reflection(
    program: Run, filled: Path
) -> None:
    ended = program("reflect", "--answers", filled.name)
    assert (ended.code, ended.err) == (0, "")
    assert "\n\nSinging.\n\nAnd silence.\n\n" in Path(ended.out.strip()).read_text("utf-8")


def test_a_text_of_word_is_kept_as_free_writing(program: Run, tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Dear notebook,")
    document.save(str(tmp_path / "mine.docx"))
    ended = program("reflect", "--free", "--answers", "mine.docx")
    assert (ended.code, ended.err) == (0, "")
    assert "\n\nDear notebook,\n\n" in Path(ended.out.strip()).read_text("utf-8")


def test_an_export_for_word_is_refused_as_what_nobody_chose_to_share(
    program: Run, given: Path, filled: Path
) -> None:
    assert program("reflect", "--answers", filled.name).code == 0
    assert program("export", "last", "-o", "mine.docx").code == 0
    ended = program("together", str(given / "maya.md"), "mine.docx")
    assert (ended.code, ended.out) == (2, "")
    assert "nobody chose to share" in " ".join(ended.err.split())
    assert "Singing" not in ended.err


def test_an_export_that_lost_its_title_in_word_is_refused_by_its_day(
    program: Run, given: Path, filled: Path, tmp_path: Path
) -> None:
    assert program("reflect", "--answers", filled.name).code == 0
    assert program("export", "last", "-o", "mine.docx").code == 0
    document = Document(str(tmp_path / "mine.docx"))
    document.paragraphs[0].text = "My page"
    document.paragraphs[0].style = document.styles["Normal"]
    document.save(str(tmp_path / "mine.docx"))
    ended = program("together", str(given / "maya.md"), "mine.docx", "--as", "Li")
    assert (ended.code, ended.out) == (2, "")
    assert "nobody chose to share" in " ".join(ended.err.split())


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("together", "given/maya.md", "page.docx"), "Nothing was made."),
        (("reflect", "--answers", "page.docx"), "Nothing was saved."),
        (("reflect", "--free", "--answers", "page.docx"), "Nothing was saved."),
    ],
)
def test_a_hostile_file_of_word_is_refused_by_name(
    program: Run, given: Path, tmp_path: Path, command: tuple[str, ...], words: str
) -> None:
    assert given.exists()
    with ZipFile(tmp_path / "page.docx", "w", ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 10_000_000)
    ended = program(*command)
    assert (ended.code, ended.out) == (2, "")
    said = " ".join(ended.err.split())
    assert "page.docx: this Word file cannot be read (unpacked it is larger than 8192 KiB)" in said
    assert words in said
