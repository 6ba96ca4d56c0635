"""Saves a draft while it is written, and says once when that fails and once when it works again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from partnership_cli.errors import NotSavedError


class DraftSaver:
    """Saves the text of one answer when it has changed.

    `since` is when a save first failed, while it still fails. `kept` is the text that a file is
    known to hold, or None where none does.
    """

    def __init__(
        self,
        write: Callable[[str], None],
        now: Callable[[], datetime],
        kept: str | None,
        since: datetime | None = None,
    ) -> None:
        self.since = since
        self.written: datetime | None = None
        self._write = write
        self._now = now
        self._kept = kept

    def is_due(self, text: str) -> bool:
        """Whether a text is not known to be in a file."""
        return text != self._kept

    def save(self, text: str) -> str:
        """Save a text; return the sentence to say of it, mostly none."""
        try:
            self._write(text)
        except NotSavedError as error:
            self._kept = None
            return self._fail(error)
        self._kept, self.written = text, self._now()
        if self.since is None:
            return ""
        self.since = None
        return f"Your words are saved again, at {self.written:%H:%M}."

    def _fail(self, error: NotSavedError) -> str:
        if self.since is not None:
            return ""
        self.since = self._now()
        return (
            f"Your words have not been saved since {self.since:%H:%M}: {error.message}. "
            "You can go on writing. It is tried again each second."
        )
