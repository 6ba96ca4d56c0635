"""The same in a real terminal, where strace lets calls of the real program fail."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest
from harness import CTRL_C, CTRL_D
from reflecting import MODES, PROGRAM, Home, Writer
from screens import squeeze

Start = Callable[..., Writer]
TEXT = "Words that nobody can write twice."
UNCACHED = {"PYTHONDONTWRITEBYTECODE": "1"}
# The first three syncs are those of the lock and of the folders it stands in.
FAULTS = {
    "no sync": "inject=fsync:error=EIO:when=6+",
    "no new names": "inject=link,linkat:error=ENOSPC:when=1+",
    "no room": "inject=fsync:error=ENOSPC:when=6+",
}


def begin(run: Start, mode: str, fault: str) -> Writer:
    """Write an answer while calls fail, until that was said."""
    assert shutil.which("strace"), "strace is needed; .ci/run installs it"
    strace = ("/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,link,linkat")
    program = (*strace, "-e", fault, PROGRAM)
    writer = run("reflect", "--question", "joy", f"--{mode}", program=program, environment=UNCACHED)
    writer.reach_question(1, mode)
    writer.type_fast(TEXT)
    writer.wait_for("have not been saved since")
    return writer


SOME = {("rich", "no sync"), ("plain", "no new names")}
"""In the quick suite each mode meets one of them; the rest is for `.ci/run`."""
EACH = [
    pytest.param(
        mode,
        fault,
        id=f"{name}-{mode}",
        marks=() if (mode, name) in SOME else pytest.mark.campaign,
    )
    for mode in MODES
    for name, fault in FAULTS.items()
]


@pytest.mark.parametrize(("mode", "fault"), EACH)
def test_words_stay_and_whoever_leaves_is_told_where_they_are(
    home: Home, run: Start, mode: str, fault: str
) -> None:
    writer = begin(run, mode, fault)
    writer.send(CTRL_D)
    writer.wait_for("Your words are still here.")
    writer.wait_until_asked(mode)
    writer.send(CTRL_C)
    assert writer.wait_exit(20) == 5
    shown = squeeze(writer.screen.text)
    assert "Traceback" not in shown
    assert "Saved.Private." not in shown
    assert squeeze(TEXT) in shown
    assert "in no file" in writer.screen.text or TEXT in home.everything_kept()
