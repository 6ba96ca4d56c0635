"""The documents that can be made, each with its forms: a row for every form.

The names of forms in `--help`, the endings of files and what makes the text are all read here.
The first form of a document is the one that is made where none was asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Generic, ParamSpec

from partnership_cli.formats.agreement import build_agreement_value, render_agreement
from partnership_cli.formats.handout import KEEP_IN_WORD, Handout, render_handout_markdown
from partnership_cli.formats.letter import render_letter
from partnership_cli.formats.markdown_pages import (
    build_together_value,
    build_writings_value,
    export_markdown,
    export_value,
    export_writings_markdown,
    render_together_markdown,
)
from partnership_cli.formats.shared_file import render_shared
from partnership_cli.formats.then_and_now_pages import build_times_value, render_times_markdown
from partnership_cli.framework.model import About, Framework
from partnership_cli.reflection.agreement import Agreement
from partnership_cli.reflection.letter import Letter
from partnership_cli.reflection.search import Writings
from partnership_cli.reflection.session import Session
from partnership_cli.reflection.then_and_now import ThenAndNow
from partnership_cli.reflection.together import Comparison

_Given = ParamSpec("_Given")


@dataclass(frozen=True)
class DocumentForm(Generic[_Given]):
    """One form of a document: its name, the endings of its files, and what makes its text.

    `value` gives what a form that holds values holds, to be shown as such; `large` makes the same
    text in large print, where the form has a size. A form that gives bytes is no text, and cannot
    be shown.
    """

    name: str
    endings: tuple[str, ...]
    render: Callable[_Given, str | bytes]
    value: Callable[_Given, object] | None = None
    large: Callable[_Given, str | bytes] | None = None


def _markdown(render: Callable[_Given, str]) -> DocumentForm[_Given]:
    return DocumentForm("md", (".md", ".markdown", ".txt"), render)


def _html(
    render: Callable[_Given, str], large: Callable[_Given, str] | None = None
) -> DocumentForm[_Given]:
    return DocumentForm("html", (".html", ".htm"), render, large=large)


def _docx(
    render: Callable[_Given, str], large: Callable[_Given, str] | None = None
) -> DocumentForm[_Given]:
    """Return the form of a file of Word, which is made of a page for a browser."""
    bigger = _put_in_word(large) if large else None
    return DocumentForm("docx", (".docx",), _put_in_word(render), large=bigger)


def _put_in_word(make_page: Callable[_Given, str]) -> Callable[_Given, bytes]:
    def render(*given: _Given.args, **named: _Given.kwargs) -> bytes:
        from partnership_cli.formats.docx_pages import render_docx

        return render_docx(make_page(*given, **named))

    return render


def _pages(
    render: Callable[_Given, str], large: Callable[_Given, str]
) -> tuple[DocumentForm[_Given], DocumentForm[_Given]]:
    """Return the forms of one page: for a browser and for Word, each in large print, too."""
    return _html(render, large), _docx(render, large)


def _json(value: Callable[_Given, object]) -> DocumentForm[_Given]:
    def render(*given: _Given.args, **named: _Given.kwargs) -> str:
        return json.dumps(value(*given, **named), ensure_ascii=False, indent=2) + "\n"

    return DocumentForm("json", (".json",), render, value)


# The parser of Markdown is loaded only where HTML is made.
def _export_html(session: Session, framework: Framework | None, *, large: bool = False) -> str:
    from partnership_cli.formats.html_pages import export_html

    return export_html(session, framework, large=large)


def _export_writings_html(
    writings: Writings, framework: Framework | None, *, large: bool = False
) -> str:
    from partnership_cli.formats.html_pages import export_writings_html

    return export_writings_html(writings, framework, large=large)


def _render_together_html(page: Comparison, about: About, *, large: bool = False) -> str:
    from partnership_cli.formats.html_pages import render_together_html

    return render_together_html(page, about, large=large)


def _render_times_html(page: ThenAndNow, about: About, *, large: bool = False) -> str:
    from partnership_cli.formats.html_pages import render_times_html

    return render_times_html(page, about, large=large)


def _render_handout_html(handout: Handout, about: About, *, large: bool = False) -> str:
    from partnership_cli.formats.paper_pages import render_handout_html

    return render_handout_html(handout, about, large=large)


def _render_handout_to_fill_in(handout: Handout, about: About, *, large: bool = False) -> str:
    return _render_handout_html(replace(handout, keep=KEEP_IN_WORD), about, large=large)


def _render_agreement_html(agreement: Agreement, about: About, *, large: bool = False) -> str:
    from partnership_cli.formats.agreement_html import render_agreement_html

    return render_agreement_html(agreement, about, large=large)


def _render_letter_html(letter: Letter, about: About, *, folded: bool = True) -> str:
    from partnership_cli.formats.letter_html import render_letter_html

    return render_letter_html(letter, about, folded=folded)


EXPORTS: Final = (
    _markdown(export_markdown),
    *_pages(_export_html, partial(_export_html, large=True)),
    _json(export_value),
)
WRITINGS: Final = (
    _markdown(export_writings_markdown),
    *_pages(_export_writings_html, partial(_export_writings_html, large=True)),
    _json(build_writings_value),
)
TOGETHER_PAGES: Final = (
    _markdown(render_together_markdown),
    *_pages(_render_together_html, partial(_render_together_html, large=True)),
    _json(build_together_value),
)
AGREEMENTS: Final = (
    _markdown(render_agreement),
    *_pages(_render_agreement_html, partial(_render_agreement_html, large=True)),
    _json(build_agreement_value),
)
LETTERS: Final = (
    _html(_render_letter_html),
    _docx(partial(_render_letter_html, folded=False)),
    _markdown(render_letter),
)
TO_FILL_IN: Final = (
    _markdown(render_handout_markdown),
    _docx(_render_handout_to_fill_in, partial(_render_handout_to_fill_in, large=True)),
)
"""The handouts that are filled in with a program."""
HANDOUTS: Final = (
    _html(_render_handout_html, partial(_render_handout_html, large=True)),
    TO_FILL_IN[1],
    TO_FILL_IN[0],
)
TIMES_PAGES: Final = (
    _markdown(render_times_markdown),
    *_pages(_render_times_html, partial(_render_times_html, large=True)),
    _json(build_times_value),
)
SHARED_FILES: Final = (_markdown(render_shared),)


def name_forms(forms: tuple[DocumentForm[_Given], ...]) -> str:
    """Return the names of forms as an option shows what can be said."""
    return "|".join(form.name for form in forms)
