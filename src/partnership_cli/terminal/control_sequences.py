"""What a terminal sends: letters, keys, pastes, and reports that nobody typed.

One recogniser serves both modes. Where it cannot tell a report from typed words, the words win:
what was held back is given back as it was typed.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final, NamedTuple

HOLD: Final = 0.5
"""Seconds after which what has only begun like a control sequence is none."""

AT_ONCE: Final = 0.01
"""Seconds within which a terminal sends what belongs to one key."""

ESC: Final = "\x1b"
BEL: Final = "\x07"
_STRING_END: Final = f"{ESC}\\"
_PASTE_BEGINS: Final = f"{ESC}[200~"
_PASTE_ENDS: Final = f"{ESC}[201~"
_BACKSPACES: Final = "\x7f\x08"
_RETURNS: Final = "\r\n"
_LEAVING_A_PASTE: Final = "\x03\x04"
_LONGEST: Final = 1 << 20
# The forms of one character: of CSI, OSC, DCS, SS3 and the end of a string.
_SHORT_FORMS: Final = dict(
    zip("\x9b\x9d\x90\x8f\x9c", (f"{ESC}{sign}" for sign in "[]PO\\"), strict=True)
)

# Sequences that begin with ESC [ or ESC O, and how far into one a text can be. Two of old keys
# have a form of their own: ESC [ [ A of the Linux console, ESC [ 7 $ of rxvt; so has the mouse.
_WHOLE: Final = re.compile(
    r"\x1b(\[\[[A-E]|\[\d+\$|\[M[ -\U0010ffff]{3}|\[(?![\[M])[0-?]*[ -/]*[@-~]"
    r"|O[0-9;]*[ @-Z=j-ya-d])"
)
_BEGUN: Final = re.compile(r"\x1b([\[O]?|\[\[|\[M[ -\U0010ffff]{0,2}|\[[0-?]*[ -/]*|O[0-9;]*)")
# Strings that a terminal sends begin so; what else follows these signs was typed.
_STRINGS: Final = {
    "]": re.compile(r"[0-9lLI]"),
    "P": re.compile(r"[0-9;:<=>?!$+|]"),
    "_": re.compile(r"G"),
    "^": re.compile(r"[ -~]"),
    "X": re.compile(r"[ -~]"),
}


class Sent(NamedTuple):
    """One thing that a terminal sent: a character, or a whole sequence that begins with ESC."""

    text: str
    pasted: bool = False


class _Fit(Enum):
    WHOLE = auto()
    BEGUN = auto()
    NONE = auto()


class Controls:
    """Takes what a terminal sends character by character, and tells keys from reports."""

    def __init__(self) -> None:
        self._held = ""
        self._pauses = 0
        self._apart = False
        self._in_paste = False
        self._in_string = False

    @property
    def held(self) -> str:
        """What was taken and may be the beginning of a sequence."""
        return self._held

    @property
    def in_paste(self) -> bool:
        """Whether a paste has begun and not ended."""
        return self._in_paste

    def feed(self, char: str, pause: float) -> list[Sent]:
        """Take one character that came so many seconds after the one before."""
        if self._in_paste and char in _LEAVING_A_PASTE and pause >= AT_ONCE:
            # Pressed by itself: the end of the paste was lost, and the person is to get out.
            out, self._in_paste = self.expire(), False
            return [*out, Sent(char)]
        if self._in_paste:
            return self._feed_paste(char)
        form = _SHORT_FORMS.get(char, char)
        if len(form) > 1:
            return [*self.feed(form[0], pause), *self.feed(form[1], 0)]
        if not self._held and char != ESC:
            return [Sent(char)]
        if self._held and pause >= AT_ONCE:
            self._pauses += 1
            self._apart = self._apart or self._held == ESC
        before, self._held = self._held, self._held + char
        if self._in_string:
            return self._feed_string(before, char)
        return self._judge(before, char, late=pause >= AT_ONCE)

    def expire(self) -> list[Sent]:
        """Return what is held, as nothing more has come for as long as HOLD."""
        if self._in_paste:
            held, self._held = self._held, ""
            return [Sent(char, pasted=True) for char in held]
        return self._give_back() if self._held else []

    def take_held(self) -> str:
        """Return what is held for another reader to go on with, and begin anew."""
        held, self._in_paste = self._held, False
        self._begin()
        return held

    def _judge(self, before: str, char: str, *, late: bool) -> list[Sent]:
        """Decide on what is held outside a string."""
        if before == ESC:
            return self._judge_second(char)
        if len(self._held) > 2 and before[1:2] in _STRINGS:  # noqa: PLR2004 - ESC and its second
            if _STRINGS[before[1]].fullmatch(char):
                self._in_string = True
                return []
            return self._give_back()
        match _fit(self._held):
            case _Fit.BEGUN:
                return []
            case _Fit.WHOLE if not self._was_typed(char, late=late):
                return self._end(Sent(self._held))
        return self._give_back()

    def _judge_second(self, char: str) -> list[Sent]:
        """Decide on ESC and one character."""
        if char == ESC:
            self._begin(ESC)
            return []
        if char in "[O" or char in _STRINGS:
            return []
        named = char in _RETURNS or char in _BACKSPACES or " " <= char <= "~"
        if named and not self._apart:
            return self._end(Sent(self._held))
        return self._end(Sent(char))

    def _was_typed(self, char: str, *, late: bool) -> bool:
        """Tell whether a whole sequence came as a hand types it: a terminal cuts it once at most.

        ESC [ c and the like, cut before a small letter, are sent by no terminal.
        """
        short = len(self._held) == 3  # noqa: PLR2004 - ESC [ c
        return self._pauses > 1 or (late and short and char.islower())

    def _feed_string(self, before: str, char: str) -> list[Sent]:
        """Go on with a string, up to BEL or ESC and a backslash; it is passed over whole."""
        if char == BEL or self._held.endswith(_STRING_END):
            return self._end()
        if before.endswith(ESC) or len(self._held) > _LONGEST or (char < " " and char != ESC):
            return self._give_back()
        return []

    def _feed_paste(self, char: str) -> list[Sent]:
        """Take pasted text as it is, up to the sequence that ends it."""
        if not self._held and char != ESC:
            return [Sent(char, pasted=True)]
        self._held += char
        if self._held == _PASTE_ENDS:
            self._in_paste = False
            return self._end()
        if _PASTE_ENDS.startswith(self._held):
            return []
        held, self._held = self._held, ""
        again = held.endswith(ESC)
        out = [Sent(one, pasted=True) for one in (held[:-1] if again else held)]
        return [*out, *self._feed_paste(ESC)] if again else out

    def _give_back(self) -> list[Sent]:
        """Return as typed what turned out to be no sequence.

        ESC and what came at once with it were one key; what came later was typed by itself.
        """
        held, apart = self._held, self._apart
        self._begin()
        out, rest = ([], held[1:]) if apart else ([Sent(held[:2])], held[2:])
        if held == ESC:
            return []
        for char in rest:
            out += self.feed(char, 0)
        return out

    def _end(self, *sent: Sent) -> list[Sent]:
        begins = any(one.text == _PASTE_BEGINS for one in sent)
        self._begin()
        self._in_paste = begins
        return [one for one in sent if one.text not in (_PASTE_BEGINS, _PASTE_ENDS)]

    def _begin(self, held: str = "") -> None:
        self._held, self._pauses, self._apart, self._in_string = held, 0, False, False


def _fit(text: str) -> _Fit:
    if _WHOLE.fullmatch(text):
        return _Fit.WHOLE
    return _Fit.BEGUN if _BEGUN.fullmatch(text) else _Fit.NONE
