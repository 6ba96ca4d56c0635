"""Under the rules of Windows nothing stays behind: no lock, no draft, no temporary file."""

from __future__ import annotations

from pathlib import Path

from fakes import START
from partnership_cli.files import Lock
from partnership_cli.notebook.session_store import SessionStore
from partnership_cli.reflection.session import Answer, Session
from running import Run, program, program_home
from systems import ON_WINDOWS
from windows_rules import WindowsRules, windows_rules

__all__ = ["program", "program_home", "windows_rules"]

SESSION = Session(
    id="20261123t173105z-k7m2q9",
    title="Sharing power",
    started=START,
    framework="f",
    questions=("sharing-power", "equity"),
)
NO_CHANGE = "cmd /c rem" if ON_WINDOWS else "true"
ANSWERS = "## joy\n\nSome joy.\n\n## equity\n\nNot yet.\n"
CALLS = (
    ("edit", "last"),
    ("rename", "last", "Coffee"),
    ("export", "last", "-o", "page.html"),
    ("export", "last", "-o", "page.html", "--force"),
    ("share", "last", "--only", "joy", "--as", "Sam", "--yes", "-o", "sam.md"),
    ("handout", "sharing-power", "-o", "paper.html"),
    ("meeting", "sharing-power", "--with", "Amina,Sam"),
    ("config", "set", "care", "off"),
    ("config", "set", "notebook", "~/elsewhere", "--yes"),
    ("framework", "new", "mine.yaml"),
    ("doctor", "--repair"),
    ("delete", "last"),
    ("restore", "last"),
    ("delete", "last", "--question", "joy", "--yes"),
    ("delete", "last", "--purge", "--yes"),
)


def test_a_lock_that_is_given_back_leaves_no_file(
    tmp_path: Path, windows_rules: WindowsRules
) -> None:
    lock = Lock(tmp_path / "lock")
    lock.acquire()
    lock.release(remove=True)
    assert (list(tmp_path.iterdir()), windows_rules.refused) == ([], [])


def test_a_finished_session_leaves_its_note_alone(
    tmp_path: Path, windows_rules: WindowsRules
) -> None:
    drafts = tmp_path / "drafts" / SESSION.id
    store = SessionStore(SESSION, tmp_path / "note.md", drafts)
    store.open()
    for question in SESSION.questions:
        store.draft(question).write("Some words.")
        answer = Answer(question=question, text="How?", answer="Some words.", written=START)
        store.keep(store.session.record_answer(answer), answer)
    store.finish()
    store.close()
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert (left, drafts.exists()) == ([tmp_path / "note.md"], False)
    assert windows_rules.refused == []


def test_no_command_removes_or_renames_what_is_open(
    program: Run, program_home: Path, windows_rules: WindowsRules
) -> None:
    assert program("reflect", "--answers", "-", given=ANSWERS).code == 0
    ended = {call: program(*call, EDITOR=NO_CHANGE) for call in CALLS}
    assert {call: done.err for call, done in ended.items() if done.code} == {}
    assert windows_rules.refused == []
    assert [path for path in (program_home / "drafts").rglob("*") if path.is_file()] == []
