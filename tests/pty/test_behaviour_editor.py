"""Behaviour 18: the person's own editor loses nothing, however it ends."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from signal import SIGKILL

import pytest
from harness import CTRL_C, ENTER, eventually
from reflecting import ASKED, MODES, Home, Writer

Start = Callable[..., Writer]

TYPED = "Typed before."
WRITTEN = "# Typed before.\n\n## A heading of mine\n\tand more\n"
KEPT = WRITTEN.removesuffix("\n")

WRITE = f"path.write_text({WRITTEN!r})\n"
WORKS = "assert path.read_text().rstrip() == 'Typed before.'\n" + WRITE
FAILS = WRITE + "sys.exit(1)\n"
IS_KILLED = WRITE + "os.kill(os.getpid(), signal.SIGKILL)\n"
STAYS_OPEN = WRITE + "Path(sys.argv[0]).with_name('open').write_text(str(os.getpid()))\ninput()\n"
# Returns at once, as an editor with a window does, and writes when it is told to.
WRITES_LATER = f"""
if os.fork() == 0:
    go = Path(sys.argv[0]).with_name("go")
    due = time.monotonic() + 20
    while not go.exists() and time.monotonic() < due:
        time.sleep(0.01)
    {WRITE}
    go.with_name("gone").touch()
"""


@pytest.fixture
def editor(tmp_path: Path) -> Callable[[str], dict[str, str]]:
    """Make an editor that does this to the file it is given, and say it in the environment."""

    def make_editor(does: str) -> dict[str, str]:
        script = tmp_path / "an editor.py"
        script.write_text(
            "import os, signal, sys, time\nfrom pathlib import Path\npath = Path(sys.argv[1])\n"
            + does
        )
        return {"EDITOR": shlex.join([sys.executable, str(script)])}

    return make_editor


Editor = Callable[[str], dict[str, str]]


def open_editor(writer: Writer, says: str) -> None:
    writer.write(TYPED)
    writer.command("/edit")
    writer.wait_for(says)


@pytest.mark.parametrize("mode", MODES)
def test_18_an_editor_that_works(mode: str, home: Home, start: Start, editor: Editor) -> None:
    writer = start(mode, environment=editor(WORKS))
    open_editor(writer, "Back from")
    writer.wait_until_asked(mode)
    writer.finish()
    assert home.answers()[ASKED[0]].rstrip("\n") == KEPT


def test_18_an_editor_opened_by_a_key(home: Home, start: Start, editor: Editor) -> None:
    writer = start("rich", environment=editor(WORKS))
    writer.write(TYPED)
    writer.send("\x0f")
    writer.wait_for("A heading of mine")
    writer.wait_until_asked("rich")
    writer.finish()
    assert home.answers()[ASKED[0]].rstrip("\n") == KEPT


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("does", [FAILS, IS_KILLED], ids=["exits 1", "is killed"])
def test_18_an_editor_that_ends_badly_after_saving(
    mode: str, does: str, home: Home, start: Start, editor: Editor
) -> None:
    writer = start(mode, environment=editor(does))
    open_editor(writer, "ended with an error")
    writer.wait_until_asked(mode)
    writer.send(CTRL_C)
    assert writer.wait_exit() == 130
    assert KEPT in [text.rstrip("\n") for text in home.everything_kept()]


@pytest.mark.parametrize("mode", MODES)
def test_18_an_editor_that_is_not_found(mode: str, home: Home, start: Start) -> None:
    writer = start(mode, environment={"EDITOR": "no-such-editor"})
    open_editor(writer, "no-such-editor")
    writer.wait_until_asked(mode)
    writer.send(CTRL_C)
    assert writer.wait_exit() == 130
    assert any(text.rstrip("\n") == TYPED for text in home.everything_kept())


def test_18_an_editor_killed_from_outside(
    home: Home, start: Start, editor: Editor, tmp_path: Path
) -> None:
    writer = start("rich", environment=editor(STAYS_OPEN))
    writer.write(TYPED)
    writer.command("/edit")
    marker = tmp_path / "open"
    eventually(lambda: marker.exists() and marker.read_text() != "", "the editor is open")
    os.kill(int(marker.read_text()), SIGKILL)
    writer.wait_for("A heading of mine")
    writer.wait_until_asked("rich")
    writer.finish()
    assert home.answers()[ASKED[0]].rstrip("\n") == KEPT


@pytest.mark.parametrize("mode", MODES)
def test_18_an_editor_that_returns_at_once_and_writes_later(
    mode: str, home: Home, start: Start, editor: Editor, tmp_path: Path
) -> None:
    writer = start(mode, environment=editor(WRITES_LATER))
    open_editor(writer, "Press Enter when")
    (tmp_path / "go").touch()
    eventually((tmp_path / "gone").exists, "the editor has written")
    writer.send(ENTER)
    writer.wait_until_asked(mode)
    writer.finish()
    assert home.answers()[ASKED[0]].rstrip("\n") == KEPT


@pytest.mark.parametrize("mode", MODES)
def test_18_an_editor_that_writes_while_the_person_types_on(
    mode: str, home: Home, start: Start, editor: Editor, tmp_path: Path
) -> None:
    writer = start(mode, environment=editor(WRITES_LATER))
    open_editor(writer, "Press Enter when")
    writer.send(ENTER)
    writer.wait_until_asked(mode)
    writer.write("Typed meanwhile.")
    (tmp_path / "go").touch()
    eventually((tmp_path / "gone").exists, "the editor has written")
    writer.write(" And after.")
    writer.send(CTRL_C)
    assert writer.wait_exit() == 130
    kept = home.everything_kept()
    assert KEPT in [text.rstrip("\n") for text in kept]
    assert any(text.endswith("Typed meanwhile. And after.") for text in kept)
