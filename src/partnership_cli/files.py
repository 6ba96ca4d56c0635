"""Durable files: the one place that knows fsync, replace and the lock.

A write is complete when the function returns: the bytes were synced before the name moved,
and the folder after. Every failure is a `NotSavedError` that leaves the old file whole.
Folders are made 0700 and files 0600, whatever the umask. Some disks keep no modes, no links, no
locks or no order (sticks, network folders, phones): what such a disk does not do is left out,
and `Limit` names what a person has to know of it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol

from partnership_cli.errors import (
    ConflictError,
    FileProblemError,
    InUseError,
    NotSavedError,
    Problem,
    UsageError,
)
from partnership_cli.file_names import find_windows_refusal

READ_LIMIT: Final = 64 * 1024 * 1024
CONFLICT: Final = "-conflict"
MOST_COPIES: Final = 1000
"""The number from which no further copy is made beside a file."""
_REASONS: Final = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is full",
    errno.EFBIG: "the disk takes no more",
    errno.EROFS: "the disk can only be read",
    errno.EACCES: "no permission",
    errno.EPERM: "no permission",
    errno.EIO: "the disk reported an error",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
    errno.ENOTDIR: "a part of that path is a file, not a folder",
    errno.EISDIR: "that is a folder",
    errno.ELOOP: "that is a link",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ENOENT: "the folder is not there",
    getattr(errno, "ESTALE", -1): "the network folder is gone",
}
_NOT_DONE_HERE: Final = frozenset(
    {
        errno.EPERM,
        errno.EACCES,
        errno.EINVAL,
        errno.ENOTSUP,
        errno.EOPNOTSUPP,
        errno.ENOSYS,
        errno.ENOTTY,
        errno.ENOLCK,
        errno.EMLINK,
    }
)
"""How systems say that a disk has no locks, links, modes or syncs; nothing has failed then."""


class Limit(Enum):
    """What a disk does not do, and a person has to know."""

    NO_LOCKS = auto()
    NO_MODES = auto()
    NO_SYNC = auto()


def explain(error: OSError) -> str:
    """Return the reason of a system error in plain words."""
    found = _SYSTEM.find_reason(error)
    if found is not None:
        return found.why
    return _REASONS.get(error.errno or 0, (error.strerror or "unknown reason").lower())


@contextmanager
def _raise_not_saved(what: str) -> Iterator[None]:
    """Raise NotSavedError for whatever the system refuses inside: `what (why)`."""
    try:
        yield
    except OSError as error:
        found = _SYSTEM.find_reason(error)
        hint = found.hint if found else ""
        raise NotSavedError(f"{what} ({explain(error)})", hint) from error


@dataclass(frozen=True)
class _Reason:
    """Why a system refused, and what to do."""

    why: str
    hint: str


class _System(Protocol):
    """What differs from one operating system to another."""

    flags: int

    def sync_file(self, descriptor: int) -> bool: ...
    def sync_folder(self, folder: Path) -> bool: ...
    def replace(self, source: Path, target: Path) -> None: ...
    def remove(self, path: Path) -> None: ...
    def exchange(self, one: Path, other: Path) -> bool: ...
    def lock(self, descriptor: int) -> bool: ...
    def close(self, descriptor: int, removed: Path | None) -> None: ...
    def refuse_name(self, name: str) -> str | None: ...
    def find_reason(self, error: OSError) -> _Reason | None: ...


class _Posix:
    """Linux and macOS."""

    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)

    def sync_file(self, descriptor: int) -> bool:
        """Sync a file; return False on a disk that does no such thing."""
        try:
            if sys.platform == "darwin":
                import fcntl

                # fsync on macOS leaves the bytes in the drive's own cache.
                fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            else:
                os.fsync(descriptor)
        except OSError as error:
            if error.errno not in _NOT_DONE_HERE:
                raise
            return False
        return True

    def sync_folder(self, folder: Path) -> bool:
        """Sync the names in a folder; return False on a disk that does no such thing."""
        try:
            descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            if error.errno not in _NOT_DONE_HERE:
                raise
            return False
        return True

    def replace(self, source: Path, target: Path) -> None:
        source.replace(target)

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)

    def exchange(self, one: Path, other: Path) -> bool:
        """Let two files change names in one step; return False where the system cannot."""
        import ctypes

        call = _find_exchange(ctypes.CDLL(None, use_errno=True))
        if call is None:
            return False
        if call(os.fsencode(one), os.fsencode(other)) == 0:
            return True
        number = ctypes.get_errno()
        if number in _NOT_DONE_HERE:
            return False
        raise OSError(number, os.strerror(number), str(other))

    def lock(self, descriptor: int) -> bool:
        """Lock an open file; return False when it is held. Raises OSError without locks."""
        if sys.platform == "win32":
            raise AssertionError
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def close(self, descriptor: int, removed: Path | None) -> None:
        """Close a file; one that is to be `removed` goes first, while it is still locked."""
        try:
            if removed is not None:
                removed.unlink(missing_ok=True)
        finally:
            os.close(descriptor)

    def refuse_name(self, name: str) -> str | None:  # noqa: ARG002  # the signature is the port's
        """Return None: of a name that a disk does not take the system tells."""
        return None

    def find_reason(self, error: OSError) -> _Reason | None:  # noqa: ARG002  # the signature is the port's
        """Return None: what these systems say has one meaning for all."""
        return None


def _find_exchange(library: Any) -> Callable[[bytes, bytes], int] | None:
    """Return the system's own call that exchanges two names, or None where it has none.

    `renameat2` is described in rename(2) of Linux, `renamex_np` in rename(2) of macOS.
    """
    with contextlib.suppress(AttributeError):
        if sys.platform == "darwin":
            swap = library.renamex_np
            return lambda one, other: int(swap(one, other, _RENAME_SWAP))
        rename = library.renameat2
        return lambda one, other: int(rename(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE))
    return None


_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
_RENAME_SWAP: Final = 2


_SHORTER: Final = "Choose a shorter name, or a folder with a shorter path."
_HELD: Final = _Reason(
    "another program has it open", "Close that program, or wait a moment. Then try again."
)
_TOO_LONG: Final = _Reason("the path is longer than Windows takes", _SHORTER)
_WINDOWS_REASONS: Final = {
    errno.EACCES: _Reason("no permission, or another program has it open", _HELD.hint),
    errno.ENAMETOOLONG: _TOO_LONG,
}
_WINDOWS_ERRORS: Final = {
    32: _HELD,
    33: _HELD,
    123: _Reason("Windows takes no such name", "Choose another name."),
    206: _TOO_LONG,
}
"""By the numbers of Windows: sharing and lock violation, a name of a wrong form, a long path."""
_LONGEST_PATH: Final = 247
"""Of a folder; a file may have twelve characters more, and Windows can be set to take any."""


class _Windows:
    """Windows: no folder sync, locks on a byte range, no change of a name while a file is open.

    What scans or copies files has a new one open for a moment: `wait` is called before each
    further try.
    """

    flags = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)
    _lock_at = 1 << 30
    _tries = 40
    _pause = 0.05

    def __init__(self, wait: Callable[[float], None] = time.sleep) -> None:
        self._wait = wait

    def sync_file(self, descriptor: int) -> bool:
        os.fsync(descriptor)
        return True

    def sync_folder(self, folder: Path) -> bool:  # noqa: ARG002  # the signature is the port's
        """Do nothing: NTFS journals names, and a folder cannot be opened for a sync."""
        return True

    def replace(self, source: Path, target: Path) -> None:
        self._try(lambda: source.replace(target))

    def remove(self, path: Path) -> None:
        self._try(lambda: path.unlink(missing_ok=True))

    def _try(self, call: Callable[[], object]) -> None:
        for left in reversed(range(self._tries)):
            try:
                call()
            except PermissionError:
                if not left:
                    raise
                self._wait(self._pause)
            else:
                return

    def exchange(self, one: Path, other: Path) -> bool:  # noqa: ARG002  # the signature is the port's
        """Return False: two names cannot change in one step."""
        return False

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

    def close(self, descriptor: int, removed: Path | None) -> None:
        """Close a file, then remove it; who opened it meanwhile keeps it, as Windows refuses."""
        os.close(descriptor)
        if removed is not None:
            removed.unlink(missing_ok=True)

    def refuse_name(self, name: str) -> str | None:
        return find_windows_refusal(name)

    def find_reason(self, error: OSError) -> _Reason | None:
        """Return what Windows means; of a path that is too long it says that nothing is there."""
        number = getattr(error, "winerror", None)
        if found := _WINDOWS_ERRORS.get(number or 0):
            return found
        if error.errno == errno.ENOENT and _is_long(error.filename):
            return _Reason(f"the folder is not there, or {_TOO_LONG.why}", _SHORTER)
        return _WINDOWS_REASONS.get(error.errno or 0)


def _is_long(name: object) -> bool:
    return isinstance(name, str | Path) and len(str(Path(name).absolute())) > _LONGEST_PATH


_SYSTEM: Final[_System] = _Windows() if sys.platform == "win32" else _Posix()


def require_file_name(name: str) -> None:
    """Raise UsageError where this system takes no file or folder of a name that was typed."""
    why = _SYSTEM.refuse_name(name)
    if why is not None:
        raise UsageError(
            f"{name} cannot be written ({why})", "Choose another name.", "Nothing was changed."
        )


def make_folder(folder: Path) -> None:
    """Make the folder and those above it that are missing, each 0700 and durable.

    Raises NotSavedError.
    """
    missing = []
    while not is_folder(folder):
        missing.append(folder)
        folder = folder.parent
        if folder == folder.parent:
            break
    for new in reversed(missing):
        with _raise_not_saved(f"the folder {new} cannot be made"):
            new.mkdir(mode=0o700, exist_ok=True)
            # A disk that keeps no modes refuses this; `doctor` says who can open the folder.
            with contextlib.suppress(OSError):
                new.chmod(0o700)
            _SYSTEM.sync_folder(new.parent)


def is_folder(path: Path) -> bool:
    """Whether this is a folder, or a link to one."""
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
        raise _make_read_error(path, explain(error)) from error
    try:
        with _close_after_use(descriptor):
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise _make_read_error(path, "it is not a file")
            if found.st_size > limit:
                raise _make_read_error(path, f"it is larger than {limit // 1024} KiB")
            return _read_all(descriptor, found.st_size, limit)
    except OSError as error:
        raise _make_read_error(path, explain(error)) from error


@contextmanager
def _close_after_use(descriptor: int) -> Iterator[None]:
    try:
        yield
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


def _make_read_error(path: Path, why: str) -> FileProblemError:
    return FileProblemError((Problem(str(path), 0, 0, f"cannot be read ({why})"),))


def replace_file(
    path: Path,
    data: bytes,
    *,
    expected: bytes | None,
    copy: str = CONFLICT,
    rewrite: bool = False,
) -> None:
    """Put `data` in the place of `expected`, durably and in one step.

    `expected` is what was read before, or None for a file that must not exist yet. When the
    file already holds `data` nothing is written, but for `rewrite`. Raises ConflictError when
    the file holds something else, also when another program saves it meanwhile, and leaves it.
    Raises NotSavedError when the system refuses; the file then holds the one or the other,
    whole, and `rewrite` makes sure next time that `data` is there for good. Raises
    FileProblemError when it cannot be read.

    Of two programs that save within the same moment, one version may be moved: it is then
    beside the file, under the name that `name_copy` makes of `copy`.
    """
    found = read_file(path)
    if found is not None and found == data:
        if not rewrite:
            return
        expected = found
    if expected is None:
        _write_file(path, data, _place_new)
    else:
        place = partial(_place_instead, expected=expected, copy=copy)
        _write_file(path, data, place, KnownTexts((data, expected), copy))


def _make_conflict_error(path: Path) -> ConflictError:
    return ConflictError(f"{path} was changed by another program")


def _place_instead(source: Path, target: Path, *, expected: bytes, copy: str) -> None:
    """Give a file the name of another, if that still holds what is expected of it.

    What stood there is kept, under the name of the source or under a third one, until it was
    read once more: what another program saved at the last moment gets its name back.
    Raises ConflictError, FileProblemError.
    """
    if read_file(target) != expected:
        raise _make_conflict_error(target)
    try:
        if _SYSTEM.exchange(source, target):
            if not _holds(source, (expected,)):
                _SYSTEM.exchange(source, target)
                raise _make_conflict_error(target)
            return
        second_name = _link_aside(target)
    except FileNotFoundError as error:
        raise _make_conflict_error(target) from error
    try:
        _SYSTEM.replace(source, target)
    finally:
        if second_name is not None:
            _remove_temporary(second_name, target, KnownTexts((expected,), copy))


def _holds(path: Path, texts: Sequence[bytes]) -> bool:
    try:
        return read_file(path) in texts
    except FileProblemError:
        return False


def _link_aside(path: Path) -> Path | None:
    """Give a file a second name for a moment; None where the disk has no such thing."""
    second_name = _name_temporary(path)
    try:
        second_name.hardlink_to(path)
    except OSError as error:
        if error.errno not in _NOT_DONE_HERE:
            raise
        return None
    return second_name


@dataclass(frozen=True)
class KnownTexts:
    """Texts with which a temporary file may be removed, and the name of a copy of any other."""

    texts: tuple[bytes, ...]
    copy: str


def _remove_temporary(temporary: Path, path: Path, known: KnownTexts) -> None:
    """Remove the temporary file of a save of `path`, or keep it as a copy if its text is unknown.

    An unknown text was saved by another program at the same moment.
    """
    with contextlib.suppress(OSError, NotSavedError):
        if is_taken(temporary) and not _holds(temporary, known.texts):
            for number in range(1, MOST_COPIES):
                with contextlib.suppress(ConflictError):
                    _place_new(temporary, name_copy(path, known.copy, number))
                    break
        _SYSTEM.remove(temporary)


def name_copy(path: Path, word: str, number: int) -> Path:
    """Return the name of a copy beside a file, as `...-conflict.md` and `...-conflict-2.md`."""
    tail = word if number == 1 else f"{word}-{number}"
    return path.with_name(f"{path.stem}{tail}{path.suffix}")


def write_new(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write a file that was asked for by name; an existing one only with `force`.

    Raises UsageError when the file exists, or something stands there that is none, and
    NotSavedError when the system refuses.
    """
    if force:
        _require_file(path)
        _write_file(path, data, _SYSTEM.replace)
        return
    try:
        _write_file(path, data, _place_new)
    except ConflictError as error:
        raise UsageError(
            f"{path} already exists. Nothing was changed",
            "Choose another name, or add --force to replace it.",
        ) from error


def _require_file(path: Path) -> None:
    """Raise UsageError where something else stands than a file: a device, a pipe, a folder."""
    try:
        found = path.stat()
    except OSError:
        # Nothing is there, or a link that leads nowhere; of the rest the system tells.
        return
    if not stat.S_ISREG(found.st_mode):
        raise UsageError(f"{path} is not a file. Nothing was changed", "Choose another name.")
    if is_link(path) and _is_of_system(path, path.readlink()):
        raise UsageError(f"{path} is not a file. Nothing was changed", "Choose another name.")


def _is_of_system(*paths: Path) -> bool:
    """Whether one of these names stands for what a process has open, as /dev/stdout does."""
    return any(str(path).startswith(("/dev/", "/proc/")) for path in paths)


def _write_file(
    path: Path, data: bytes, place: Callable[[Path, Path], None], known: KnownTexts | None = None
) -> None:
    make_folder(path.parent)
    temporary = _name_temporary(path)
    removable = None
    try:
        with _raise_not_saved(f"{path} cannot be written"):
            _write_synced(temporary, data)
            removable = known
            place(temporary, path)
            _SYSTEM.sync_folder(path.parent)
    finally:
        if removable is not None:
            _remove_temporary(temporary, path, removable)
        else:
            with contextlib.suppress(OSError):
                _SYSTEM.remove(temporary)


def _name_temporary(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.urandom(8).hex()}.tmp")


def is_leftover(name: str) -> bool:
    """Tell by its name whether a file is what a save that was cut off left."""
    return name.startswith(".") and name.endswith(".tmp")


def _write_synced(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SYSTEM.flags, 0o600)
    with _close_after_use(descriptor):
        if sys.platform != "win32":
            # The umask may have taken more away; a disk that keeps no modes refuses this.
            with contextlib.suppress(OSError):
                os.fchmod(descriptor, 0o600)
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
        _SYSTEM.sync_file(descriptor)


def _place_new(source: Path, target: Path) -> None:
    """Give a new file its name; unlike a rename, a link never takes another file's place."""
    try:
        target.hardlink_to(source)
    except FileExistsError as error:
        raise ConflictError(f"{target} already exists") from error
    except OSError as error:
        if error.errno not in _NOT_DONE_HERE:
            raise
        _claim_name(target)
        try:
            _SYSTEM.replace(source, target)
        except OSError:
            if _holds(target, (b"",)):
                _SYSTEM.remove(target)
            raise


def _claim_name(target: Path) -> None:
    """Take the name on a file system without hard links (FAT, some network folders)."""
    try:
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SYSTEM.flags, 0o600))
    except FileExistsError as error:
        raise ConflictError(f"{target} already exists") from error


def move_file(source: Path, target: Path) -> None:
    """Give a file another name on the same disk, durably; it is never without a name.

    Raises ConflictError when something stands there already, NotSavedError.
    """
    make_folder(target.parent)
    with _raise_not_saved(f"{source} cannot be moved"):
        _place_new(source, target)
        _SYSTEM.sync_folder(target.parent)
        _SYSTEM.remove(source)
        _SYSTEM.sync_folder(source.parent)


@dataclass(frozen=True)
class FileMode:
    """Who may open a file: its permission bits, and whether it belongs to this account."""

    bits: int
    owned: bool


def read_mode(path: Path) -> FileMode | None:
    """Return who may open a file, itself and not what it links to; None where that is unknown."""
    if sys.platform == "win32":
        return None
    try:
        found = path.lstat()
    except OSError:
        return None
    return FileMode(0 if path.is_symlink() else found.st_mode & 0o777, found.st_uid == os.geteuid())


def is_private(folder: Path) -> bool:
    """Whether nobody else can open a folder, or it is not there yet, or that is unknown."""
    mode = read_mode(folder)
    return mode is None or (mode.owned and not mode.bits & 0o077)


def find_limits(folder: Path) -> frozenset[Limit]:
    """Return what the disk under a folder does not do, by looking and without writing.

    Whether it keeps modes is told by the modes of what stands in it.
    """
    limits = set()
    if not can_sync(folder):
        limits.add(Limit.NO_SYNC)
    if sys.platform != "win32" and not _has_locks(folder):
        limits.add(Limit.NO_LOCKS)
    return frozenset(limits)


def _has_locks(folder: Path) -> bool:
    try:
        descriptor = os.open(folder, os.O_RDONLY | _SYSTEM.flags)
    except OSError:
        # That it cannot be opened is another matter.
        return True
    with _close_after_use(descriptor):
        try:
            _SYSTEM.lock(descriptor)
        except OSError:
            return False
    return True


def can_sync(folder: Path) -> bool:
    """Whether the disk under a folder says when what was written there is safe."""
    try:
        return _SYSTEM.sync_folder(folder)
    except OSError:
        return False


def count_free(folder: Path) -> int | None:
    """Return how many bytes a disk has free, or None where that is unknown."""
    from shutil import disk_usage

    try:
        return disk_usage(folder).free
    except OSError:
        return None


def is_link(path: Path) -> bool:
    """Whether this name is that of a link."""
    try:
        return path.is_symlink()
    except OSError:
        return False


def read_time(path: Path) -> datetime | None:
    """Return when a file was last written, or None where that is unknown."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
    except (OSError, ValueError, OverflowError):
        return None


def is_taken(path: Path) -> bool:
    """Whether something has this name, be it a link that leads nowhere."""
    try:
        path.lstat()
    except OSError:
        return False
    return True


def is_same_file(one: Path, other: Path) -> bool:
    """Tell whether two paths lead to one file, by links or by letters in another case, too."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def list_folder(path: Path) -> list[Path] | None:
    """Return what is in a folder, by name, or None where this is none.

    Raises FileProblemError where it cannot be read.
    """
    try:
        if not is_folder(path):
            return None
        return sorted(path.iterdir())
    except PermissionError as error:
        raise _make_read_error(path, explain(error)) from error
    except OSError:
        return None


def remove_file(path: Path) -> None:
    """Remove a file, durably. A file that is not there is no error. Raises NotSavedError."""
    with _raise_not_saved(f"{path} cannot be removed"):
        _SYSTEM.remove(path)
        if path.parent.is_dir():
            _SYSTEM.sync_folder(path.parent)


def remove_leftovers(folder: Path, name: str) -> None:
    """Remove what a killed write left of the file `name`, or of any file when it is empty.

    Only for a caller who holds the lock of what the files belong to.
    """
    with contextlib.suppress(OSError):
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
        if is_link(inner) or not is_folder(inner):
            continue
        with _raise_not_saved(f"{inner} cannot be removed"):
            found = sorted(inner.iterdir())
        emptied.append(inner)
        for path in found:
            if is_folder(path) and not is_link(path):
                left.append(path)
            elif path.name != keep or inner != folder:
                remove_file(path)
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
        """Take the lock. Raises InUseError when another process holds it, NotSavedError.

        On a disk without locks nothing is taken: two sessions then tell by what they read
        that the other one has saved.
        """
        make_folder(self._path.parent)
        while self._descriptor is None:
            with _raise_not_saved(f"{self._path} cannot be opened"):
                self._take()
        with contextlib.suppress(OSError):
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.ftruncate(self._descriptor, 0)
            os.write(self._descriptor, f"{os.getpid()}\n".encode())

    def is_held(self) -> bool:
        """Whether this process holds it."""
        return self._descriptor is not None

    def release(self, *, remove: bool) -> None:
        """Give the lock back, and with `remove` take its file away."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        with contextlib.suppress(OSError):
            _SYSTEM.close(descriptor, self._path if remove else None)

    def _take(self) -> None:
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | _SYSTEM.flags, 0o600)
        try:
            try:
                is_free = _SYSTEM.lock(descriptor)
            except OSError:
                is_free = True
            if not is_free:
                raise InUseError(
                    f"this reflection is open elsewhere (process {self._read_holder()})",
                    "Go on in that window, or close it first.",
                    "Nothing was changed.",
                )
            if self._is_current(descriptor):
                self._descriptor = descriptor
        finally:
            if self._descriptor is None:
                os.close(descriptor)

    def _is_current(self, descriptor: int) -> bool:
        """Whether the name still leads to the locked file, and not to a later one."""
        try:
            return os.path.samestat(os.fstat(descriptor), self._path.stat())
        except FileNotFoundError:
            return False

    def _read_holder(self) -> str:
        try:
            return self._path.read_text(encoding="ascii", errors="replace").strip() or "unknown"
        except OSError:
            return "unknown"
