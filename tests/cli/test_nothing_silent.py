"""What is there and not listed is said where a person looks for it."""

from __future__ import annotations

import json
import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from partnership_cli.notebook.notebook import Notebook, make_id
from partnership_cli.reflection.session import Session
from running import Run

NOW = datetime(2026, 11, 23, 17, 31, 5, tzinfo=UTC)
GIVEN = "## joy\n\nSome joy.\n"


@pytest.fixture
def note(program: Run) -> Path:
    return Path(program("reflect", "--answers", "-", given=GIVEN).out.strip())


def begin(home: Path, *letters: str) -> None:
    """Begin a session for each, and leave its first answer unfinished."""
    for one in letters:
        session = Session(id=make_id(NOW, one), title=one, started=NOW, framework="f")
        keeper = Notebook(home / "notebook", home / "drafts").begin(session)
        keeper.open()
        keeper.draft("joy").write("Half of it.")
        keeper.close()


def test_a_reflection_without_a_finished_answer_is_told_of(
    program: Run, program_home: Path
) -> None:
    begin(program_home, "bbbbbb")
    out = " ".join(program("list").out.split())
    assert out.startswith("One reflection is open and has no finished answer yet. To continue:")
    assert out.endswith(" resume")
    begin(program_home, "cccccc")
    assert program("list").out.startswith("2 reflections are open and have no finished answer")


@pytest.mark.parametrize("command", ["show", "export", "edit"])
def test_last_says_that_one_is_open(program: Run, program_home: Path, command: str) -> None:
    begin(program_home, "bbbbbb")
    ended = program(command, "last")
    assert (ended.code, ended.out) == (3, "")
    assert "open has no finished answer yet" in ended.err
    assert ended.err.rstrip().endswith(" resume")


def test_json_of_list_says_that_one_is_open(program: Run, program_home: Path) -> None:
    begin(program_home, "bbbbbb")
    ended = program("list", "--json")
    assert json.loads(ended.out) == []
    assert "One reflection is open" in ended.err


def test_it_is_told_of_beside_the_notes(program: Run, note: Path, program_home: Path) -> None:
    begin(program_home, "bbbbbb")
    out = program("list").out
    assert out.startswith(note.stem[-6:])
    assert "One reflection is open" in out
    assert "is open" not in program("list", "--status", "done").out


def test_without_either_there_is_no_reflection_yet(program: Run) -> None:
    assert program("list").out.startswith("There is no reflection yet.")


@pytest.mark.parametrize("name", ["a folder", "two; of them"])
def test_another_folder_for_the_notes_says_what_stays(
    program: Run, note: Path, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / name
    done = program("config", "set", "notebook", str(folder))
    assert "One note stays where it was:" in done.out
    assert str(note.parents[1]) in done.out.splitlines()
    assert str(folder) in done.out.splitlines()
    program("reflect", "--answers", "-", given=GIVEN)
    after = program("config", "unset", "notebook").out
    assert "One note stays where it was:" in after
    assert "1 is there already." in after
    [back] = [line for line in after.splitlines() if "config set" in line]
    assert shlex.split(back)[-3:] == ["set", "notebook", str(folder)]
    assert len(json.loads(program("list", "--json").out)) == 1


def test_of_a_folder_without_notes_it_is_said_where_they_are_kept(
    program: Run, tmp_path: Path
) -> None:
    said = program("config", "set", "notebook", str(tmp_path / "a")).out
    assert said == f"From now on, notes are kept here:\n{tmp_path / 'a'}\n"


@pytest.mark.usefixtures("note")
def test_the_same_folder_once_more_says_the_same(program: Run, tmp_path: Path) -> None:
    program("config", "set", "notebook", str(tmp_path / "a"))
    program("reflect", "--answers", "-", given=GIVEN)
    said = program("config", "set", "notebook", str(tmp_path / "a")).out
    assert said == f"From now on, notes are kept here:\n{tmp_path / 'a'}\n"


def test_a_copy_is_counted_once_everywhere(program: Run, note: Path, tmp_path: Path) -> None:
    for number in range(3):
        note.with_name(f"{note.stem} ({number}).md").write_bytes(note.read_bytes())
    assert len(json.loads(program("list", "--json").out)) == 1
    assert len(json.loads(program("history", "joy", "--json").out)) == 1
    assert len(json.loads(program("search", "some", "--json").out)) == 1
    assert program("export", "--all", "-o", f"{tmp_path}/out/").out.count(".md") == 1
    assert program("show", f"{note.stem} (1).md").code == 0


def test_a_deleted_note_says_which_copy_is_listed_in_its_place(program: Run, note: Path) -> None:
    copy = note.with_name(f"{note.stem} (1).md")
    copy.write_bytes(note.read_bytes())
    out = program("delete", note.stem[-6:]).out
    assert "A copy of it is still there" in out
    [row] = json.loads(program("list", "--json").out)
    assert row["file"] in out.splitlines()
    assert program("restore", note.stem[-6:]).code == 0
    [row] = json.loads(program("list", "--json").out)
    assert row["file"] == str(note)


def test_a_note_in_utf_16_is_shown_and_not_changed(program: Run, note: Path) -> None:
    before = note.read_text().encode("utf-16")
    note.write_bytes(before)
    shown = program("show", "last")
    assert (shown.code, "Some joy." in shown.out) == (0, True)
    assert "save it as UTF-8 first" in shown.err
    done = program("delete", "last", "--question", "joy", "--yes")
    assert (done.code, note.read_bytes()) == (7, before)


def test_a_page_of_a_note_whose_markers_are_gone_says_so(program: Run, note: Path) -> None:
    note.write_text(note.read_text("utf-8").replace("<!-- ", "<!\u2014 "), "utf-8")
    made = program("export", "last", "-o", "-", "--format", "md")
    assert made.code == 0
    assert "belong to no answer" in made.err


def test_what_is_shared_of_a_note_with_unknown_characters_says_so(program: Run, note: Path) -> None:
    note.write_bytes(note.read_bytes().replace(b"Some joy.", b"Some j\xf6y."))
    made = program("share", "last", "--only", "joy", "--as", "Ama", "--yes", "-o", "-")
    assert made.code == 0
    assert "not UTF-8" in made.err


@pytest.mark.parametrize("name", ["a file", "/dev/null"])
def test_notes_are_kept_in_a_folder_alone(program: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if not path.exists():
        path.write_text("words")
    ended = program("config", "set", "notebook", str(path))
    assert ended.code == 2
    assert "is not a folder" in ended.err


def test_a_reflection_without_an_open_question_takes_no_answers(program: Run, note: Path) -> None:
    ended = program("resume", "last", "--answers", "-", given=GIVEN)
    assert ended.code == 2
    assert "every question of this reflection has an answer" in ended.err
    assert note.exists()


@pytest.mark.parametrize(
    ("key", "values", "said"),
    [
        ("interface", ["plain"], "interface is now: plain"),
        ("care", ["off"], "care is now: off"),
        ("partners", ["Sam", "Li"], "partners is now: Sam, Li"),
        ("guide", ["sharing-power"], "guide is now: sharing-power"),
        ("editor", ["nowhere-ed"], "editor is now: nowhere-ed"),
        ("contact", ["who@example.org"], "contact is now: who@example.org"),
    ],
)
def test_what_is_set_and_unset_is_said_in_one_sentence(
    program: Run, key: str, values: list[str], said: str
) -> None:
    assert program("config", "set", key, *values).out == f"{said}\n"
    assert program("config", "unset", key).out == f"{key} is no longer set.\n"


@pytest.mark.parametrize("typed", ["nope", "sharing-powr"])
def test_a_guide_that_is_none_is_not_set(program: Run, typed: str) -> None:
    ended = program("config", "set", "guide", typed)
    assert (ended.code, ended.out) == (3, "")
    assert "there is no guide" in ended.err
    assert "Nothing was changed." in ended.err
    assert ("did you mean sharing-power?" in ended.err) == (typed == "sharing-powr")
    assert program("config", "get", "guide").out == ""


def test_of_an_editor_that_is_not_found_one_sentence_is_said(program: Run) -> None:
    ended = program("config", "set", "editor", "nowhere-ed -w")
    assert (ended.code, ended.err) == (0, "No program of that name is found here: nowhere-ed -w\n")
    assert program("config", "get", "editor").out == "nowhere-ed -w\n"


@pytest.mark.parametrize("key", ["framework", "guides"])
def test_of_a_file_that_is_not_there_one_sentence_is_said(
    program: Run, tmp_path: Path, key: str
) -> None:
    path = tmp_path / "later.yaml"
    ended = program("config", "set", key, str(path))
    assert (ended.code, ended.out) == (0, f"{key} is now:\n{path}\n")
    assert ended.err == f"There is no such file yet: {path}\n"


@pytest.mark.usefixtures("note")
@pytest.mark.parametrize("failed", ["nano", "nano -w", "/nowhere/nano", "nowhere-ed", "vi"])
def test_after_an_editor_that_failed_another_is_named(program: Run, failed: str) -> None:
    ended = program("edit", "last", EDITOR=failed, PATH="/nowhere")
    assert ended.code == 5, ended.err
    other = ended.err.split()[-1]
    assert other not in shlex.split(failed)
    assert other != "nano" or "nano" not in failed


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have an editor for everyone")
@pytest.mark.usefixtures("note")
def test_that_no_editor_is_set_is_said_once(program: Run) -> None:
    ended = program("edit", "last", EDITOR="", VISUAL="", PATH="/nowhere")
    assert ended.code == 2
    assert ended.err.casefold().count("no editor is set") == 1


def test_what_packs_the_notes_is_named_once_there_are_some(program: Run) -> None:
    new = program("where").out
    assert "To pack your notes" not in new
    assert "To unpack notes that you packed on another computer:" in new
    program("reflect", "--answers", "-", given=GIVEN)
    assert "To pack your notes" in program("where").out


@pytest.mark.usefixtures("note")
@pytest.mark.parametrize(
    ("call", "file"),
    [
        (("export", "last"), "page.md"),
        (("export", "last", "--format", "html"), "page.html"),
        (("export", "last", "--format", "docx"), "page.docx"),
        (("handout", "sharing-power"), "page.html"),
        (("share", "last", "--only", "joy", "--as", "Sam", "--yes"), "page.md"),
    ],
)
def test_a_name_without_an_ending_gets_that_of_its_form_and_is_said(
    program: Run, tmp_path: Path, call: tuple[str, ...], file: str
) -> None:
    ended = program(*call, "-o", "page")
    assert ended.code == 0, ended.err
    assert str(tmp_path / file) in ended.out
    assert [path.name for path in tmp_path.glob("page*")] == [file]
    assert program(*call, "-o", "page").code == 2


@pytest.mark.usefixtures("note")
@pytest.mark.parametrize("refs", [("--all",), ("last", "last", "joy")])
def test_a_name_without_an_ending_is_a_folder_where_several_are_made(
    program: Run, tmp_path: Path, refs: tuple[str, ...]
) -> None:
    ended = program("export", *refs, "-o", "allx", "--force")
    assert ended.code == 0, ended.err
    assert (tmp_path / "allx").is_dir()
    assert list((tmp_path / "allx").iterdir())


def test_paused_is_asked_for_as_the_list_says_it(program: Run, program_home: Path) -> None:
    begin(program_home, "bbbbbb")
    program("resume", "--answers", "-", given="## joy\n\nHalf.\n")
    listed = program("list", "--status", "open").out
    assert program("list", "--status", "paused").out == listed
    assert program("list", "--status", "over").code == 2


def damage(note: Path, count: int) -> None:
    """Put damaged notes beside a note, each with an id and a minute of its own."""
    text = note.read_text("utf-8")
    for at in range(count):
        letters = f"{'bcdfg'[at // 10]}{'bcdfghjkmn'[at % 10]}bbbb"
        other = text.replace(note.stem[-6:], letters) + "<!-- /answer -->\n"
        (note.parent / f"{note.stem[:-6]}{letters}.md").write_text(other, "utf-8")


@pytest.mark.parametrize("count", [1, 3, 4, 40])
def test_many_damaged_notes_are_told_of_in_one_line(program: Run, note: Path, count: int) -> None:
    damage(note, count)
    ended = program("list")
    told = ended.err.splitlines()
    assert ended.code == 0
    assert ended.out.count("damaged") == min(count, 3)
    if count > 3:
        assert told == [
            f"{count} reflections cannot be read. To see what to do: partnership doctor"
        ]
    else:
        assert len(told) == count


def test_where_every_note_is_damaged_it_is_not_said_that_there_is_none(
    program: Run, note: Path
) -> None:
    damage(note, 2)
    note.unlink()
    assert "There is no reflection" not in program("list").out


@pytest.mark.parametrize(("count", "named"), [(1, "One reflection"), (5, "5 reflections")])
def test_the_journey_says_how_many_notes_it_could_not_read(
    program: Run, note: Path, count: int, named: str
) -> None:
    assert program("journey").err == ""
    damage(note, count)
    told = program("journey").err
    assert told == f"{named} cannot be read. To see what to do: partnership doctor\n"
