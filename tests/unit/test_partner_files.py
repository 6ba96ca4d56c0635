"""The files that partners gave."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest

from fakes import START
from partnership_cli.commands.partner_files import (
    ContributionFile,
    ContributionReader,
    name_contributors,
)
from partnership_cli.errors import FileProblemError, NotFoundError, UsageError
from partnership_cli.formats.framework_attribution import attribute
from partnership_cli.formats.handout import make_handout, render_handout_markdown
from partnership_cli.formats.note import render_note
from partnership_cli.formats.shared_file import render_shared
from partnership_cli.framework.loader import load_companion, load_framework
from partnership_cli.reflection.selection import select_questions
from partnership_cli.reflection.session import Answer, Session
from partnership_cli.reflection.together import SharedAnswer
from systems import needs_links

FRAMEWORK = load_framework()
COMPANION = load_companion(FRAMEWORK)
ABOUT = FRAMEWORK.framework
CHOICE = select_questions(FRAMEWORK, COMPANION, guide="before-we-meet")
QUESTION = CHOICE.questions[0]
READER = ContributionReader(FRAMEWORK, COMPANION)
BLANK = render_handout_markdown(make_handout(CHOICE, frozenset()), ABOUT)
SIZE, GOAL = 50_000, 0.5
"""Bytes, and the seconds that they may take on a slow machine: far from the goal of 10 MB in 2."""


def share(name: str, answer: str = "Words.") -> str:
    return render_shared(name, [SharedAnswer(QUESTION.id, QUESTION.text, answer)], attribute(ABOUT))


def fill(answer: str) -> str:
    return BLANK.replace(f"## {QUESTION.text}\n", f"## {QUESTION.text}\n{answer}\n")


def put(folder: Path, **texts: str) -> list[Path]:
    paths = []
    for name, text in texts.items():
        path = folder / name.replace("_", ".")
        path.write_text(text, "utf-8")
        paths.append(path)
    return paths


def refuse(path: Path) -> str:
    with pytest.raises(FileProblemError) as raised:
        READER.read(path)
    return str(raised.value)


def gather(*paths: Path) -> tuple[list[str], list[str]]:
    """Return whose answers were gathered, and what was said."""
    said: list[str] = []
    return [one.name for one in READER.read_all(paths, said.append)], said


def test_a_shared_file_and_a_filled_in_handout_are_read_alike(tmp_path: Path) -> None:
    one, other = (READER.read(path) for path in put(tmp_path, a=share("Sam"), b=fill("Words.")))
    assert one.answers == other.answers
    assert (one.name, other.name) == ("Sam", "")


def test_files_come_in_the_order_they_are_given(tmp_path: Path) -> None:
    one, other = put(tmp_path, a_md=share("Sam"), b_md=share("Li"))
    assert gather(other, one)[0] == ["Li", "Sam"]


def test_a_note_is_refused_with_what_to_do_instead(tmp_path: Path) -> None:
    answer = Answer(question=QUESTION.id, text=QUESTION.text, answer="Secret.", written=START)
    session = Session(id="x", title="T", started=START, framework=ABOUT.id, answers=(answer,))
    path = tmp_path / "note.md"
    path.write_bytes(render_note(session))
    told = refuse(path)
    assert "nobody chose to share" in told
    assert "partnership share" in told
    assert "Secret" not in told


def test_a_note_in_a_folder_is_passed_over_and_said(tmp_path: Path) -> None:
    put(tmp_path, a_md=share("Sam"), b_md=share("Li"))
    session = Session(id="x", title="T", started=START, framework=ABOUT.id)
    (tmp_path / "c.md").write_bytes(render_note(session))
    names, said = gather(tmp_path)
    assert names == ["Sam", "Li"]
    assert "nobody chose to share" in said[0]


def test_a_file_without_a_question_is_refused(tmp_path: Path) -> None:
    assert "no question of" in refuse(put(tmp_path, a="Hello.\n")[0])


def test_pages_without_a_word_in_any_of_them_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing is written in these pages yet"):
        gather(*put(tmp_path, a_md=BLANK, b_md=BLANK))


def test_a_page_without_a_word_stops_nobody(tmp_path: Path) -> None:
    found = READER.read_all(put(tmp_path, a_md=share("Sam"), b_md=BLANK), print)
    assert [bool(one.answers) for one in found] == [True, False]


def test_a_file_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        READER.read_all([tmp_path / "none.md"], print)


def test_a_name_that_is_too_long_for_the_disk_is_told_of(tmp_path: Path) -> None:
    with pytest.raises((NotFoundError, FileProblemError)):
        READER.read_all([tmp_path / ("x" * 300)], print)


@needs_links
def test_a_link_is_not_followed(tmp_path: Path) -> None:
    path = put(tmp_path, a=share("Sam"))[0]
    (tmp_path / "b").symlink_to(path)
    assert "cannot be read" in refuse(tmp_path / "b")


def test_of_a_folder_the_text_files_are_read_and_the_others_said(tmp_path: Path) -> None:
    put(tmp_path, a_md=share("Sam"), b_TXT=share("Li"), _hidden_md="x", c_odt="x", d_html="x")
    (tmp_path / "below").mkdir()
    names, said = gather(tmp_path)
    assert names == ["Sam", "Li"]
    assert len(said) == 1
    assert "c.odt: save it as plain text" in said[0]


def test_a_file_to_which_nobody_gives_a_name_is_left_out() -> None:
    people = name_contributors([bring("Sam", "a"), bring("", "b")], lambda _one: "")
    assert [one.name for one in people] == ["Sam"]


def test_of_a_folder_a_damaged_file_is_not_passed_over(tmp_path: Path) -> None:
    put(tmp_path, a_md=share("Sam"), b_md=share("Li"), c_md=share("Jo").replace("> ", ""))
    with pytest.raises(FileProblemError, match=r"c\.md"):
        gather(tmp_path)


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_are_refused(tmp_path: Path, count: int) -> None:
    with pytest.raises(UsageError, match="two people"):
        gather(*put(tmp_path, a_md=share("Sam"))[:count])


def test_a_file_and_its_folder_are_one_file(tmp_path: Path) -> None:
    path, _ = put(tmp_path, a_md=share("Sam"), b_md=share("Li"))
    assert gather(path, tmp_path)[0] == ["Sam", "Li"]


def test_the_same_words_in_two_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the same words"):
        gather(*put(tmp_path, a_md=share("Sam"), b_md=share("Sam")))


def bring(name: str, file: str) -> ContributionFile:
    return ContributionFile(Path(file), name, file, ())


def test_a_file_that_does_not_say_whose_it_is_is_asked_about() -> None:
    people = name_contributors([bring("Sam", "a"), bring("", "b")], lambda one: f"{one.path}!")
    assert [one.name for one in people] == ["Sam", "b!"]


def test_two_files_of_one_person_are_refused() -> None:
    with pytest.raises(UsageError, match="a and b"):
        name_contributors([bring("Sam", "a"), bring("", "b")], lambda _path: "SAM")


@pytest.mark.parametrize("make", [lambda text: share("Sam", text), fill])
@pytest.mark.parametrize("line", ["How was it?", "x", "How", "How\n", "##" + " " * 20_000 + "x"])
def test_a_long_file_is_read_soon_or_refused(
    tmp_path: Path, make: Callable[[str], str], line: str
) -> None:
    path = put(tmp_path, a_md=make(f"{line}\n" * (SIZE // (len(line) + 1))))[0]
    begin = process_time()
    with suppress(FileProblemError):
        READER.read(path)
    assert process_time() - begin < GOAL
