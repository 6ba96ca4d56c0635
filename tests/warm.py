"""What comes out the same in every run of the program is worked out once in a process of tests.

Each is a function of what it is given alone.
"""

from __future__ import annotations

import pkgutil
from functools import cache, lru_cache
from importlib import import_module
from typing import Final

import typer.main
from prompt_toolkit.application import application

import partnership_cli
from partnership_cli.framework import check, loader

_FEW: Final = 16
_KEYS: Final = "load_key_bindings"


def keep_what_is_the_same() -> None:
    """Remember frameworks by their bytes, functions of commands by what Typer sees, and keys."""
    for module, name, most in (
        (check, "check_framework", _FEW),
        (check, "check_companion", _FEW),
        (typer.main, "get_params_from_function", None),
        (application, _KEYS, None),
    ):
        setattr(module, name, lru_cache(most)(getattr(module, name)))


@cache
def prepare_copies() -> None:
    """Import each module of the program, and work out what every copy of this process needs."""
    for module in pkgutil.walk_packages(partnership_cli.__path__, "partnership_cli."):
        import_module(module.name)
    import_module("prompt_toolkit.shortcuts")
    loader.load_companion(loader.load_framework())
    # Typed as a name of another module's; what it gives knows its keys when it is first asked.
    assert getattr(application, _KEYS)().bindings
