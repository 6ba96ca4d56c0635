"""Pages of questions with room to write: which ones, in which form, and where they go."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from partnership_cli.formats.framework_attribution import attribute
from partnership_cli.framework.loader import load_framework
from running import Run

JOY = "What might bring joy into your partnership relationships?"


def made(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in tmp_path.iterdir() if path.name != "program home")


@pytest.mark.parametrize(
    ("arguments", "questions"),
    [
        (("sharing-power",), 6),
        (("Sharing",), 6),
        (("emotions",), 4),
        (("joy",), 1),
        (("--theme", "emotions"), 4),
        (("--question", "joy"), 1),
        (("--question", "joy", "--question", "equity"), 2),
        (("--all",), 29),
    ],
)
def test_markdown_without_a_file_is_the_page_itself(
    program: Run, tmp_path: Path, arguments: tuple[str, ...], questions: int
) -> None:
    ended = program("handout", *arguments, "--format", "md")
    assert (ended.code, ended.err, made(tmp_path)) == (0, "", [])
    assert ended.out.count("\n## ") == questions
    assert "\nName:\n" in ended.out
    assert ended.out.endswith(attribute(load_framework().framework) + "\n")


def test_a_page_in_html_is_a_file_and_its_name_is_the_output(program: Run, tmp_path: Path) -> None:
    ended = program("handout", "sharing-power")
    assert (ended.code, ended.out) == (0, f"{tmp_path / 'handout-sharing-power.html'}\n")
    assert ended.err == "Open it in a browser, and print it there.\n"
    assert made(tmp_path) == ["handout-sharing-power.html"]
    assert (tmp_path / made(tmp_path)[0]).read_text("utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("output", "file"),
    [
        ("page.md", "page.md"),
        ("page.html", "page.html"),
        ("page.docx", "page.docx"),
        ("pages/", "pages/handout-emotions.html"),
    ],
)
def test_the_ending_of_the_name_says_the_form(
    program: Run, tmp_path: Path, output: str, file: str
) -> None:
    ended = program("handout", "--theme", "emotions", "-o", output)
    assert (ended.code, ended.out) == (0, f"{tmp_path / file}\n")
    begins = {"html": b"<!DOCTYPE html>", "docx": b"PK", "md": b"# "}[file.rpartition(".")[2]]
    assert (tmp_path / file).read_bytes().startswith(begins)


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_dash_shows_the_page_and_makes_no_file(program: Run, tmp_path: Path, form: str) -> None:
    shown = program("handout", "--question", "joy", "--format", form, "-o", "-")
    assert (shown.code, shown.err, made(tmp_path)) == (0, "", [])
    program("handout", "--question", "joy", "-o", f"page.{form}")
    assert shown.out == (tmp_path / f"page.{form}").read_text("utf-8")


def test_a_filled_in_page_is_taken_by_reflect(program: Run, tmp_path: Path) -> None:
    page = program("handout", "--question", "joy", "--format", "md").out
    (tmp_path / "page.md").write_text(page.replace(f"{JOY}\n", f"{JOY}\n\nMuch.\n"), "utf-8")
    assert program("reflect", "--answers", "page.md").code == 0
    assert "Much." in program("show", "last").out


def test_a_page_that_nobody_filled_in_is_no_reflection(
    program: Run, program_home: Path, tmp_path: Path
) -> None:
    page = program("handout", "--question", "joy", "--format", "md").out
    (tmp_path / "page.md").write_text(page, "utf-8")
    assert program("reflect", "--answers", "page.md").code == 2
    assert not list(program_home.rglob("*.md"))


def test_a_page_for_one_person_alone_has_no_title_and_no_name(program: Run) -> None:
    page = program("handout", "a-difficult-moment", "--format", "md").out
    assert page.startswith("# Questions to think about\n")
    assert "A difficult moment" not in page
    assert "Name:" not in page
    assert "These questions are for you alone." in page


def test_no_notebook_is_opened_or_made(program: Run, program_home: Path) -> None:
    assert program("handout", "sharing-power").code == 0
    assert not program_home.exists()


def test_a_page_that_exists_is_left_as_it_is_without_force(program: Run, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("mine")
    ended = program("handout", "--question", "joy", "-o", "page.md")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines() == [
        "error: page.md already exists. Nothing was changed",
        "Choose another name, or add --force to replace it.",
    ]
    assert (tmp_path / "page.md").read_text() == "mine"
    assert program("handout", "--question", "joy", "-o", "page.md", "--force").code == 0
    assert JOY in (tmp_path / "page.md").read_text("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_what_is_made_is_for_this_account_alone(program: Run, tmp_path: Path) -> None:
    assert program("handout", "sharing-power", "-o", "pages/").code == 0
    (page,) = (tmp_path / "pages").iterdir()
    assert (tmp_path / "pages").stat().st_mode & 0o777 == 0o700
    assert page.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_a_link_in_the_place_of_the_page_is_not_followed(program: Run, tmp_path: Path) -> None:
    (tmp_path / "page.md").symlink_to(tmp_path / "other.md")
    assert program("handout", "--question", "joy", "-o", "page.md").code == 2
    assert program("handout", "--question", "joy", "-o", "page.md", "--force").code == 0
    assert not (tmp_path / "other.md").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("nothing",), 3, "there is no guide, theme or question 'nothing'"),
        (("--theme", "nothing"), 3, "there is no theme 'nothing'"),
        (("--question", "nothing"), 3, "there is no question 'nothing'"),
        (("sharing-power", "--format", "pdf"), 2, "'pdf' is no form that this can have"),
        (("sharing-power", "--format", "json"), 2, "'json' is no form that this can have"),
        (("sharing-power", "-o", "page.pdf"), 2, ".pdf is no form that this can have"),
    ],
)
def test_a_wrong_use_is_said_and_makes_nothing(
    program: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    ended = program("handout", *arguments)
    assert (ended.code, ended.out, made(tmp_path)) == (code, "", [])
    assert ended.err.startswith(f"error: {said}")
    assert len(ended.err.splitlines()) == 2


def test_without_a_terminal_three_lines_say_what_to_do_and_nothing_is_made(
    program: Run, tmp_path: Path, program_home: Path
) -> None:
    ended = program("handout")
    assert (ended.code, ended.out, made(tmp_path)) == (4, "", [])
    assert ended.err.splitlines() == [
        "error: there is no terminal to ask in (the input is no terminal)",
        "Nothing was created.",
        "Name the questions: partnership handout WHAT",
    ]
    assert not program_home.exists()


@pytest.mark.parametrize(
    ("words", "made"),
    [
        (("handout", "sharing-power", "--large"), "handout-sharing-power.html"),
        (("handout", "sharing-power", "--large", "-o", "a.html"), "a.html"),
        (("export", "last", "--large", "-o", "b.html"), "b.html"),
        (("together", "given.md", "other.md", "--large"), "together.html"),
        (("meeting", "sharing-power", "--with", "A,B", "--large", "-o", "m"), "m/on-paper.html"),
        (("meeting", "sharing-power", "--with", "A,B", "--large", "-o", "m"), "m/the-hour.html"),
    ],
)
def test_large_print_is_made_where_it_is_asked_for(
    program: Run, tmp_path: Path, words: tuple[str, ...], made: str
) -> None:
    program("reflect", "--answers", "-", given="## joy\n\nJoy.\n")
    for name in ("given", "other"):
        program("share", "last", "--only", "joy", "--as", name, "--yes", "-o", f"{name}.md")
    assert program(*words).code == 0
    assert '<html lang="en" class="large">' in (tmp_path / made).read_text("utf-8")


@pytest.mark.parametrize("where", [("--format", "md"), ("-o", "page.md")])
def test_large_print_is_refused_in_a_form_that_has_none(
    program: Run, tmp_path: Path, where: tuple[str, str]
) -> None:
    ended = program("handout", "sharing-power", "--large", *where)
    assert (ended.code, ended.out) == (2, "")
    assert "large print is made in html, and this is md" in ended.err
    assert not (tmp_path / "page.md").exists()


@pytest.mark.parametrize(
    ("form", "file"),
    [
        ((), "handout-sharing-power.html"),
        (("--format", "html"), "handout-sharing-power.html"),
        (("--format", "docx"), "handout-sharing-power.docx"),
        (("--format", "md"), ""),
    ],
)
def test_without_a_place_a_file_is_made_here_and_markdown_is_shown_as_help_says(
    program: Run, tmp_path: Path, form: tuple[str, ...], file: str
) -> None:
    ended = program("handout", "sharing-power", *form)
    assert made(tmp_path) == ([file] if file else [])
    assert ended.out.startswith("#") == (not file)
    told = " ".join(program("handout", "--help").out.split())
    assert (
        "Without -o a file is made in this folder, in HTML if no format is said; Markdown is shown "
        "here instead."
    ) in told
