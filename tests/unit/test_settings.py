from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from platformdirs import PlatformDirs

from partnership_cli.config.keys import KEYS, Setting, parse_settings, put_setting
from partnership_cli.config.settings import find_places, load_settings, write_setting
from partnership_cli.errors import FileProblemError, Problem, UsageError
from partnership_cli.terminal.console import Console
from partnership_cli.views.settings import show_settings
from systems import needs_links

FILE = "config.toml"
WHOLE = b"""\
# My settings.
interface = "plain"  # easier on the eyes

  editor='nano -w'
"care.lines" = [
  "Ama, room 3",  # Tuesdays
  "line ] with # signs",
]
care = "off"
"""
ALL: dict[str, Setting] = {
    "interface": "plain",
    "editor": "nano -w",
    "care.lines": ("Ama, room 3", "line ] with # signs"),
    "care": "off",
}
LINES = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=30
).filter(str.strip)


@pytest.fixture
def environ(tmp_path: Path) -> Mapping[str, str]:
    return {"PARTNERSHIP_HOME": str(tmp_path / "home")}


def write_file(environ: Mapping[str, str], text: str | bytes) -> Path:
    path = find_places(environ).config
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def find_problems(data: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(FileProblemError) as caught:
        parse_settings(data.encode() if isinstance(data, str) else data, FILE)
    assert all(problem.file == FILE and problem.do for problem in caught.value.problems)
    return caught.value.problems


def find_place(data: str | bytes) -> tuple[int, int]:
    (problem,) = find_problems(data)
    return problem.line, problem.column


# Where things live


def test_one_folder_holds_everything_when_it_is_named() -> None:
    places = find_places({"PARTNERSHIP_HOME": str(Path("all").absolute())})
    root = Path("all").absolute()
    assert (places.notebook, places.drafts) == (root / "notebook", root / "drafts")
    assert places.config == root / "config.toml"
    assert places.trash == root / "notebook" / ".partnership-trash"


def test_the_named_folder_may_begin_at_home() -> None:
    places = find_places({"PARTNERSHIP_HOME": "~/all"})
    assert places.drafts == Path.home() / "all" / "drafts"


@pytest.mark.parametrize("home", ["all", "./all", "~nobody-of-this-name/all"])
def test_a_home_that_depends_on_where_one_stands_is_refused(home: str) -> None:
    with pytest.raises(UsageError, match="PARTNERSHIP_HOME"):
        find_places({"PARTNERSHIP_HOME": home})


def test_otherwise_notes_and_drafts_are_where_the_system_keeps_data() -> None:
    places = find_places({"PARTNERSHIP_HOME": ""})
    assert places.notebook.is_absolute()
    assert places.notebook.parent == places.drafts.parent
    assert "partnership" in places.notebook.parts
    assert "partnership" in places.config.parts


@pytest.mark.parametrize("folder", ["x", ".", "./x"])
def test_notes_are_never_kept_where_one_happens_to_stand(
    folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PlatformDirs, "user_data_dir", folder)
    with pytest.raises(UsageError, match="not a full path"):
        find_places({})


def test_platformdirs_is_loaded_only_where_the_folder_is_not_named(tmp_path: Path) -> None:
    code = (
        "import sys; from partnership_cli.config.settings import load_settings; "
        f"load_settings({{'PARTNERSHIP_HOME': {str(tmp_path)!r}}}); "
        "print('platformdirs' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.strip() == b"False"


def test_the_notebook_alone_can_be_moved(environ: Mapping[str, str], tmp_path: Path) -> None:
    write_setting(environ, "notebook", str(tmp_path / "notes"))
    places = load_settings(environ).places
    assert places.notebook == tmp_path / "notes"
    assert places.trash == tmp_path / "notes" / ".partnership-trash"
    assert places.drafts == find_places(environ).drafts


def test_the_notebook_may_begin_at_home(environ: Mapping[str, str]) -> None:
    write_setting(environ, "notebook", "~/notes")
    assert load_settings(environ).places.notebook == Path.home() / "notes"


@pytest.mark.parametrize("path", ["notes", "./notes", "../notes", "~nobody-of-this-name/notes"])
def test_a_notebook_that_depends_on_where_one_stands_is_an_error_with_its_line(path: str) -> None:
    (problem,) = find_problems(f'care = "on"\nnotebook = "{path}"\n')
    assert (problem.line, problem.what) == (2, "notebook is not a full path")


# Reading


def test_nothing_is_set_where_there_is_no_file(environ: Mapping[str, str]) -> None:
    settings = load_settings(environ)
    assert settings.interface is None
    assert (settings.editor, settings.care, settings.care_lines) == ("", True, ())


def test_every_setting_is_read(environ: Mapping[str, str]) -> None:
    write_file(environ, WHOLE)
    settings = load_settings(environ)
    assert settings.interface == "plain"
    assert (settings.editor, settings.care) == ("nano -w", False)
    assert settings.care_lines == ALL["care.lines"]


@pytest.mark.parametrize(
    "data", [WHOLE, WHOLE.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + WHOLE, WHOLE.rstrip()]
)
def test_a_file_of_any_editor_is_read(data: bytes) -> None:
    assert parse_settings(data, FILE) == ALL


@pytest.mark.parametrize("text", ["", "\n\n", "# only\n  # comments", "\ufeff"])
def test_a_file_without_settings_sets_nothing(text: str) -> None:
    assert parse_settings(text.encode(), FILE) == {}


@pytest.mark.parametrize(
    "written", ['"""plain"""', "'plain'", "'''plain'''", '"""\nplain"""', '"pl\\u0061in"']
)
def test_a_value_is_read_in_every_spelling_of_toml(written: str) -> None:
    assert parse_settings(f"interface = {written}\n".encode(), FILE) == {"interface": "plain"}


@pytest.mark.parametrize("line", ["नमस्ते दोस्त", "می‌خواهم", "👩‍🎓 at the desk", "a\u00a0b"])
def test_a_line_may_be_in_any_language(line: str) -> None:
    assert parse_settings(f'"care.lines" = ["{line}"]'.encode(), FILE) == {"care.lines": (line,)}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('interface = "fancy"', (1, 1)),
        ('# c\n\n  interface = "fancy"', (3, 3)),
        ('"care.lines" = ["a"]\ncare = "maybe"', (2, 1)),
        ('care = "on"\ncolour = "red"', (2, 1)),
        ('care = "on"\ncar = 1', (2, 1)),
        ("care = false", (1, 1)),
        ("interface = 1", (1, 1)),
        ('editor = ["nano"]', (1, 1)),
        ('"care.lines" = "one"', (1, 1)),
        ('"care.lines" = ["one", 2]', (1, 1)),
        ('"care.lines" = [\n"\\u001b[2J"]', (1, 1)),
        ('editor = "a\\nb"', (1, 1)),
        ('editor = "a\u2028b"', (1, 1)),
        ('editor = "\\u0085"', (1, 1)),
        ('editor = ""', (1, 1)),
        ('editor = "  "', (1, 1)),
        (f'editor = "{"x" * 501}"', (1, 1)),
        ('care = "on"\ncare = "off"', (2, 1)),
        ('care = "on"\n"care" = "off"', (2, 1)),
        ('care = "on\nx', (1, 8)),
        ('"care.lines" = [\n"a"\n', (1, 16)),
        ("care = ", (1, 8)),
        ('care = "on" "off"', (1, 13)),
        ('\ncare = "\\x"', (2, 11)),
        ("care", (1, 1)),
        ("= 1", (1, 1)),
        ('[care]\nlines = ["a"]', (1, 1)),
        ('care.lines = ["a"]', (1, 1)),
        ('care = { lines = ["a"] }', (1, 8)),
        ('"care.lines" = [["a"]]', (1, 17)),
        ('"care.lines" = ["a"', (1, 16)),
        ('care = "on"]', (1, 12)),
        ("care = 2026-13-45", (1, 12)),
        ('care = "on"\n\n\x00', (3, 1)),
    ],
)
def test_each_problem_is_named_by_its_place(text: str, place: tuple[int, int]) -> None:
    assert find_place(text) == place


def test_bytes_that_are_no_text_are_named_by_their_place() -> None:
    assert find_place('care = "on"\n# é '.encode() + b"\xff\n") == (2, 5)


def test_a_value_that_is_none_of_the_choices_lists_them() -> None:
    (problem,) = find_problems('interface = "fancy"')
    assert "rich or plain" in problem.what


def test_an_unknown_key_lists_those_there_are() -> None:
    (problem,) = find_problems("colour = 1")
    assert all(key in problem.do for key in KEYS)


def test_a_key_with_a_dot_is_told_to_stand_between_quotation_marks() -> None:
    (problem,) = find_problems('care.lines = ["a"]')
    assert '"care.lines"' in problem.do


def test_every_wrong_value_is_named_at_once() -> None:
    problems = find_problems('interface = "x"\ncare = "y"\neditor = 1')
    assert [problem.line for problem in problems] == [1, 2, 3]


@pytest.mark.parametrize(
    "data",
    [
        b".".join([b"a"] * 32_000) + b" = 1",
        b"[" + b".".join([b"a"] * 32_000) + b"]",
        b"care = {" + b".".join([b"a"] * 30_000) + b" = 1}",
        b"care = " + b"[" * 60_000,
        b"care = " + b"1" * 60_000,
        b"".join(b"a%d = 1\n" % number for number in range(6000)),
        b"".join(b"[a%d]\n" % number for number in range(6000)),
        b'care = """' + b'" ' * 30_000,
        b"care = " + b"'''" * 20_001,
        b'"care.lines" = [' + b"\n" * 60_000,
        b'care = "' + b"\\" * 60_000,
        b'"care.lines" = [' + b'"\\u0061",' * 7000 + b"1]",
    ],
    ids=range(12),
)
def test_a_hostile_file_takes_no_time(data: bytes) -> None:
    begun = process_time()
    with pytest.raises(FileProblemError) as caught:
        parse_settings(data, FILE)
    assert process_time() - begun < 0.1
    assert len(caught.value.problems) <= 20


def test_a_file_that_is_too_large_is_refused_by_name(environ: Mapping[str, str]) -> None:
    path = write_file(environ, b"#" * 100_000)
    with pytest.raises(FileProblemError) as caught:
        load_settings(environ)
    assert caught.value.problems[0].file == str(path)


# Writing


def test_a_new_file_is_for_its_owner_only(environ: Mapping[str, str]) -> None:
    write_setting(environ, "interface", "plain")
    path = find_places(environ).config
    assert path.read_bytes() == b'interface = "plain"\n'
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize(
    ("key", "value", "old", "new"),
    [
        ("interface", "rich", b'interface = "plain"  #', b'interface = "rich"  #'),
        ("editor", "vi", b"  editor='nano -w'", b'  editor="vi"'),
        ("care", "on", b'care = "off"', b'care = "on"'),
        ("interface", None, b'interface = "plain"  # easier on the eyes\n', b""),
        ("care", None, b'care = "off"\n', b""),
        (
            "care.lines",
            ("x",),
            b'[\n  "Ama, room 3",  # Tuesdays\n  "line ] with # signs",\n]',
            b'["x"]',
        ),
        ("notebook", "/n", b'care = "off"\n', b'care = "off"\nnotebook = "/n"\n'),
        ("notebook", None, b"", b""),
    ],
)
def test_a_change_leaves_every_other_byte(
    ends: bytes, mark: bytes, key: str, value: Setting | None, old: bytes, new: bytes
) -> None:
    before, after = WHOLE, WHOLE.replace(old, new) if old else WHOLE
    before, after = (mark + text.replace(b"\n", ends) for text in (before, after))
    assert put_setting(before, key, value, FILE) == after


def test_a_line_is_added_after_a_last_line_without_an_end() -> None:
    assert put_setting(b"# mine", "care", "off", FILE) == b'# mine\ncare = "off"\n'


def test_a_key_in_any_quotation_marks_is_found() -> None:
    assert put_setting(b"'care' = 'on'\n", "care", "off", FILE) == b"'care' = \"off\"\n"


@given(
    st.dictionaries(st.sampled_from(["editor", "care.lines"]), st.lists(LINES, min_size=1)),
    st.lists(LINES.map("# {}".format) | st.just(""), max_size=3),
)
def test_whatever_is_set_is_read_back(values: dict[str, list[str]], around: list[str]) -> None:
    data = "\n".join(around).encode()
    wanted: dict[str, Setting] = {}
    for key, lines in values.items():
        wanted[key] = tuple(lines) if key == "care.lines" else lines[0]
        data = put_setting(data, key, wanted[key], FILE)
    assert parse_settings(data, FILE) == wanted
    for key in values:
        data = put_setting(data, key, None, FILE)
    assert data.decode().strip("\n") == "\n".join(around).strip("\n")


@given(st.dictionaries(st.sampled_from(list(ALL)), st.none() | st.just("x")))
def test_setting_what_is_set_changes_nothing(keys: dict[str, str | None]) -> None:
    data = b""
    for key in keys:
        data = put_setting(data, key, ALL[key], FILE)
    for key in keys:
        assert put_setting(data, key, ALL[key], FILE) == data


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("interface", "fancy"),
        ("notebook", "notes"),
        ("editor", "a\x1b[2J"),
        ("editor", "\udcff"),
        ("colour", "red"),
        ("care.lines", ("one", "")),
    ],
)
def test_what_could_not_be_read_is_not_written(
    key: str, value: Setting, environ: Mapping[str, str]
) -> None:
    with pytest.raises(UsageError):
        write_setting(environ, key, value)
    assert not find_places(environ).config.exists()


def test_setting_a_key_mends_its_wrong_value(environ: Mapping[str, str]) -> None:
    path = write_file(environ, 'interface = "fancy"  # oops\n')
    write_setting(environ, "interface", "plain")
    assert path.read_text() == 'interface = "plain"  # oops\n'


def test_a_broken_file_is_not_touched(environ: Mapping[str, str]) -> None:
    path = write_file(environ, 'care = "on\n')
    with pytest.raises(FileProblemError):
        write_setting(environ, "interface", "plain")
    assert path.read_text() == 'care = "on\n'


def link_settings(environ: Mapping[str, str], text: str) -> Path:
    """Make the settings file a link to one elsewhere, as dotfile managers do."""
    link = find_places(environ).config
    target = link.parent.parent / "dotfiles/partnership.toml"
    for folder in (link.parent, target.parent):
        folder.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    link.symlink_to(Path(os.path.relpath(target, link.parent)))
    return target


@needs_links
def test_a_settings_file_may_be_a_link(environ: Mapping[str, str]) -> None:
    link_settings(environ, 'guide = "sharing-power"\n')
    assert load_settings(environ).guide == "sharing-power"


@needs_links
def test_a_setting_is_written_where_the_link_leads(environ: Mapping[str, str]) -> None:
    target = link_settings(environ, "# mine\n")
    write_setting(environ, "guide", "sharing-power")
    assert target.read_text("utf-8") == '# mine\nguide = "sharing-power"\n'
    assert find_places(environ).config.is_symlink()
    assert [path.name for path in target.parent.iterdir()] == [target.name]


@pytest.mark.parametrize(
    "act", [load_settings, lambda environ: write_setting(environ, "care", "on")]
)
@needs_links
def test_settings_whose_link_leads_nowhere_are_not_taken_for_none(
    act: Callable[[Mapping[str, str]], object], environ: Mapping[str, str]
) -> None:
    link_settings(environ, "").unlink()
    with pytest.raises(FileProblemError, match="is a link that leads nowhere"):
        act(environ)


@needs_links
def test_a_link_that_leads_to_itself_is_refused(environ: Mapping[str, str]) -> None:
    link = find_places(environ).config
    link.parent.mkdir(parents=True)
    link.symlink_to(link)
    with pytest.raises(FileProblemError, match="is a link that leads nowhere"):
        load_settings(environ)


@pytest.mark.parametrize("device", ["/dev/null", "/dev"])
@needs_links
def test_a_link_to_what_is_no_file_is_refused(device: str, environ: Mapping[str, str]) -> None:
    link = find_places(environ).config
    link.parent.mkdir(parents=True)
    link.symlink_to(device)
    with pytest.raises(FileProblemError):
        load_settings(environ)


def test_what_is_set_stands_first_and_bold_and_the_rest_says_what_it_is_for() -> None:
    out = StringIO()
    rows = [("editor", "nano", "the command"), ("care", None, "on or off")]
    show_settings(Console(out, out, styled=True), rows)
    set_, left = out.getvalue().split("\x1b[1mNot set\x1b[0m\n")
    assert set_ == "\x1b[1mSet\x1b[0m\n  \x1b[1meditor\x1b[0m  nano (the command)\n\n"
    assert left.startswith("  care    on or off\n")
