"""The objects that a command works with, each made on first use and once for a run."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from partnership_cli.command_names import name_program, quote_path
from partnership_cli.terminal.console import Console, Interface, find_height, open_console
from partnership_cli.terminal.safe_text import safe

if TYPE_CHECKING:
    from partnership_cli.config.settings import Places, Settings
    from partnership_cli.framework.companion import Companion
    from partnership_cli.framework.model import Framework
    from partnership_cli.frameworks import FrameworkResolver
    from partnership_cli.notebook.notebook import Notebook
    from partnership_cli.notebook.relocation import NotesFolder
    from partnership_cli.notebook.trash import Trash
    from partnership_cli.reflection.session import Session
    from partnership_cli.terminal.pager import RunPager


def read_clock() -> datetime:
    """Return the local time with its offset, or that of UTC where TZ is not valid."""
    try:
        return datetime.now().astimezone()
    except (ValueError, OverflowError):
        return datetime.now(UTC)


def draw_letter(letters: str) -> str:
    """Return one of the letters, chosen at random."""
    from secrets import choice

    return choice(letters)


class AppContext:
    """Settings, framework, console and clock of one run of the program.

    `interface` is the mode that the command line names, and `framework` the file of a framework, if
    it names one; `pager` is whether it wants one. Each property is made on first use and may raise
    what making it raises: a broken settings or framework file is a FileProblemError.
    """

    def __init__(
        self,
        environ: Mapping[str, str] = os.environ,
        *,
        interface: Interface | None = None,
        colour: bool = True,
        framework: str | None = None,
        now: Callable[[], datetime] = read_clock,
        draw: Callable[[str], str] = draw_letter,
    ) -> None:
        self.environ = environ
        self.now = now
        self.draw = draw
        self._interface = interface
        self._colour = colour
        self.pager: bool | None = None
        self._named_framework = framework

    @cached_property
    def settings(self) -> Settings:
        """What the person has set."""
        from partnership_cli.config.settings import load_settings

        return load_settings(self.environ)

    @cached_property
    def places(self) -> Places:
        """Where notebook, drafts, settings and trash are."""
        return self.settings.places

    @cached_property
    def frameworks(self) -> FrameworkResolver:
        """The framework in use, and the others that can be read."""
        from partnership_cli.frameworks import FrameworkResolver

        return FrameworkResolver(lambda: self.settings, self._named_framework)

    @property
    def framework(self) -> Framework:
        """The framework whose questions are asked."""
        return self.frameworks.framework

    @property
    def companion(self) -> Companion:
        """The guides and marks that stand beside the framework."""
        return self.frameworks.companion

    def use_framework(self, file: str | None) -> None:
        """Use the framework that the command line names; with None, change nothing."""
        if file is not None:
            self._named_framework = file
            with suppress(AttributeError):
                del self.frameworks
            self._drop_consoles()

    def use_framework_of(self, session: Session, command: str) -> None:
        """Use the framework whose questions a session asks.

        `command` is the command to resume it, for the hint. Raises UsageError where the framework
        is not found.
        """
        from partnership_cli.reflection.session import OURS

        if not set(session.questions) <= OURS:
            self.use_framework(self.frameworks.name_for(session, command))

    @cached_property
    def notebook(self) -> Notebook:
        """The person's notes."""
        from partnership_cli.notebook.notebook import Notebook

        return Notebook(self.places.notebook, self.places.drafts)

    def find_former_notes(self) -> tuple[NotesFolder, ...]:
        """Return the folders that held the notes before and hold some still."""
        former = self.settings.former_notebooks
        if not former:
            return ()
        from partnership_cli.notebook.relocation import find_other_notes

        return find_other_notes(former, self.places.notebook, self.places.drafts)

    @cached_property
    def trash(self) -> Trash:
        """Where deleted notes go."""
        from partnership_cli.notebook.trash import Trash

        return Trash(self.places.notebook)

    @cached_property
    def deleted(self) -> Notebook:
        """The notes in the trash."""
        from partnership_cli.notebook.notebook import Notebook

        return Notebook(self.places.trash, self.places.drafts)

    @cached_property
    def program(self) -> str:
        """What to type to start this program."""
        return name_program(sys.argv[0], sys.executable, self.environ)

    @cached_property
    def console(self) -> Console:
        """Where words go, in the mode that options, environment and settings choose."""
        return self._open_console(lambda: self.settings.interface)

    @cached_property
    def basic_console(self) -> Console:
        """A console that needs no settings file, for help and for errors."""
        console: Console | None = self.__dict__.get("console")
        return console or self._open_console(lambda: None)

    @contextmanager
    def show_in_pages(self) -> Iterator[None]:
        """Show what is written inside in the person's pager, where it is longer than the screen."""
        console = self.console
        with self.hold_for_pager(console) as held:
            self.console = held
            try:
                yield
            finally:
                self.console = console

    @contextmanager
    def hold_for_pager(self, console: Console, run: RunPager | None = None) -> Iterator[Console]:
        """Give a console; what is longer than the screen goes to a pager at the end, by `run`.

        In plain mode that is done only where the command line asks for it.
        """
        height = find_height(self.environ, (sys.stdout,))
        wanted = not console.plain if self.pager is None else self.pager
        if not (height and console.wraps and wanted):
            yield console
            return
        from partnership_cli.terminal.pager import hold_for_pager, run_pager

        with hold_for_pager(console, height, self.environ, run or run_pager) as held:
            yield held

    def use_interface(self, interface: Interface | None) -> None:
        """Use the mode that a command's option names; with None, change nothing."""
        if interface is not None:
            self._interface = interface
            self._drop_consoles()

    def _drop_consoles(self) -> None:
        """Drop both consoles, so that each is made again on its next use."""
        with suppress(AttributeError):
            del self.console
        with suppress(AttributeError):
            del self.basic_console

    def has_paused_session(self) -> bool:
        """Tell whether `resume` would find a session to carry on with."""
        return next(self.notebook.unfinished_entries(), None) is not None

    def _open_console(self, configured: Callable[[], Interface | None]) -> Console:
        console = open_console(
            self.environ,
            (sys.stdout, sys.stderr),
            interface=self._interface,
            colour=self._colour,
            configured=configured,
            program=self.program,
        )
        file = self._named_framework
        return replace(console, framework=safe(quote_path(file))) if file else console
