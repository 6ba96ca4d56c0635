"""One word for what to write about, and to read and keep all that was written to it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

import pytest

from partnership_cli.framework.loader import load_companion, load_framework
from running import Run

FRAMEWORK = load_framework()
COMPANION = load_companion(FRAMEWORK)
EMOTIONS = next(theme for theme in FRAMEWORK.themes if theme.id == "emotions")
FIRST, SECOND = (question.id for question in EMOTIONS.questions[:2])
IDS = [question.id for _, question in FRAMEWORK.questions()]


@pytest.fixture
def written(program: Run) -> Path:
    """Three reflections, of which the last answers the theme and another; give the oldest."""
    made = program("reflect", "--answers", "-", given=f"## {SECOND}\n\nWords of old.\n")
    note = Path(made.out.strip())
    year = note.parent.name
    oldest = note.with_name(note.name.replace(year, "2021"))
    oldest.write_text(note.read_text().replace(year, "2021"))
    note.unlink()
    program("reflect", "--answers", "-", given=f"## {FIRST}\n\nThe first.\n## equity\n\nElse.\n")
    program("reflect", "--answers", "-", given=f"## {SECOND}\n\nWords of late.\n")
    return oldest


@pytest.mark.parametrize("name", ["joy", "emotions", "sharing-power", "Emotions", "emot"])
def test_reflect_takes_a_question_a_theme_or_a_guide(program: Run, name: str) -> None:
    ended = program("reflect", name)
    assert ended.code == 4


@pytest.mark.parametrize("command", ["reflect", "history", "show", "export", "handout"])
@pytest.mark.parametrize("name", ["shairng-power", "emotoins", "joyful", "zzz", "power"])
def test_what_fits_nothing_or_several_is_told_in_few_words(
    program: Run, command: str, name: str
) -> None:
    ended = program(command, name)
    assert ended.code == (2 if name == "power" else 3)
    assert sum(one in ended.err for one in IDS) <= 6
    assert ("did you mean" in ended.err) == (name in {"shairng-power", "emotoins", "joyful"})


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("command", ["history", "show"])
def test_a_theme_is_read_whole_by_question_the_oldest_first(program: Run, command: str) -> None:
    out = program(command, "emotions").out
    places = [out.index(words) for words in ("The first.", "Words of old.", "Words of late.")]
    assert places == sorted(places)
    assert "Else." not in out
    assert out.startswith("Emotions\n")


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_a_theme_is_exported_whole(program: Run, form: str) -> None:
    ended = program("export", "emotions", "-o", "-", "--format", form)
    places = [ended.out.index(words) for words in ("The first.", "Words of old.", "Words of late.")]
    assert (ended.code, places) == (0, sorted(places))
    assert "Else." not in ended.out
    assert "CC BY-NC-ND 4.0" in ended.out


@pytest.mark.usefixtures("written")
def test_two_pages_in_one_folder_take_no_name_from_each_other(program: Run, tmp_path: Path) -> None:
    ended = program("export", "emotions", "equity", "-o", "pages/")
    assert ended.code == 0
    made = [path.read_text() for path in (tmp_path / "pages").iterdir()]
    assert sorted("Else." in text for text in made) == [False, True]
    assert not [path for path in (tmp_path / "pages").iterdir() if "emotions" in path.name]


@pytest.mark.usefixtures("written")
def test_json_of_show_has_the_rows_of_history(program: Run) -> None:
    rows = json.loads(program("show", "emotions", "--json").out)
    assert [row["answer"] for row in rows] == ["The first.", "Words of old.", "Words of late."]
    assert rows == json.loads(program("history", "emotions", "--json").out)


@pytest.mark.parametrize("command", ["history", "show"])
@pytest.mark.parametrize("name", ["emotions", "joy", "sharing-power"])
def test_nothing_written_names_what_was_asked_for(program: Run, command: str, name: str) -> None:
    out = program(command, name).out
    assert re.match("You have not answered (this question|a question of this) yet:\n", out)
    known = {theme.id: theme.title for theme in FRAMEWORK.themes}
    known |= {one.id: one.text for _, one in FRAMEWORK.questions()}
    assert " ".join(out.split()).endswith(known[name])


@pytest.mark.parametrize("command", ["show", "export"])
def test_a_note_comes_before_a_theme_of_the_same_name(
    program: Run, written: Path, command: str
) -> None:
    written.rename(written.with_name("emotions.md"))
    options = ("-o", "-") if command == "export" else ()
    out = program(command, "emotions", *options).out
    assert "Words of old." in out
    assert "Words of late." not in out


def test_nothing_to_export_makes_nothing(program: Run, tmp_path: Path) -> None:
    ended = program("export", "emotions")
    assert (ended.code, ended.out) == (3, "")
    assert list(tmp_path.iterdir()) == []


FAR: Final = ("nope", "bogus", "xyzzy", "foo", "test", "hello", "asdf", "banana", "qwerty", "zzz")


@pytest.mark.parametrize("word", FAR)
@pytest.mark.parametrize("command", [(), ("show",), ("reflect",), ("framework",), ("history",)])
def test_nothing_is_suggested_where_nothing_is_close(
    program: Run, command: tuple[str, ...], word: str
) -> None:
    ended = program(*command, word)
    assert ended.code in {2, 3}
    assert "did you mean" not in ended.err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lsit", "list"),
        ("shwo", "show"),
        ("reflct", "reflect"),
        ("exprot", "export"),
        ("reflect emotoins", "emotions"),
        ("reflect joyful", "joy"),
        ("reflect relationshps", "relationships"),
        ("reflect shairng-power", "sharing-power"),
        ("framework chekc", "check"),
    ],
)
def test_what_is_close_is_suggested(program: Run, typed: str, meant: str) -> None:
    assert meant in program(*typed.split()).err.partition("did you mean ")[2]
