"""The folder of notes: what is found in it, in which order, and by which name."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

import partnership_cli.notebook.notebook
from partnership_cli.errors import DamagedNoteError, NotFoundError, PartnershipError, UsageError
from partnership_cli.formats.note import render_note
from partnership_cli.notebook.health import examine
from partnership_cli.notebook.notebook import Entry, Notebook, draw_id, make_id
from partnership_cli.reflection.session import Answer, Session, Status

TODAY = date(2026, 11, 24)
Add = Callable[..., Session]


@pytest.fixture
def notebook(tmp_path: Path) -> Notebook:
    return Notebook(tmp_path / "notebook", tmp_path / "drafts")


@pytest.fixture
def add(notebook: Notebook) -> Add:
    """Put a finished session with one answer into the notebook."""

    def put(
        started: datetime,
        token: str,
        *,
        name: str | None = None,
        status: Status = Status.DONE,
        answer: str = "So.",
    ) -> Session:
        session = Session(
            id=make_id(started, token),
            title=token,
            started=started,
            status=status,
            framework="f",
            questions=("joy", "equity"),
            answers=(Answer(question="joy", text="Joy?", answer=answer, written=started),),
        )
        path = notebook.folder / (name or f"{started:%Y/%Y-%m-%d-%H%M}-{token}.md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(render_note(session))
        return session

    return put


def at(day: int, hour: int = 12, minute: int = 0, second: int = 0, year: int = 2026) -> datetime:
    return datetime(year, 11, day, hour, minute, second, tzinfo=UTC)


def count_reads(monkeypatch: pytest.MonkeyPatch, what: str = "read_file") -> list[object]:
    """Return the list that grows by one whenever a file is read, or parsed as a note."""
    counted: list[object] = []
    real = getattr(partnership_cli.notebook.notebook, what)

    def count(*given: object) -> object:
        counted.append(given)
        return real(*given)

    monkeypatch.setattr(partnership_cli.notebook.notebook, what, count)
    return counted


def titles(notebook: Notebook) -> list[str]:
    return [entry.session.title for entry in notebook.entries()]


def test_an_empty_notebook_has_no_entries(notebook: Notebook) -> None:
    assert titles(notebook) == []
    assert notebook.is_new()


def test_the_newest_note_comes_first(notebook: Notebook, add: Add) -> None:
    add(at(20), "bbbbbb")
    add(at(22), "dddddd")
    add(at(21, year=2025), "cccccc")
    assert titles(notebook) == ["dddddd", "bbbbbb", "cccccc"]


def test_notes_of_one_minute_are_ordered_by_their_second(notebook: Notebook, add: Add) -> None:
    add(at(20, second=50), "bbbbbb")
    add(at(20, second=10), "zzzzzz")
    assert titles(notebook) == ["bbbbbb", "zzzzzz"]


def test_the_hour_that_comes_twice_leaves_ids_apart() -> None:
    first = datetime(2026, 10, 25, 1, 30, tzinfo=timezone(timedelta(hours=1)))
    second = datetime(2026, 10, 25, 1, 30, tzinfo=timezone(timedelta(hours=0)))
    assert make_id(first, "k7m2q9") < make_id(second, "k7m2q9")


def test_an_id_is_the_moment_and_six_letters() -> None:
    letters = iter("k7m2q9")
    assert draw_id(at(23, 17, 31, 5), lambda _: next(letters)) == "20261123t173105z-k7m2q9"


def test_a_note_that_was_renamed_and_moved_is_found_in_its_place(
    notebook: Notebook, add: Add
) -> None:
    add(at(20), "bbbbbb")
    add(at(21), "cccccc", name="my thoughts/on sharing.md")
    add(at(22), "dddddd")
    assert titles(notebook) == ["dddddd", "cccccc", "bbbbbb"]


@pytest.mark.parametrize(
    "name",
    [
        "2026/2026-11-20-1200-bbbbbb-conflict.md",
        "2026/2026-11-20-1200-bbbbbb-conflict-2.md",
        "2026/2026-11-20-1200-bbbbbb.sync-conflict-20261124-101010-ABCDEF.md",
        "2026/2026-11-20-1200-bbbbbb (conflicted copy 2026-11-24).md",
        ".partnership-trash/2026-11-20-1200-bbbbbb.md",
        ".obsidian/note.md",
    ],
)
def test_copies_and_hidden_files_are_not_listed(notebook: Notebook, add: Add, name: str) -> None:
    add(at(20), "bbbbbb", name=name)
    assert titles(notebook) == []


def test_a_file_of_another_kind_is_passed_over(notebook: Notebook, add: Add) -> None:
    add(at(20), "bbbbbb")
    (notebook.folder / "shopping.md").write_text("---\ntitle: Milk\n---\n", "utf-8")
    (notebook.folder / "2026" / "2026-11-21-1200-cccccc.md").write_text("no front matter", "utf-8")
    assert titles(notebook) == ["bbbbbb"]


def test_a_damaged_note_does_not_hide_the_others(notebook: Notebook, add: Add) -> None:
    add(at(20), "bbbbbb")
    add(at(21), "cccccc", answer="x")
    path = notebook.folder / "2026" / "2026-11-21-1200-cccccc.md"
    path.write_bytes(path.read_bytes() + b"<!-- /answer -->\n")
    entries = list(notebook.entries())
    assert [entry.session.title for entry in entries] == ["cccccc", "bbbbbb"]
    assert entries[0].problem is not None
    assert entries[0].problem.line > 1
    assert entries[1].problem is None


def test_a_note_whose_front_matter_cannot_be_read_is_listed_by_its_name(
    notebook: Notebook, add: Add
) -> None:
    add(at(20), "bbbbbb")
    path = notebook.folder / "2026" / "2026-11-20-1200-bbbbbb.md"
    path.write_bytes(path.read_bytes().replace(b"id: ", b"id: &x ", 1))
    (entry,) = notebook.entries()
    assert (entry.session.id, entry.session.started) == ("bbbbbb", at(20))


@pytest.mark.parametrize(
    ("ref", "title"),
    [
        ("last", "dddddd"),
        ("LAST", "dddddd"),
        ("2026-11-20", "bbbbbb"),
        ("yesterday", "dddddd"),
        ("20261120t120000z-bbbbbb", "bbbbbb"),
        ("bb", "bbbbbb"),
    ],
)
def test_a_note_is_found_by(notebook: Notebook, add: Add, ref: str, title: str) -> None:
    add(at(20), "bbbbbb")
    add(at(23), "dddddd")
    assert notebook.find(ref, TODAY).session.title == title


def test_a_renamed_note_is_found_by_its_id(notebook: Notebook, add: Add) -> None:
    add(at(20), "bbbbbb", name="renamed.md")
    assert notebook.find("bbb", TODAY).session.title == "bbbbbb"


def test_a_name_that_fits_several_is_refused_with_their_letters(
    notebook: Notebook, add: Add
) -> None:
    add(at(20), "bbbbbb")
    add(at(20), "bcbbbb")
    with pytest.raises(UsageError, match="bbbbbb"):
        notebook.find("b", TODAY)
    with pytest.raises(UsageError, match="bcbbbb"):
        notebook.find("2026-11-20", TODAY)


# What services, file managers, editors and git call a copy of NAME.md.
COPIES = (
    *("{}-PCNAME", "{} (1)", "{} 2", "{} - Copy", "{} copy", "{}_conflict-20261124-101010"),
    *("{} (SFConflict person@example.org 2026-11-24-10-10-10)", "{}.Conflict", "{}_Conflict"),
    *("{} (# Name clash 2026-11-24 abc #)", "{} (Conflict a4ab)", "{} [Conflict]", "{}~HEAD"),
    *("{} (Copie en conflit de PC 2026-11-24)", "{} (In Konflikt stehende Kopie 2026-11-24)"),
    *("{} (Copia en conflicto de PC 2026-11-24)", "{}_BACKUP_1234", "{}.orig", "Copy of {}"),
    *("{}-conflict", "{}.sync-conflict-20261124-101010-ABCDEFG", "{} (conflicted copy 2026)"),
    *("{} (PC's conflicted copy 2026-11-24)", "Kopie von {}", "backup/{}", "a name of my own"),
    *("2026-11-21-1300-cccccc", "2026-11-21-1300-bbbbbb", "2025-01-01-0000-bbbbbb"),
)


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_of_a_note_is_known_whatever_its_name(
    notebook: Notebook, add: Add, name: str
) -> None:
    session = add(at(20), "bbbbbb", answer="The note.")
    copy = f"2026/{name.format('2026-11-20-1200-bbbbbb')}.md"
    add(at(20), "bbbbbb", name=copy, answer="A copy.")
    note = notebook.folder / "2026/2026-11-20-1200-bbbbbb.md"
    assert [entry.path for entry in notebook.entries()] == [note]
    for ref in ("bbb", "last", "2026-11-20", session.id, note.name, str(note), f"2026/{note.name}"):
        assert notebook.find(ref, TODAY).path == note
    found = notebook.earlier_answers("joy", replace(session, id="another"))
    assert [answer.answer for answer in found] == ["The note."]
    assert len(list(notebook.entries_where(lambda _: True))) == 1
    named = [
        one for one in examine(notebook, notebook) if one.problem.file.endswith(str(Path(copy)))
    ]
    assert [one.movable for one in named if one.movable] == [notebook.folder / copy]


def test_a_copy_can_be_named_by_its_file(notebook: Notebook, add: Add) -> None:
    add(at(20), "bbbbbb")
    add(at(20), "bbbbbb", name="2026/2026-11-20-1200-bbbbbb (1).md")
    copy = notebook.folder / "2026/2026-11-20-1200-bbbbbb (1).md"
    for ref in (copy.name, copy.stem, str(copy), f"2026/{copy.name}"):
        assert notebook.find(ref, TODAY).path == copy


def test_where_no_file_has_the_note_s_own_name_the_plainer_is_the_note(
    notebook: Notebook, add: Add
) -> None:
    for name in ("thoughts - Copy.md", "thoughts.md", "2026-11-20-1200-bbbbbb (1).md"):
        add(at(20), "bbbbbb", name=name)
    assert [entry.path for entry in notebook.entries()] == [notebook.folder / "thoughts.md"]


def test_an_empty_file_beside_its_note_is_named_and_not_missed(
    notebook: Notebook, add: Add
) -> None:
    add(at(20), "bbbbbb")
    path = notebook.folder / "backup" / NOTE.name
    path.parent.mkdir()
    path.touch()
    assert [(one.path, one.beside) for one in notebook.all_lost_notes()] == [(path, True)]


@pytest.mark.parametrize("data", [b"", b"\x00" * 90, b"no front matter"])
def test_a_copy_of_what_is_no_note_any_more_is_the_note(
    notebook: Notebook, add: Add, data: bytes
) -> None:
    add(at(20), "bbbbbb")
    add(at(20), "bbbbbb", name="2026/2026-11-20-1200-bbbbbb (1).md")
    (notebook.folder / "2026/2026-11-20-1200-bbbbbb.md").write_bytes(data)
    assert [entry.path.name for entry in notebook.entries() if entry.path] == [
        "2026-11-20-1200-bbbbbb (1).md"
    ]


def test_notes_that_share_their_letters_are_told_apart_by_their_files(
    notebook: Notebook, add: Add
) -> None:
    add(at(20), "bbbbbb")
    add(at(21), "bbbbbb")
    with pytest.raises(UsageError, match=r"2026-11-21-1200-bbbbbb\.md"):
        notebook.find("bbbbbb", TODAY)
    assert notebook.find("2026-11-21-1200-bbbbbb.md", TODAY).session.started == at(21)


@pytest.mark.parametrize("name", ["2026-11-20-1200-bbbbbb.MD", "a.markdown", "2026/b.Markdown"])
def test_a_note_is_read_under_each_ending_of_markdown(
    notebook: Notebook, add: Add, name: str
) -> None:
    add(at(20), "bbbbbb", name=name)
    assert titles(notebook) == ["bbbbbb"]
    assert notebook.find("bbb", TODAY).path == notebook.folder / name


NOTE = Path("2026/2026-11-20-1200-bbbbbb.md")
STRANGERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "empty": (f"{NOTE}", lambda _: b""),
    "zero bytes": (f"{NOTE}", lambda data: bytes(len(data))),
    "no front matter": (f"{NOTE}", lambda _: b"Words."),
    "other fences": (f"{NOTE}", lambda data: data.replace(b"---\n", b"+++\n")),
    "words above": ("a.md", lambda data: b"Words.\n" + data),
    "another ending": (f"{NOTE}.txt", lambda data: data),
    "no ending": ("2026/2026-11-20-1200-bbbbbb", lambda data: data),
    "UTF-16 without a mark": (f"{NOTE}", lambda data: data.decode().encode("utf-16-le")),
    "UTF-32": ("b.txt", lambda data: data.decode().encode("utf-32")),
    "not downloaded": ("2026/.2026-11-20-1200-bbbbbb.md.icloud", lambda _: b"bplist00"),
    "not downloaded, renamed": (".thoughts.md.icloud", lambda _: b"bplist00"),
    "a hidden folder": (".away/x.md", lambda data: data),
    "a hidden file": (".x.md", lambda data: data),
    "a copy alone": ("2026/2026-11-20-1200-bbbbbb-conflict.md", lambda data: data),
    "an editor's copy alone": (f"{NOTE}~", lambda data: data),
    "a backup's ending": ("2026/note.bak", lambda data: data),
    "an ending of one's own": ("2026/mine.note", lambda data: data),
    "a swap file alone": ("2026/.2026-11-20-1200-bbbbbb.md.swp", lambda _: b"b0VIM 9.0"),
}


@pytest.mark.parametrize(("name", "change"), STRANGERS.values(), ids=STRANGERS)
def test_what_was_a_note_and_is_none_is_named(
    notebook: Notebook, add: Add, name: str, change: Callable[[bytes], bytes]
) -> None:
    add(at(22), "dddddd")
    add(at(20), "bbbbbb")
    data = (notebook.folder / NOTE).read_bytes()
    (notebook.folder / NOTE).unlink()
    path = notebook.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(change(data))
    assert titles(notebook) == ["dddddd"]
    assert [one.path for one in notebook.all_lost_notes() if not one.beside] == [path]
    assert str(path) in {one.problem.file for one in examine(notebook, notebook)}


@pytest.mark.parametrize(
    "name", [f"{NOTE}.orig", f"{NOTE}~", "2026/.2026-11-20-1200-bbbbbb.md.swp", f"{NOTE}.bak"]
)
def test_what_an_editor_left_beside_a_note_is_named_and_not_missed(
    notebook: Notebook, add: Add, name: str
) -> None:
    add(at(20), "bbbbbb")
    path = notebook.folder / name
    path.write_bytes((notebook.folder / NOTE).read_bytes())
    assert [(one.path, one.beside) for one in notebook.all_lost_notes()] == [(path, True)]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("name", ["2026", "2026/deeper", "elsewhere"])
def test_a_link_is_named_since_nothing_behind_it_is_listed(
    notebook: Notebook, add: Add, tmp_path: Path, name: str
) -> None:
    add(at(20), "bbbbbb")
    behind = tmp_path / "behind"
    (notebook.folder / "2026").rename(behind)
    path = notebook.folder / name
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(behind)
    assert titles(notebook) == []
    assert [one.path for one in notebook.all_lost_notes() if not one.beside] == [path]


def test_a_day_that_does_not_exist_makes_no_note_the_newest(notebook: Notebook, add: Add) -> None:
    add(at(20), "bbbbbb")
    odd = notebook.folder / "2026/2026-13-45-9999-cccccc.md"
    odd.write_bytes(b"---\npartnership: 1\nbroken")
    os.utime(odd, (0, 0))
    assert notebook.find("last", TODAY).session.id.endswith("bbbbbb")


@pytest.mark.parametrize("name", [f"{NOTE.name}~", f"{NOTE.name}.orig"])
def test_what_is_beside_a_note_is_not_said_to_be_alone(
    notebook: Notebook, add: Add, name: str
) -> None:
    add(at(20), "bbbbbb")
    (notebook.folder / "2026" / name).write_bytes(b"x")
    with pytest.raises(PartnershipError) as caught:
        notebook.find(name, TODAY)
    assert "its note is not there" not in caught.value.message


@pytest.mark.parametrize("name", ["shopping.md", "a.txt", ".obsidian/app.json", "picture.png"])
def test_what_is_somebody_else_s_is_no_stranger(notebook: Notebook, add: Add, name: str) -> None:
    add(at(20), "bbbbbb")
    path = notebook.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("---\ntitle: A partnership: of mine\n---\n# Partnership\n", "utf-8")
    assert notebook.all_lost_notes() == ()


def test_what_is_no_note_says_so_when_it_is_asked_for(notebook: Notebook, add: Add) -> None:
    add(at(22), "dddddd")
    (notebook.folder / NOTE).touch()
    for ref in ("bbb", NOTE.name):
        with pytest.raises(DamagedNoteError, match="is empty"):
            notebook.find(ref, TODAY)
    with pytest.raises(NotFoundError):
        notebook.find("zzz", TODAY)


@pytest.mark.parametrize("why", [errno.ESTALE, errno.EACCES, errno.EIO])
def test_a_folder_that_cannot_be_read_is_named_and_the_others_are_listed(
    notebook: Notebook, add: Add, monkeypatch: pytest.MonkeyPatch, why: int
) -> None:
    add(at(20), "bbbbbb")
    add(at(20, year=2025), "cccccc")
    real = os.scandir

    def refuse(folder: Path) -> Iterator[os.DirEntry[str]]:
        if Path(folder).name == "2025":
            raise OSError(why, os.strerror(why), str(folder))
        return real(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    assert titles(notebook) == ["bbbbbb"]
    (stranger,) = notebook.all_lost_notes()
    assert (stranger.path.name, stranger.damage) == ("2025", True)


@pytest.mark.parametrize("ref", ["x", "2026-11-19", "", "../../etc/passwd", "20261120t120000z-x"])
def test_a_name_that_fits_nothing_is_refused(notebook: Notebook, add: Add, ref: str) -> None:
    add(at(20), "bbbbbb")
    with pytest.raises(NotFoundError):
        notebook.find(ref, TODAY)


def test_an_open_note_can_be_carried_on_the_newest_first(notebook: Notebook, add: Add) -> None:
    add(at(20), "bbbbbb", status=Status.OPEN)
    add(at(21), "cccccc")
    add(at(22), "dddddd", status=Status.OPEN)
    assert [entry.session.title for entry in notebook.unfinished_entries()] == ["dddddd", "bbbbbb"]


def test_a_session_that_has_only_a_draft_can_be_carried_on(notebook: Notebook, add: Add) -> None:
    add(at(20), "bbbbbb", status=Status.OPEN)
    session = Session(
        id=make_id(at(21), "cccccc"), title="only a draft", started=at(21), framework="f"
    )
    keeper = notebook.begin(session)
    keeper.open()
    keeper.draft("joy").write("half")
    keeper.close()
    found = list(notebook.unfinished_entries())
    assert [entry.session.title for entry in found] == ["only a draft", "bbbbbb"]
    assert found[0].path is None


def test_a_finished_session_with_a_draft_can_be_carried_on(notebook: Notebook, add: Add) -> None:
    add(at(20), "bbbbbb")
    keeper = notebook.reopen(notebook.find("last", TODAY))
    keeper.open()
    keeper.draft("equity")
    keeper.close()
    assert [entry.session.title for entry in notebook.unfinished_entries()] == ["bbbbbb"]


def test_no_finished_note_is_parsed_to_find_what_is_unfinished(
    notebook: Notebook, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(1, 9):
        add(at(day), f"bbbbb{day}", status=Status.DONE)
    add(at(9), "cccccc", status=Status.OPEN)
    parsed = count_reads(monkeypatch, "parse_note")
    assert [entry.session.title for entry in notebook.unfinished_entries()] == ["cccccc"]
    assert len(parsed) == 1


FRONT = b"---\npartnership: 1\nid: 20261120t120000z-bbbbbb\ntitle: Joy\nstatus: done\n---\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        *((b"done", b"open"), (b"done", b"DONE"), (b"done", b""), (b"status: done\n", b"")),
        (b"Joy", b"Joy\xe2\x80\xa8status: open"),
        (b"Joy", b"Joy\xc2\x85status: open"),
        (b"Joy", b"Joy\rstatus: open"),
        (b"Joy", b'"Joy'),
        (b"Joy", b"'Joy\nstatus: done\n'"),
        (b"Joy", b"|\n  status: done"),
        (b"Joy", b"[Joy"),
        *((b"done\n---", b"done"), (b"---\np", b"----\np"), (b": 1", b": 2")),
        *((b"status", b" status"), (b"status", b"status: open\nstatus"), (b"\n", b"\r\n")),
        (b"Joy", b"Joy: more"),
        (b"done\n", b"done\nstatus: open\n"),
        (b"done", b"done # or open"),
        (FRONT, FRONT.decode().encode("utf-16")),
    ],
)
def test_a_note_is_unfinished_as_its_front_matter_says_whatever_else_it_holds(
    notebook: Notebook, old: bytes, new: bytes
) -> None:
    path = notebook.folder / "2026/2026-11-20-1200-bbbbbb.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(FRONT.replace(old, new))
    is_open = [entry.path for entry in notebook.entries() if entry.session.status is Status.OPEN]
    assert [entry.path for entry in notebook.unfinished_entries()] == is_open


def test_earlier_answers_come_newest_first_and_not_from_this_session(
    notebook: Notebook, add: Add
) -> None:
    add(at(20), "bbbbbb", answer="then")
    add(at(21), "cccccc", answer="later")
    this = add(at(22), "dddddd", answer="now")
    found = notebook.earlier_answers("joy", this)
    assert [answer.answer for answer in found] == ["later", "then"]
    assert list(notebook.earlier_answers("equity", this)) == []


def test_no_older_note_is_read_than_the_one_with_the_newest_earlier_answer(
    notebook: Notebook, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(1, 9):
        add(at(day), f"bbbbb{day}", answer=str(day))
    read = count_reads(monkeypatch)
    found = next(notebook.earlier_answers("joy", add(at(22), "dddddd", answer="now")))
    assert (found.answer, len(read)) == ("8", 2)


@pytest.mark.parametrize("name", ["../../outside", "CON", "a\x00b", "x" * 300, ".."])
def test_an_id_changed_by_hand_leads_to_no_other_folder(
    notebook: Notebook, tmp_path: Path, name: str
) -> None:
    session = Session(id=name, title="t", started=at(20), framework="f", questions=("joy",))
    keeper = notebook.reopen(Entry(session, None))
    keeper.open()
    keeper.draft("joy").write("Words.")
    keeper.close()
    assert {path.parent.parent for path in tmp_path.rglob("joy.md")} == {tmp_path / "drafts"}
    assert notebook.begin(session).path.parent == tmp_path / "notebook" / "2026"


def test_a_clock_that_was_set_back_leaves_the_order_by_what_it_said(
    notebook: Notebook, add: Add
) -> None:
    add(at(20, 12), "bbbbbb")
    add(at(20, 11, 30), "cccccc")
    assert titles(notebook) == titles(notebook) == ["bbbbbb", "cccccc"]
    assert notebook.find("cccccc", TODAY).session.started == at(20, 11, 30)


def test_a_zone_that_changes_in_mid_session_changes_no_name_and_no_id(
    notebook: Notebook, add: Add
) -> None:
    session = add(at(20), "bbbbbb")
    keeper = notebook.reopen(notebook.find("last", TODAY))
    keeper.open()
    there = at(20, 13).astimezone(timezone(timedelta(hours=5, minutes=30)))
    answer = Answer(question="equity", text="E?", answer="There.", written=there)
    keeper.keep(keeper.session.record_answer(answer), answer)
    keeper.close()
    [entry] = notebook.entries()
    assert (entry.session.id, entry.session.started) == (session.id, session.started)
    assert entry.session.answer_to("equity") == answer


def test_two_sessions_of_one_second_in_the_hour_that_comes_twice_keep_one_order(
    notebook: Notebook, add: Add
) -> None:
    summer, winter = (timezone(timedelta(hours=hours)) for hours in (1, 0))
    first = datetime(2026, 10, 25, 1, 30, tzinfo=summer)
    add(first, "zzzzzz")
    add(datetime(2026, 10, 25, 1, 30, tzinfo=winter), "bbbbbb")
    assert titles(notebook) == ["bbbbbb", "zzzzzz"]
