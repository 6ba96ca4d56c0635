"""The bundled data: the framework's words, untouched, and what this tool adds, beside them.

`tests/framework.sha256` was made once, from an inventory of the printed framework. It is never
made anew from the data file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from partnership_cli.framework.check import check_framework
from partnership_cli.framework.companion import Companion
from partnership_cli.framework.loader import load_companion, load_framework, parse_companion
from partnership_cli.framework.model import Framework
from partnership_cli.yaml_reader import YamlValue, read_yaml

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data" / "framework.yaml"
OURS = {"annotation", "erratum", "tool_metadata", "counts", "voice", "care", "guides", "found"}
COUNTS = {
    "themes": 6,
    "values": 13,
    "projects": 11,
    "get_involved": 5,
    "voices": 8,
    "prose": 8,
    "references": 7,
}


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load_framework()


@pytest.fixture(scope="module")
def companion(framework: Framework) -> Companion:
    return load_companion(framework)


def recorded() -> dict[str, str]:
    lines = (ROOT / "tests" / "framework.sha256").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("  ", 1) for line in lines]
    return {name: digest for digest, name in pairs}


def name_strings(value: YamlValue, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Give each string with its name: kind/id/field; an item without an id has its position."""
    if isinstance(value, str):
        # A question is named without its theme.
        yield "/".join(path[path.index("questions") :] if "questions" in path else path), value
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from name_strings(below, (*path, key))
    else:
        for at, item in enumerate(value):
            name = item.get("id") if isinstance(item, dict) else None
            yield from name_strings(item, (*path, name if isinstance(name, str) else str(at)))


def name_keys(value: YamlValue) -> Iterator[str]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield key
            yield from name_keys(below)
    elif isinstance(value, list):
        for item in value:
            yield from name_keys(item)


def test_the_file_of_the_framework_is_the_recorded_one_byte_for_byte() -> None:
    assert sha256(DATA.read_bytes()).hexdigest() == recorded()["data/framework.yaml"]


def test_what_a_run_loads_is_what_the_yaml_files_hold(
    framework: Framework, companion: Companion
) -> None:
    said = "run python .ci/bundle.py"
    checked = check_framework(DATA.read_bytes(), DATA.name)
    assert framework == checked.require("").chosen_by("tool"), said
    path = DATA.parent / "companion.yaml"
    assert companion == parse_companion(path.read_bytes(), path.name, framework), said


def test_every_string_of_the_framework_is_the_recorded_one() -> None:
    named = list(name_strings(read_yaml(DATA.read_bytes(), DATA.name)))
    hashed = {name: sha256(text.encode()).hexdigest() for name, text in named}
    assert len(hashed) == len(named)
    assert hashed == {
        name: digest for name, digest in recorded().items() if name != "data/framework.yaml"
    }


def test_a_question_is_read_as_the_file_prints_it(framework: Framework) -> None:
    known = recorded()
    for _, question in framework.questions():
        digest = sha256(question.text.encode()).hexdigest()
        assert digest == known[f"questions/{question.id}/text"]


@pytest.mark.parametrize("kind", COUNTS)
def test_the_framework_is_complete(framework: Framework, kind: str) -> None:
    assert len(getattr(framework, kind)) == COUNTS[kind]


def test_the_framework_has_29_questions(framework: Framework) -> None:
    assert len(list(framework.questions())) == 29


def test_nothing_of_this_tool_stands_in_the_file_of_the_framework() -> None:
    assert not OURS & set(name_keys(read_yaml(DATA.read_bytes(), DATA.name)))


def test_the_file_of_the_framework_says_whose_it_is_and_under_which_licence() -> None:
    header = DATA.read_text(encoding="utf-8").split("\n\n", 1)[0]
    assert "SPDX-FileCopyrightText: 2022 Kyra Araneta, Jennifer Fraser, Fatima Maatwk" in header
    assert "SPDX-License-Identifier: CC-BY-NC-ND-4.0" in header


def test_the_misprints_of_the_framework_stay_as_they_were_printed(companion: Companion) -> None:
    named = list(name_strings(read_yaml(DATA.read_bytes(), DATA.name)))
    assert companion.errata
    for erratum in companion.errata:
        item = " ".join(text for name, text in named if name.startswith(f"{erratum.where}/"))
        assert erratum.printed in item
        assert erratum.correct not in item


def test_there_are_ten_guides(companion: Companion) -> None:
    assert len(companion.guides) == 10


def test_a_guide_keeps_the_order_of_the_framework(
    framework: Framework, companion: Companion
) -> None:
    order = [question.id for _, question in framework.questions()]
    for guide in companion.guides:
        assert list(guide.questions) == [one for one in order if one in guide.questions]


def test_no_question_comes_twice_in_a_guide(companion: Companion) -> None:
    for guide in companion.guides:
        assert len(set(guide.questions)) == len(guide.questions)


@pytest.mark.parametrize(
    "question", ["painful-experiences", "healing-and-decolonisation", "sensitive-issues"]
)
def test_a_question_that_may_hurt_is_met_in_an_ordinary_guide_too(
    companion: Companion, question: str
) -> None:
    assert any(question in guide.questions for guide in companion.guides if not guide.quiet)


def test_only_the_guide_for_a_difficult_moment_is_quiet(companion: Companion) -> None:
    assert [guide.id for guide in companion.guides if guide.quiet] == ["a-difficult-moment"]


def test_every_question_has_a_voice(framework: Framework, companion: Companion) -> None:
    assert set(companion.question_voice) == {one.id for _, one in framework.questions()}


def test_four_questions_may_be_painful(companion: Companion) -> None:
    assert len(companion.may_be_painful) == 4


def test_every_project_has_a_note_with_the_day_it_was_looked_for(
    framework: Framework, companion: Companion
) -> None:
    assert set(companion.projects) == {project.id for project in framework.projects}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", one.found) for one in companion.projects.values())


def test_a_project_that_was_not_found_has_no_address(companion: Companion) -> None:
    for note in companion.projects.values():
        assert (note.url is None) == (note.status != "found")


def test_the_companion_holds_no_question_of_the_framework_word_for_word(
    framework: Framework,
) -> None:
    companion = (ROOT / "data" / "companion.yaml").read_text(encoding="utf-8")
    words = " ".join(companion.split())
    assert not [one.id for _, one in framework.questions() if one.text in words]
