"""A Python for Windows under Wine, made of what Debian and PyPI have.

Its library is in the wheel of a game engine, which ships a whole Python; the standard library is
that of the Python which runs this, as it is one tree for all systems.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
ENGINE: Final = "panda3d==1.10.16"
PACKAGES: Final = (
    "pytest",
    "pytest-timeout",
    "hypothesis",
    "jsonschema",
    "pyte",
    "python-docx",
    "colorama",
)
_COMPILER: Final = "x86_64-w64-mingw32-gcc"
_FOR_WINDOWS: Final = (
    *("--only-binary", ":all:", "--platform", "win_amd64"),
    *("--python-version", "3.11", "--implementation", "cp"),
)
_NOT_NEEDED: Final = shutil.ignore_patterns(
    *("site-packages", "test", "tests", "idlelib", "tkinter", "ensurepip", "config-*", "*.so"),
    *("lib2to3", "turtledemo", "__pycache__", "pydoc_data"),
)


@dataclass(frozen=True)
class WindowsPython:
    """A folder with `python.exe`, and beside it what Wine keeps of its own."""

    folder: Path

    @property
    def executable(self) -> Path:
        """The program."""
        return self.folder / "python" / "python.exe"

    def command(self, *arguments: str) -> list[str]:
        """Return what starts it."""
        return ["wine", str(self.executable), *arguments]

    def environ(self, **more: str) -> dict[str, str]:
        """Return the environment in which it runs; a variable of Linux is one of Windows, too."""
        kept = ("PATH", "TERM", "TMPDIR", "XDG_CACHE_HOME")
        return {
            **{name: os.environ[name] for name in kept if name in os.environ},
            "HOME": os.environ.get("HOME", "/root"),
            "LANG": "C.UTF-8",
            "WINEDEBUG": "-all",
            "WINEPREFIX": str(self.folder / "wine"),
            "WINEDLLOVERRIDES": "bcryptprimitives=n;mscoree,mshtml,winemenubuilder.exe=",
            "PYTHONDONTWRITEBYTECODE": "1",
            **more,
        }

    def run(
        self, *arguments: str, environ: Mapping[str, str], seconds: int = 120
    ) -> subprocess.CompletedProcess[bytes]:
        """Run it to its end, with pipes: Wine 8 fails where standard output is a file."""
        return subprocess.run(
            self.command(*arguments),
            capture_output=True,
            check=False,
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            timeout=seconds,
        )


def make_windows_python() -> WindowsPython:
    """Return the Python, made now or on another day. Raises RuntimeError with what is missing."""
    folder = find_cache() / f"windows-python-{_fingerprint()}"
    made = WindowsPython(folder)
    if (folder / "ready").exists():
        return made
    if sys.version_info[:2] != (3, 11):
        raise RuntimeError("the standard library of Python 3.11 is needed: run this with it")
    for tool in ("wine", _COMPILER):
        if shutil.which(tool) is None:
            raise RuntimeError(f"{tool} is missing; .ci/run installs it")
    for before in find_cache().glob("windows-python-*"):
        shutil.rmtree(before, ignore_errors=True)
    (folder / "python").mkdir(parents=True)
    _unpack_engine(folder)
    _compile(folder / "python")
    _name_program(folder / "python")
    library = folder / "python" / "Lib"
    shutil.copytree(sysconfig.get_path("stdlib"), library, ignore=_NOT_NEEDED)
    _install(library / "site-packages", *PACKAGES, *_read_dependencies())
    _call(sys.executable, "-m", "compileall", "-q", "-j", "2", str(library), check=False)
    _call("wine", "wineboot", "--init", environ=made.environ())
    said = made.run("-c", "import sys; print(sys.platform)", environ=made.environ())
    if said.stdout.strip() != b"win32":
        raise RuntimeError(f"it does not run: {said.stdout!r} {said.stderr!r}")
    (folder / "ready").touch()
    return made


def find_cache() -> Path:
    """Return the folder of what is kept from one run of the tests to the next."""
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(home) / "partnership-tests"


def name_on_windows(path: Path) -> str:
    """Return what Windows calls a file of this system."""
    return "Z:" + str(path.absolute()).replace("/", "\\")


def install_wheel(wheel: Path, folder: Path) -> None:
    """Install the project's own wheel into a folder, as it was built."""
    _call(
        *(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"),
        *("--target", str(folder), str(wheel)),
    )


def _fingerprint() -> str:
    """Return letters that change with whatever this Python is made of."""
    parts = [*sorted(HERE.glob("*.c")), Path(__file__), ROOT / "constraints.txt"]
    data = b"".join(part.read_bytes() for part in parts) + sys.version.encode()
    data += " ".join(_read_dependencies()).encode()
    return sha256(data).hexdigest()[:12]


def _read_dependencies() -> Sequence[str]:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found: list[str] = project["dependencies"]
    return found


def _unpack_engine(folder: Path) -> None:
    downloads = folder / "downloads"
    pip = (sys.executable, "-m", "pip", "download", "--quiet", "--retries", "5", "--no-deps")
    _call(*pip, *_FOR_WINDOWS, "--dest", str(downloads), ENGINE)
    (wheel,) = downloads.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        for name in packed.namelist():
            kind = Path(name).suffix
            if not name.startswith("deploy_libs/") or "api-ms-" in name:
                continue
            if kind in {".dll", ".pyd"}:
                target = folder / "python" / Path(name).name
                target.write_bytes(packed.read(name))
    shutil.rmtree(downloads)


def _name_program(folder: Path) -> None:
    """Make the program a word, as pip does with a file of its own."""
    script = '@"%~dp0python.exe" -m partnership_cli %*\r\n'
    (folder / "partnership.bat").write_bytes(script.encode())


def _compile(folder: Path) -> None:
    source = str(HERE / "python.c")
    _call(_COMPILER, "-O1", "-municode", "-o", str(folder / "python.exe"), source)
    _call(
        *(_COMPILER, "-O1", "-shared", "-o", str(folder / "bcryptprimitives.dll")),
        *(str(HERE / "bcryptprimitives.c"), "-ladvapi32"),
    )


def _install(folder: Path, *packages: str) -> None:
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--retries", "5")
    constraints = ("-c", str(ROOT / "constraints.txt"))
    _call(*pip, *_FOR_WINDOWS, *constraints, "--target", str(folder), *packages)


def _call(
    *command: str, environ: Mapping[str, str] | None = None, check: bool = True, seconds: int = 300
) -> None:
    """Run a command to its end. Raises RuntimeError with what it said."""
    done = subprocess.run(
        command,
        capture_output=True,
        check=False,
        env=dict(environ) if environ is not None else None,
        stdin=subprocess.DEVNULL,
        timeout=seconds,
    )
    if check and done.returncode:
        said = (done.stdout + done.stderr).decode(errors="replace")[-2000:]
        raise RuntimeError(f"{command[0]} failed: {said}")


if __name__ == "__main__":
    sys.stdout.write(f"{make_windows_python().folder}\n")
