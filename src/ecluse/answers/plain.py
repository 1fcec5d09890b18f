"""Any room's answer as plain data: what `--json`, a page and a program get.

Belongs here: turning dataclasses into dicts, lists, strings and numbers.
Does not: any answer's own keys; they are the fields of the dataclass that its room owns.
Always true: the same value gives the same data, keys in the order of the fields; an answer that
names its schema prints it first; what an answer holds prints none.

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

KEY, OPTIONAL, LAID_IN, SCHEMA = "key", "optional", "laid in", "SCHEMA"
# Of classes without slots whose values stand in many answers: the plain form is made once, where
# they hold words, numbers and lists of them; and so is their text in JSON.
KEPT, TEXT_IS_KEPT = "PLAIN_IS_KEPT", "TEXT_IS_KEPT"
_AS_IT_IS = frozenset({str, bool, int, float, type(None)})


def key(
    name: str | None = None, *, optional: bool = False, laid_in: bool = False, **options: Any
) -> Any:
    """A dataclass field that is printed under another name, or left out where it is None.

    Args:
        name: The key; the field's own name where left out.
        optional: Leave the key out where the value is None.
        laid_in: The field has no key: the keys of the object that it holds stand in its place. It
            is the first field, and the only one of its kind.
        options: Of `dataclasses.field`, such as `default`.
    """
    return field(metadata={KEY: name, OPTIONAL: optional, LAID_IN: laid_in}, **options)


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
    return value if kind in _AS_IT_IS else _form(kind)(value)


@cache
def _form(kind: Any) -> Callable[[Any], Any]:
    """How values of a type become plain data; looked up once for each type."""
    if is_dataclass(kind):
        return _kept if getattr(kind, KEPT, False) else _object
    for types, form in _FORMS:
        if issubclass(kind, types):
            return form
    raise TypeError(f"{kind.__name__} has no plain form")


def _object(value: Any) -> dict[str, Any]:
    kind: Any = type(value)
    within, keys = _keys(kind)
    data: dict[str, Any] = {} if within is None else _inner(getattr(value, within))
    for field_name, name, optional in keys:
        part = getattr(value, field_name)
        kind_of: Any = type(part)
        if kind_of not in _AS_IT_IS:
            data[name] = _form(kind_of)(part)  # as `_inner` does, without a call
        elif part is not None or not optional:
            data[name] = part
    return data


def _kept(value: Any) -> dict[str, Any]:
    """The plain form of a value that stands in many answers: made once, copied for each."""
    kept: tuple[dict[str, Any], list[str]] | None = value.__dict__.get(KEPT)
    if kept is None:
        form = _object(value)
        lists = [name for name, part in form.items() if type(part) is list]
        kept = value.__dict__[KEPT] = form, lists
    data, lists = kept[0].copy(), kept[1]
    for name in lists:
        data[name] = data[name].copy()
    return data


def opened(value: object) -> Any:
    """One level of the same data, without its schema: what an answer holds stands in it as it is,
    for whoever writes it out part by part.
    """
    if not is_dataclass(value):
        return plain(value)
    kind: Any = type(value)
    within, keys = _keys(kind)
    data: dict[str, Any] = {} if within is None else opened(getattr(value, within))
    for field_name, name, optional in keys:
        part = getattr(value, field_name)
        if part is not None or not optional:
            data[name] = part
    return data


@cache
def _keys(kind: Any) -> tuple[str | None, tuple[tuple[str, str, bool], ...]]:
    """The field of a dataclass that is laid in, if any; and of each other its name, its key, and
    whether it is left out where it is None.
    """
    within = next((part.name for part in fields(kind) if part.metadata.get(LAID_IN)), None)
    keys = [
        (part.name, part.metadata.get(KEY) or part.name, bool(part.metadata.get(OPTIONAL)))
        for part in fields(kind)
        if part.name != within
    ]
    return within, tuple(keys)


def _list(value: Iterable[Any]) -> list[Any]:
    found = []
    for part in value:
        kind: Any = type(part)
        found.append(part if kind in _AS_IT_IS else _form(kind)(part))
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
