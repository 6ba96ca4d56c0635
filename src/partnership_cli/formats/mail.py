"""What a mail program puts around a text: headings above it, a signature and a footer below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_KEY: Final = re.compile(r"[>\s*_]*(?P<key>[^\W\d_][\w-]{0,40})[ \xa0]?\s*[*_]*:[*_]*(?:\s.*|)")
_SENDERS: Final = frozenset({"from", "von", "de", "da", "van", "från", "fra", "od"})
_SUBJECTS: Final = frozenset(
    {"subject", "betreff", "objet", "asunto", "oggetto", "assunto", "onderwerp", "ämne", "emne"}
)
_PASSED_ON: Final = re.compile(
    r"[>\s]*-{2,}[^-].*-{2,}\s*|[>\s]*begin forwarded message:\s*", re.IGNORECASE
)
_ENCODED: Final = re.compile(
    r"^content-transfer-encoding:\s*(?:quoted-printable|base64)", re.IGNORECASE | re.MULTILINE
)
_INTRODUCES: Final = re.compile(r".*[@\d].*:\s*", re.DOTALL)
_SIGNATURE: Final = re.compile(r"--[ \xa0]?")
_LINE_ACROSS: Final = re.compile(r"[_-]{20,}\s*")
_SENT_FROM: Final = re.compile(
    r"(?:sent from|get outlook for|von meinem|envoyé de)\b.*", re.IGNORECASE
)
_LONGEST_HEADER: Final = 80
_LONGEST_FOOTER: Final = 10
_LONGEST_INTRODUCTION: Final = 200
_FIRST_LINES: Final = 40


def is_encoded_mail(text: str) -> bool:
    """Tell whether this is a mail as it was sent, whose letters are written as codes."""
    head, _, _ = text[:8192].partition("\n\n")
    return bool(_ENCODED.search(head))


def find_header(lines: Sequence[str]) -> list[int]:
    """Return the lines of a mail's heading that stand above a page, or none of them."""
    first = _find_written(lines, 0)
    if first is None:
        return []
    at = first
    if _PASSED_ON.fullmatch(lines[at]):
        at = _find_written(lines, at + 1) or at
    keys: set[str] = set()
    while at < min(first + _LONGEST_HEADER, len(lines)) and lines[at].strip(" \t>"):
        found = _KEY.fullmatch(lines[at])
        if found:
            keys.add(found["key"].casefold())
        elif not (keys and lines[at][:1] in " \t"):
            return []
        at += 1
    if not (keys & _SENDERS and keys & _SUBJECTS):
        return []
    return [one for one in range(first, at) if lines[one].strip()]


def find_introduction(lines: Sequence[str], quoted: int) -> list[int]:
    """Return the lines right above a quotation that say who wrote it, and when."""
    begin = quoted
    while begin > 0 and lines[begin - 1].lstrip().startswith(">"):
        begin -= 1
    above = [at for at in range(max(begin - 4, 0), begin) if lines[at].strip()]
    for count in (1, 2):
        found = above[-count:]
        said = " ".join(lines[at] for at in found)
        if (
            len(found) == count
            and len(said) < _LONGEST_INTRODUCTION
            and _INTRODUCES.fullmatch(said)
        ):
            return found if count == 1 or found[1] == found[0] + 1 else []
    return []


def find_footer(lines: Sequence[str], end: int) -> list[int]:
    """Return the lines below the end of a page that a mail program or a list put there."""
    written = [at for at in range(end, len(lines)) if lines[at].strip(" \t\xa0>")]
    found = []
    while written and _SENT_FROM.fullmatch(lines[written[0]].strip()):
        found.append(written.pop(0))
    if not written or len(written) > _LONGEST_FOOTER:
        return found
    first = lines[written[0]]
    has_address = any("@" in lines[at] or "://" in lines[at] for at in written)
    if _SIGNATURE.fullmatch(first) or (_LINE_ACROSS.fullmatch(first) and has_address):
        found += written
    return found


def _find_written(lines: Sequence[str], at: int) -> int | None:
    end = min(at + _FIRST_LINES, len(lines))
    return next((one for one in range(at, end) if lines[one].strip(" \t>")), None)
