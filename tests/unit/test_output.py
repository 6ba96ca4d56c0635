"""In which form a document is made, and where it goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnership_cli.commands.output import Destination, find_free_name
from partnership_cli.errors import UsageError
from partnership_cli.formats.document_forms import (
    EXPORTS,
    HANDOUTS,
    SHARED_FILES,
    DocumentForm,
    name_forms,
)
from partnership_cli.framework.model import Framework
from partnership_cli.reflection.session import Session
from systems import needs_links


@pytest.mark.parametrize(
    ("form", "output", "chosen"),
    [
        (None, None, "md"), ("json", None, "json"), (None, "a.html", "html"),
        (None, "a.HTM", "html"), (None, "a.docx", "docx"),
        (None, "a.markdown", "md"), ("md", "a.html", "md"), (None, "a", "md"), (None, "-", "md"),
        (None, "x.html/", "md"),
    ],
)  # fmt: skip
def test_a_form_is_as_it_was_said_or_by_the_ending(
    form: str | None, output: str | None, chosen: str
) -> None:
    assert Destination(form, output).choose_form(EXPORTS).name == chosen


@pytest.mark.parametrize("destination", [Destination("odt"), Destination(None, "a.odt")])
def test_a_form_that_is_not_known_is_refused_with_those_that_are(destination: Destination) -> None:
    with pytest.raises(UsageError) as raised:
        destination.choose_form(EXPORTS)
    assert "json" in raised.value.hint


@pytest.mark.parametrize("destination", [Destination("PDF"), Destination(None, "a.pdf")])
def test_who_wants_a_pdf_is_told_how_to_get_one(destination: Destination) -> None:
    with pytest.raises(UsageError) as raised:
        destination.choose_form(HANDOUTS)
    assert "print it into a PDF" in raised.value.hint


def test_a_document_that_is_no_page_has_no_way_to_a_pdf() -> None:
    with pytest.raises(UsageError) as raised:
        Destination(None, "a.pdf").choose_form(SHARED_FILES)
    assert raised.value.hint == "Let the name end in .md, or say which with --format."


def test_an_ending_of_another_form_is_refused() -> None:
    with pytest.raises(UsageError):
        Destination(None, "a.json").choose_form(HANDOUTS)


def test_in_a_folder_a_document_has_its_own_name(tmp_path: Path) -> None:
    assert Destination(None, str(tmp_path)).name_file("a.md") == tmp_path / "a.md"
    assert Destination().name_file("a.md") == Path("a.md")


def test_a_name_that_was_given_is_taken_as_it_is(tmp_path: Path) -> None:
    assert Destination(None, str(tmp_path / "b.md")).name_file("a.md") == tmp_path / "b.md"


def test_a_hyphen_is_no_folder() -> None:
    assert Destination(None, "-").is_stdout
    assert not Destination(None, "-").is_folder


@needs_links
def test_a_free_name_has_a_number(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    assert find_free_name(path) == path
    path.touch()
    (tmp_path / "a-2.md").symlink_to("nowhere")
    assert find_free_name(path) == tmp_path / "a-3.md"


def test_a_home_sign_is_followed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert Destination(None, "~/x.md").path == tmp_path / "x.md"
    assert Destination(None, "./~/x.md").path == Path("~/x.md")


def test_a_name_that_is_too_long_for_the_disk_is_no_folder() -> None:
    assert not Destination(None, "x" * 300).is_folder


def test_a_form_is_one_row_that_help_endings_and_text_are_read_from() -> None:
    def render(session: Session, framework: Framework | None) -> str:
        return f"* {session.title} of {framework}\n"

    forms = (*EXPORTS, DocumentForm("org", (".org",), render))
    assert name_forms(forms) == "md|html|docx|json|org"
    assert Destination(None, "a.ORG").choose_form(forms) is forms[-1]
    with pytest.raises(UsageError) as raised:
        Destination(None, "a.odt").choose_form(forms)
    assert ".md, .html, .docx, .json or .org" in raised.value.hint
