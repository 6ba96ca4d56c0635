"""`together --then`: what each chose at another time beside what they choose now."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from partnership_cli.formats.framework_attribution import attribute
from partnership_cli.formats.shared_file import render_shared
from partnership_cli.framework.loader import load_framework
from partnership_cli.reflection.together import SharedAnswer
from running import Run

FRAMEWORK = load_framework()
TEXTS = {question.id: question.text for _, question in FRAMEWORK.questions()}
BOTH = ("amina.md", "sam.md")
NOTHING = {"PARTNERSHIP_HOME": "/nonexistent/partnership"}


def share(name: str, **answers: str) -> str:
    given = [SharedAnswer(one, TEXTS[one], answer) for one, answer in answers.items()]
    return render_shared(name, given, attribute(FRAMEWORK.framework))


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A folder of the first meeting; what is brought now lies beside it."""
    folder = tmp_path / "first"
    folder.mkdir()
    (folder / "one.md").write_text(share("Amina", joy="Music.", scope="Small."), "utf-8")
    (folder / "two.md").write_text(share("Sam", joy="Food."), "utf-8")
    (tmp_path / "amina.md").write_text(share("Amina", joy="Silence."), "utf-8")
    (tmp_path / "sam.md").write_text(share("Sam", joy="Rest.", equity="Pay."), "utf-8")
    return folder


def test_then_and_now_are_shown_by_question_and_by_name(program: Run, first: Path) -> None:
    ended = program("together", *BOTH, "--then", str(first))
    assert (ended.code, ended.err) == (0, "")
    shown = [ended.out.index(one) for one in ("Music.", "Silence.", "Brought only then", "Small.")]
    assert shown == sorted(shown)
    assert ended.out.index("Brought only now") < ended.out.index("Pay.")


@pytest.mark.parametrize("form", ["md", "html", "json", "docx"])
def test_any_order_of_the_files_gives_the_same_page(
    program: Run, first: Path, tmp_path: Path, form: str
) -> None:
    then = [str(first / name) for name in ("one.md", "two.md")]
    for number, (now, before) in enumerate(((BOTH, then), (BOTH[::-1], then[::-1]))):
        times = [word for one in before for word in ("--then", one)]
        ended = program("together", *now, *times, "-o", f"{number}.{form}", **NOTHING)
        assert (ended.code, ended.err) == (0, "")
    made = [(tmp_path / f"{number}.{form}").read_bytes() for number in range(2)]
    assert made[0] == made[1]
    assert b"Music." in made[0]


def test_no_word_of_a_notebook_is_in_any_byte_of_it(
    program: Run, first: Path, tmp_path: Path, program_home: Path
) -> None:
    program("reflect", "--answers", "-", given='{"joy": "CANARYjoy", "equity": "CANARYequity"}')
    (note,) = program_home.rglob("*.md")
    for form in ("md", "html", "json", "docx"):
        page = tmp_path / f"page.{form}"
        ended = program("together", *BOTH, "--then", str(first), "-o", page.name)
        assert (ended.code, ended.err) == (0, "")
        parts = [page.read_bytes()]
        if form == "docx":
            with ZipFile(page) as package:
                parts = [package.read(name) for name in package.namelist()]
        for told in ("CANARY", note.stem[-6:], str(tmp_path), "one.md"):
            assert not any(told.encode() in part for part in parts)


def test_a_note_among_the_files_from_before_is_refused(
    program: Run, first: Path, program_home: Path
) -> None:
    program("reflect", "--answers", "-", given='{"joy": "CANARYjoy"}')
    (note,) = program_home.rglob("*.md")
    ended = program("together", *BOTH, "--then", str(note))
    assert first.exists()
    assert (ended.code, ended.out) == (2, "")
    assert "nobody chose to share" in " ".join(ended.err.split())
    assert "CANARY" not in ended.err


def test_a_folder_from_before_without_answers_is_said(
    program: Run, first: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    assert first.exists()
    ended = program("together", *BOTH, "--then", "empty")
    assert (ended.code, ended.out) == (2, "")
    assert "there is no file with answers here" in ended.err


def test_one_person_can_look_at_their_own_two_times(program: Run, first: Path) -> None:
    ended = program("together", "amina.md", "--then", str(first / "one.md"))
    assert ended.code == 0
    assert "Amina, then:" in ended.out


def test_names_are_given_to_the_files_of_now_first(
    program: Run, first: Path, tmp_path: Path
) -> None:
    program("handout", "joy", "--format", "md", "-o", "blank.md")
    blank = (tmp_path / "blank.md").read_text("utf-8")
    for name, answer in (("now.txt", "Rest."), ("then.txt", "Food.")):
        text = blank.replace(f"## {TEXTS['joy']}\n", f"## {TEXTS['joy']}\n\n{answer}\n")
        (tmp_path / name).write_text(text, "utf-8")
    names = ("--as", "Li", "--as", "Jo")
    ended = program("together", "now.txt", "--then", "then.txt", *names)
    assert first.exists()
    assert ended.code == 0
    assert ended.out.index("Li, now:") < ended.out.index("Rest.")
    assert ended.out.index("Jo, then:") < ended.out.index("Food.")


def test_then_and_agree_exclude_each_other(program: Run, first: Path) -> None:
    ended = program("together", *BOTH, "--then", str(first), "--agree")
    assert (ended.code, ended.out) == (2, "")
    assert "--then and --agree exclude each other" in ended.err
