"""The parts of Typer that this program needs and Typer does not offer.

`tests/unit/test_typer_private.py` fails where one of them is moved or changed, so that Typer can
be allowed a later version by running it.
"""

from __future__ import annotations

import re
from typing import Any, Final

from typer._click.shell_completion import CompletionItem
from typer._completion_classes import completion_init
from typer._completion_shared import install

__all__ = ["CompletionItem", "completion_init", "install", "take_texts_as_given"]

_DIGITS: Final = re.compile("[0-9]+")


def take_texts_as_given(params: list[Any]) -> list[Any]:
    """Return options and arguments after each was told to take a text without pydantic's help.

    Typer loads it for each of them, also for one that was not given, and offers no other way;
    that takes longer than most commands. Where Typer does not look for what is set here, it goes
    its own way, and is only slower.
    """
    for param in params:
        param._runtime_param = _GivenTexts()  # noqa: SLF001  # Typer makes its own where this is None
    return params


class _GivenTexts:
    """What an option or argument holds, of what was given; Typer reads whatever is no text."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        wanted = param.type_descriptor.annotation
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        if wanted is str and isinstance(value, str):
            return value
        if wanted == list[str] and isinstance(value, list | tuple):
            return list(value)
        if wanted is int and _DIGITS.fullmatch(str(value)) and int(value) >= (param.min or 0):
            return int(value)
        param._runtime_param = None  # noqa: SLF001  # as above
        return param.get_runtime_param().coerce(value, param, ctx)
