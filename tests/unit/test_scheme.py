from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from partnership_cli.config.keys import (
    BUNDLED,
    KEYS,
    SCHEME,
    Setting,
    parse_scheme,
    parse_settings,
    put_setting,
)
from partnership_cli.errors import FileProblemError, Problem
from systems import ON_WINDOWS

FILE = "scheme.toml"
NAMES_A_FILE = ("framework", "guides")
GOOD = """\
# For everybody in our scheme.
framework = "ours.yaml"
guides = "more/guides.yaml"
guide = "first-meeting"
contact = "The partnership team, partnership@example.org"
"care.lines" = ["Room 3", "Ring 0000"]
"""
NOTES = "C:/notes" if ON_WINDOWS else "/notes"
VALUE: Mapping[str, str] = {
    "interface": '"plain"',
    "notebook": f'"{NOTES}"',
    "notebook-before": f'["{NOTES}"]',
    "editor": '"vi"',
    "partners": '["Sam"]',
    "care": '"off"',
}
ADDRESSES = (
    "https://example.org/ours.yaml",
    "http://example.org/ours.yaml",
    "HTTPS://example.org/ours.yaml",
    "ftp://example.org/ours.yaml",
    "file:///srv/ours.yaml",
    "file://example.org/ours.yaml",
    "smb://example.org/ours.yaml",
    "git+ssh://example.org/ours.yaml",
    "//example.org/share/ours.yaml",
    r"\\example.org\share\ours.yaml",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "a scheme"


def parse(text: str, folder: Path) -> dict[str, Setting]:
    return parse_scheme(text.encode(), FILE, folder)


def refuse(text: str, folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(FileProblemError) as caught:
        parse(text, folder)
    assert all(problem.file == FILE and problem.do for problem in caught.value.problems)
    return caught.value.problems


def quote(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


# What may be set


def test_a_scheme_sets_five_things_and_no_more(folder: Path) -> None:
    assert (
        set(parse(GOOD, folder))
        == SCHEME
        == {
            "framework",
            "guides",
            "guide",
            "contact",
            "care.lines",
        }
    )


def test_words_are_kept_as_they_are_written(folder: Path) -> None:
    values = parse(GOOD, folder)
    assert values["guide"] == "first-meeting"
    assert values["contact"] == "The partnership team, partnership@example.org"
    assert values["care.lines"] == ("Room 3", "Ring 0000")


def test_a_scheme_may_set_nothing(folder: Path) -> None:
    assert parse("# Nothing yet.\n", folder) == {}


def test_a_contact_may_be_an_address_for_it_is_shown_and_never_opened(folder: Path) -> None:
    address = "https://example.org/partnership"
    assert parse(f'contact = "{address}"\n', folder) == {"contact": address}


def test_what_a_scheme_sets_can_be_kept_in_the_settings(folder: Path) -> None:
    values = parse(GOOD, folder)
    kept = b""
    for key, value in values.items():
        kept = put_setting(kept, key, value, "config.toml")
    assert parse_settings(kept, "config.toml") == values


# What may not


def test_there_is_a_value_to_try_for_every_setting_that_is_ones_own() -> None:
    assert set(VALUE) == set(KEYS) - SCHEME


@pytest.mark.parametrize("key", VALUE)
def test_what_is_ones_own_to_set_is_refused_by_its_line(key: str, folder: Path) -> None:
    (problem,) = refuse(f"# Ours.\n{key} = {VALUE[key]}\n", folder)
    assert problem.what == f"a scheme cannot set {key!r}"
    assert (problem.line, problem.column) == (2, 1)
    assert problem.do.startswith("remove this line")


@pytest.mark.parametrize("key", VALUE)
def test_what_a_scheme_may_not_set_is_a_setting_that_a_person_may(key: str) -> None:
    assert set(parse_settings(f"{key} = {VALUE[key]}\n".encode(), FILE)) == {key}


@pytest.mark.parametrize("key", ["sharing", "share", "answers", "Framework", "framework.file"])
def test_what_is_no_setting_is_refused_by_its_line(key: str, folder: Path) -> None:
    (problem,) = refuse(f'guide = "first"\n\n  "{key}" = "shareable"\n', folder)
    assert problem.what == f"a scheme cannot set {key!r}"
    assert (problem.line, problem.column) == (3, 3)


@pytest.mark.parametrize("key", [*VALUE, "sharing"])
def test_what_a_scheme_can_set_is_said_and_nothing_else(key: str, folder: Path) -> None:
    (problem,) = refuse(f'{key} = "x"\n', folder)
    said = problem.do.rpartition("it can set ")[2]
    assert set(said.split(", ")) == SCHEME


def test_a_table_is_refused(folder: Path) -> None:
    (problem,) = refuse('[care]\nlines = ["x"]\n', folder)
    assert problem.line == 1


WRONG = {
    "a list for a text": ('guide = ["first"]\n', "guide is not a text on one line"),
    "a number for a text": ("framework = 3\n", "framework is not a text on one line"),
    "true for a text": ("guides = true\n", "guides is not a text on one line"),
    "a list for a file": ('framework = ["a.yaml"]\n', "framework is not a text on one line"),
    "an empty text": ('contact = ""\n', "contact is not a text on one line"),
    "a text of two lines": ('contact = "a\\nb"\n', "contact is not a text on one line"),
    "a file of two lines": ('guides = "a\\nb"\n', "guides is not a text on one line"),
    "a text for a list": ('"care.lines" = "Ring"\n', "care.lines is not a list of lines"),
    "an empty line": ('"care.lines" = ["Ring", ""]\n', "care.lines is not a list of lines"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_refused_by_its_line(name: str, folder: Path) -> None:
    text, what = WRONG[name]
    (problem,) = refuse("\n" + text, folder)
    assert (problem.line, problem.what) == (2, what)


@pytest.mark.parametrize("key", NAMES_A_FILE)
def test_a_file_without_a_name_is_not_the_folder(key: str, folder: Path) -> None:
    (problem,) = refuse(f'{key} = ""\n', folder)
    assert problem.line == 1


def test_everything_that_is_wrong_is_named_at_once(folder: Path) -> None:
    text = (
        'editor = "vi"\nframework = "https://example.org/"\nguide = "first"\nsharing = "x"\n'
        'contact = ""\nguides = oops\n'
    )
    assert [problem.line for problem in refuse(text, folder)] == [1, 2, 4, 5, 6]


def test_no_more_than_twenty_problems_are_named(folder: Path) -> None:
    assert len(refuse("".join(f'k{n} = "x"\n' for n in range(50)), folder)) == 20


# Its files


@pytest.mark.parametrize("key", NAMES_A_FILE)
@pytest.mark.parametrize("name", ["ours.yaml", "more/ours.yaml", "./ours.yaml", "日本語.yaml"])
def test_a_file_is_found_from_the_folder_of_the_scheme(key: str, name: str, folder: Path) -> None:
    values = parse(f"{key} = {quote(name)}\n", folder)
    assert Path(str(values[key])) == folder / name


@pytest.mark.parametrize("key", NAMES_A_FILE)
def test_a_whole_path_stays_as_it_is(key: str, folder: Path) -> None:
    whole = str(folder.parent / "elsewhere" / "ours.yaml")
    assert parse(f"{key} = {quote(whole)}\n", folder) == {key: whole}


@pytest.mark.parametrize("key", NAMES_A_FILE)
def test_a_path_from_home_on_stays_as_it_is(key: str, folder: Path) -> None:
    assert parse(f'{key} = "~/ours.yaml"\n', folder) == {key: "~/ours.yaml"}


def test_the_framework_may_be_the_bundled_one(folder: Path) -> None:
    assert parse('framework = "bundled"\n', folder) == {"framework": BUNDLED}


def test_a_file_called_bundled_can_be_named_by_its_folder(folder: Path) -> None:
    values = parse('framework = "./bundled"\n', folder)
    assert Path(str(values["framework"])) == folder / "bundled"


@pytest.mark.parametrize("key", NAMES_A_FILE)
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_refused_by_its_line(key: str, address: str, folder: Path) -> None:
    (problem,) = refuse(f"# Ours.\n{key} = {quote(address)}\n", folder)
    assert (problem.line, problem.column) == (2, 1)
    assert "is an address, and nothing is loaded from the network" in problem.what
    assert problem.do == "Save it as a file, and name the file."


@pytest.mark.parametrize("key", NAMES_A_FILE)
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_refused_in_a_persons_own_settings_too(key: str, address: str) -> None:
    with pytest.raises(FileProblemError, match="is an address"):
        parse_settings(f"{key} = {quote(address)}\n".encode(), FILE)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(NAMES_A_FILE),
    st.text(
        st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]) | st.sampled_from("/\\.:~ ")
    ),
)
@example(key="guides", name="bundled")
@example(key="guides", name="~")
def test_what_is_kept_means_the_same_file_wherever_one_stands(
    folder: Path, key: str, name: str
) -> None:
    try:
        values = parse(f"{key} = {quote(name)}\n", folder)
    except FileProblemError:
        return
    kept = str(values[key])
    assert (key, kept) == ("framework", BUNDLED) or Path(kept).expanduser().is_absolute()
    assert not kept.startswith(("//", "\\\\"))
