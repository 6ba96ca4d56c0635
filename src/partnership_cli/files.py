"""Durable files: the one place that knows fsync, replace and the lock.

A write is complete when the function returns: the bytes were synced before the name moved,
and the folder after. Every failure is a `NotSavedError` that leaves the old file whole.
Folders are made 0700 and files 0600, whatever the umask.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from partnership_cli.errors import (
    ConflictError,
    FileProblemError,
    InUseError,
    NotSavedError,
    Problem,
    UsageError,
)

READ_LIMIT: Final = 64 * 1024 * 1024
_REASONS: Final = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is full",
    errno.EFBIG: "the disk takes no more",
    errno.EROFS: "the disk can only be read",
    errno.EACCES: "no permission to write there",
    errno.EPERM: "no permission to write there",
    errno.EIO: "the disk reported an error",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
    errno.ENOTDIR: "a part of that path is a file, not a folder",
    errno.EISDIR: "that is a folder",
    errno.ELOOP: "that is a link",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ENOENT: "the folder is not there",
}


def explain(error: OSError) -> str:
    """Say in plain words why the system refused."""
    return _REASONS.get(error.errno or 0, (error.strerror or "unknown reason").lower())


class _System(Protocol):
    """What differs from one operating system to another."""

    flags: int

    def sync_file(self, descriptor: int) -> None: ...
    def sync_folder(self, folder: Path) -> None: ...
    def replace(self, source: Path, target: Path) -> None: ...
    def lock(self, descriptor: int) -> bool: ...


class _Posix:
    """Linux and macOS."""

    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)

    def sync_file(self, descriptor: int) -> None:
        if sys.platform == "darwin":
            import fcntl

            # fsync on macOS leaves the bytes in the drive's own cache.
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
        else:
            os.fsync(descriptor)

    def sync_folder(self, folder: Path) -> None:
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(descriptor)
        except OSError as error:
            # Some network file systems cannot sync a folder; they say so with these two.
            if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
                raise
        finally:
            os.close(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        source.replace(target)

    def lock(self, descriptor: int) -> bool:
        if sys.platform == "win32":
            raise AssertionError
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class _Windows:
    """Windows: no folder sync, locks on a byte range, replace refused while a file is open."""

    flags = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)
    _lock_at = 1 << 30
    _tries = 40

    def sync_file(self, descriptor: int) -> None:
        os.fsync(descriptor)

    def sync_folder(self, folder: Path) -> None:
        """Do nothing: NTFS journals names, and a folder cannot be opened for a sync."""

    def replace(self, source: Path, target: Path) -> None:
        for left in reversed(range(self._tries)):
            try:
                source.replace(target)
            except PermissionError:
                if not left:
                    raise
                time.sleep(0.05)
            else:
                return

    def lock(self, descriptor: int) -> bool:
        if sys.platform != "win32":
            raise AssertionError
        import msvcrt

        os.lseek(descriptor, self._lock_at, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True


_SYSTEM: Final[_System] = _Windows() if sys.platform == "win32" else _Posix()


def make_folder(folder: Path) -> None:
    """Make the folder and those above it that are missing, each 0700 and durable.

    Raises NotSavedError.
    """
    missing = []
    while not _is_folder(folder):
        missing.append(folder)
        folder = folder.parent
        if folder == folder.parent:
            break
    for new in reversed(missing):
        try:
            new.mkdir(mode=0o700, exist_ok=True)
            new.chmod(0o700)
            _SYSTEM.sync_folder(new.parent)
        except OSError as error:
            raise NotSavedError(f"the folder {new} cannot be made ({explain(error)})") from error


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        # A name that is too long, say; what is done with it next says so.
        return False


def read_file(path: Path, limit: int = READ_LIMIT) -> bytes | None:
    """Return the bytes of a regular file, or None when there is no file of that name.

    Links, pipes and devices are refused, and so is a file of more than `limit` bytes.
    Raises FileProblemError.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _SYSTEM.flags
    try:
        descriptor = os.open(path, flags)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise _unreadable(path, explain(error)) from error
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise _unreadable(path, "it is not a file")
        if found.st_size > limit:
            raise _unreadable(path, f"it is larger than {limit // 1024} KiB")
        return _read_all(descriptor, found.st_size, limit)
    except OSError as error:
        raise _unreadable(path, explain(error)) from error
    finally:
        os.close(descriptor)


def _read_all(descriptor: int, size: int, limit: int) -> bytes:
    # The system makes room for as much as is asked for, so that asking for more is slow.
    wanted = size + 1
    parts = []
    left = limit + 1
    while left > 0 and (part := os.read(descriptor, min(left, wanted))):
        parts.append(part)
        left -= len(part)
        wanted = max(wanted - len(part), 4096)
    return b"".join(parts)


def _unreadable(path: Path, why: str) -> FileProblemError:
    return FileProblemError((Problem(str(path), 0, 0, f"cannot be read ({why})"),))


def replace_file(path: Path, data: bytes, *, expected: bytes | None) -> None:
    """Put `data` in the place of `expected`, durably and in one step.

    `expected` is what was read before, or None for a file that must not exist yet. When the
    file already holds `data` nothing is written. Raises ConflictError when the file holds
    something else, and NotSavedError when the system refuses; both leave it as it was.
    """
    found = read_file(path)
    if found is not None and found == data:
        return
    if found != expected:
        raise ConflictError(f"{path} was changed by another program")
    if expected is None:
        _write(path, data, _place_new)
    else:
        _write(path, data, _SYSTEM.replace)


def write_new(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write a file that was asked for by name; an existing one only with `force`.

    Raises UsageError when the file exists, NotSavedError when the system refuses.
    """
    if force:
        _write(path, data, _SYSTEM.replace)
        return
    try:
        _write(path, data, _place_new)
    except ConflictError as error:
        raise UsageError(
            f"{path} exists already, and was left as it is",
            "Choose another name, or add --force to replace it.",
        ) from error


def _write(path: Path, data: bytes, place: Callable[[Path, Path], None]) -> None:
    make_folder(path.parent)
    temporary = path.with_name(f".{path.name}.{os.urandom(8).hex()}.tmp")
    try:
        _write_synced(temporary, data)
        place(temporary, path)
        _SYSTEM.sync_folder(path.parent)
    except OSError as error:
        raise NotSavedError(f"{path} cannot be written ({explain(error)})") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _write_synced(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SYSTEM.flags, 0o600)
    try:
        if sys.platform != "win32":
            os.fchmod(descriptor, 0o600)
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
        _SYSTEM.sync_file(descriptor)
    finally:
        os.close(descriptor)


def _place_new(source: Path, target: Path) -> None:
    """Give a new file its name; unlike a rename, a link never takes another file's place."""
    try:
        target.hardlink_to(source)
    except FileExistsError as error:
        raise ConflictError(f"{target} exists already") from error
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}:
            raise
        _claim_name(target)
        _SYSTEM.replace(source, target)


def _claim_name(target: Path) -> None:
    """Take the name on a file system without hard links (FAT, some network folders)."""
    try:
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SYSTEM.flags, 0o600))
    except FileExistsError as error:
        raise ConflictError(f"{target} exists already") from error


def move_file(source: Path, target: Path) -> None:
    """Give a file another name on the same disk, durably; it is never without a name.

    Raises ConflictError when something stands there already, NotSavedError.
    """
    make_folder(target.parent)
    try:
        _place_new(source, target)
        _SYSTEM.sync_folder(target.parent)
        source.unlink(missing_ok=True)
        _SYSTEM.sync_folder(source.parent)
    except OSError as error:
        raise NotSavedError(f"{source} cannot be moved ({explain(error)})") from error


@dataclass(frozen=True)
class Mode:
    """Who may open a file: its permission bits, and whether it belongs to this account."""

    bits: int
    owned: bool


def read_mode(path: Path) -> Mode | None:
    """Return who may open a file, itself and not what it links to; None where that is unknown."""
    if sys.platform == "win32":
        return None
    try:
        found = path.lstat()
    except OSError:
        return None
    return Mode(0 if path.is_symlink() else found.st_mode & 0o777, found.st_uid == os.geteuid())


def is_private(folder: Path) -> bool:
    """Whether nobody else can open a folder, or it is not there yet, or that is unknown."""
    mode = read_mode(folder)
    return mode is None or (mode.owned and not mode.bits & 0o077)


def can_sync(folder: Path) -> bool:
    """Whether the disk under a folder says when what was written there is safe."""
    try:
        _SYSTEM.sync_folder(folder)
    except OSError:
        return False
    return True


def count_free(folder: Path) -> int | None:
    """Return how many bytes a disk has free, or None where that is unknown."""
    from shutil import disk_usage

    try:
        return disk_usage(folder).free
    except OSError:
        return None


def is_taken(path: Path) -> bool:
    """Whether something has this name, be it a link that leads nowhere."""
    try:
        path.lstat()
    except OSError:
        return False
    return True


def list_folder(path: Path) -> list[Path] | None:
    """Return what is in a folder, by name, or None where this is none.

    Raises FileProblemError where it cannot be read.
    """
    try:
        if not _is_folder(path):
            return None
        return sorted(path.iterdir())
    except PermissionError as error:
        raise _unreadable(path, explain(error)) from error
    except OSError:
        return None


def remove_file(path: Path) -> None:
    """Remove a file, durably. A file that is not there is no error. Raises NotSavedError."""
    try:
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            _SYSTEM.sync_folder(path.parent)
    except OSError as error:
        raise NotSavedError(f"{path} cannot be removed ({explain(error)})") from error


def remove_leftovers(folder: Path, name: str) -> None:
    """Remove what a killed write left of the file `name`, or of any file when it is empty.

    Only for a caller who holds the lock of what the files belong to.
    """
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.suffix == ".tmp" and path.name.startswith(f".{name}"):
            with contextlib.suppress(OSError):
                path.unlink()


def remove_folder(folder: Path) -> None:
    """Remove a folder if nothing is left in it."""
    with contextlib.suppress(OSError):
        folder.rmdir()


def remove_tree(folder: Path, keep: str = "") -> None:
    """Remove all that is in a folder except the file `keep`, following no link, then the folder.

    Raises NotSavedError.
    """
    left = [folder]
    emptied: list[Path] = []
    while left:
        # A folder is opened after those around it, and removed after those within it.
        inner = left.pop()
        try:
            found = sorted(inner.iterdir()) if inner.is_dir() and not inner.is_symlink() else None
            if found is None:
                continue
            emptied.append(inner)
            for path in found:
                if path.is_dir() and not path.is_symlink():
                    left.append(path)
                elif path.name != keep or inner != folder:
                    remove_file(path)
        except OSError as error:
            raise NotSavedError(f"{inner} cannot be removed ({explain(error)})") from error
    for inner in reversed(emptied):
        remove_folder(inner)


class Lock:
    """A lock on one session, freed by the system when its process ends.

    The process id in the file is for the message only; nothing is decided by it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock. Raises InUseError when another process holds it, NotSavedError."""
        make_folder(self._path.parent)
        while self._descriptor is None:
            descriptor = self._open()
            if not _SYSTEM.lock(descriptor):
                os.close(descriptor)
                raise InUseError(
                    f"this reflection is open elsewhere (process {self._holder()})",
                    "Go on in that window, or close it first.",
                    "Nothing was changed.",
                )
            if self._is_current(descriptor):
                self._descriptor = descriptor
            else:
                os.close(descriptor)
        with contextlib.suppress(OSError):
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.ftruncate(self._descriptor, 0)
            os.write(self._descriptor, f"{os.getpid()}\n".encode())

    def release(self, *, remove: bool) -> None:
        """Give the lock back; `remove` takes the file away first, while it is still held."""
        if self._descriptor is None:
            return
        if remove:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)
        os.close(self._descriptor)
        self._descriptor = None

    def _open(self) -> int:
        try:
            return os.open(self._path, os.O_RDWR | os.O_CREAT | _SYSTEM.flags, 0o600)
        except OSError as error:
            raise NotSavedError(f"{self._path} cannot be opened ({explain(error)})") from error

    def _is_current(self, descriptor: int) -> bool:
        """Whether the name still leads to the locked file, and not to a later one."""
        try:
            return os.path.samestat(os.fstat(descriptor), self._path.stat())
        except FileNotFoundError:
            return False

    def _holder(self) -> str:
        try:
            return self._path.read_text(encoding="ascii", errors="replace").strip() or "unknown"
        except OSError:
            return "unknown"
