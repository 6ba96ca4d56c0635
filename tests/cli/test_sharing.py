"""Sharing without being asked: every option, every wrong use, and what is never in the file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from partnership_cli.formats.fingerprint_words import make_fingerprint
from partnership_cli.formats.framework_attribution import attribute
from partnership_cli.framework.loader import load_framework
from running import Ended, Run

GIVEN = "## scope\n\nOurs.\n\n## joy\n\nSome joy.\n\n## equity\n\nKept to myself.\n"
JOY = "What might bring joy into your partnership relationships?"
SCOPE = "What is the scope of our partnership work?"
UNASKED = ("--only", "joy", "--as", "Sam", "--yes")


@pytest.fixture
def note(program: Run) -> Path:
    ended = program("reflect", "--partner", "Zaphod", "--answers", "-", given=GIVEN)
    return Path(ended.out.strip())


@pytest.fixture
def share(program: Run, note: Path) -> Run:
    assert note.exists()

    def run(*arguments: str, **how: str) -> Ended:
        return program("share", "last", *arguments, **how)

    return run


def files(folder: Path) -> list[str]:
    """Return what was made beside the home."""
    return sorted(path.name for path in folder.iterdir() if path.name != "program home")


def test_the_file_is_exactly_the_name_the_answers_and_the_attribution(
    share: Run, tmp_path: Path
) -> None:
    share("--only", "scope", "--only", "joy", "--as", "Sam", "--yes")
    assert (tmp_path / "answers-sam.md").read_text("utf-8") == (
        f"# Answers from Sam\n\n## {JOY}\n\n> Some joy.\n\n## {SCOPE}\n\n> Ours.\n\n---\n\n"
        f"{attribute(load_framework().framework)}\n"
    )


def test_the_output_is_exactly_the_name_of_the_file(share: Run, tmp_path: Path) -> None:
    ended = share(*UNASKED)
    assert (ended.code, ended.out) == (0, f"{tmp_path / 'answers-sam.md'}\n")
    words = make_fingerprint((tmp_path / "answers-sam.md").read_text("utf-8"))
    assert ended.err.startswith(f"Nothing was sent to anyone. Its three words: {words}. ")


def test_a_shared_file_says_nothing_of_where_it_comes_from(
    share: Run, note: Path, program_home: Path, tmp_path: Path
) -> None:
    share(*UNASKED)
    text = (tmp_path / "answers-sam.md").read_text("utf-8")
    from_the_note = ("myself", "equity", "Ours", "Zaphod", note.stem[-6:], note.stem[:10])
    of_the_machine = (str(program_home), str(tmp_path), "A selection of questions", "2 of", "1 of")
    assert not [word for word in (*from_the_note, *of_the_machine) if word in text]


def test_the_note_keeps_its_bytes(share: Run, note: Path) -> None:
    before = note.read_bytes()
    assert share(*UNASKED).code == 0
    assert note.read_bytes() == before


def test_a_dash_writes_the_file_to_the_output_alone(share: Run, tmp_path: Path) -> None:
    ended = share(*UNASKED, "-o", "-")
    assert (ended.code, files(tmp_path)) == (0, [])
    share(*UNASKED)
    assert ended.out == (tmp_path / "answers-sam.md").read_text("utf-8")
    assert f"Its three words: {make_fingerprint(ended.out)}." in ended.err


def test_a_name_that_is_taken_gets_a_number_and_nothing_is_replaced(
    share: Run, tmp_path: Path
) -> None:
    (tmp_path / "answers-sam.md").write_text("mine")
    assert share(*UNASKED).out == f"{tmp_path / 'answers-sam-2.md'}\n"
    assert share(*UNASKED).out == f"{tmp_path / 'answers-sam-3.md'}\n"
    assert (tmp_path / "answers-sam.md").read_text() == "mine"


def test_a_link_that_leads_nowhere_takes_the_name_too(share: Run, tmp_path: Path) -> None:
    (tmp_path / "answers-sam.md").symlink_to(tmp_path / "nothing")
    assert share(*UNASKED).out == f"{tmp_path / 'answers-sam-2.md'}\n"
    assert not (tmp_path / "nothing").exists()


def test_a_file_that_exists_is_left_as_it_is(share: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("mine")
    ended = share(*UNASKED, "-o", "mine.md")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines() == [
        "error: mine.md already exists. Nothing was changed",
        "Choose another name, or add --force to replace it.",
    ]
    assert (tmp_path / "mine.md").read_text() == "mine"


def test_force_replaces_a_file(share: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("mine")
    ended = share(*UNASKED, "-o", "mine.md", "--force")
    assert (ended.code, ended.out) == (0, f"{tmp_path / 'mine.md'}\n")
    assert (tmp_path / "mine.md").read_text("utf-8").startswith("# Answers from Sam\n")


def test_force_replaces_a_link_and_not_what_it_leads_to(share: Run, tmp_path: Path) -> None:
    (tmp_path / "other").write_text("not to be touched")
    (tmp_path / "mine.md").symlink_to(tmp_path / "other")
    assert share(*UNASKED, "-o", "mine.md", "--force").code == 0
    assert not (tmp_path / "mine.md").is_symlink()
    assert (tmp_path / "other").read_text() == "not to be touched"


def test_a_folder_is_made_where_it_is_missing(share: Run, tmp_path: Path) -> None:
    assert Path(share(*UNASKED, "-o", "new/folder/").out.strip()) == (
        tmp_path / "new/folder/answers-sam.md"
    )
    assert (tmp_path / "new/folder/answers-sam.md").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_what_is_made_is_for_this_account_alone_under_umask_022(share: Run, tmp_path: Path) -> None:
    assert share(*UNASKED, "-o", "first.md").code == 0
    program = f'"{sys.executable}" -m partnership_cli'
    environ = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "PARTNERSHIP_HOME": str(tmp_path / "program home"),
        "HOME": str(tmp_path),
    }
    script = f"umask 022; {program} share last {' '.join(UNASKED)} -o new/"
    subprocess.run(
        ["/bin/sh", "-c", script], check=True, cwd=tmp_path, env=environ, capture_output=True
    )
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "new/answers-sam.md").stat().st_mode & 0o777 == 0o600


# Wrong uses


@pytest.mark.parametrize(
    "arguments",
    [("--yes",), ("--yes", "--only", "joy"), ("--yes", "--as", "Sam")],
    ids=["alone", "without a name", "without a question"],
)
def test_yes_needs_questions_and_a_name(
    share: Run, arguments: tuple[str, ...], tmp_path: Path
) -> None:
    ended = share(*arguments)
    assert (ended.code, ended.out, files(tmp_path)) == (2, "", [])
    assert ended.err.splitlines() == [
        "error: --yes goes with --only and --as, so that nothing is shared that was not named",
        "Type it so: partnership share last --only QUESTION --as NAME --yes",
    ]


@pytest.mark.parametrize("question", ["nothing", "resources", "@intention", ""])
def test_a_question_without_an_answer_is_refused(share: Run, question: str, tmp_path: Path) -> None:
    ended = share("--only", "joy", "--only", question, "--as", "Sam", "--yes")
    assert (ended.out, files(tmp_path)) == ("", [])
    assert ended.code in {2, 3}
    assert "joy" in ended.err


def test_a_question_named_twice_stands_in_the_file_once(share: Run) -> None:
    ended = share(*UNASKED, "--only", "joy", "-o", "-")
    assert (ended.code, ended.out.count("Some joy.")) == (0, 1)


@pytest.mark.parametrize(
    "name",
    ["", "  ", "x" * 81, "x" * 300, "a\x1bb", "\u202eSam", "\u200d"],
    ids=["empty", "blank", "81", "300", "escape", "turned", "joiner"],
)
def test_a_name_that_cannot_be_one_is_refused(share: Run, name: str, tmp_path: Path) -> None:
    ended = share("--only", "joy", "--as", name, "--yes")
    assert (ended.code, ended.out, files(tmp_path)) == (2, "", [])
    assert "cannot be a name" in ended.err
    assert "Write a name of 1 to 80 characters: --as Sam" in ended.err


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../../x", "answers-x.md"),
        ("/etc/passwd", "answers-etc-passwd.md"),
        ("..", "answers.md"),
        ("CON", "answers-con.md"),
        ("nul.md", "answers-nul-md.md"),
        ("a:b", "answers-a-b.md"),
        ("a\\b", "answers-a-b.md"),
        ("-", "answers.md"),
        ("~", "answers.md"),
        ("\U0001f98a", "answers.md"),
        ("x" * 80, f"answers-{'x' * 40}.md"),
        ("cafe\u0301", "answers-caf\u00e9.md"),
        ("日本", "answers-日本.md"),
    ],
)
def test_no_name_of_a_person_leads_out_of_the_folder(
    share: Run, name: str, file: str, tmp_path: Path
) -> None:
    ended = share("--only", "joy", "--as", name, "--yes", "-o", "given/")
    assert (ended.code, Path(ended.out.strip())) == (0, tmp_path / "given" / file)
    assert [path.name for path in (tmp_path / "given").iterdir()] == [file]
    assert files(tmp_path) == ["given"]


def test_without_a_terminal_three_lines_say_what_to_do_and_nothing_is_made(
    share: Run, note: Path, tmp_path: Path
) -> None:
    before = note.read_bytes()
    for arguments in ((), ("--only", "joy"), ("--as", "Sam"), ("--only", "joy", "--as", "Sam")):
        ended = share(*arguments)
        assert (ended.code, ended.out, files(tmp_path)) == (4, "", [])
        assert ended.err.splitlines() == [
            "error: there is no terminal to ask in (the input is no terminal)",
            "Nothing was created.",
            "To share without being asked, name it all: --only QUESTION --as NAME --yes",
        ]
    assert note.read_bytes() == before
    assert not list((tmp_path / "program home").rglob("share"))


def test_a_note_that_is_not_there_is_said(share: Run, program: Run) -> None:
    assert share().code == 4
    assert program("share", "zzz", *UNASKED).code == 3


def test_a_reflection_is_to_be_named(program: Run) -> None:
    ended = program("share")
    assert (ended.code, ended.err.splitlines()[0]) == (2, "error: partnership share needs REF")


def test_a_damaged_note_is_not_shared(share: Run, note: Path, tmp_path: Path) -> None:
    note.write_bytes(note.read_bytes() + b"<!-- /answer -->\n")
    ended = share(*UNASKED)
    assert (ended.code, ended.out, files(tmp_path)) == (7, "", [])
    assert "Fix the line in a text editor, then share again." in ended.err


def test_a_note_without_an_answer_has_nothing_to_share(
    share: Run, note: Path, tmp_path: Path
) -> None:
    text = note.read_text("utf-8")
    note.write_text(text[: text.index("## ")], "utf-8")
    ended = share(*UNASKED)
    assert (ended.code, files(tmp_path)) == (3, [])
    assert "no question of the framework is answered here" in ended.err


def test_where_no_letter_differs_the_framework_says_its_own_words(share: Run, note: Path) -> None:
    typed = JOY.lower().replace("?", " ?")
    note.write_text(note.read_text("utf-8").replace(JOY, typed), "utf-8")
    ended = share(*UNASKED, "-o", "-")
    assert f"## {JOY}\n" in ended.out
    assert "do not share" not in ended.out


def test_an_answer_stands_below_the_question_that_was_asked_and_it_is_said_whose_it_is_not(
    share: Run, note: Path
) -> None:
    note.write_text(note.read_text("utf-8").replace(JOY, "What would be nice?"), "utf-8")
    ended = share(*UNASKED, "--only", "equity", "-o", "-")
    assert "## What would be nice?\n" in ended.out
    assert (
        "Some of the questions are not from it: “What would be nice?”; licence unknown, do not "
        "share.\n"
    ) in ended.out


def test_of_a_file_whose_one_question_was_changed_nothing_is_claimed(
    share: Run, note: Path
) -> None:
    note.write_text(note.read_text("utf-8").replace(JOY, "What would be nice?"), "utf-8")
    ended = share(*UNASKED, "-o", "-")
    assert "licence unknown, do not share." in ended.out
    assert "Westminster" not in ended.out
    assert "Wording" not in ended.out


def test_a_file_whose_question_was_changed_can_be_laid_with_others(
    share: Run, note: Path, program: Run
) -> None:
    note.write_text(note.read_text("utf-8").replace(JOY, "What would be nice?"), "utf-8")
    for name in ("Ana", "Bo"):
        assert share("--only", "joy", "--as", name, "--yes", "-o", f"{name}.md").code == 0
    ended = program("--plain", "together", "Ana.md", "Bo.md")
    assert ended.code == 0
    assert "Not in the framework’s words: What would be nice?" in ended.out
    assert "Westminster" not in ended.out


def test_the_line_to_carry_away_is_not_offered(share: Run, note: Path) -> None:
    carried = (
        "\n## One thing to take with you\n"
        "<!-- answer: @intention shareable 2026-11-23T17:36:40+00:00 -->\n"
        "\nMine alone.\n\n<!-- /answer -->\n"
    )
    note.write_text(note.read_text("utf-8") + carried, "utf-8")
    assert share("--only", "@intention", "--as", "Sam", "--yes").code != 0
    assert "Mine alone." not in share(*UNASKED, "-o", "-").out


def test_a_name_that_is_too_long_for_the_disk_is_no_mistake_of_the_program(share: Run) -> None:
    assert share(*UNASKED, "-o", "x" * 300).code in {2, 5}


@pytest.mark.parametrize("name", ["answers.html", "answers.pdf", "answers.json"])
def test_an_ending_that_says_another_form_is_refused(share: Run, name: str, tmp_path: Path) -> None:
    assert share(*UNASKED, "-o", name).code == 2
    assert files(tmp_path) == []
