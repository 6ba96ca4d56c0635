"""A reflection from a file, and the words given back: the whole way, without a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from running import Run

ANSWERS = """# What I think

## sharing-power

First.

### A heading of mine
\\## not an answer

- and a list

## How is equity considered in my partnerships

  Fair, more or less.  
"""  # noqa: W291 - two spaces at the end of a line mean something in Markdown
EXACT = {
    "sharing-power": "First.\n\n### A heading of mine\n## not an answer\n\n- and a list",
    "equity": "  Fair, more or less.  ",
}


@pytest.mark.parametrize(
    "text", ["One thought.", "# A heading\n\n## joy\n\nNo answer to it.", '{"joy": 1}', "a\r\nb"]
)
def test_free_writing_is_kept_as_it_is_whatever_looks_like_a_heading(
    program: Run, text: str
) -> None:
    ended = program("reflect", "--free", "--answers", "-", given=f"{text}\n")
    assert (ended.code, ended.err) == (0, "")
    assert shown(program) == {"@free": text.replace("\r\n", "\n")}


def test_free_writing_without_a_word_keeps_nothing(program: Run, program_home: Path) -> None:
    ended = program("reflect", "--free", "--answers", "-", given=" \n\n")
    assert (ended.code, ended.out) == (2, "")
    assert not program_home.exists()


def test_a_question_is_added_to_a_finished_reflection(program: Run) -> None:
    path = program("reflect", "--answers", "-", given="## joy\n\nSome joy.\n").out.strip()
    before = Path(path).read_bytes()
    ended = program(
        *("resume", "last", "--question", "equity", "--answers", "-"),
        given="## equity\n\nA fair share.\n",
    )
    assert (ended.code, ended.out.strip()) == (0, path)
    assert shown(program) == {"joy": "Some joy.", "equity": "A fair share."}
    assert Path(path).read_bytes().startswith(before.rstrip())


@pytest.mark.parametrize("question", ["joy", "nothing"])
def test_only_a_question_without_an_answer_is_added(program: Run, question: str) -> None:
    path = program("reflect", "--answers", "-", given="## joy\n\nSome joy.\n").out.strip()
    before = Path(path).read_bytes()
    given = f"## {question}\n\nOther words.\n"
    ended = program("resume", "last", "--question", question, "--answers", "-", given=given)
    assert ended.code in {2, 3}
    assert Path(path).read_bytes() == before


def shown(program: Run) -> dict[str, str]:
    ended = program("show", "last", "--json")
    assert ended.code == 0
    return {one["question"]: one["answer"] for one in json.loads(ended.out)["answers"]}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_answers_come_back_exactly(program: Run, line_end: str, mark: str) -> None:
    given = (mark + ANSWERS.replace("\n", line_end)).encode()
    ended = program("reflect", "--answers", "-", given=given)
    assert (ended.code, ended.err) == (0, "")
    assert shown(program) == EXACT


def test_the_output_is_exactly_the_name_of_the_note(program: Run) -> None:
    ended = program("reflect", "--answers", "-", given=ANSWERS)
    assert Path(ended.out.removesuffix("\n")).read_text("utf-8").startswith("---\npartnership: 1\n")


def test_a_file_is_read_like_the_input(program: Run, tmp_path: Path) -> None:
    (tmp_path / "answers.md").write_text(ANSWERS, "utf-8")
    assert program("reflect", "sharing-power", "--answers", "answers.md").code == 0
    assert shown(program) == EXACT


def test_json_is_the_exact_form(program: Run) -> None:
    exact = {"joy": "\n\n  two blank lines before\n\n", "scope": "\ttab\r\n"}
    program("reflect", "--answers", "-", given=json.dumps(exact))
    assert shown(program) == {"joy": exact["joy"], "scope": "\ttab\n"}


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ("## joy\na\n## no such question\nb\n", "standard input:3:1: "),
        ("## joy\na\n## joy\nb\n", "standard input:3:1: "),
        ("words before\n## joy\na\n", "standard input:1:1: "),
        ('{"joy": "a", "joy": "b"}', "standard input:1:"),
        ('{"joy": 1}', "standard input:1:2: "),
        ("{", "standard input:1:2: "),
        ("\n", "standard input: "),
    ],
)
def test_a_file_with_a_problem_saves_nothing(
    program: Run, program_home: Path, given: str, place: str
) -> None:
    ended = program("reflect", "--answers", "-", given=given)
    assert ended.code == 2
    assert ended.out == ""
    assert ended.err.startswith(f"error: {place}")
    assert "Nothing was saved." in ended.err
    assert not list(program_home.rglob("*.md"))


def test_a_question_that_was_not_chosen_is_refused(program: Run) -> None:
    ended = program("reflect", "sharing-power", "--answers", "-", given="## joy\na\n")
    assert ended.code == 2
    assert "meaningful-relationships" in ended.err


def test_a_file_that_is_not_there_is_said(program: Run) -> None:
    assert program("reflect", "--answers", "none.md").code == 3


def test_a_pipe_without_answers_creates_nothing(program: Run, program_home: Path) -> None:
    ended = program("reflect", given="words")
    assert (ended.code, ended.out) == (4, "")
    assert len(ended.err.splitlines()) == 3
    assert not program_home.exists()


def test_a_session_is_carried_on_from_a_file(program: Run) -> None:
    program("reflect", "sharing-power", "--answers", "-", given="## equity\nFair.\n")
    ended = program("resume", "last", "--answers", "-", given="## sharing-power\nSo.\n")
    assert (ended.code, ended.err) == (0, "")
    assert shown(program) == {"equity": "Fair.", "sharing-power": "So."}


def test_an_answer_that_is_there_is_not_replaced_from_a_file(program: Run) -> None:
    program("reflect", "sharing-power", "--answers", "-", given="## equity\nFair.\n")
    assert program("resume", "last", "--answers", "-", given="## equity\nNo.\n").code == 2
    assert shown(program) == {"equity": "Fair."}


def test_nothing_to_carry_on_is_no_error(program: Run) -> None:
    ended = program("resume")
    assert ended.code == 0
    assert "nothing to continue" in ended.out


@pytest.fixture
def kept(program: Run) -> Run:
    """A notebook with one reflection."""
    given = ANSWERS
    assert program("reflect", "--partner", "Sam", "--answers", "-", given=given).code == 0
    return program


def test_a_list_has_the_keys_that_were_promised(kept: Run) -> None:
    (row,) = json.loads(kept("list", "--json").out)
    assert list(row) == [
        "id", "title", "status", "started", "framework", "guide", "partners", "answered",
        "asked", "file",
    ]  # fmt: skip
    assert (row["status"], row["partners"], row["answered"]) == ("done", ["Sam"], 2)


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (["--partner", "sam"], 1),
        (["--partner", "Amina"], 0),
        (["--theme", "values-and-power"], 1),
        (["--theme", "emotions"], 0),
        (["--status", "open"], 0),
        (["--since", "today"], 1),
        (["--until", "yesterday"], 0),
        (["-n", "1"], 1),
    ],
)
def test_a_list_is_narrowed(kept: Run, filters: list[str], count: int) -> None:
    assert len(json.loads(kept("list", "--json", *filters).out)) == count


def test_a_day_that_is_none_is_said(kept: Run) -> None:
    ended = kept("list", "--since", "01/02/2026")
    assert ended.code == 2
    assert "2026-11-23, today, yesterday, 7d, 2w or 3m" in ended.err


def test_show_has_the_keys_that_were_promised(kept: Run) -> None:
    note = json.loads(kept("show", "last", "--json").out)
    assert list(note) == [
        "id", "title", "status", "started", "framework", "guide", "partners", "together",
        "questions", "answers", "file",
    ]  # fmt: skip
    assert list(note["answers"][0]) == ["question", "text", "answer", "sharing", "written"]


def test_show_gives_every_word(kept: Run) -> None:
    out = kept("show", "last", COLUMNS="400").out
    assert all(line.strip() in out for text in EXACT.values() for line in text.split("\n"))


def test_a_note_that_is_not_there_is_said(kept: Run) -> None:
    assert kept("show", "zzz").code == 3


@pytest.mark.parametrize(("name", "form"), [("out.md", "md"), ("out.json", "json")])
def test_an_export_has_the_words_and_the_attribution(
    kept: Run, tmp_path: Path, name: str, form: str
) -> None:
    ended = kept("export", "last", "-o", name)
    page = (tmp_path / name).read_text("utf-8")
    text = json.loads(page)["attribution"] if form == "json" else page
    assert ended.out == f"{tmp_path / name}\n"
    assert "Kyra Araneta, Jennifer Fraser, Fatima Maatwk, licensed under CC BY-NC-ND 4.0" in text
    assert "and a list" in page


def test_an_export_to_the_output_is_the_page(kept: Run, tmp_path: Path) -> None:
    kept("export", "last", "-o", "out.md")
    assert kept("export", "last", "-o", "-").out == (tmp_path / "out.md").read_text("utf-8")


def test_an_export_into_a_folder_has_no_title_in_its_name(kept: Run, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    name = Path(kept("export", "--all", "-o", "pages").out.strip()).name
    assert name.startswith("reflection-20")
    assert name.endswith(".md")


def test_an_export_never_overwrites_unless_it_is_told_to(kept: Run, tmp_path: Path) -> None:
    (tmp_path / "out.md").write_text("mine", "utf-8")
    assert kept("export", "last", "-o", "out.md").code == 2
    assert (tmp_path / "out.md").read_text("utf-8") == "mine"
    assert kept("export", "last", "-o", "out.md", "--force").code == 0


def test_a_damaged_note_is_listed_shown_and_not_exported(kept: Run, program_home: Path) -> None:
    (note,) = program_home.rglob("*.md")
    note.write_bytes(note.read_bytes() + b"<!-- /answer -->\n")
    listed = kept("list")
    assert (listed.code, "damaged" in listed.out) == (0, True)
    whole = kept("show", "last")
    assert (whole.code, "<!-- /answer -->" in whole.out) == (7, True)
    assert kept("export", "last").code == 7
