"""What is made of a file never takes the place of that file, with --force neither."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest

from running import Run

SHARE: Final = ("share", "last", "--only", "joy", "--yes")
SAM_AND_ANA: Final = ("together", "Sam.md", "Ana.md")


@pytest.fixture
def given(program: Run, tmp_path: Path) -> Path:
    """A folder with what two people gave, and with a framework that can be named."""
    program("reflect", "--answers", "-", given="## joy\n\nOf cats.\n")
    folder = tmp_path / "given"
    folder.mkdir()
    for name in ("Sam", "Ana"):
        for place in (f"{name}.md", f"given/{name}.md"):
            assert program(*SHARE, "--as", name, "-o", place).code == 0
    assert program("framework", "new", "mine.yaml").code == 0
    return tmp_path


@pytest.mark.parametrize(
    ("file", "call"),
    [
        ("Ana.md", (*SAM_AND_ANA, "-o", "Ana.md")),
        ("Ana.md", (*SAM_AND_ANA, "-o", "given/../Ana.md")),
        ("Sam.md", (*SAM_AND_ANA, "--format", "html", "-o", "Sam.md")),
        ("given/Sam.md", ("together", "given", "-o", "given/Sam.md")),
        ("given/Sam.md", (*SAM_AND_ANA, "--then", "given", "-o", "given/Sam.md")),
        ("Sam.md", (*SAM_AND_ANA, "--agree", "-o", "Sam.md")),
        ("Sam.md", ("letter", "Sam.md", "-o", "Sam.md")),
        (
            "mine.yaml",
            ("--framework", "mine.yaml", "handout", "--all", "--format", "md", "-o", "mine.yaml"),
        ),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else one,
)
def test_a_file_that_is_given_is_not_replaced_by_what_is_made_of_it(
    program: Run, given: Path, file: str, call: tuple[str, ...]
) -> None:
    before = (given / file).read_bytes()
    ended = program(*call, "--force")
    assert (ended.code, ended.out) == (2, ""), ended.err
    assert "is one of the files you gave. Nothing was changed" in ended.err
    assert (given / file).read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="a link is made by POSIX")
def test_a_file_that_is_given_by_a_link_is_not_replaced_either(program: Run, given: Path) -> None:
    (given / "link.md").symlink_to("Ana.md")
    ended = program("together", "Sam.md", "link.md", "-o", "Ana.md", "--force")
    assert ended.code == 2, ended.err
    assert "Of cats." in (given / "Ana.md").read_text("utf-8")


def test_a_page_of_an_earlier_time_beside_the_files_is_replaced(program: Run, given: Path) -> None:
    (given / "given/together.html").write_text("old")
    assert program("together", "given", "--format", "html", "-o", "given/", "--force").code == 0
    assert "Of cats." in (given / "given/together.html").read_text("utf-8")
