"""Windows: another program has a file open for a moment, a path is too long, and what is said."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from partnership_cli import files
from partnership_cli.errors import NotSavedError
from partnership_cli.files import explain, move_file, remove_file, replace_file, write_new
from windows_rules import WindowsOnPosix

_SHARING_VIOLATION: Final = 32
_FOREVER: Final = 10**6
LONG: Final = "/notes/" + "a" * 300 + ".md"
SHORT: Final = "/notes/a.md"
HELD: Final = "another program has it open"
TOO_LONG: Final = "the path is longer than Windows takes"
# The number of Windows, the one that Python makes of it, the file, and what is said.
REASONS: Final = (
    (_SHARING_VIOLATION, errno.EACCES, SHORT, HELD),
    (33, errno.EACCES, SHORT, HELD),
    (5, errno.EACCES, SHORT, f"no permission, or {HELD}"),
    (None, errno.EACCES, SHORT, f"no permission, or {HELD}"),
    (206, errno.ENOENT, SHORT, TOO_LONG),
    (206, errno.ENOENT, LONG, TOO_LONG),
    (3, errno.ENOENT, LONG, f"the folder is not there, or {TOO_LONG}"),
    (None, errno.ENOENT, LONG, f"the folder is not there, or {TOO_LONG}"),
    (None, errno.ENAMETOOLONG, LONG, TOO_LONG),
    (3, errno.ENOENT, SHORT, "the folder is not there"),
    (123, errno.EINVAL, SHORT, "Windows takes no such name"),
    (112, errno.ENOSPC, SHORT, "the disk is full"),
)


def make_error(number: int | None, code: int, name: str) -> OSError:
    """Return an error as Windows makes it; elsewhere there is no `winerror`."""
    error = OSError(code, "as the system says it", name)
    if number is not None:
        error.winerror = number  # type: ignore[attr-defined, unused-ignore]
    return error


class Scanner:
    """Another program, which has files open for the next so many calls that change a name."""

    def __init__(self, calls: int) -> None:
        self.calls = calls
        self.waited: list[float] = []

    def guard(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(*paths: Any, **options: Any) -> Any:
            if self.calls > 0:
                self.calls -= 1
                raise make_error(_SHARING_VIOLATION, errno.EACCES, str(paths[0]))
            return call(*paths, **options)

        return guarded


MakeScanner = Callable[[int], Scanner]


@pytest.fixture
def make_scanner(monkeypatch: pytest.MonkeyPatch) -> MakeScanner:
    """Let another program have files open, with a clock that only counts."""

    def make(calls: int) -> Scanner:
        scanner = Scanner(calls)
        monkeypatch.setattr(files, "_SYSTEM", WindowsOnPosix(scanner.waited.append))
        for name in ("unlink", "replace"):
            monkeypatch.setattr(os, name, scanner.guard(getattr(os, name)))
        return scanner

    return make


def save(path: Path) -> None:
    replace_file(path, b"new", expected=b"old")


def remove(path: Path) -> None:
    remove_file(path)


def move(path: Path) -> None:
    move_file(path, path.with_name("moved.md"))


def force(path: Path) -> None:
    write_new(path, b"new", force=True)


CHANGES: Final = {
    save: {"note.md": b"new"},
    remove: {},
    move: {"moved.md": b"old"},
    force: {"note.md": b"new"},
}


def list_files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("calls", [1, 5, 20])
@pytest.mark.parametrize(("change", "after"), CHANGES.items())
def test_a_file_that_is_open_elsewhere_for_a_moment_is_changed_all_the_same(
    tmp_path: Path,
    make_scanner: MakeScanner,
    change: Callable[[Path], None],
    after: dict[str, bytes],
    calls: int,
) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(b"old")
    scanner = make_scanner(calls)
    change(path)
    assert list_files(tmp_path) == after
    assert len(scanner.waited) == calls


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_stays_open_elsewhere_is_left_and_the_reason_is_said(
    tmp_path: Path, make_scanner: MakeScanner, change: Callable[[Path], None]
) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(b"old")
    make_scanner(_FOREVER)
    with pytest.raises(NotSavedError, match=HELD) as raised:
        change(path)
    assert path.read_bytes() == b"old"
    assert raised.value.hint.startswith("Close that program")


def test_a_file_that_stays_open_elsewhere_is_not_waited_for_for_long(
    tmp_path: Path, make_scanner: MakeScanner
) -> None:
    scanner = make_scanner(_FOREVER)
    with pytest.raises(NotSavedError):
        remove_file(tmp_path / "note.md")
    assert 1 <= sum(scanner.waited) <= 2  # seconds


def test_a_new_file_that_gets_no_name_leaves_no_empty_one(
    tmp_path: Path, make_scanner: MakeScanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise make_error(1, errno.EINVAL, "link")

    monkeypatch.setattr(os, "link", refuse)
    make_scanner(40)
    with pytest.raises(NotSavedError, match=HELD):
        write_new(tmp_path / "page.html", b"new")
    assert list_files(tmp_path) == {}


@pytest.mark.parametrize(("number", "code", "name", "why"), REASONS)
def test_what_windows_refuses_is_said_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, number: int | None, code: int, name: str, why: str
) -> None:
    monkeypatch.setattr(files, "_SYSTEM", WindowsOnPosix())
    assert explain(make_error(number, code, name)) == why


def test_who_has_a_path_that_is_too_long_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(name: str, *_: Any) -> int:
        raise make_error(None, errno.ENOENT, name)

    monkeypatch.setattr(files, "_SYSTEM", WindowsOnPosix())
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(NotSavedError, match=TOO_LONG) as raised:
        write_new(tmp_path / f"{'a' * 250}.md", b"new")
    assert raised.value.hint == "Choose a shorter name, or a folder with a shorter path."
