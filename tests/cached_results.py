"""What comes out the same in every run of the program is worked out once in a process of tests.

Each is a function of what it is given alone.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import Final

import typer.main
from prompt_toolkit.application import application

import partnership_cli
from partnership_cli.framework import loader

_KEYS: Final = "load_key_bindings"


def keep_what_is_the_same() -> None:
    """Remember what Typer finds in the function of a command, and the usual keys."""
    for module, name in ((typer.main, "get_params_from_function"), (application, _KEYS)):
        setattr(module, name, cache(getattr(module, name)))


@cache
def prepare_copies() -> None:
    """Import each module of the program, and work out what every copy of this process needs."""
    for module in pkgutil.walk_packages(partnership_cli.__path__, "partnership_cli."):
        import_module(module.name)
    import_module("prompt_toolkit.shortcuts")
    loader.load_companion(loader.load_framework())
    # Typed as a name of another module's; what it gives knows its keys when it is first asked.
    assert getattr(application, _KEYS)().bindings
