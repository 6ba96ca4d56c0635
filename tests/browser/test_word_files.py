"""Files for Word in LibreOffice: it opens and prints them, and what it saves of them we read."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from partnership_cli.formats.docx_pages import render_docx
from partnership_cli.formats.docx_reader import read_docx

KINDS = [
    kind + attacked
    for kind in ("export", "together", "handout", "hour")
    for attacked in ("", "-attacked")
]

pytestmark = pytest.mark.browser


def convert(folder: Path, kind: str, *files: Path) -> None:
    command = ("soffice", "--headless", f"-env:UserInstallation={(folder / 'lo').as_uri()}")
    to = ("--convert-to", kind, "--outdir", str(folder / "made"))
    subprocess.run([*command, *to, *map(str, files)], check=True, capture_output=True, timeout=120)


@pytest.fixture(scope="module")
def word_files(
    pages: dict[str, str], attacks: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Path]:
    """Pages of each kind for Word; what LibreOffice makes of them is in the folder `made`."""
    folder = tmp_path_factory.mktemp("word")
    made = pages | {f"{name}-attacked": page for name, page in attacks.items()}
    files = {name: folder / f"{name}.docx" for name in made}
    for name, page in made.items():
        files[name].write_bytes(render_docx(page))
    convert(folder, "pdf", *files.values())
    convert(folder, "docx:MS Word 2007 XML", *files.values())
    return files


def read(file: Path) -> str:
    return read_docx(file.read_bytes(), lambda _text: False).text


@pytest.mark.parametrize("kind", KINDS)
def test_libreoffice_prints_every_heading_and_numbers_the_pages(
    word_files: Mapping[str, Path], kind: str
) -> None:
    file = word_files[kind]
    printed = subprocess.run(
        ["pdftotext", "-layout", file.parent / "made" / f"{kind}.pdf", "-"],
        check=True, capture_output=True, text=True, encoding="utf-8",
    ).stdout  # fmt: skip
    sheets = ["".join(sheet.split()) for sheet in printed.rstrip("\f").split("\f")]
    numbers = [f"{number}/{len(sheets)}" for number in range(1, len(sheets) + 1)]
    assert [sheet[-len(number) :] for sheet, number in zip(sheets, numbers, strict=True)] == numbers
    headings = [line.lstrip("# ") for line in read(file).split("\n") if line.startswith("#")]
    assert headings
    if "attacked" not in kind:
        whole = "".join(sheets)
        latin = [one for one in headings if one.isascii()]
        assert [one for one in latin if "".join(one.split()) not in whole] == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_libreoffice_saves_is_read_as_what_we_wrote(
    word_files: Mapping[str, Path], kind: str
) -> None:
    file = word_files[kind]
    assert read(file.parent / "made" / file.name).split() == read(file).split()
