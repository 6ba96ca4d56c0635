"""What is asked for by -o takes the place of a file, and of nothing else, with --force too."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from running import Run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes and devices are made by POSIX")

SHARE: Final = ("share", "last", "--only", "joy", "--as", "Sam", "--yes")
CALLS: Final = (
    ("export", "last", "--format", "md", "-o", "odd", "--force"),
    ("export", "last", "--format", "html", "-o", "odd", "--force"),
    (*SHARE, "-o", "odd", "--force"),
    ("together", "Sam.md", "Ana.md", "--format", "md", "-o", "odd", "--force"),
    ("handout", "sharing-power", "--format", "html", "-o", "odd", "--force"),
    ("framework", "new", "odd", "--force"),
    ("meeting", "sharing-power", "--with", "Amina,Sam", "-o", "odd"),
)


def lead_to_device(path: Path) -> None:
    path.symlink_to("/dev/null")


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_what_is_no_file_is_left_and_the_command_was_used_wrongly(
    call: tuple[str, ...], program: Run, tmp_path: Path
) -> None:
    program("reflect", "--answers", "-", given="## joy\n\nOf cats.\n")
    for name in ("Sam", "Ana"):
        given = ("--only", "joy", "--as", name, "--yes", "-o", f"{name}.md")
        assert program("share", "last", *given).code == 0
    makers: tuple[Callable[[Path], None], ...] = (os.mkfifo, lead_to_device)
    for make in makers:
        path = tmp_path / "odd"
        make(path)
        before = path.lstat()
        ended = program(*call)
        assert (ended.code, ended.out) == (2, ""), ended.err
        assert "Nothing was changed" in ended.err
        assert os.path.samestat(path.lstat(), before)
        path.unlink()
