"""Closes what an answer leaves open, so that nothing after it is swallowed.

Whether something is open is not guessed: the answer is rendered with a heading after it,
and the heading must be found there, outside every element, with HTML allowed and without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

from markdown_it import MarkdownIt

_MARK: Final = "partnership end of answer"
_BLOCKS: Final = ("-->", "?>", "]]>", ">", "</script>", "</pre>", "</style>", "</textarea>")
_BROKEN_TAGS: Final = ('">', "'>", ">")
_FENCE: Final = re.compile(r"`{3,}|~{3,}")
_VOID: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)


def close_answer(answer: str) -> str:
    """Return the answer with what closes it added below, if anything is open.

    The words stay as they are. What cannot be closed is set as code, between fences.
    """
    for closing in _closings(answer):
        if _ends_clean(answer + closing):
            return answer + closing
    longest = max((len(fence) for fence in _FENCE.findall(answer)), default=2)
    fence = "~" * (longest + 1)
    return f"{fence}\n{answer}\n{fence}"


def _closings(answer: str) -> Iterator[str]:
    yield ""
    fences = list(dict.fromkeys(_FENCE.findall(answer)))
    blocks = [f"\n{closer}" for closer in (*reversed(fences), *_BLOCKS)]
    yield from blocks
    for before in ("", *blocks, *(f"\n{broken}" for broken in _BROKEN_TAGS)):
        left = _read(answer + before).open_elements
        if left and len(left) <= len(answer):
            yield before + "\n" + "".join(f"</{name}>" for name in reversed(left))


def _ends_clean(text: str) -> bool:
    return all(_read(text, html=html).is_clean for html in (True, False))


class _Page(HTMLParser):
    """Follows which elements are open, and whether the mark is met outside all of them."""

    def __init__(self) -> None:
        super().__init__()
        self.open_elements: list[str] = []
        self.is_clean = False
        self._in_mark = False
        self._is_plaintext = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_plaintext |= tag == "plaintext"
        self._in_mark = tag == "h2" and not self.open_elements and not attrs
        if tag not in _VOID:
            self.open_elements.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._in_mark = False
        if tag in self.open_elements:
            while self.open_elements.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        # Nothing ends a plaintext element, not even its end tag.
        if self._in_mark and data == _MARK:
            self.is_clean = not self._is_plaintext


def _read(text: str, *, html: bool = True) -> _Page:
    markdown = MarkdownIt("commonmark", {"html": html}).enable("table")
    page = _Page()
    page.feed(markdown.render(f"{text}\n\n## {_MARK}\n"))
    page.close()
    page.open_elements = [name for name in page.open_elements if name != "h2"]
    return page
