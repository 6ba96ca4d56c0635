r"""Answers as quotations, for files that others read.

`> ` stands before each line, so that nothing an answer opens goes on after it. What Markdown
lets out of a quotation all the same is set as code inside it: HTML and formulas, which
some programs obey to the end of the file; images, which they fetch; and the definition of a
link, which turns somebody else's `[word]` into one.
"""

from __future__ import annotations

import re
from typing import Final

from partnership_cli.formats.markdown_safety import holds_open_formula, holds_tags, set_as_code
from partnership_cli.reflection.session import clean_text

_DEFINITION: Final = re.compile(
    r"^[ \t>*+\-0-9.)]*\[(?:\\.|[^\[\]\\])+\]:", re.MULTILINE | re.DOTALL
)
_IMAGE: Final = "!["
_CODE: Final = re.compile(
    r"(?P<fence>~{3,}|`{3,})[^\S\n]*\n(?P<body>.*)\n(?P=fence)\s*\Z", re.DOTALL
)
_INDENT: Final = "    "


def quote(answer: str) -> str:
    """Return an answer as a quotation. `unquote` gives it back, character by character."""
    text = clean_text(answer)
    if _gets_out(text):
        text = set_as_code(text)
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def unquote(lines: list[str]) -> str:
    """Return the answer of a quotation whose every line begins with `>`."""
    text = "\n".join(line[2:] if line.startswith("> ") else line[1:] for line in lines)
    return free_code(text)


def free_code(text: str) -> str:
    """Return an answer without the code that `quote` set it as, or that a program made of that.

    A fence of other signs and lines that are indented are such: no answer that has to be set as
    code stands without a fence of ours around it.
    """
    found = _CODE.match(text)
    if found and _gets_out(found["body"]):
        return found["body"]
    lines = text.split("\n")
    if text.startswith(_INDENT) and all(one.startswith(_INDENT) for one in lines if one.strip()):
        body = "\n".join(line.removeprefix(_INDENT) for line in lines)
        return body if _gets_out(body) else text
    return text


def _gets_out(text: str) -> bool:
    return bool(
        _IMAGE in text or holds_tags(text) or holds_open_formula(text) or _DEFINITION.search(text)
    )
