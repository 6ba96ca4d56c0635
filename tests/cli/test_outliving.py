"""Notes outlive frameworks: several in one notebook, a second edition, a file that is gone."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from partnership_cli.formats.note import parse_note, render_note
from partnership_cli.framework.loader import load_framework, parse_framework
from partnership_cli.framework.model import Framework
from partnership_cli.notebook.notebook import Notebook
from partnership_cli.notebook.paths import name_note
from partnership_cli.reflection.session import Session
from running import Ended, call_program

FRAMEWORKS: Final = Path(__file__).parents[1] / "frameworks"
FIRST: Final = "first-edition.yaml"
SECOND: Final = "second-edition.yaml"
ARABIC: Final = "arabic.yaml"
BUNDLED: Final = "bundled"
REWORDED: Final = "smallest-step"
REMOVED: Final = "who-is-missing"
"""A question of the first edition, not of the second; and of the Arabic framework."""
OTHER_WORDS: Final = "At that time it was asked in other words:"
NOBODY_KNOWS: Final = "licence unknown, do not share"


def read(file: str) -> Framework:
    return parse_framework((FRAMEWORKS / file).read_bytes(), file)


def ask(framework: Framework, question: str) -> str:
    """Return the words in which a framework asks a question."""
    found = framework.find_question(question)
    assert found is not None
    return found[1].text


class Written(NamedTuple):
    """A reflection: with which framework, of which questions, and what was answered."""

    framework: str
    words: tuple[str, ...]
    answers: dict[str, str]


# In the order in which they are written.
NOTES: Final = {
    "first": Written(
        FIRST, ("first-hour",), {REWORDED: "Tea for the porter.", REMOVED: "The night porter."}
    ),
    "bundled": Written(BUNDLED, ("--question", "joy", "--question", "equity"), {"joy": "Porters."}),
    "second": Written(SECOND, ("first-hour",), {REWORDED: "A key for the porter."}),
    "arabic": Written(ARABIC, ("awwal-liqa",), {REMOVED: "البوّاب الليلي، وهو porter."}),
}


class Desk:
    """A folder with frameworks, and a home with one note of each; the notes by their names."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.refs: dict[str, str] = {}

    def run(self, *words: str, given: str = "") -> Ended:
        """Run the program in the folder."""
        environ = {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.folder),
            "PARTNERSHIP_HOME": str(self.folder / "home"),
            "LANG": "C.UTF-8",
        }
        return call_program(words, given.encode(), environ, self.folder)

    def copy(self, folder: Path) -> Desk:
        """Return a copy of everything, to change it."""
        copy = Desk(Path(shutil.copytree(self.folder, folder / "copy")))
        copy.refs = self.refs
        return copy

    def put(self, session: Session, year: int) -> None:
        """Put a note there as one that was begun in this year."""
        moment = datetime(year, 3, 1, 9, 0, tzinfo=UTC)
        session = replace(session, started=moment)
        path = self.folder / "home/notebook" / name_note(session)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(render_note(session))

    def note(self, name: str) -> Session:
        """Read one of the notes, as it stands in its file."""
        (path,) = (self.folder / "home/notebook").rglob(f"*{self.refs[name]}.md")
        return parse_note(path.read_bytes(), path.name).session

    def names(self, found: str) -> list[str]:
        """Return which notes a listing in JSON holds, in its order."""
        by_ref = {ref: name for name, ref in self.refs.items()}
        return [by_ref[one["id"][-6:]] for one in json.loads(found)]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Notes of three frameworks, of one of them in two editions; none of them is kept.

    They are a year apart. The oldest is of a framework whose file is nowhere any more.
    """
    desk = Desk(tmp_path_factory.mktemp("outliving"))
    for file in FRAMEWORKS.glob("*.yaml"):
        shutil.copyfile(file, desk.folder / file.name)
    for year, (name, one) in enumerate(NOTES.items(), 2021):
        words = (*one.words, "--answers", "-", "--framework", one.framework)
        made = desk.run("reflect", *words, given=json.dumps(one.answers))
        assert made.code == 0, made.err
        path = Path(made.out.strip())
        desk.refs[name] = path.stem[-6:]
        desk.put(parse_note(path.read_bytes(), path.name).session, year)
        path.unlink()
    gone = replace(desk.note("first"), id="20200301t090000z-gggggg", framework="gone")
    desk.refs["gone"] = "gggggg"
    desk.put(gone, 2020)
    return desk


# A note keeps what it was asked


@pytest.mark.parametrize("name", NOTES)
def test_a_note_says_which_framework_it_answers_and_in_which_words_it_was_asked(
    desk: Desk, name: str
) -> None:
    file, _, answers = NOTES[name]
    framework = load_framework() if file == BUNDLED else read(file)
    note = desk.note(name)
    assert note.framework == framework.framework.id
    assert {one.question: one.text for one in note.answers} == {
        question: ask(framework, question) for question in answers
    }


def test_every_note_is_listed_whatever_framework_is_in_use(desk: Desk) -> None:
    listed = desk.run("list", "--framework", ARABIC, "--json")
    assert desk.names(listed.out) == ["arabic", "second", "bundled", "first", "gone"]


def test_words_are_found_in_the_notes_of_every_framework(desk: Desk) -> None:
    found = desk.run("search", "porter", "--framework", ARABIC, "--json")
    assert set(desk.names(found.out)) == {"arabic", "second", "bundled", "first", "gone"}


# One question, over editions


def test_the_history_of_a_reworded_question_has_the_answers_to_both_wordings(desk: Desk) -> None:
    found = json.loads(desk.run("history", REWORDED, "--framework", SECOND, "--json").out)
    assert [(one["answer"], one["text"]) for one in found] == [
        ("Tea for the porter.", ask(read(FIRST), REWORDED)),
        ("A key for the porter.", ask(read(SECOND), REWORDED)),
    ]


def test_it_is_said_of_a_reworded_question_how_it_was_asked_then(desk: Desk) -> None:
    shown = " ".join(desk.run("history", REWORDED, "--framework", SECOND).out.split())
    first, second = ask(read(FIRST), REWORDED), ask(read(SECOND), REWORDED)
    assert f"The framework asks: {second}" in shown
    assert f"{OTHER_WORDS} {first} Tea for the porter." in shown
    assert shown.count(OTHER_WORDS) == 1


def test_a_question_that_was_never_reworded_is_not_said_to_be(desk: Desk) -> None:
    assert OTHER_WORDS not in desk.run("history", REMOVED, "--framework", ARABIC).out


def test_a_question_that_an_edition_removed_is_found_by_its_whole_id(desk: Desk) -> None:
    shown = desk.run("history", REMOVED, "--framework", SECOND)
    assert shown.code == 0
    assert "The night porter." in shown.out
    assert ask(read(FIRST), REMOVED) in shown.out


def test_of_a_question_that_is_asked_no_more_it_is_said_who_asked_it(desk: Desk) -> None:
    removed = desk.run("history", REMOVED, "--framework", SECOND).out
    elsewhere = desk.run("history", REMOVED, "--framework", "bundled").out
    assert removed.startswith("An earlier edition of the framework asked:")
    assert elsewhere.startswith("Another framework, ")
    assert "The framework asks:" not in removed + elsewhere


def test_a_question_that_an_edition_removed_is_not_found_by_a_part_of_its_id(desk: Desk) -> None:
    shown = desk.run("history", REMOVED[:-1], "--framework", SECOND)
    assert (shown.code, shown.out) == (3, "")
    assert f"there is no guide, theme or question {REMOVED[:-1]!r}" in shown.err


def test_a_question_that_nothing_knows_is_not_found(desk: Desk) -> None:
    shown = desk.run("history", "never-asked", "--framework", SECOND)
    assert (shown.code, shown.out) == (3, "")


# One id, in two frameworks


@pytest.mark.parametrize(
    ("file", "mine", "others"),
    [(FIRST, "The night porter.", "البوّاب الليلي"), (ARABIC, "البوّاب الليلي", "The night porter.")],
)
def test_answers_to_one_id_in_two_frameworks_are_not_mixed(
    desk: Desk, file: str, mine: str, others: str
) -> None:
    shown = desk.run("history", REMOVED, "--framework", file).out
    assert (mine in shown, others in shown) == (True, False)


@pytest.mark.parametrize(
    ("file", "other"), [(FIRST, "nataallam-maan"), (ARABIC, "two-editions"), (ARABIC, "gone")]
)
def test_the_other_framework_of_the_same_id_is_named(desk: Desk, file: str, other: str) -> None:
    shown = " ".join(desk.run("history", REMOVED, "--framework", file).out.split())
    assert f"a question of the framework {other} that has the same name" in shown


def test_the_command_to_read_the_others_works_when_it_is_copied(desk: Desk) -> None:
    shown = desk.run("history", REMOVED, "--framework", ARABIC).out
    command = next(one for one in shown.splitlines() if "partnership history" in one)
    words = shlex.split(command.partition("partnership ")[2].replace("FILE", FIRST))
    assert "The night porter." in desk.run(*words).out


def test_history_as_json_says_of_each_answer_which_framework_it_is_of(desk: Desk) -> None:
    found = json.loads(desk.run("history", REMOVED, "--framework", ARABIC, "--json").out)
    assert [one["framework"] for one in found] == ["nataallam-maan"]


# A theme is one of the framework in use


@pytest.mark.parametrize(
    ("file", "theme", "listed"),
    [
        (FIRST, "setting-out", ["second", "first"]),
        (ARABIC, "al-bidaya", ["arabic"]),
        (BUNDLED, "emotions", ["bundled"]),
    ],
)
def test_a_list_of_a_theme_has_notes_of_its_framework_alone(
    desk: Desk, file: str, theme: str, listed: list[str]
) -> None:
    found = desk.run("list", "--theme", theme, "--framework", file, "--json")
    assert desk.names(found.out) == listed


@pytest.mark.parametrize(
    ("file", "theme", "found"),
    [
        (FIRST, "setting-out", {"first", "second"}),
        (ARABIC, "al-bidaya", {"arabic"}),
        (BUNDLED, "emotions", {"bundled"}),
    ],
)
def test_words_are_looked_for_in_a_theme_of_its_framework_alone(
    desk: Desk, file: str, theme: str, found: set[str]
) -> None:
    shown = desk.run("search", f"theme:{theme}", "porter", "--framework", file, "--json")
    assert set(desk.names(shown.out)) == found


@pytest.mark.parametrize(
    ("file", "answered"), [(SECOND, {REWORDED}), (ARABIC, {REMOVED}), (BUNDLED, {"joy"})]
)
def test_a_journey_goes_through_one_framework(desk: Desk, file: str, answered: set[str]) -> None:
    rows = json.loads(desk.run("journey", "--framework", file, "--json").out)
    assert {one["question"] for one in rows if one["months"]} == answered


def test_what_was_answered_under_another_framework_is_not_offered(desk: Desk) -> None:
    notebook = Notebook(desk.folder / "home/notebook", desk.folder / "home/drafts")
    session = Session(
        id="20300101t000000z-aaaaaa",
        title="T",
        started=datetime(2030, 1, 1, tzinfo=UTC),
        framework="two-editions",
    )
    offered = notebook.earlier_answers(REMOVED, session)
    assert [one.answer for one in offered] == ["The night porter."]


# Carrying on


def test_a_note_of_another_framework_is_not_carried_on_with_the_one_in_use(desk: Desk) -> None:
    ended = desk.run("resume", desk.refs["arabic"], "--answers", "-", given="{}")
    assert (ended.code, ended.out) == (2, "")
    assert "another framework: nataallam-maan" in ended.err
    assert "Everything you wrote in it is kept." in ended.err


@pytest.mark.parametrize("by_ref", [True, False])
def test_the_command_to_carry_it_on_works_when_it_is_copied(
    desk: Desk, tmp_path: Path, by_ref: bool
) -> None:
    copy = desk.copy(tmp_path)
    # Without a REF the newest note that is open is carried on.
    (path,) = (copy.folder / "home/notebook").rglob(f"*{copy.refs['arabic']}.md")
    path.write_text(
        path.read_text("utf-8").replace("\nstatus: done\n", "\nstatus: open\n"), "utf-8"
    )
    given = json.dumps({"ma-natamanna": "الإصغاء"})
    ref = (copy.refs["arabic"],) if by_ref else ()
    refused = copy.run("resume", *ref, "--answers", "-", given=given)
    command = next(one for one in refused.err.splitlines() if "--framework FILE" in one)
    words = shlex.split(command.partition("partnership ")[2].replace("FILE", ARABIC))
    assert copy.run(*words, "--answers", "-", given=given).code == 0
    answers = {one.question: one.answer for one in copy.note("arabic").answers}
    assert answers == {**NOTES["arabic"].answers, "ma-natamanna": "الإصغاء"}


def test_a_bundled_note_is_carried_on_by_itself_while_another_is_in_use(
    desk: Desk, tmp_path: Path
) -> None:
    copy = desk.copy(tmp_path)
    copy.run("framework", "use", ARABIC)
    given = json.dumps({"equity": "Fair."})
    ended = copy.run("resume", copy.refs["bundled"], "--answers", "-", given=given)
    assert (ended.code, ended.err) == (0, "")
    (_, added) = copy.note("bundled").answers
    assert (added.text, added.answer) == (ask(load_framework(), "equity"), "Fair.")


def test_what_was_answered_is_left_alone_where_a_question_is_answered_that_is_new(
    desk: Desk, tmp_path: Path
) -> None:
    copy = desk.copy(tmp_path)
    given = json.dumps({"who-carries-on": "All of us."})
    words = ("resume", copy.refs["second"], "--answers", "-", "--framework", SECOND)
    assert copy.run(*words, given=given).code == 0
    assert [one.answer for one in copy.note("second").answers] == [
        "A key for the porter.",
        "All of us.",
    ]


def test_a_question_that_an_edition_removed_cannot_be_answered_any_more(
    desk: Desk, tmp_path: Path
) -> None:
    copy = desk.copy(tmp_path)
    # The first edition asks for both; what is written to one of them is taken away again.
    copy.run("delete", copy.refs["first"], "--question", REMOVED, "--yes")
    before = copy.note("first")
    words = ("resume", copy.refs["first"], "--answers", "-", "--framework", SECOND)
    ended = copy.run(*words, given=json.dumps({REMOVED: "Nobody."}))
    assert (ended.code, ended.out) == (2, "")
    assert "Nothing was saved." in ended.err
    assert copy.note("first") == before


# A framework that is gone


def test_a_note_whose_framework_is_gone_is_shown_with_its_questions_as_asked(desk: Desk) -> None:
    shown = desk.run("show", desk.refs["gone"])
    assert shown.code == 0
    first = read(FIRST)
    words = (ask(first, REWORDED), "Tea for the porter.", ask(first, REMOVED), "The night porter.")
    assert re.search(r"\s+".join(map(re.escape, words)), shown.out)


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_a_note_whose_framework_is_gone_is_exported_with_its_questions_as_asked(
    desk: Desk, form: str
) -> None:
    made = desk.run("export", desk.refs["gone"], "--format", form, "-o", "-")
    assert (made.code, made.err) == (0, "")
    first = read(FIRST)
    words = (ask(first, REWORDED), "Tea for the porter.", ask(first, REMOVED), "The night porter.")
    assert [one for one in words if one not in made.out] == []


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_of_a_framework_that_is_gone_nobody_knows_the_licence(desk: Desk, form: str) -> None:
    made = desk.run("export", desk.refs["gone"], "--format", form, "-o", "-").out
    assert NOBODY_KNOWS in made
    assert "Westminster" not in made


def test_answers_of_a_framework_that_is_gone_can_be_given_away(desk: Desk) -> None:
    words = ("--only", REMOVED, "--as", "Sam", "--yes", "-o", "-")
    made = desk.run("share", desk.refs["gone"], *words)
    assert made.code == 0
    assert f"## {ask(read(FIRST), REMOVED)}\n\n> The night porter.\n" in made.out
    assert NOBODY_KNOWS in made.out
    assert "Tea for the porter." not in made.out


def test_a_framework_that_is_set_and_gone_does_not_keep_a_note_from_being_read(
    desk: Desk, tmp_path: Path
) -> None:
    copy = desk.copy(tmp_path)
    copy.run("framework", "use", SECOND)
    (copy.folder / SECOND).unlink()
    ref = copy.refs["second"]
    shown = copy.run("show", ref)
    made = copy.run("export", ref, "-o", "-")
    given = copy.run("share", ref, "--only", REWORDED, "--as", "Sam", "--yes", "-o", "-")
    assert (shown.code, made.code, given.code) == (0, 0, 0)
    assert all("A key for the porter." in one.out for one in (shown, made, given))
    assert all(NOBODY_KNOWS in one.out for one in (made, given))


# Whose questions a page is said to hold


def test_a_bundled_note_is_attributed_to_the_bundled_framework_while_another_is_in_use(
    desk: Desk,
) -> None:
    made = desk.run("export", desk.refs["bundled"], "-o", "-", "--framework", ARABIC).out
    assert f"*{load_framework().framework.title}*" in made
    assert read(ARABIC).framework.title not in made
    assert NOBODY_KNOWS not in made


def test_a_note_of_the_framework_in_use_is_attributed_to_it(desk: Desk) -> None:
    made = desk.run("export", desk.refs["second"], "-o", "-", "--framework", SECOND).out
    about = read(SECOND).framework
    assert f"*{about.title}* © 2026 by {', '.join(about.authors)}, licensed under MIT" in made


def test_each_of_several_notes_is_attributed_to_its_own_framework(
    desk: Desk, tmp_path: Path
) -> None:
    copy = desk.copy(tmp_path)
    (copy.folder / "pages").mkdir()
    assert copy.run("export", "--all", "-o", "pages/", "--framework", SECOND).code == 0
    pages = [path.read_text("utf-8") for path in (copy.folder / "pages").glob("*.md")]
    titles = (load_framework().framework.title, read(SECOND).framework.title)
    said = sorted(
        (*(f"*{title}*" in page for title in titles), NOBODY_KNOWS in page) for page in pages
    )
    nobody, bundled, mine = (False, False, True), (True, False, False), (False, True, False)
    # What the first edition asked, the second does not ask in those words.
    assert said == sorted([nobody, nobody, nobody, bundled, mine])
