"""How the HTML pages look: one style sheet for the screen, light and dark, and for paper."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import Final, NamedTuple

from partnership_cli.framework.loader import read_bundled
from partnership_cli.reflection.session import clean_text

_STYLE_SHEET: Final = "page.css"


class PageStyle(NamedTuple):
    """What stands between `<style>` and `</style>`, and the Content Security Policy for it.

    Under the policy this one style sheet is obeyed, and nothing is loaded or run.
    """

    css: str
    policy: str


@cache
def read_style() -> PageStyle:
    """Return the style sheet that comes with the program. Raises PartnershipError."""
    # A browser reads the page's line ends as line feeds before it compares the hash.
    css = "\n" + clean_text(read_bundled(_STYLE_SHEET).decode())
    digest = b64encode(sha256(css.encode()).digest()).decode()
    return PageStyle(
        css,
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
    )
