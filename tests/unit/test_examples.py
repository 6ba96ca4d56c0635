"""The page on frameworks and the examples: what they show is what the program takes and says."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.main import get_command

from partnership_cli import errors, yaml_reader
from partnership_cli.cli import app
from partnership_cli.command_names import COMMANDS, NAME
from partnership_cli.commands.framework import _ACTIONS
from partnership_cli.config.keys import SCHEME, parse_scheme
from partnership_cli.framework import model
from partnership_cli.framework.check import GuidesFile, check_framework, check_guides
from partnership_cli.framework.model import Framework, Part, find_keys
from running import Run, program, program_home

__all__ = ["program", "program_home"]

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "frameworks.md").read_text("utf-8")
EXAMPLES = ROOT / "examples"
SETTINGS = EXAMPLES / "scheme.toml"
TOP_LEVEL = re.compile(r"^(?=[a-z_]+:)", re.MULTILINE)
# Of the bundled framework alone, and of no use to others.
NOT_ON_THE_PAGE = {"links_without_url", "url_printed", "section"}


class Block(NamedTuple):
    """One fenced block of the page, with the word behind its fence."""

    kind: str
    text: str


def read_blocks() -> list[Block]:
    fenced = re.findall(r"^```(\w[\w ]*)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return [Block(kind, text) for kind, text in fenced]


BLOCKS = read_blocks()
YAML = [block.text for block in BLOCKS if block.kind == "yaml"]
COMPLETE = [text for text in YAML if text.startswith("framework:")]
PARTS = [text for text in YAML if not text.startswith(("framework:", "title:"))]
GUIDES = [text for text in YAML if text.startswith("title:")]
BROKEN = [block.text for block in BLOCKS if block.kind == "yaml broken"]
WARNED = [block.text for block in BLOCKS if block.kind == "yaml warned"]
TOML = [block.text for block in BLOCKS if block.kind == "toml"]
SAID = [
    (block.text, said.text)
    for block, said in pairwise(BLOCKS)
    if block.kind.startswith("yaml") and said.kind == "text"
]


def first_words(text: str) -> str:
    return text.rsplit("title: ", maxsplit=1)[-1].splitlines()[0]


def split_parts(text: str) -> dict[str, str]:
    parts = [part for part in TOP_LEVEL.split(text) if part.strip()]
    return {part.partition(":")[0]: part for part in parts}


def find_ids(text: str) -> list[str]:
    checked = check_framework(text.encode(), "mine.yaml")
    return [one.id for _, one in checked.require("").questions()]


GROWN = next(text for text in COMPLETE if "guides:" in text)


def test_the_page_begins_with_a_framework_of_about_ten_lines() -> None:
    assert YAML[0] is COMPLETE[0]
    assert len(YAML[0].splitlines()) <= 12


def test_the_second_framework_of_the_page_has_two_themes() -> None:
    assert len(check_framework(GROWN.encode(), "mine.yaml").require("").themes) == 2


@pytest.mark.parametrize("text", COMPLETE, ids=first_words)
def test_a_whole_framework_on_the_page_is_taken_without_a_word(text: str) -> None:
    checked = check_framework(text.encode(), "mine.yaml")
    assert (checked.problems, checked.warnings) == ((), ())


@pytest.mark.parametrize("text", PARTS, ids=lambda text: text.partition(":")[0])
def test_a_part_on_the_page_is_taken_when_it_stands_in_a_framework(text: str) -> None:
    parts = split_parts(GROWN) | split_parts(text)
    if "themes" in split_parts(text):
        del parts["guides"]
    checked = check_framework("".join(parts.values()).encode(), "mine.yaml")
    assert (checked.problems, checked.warnings) == ((), ())


@pytest.mark.parametrize("text", GUIDES, ids=first_words)
def test_a_file_of_guides_on_the_page_is_taken(text: str) -> None:
    checked = check_guides(text.encode(), "guides.yaml", find_ids(GROWN))
    assert (checked.problems, checked.warnings) == ((), ())


@pytest.mark.parametrize("text", TOML)
def test_the_settings_on_the_page_are_all_that_a_scheme_can_make(text: str) -> None:
    assert parse_scheme(text.encode(), "scheme.toml", EXAMPLES).keys() == SCHEME


def test_the_page_shows_the_five_slips_that_are_made_most() -> None:
    assert len(BROKEN) == 5


@pytest.mark.parametrize("text", BROKEN, ids=first_words)
def test_a_broken_file_on_the_page_is_refused(text: str) -> None:
    assert check_framework(text.encode(), "mine.yaml").problems


@pytest.mark.parametrize("text", WARNED, ids=first_words)
def test_a_file_on_the_page_that_is_warned_of_can_be_used(text: str) -> None:
    checked = check_framework(text.encode(), "mine.yaml")
    assert checked.warnings
    assert not checked.problems


def test_what_is_said_stands_below_the_smallest_every_broken_and_every_warned_file() -> None:
    assert {text for text, _ in SAID} >= {YAML[0], *BROKEN, *WARNED}


@pytest.mark.parametrize(("text", "said"), SAID, ids=[first_words(text) for text, _ in SAID])
def test_the_page_prints_exactly_what_check_says(
    program: Run, tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "mine.yaml").write_text(text, "utf-8")
    assert program("framework", "check", "mine.yaml").out == said


def name_commands() -> list[str]:
    quoted = re.findall(rf"`({NAME} [^`\n]+)`", PAGE)
    indented = re.findall(rf"^    ({NAME} .+)$", PAGE, re.MULTILINE)
    return list(dict.fromkeys([*quoted, *indented]))


@pytest.mark.parametrize("line", name_commands())
def test_a_command_that_the_page_names_is_there_with_its_options(line: str) -> None:
    _, name, *words = line.split()
    assert name in {row.name for row in COMMANDS}
    everything: Any = get_command(app)
    command = everything.get_command(None, name)
    known = {option for param in command.params for option in param.opts}
    assert {word for word in words if word.startswith("--")} <= known
    if name == "framework" and words:
        assert words[0] in _ACTIONS


def list_keys(kind: type) -> set[str]:
    return set(find_keys(kind))


MODELS = [
    one
    for one in (*vars(model).values(), GuidesFile)
    if isinstance(one, type) and issubclass(one, Part) and one is not Part
]
KEYS = {key for one in MODELS for key in list_keys(one)} - NOT_ON_THE_PAGE


@pytest.mark.parametrize("key", sorted(KEYS))
def test_every_key_of_the_format_is_explained_on_the_page(key: str) -> None:
    assert re.search(rf"^\| [^|]*`{key}`[^|]*\||^### .*\b{key}\b", PAGE, re.MULTILINE)


def test_the_tables_of_the_page_name_no_key_that_is_not_there() -> None:
    tables = PAGE[PAGE.index("## The parts") : PAGE.index("## Mistakes")]
    first = re.findall(r"^\| ([^|]*`[^|]*)\|", tables, re.MULTILINE)
    assert {key for cell in first for key in re.findall(r"`(\w+)`", cell)} <= KEYS


@pytest.mark.parametrize("key", sorted(SCHEME))
def test_every_setting_of_a_scheme_is_explained_on_the_page(key: str) -> None:
    assert re.search(rf'^\| `"?{re.escape(key)}"?` \|', PAGE, re.MULTILINE)


@pytest.mark.parametrize(
    "limit",
    [
        f"{yaml_reader.LARGEST_YAML // 1024} KiB",
        f"{yaml_reader.DEEPEST} deep",
        f"{yaml_reader._MOST_EVENTS:,} events",
        f"{errors.MOST_PROBLEMS} problems",
    ],
)
def test_a_limit_on_the_page_is_the_program_s(limit: str) -> None:
    assert limit in PAGE


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1))
def test_a_text_between_quotation_marks_as_the_page_says_is_kept_as_it_is(text: str) -> None:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    data = YAML[0].replace("Our first questions", f'"a{quoted}z"').encode()
    checked = check_framework(data, "mine.yaml")
    assert checked.require("").framework.title == f"a{text}z"


def read_example(name: str) -> bytes:
    return (EXAMPLES / name).read_bytes()


FRAMEWORKS = [path.name for path in EXAMPLES.glob("*.yaml") if b"\nframework:" in path.read_bytes()]


WHOLE = "working-side-by-side.yaml"
GUIDED = ("three-steps.yaml", "who-decides.yaml")


@pytest.mark.parametrize("name", GUIDED)
def test_a_short_example_has_guiding_questions(name: str) -> None:
    questions = check_framework(read_example(name), name).require("").questions()
    counts = [len(one.prompts) for _, one in questions]
    assert sum(map(bool, counts)) > len(counts) / 2


def example() -> Framework:
    return check_framework(read_example(WHOLE), WHOLE).require("")


def test_every_example_is_looked_at_here() -> None:
    known = {*FRAMEWORKS, "guides.yaml", SETTINGS.name}
    assert {path.name for path in EXAMPLES.iterdir()} == known
    assert set(FRAMEWORKS) == {WHOLE, *GUIDED}


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_an_example_is_taken_without_a_word(name: str) -> None:
    checked = check_framework(read_example(name), name)
    assert (checked.problems, checked.warnings) == ((), ())


def test_the_guides_among_the_examples_are_taken_without_a_word() -> None:
    questions = [one.id for _, one in example().questions()]
    checked = check_guides(read_example("guides.yaml"), "guides.yaml", questions)
    assert (checked.problems, checked.warnings) == ((), ())


def test_the_settings_among_the_examples_are_all_that_a_scheme_can_make() -> None:
    assert parse_scheme(SETTINGS.read_bytes(), SETTINGS.name, EXAMPLES).keys() == SCHEME


def test_the_settings_among_the_examples_can_be_kept(program: Run) -> None:
    ended = program("config", "use", str(SETTINGS), "--yes")
    assert (ended.code, ended.err) == (0, "")
    assert program("config", "get", "guide").out == "welcome-week\n"


@pytest.mark.parametrize("name", sorted(find_keys(Framework).keys() - NOT_ON_THE_PAGE))
def test_the_example_has_every_part_but_what_others_would_have_to_say(name: str) -> None:
    assert bool(getattr(example(), name)) == (name not in {"voices", "references"})


def test_the_example_asks_questions_of_every_kind() -> None:
    questions = [one for _, one in example().questions()]
    assert {one.kind for one in questions} == {"question", "statement"}
    assert {one.audience for one in questions} == {"students", "staff", "both"}
    assert {True, False} == {one.may_be_painful for one in questions}
    assert any(one.moment for one in questions)
    assert any(one.looks_back_to for one in questions)


def test_the_example_has_areas_principles_and_stages() -> None:
    assert {theme.kind for theme in example().themes} == {"area", "principle", "stage"}


def test_the_example_has_one_quiet_guide_and_others() -> None:
    assert sorted(guide.quiet for guide in example().guides) == [False, False, True]
