"""What a disk may hold after a power loss, from the system calls that a program made.

The model: the bytes of a file that were not synced are there not at all, by half, or whole.
The names in a folder change in the order of the calls, and any number of the changes since
the folder was last synced may be missing. Nothing else is promised by POSIX.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import chain, product
from pathlib import Path, PurePosixPath
from typing import Final

TRACED: Final = (
    "open,openat,write,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,mkdir,rmdir,"
    "close"
)
KEPT: Final = ("none", "half", "all")

_CALL = re.compile(r"(\w+)\((.*)\)\s+= (\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True)
class Call:
    """One system call that was carried out: its paths or descriptor, and what it wrote."""

    name: str
    paths: tuple[str, ...] = ()
    descriptor: int = -1
    data: bytes = b""


State = Mapping[str, bytes]
"""What stands in each file after a power loss, by its path."""


def read_log(text: str, root: Path) -> list[Call]:
    """Return the calls that concern a folder, and those that write to standard output."""
    calls = []
    for line in text.splitlines():
        found = _CALL.search(line)
        if found is None:
            continue
        name, arguments, result = found[1].removesuffix("at"), found[2], int(found[3])
        if "RENAME_EXCHANGE" in arguments:
            name = "exchange"
        texts = [bytes.fromhex(one.replace("\\x", "")) for one in _TEXT.findall(arguments)]
        if name in {"write", "fsync", "fdatasync", "close"}:
            descriptor = int(arguments.split(",")[0])
            calls.append(Call(name, (), descriptor, texts[0][:result] if texts else b""))
        else:
            paths = tuple(one.decode() for one in texts)
            if any(one.startswith(str(root)) for one in paths):
                calls.append(Call(name, paths, result))
    return calls


@dataclass
class _File:
    data: bytes = b""
    synced: bytes = b""

    def after(self, kept: str) -> bytes:
        if kept == "none":
            return self.synced
        if kept == "half":
            return self.data[: (len(self.synced) + len(self.data)) // 2]
        return self.data


@dataclass
class _Folder:
    safe: dict[str, int] = field(default_factory=dict)
    changes: list[tuple[tuple[str, int | None], ...]] = field(default_factory=list)

    def after(self, count: int) -> dict[str, int]:
        names = dict(self.safe)
        for name, inode in chain.from_iterable(self.changes[:count]):
            names.pop(name, None)
            if inode is not None:
                names[name] = inode
        return names


@dataclass
class Disk:
    """A disk while calls are carried out. `faults` are names given before the bytes were safe."""

    root: str
    files: dict[int, _File] = field(default_factory=dict)
    folders: dict[str, _Folder] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    _open: dict[int, int | str] = field(default_factory=dict)

    def carry_out(self, call: Call) -> None:
        """Change the disk as the call did."""
        match call.name:
            case "mkdir":
                self.folders[call.paths[0]] = _Folder()
                self._change((call.paths[0], -1))
            case "open":
                self._open[call.descriptor] = self._find(call)
            case "close":
                self._open.pop(call.descriptor, None)
            case "write":
                self._write(call)
            case "fsync" | "fdatasync":
                self._sync(self._open.get(call.descriptor))
            case "link" | "rename" | "exchange":
                self._give_name(call)
            case "unlink":
                self._change((call.paths[0], None))

    def states(self) -> Iterator[State]:
        """Give everything that may be found if the power is lost now."""
        names = sorted(self.folders)
        ranges = [range(len(self.folders[name].changes) + 1) for name in names]
        for kept in KEPT:
            for counts in product(*ranges):
                yield self._build(dict(zip(names, counts, strict=True)), kept)

    def _build(self, counts: Mapping[str, int], kept: str) -> State:
        found: dict[str, bytes] = {}
        waiting = [self.root]
        while waiting:
            above = waiting.pop()
            for name, inode in self.folders[above].after(counts[above]).items():
                path = f"{above}/{name}"
                if inode < 0:
                    waiting.append(path)
                else:
                    found[path] = self.files[inode].after(kept)
        return found

    def _find(self, call: Call) -> int | str:
        path = call.paths[0]
        if path in self.folders:
            return path
        inode = self._names(path).get(PurePosixPath(path).name)
        if inode is None:
            inode = len(self.files)
            self.files[inode] = _File()
            self._change((path, inode))
        return inode

    def _write(self, call: Call) -> None:
        opened = self._open.get(call.descriptor)
        if call.descriptor == 1:
            self.said += call.data.decode().splitlines()
        elif isinstance(opened, int):
            self.files[opened].data += call.data

    def _give_name(self, call: Call) -> None:
        source, target = call.paths
        inode = self._names(source)[PurePosixPath(source).name]
        name = PurePosixPath(target).name
        if self.files[inode].data != self.files[inode].synced:
            self.faults.append(f"{target} has its name before its bytes are safe")
        # Both names change in one step.
        behind = {"link": inode, "rename": None}.get(call.name, self._names(target).get(name))
        self._change((source, behind), (target, inode))

    def _sync(self, opened: int | str | None) -> None:
        if isinstance(opened, str):
            folder = self.folders[opened]
            folder.safe, folder.changes = folder.after(len(folder.changes)), []
        elif opened is not None:
            self.files[opened].synced = self.files[opened].data

    def _names(self, path: str) -> dict[str, int]:
        folder = self.folders[str(PurePosixPath(path).parent)]
        return folder.after(len(folder.changes))

    def _change(self, *changes: tuple[str, int | None]) -> None:
        folder = self.folders.get(str(PurePosixPath(changes[0][0]).parent))
        if folder is not None:
            named = tuple((PurePosixPath(path).name, inode) for path, inode in changes)
            folder.changes.append(named)


def replay(calls: Sequence[Call], root: Path) -> Iterator[Disk]:
    """Give the disk as it is after each call. The root itself is safe from the beginning."""
    disk = Disk(str(root), folders={str(root): _Folder()})
    for call in calls:
        disk.carry_out(call)
        yield deepcopy(disk)
