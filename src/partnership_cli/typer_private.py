"""The parts of Typer that this program needs and Typer does not offer.

`tests/unit/test_typer_private.py` fails where one of them is moved or changed, so that Typer can
be allowed a later version by running it.
"""

from __future__ import annotations

from typer._click.shell_completion import CompletionItem
from typer._completion_classes import completion_init
from typer._completion_shared import install

__all__ = ["CompletionItem", "completion_init", "install"]
