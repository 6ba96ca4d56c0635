"""The settings of a person, and the folders and files that follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal, cast

from partnership_cli.command_names import TRASH
from partnership_cli.config.keys import (
    BUNDLED,
    LARGEST_SETTINGS,
    LISTS,
    WHOLE_PATH,
    Setting,
    check_setting,
    is_whole_path,
    parse_settings,
    put_setting,
    refuse_address,
    require_key,
)
from partnership_cli.errors import FileProblemError, Problem, UsageError, as_sentence
from partnership_cli.files import is_link, read_file, replace_file

_NAME_WHOLE: Final = as_sentence(WHOLE_PATH)


@dataclass(frozen=True)
class Places:
    """The folders and files of one person on one computer."""

    notebook: Path
    drafts: Path
    config: Path

    @property
    def trash(self) -> Path:
        """Where deleted notes are."""
        return self.notebook / TRASH


@dataclass(frozen=True)
class Settings:
    """What the person has set, and the places that follow from it."""

    values: Mapping[str, Setting]
    places: Places
    default_notebook: Path

    @property
    def interface(self) -> Literal["rich", "plain"] | None:
        """The mode that was set, if one was."""
        return cast("Literal['rich', 'plain'] | None", self.values.get("interface"))

    @property
    def former_notebooks(self) -> tuple[Path, ...]:
        """The folders that held the notes before; where none is set, the one without settings."""
        named = cast("tuple[str, ...] | None", self.values.get("notebook-before"))
        if named is None:
            return () if self.default_notebook == self.places.notebook else (self.default_notebook,)
        return tuple(Path(one).expanduser() for one in named)

    @property
    def editor(self) -> str:
        """The command that opens an editor, or an empty text."""
        return str(self.values.get("editor", ""))

    @property
    def partners(self) -> tuple[str, ...]:
        """The partners of new reflections, where the command names none."""
        from partnership_cli.reflection.person_names import split_names

        lines = cast("tuple[str, ...]", self.values.get("partners", ()))
        return tuple(name for line in lines for name in split_names(line))

    @property
    def framework(self) -> Path | None:
        """The file of the framework that was set, or None for the bundled one."""
        named = self.values.get("framework")
        return None if named == BUNDLED else _expand_path(named)

    @property
    def guides(self) -> Path | None:
        """The file of guides that was set, if one was."""
        return _expand_path(self.values.get("guides"))

    @property
    def guide(self) -> str:
        """The id of the guide that Enter chooses, or an empty text."""
        return str(self.values.get("guide", ""))

    @property
    def contact(self) -> str:
        """The contact that a partnership scheme names, or an empty text."""
        return str(self.values.get("contact", ""))

    @property
    def care(self) -> bool:
        """Whether the care line is shown."""
        return self.values.get("care") != "off"

    @property
    def care_lines(self) -> tuple[str, ...]:
        """Lines of one's own below the care line."""
        return cast("tuple[str, ...]", self.values.get("care.lines", ()))


def find_places(environ: Mapping[str, str]) -> Places:
    """Return where things live when nothing is set.

    `PARTNERSHIP_HOME` names one folder for everything. Raises UsageError when it is not
    an absolute path.
    """
    if home := environ.get("PARTNERSHIP_HOME", ""):
        if not is_whole_path(home):
            raise UsageError(f"PARTNERSHIP_HOME is {home!r}, which is not a full path", _NAME_WHOLE)
        folder = Path(home).expanduser()
        return Places(folder / "notebook", folder / "drafts", folder / "config.toml")
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("partnership", appauthor=False)
    data = Path(dirs.user_data_dir)
    if not data.is_absolute():
        raise UsageError(
            f"the folder for your notes is {str(data)!r}, which is not a full path", _NAME_WHOLE
        )
    return Places(data / "notebook", data / "drafts", Path(dirs.user_config_dir) / "config.toml")


def find_framework(named: str) -> Path | None:
    """Return the whole path of a framework's file, or None for the bundled one.

    Raises UsageError for an address: nothing is loaded from the network.
    """
    if named == BUNDLED:
        return None
    refuse_address(named)
    if not Path(named).name:
        raise UsageError("no file is named", "Name one: --framework mine.yaml")
    try:
        return Path(named).expanduser().absolute()
    except RuntimeError as error:
        what = f"there is no home of {Path(named).parts[0]}"
        raise UsageError(what, f"For a file of that name: ./{named}") from error


def check_typed(key: str, given: Setting) -> Setting:
    """Return a value as it is kept. Raises UsageError, whose hint stands on a line of its own."""
    try:
        return check_setting(key, given)
    except UsageError as error:
        raise UsageError(error.message, as_sentence(error.hint)) from error


def _expand_path(value: Setting | None) -> Path | None:
    return None if value is None else Path(str(value)).expanduser()


def _follow_link(path: Path) -> Path:
    """Return the file that a settings file leads to, where a dotfile manager made it a link.

    Raises FileProblemError where it leads nowhere: settings that are lost would open another
    notebook.
    """
    if not is_link(path):
        return path
    try:
        return path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        problem = Problem(str(path), 0, 0, "is a link that leads nowhere", "put the file back")
        raise FileProblemError((problem,), "Or remove the link.") from error


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Return what is set. Raises FileProblemError with every problem of the file."""
    places = find_places(environ)
    data = read_file(_follow_link(places.config), LARGEST_SETTINGS)
    values = {} if data is None else parse_settings(data, str(places.config))
    default = places.notebook
    if "notebook" in values:
        places = replace(places, notebook=Path(str(values["notebook"])).expanduser())
    return Settings(values, places, default)


def write_setting(environ: Mapping[str, str], key: str, value: Setting | None) -> None:
    """Set a key, or unset it with None; every other byte of the file stays.

    Raises UsageError, FileProblemError, NotSavedError.
    """
    write_settings(environ, {key: value})


def write_settings(environ: Mapping[str, str], values: Mapping[str, Setting | None]) -> None:
    """Set several keys at once, or none of them; None unsets one.

    Raises UsageError, FileProblemError, NotSavedError.
    """
    path = _follow_link(find_places(environ).config)
    data = read_file(path, LARGEST_SETTINGS)
    before = after = data or b""
    for key, value in values.items():
        require_key(key)
        given = (value,) if key in LISTS and isinstance(value, str) else value
        checked = None if given is None else check_typed(key, given)
        after = put_setting(after, key, checked, str(path))
    parse_settings(after, str(path))
    if after != before:
        replace_file(path, after, expected=data)
