"""A name that Windows does not take: never made by us, and refused there before all else."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import START
from partnership_cli.commands.output import Destination, name_for_file
from partnership_cli.errors import UsageError
from partnership_cli.file_names import avoid_device, find_windows_refusal, restore_stem
from partnership_cli.formats.handout_files import name_handout
from partnership_cli.framework.model import ID_PATTERN
from partnership_cli.notebook.paths import is_draft_of, name_draft, read_draft_name
from partnership_cli.notebook.session_store import SessionStore
from partnership_cli.reflection.selection import Selection
from partnership_cli.reflection.session import Session
from running import Run, program, program_home
from systems import leave_out_on_windows
from windows_rules import WindowsRules, windows_rules

__all__ = ["program", "program_home", "windows_rules"]

SESSION = Session(
    id="20261123t173105z-k7m2q9",
    title="Sharing power",
    started=START,
    framework="f",
    questions=(),
)
DEVICES = (
    *("con", "prn", "aux", "nul", "conin$", "conout$"),
    *(f"{port}{digit}" for port in ("com", "lpt") for digit in "123456789¹²³"),
)
IDS = st.from_regex(ID_PATTERN, fullmatch=True).map(str.strip) | st.sampled_from(
    [name for name in DEVICES if re.fullmatch(ID_PATTERN, name)]
)
TAKEN = (
    *("a.md", "./a.md", "../a.md", "../../b/a.md", "..", ".", "a/b/", "~/page.html", ".hidden"),
    *("C:\\Users\\Sam\\a.md", "C:/Users/a.md", "\\\\server\\share\\a.md", "\\a.md"),
    *("console.md", "con-.md", "icon.md", "com.md", "com10.md", "lpt.txt", "nulls", "a.con"),
    *("Jose\u0301.md", "会.md", "a b.md", "a..b.md", "answers'.md", "a&b%c.md"),
)
REFUSED = {
    "a:b.md": "Windows reads a: as a disk",
    "C:": "Windows reads C: as a disk",
    "C:\\a:b.md": "Windows takes no : in a name",
    "ab:c.md": "Windows takes no : in a name",
    "a.": "Windows takes no name that ends in a full stop or a space",
    "a ": "Windows takes no name that ends in a full stop or a space",
    "...": "Windows takes no name that ends in a full stop or a space",
    "a./b.md": "Windows takes no name that ends in a full stop or a space",
    "a\tb.md": "Windows takes no control characters in a name",
    "Con": "Windows keeps the name Con for itself",
    "con.md": "Windows keeps the name con for itself",
    "nul.tar.gz": "Windows keeps the name nul for itself",
    "con .md": "Windows keeps the name con for itself",
    "pages/AUX.html": "Windows keeps the name AUX for itself",
    "prn/page.html": "Windows keeps the name prn for itself",
    **{f"a{sign}.md": f"Windows takes no {sign} in a name" for sign in '<>"|?*'},
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_name_that_windows_takes_is_not_refused(name: str) -> None:
    assert find_windows_refusal(name) is None


@pytest.mark.parametrize(("name", "why"), REFUSED.items(), ids=map(repr, REFUSED))
def test_a_name_that_windows_does_not_take_is_refused_with_the_reason(name: str, why: str) -> None:
    assert find_windows_refusal(name) == why


@pytest.mark.parametrize("ending", ["", ".md", ".tar.gz", " .txt"])
@pytest.mark.parametrize("device", DEVICES)
def test_a_device_is_known_in_any_case_and_with_any_ending(device: str, ending: str) -> None:
    names = (device, device.upper(), device.capitalize())
    assert [name for name in names if find_windows_refusal(name + ending) is None] == []


@given(stem=IDS)
def test_the_name_of_a_draft_is_taken_everywhere_and_leads_back_to_its_question(stem: str) -> None:
    name = name_draft(stem)
    assert find_windows_refusal(name) is None
    assert (read_draft_name(name), is_draft_of(stem, name)) == (stem, True)


@given(one=IDS, other=IDS)
def test_two_questions_have_two_drafts(one: str, other: str) -> None:
    assert (name_draft(one).lower() == name_draft(other).lower()) == (one == other)
    assert is_draft_of(one, name_draft(other)) == (one == other)


@given(stem=st.text().filter(lambda text: not text.endswith("_")))
def test_a_stem_is_changed_only_where_it_is_a_device_and_comes_back(stem: str) -> None:
    assert restore_stem(avoid_device(stem)) == stem


@given(name=st.text() | st.sampled_from([*DEVICES, "Con", "a.", 'a"b', "a:b"]))
def test_whatever_a_person_or_a_theme_is_called_our_file_has_a_name_for_windows(name: str) -> None:
    titled = Selection(title=name, questions=())
    ours = (f"for-{name_for_file(name)}.md", f"{name_handout(titled)}.html")
    assert [one for one in ours if find_windows_refusal(one)] == []


def test_a_question_with_the_name_of_a_device_is_found_again_where_it_was_left(
    tmp_path: Path,
) -> None:
    session = replace(SESSION, questions=("con", "aux"))
    store = SessionStore(session, tmp_path / "note.md", tmp_path / "drafts")
    store.open()
    store.draft("con").write("Some words.")
    place = store.place()
    names = [path.name for path in (tmp_path / "drafts").iterdir()]
    store.close()
    assert place is not None
    assert (place.question, place.text) == ("con", "Some words.")
    assert [name for name in names if find_windows_refusal(name)] == []


CALLS = (
    ("export", "last", "-o", "con.md"),
    ("export", "last", "-o", "a:b.md"),
    ("export", "last", "-o", "pages/nul.html", "--force"),
    ("share", "last", "--only", "joy", "--as", "Sam", "--yes", "-o", "what?.md"),
    ("handout", "sharing-power", "-o", "aux.html"),
    ("meeting", "sharing-power", "--with", "Con,Sam", "-o", "con"),
    ("together", "a.md", "b.md", "-o", "page.html."),
    ("letter", "last", "-o", "lpt1.html"),
    ("framework", "new", "con.yaml"),
    ("config", "set", "notebook", "~/con", "--yes"),
)


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_on_windows_a_name_that_it_does_not_take_is_used_wrongly(
    program: Run, windows_rules: WindowsRules, call: tuple[str, ...]
) -> None:
    done = program(*call)
    assert done.code == UsageError.exit_code
    assert "Windows " in done.err
    assert windows_rules.refused == []


@leave_out_on_windows("Windows takes no such name")
def test_elsewhere_such_a_name_is_taken(program: Run, tmp_path: Path) -> None:
    assert program("handout", "sharing-power", "-o", str(tmp_path / "con.md")).code == 0


@pytest.mark.usefixtures("windows_rules")
def test_a_name_is_refused_before_anything_else_is_looked_at() -> None:
    with pytest.raises(UsageError, match="Windows keeps the name con for itself"):
        Destination(output="con.md")
    assert Destination(output="-").is_stdout


def test_the_pages_of_a_meeting_have_names_for_windows(program: Run, tmp_path: Path) -> None:
    folder = tmp_path / "meeting"
    made = program("meeting", "sharing-power", "--with", 'Con,Nul.,a:b,"Q?"', "-o", str(folder))
    assert made.code == 0
    names = [path.name for path in folder.iterdir()]
    assert [name for name in names if find_windows_refusal(name)] == []
