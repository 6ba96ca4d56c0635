"""A Windows Python with the wheel as it is built, made once for all tests of this folder."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from harness import Terminal

from running import Ended
from windows.windows_python import (
    ROOT,
    WindowsPython,
    find_cache,
    install_wheel,
    make_windows_python,
    name_on_windows,
)

BOUND: Final = 60.0
"""Seconds after which something has not come."""


@dataclass(frozen=True)
class WindowsProgram:
    """The program on Windows, with a home of its own."""

    python: WindowsPython
    installed: Path
    folder: Path

    @property
    def home(self) -> Path:
        """The folder of notes, drafts and settings."""
        return self.folder / "home"

    @property
    def environ(self) -> dict[str, str]:
        """The environment of a person who has set nothing."""
        return self.python.environ(
            PYTHONPATH=name_on_windows(self.installed),
            PARTNERSHIP_HOME=name_on_windows(self.home),
            WINEPATH=name_on_windows(self.python.executable.parent),
            TERM="xterm-256color",
        )

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start it with pipes."""
        return subprocess.Popen(
            self.python.command("-m", "partnership_cli", *words),
            cwd=self.folder,
            env=self.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, *words: str, given: str = "") -> Ended:
        """Run it to its end."""
        return end(self.start(*words), given)

    @contextmanager
    def console(self, *words: str, script: Path | None = None) -> Iterator[Terminal]:
        """Start it in a console; a script stands in the place of `-m partnership_cli`."""
        what = ("-m", "partnership_cli") if script is None else (name_on_windows(script),)
        wine = shutil.which("wine") or "wine"
        command = [wine, *self.python.command(*what, *words)[1:]]
        with Terminal(command, self.environ, self.folder) as console:
            _leave_keys_to_wine(console._device)
            yield console

    def notes(self) -> list[Path]:
        """Return the files of the notes."""
        return sorted((self.home / "notebook").rglob("*.md"))

    def drafts(self) -> str:
        """Return all that stands in drafts."""
        found = sorted((self.home / "drafts").rglob("*.md"))
        return "".join(path.read_text("utf-8") for path in found if not path.name.startswith("."))

    def words(self) -> str:
        """Return all that stands in drafts and notes."""
        return self.drafts() + "".join(path.read_text("utf-8") for path in self.notes())


def _leave_keys_to_wine(terminal: int) -> None:
    """Let the terminal of Linux hold no line back, but turn Ctrl-C into what Wine expects."""
    tty.setraw(terminal)
    mode = termios.tcgetattr(terminal)
    mode[3] |= termios.ISIG | termios.NOFLSH
    termios.tcsetattr(terminal, termios.TCSANOW, mode)


def end(process: subprocess.Popen[bytes], given: str = "") -> Ended:
    """Wait for the end of a process, with line ends as here."""
    with process:
        out, err = process.communicate(given.encode(), timeout=BOUND)
    return Ended(process.returncode, _as_text(out), _as_text(err))


def _as_text(written: bytes) -> str:
    return written.decode().replace("\r\n", "\n")


@pytest.fixture(scope="session")
def windows_python() -> Iterator[WindowsPython]:
    if shutil.which("wine") is None:
        pytest.skip("Wine is not installed; .ci/run installs it")
    with _one_at_a_time():
        python = make_windows_python()
        # What Wine starts for its first program inherits the pipes of that, and stays for others.
        first = subprocess.Popen(
            python.command("-c", "import sys; print(flush=True); sys.stdin.read()"),
            env=python.environ(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert first.stdout is not None
        first.stdout.readline()
    with first:
        yield python
        first.kill()


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel as it is built, made by the first who comes."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / "windows-installed"
    with _one_at_a_time():
        if not folder.exists():
            built = tmp_path_factory.mktemp("wheel")
            subprocess.run(
                [sys.executable, "-m", "build", "--wheel", "--outdir", built, ROOT],
                check=True,
                capture_output=True,
            )
            (wheel,) = built.glob("*.whl")
            install_wheel(wheel, folder)
    return folder


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    find_cache().mkdir(parents=True, exist_ok=True)
    with (find_cache() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture
def windows(windows_python: WindowsPython, installed: Path, tmp_path: Path) -> WindowsProgram:
    """The program on Windows."""
    return WindowsProgram(windows_python, installed, tmp_path)
