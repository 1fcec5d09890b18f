"""Any room's answer as plain data: what `--json`, a page and a program get.

Belongs here: turning dataclasses into dicts, lists, strings and numbers.
Does not: any answer's own keys; they are the fields of the dataclass that its room owns.
Always true: the same value gives the same data, keys in the order of the fields; an answer that
names its schema prints it first; what an answer holds prints none.

A field's key is its name, or what `key()` says: `measure: str = key("from")`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

KEY, OPTIONAL, SCHEMA = "key", "optional", "SCHEMA"
_AS_IT_IS = frozenset({str, bool, int, float, type(None)})


def key(name: str | None = None, *, optional: bool = False, **options: Any) -> Any:
    """A dataclass field that is printed under another name, or left out where it is None.

    Args:
        name: The key; the field's own name where left out.
        optional: Leave the key out where the value is None.
        options: Of `dataclasses.field`, such as `default`.
    """
    return field(metadata={KEY: name, OPTIONAL: optional}, **options)


def plain(value: object) -> Any:
    """Plain data: dicts, lists, strings, numbers, booleans and None.

    An answer, and each answer of a list, begins with its schema.

    Raises:
        TypeError: A value, or something in it, is of no type that has a plain form.

    >>> from dataclasses import dataclass
    >>> @dataclass
    ... class Change:
    ...     before: str = key("from")
    ...     on: date = date(2025, 5, 20)
    >>> plain(Change(before="NLR"))
    {'from': 'NLR', 'on': '2025-05-20'}
    """
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    schema = getattr(type(value), SCHEMA, None)
    return _inner(value) if schema is None else {"schema": schema} | _inner(value)


def _inner(value: object) -> Any:
    if type(value) in _AS_IT_IS:
        return value
    if is_dataclass(value):
        return _object(value)
    if isinstance(value, list | tuple):
        return [_inner(part) for part in value]
    if isinstance(value, Mapping):
        return {str(_inner(name)): _inner(part) for name, part in value.items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, frozenset | set):
        return sorted(_inner(part) for part in value)
    return _other(value)


def _other(value: object) -> Any:
    """The plain form of a type that few answers hold."""
    if isinstance(value, str | int | float):  # a subclass of one
        return value
    if isinstance(value, Iterable):
        return [_inner(part) for part in value]
    raise TypeError(f"{type(value).__name__} has no plain form")


@cache
def _keys(kind: Any) -> tuple[tuple[str, str, bool], ...]:
    """Each field of a dataclass: its name, its key, and whether it is left out where it is None."""
    return tuple(
        (part.name, part.metadata.get(KEY) or part.name, bool(part.metadata.get(OPTIONAL)))
        for part in fields(kind)
    )


def _object(value: Any) -> dict[str, Any]:
    kind: Any = type(value)
    return {
        name: _inner(part)
        for field_name, name, optional in _keys(kind)
        if (part := getattr(value, field_name)) is not None or not optional
    }
