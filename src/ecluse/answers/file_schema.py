"""The JSON Schema of a file that people write, from the type that reads it.

Belongs here: from a pydantic dataclass to the schema that an editor checks YAML against.
Does not: any file of its own.
Always true: what the type accepts from a file, the schema accepts; a scalar in YAML may look like
text, a number or a truth, and reaches the reader as text, so all three are accepted for text.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from ecluse.answers.schema import DRAFT

SCALAR = {"type": ["string", "number", "boolean"]}


def file_schema(shape: type, title: str) -> dict[str, Any]:
    """The schema of a file of one shape."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(shape).json_schema(schema_generator=_generator())
    return {"$schema": DRAFT} | schema | {"title": title}


@cache
def _generator() -> type[Any]:
    from pydantic.json_schema import GenerateJsonSchema

    class ForEditors(GenerateJsonSchema):
        """Values that our readers build from text are text in the file."""

        def is_instance_schema(self, _: Any) -> dict[str, Any]:
            return dict(SCALAR)

        def str_schema(self, _: Any) -> dict[str, Any]:
            return dict(SCALAR)

        def decimal_schema(self, _: Any) -> dict[str, Any]:
            return {"type": ["string", "number"]}

        def date_schema(self, _: Any) -> dict[str, Any]:
            return {"type": "string", "format": "date"}

        def default_schema(self, schema: Any) -> dict[str, Any]:
            """What is taken where a key is left out is no concern of an editor."""
            return self.generate_inner(schema["schema"])

    return ForEditors
