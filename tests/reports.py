"""What a terminal says by itself, and the long forms of keys, for tests of both modes."""

from __future__ import annotations

from typing import Final

REPORTS: Final = {
    "focus in": "\x1b[I",
    "focus out": "\x1b[O",
    "colour of text, BEL": "\x1b]10;rgb:e5e5/e5e5/e5e5\x07",
    "colour behind, ST": "\x1b]11;rgb:1414/1414/1414\x1b\\",
    "a colour of the palette": "\x1b]4;7;rgb:ffff/ffff/ffff\x1b\\",
    "the clipboard": "\x1b]52;c;aGVsbG8gd29ybGQ=\x07",
    "a title": "\x1b]lMy own answer, line 2\x1b\\",
    "DA1": "\x1b[?64;1;2;4;6;9;15;18;21;22c",
    "DA2": "\x1b[>41;370;0c",
    "DA3": "\x1bP!|00000000\x1b\\",
    "XTVERSION": "\x1bP>|XTerm(370)\x1b\\",
    "DECRQSS": "\x1bP1$r0;1m\x1b\\",
    "XTGETTCAP": "\x1bP1+r544e=787465726d\x1b\\",
    "graphics": "\x1b_Gi=31;OK\x1b\\",
    "a privacy message": "\x1b^who knows\x1b\\",
    "a start of string": "\x1bXwho knows\x1b\\",
    "size in band": "\x1b[48;24;80;480;640t",
    "size on request": "\x1b[8;24;80t",
    "dark or light": "\x1b[?997;1n",
    "ready": "\x1b[0n",
    "place of the cursor": "\x1b[24;80R",
    "extended place": "\x1b[?24;80;1R",
    "a mode": "\x1b[?2026;2$y",
    "keyboard flags": "\x1b[?1u",
    "keys of other kinds": "\x1b[>4;2m",
    "mouse": "\x1b[<0;10;5M",
    "mouse let go": "\x1b[<0;10;5m",
    "mouse of old": "\x1b[M !!",
    "mouse of urxvt": "\x1b[96;14;13M",
    "a key let go": "\x1b[97;1:3u",
    "Shift held": "\x1b[57441;2u",
    "an unknown sequence": "\x1b[3;9;27!x",
    "a paste that ended before": "\x1b[201~",
    "F5": "\x1b[15~",
    "F9 of a console": "\x1b[20;2~",
    "F1 of the Linux console": "\x1b[[E",
    "focus, in 8 bits": "\x9bI",
}
"""None of these was typed."""

LONG_FORMS: Final = {
    "\x1b\r": "\n",
    "\x1b\n": "\n",
    "\x1b[13u": "\n",
    "\x1b[13;2u": "\n",
    "\x1b[13;5u": "\n",
    "\x1b[13;2:1u": "\n",
    "\x1b[27;2;13~": "\n",
    "\x1b[27;6;13~": "\n",
    "\x1b[57414u": "\n",
    "\x1b[97u": "a",
    "\x1b[97;1:2u": "a",
    "\x1b[97:65;2u": "A",
    "\x1b[97;2u": "A",
    "\x1b[97;65u": "A",
    "\x1b[97;129u": "a",
    "\x1b[233u": "é",
    "\x1b[27;2;65~": "A",
    "\x1b[27;1;228~": "ä",
    "\x1b[97;1;12354u": "あ",
    "\x1b[57400u": "1",
    "\x1b[9u": "\t",
}
"""Keys in their long form, and what they add to a text."""

UNNAMED: Final = (
    "\x1b[32;5u",
    "\x1b[97;6u",
    "\x1b[27;5;9~",
    "\x1b[27u",
    "\x1b[9;2u",
    "\x1b[120;3u",
)
"""Keys in their long form that do nothing."""
