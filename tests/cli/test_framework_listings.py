"""What the listings give: every string as the data has it, for people and as JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from partnership_cli.framework.loader import load_companion, load_framework
from partnership_cli.framework.model import make_value
from partnership_cli.reflection.selection import find_theme
from partnership_cli.yaml_reader import read_yaml
from running import Run

DATA = Path(__file__).parents[2] / "data"
FRAMEWORK = load_framework()
COMPANION = load_companion(FRAMEWORK)
LISTINGS = ["questions", "values", "projects", "guides", "voices", "about"]


def test_no_question_of_the_bundled_framework_is_for_only_some_people() -> None:
    assert {question.audience for _, question in FRAMEWORK.questions()} == {"both"}


def rows(program: Run, *command: str) -> list[dict[str, Any]]:
    ended = program(*command, "--json")
    assert (ended.code, ended.err) == (0, "")
    found: list[dict[str, Any]] = json.loads(ended.out)
    return found


@pytest.mark.parametrize(
    ("command", "count"), [("questions", 29), ("values", 13), ("projects", 11), ("guides", 10)]
)
def test_a_listing_has_every_row(program: Run, command: str, count: int) -> None:
    assert len(rows(program, command)) == count


def test_each_question_is_the_data_s(program: Run) -> None:
    raw = read_yaml((DATA / "framework.yaml").read_bytes(), "framework.yaml")
    assert isinstance(raw, dict)
    themes: Any = raw["themes"]
    wanted = [
        (question["id"], question["text"], theme["id"])
        for theme in themes
        for question in theme["questions"]
    ]
    found = [(row["id"], row["text"], row["theme"]) for row in rows(program, "questions")]
    assert found == wanted


def test_a_question_has_the_keys_that_were_promised(program: Run) -> None:
    assert {tuple(row) for row in rows(program, "questions")} == {
        ("id", "text", "theme", "voice", "care", "kind", "for", "moment", "prompts")
    }


def test_care_marks_the_four_questions_that_may_be_painful(program: Run) -> None:
    marked = {row["id"] for row in rows(program, "questions") if row["care"]}
    assert marked == set(COMPANION.may_be_painful)


def test_each_value_is_the_data_s(program: Run) -> None:
    assert rows(program, "values") == [make_value(value) for value in FRAMEWORK.values]


def test_each_guide_is_the_data_s(program: Run) -> None:
    found = [(row["id"], row["title"], row["why"], row["mode"]) for row in rows(program, "guides")]
    assert found == [(g.id, g.title, g.why, g.mode) for g in COMPANION.guides]
    assert [tuple(row["questions"]) for row in rows(program, "guides")] == [
        guide.questions for guide in COMPANION.guides
    ]


def test_an_institution_is_shown_only_where_the_framework_states_it(program: Run) -> None:
    stated = {
        project.id
        for project in FRAMEWORK.projects
        if COMPANION.projects[project.id].institution_basis.startswith("stated")
    }
    found = {row["id"] for row in rows(program, "projects") if row["institution"]}
    assert found == stated
    assert "Imperial College London" not in program("projects").out


def test_of_an_address_it_is_said_that_nobody_opened_it(program: Run) -> None:
    shown = program("projects").out
    addresses = [note.url for note in COMPANION.projects.values() if note.url]
    assert addresses
    assert [one for one in addresses if f"  {one}" not in shown.splitlines()] == []
    said = "in stored copies of public pages on 23 November 2026. It opened none."
    assert said in " ".join(shown.split())
    assert "found on" not in shown


@pytest.mark.parametrize("name", sorted(COMPANION.projects))
def test_all_that_was_noted_of_a_project_is_shown_as_this_tool_s_notes(
    program: Run, name: str
) -> None:
    note = COMPANION.projects[name]
    shown = " ".join(program("projects", name).out.split())
    framework, _, ours = shown.partition("This tool's notes")
    noted = [note.institution, note.discipline, note.fact, note.url, *note.see_also]
    assert [one for one in noted if one and one not in framework + ours] == []
    assert "on 23 November 2026. It opened none." in ours
    if not note.institution_basis.startswith("stated"):
        assert (note.institution or "") in ours


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("green-fund", "green-fund"),
        ("green", "green-fund"),
        ("Kingston", "inclusive-curriculum-consultants"),
    ],
)
def test_a_project_is_found_by_its_id_or_a_word_of_its_title(
    program: Run, name: str, found: str
) -> None:
    (row,) = rows(program, "projects", name)
    assert row["id"] == found
    assert row["notes"]["fact"] == COMPANION.projects[found].fact


def test_a_project_that_is_not_there_is_told_with_the_nearest(program: Run) -> None:
    ended = program("projects", "grean")
    assert (ended.code, ended.out) == (3, "")
    assert "did you mean green-fund?" in ended.err
    assert "partnership projects" in ended.err


def test_a_name_stands_at_the_edge_of_its_heading_or_below_it(program: Run) -> None:
    wide = program("questions", COLUMNS="80").out.splitlines()
    narrow = program("questions", COLUMNS="30").out.splitlines()
    assert "Emotions" + "theme emotions".rjust(72) in wide
    assert narrow[narrow.index("Values and Power") + 1] == "theme values-and-power"


def test_all_questions_stand_in_one_column(program: Run) -> None:
    lines = program("questions").out.splitlines()
    texts = [one.text.split()[0] for _, one in FRAMEWORK.questions()]
    ids = [one.id for _, one in FRAMEWORK.questions()]
    starts = [
        line.index(f"  {text} ") + 2
        for name, text in zip(ids, texts, strict=True)
        for line in lines
        if line.startswith(f"  {name}  ")
    ]
    assert len(starts) == len(ids)
    assert len(set(starts)) == 1


@pytest.mark.parametrize("command", ["questions", "guides"])
def test_that_the_framework_asks_is_said_once(program: Run, command: str) -> None:
    assert program(command).out.count("The framework asks:") == 1


@pytest.mark.parametrize("command", LISTINGS)
@pytest.mark.parametrize("columns", ["80", "40", "30"])
def test_a_listing_is_no_wider_than_the_screen(program: Run, command: str, columns: str) -> None:
    ended = program(command, COLUMNS=columns)
    # An address, a file name and a command cannot be broken; each has a line of its own.
    wide = [line for line in ended.out.splitlines() if len(line) > int(columns)]
    own = re.compile(r"\S+://\S+|\S+@\S+|partnership [\w -]+")
    assert [line for line in wide if not own.fullmatch(line.strip())] == []


@pytest.mark.parametrize("command", LISTINGS)
def test_a_listing_in_plain_mode_has_no_escape_and_no_box(program: Run, command: str) -> None:
    out = program("--plain", command, FORCE_COLOR="1").out
    assert "\x1b" not in out
    assert not [sign for sign in out if "\u2500" <= sign <= "\u25ff"]


@pytest.mark.parametrize("command", LISTINGS)
def test_a_listing_names_the_framework_and_its_authors(program: Run, command: str) -> None:
    out = " ".join(program(command).out.split())
    assert "University of Westminster Student Partnership Framework" in out


def test_about_has_citation_licence_contact_and_ways_in(program: Run) -> None:
    everything = json.dumps(json.loads(program("about", "--json").out), ensure_ascii=False)
    about = FRAMEWORK.framework
    assert about.licence is not None
    assert FRAMEWORK.contact is not None
    for text in (about.citation, about.licence.spdx, FRAMEWORK.contact.email):
        assert text is not None
        assert text in everything
    for way in FRAMEWORK.get_involved:
        assert way.text in everything


def test_the_values_are_not_numbered(program: Run) -> None:
    lines = [line.removeprefix("  · ") for line in program("values").out.splitlines()]
    assert {value.text for value in FRAMEWORK.values} <= set(lines)


@pytest.mark.parametrize("name", ["emotions", "emo", "EMO", " emotions ", "Hopes", "power"])
def test_a_theme_is_named_for_questions_as_for_every_other_command(program: Run, name: str) -> None:
    ended = program("questions", "--theme", name, "--json")
    found = [row["id"] for row in json.loads(ended.out)] if ended.out else []
    theme = find_theme(FRAMEWORK.themes, name)
    assert found == [question.id for question in theme.questions]


@pytest.mark.parametrize("name", ["", "nothing", "and"])
def test_a_theme_that_is_not_one_is_refused_by_questions_as_by_handout(
    program: Run, name: str
) -> None:
    ended = program("questions", "--theme", name)
    same = program("handout", "--theme", name, "-o", "-")
    assert ended.code in {2, 3}
    assert (ended.code, ended.out, ended.err) == (same.code, same.out, same.err)
