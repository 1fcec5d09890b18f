"""Any room's answer as plain data: what `--json`, a page and a program get.

Belongs here: turning dataclasses into dicts, lists, strings and numbers.
Does not: any answer's own keys; they are the fields of the dataclass that its room owns.
Always true: the same value gives the same data, keys in the order of the fields; a class that names
its schema prints it first.

A field's key is its name, or what `key()` says: `measure: str = key("from")`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

KEY, OPTIONAL, SCHEMA = "key", "optional", "SCHEMA"


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
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if is_dataclass(value) and not isinstance(value, type):
        return _object(value)
    if isinstance(value, Mapping):
        return {str(plain(name)): plain(each) for name, each in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(plain(each) for each in value)
    if isinstance(value, Iterable):
        return [plain(each) for each in value]
    raise TypeError(f"{type(value).__name__} has no plain form")


def _object(value: Any) -> dict[str, Any]:
    schema = getattr(type(value), SCHEMA, None)
    data: dict[str, Any] = {} if schema is None else {"schema": schema}
    for each in fields(value):
        found = getattr(value, each.name)
        if found is None and each.metadata.get(OPTIONAL):
            continue
        data[each.metadata.get(KEY) or each.name] = plain(found)
    return data
