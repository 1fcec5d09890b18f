"""The JSON Schema of an answer's dataclass.

Belongs here: from type annotations to JSON Schema (draft 2020-12). Does not: any answer of its own.
Always true: what `plain` makes of a value of the class is valid under the schema; the same class
gives the same text on every machine.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from ecluse.answers.plain import KEY, OPTIONAL, SCHEMA

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SIMPLE: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    Decimal: {"type": "number"},
    date: {"type": "string", "format": "date"},
    None: {"type": "null"},
    type(None): {"type": "null"},
    Any: {},
    object: {},
}


def schema_of(answer: type) -> dict[str, Any]:
    """The schema of a dataclass that names its schema (`SCHEMA = "ecluse.timeline/1"`).

    Raises:
        TypeError: A field is of a type that has no plain form.
    """
    defined: dict[str, dict[str, Any]] = {}
    body = _object(answer, defined)
    own = getattr(answer, SCHEMA, None)
    head = {"$schema": DRAFT} | ({"title": own} if own else {})
    return head | body | ({"$defs": dict(sorted(defined.items()))} if defined else {})


def _object(answer: type, defined: dict[str, dict[str, Any]]) -> dict[str, Any]:
    hints = get_type_hints(answer)
    properties: dict[str, Any] = {}
    required = []
    own = getattr(answer, SCHEMA, None)
    if own is not None:
        properties["schema"] = {"const": own}
        required.append("schema")
    told = _told(answer)
    for each in fields(answer):
        name = each.metadata.get(KEY) or each.name
        properties[name] = _of(hints[each.name], defined) | told.get(each.name, {})
        if not each.metadata.get(OPTIONAL):
            required.append(name)
    described = (inspect.getdoc(answer) or "").partition("\n\n")[0].replace("\n", " ")
    return {
        "type": "object",
        "description": described,
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _of(hint: Any, defined: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if hint in _SIMPLE:
        return dict(_SIMPLE[hint])
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(parts)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_of(each, defined) for each in parts]}
    if origin is tuple and Ellipsis not in parts:
        return {"type": "array", "prefixItems": [_of(each, defined) for each in parts]}
    if inspect.isclass(origin) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _of(parts[1], defined)}
    if inspect.isclass(origin) and issubclass(origin, Sequence | frozenset | set | Iterable):
        return {"type": "array", "items": _of(parts[0], defined)}
    if inspect.isclass(hint) and issubclass(hint, Enum):
        return {"enum": [each.value for each in hint]}
    if inspect.isclass(hint) and is_dataclass(hint):
        name = hint.__name__
        if name not in defined:
            defined[name] = {}  # a class may hold itself
            defined[name] = _object(hint, defined)
        return {"$ref": f"#/$defs/{name}"}
    raise TypeError(f"{hint!r} has no plain form")


def _told(answer: type) -> dict[str, dict[str, str]]:
    """What the docstring's `Args` say of each field."""
    lines = (inspect.getdoc(answer) or "").splitlines()
    if "Args:" not in lines:
        return {}
    told: dict[str, str] = {}
    name = ""
    for line in lines[lines.index("Args:") + 1 :]:
        if line and not line.startswith(" "):
            break
        head, colon, rest = line.strip().partition(": ")
        if colon and line.startswith("    ") and not line.startswith("     "):
            name = head
            told[name] = rest
        elif name and line.strip():
            told[name] += " " + line.strip()
    return {field: {"description": text} for field, text in told.items()}
