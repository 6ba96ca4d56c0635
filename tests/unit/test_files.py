"""Durable writes: whole or not at all, never in another file's place, and readable by one."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from partnership_cli import files
from partnership_cli.errors import (
    ConflictError,
    FileProblemError,
    InUseError,
    NotSavedError,
    PartnershipError,
    UsageError,
)
from partnership_cli.files import (
    Limit,
    Lock,
    find_limits,
    make_folder,
    read_file,
    remove_leftovers,
    replace_file,
    write_new,
)
from systems import (
    ON_WINDOWS,
    needs_exchange,
    needs_links,
    needs_modes,
    needs_removal_of_open_files,
)

if sys.platform != "win32":
    import fcntl

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes and links")


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o277])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("umask")
@needs_modes
def test_files_are_0600_and_folders_0700_whatever_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "note.md"
    replace_file(path, b"x", expected=None)
    assert (mode(path), mode(path.parent), mode(path.parent.parent)) == (0o600, 0o700, 0o700)


@needs_modes
def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    make_folder(tmp_path / "new")
    assert mode(tmp_path) == 0o750


def test_a_file_is_replaced_when_it_is_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(b"old")
    replace_file(path, b"new", expected=b"old")
    assert path.read_bytes() == b"new"


def test_a_file_that_changed_meanwhile_is_left(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(b"theirs")
    with pytest.raises(ConflictError):
        replace_file(path, b"ours", expected=b"old")
    assert path.read_bytes() == b"theirs"


def test_a_file_that_appeared_meanwhile_is_left(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(b"theirs")
    with pytest.raises(ConflictError):
        replace_file(path, b"ours", expected=None)
    assert path.read_bytes() == b"theirs"


def test_a_file_that_vanished_meanwhile_is_not_made_again(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    with pytest.raises(ConflictError):
        replace_file(path, b"ours", expected=b"old")
    assert not path.exists()


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(b"same")
    before = path.stat()
    replace_file(path, b"same", expected=b"same")
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_new_file_never_takes_another_s_place(tmp_path: Path) -> None:
    path = tmp_path / "export.md"
    path.write_bytes(b"theirs")
    with pytest.raises(UsageError, match="already exists"):
        write_new(path, b"ours")
    assert path.read_bytes() == b"theirs"


@posix_only
def test_force_replaces_no_link_to_what_a_process_has_open(tmp_path: Path) -> None:
    link = tmp_path / "export.md"
    with (tmp_path / "opened").open("wb") as opened:
        link.symlink_to(f"/proc/self/fd/{opened.fileno()}")
        with pytest.raises(UsageError, match="Nothing was changed"):
            write_new(link, b"ours", force=True)
    assert link.is_symlink()


def test_force_replaces_a_file(tmp_path: Path) -> None:
    path = tmp_path / "export.md"
    path.write_bytes(b"theirs")
    write_new(path, b"ours", force=True)
    assert path.read_bytes() == b"ours"


def lead_to_pipe(path: Path) -> None:
    make_pipe(path.with_name("pipe"))
    path.symlink_to(path.with_name("pipe"))


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def listen(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(path))


@posix_only
@pytest.mark.parametrize(
    "make", [make_pipe, Path.mkdir, listen, lead_to_pipe, lambda path: path.symlink_to("/dev/null")]
)
def test_force_replaces_nothing_but_a_file(make: Callable[[Path], None]) -> None:
    # The name of a socket is short.
    with TemporaryDirectory() as folder:
        path = Path(folder) / "odd"
        make(path)
        before = path.lstat()
        with pytest.raises(UsageError, match="is not a file"):
            write_new(path, b"x", force=True)
        assert os.path.samestat(path.lstat(), before)
        assert not list(Path(folder).glob("*.tmp"))


@needs_links
def test_force_replaces_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "link"
    path.symlink_to(tmp_path / "gone")
    write_new(path, b"x", force=True)
    assert path.read_bytes() == b"x"
    assert not path.is_symlink()


def test_a_file_that_is_not_there_reads_as_none(tmp_path: Path) -> None:
    assert read_file(tmp_path / "none.md") is None
    (tmp_path / "file").write_bytes(b"")
    assert read_file(tmp_path / "file" / "none.md") is None


def make_link(path: Path) -> None:
    (path.parent / "secret").write_bytes(b"secret")
    path.symlink_to(path.parent / "secret")


@posix_only
@pytest.mark.parametrize("make", [make_link, make_pipe, Path.mkdir], ids=["link", "pipe", "folder"])
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "note.md")
    with pytest.raises(FileProblemError, match="cannot be read"):
        read_file(tmp_path / "note.md")


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"x" * 2048)
    with pytest.raises(FileProblemError, match="larger than 1 KiB"):
        read_file(tmp_path / "big", 1024)


@posix_only
def test_a_link_is_never_written_through(tmp_path: Path) -> None:
    make_link(tmp_path / "note.md")
    with pytest.raises(PartnershipError):
        replace_file(tmp_path / "note.md", b"ours", expected=None)
    assert (tmp_path / "secret").read_bytes() == b"secret"


def test_leftovers_of_one_file_are_removed_and_others_stay(tmp_path: Path) -> None:
    for name in (".note.md.1f.tmp", ".other.md.2f.tmp", "note.md"):
        (tmp_path / name).write_bytes(b"")
    remove_leftovers(tmp_path, "note.md")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".other.md.2f.tmp", "note.md"]


CALLS = ["open", "read", "write", "fsync", "close", "fstat", "mkdir", "link", "replace", "unlink"]
REFUSALS = [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EMFILE]


class Shim:
    """Lets the N-th system call of a kind fail, and writes down the order of all of them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, call: str, at: int, code: int) -> None:
        self.order: list[str] = []
        self._left = at
        self._call = call
        self._code = code
        for name in CALLS:
            monkeypatch.setattr(os, name, self._wrap(name, getattr(os, name)))
        system = files._SYSTEM
        monkeypatch.setattr(system, "exchange", self._wrap("exchange", system.exchange))

    def _wrap(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: Any, **named: Any) -> Any:
            if name == self._call:
                self._left -= 1
                if self._left == 0:
                    raise OSError(self._code, os.strerror(self._code))
            self.order.append(name)
            return real(*arguments, **named)

        return called


@pytest.mark.parametrize("code", REFUSALS, ids=errno.errorcode.get)
@pytest.mark.parametrize("call", [*CALLS, "exchange"])
def test_after_any_failing_call_a_file_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    for at in range(1, 20):
        folder = tmp_path / f"{at}" / "year"
        old = folder / "old.md"
        old.parent.mkdir(parents=True)
        old.write_bytes(b"old")
        met = 0
        with monkeypatch.context() as patch:
            Shim(patch, call, at, code)
            for path, expected in ((old, b"old"), (folder / "deep" / "new.md", None)):
                try:
                    replace_file(path, b"new", expected=expected)
                except (NotSavedError, FileProblemError):
                    met += 1
        assert old.read_bytes() in {b"old", b"new"}
        new = folder / "deep" / "new.md"
        assert not new.exists() or new.read_bytes() == b"new"
        # What is not closed can not be removed on Windows.
        if call != "unlink" and not (ON_WINDOWS and call == "close"):
            assert not list(folder.rglob("*.tmp"))
        if not met:
            return
    pytest.fail("the call never stopped failing")


def test_a_short_write_is_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: real(fd, bytes(data)[:3]))
    replace_file(tmp_path / "note.md", b"0123456789", expected=None)
    assert (tmp_path / "note.md").read_bytes() == b"0123456789"


@posix_only
def test_a_file_is_synced_before_it_takes_the_name_and_the_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "note.md").write_bytes(b"old")
    shim = Shim(monkeypatch, "none", 0, 0)
    replace_file(tmp_path / "note.md", b"new", expected=b"old")
    steps = [step for step in shim.order if step in {"write", "fsync", "exchange", "replace"}]
    assert steps == ["write", "fsync", "exchange", "fsync"]


REPLACE = os.replace
"""The call itself, as tests watch what stands in its place."""


class Other:
    """Another program, which saves a file once, at the N-th system call of ours."""

    def __init__(self, path: Path, at: int, how: Callable[[Path, bytes], None]) -> None:
        self.words = b"theirs"
        self._path = path
        self._left = at
        self._how = how

    @property
    def has_saved(self) -> bool:
        return self._left <= 0

    def watch(self, monkeypatch: pytest.MonkeyPatch, *, exchanges: bool) -> None:
        for name in CALLS:
            monkeypatch.setattr(os, name, self._wrap(getattr(os, name)))
        exchange = files._SYSTEM.exchange if exchanges else lambda _one, _other: False
        monkeypatch.setattr(files._SYSTEM, "exchange", self._wrap(exchange))

    def _wrap(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: Any, **named: Any) -> Any:
            self._left -= 1
            if self._left == 0:
                self._how(self._path, self.words)
            return real(*arguments, **named)

        return called


def save_in_place(path: Path, words: bytes) -> None:
    path.write_bytes(words)


def save_over(path: Path, words: bytes) -> None:
    new = path.with_name("new")
    new.write_bytes(words)
    REPLACE(new, path)


def find_words(folder: Path) -> set[bytes]:
    return {path.read_bytes() for path in folder.iterdir()}


def list_lost(
    folder: Path,
    how: Callable[[Path, bytes], None],
    monkeypatch: pytest.MonkeyPatch,
    *,
    exchanges: bool,
) -> list[int]:
    """Save while another program saves, at each call in turn; return the calls that lose that."""
    lost: list[int] = []
    for at in range(1, 100):
        path = folder / f"{at}" / "note.md"
        path.parent.mkdir()
        path.write_bytes(b"old")
        other = Other(path, at, how)
        with monkeypatch.context() as patch:
            other.watch(patch, exchanges=exchanges)
            with contextlib.suppress(ConflictError):
                replace_file(path, b"ours", expected=b"old")
        if not other.has_saved:
            return lost
        if other.words not in find_words(path.parent):
            lost.append(at)
    pytest.fail("our save never came to an end")


@pytest.mark.parametrize("how", [save_in_place, save_over])
@needs_exchange
def test_what_another_program_saves_at_any_moment_of_our_save_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: Callable[[Path, bytes], None]
) -> None:
    assert list_lost(tmp_path, how, monkeypatch, exchanges=True) == []


def test_where_names_cannot_be_exchanged_a_save_in_place_is_there_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list_lost(tmp_path, save_in_place, monkeypatch, exchanges=False) == []


def test_where_names_cannot_be_exchanged_a_file_that_changed_meanwhile_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(b"theirs")
    monkeypatch.setattr(files._SYSTEM, "exchange", lambda _one, _other: False)
    with pytest.raises(ConflictError):
        replace_file(path, b"ours", expected=b"old")
    assert path.read_bytes() == b"theirs"


@needs_removal_of_open_files
def test_where_names_cannot_be_exchanged_one_moment_is_left_for_a_rename(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(list_lost(tmp_path, save_over, monkeypatch, exchanges=False)) == 1


@needs_exchange
def test_what_was_saved_at_the_last_moment_keeps_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(b"old")
    exchange = files._SYSTEM.exchange
    calls: list[int] = []

    def save_first(one: Path, other: Path) -> bool:
        if not calls:
            save_over(path, b"theirs")
        calls.append(1)
        return exchange(one, other)

    monkeypatch.setattr(files._SYSTEM, "exchange", save_first)
    with pytest.raises(ConflictError):
        replace_file(path, b"ours", expected=b"old")
    assert find_words(tmp_path) == {b"theirs"}


UNKNOWN_HERE = sorted(files._NOT_DONE_HERE - {errno.ENOTSUP})


def refuse(code: int) -> Callable[..., Any]:
    def refused(*_arguments: Any, **_named: Any) -> Any:
        raise OSError(code, os.strerror(code))

    return refused


@posix_only
@pytest.mark.parametrize("code", UNKNOWN_HERE, ids=errno.errorcode.get)
@pytest.mark.parametrize("call", ["fsync", "chmod", "fchmod", "link"])
def test_a_disk_that_does_less_keeps_words_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    monkeypatch.setattr(os, call, refuse(code))
    path = tmp_path / "new" / "note.md"
    replace_file(path, b"old", expected=None)
    replace_file(path, b"new", expected=b"old")
    assert path.read_bytes() == b"new"


@posix_only
@pytest.mark.parametrize("code", UNKNOWN_HERE, ids=errno.errorcode.get)
def test_a_disk_without_locks_lets_a_session_begin_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(fcntl, "flock", refuse(code))
    lock = Lock(tmp_path / "session" / "lock")
    lock.acquire()
    assert lock.is_held()
    assert Limit.NO_LOCKS in find_limits(tmp_path / "session")
    lock.release(remove=True)


def test_an_ordinary_disk_has_no_limits(tmp_path: Path) -> None:
    assert find_limits(tmp_path) == frozenset()


HOLD = """
import sys, time
from pathlib import Path
from partnership_cli.files import Lock
lock = Lock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", HOLD, str(tmp_path / "session" / "lock")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_session_is_held_by_one_process_which_is_named(
    tmp_path: Path, holder: subprocess.Popen[str]
) -> None:
    with pytest.raises(InUseError, match=str(holder.pid)):
        Lock(tmp_path / "session" / "lock").acquire()


def test_a_lock_is_free_when_its_holder_was_killed(
    tmp_path: Path, holder: subprocess.Popen[str]
) -> None:
    holder.send_signal(signal.SIGTERM)
    holder.wait()
    lock = Lock(tmp_path / "session" / "lock")
    lock.acquire()
    lock.release(remove=True)
    assert not (tmp_path / "session" / "lock").exists()


def test_a_lock_can_be_taken_again_after_it_was_removed(tmp_path: Path) -> None:
    for _ in range(2):
        lock = Lock(tmp_path / "lock")
        lock.acquire()
        lock.release(remove=True)
    assert list(tmp_path.iterdir()) == []


@needs_removal_of_open_files
def test_a_lock_that_was_removed_before_it_was_taken_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lock"
    taken = files._SYSTEM.lock
    others: list[Lock] = []

    def let_another_come_first(descriptor: int) -> bool:
        monkeypatch.undo()
        path.unlink()
        others.append(Lock(path))
        others[0].acquire()
        return taken(descriptor)

    monkeypatch.setattr(files._SYSTEM, "lock", let_another_come_first)
    with pytest.raises(InUseError):
        Lock(path).acquire()
