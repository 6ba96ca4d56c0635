"""The form of a framework file as JSON Schema, made from the models.

An editor that knows it completes keys and shows mistakes as one types. What a schema cannot say
(an id given twice, one that is nowhere) is found by `check` alone.
"""

from __future__ import annotations

from typing import Any

from partnership_cli.framework.model import (
    CONTENT_LISTS,
    LINE_PATTERN,
    OF_NO_FILE,
    About,
    Framework,
)
from partnership_cli.framework.validation import make_adapter


def make_schema() -> dict[str, Any]:
    """Return the schema of a framework file, draft 2020-12."""
    schema = make_adapter(Framework).json_schema(by_alias=True)
    for name, definition in schema["$defs"].items():
        # Where an id is missing it is derived, except for the framework's own.
        if name != About.__name__:
            definition["required"] = [key for key in definition.get("required", ()) if key != "id"]
    for properties in (schema, *schema["$defs"].values()):
        for name in OF_NO_FILE:
            properties["properties"].pop(name, None)
        for field in properties["properties"].values():
            _drop_null(field)
    about = schema["$defs"][About.__name__]["properties"]
    about["licence"]["anyOf"].insert(0, {"type": "string", "pattern": LINE_PATTERN})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "A framework for partnership",
        "anyOf": [
            {"required": [key], "properties": {key: {"minItems": 1}}} for key in CONTENT_LISTS
        ],
    }


def _drop_null(field: dict[str, Any]) -> None:
    """Remove null from a field; the program reads a key without a value as an empty text."""
    if "anyOf" in field:
        field["anyOf"] = [one for one in field["anyOf"] if one.get("type") != "null"]
    field.pop("default", None)
