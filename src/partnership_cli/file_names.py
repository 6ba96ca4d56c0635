"""Names that Windows does not take, so that a folder of notes can move to any system.

What we name has such a name on no system. What a person names is refused on Windows alone. The
rules are those of "Naming Files, Paths, and Namespaces" of Windows.
"""

from __future__ import annotations

from pathlib import PureWindowsPath
from typing import Final

_PORTS: Final = (f"{port}{digit}" for port in ("com", "lpt") for digit in "123456789¹²³")
_DEVICES: Final = frozenset({"con", "prn", "aux", "nul", "conin$", "conout$", *_PORTS})
_SIGNS: Final = frozenset('<>:"|?*')
_ADDED: Final = "_"
_FIRST_PRINTED: Final = " "


def avoid_device(stem: str) -> str:
    """Return the first part of the name of a file: the given one, if it is that of no device.

    The stem is one without an underscore at its end, as every id is.
    """
    return f"{stem}{_ADDED}" if _is_device(stem) else stem


def restore_stem(stem: str) -> str:
    """Return what was given to `avoid_device`."""
    return stem.removesuffix(_ADDED)


def find_windows_refusal(name: str) -> str | None:
    """Return why Windows takes no file of this name, which may have folders; None if it does."""
    path = PureWindowsPath(name)
    if path.drive and not path.root:
        return f"Windows reads {path.drive} as a disk"
    parts = path.parts[1:] if path.anchor else path.parts
    return next(filter(None, map(_refuse_part, parts)), None)


def _refuse_part(part: str) -> str | None:
    if part == "..":
        return None
    if found := [sign for sign in part if sign in _SIGNS]:
        return f"Windows takes no {found[0]} in a name"
    if any(sign < _FIRST_PRINTED for sign in part):
        return "Windows takes no control characters in a name"
    if part.endswith((".", " ")):
        return "Windows takes no name that ends in a full stop or a space"
    if _is_device(part):
        return f"Windows keeps the name {part.partition('.')[0].strip()} for itself"
    return None


def _is_device(name: str) -> bool:
    """Whether this is a device, whatever ending it has."""
    return name.partition(".")[0].rstrip(" ").lower() in _DEVICES
