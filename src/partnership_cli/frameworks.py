"""The frameworks of one run: the one in use, the one in the settings, the bundled one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from partnership_cli.config.keys import BUNDLED
from partnership_cli.errors import FileProblemError, NotFoundError, PartnershipError, UsageError

if TYPE_CHECKING:
    from partnership_cli.config.settings import Settings
    from partnership_cli.framework.companion import Companion
    from partnership_cli.framework.model import Framework
    from partnership_cli.reflection.session import Session

_GO_BACK: Final = (
    "That file is set as your framework. To go back to the built-in one: "
    f"partnership framework use {BUNDLED}"
)


class FrameworkResolver:
    """The frameworks of one run; `named` is the file that the command line names, if it does.

    Each is read when it is first asked for, and once. A file that cannot be read is a
    NotFoundError or a FileProblemError.
    """

    def __init__(self, find_settings: Callable[[], Settings], named: str | None) -> None:
        self._find_settings = find_settings
        self._named = named
        self._read: dict[Path, tuple[Framework, Companion]] = {}

    @property
    def file(self) -> Path | None:
        """The file of the framework in use, or None where it is the bundled one.

        Raises UsageError.
        """
        if self._named is not None:
            from partnership_cli.config.settings import find_framework

            return find_framework(self._named)
        return self._find_settings().framework

    @property
    def files(self) -> tuple[Path, ...]:
        """The files in which what is asked stands: of the framework in use, and of guides."""
        with suppress(PartnershipError):
            return tuple(filter(None, (self.file, self._guides_file)))
        return ()

    @property
    def is_another(self) -> bool:
        """Whether another framework than the bundled one is in use; it is not read for that."""
        try:
            return self.file is not None
        except PartnershipError:
            return False

    @cached_property
    def framework(self) -> Framework:
        """The framework in use."""
        file = self.file
        framework = self.bundled if file is None else self._read_file(file)[0]
        return framework if self._guides_file is None else framework.chosen_by("scheme")

    @cached_property
    def companion(self) -> Companion:
        """The guides and marks that stand beside the framework in use."""
        from partnership_cli.framework.loader import load_companion, read_guides

        file = self.file
        companion = load_companion(self.bundled) if file is None else self._read_file(file)[1]
        if self._guides_file is None:
            return companion
        return companion.with_guides(read_guides(self._guides_file, self.framework))

    @cached_property
    def bundled(self) -> Framework:
        """The framework that comes with this program. Raises PartnershipError without it."""
        from partnership_cli.framework.loader import load_framework

        return load_framework()

    def find(self, session: Session) -> Framework | None:
        """Return the framework that a session asked questions of, if it is at hand."""
        known = (one for one in self._list_known() if one.framework.id == session.framework)
        return next(known, None)

    def name_for(self, session: Session, command: str) -> str | None:
        """Return how a command line names the framework to carry a session on with.

        That is None where it is in use. A note that does not say which it is of is carried on
        with one that has all of its questions. Raises UsageError where there is none; `command`
        is what was typed.
        """
        asked = set(session.questions)
        framework = (
            self.find(session)
            if session.framework
            else next((one for one in self._list_known() if asked <= one.ids), None)
        )
        if framework is None:
            named = session.framework or "its note does not say which"
            raise UsageError(
                f"this reflection asks the questions of another framework: {named}",
                f"Name its file: {command} --framework FILE",
                f"Everything you wrote in it is kept.{self._describe_unreadable()}",
            )
        if framework is self.__dict__.get("framework"):
            return None
        kept = self._find_settings().framework
        is_kept = kept is not None and self._read.get(kept, (None,))[0] is framework
        return str(kept) if is_kept else BUNDLED

    def name_file(self, framework: str) -> str:
        """Return what names the file of a framework in a command, as far as it is known."""
        with suppress(PartnershipError):
            if self.bundled.framework.id == framework:
                return BUNDLED
        return "FILE"

    @property
    def _guides_file(self) -> Path | None:
        """The file of guides that a scheme has set, which is for the framework that is set too."""
        return None if self._named is not None else self._find_settings().guides

    def _describe_unreadable(self) -> str:
        """Return a sentence where the framework that is set cannot be read, or nothing."""
        kept = self._find_settings().framework
        if kept is None or kept in self._read:
            return ""
        return f" The framework in your settings cannot be read: {kept}"

    def _list_known(self) -> Iterator[Framework]:
        with suppress(PartnershipError):
            yield self.framework
        with suppress(PartnershipError):
            kept = self._find_settings().framework
            if kept is not None:
                yield self._read_file(kept)[0]
        with suppress(PartnershipError):
            yield self.bundled

    def _read_file(self, file: Path) -> tuple[Framework, Companion]:
        from partnership_cli.framework.loader import read_with_companion

        if file not in self._read:
            try:
                self._read[file] = read_with_companion(file)
            except (NotFoundError, FileProblemError) as error:
                if self._named is None:
                    # It was set some time ago, perhaps by somebody else.
                    raise _add_way_back(error) from error
                raise
        return self._read[file]


def _add_way_back(error: NotFoundError | FileProblemError) -> PartnershipError:
    if isinstance(error, FileProblemError):
        return FileProblemError(error.problems, _GO_BACK, error.hint)
    return NotFoundError(error.message, _GO_BACK, "Your notes do not need it.")
