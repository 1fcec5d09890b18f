"""The JSON Schema of an answer's dataclass.

Belongs here: from type annotations to JSON Schema (draft 2020-12). Does not: any answer of its own.
Always true: what `plain` makes of a value of the class is valid under the schema; the same class
gives the same text on every machine.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import (
    Annotated,
    Any,
    Literal,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

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
    head: dict[str, Any] = {"$schema": DRAFT}
    if own is not None:
        head["title"] = own
        body["properties"] = {"schema": {"const": own}} | body["properties"]
        body["required"] = ["schema", *body["required"]]
    return head | body | ({"$defs": dict(sorted(defined.items()))} if defined else {})


def _object(answer: type, defined: dict[str, dict[str, Any]]) -> dict[str, Any]:
    hints = get_type_hints(answer, include_extras=True)
    described = _described(answer)
    said = {part.name: part.metadata for part in fields(answer)} if is_dataclass(answer) else {}
    properties: dict[str, Any] = {}
    required = []
    for field_name in said or hints:
        options: Mapping[str, Any] = said.get(field_name, {})
        name = options.get(KEY) or field_name
        properties[name] = _of(hints[field_name], defined) | described.get(field_name, {})
        if not options.get(OPTIONAL):
            required.append(name)
    summary = (inspect.getdoc(answer) or "").partition("\n\n")[0].replace("\n", " ")
    return {
        "type": "object",
        "description": summary,
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _of(hint: Any, defined: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if hint in _SIMPLE:
        return dict(_SIMPLE[hint])
    if get_origin(hint) is not None:
        return _composed(hint, defined)
    if inspect.isclass(hint) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    if is_typeddict(hint) or (inspect.isclass(hint) and is_dataclass(hint)):
        name = hint.__name__
        if name not in defined:
            defined[name] = {}  # a class may hold itself
            defined[name] = _object(hint, defined)
        return {"$ref": f"#/$defs/{name}"}
    raise TypeError(f"{hint!r} has no plain form")


def _composed(hint: Any, defined: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The schema of a type that is made of others: a union, a list, a mapping."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:  # what the data hold is the plain form of this
        return _of(parts[1], defined)
    if origin is Literal:
        return {"enum": list(parts)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_of(part, defined) for part in parts]}
    if origin is tuple and Ellipsis not in parts:
        items = [_of(part, defined) for part in parts]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "items": False}
    if inspect.isclass(origin) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _of(parts[1], defined)}
    if inspect.isclass(origin) and issubclass(origin, Iterable):
        return {"type": "array", "items": _of(parts[0], defined)}
    raise TypeError(f"{hint!r} has no plain form")


def _described(answer: type) -> dict[str, dict[str, str]]:
    """The description of each field: its entry under `Args` in the docstring of the class that has
    it, inherited fields included.
    """
    described: dict[str, dict[str, str]] = {}
    for owner in reversed(answer.__mro__):
        if is_dataclass(owner) or owner is answer:
            described |= _entries(inspect.cleandoc(owner.__doc__ or ""))
    return described


def _entries(docstring: str) -> dict[str, dict[str, str]]:
    lines = docstring.splitlines()
    if "Args:" not in lines:
        return {}
    described: dict[str, str] = {}
    name = ""
    for line in lines[lines.index("Args:") + 1 :]:
        if line and not line.startswith(" "):
            break
        head, colon, rest = line.strip().partition(": ")
        if colon and line.startswith("    ") and not line.startswith("     "):
            name = head
            described[name] = rest
        elif name and line.strip():
            described[name] += " " + line.strip()
    return {field: {"description": text} for field, text in described.items()}
