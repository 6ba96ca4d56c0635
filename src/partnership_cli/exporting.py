"""Which notes become documents, in which form, and where they go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from partnership_cli.documents.markdown import (
    export_json,
    export_markdown,
    export_name,
    export_value,
)
from partnership_cli.errors import DamagedNoteError, UsageError
from partnership_cli.files import write_new
from partnership_cli.framework.model import About
from partnership_cli.reflection.session import Session

if TYPE_CHECKING:
    from partnership_cli.terminal.console import Console
    from partnership_cli.workspace import Workspace

STDOUT: Final = "-"
_FORMS: Final[dict[str, Callable[[Session, About], str]]] = {
    "md": export_markdown,
    "json": export_json,
}
_ENDINGS: Final = {".md": "md", ".markdown": "md", ".json": "json"}


@dataclass(frozen=True)
class Export:
    """What was asked for: which notes, in which form, and where to."""

    refs: tuple[str, ...]
    everything: bool = False
    form: str | None = None
    output: str | None = None


def export_notes(workspace: Workspace, wanted: Export, *, force: bool) -> Iterator[Path]:
    """Make the documents and give the name of each; those for the terminal are shown there.

    Raises UsageError, NotFoundError, DamagedNoteError, NotSavedError.
    """
    form = _choose_form(wanted)
    sessions = _find_sessions(workspace, wanted)
    about = workspace.framework.framework
    if wanted.output == STDOUT:
        for session in sessions:
            _show(workspace.console, form, session, about)
        return
    pages = [(export_name(session, form), _FORMS[form](session, about)) for session in sessions]
    for path, page in _name_files(wanted, pages):
        write_new(path, page.encode(), force=force)
        yield path


def _show(console: Console, form: str, session: Session, about: About) -> None:
    if form == "json":
        console.json(export_value(session, about))
    else:
        console.verbatim(export_markdown(session, about).removesuffix("\n"))


def _choose_form(wanted: Export) -> str:
    ending = Path(wanted.output or "").suffix.lower()
    form = wanted.form or _ENDINGS.get(ending)
    if form is None:
        if ending and not (wanted.output or "").endswith(("/", "\\")):
            raise UsageError(
                f"{ending} is no form that an export can have",
                "Let the name end in .md or .json, or say --format md or --format json.",
            )
        return "md"
    if form not in _FORMS:
        raise UsageError(f"{form!r} is no form that an export can have", "Say md or json.")
    return form


def _find_sessions(workspace: Workspace, wanted: Export) -> list[Session]:
    notebook = workspace.notebook
    if wanted.everything == bool(wanted.refs):
        raise UsageError(
            "say which reflections to export", "For the newest: partnership export last"
        )
    today = workspace.now().date()
    entries = (
        list(notebook.entries())
        if wanted.everything
        else [notebook.find(ref, today) for ref in wanted.refs]
    )
    for entry in entries:
        if entry.problem is not None:
            raise DamagedNoteError(
                entry.problem, "Mend the line in a text editor, then export again."
            )
    return [entry.session for entry in entries]


def _name_files(wanted: Export, pages: list[tuple[str, str]]) -> Iterator[tuple[Path, str]]:
    output = wanted.output
    target = Path(output or ".")
    # pathlib takes ./~ for ~ as well.
    target = target.expanduser() if (output or "").startswith("~") else target
    folder = output is None or target.is_dir() or output.endswith(("/", "\\"))
    if not folder and len(pages) > 1:
        raise UsageError(
            "several reflections do not go into one file", "Name a folder: -o reflections/"
        )
    for name, page in pages:
        yield (target / name if folder else target), page
