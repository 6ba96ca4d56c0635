"""A disk that refuses some calls for a while or for good, while a person writes on it."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from partnership_cli import files

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]  # Windows has none

_ANY: Final = (errno.EIO, errno.EACCES, errno.ESTALE)
_NAMES: Final = (*_ANY, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.ENAMETOOLONG)
ERRORS: Final[dict[str, tuple[int, ...]]] = {
    "open": (*_NAMES, errno.EMFILE, errno.ENFILE, errno.ELOOP, errno.EISDIR, errno.ENOENT),
    "read": _ANY,
    "write": (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EFBIG, errno.EPERM),
    "fsync": (errno.EIO, errno.ENOSPC, errno.EROFS, errno.EINVAL, errno.EDQUOT),
    "close": (errno.EIO, errno.ENOSPC, errno.EDQUOT),
    "fstat": (errno.EIO, errno.ESTALE),
    "stat": (*_ANY, errno.ENOENT, errno.ELOOP),
    "lstat": (*_ANY, errno.ENOENT),
    "link": (*_NAMES, errno.EMLINK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL),
    "exchange": (*_NAMES, errno.EISDIR),
    "replace": (*_NAMES, errno.EISDIR, errno.EBUSY),
    "unlink": (*_ANY, errno.EPERM, errno.EROFS, errno.EBUSY, errno.ENOENT),
    "mkdir": (*_NAMES, errno.EMLINK),
    "chmod": (errno.EPERM, errno.EROFS, errno.EIO, errno.ENOSYS),
    "fchmod": (errno.EPERM, errno.EROFS, errno.EIO, errno.ENOSYS),
    "listdir": (*_ANY, errno.EMFILE),
    "scandir": (*_ANY, errno.EMFILE),
    "rmdir": (*_ANY, errno.EBUSY, errno.ENOTEMPTY),
    "flock": (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EIO, errno.EACCES, errno.EINVAL),
    "ftruncate": (errno.EIO, errno.ENOSPC, errno.EPERM),
    "lseek": (errno.EIO,),
}
"""What POSIX and Linux let each call answer, as their manual pages have it."""


@dataclass
class Fault:
    """The calls of one kind that concern a folder fail, from the N-th on, so many times.

    `met` counts how often one failed. Everything works before `begin` and after `end`.
    """

    call: str
    code: int
    first: int
    times: int
    folders: tuple[Path, ...]
    seen: int = 0
    met: int = 0
    begun: bool = False

    def begin(self) -> None:
        self.begun = True

    def end(self) -> None:
        self.begun = False

    def strikes(self, call: str, where: object) -> bool:
        """Count one call, and tell whether it fails."""
        if not self.begun or call != self.call or not self._concerns(where):
            return False
        self.seen += 1
        if self.seen < self.first or self.met >= self.times:
            return False
        self.met += 1
        return True

    def _concerns(self, where: object) -> bool:
        if isinstance(where, int):
            with contextlib.suppress(OSError):
                where = Path(f"/proc/self/fd/{where}").readlink()
        if isinstance(where, bytes):
            where = os.fsdecode(where)
        if not isinstance(where, str | Path):
            return False
        return any(str(where).startswith(str(folder)) for folder in self.folders)


@contextlib.contextmanager
def failing(fault: Fault) -> Iterator[None]:
    """Let the calls of this process meet a fault."""
    with pytest.MonkeyPatch.context() as patch:

        def wrap(call: str, real: Callable[..., Any]) -> Callable[..., Any]:
            def called(*arguments: Any, **named: Any) -> Any:
                # A link is made from its second name, and a name is taken by the call of Windows.
                if arguments and fault.strikes(call, arguments[0]):
                    if call == "close":
                        # Whatever it answers, the file is closed.
                        real(*arguments)
                    raise OSError(fault.code, os.strerror(fault.code))
                return real(*arguments, **named)

            return called

        for call in ERRORS:
            if hasattr(os, call):
                patch.setattr(os, call, wrap(call, getattr(os, call)))
        patch.setattr(files._SYSTEM, "exchange", wrap("exchange", files._SYSTEM.exchange))
        if fcntl is not None:
            patch.setattr(fcntl, "flock", wrap("flock", fcntl.flock))
        yield
