"""What comes out the same in every run of the program is worked out once in a process of tests.

Each is a function of what it is given alone.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import typer.main

from partnership_cli.framework import check

_FEW: Final = 16


def keep_what_is_the_same() -> None:
    """Remember frameworks by their bytes, and what Typer finds in the function of a command."""
    for module, name, most in (
        (check, "check_framework", _FEW),
        (check, "check_companion", _FEW),
        (typer.main, "get_params_from_function", None),
    ):
        setattr(module, name, lru_cache(most)(getattr(module, name)))
