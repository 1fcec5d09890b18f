"""Any room's answer as plain data: what `--json`, a page and a program get.

Belongs here: turning dataclasses into dicts, lists, strings and numbers.
Does not: any answer's own keys; they are the fields of the dataclass that its room owns, or the
keys of a TypedDict, which is plain data from the first: parts of which an answer has hundreds.
Always true: the same value gives the same data, keys in the order of the fields; an answer that
names its schema prints it first; what an answer holds prints none. What a field holds as plain data
already is handed over and not copied: the answer and its plain form share it, and whoever writes
into the one writes into the other.

A field's key is its name, or what `key()` says: `measure: str = key("from")`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any

KEY, OPTIONAL, AS_IT_IS, SCHEMA = "key", "optional", "as it is", "SCHEMA"
_SIMPLE = frozenset({str, bool, int, float, type(None)})


def key(
    name: str | None = None, *, optional: bool = False, as_it_is: bool = False, **options: Any
) -> Any:
    """A dataclass field that is printed under another name, left out where it is None, or plain
    already.

    Args:
        name: The key; the field's own name where left out.
        optional: Leave the key out where the value is None.
        as_it_is: The field holds plain data, made for this answer alone (of a TypedDict, say);
            its plain form shares them.
        options: Of `dataclasses.field`, such as `default`.
    """
    return field(metadata={KEY: name, OPTIONAL: optional, AS_IT_IS: as_it_is}, **options)


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
    kind: Any = type(value)
    return value if kind in _SIMPLE else _form(kind)(value)


@cache
def _form(kind: Any) -> Callable[[Any], Any]:
    """How values of a type become plain data; looked up once for each type."""
    if is_dataclass(kind):
        return _object
    for types, form in _FORMS:
        if issubclass(kind, types):
            return form
    raise TypeError(f"{kind.__name__} has no plain form")


def _object(value: Any) -> dict[str, Any]:
    data: dict[str, Any] = {}
    kind: Any = type(value)
    for field_name, name, optional, as_it_is in _keys(kind):
        part = getattr(value, field_name)
        if part is not None or not optional:
            data[name] = part if as_it_is else _inner(part)
    return data


@cache
def _keys(kind: Any) -> tuple[tuple[str, str, bool, bool], ...]:
    """Of each field of a dataclass its name, its key, and whether it is left out where it is None,
    or plain already.
    """
    return tuple(
        (
            part.name,
            said.get(KEY) or part.name,
            said.get(OPTIONAL, False),
            said.get(AS_IT_IS, False),
        )
        for part in fields(kind)
        for said in [part.metadata]
    )


def _list(value: Iterable[Any]) -> list[Any]:
    found = []
    for part in value:
        kind: Any = type(part)
        found.append(part if kind in _SIMPLE else _form(kind)(part))
    return found


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


# In order: the first that a type is one of. An Enum may be a str too, and a str is iterable.
_FORMS: tuple[tuple[type | UnionType, Callable[[Any], Any]], ...] = (
    (Enum, lambda value: value._value_),  # `value` takes four times as long
    (str | int | float, lambda value: value),
    (date, date.isoformat),
    (Decimal, _number),
    (Mapping, lambda value: {str(_inner(name)): _inner(part) for name, part in value.items()}),
    (frozenset | set, lambda value: sorted(map(_inner, value))),
    (Iterable, _list),
)
