"""Undo and redo by what changed, not by whole copies of the text.

prompt_toolkit keeps a copy of the whole text for each key, because `KeyBindings.add` drops the
`save_before` it is given with a named command (its issue 1467). A long session took hundreds of
megabytes so, and undo went letter by letter. Here a step is a word or what was typed without a
pause; older steps are joined, so that the beginning is never many presses away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from partnership_cli.terminal.word_wrap import find_change

PAUSE: Final = 1.0
"""Seconds without a key after which a new step begins."""

_FINE_STEPS: Final = 8
_JOINED_LENGTH: Final = 160
_JOINED_PART: Final = 12
_MOST_CHARACTERS: Final = 4_000_000


@dataclass(frozen=True)
class Change:
    """At one place, what was removed and what was put there; `cursor` is where it stood before."""

    start: int
    removed: str
    added: str
    cursor: int

    def __len__(self) -> int:
        return len(self.removed) + len(self.added)

    def apply(self, text: str) -> tuple[str, int]:
        """Return the text with this change made, and where the cursor then stands."""
        after = self.start + len(self.added)
        return text[: self.start] + self.added + text[self.start + len(self.removed) :], after

    def revert(self, text: str) -> tuple[str, int]:
        """Return the text with this change taken back, and where the cursor stood."""
        rest = text[self.start + len(self.added) :]
        return text[: self.start] + self.removed + rest, self.cursor

    def touches(self, later: Change) -> bool:
        """Whether a later change is made in what this one added, or at its edge."""
        return (
            later.start <= self.start + len(self.added)
            and later.start + len(later.removed) >= self.start
        )

    def join(self, later: Change) -> Change:
        """Return the one change that this and a later one at the same place make."""
        before = max(self.start - later.start, 0)
        after = max(later.start + len(later.removed) - self.start - len(self.added), 0)
        beyond = later.removed[len(later.removed) - after :]
        removed = later.removed[:before] + self.removed + beyond
        kept = self.added[: max(later.start - self.start, 0)]
        rest = self.added[max(later.start + len(later.removed) - self.start, 0) :]
        start = min(self.start, later.start)
        return Change(start, removed, kept + later.added + rest, self.cursor)


class Steps:
    """What was changed in one answer, to be undone and redone."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._cursor = len(text)
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._length = 0
        self._last = 0.0
        self._open = False

    @property
    def text(self) -> str:
        """The text as it was noted last."""
        return self._text

    def end_step(self, cursor: int) -> None:
        """Let the next change begin a step of its own, with the cursor here."""
        self._open = False
        self._cursor = cursor

    def note(self, text: str, cursor: int, now: float) -> None:
        """Take note that one key made this of the text."""
        change = self._compare(text)
        if change is None:
            return
        last = self._done[-1] if self._done else None
        if last and last.touches(change) and self._goes_on(last, change, now):
            self._replace_last(last.join(change))
        else:
            self._done.append(change)
            self._length += len(change)
            self._join_older()
        self._undone.clear()
        self._text, self._cursor = text, cursor
        self._last, self._open = now, True
        self._forget_oldest()

    def undo(self) -> tuple[str, int] | None:
        """Return the text and the cursor of one step ago."""
        if not self._done:
            return None
        change = self._done.pop()
        self._undone.append(change)
        return self._go_to(change.revert(self._text), -len(change))

    def redo(self) -> tuple[str, int] | None:
        """Return the text and the cursor of the step that was undone last."""
        if not self._undone:
            return None
        change = self._undone.pop()
        self._done.append(change)
        return self._go_to(change.apply(self._text), len(change))

    def forget_back_to(self, text: str) -> bool:
        """Forget the steps after this text, if it stood here a few steps ago."""
        past, steps = self._text, 0
        for change in reversed(self._done[-_FINE_STEPS:]):
            if past == text:
                break
            past, _ = change.revert(past)
            steps += 1
        if past != text:
            return False
        for change in self._done[len(self._done) - steps :]:
            self._length -= len(change)
        del self._done[len(self._done) - steps :]
        self._text, self._open = text, False
        return True

    def _go_to(self, place: tuple[str, int], grown: int) -> tuple[str, int]:
        self._text, self._cursor = place
        self._length += grown
        self._open = False
        return place

    def _compare(self, text: str) -> Change | None:
        start, end = find_change(self._text, text)
        removed = self._text[start : len(self._text) - len(text) + end]
        if not removed and start == end:
            return None
        return Change(start, removed, text[start:end], self._cursor)

    def _goes_on(self, last: Change, change: Change, now: float) -> bool:
        """Tell whether a change belongs to the step before: the same word, without a pause."""
        if not self._open or now - self._last >= PAUSE:
            return False
        if change.added and not change.removed:
            at_its_end = change.start == last.start + len(last.added)
            begins_a_word = last.added[-1:].isspace() and not change.added[0].isspace()
            return at_its_end and bool(last.added) and not begins_a_word
        return not change.added and not last.added

    def _join_older(self) -> None:
        """Join the newest of the older steps with the one before, while neither is long."""
        at = len(self._done) - _FINE_STEPS - 1
        if at < 1:
            return
        before, later = self._done[at - 1 : at + 1]
        longest = max(_JOINED_LENGTH, len(self._text) // _JOINED_PART)
        if before.touches(later) and len(before) + len(later) <= longest:
            joined = before.join(later)
            self._length += len(joined) - len(before) - len(later)
            self._done[at - 1 : at + 1] = [joined]

    def _replace_last(self, change: Change) -> None:
        self._length += len(change) - len(self._done[-1])
        self._done[-1] = change

    def _forget_oldest(self) -> None:
        while self._length > _MOST_CHARACTERS and len(self._done) > 1:
            self._length -= len(self._done.pop(0))
