"""What is said of files that another program changed, and what is refused: as a person sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from damages import CERTAIN
from partnership_cli.formats.fingerprint_words import make_fingerprint
from partnership_cli.formats.framework_attribution import attribute
from partnership_cli.formats.handout import make_handout, render_handout_markdown
from partnership_cli.formats.shared_file import render_shared
from partnership_cli.framework.loader import load_companion, load_framework
from partnership_cli.reflection.selection import select_questions
from partnership_cli.reflection.together import SharedAnswer
from running import Run

FRAMEWORK = load_framework()
CHOICE = select_questions(FRAMEWORK, load_companion(FRAMEWORK), guide="sharing-power")
FIRST, *_, LAST = CHOICE.questions
FOOT = attribute(FRAMEWORK.framework)
SHARED = render_shared("Maya", [SharedAnswer(FIRST.id, FIRST.text, "A spade.")], FOOT)
BLANK = render_handout_markdown(make_handout(CHOICE, frozenset(), "Theo"), FRAMEWORK.framework)
FILLED = BLANK.replace(f"## {FIRST.text}\n", f"## {FIRST.text}\n\nA café.\n")


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """A folder with a shared file and a handout, as they were made."""
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "maya.md").write_text(SHARED, "utf-8")
    (folder / "theo.txt").write_text(FILLED, "utf-8")
    return folder


@pytest.mark.parametrize("damage", ["the rule as ''", "the rule as '⸻'", "in lines of 40"])
def test_the_attribution_is_nobodys_answer_on_a_page_together(
    program: Run, given: Path, damage: str
) -> None:
    (given / "theo.txt").write_text(CERTAIN[damage](FILLED), "utf-8")
    ended = program("together", "given", "-o", "-")
    assert ended.code == 0
    assert ended.out.count("The questions are from") == 1
    assert LAST.text not in ended.out


@pytest.mark.parametrize("damage", ["the rule as ''", "the rule as '⸻'", "in a quotation"])
def test_the_attribution_is_not_saved_as_an_answer(program: Run, given: Path, damage: str) -> None:
    (given / "theo.txt").write_text(CERTAIN[damage](FILLED), "utf-8")
    assert program("reflect", "--answers", "given/theo.txt").code == 0
    shown = json.loads(program("show", "last", "--json").out)
    assert [one["answer"] for one in shown["answers"]] == ["A café."]


def test_a_file_that_another_program_changed_is_said_and_keeps_its_words(
    program: Run, given: Path
) -> None:
    (given / "maya.md").write_text(CERTAIN["a mail's heading above"](SHARED), "utf-8")
    ended = program("together", "given")
    assert ended.code == 0
    assert make_fingerprint(SHARED) in ended.out
    assert ended.err.replace("\\", "/").splitlines() == [
        "given/maya.md:1: the heading of a mail (5 lines): left out",
        "given/maya.md: another program changed this file. Compare its three words: they are the "
        "same if no answer changed.",
    ]


@pytest.mark.parametrize(
    "command", [("together", "given"), ("reflect", "--answers", "given/theo.txt")]
)
def test_the_encoding_that_was_taken_is_said(
    program: Run, given: Path, command: tuple[str, ...]
) -> None:
    (given / "theo.txt").write_bytes(FILLED.encode("cp1252"))
    ended = program(*command)
    assert ended.code == 0
    assert ended.err.replace("\\", "/") == (
        "given/theo.txt: this is not UTF-8: read as Windows-1252. If letters are wrong, save the "
        "file as UTF-8, and give it again.\n"
    )


@pytest.mark.parametrize(
    "command", [("together", "given/maya.md", "page.docx"), ("reflect", "--answers", "page.docx")]
)
def test_a_document_is_to_be_saved_as_plain_text(
    program: Run, given: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    assert given.exists()
    (tmp_path / "page.docx").write_bytes(b"PK\x03\x04")
    ended = program(*command)
    assert (ended.code, ended.out) == (2, "")
    assert "page.docx:1:1: this is not plain text and no Word file: save it as" in ended.err


def test_a_file_of_ones_own_that_was_shared_is_read_back(program: Run, given: Path) -> None:
    assert given.exists()
    assert program("reflect", "--answers", "given/maya.md").code == 0
    shown = json.loads(program("show", "last", "--json").out)
    assert [one["answer"] for one in shown["answers"]] == ["A spade."]


def test_a_page_of_questions_that_somebody_typed_is_read_with_a_word_of_caution(
    program: Run, given: Path
) -> None:
    (given / "li.txt").write_text(f"Name: Li\n\n{FIRST.text}\n\nA cup.\n", "utf-8")
    ended = program("together", "given")
    assert ended.code == 0
    assert "A cup." in ended.out
    assert "Make sure that whoever wrote it chose to give it." in ended.err


@pytest.mark.parametrize("change", ["in a quotation", "in an answer", "a mail's heading above"])
def test_a_note_in_a_mail_is_refused_and_no_word_of_it_shown(
    program: Run, given: Path, tmp_path: Path, change: str
) -> None:
    assert given.exists()
    note = program("reflect", "--answers", "-", given="## joy\n\nKept to myself.\n").out.strip()
    (tmp_path / "mail.txt").write_text(CERTAIN[change](Path(note).read_text("utf-8")), "utf-8")
    ended = program("together", "given/maya.md", "mail.txt")
    assert (ended.code, ended.out) == (2, "")
    assert "nobody chose to share" in ended.err
    assert "Kept to myself" not in ended.err
