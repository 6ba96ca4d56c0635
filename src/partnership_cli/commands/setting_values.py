"""What a setting names: a guide has to be there, an editor and a file can come later."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from partnership_cli.config.keys import BUNDLED, FILES, Setting
from partnership_cli.context import AppContext
from partnership_cli.errors import NotFoundError, PartnershipError, UsageError
from partnership_cli.framework.model import Guide
from partnership_cli.reflection.selection import find_guide
from partnership_cli.terminal.external_editor import split_command


def find_named(context: AppContext, key: str, value: Setting) -> Setting:
    """Return a value as it is to be set: of a guide its id. Raises NotFoundError, UsageError."""
    if key != "guide" or not isinstance(value, str):
        return value
    guides: tuple[Guide, ...] | None = None
    # A framework that cannot be read is set right by other means than a guide.
    with suppress(PartnershipError):
        guides = context.companion.guides
    if guides is None:
        return value
    try:
        return find_guide(guides, value).id
    except (NotFoundError, UsageError) as error:
        raise type(error)(error.message, error.hint, "Nothing was changed.") from error


def say_what_is_missing(context: AppContext, key: str, value: Setting) -> None:
    """Say in one sentence that what was set is not found on this computer."""
    if not isinstance(value, str):
        return
    if key == "editor" and shutil.which(split_command(value)[0]) is None:
        context.console.say(f"No program of that name is found here: {value}")
    elif key in FILES and value != BUNDLED and not Path(value).expanduser().is_file():
        context.console.say(f"There is no such file yet: {value}")
