"""Write data/bundled.py: the bundled framework and companion as Python, to be loaded quickly.

The words stand in the YAML files. Run this after a change of one of them:

    python .ci/bundle.py
"""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path

from partnership_cli.framework.check import check_companion, check_framework

DATA = Path(__file__).parents[1] / "data"
HEAD = '''\
"""The framework and the companion of the YAML files beside this one, made by .ci/bundle.py."""
# fmt: off
# ruff: noqa: E501, I001, Q000  # nobody writes or reads it

from partnership_cli.framework.companion import Companion, Erratum, ProjectNote
from partnership_cli.framework.model import (
    About, Contact, Framework, Guide, Licence, Link, Passage, Project, Question, Reference,
    SpokenWords, Theme, Value, WayIn,
)

'''


def write_bundle(folder: Path) -> str:
    """Return the module that holds the framework and the companion in this folder."""
    framework = check_framework((folder / "framework.yaml").read_bytes(), "framework.yaml")
    companion = check_companion((folder / "companion.yaml").read_bytes(), "companion.yaml")
    made = {
        "FRAMEWORK": framework.require("").chosen_by("tool"),
        "COMPANION": companion.require(""),
    }
    return HEAD + "".join(f"{name} = {write_value(value)}\n" for name, value in made.items())


def write_value(value: object, indent: str = "\n") -> str:
    """Return a value as Python, without what is given anyway."""
    deeper = indent + " "
    if is_dataclass(value):
        given = {one.name: getattr(value, one.name) for one in fields(value)}
        usual = {one.name: one.default for one in fields(value) if one.default is not MISSING}
        parts = [
            f"{name}={write_value(part, deeper)}"
            for name, part in given.items()
            if part != {} and (name not in usual or part != usual[name])
        ]
        return f"{type(value).__name__}({', '.join(parts)})"
    if isinstance(value, tuple) and value:
        return f"({''.join(f'{deeper}{write_value(one, deeper)},' for one in value)}{indent})"
    if isinstance(value, dict):
        parts = [f"{deeper}{key!r}: {write_value(one, deeper)}," for key, one in value.items()]
        return f"{{{''.join(parts)}{indent}}}"
    return repr(value)


if __name__ == "__main__":
    (DATA / "bundled.py").write_text(write_bundle(DATA), encoding="utf-8")
